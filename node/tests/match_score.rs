//! The match on a real database: what counts in it, by which weights, and what never does.

use crate::desk::{Desk, candidate, employer, occupation, vacancy};
use node::{
    domain::{
        candidate::{Candidate, EducationLevel, Evidence, SkillClaim, SkillLevel},
        text::Line,
    },
    matching::{
        pool::{Match, Query, Show},
        weighting::{Weighting, file::BUILT_IN},
    },
    storage::matching_weights::WeightsSource,
    workflow::{
        add_employer::add_employer,
        find_matches::{people_for_vacancy, vacancies_for_candidate},
        matching_weights::{
            ApplyWeightsError, apply_weights, record_weights_at_start, weights_history, weights_in_force,
        },
        post_vacancy::post_vacancy,
        refresh_matching::{candidate_profile, refresh_matching},
        register_candidate::register_candidate,
        update_candidate::update_candidate,
    },
};
use vocabulary::{CandidateId, EscoUri, Language, MunicipalityCode, Personal, VacancyId};

const EVERYBODY: Query = Query { limit: 50, show: Show::FailingToo };

async fn posted(desk: &Desk, essential: Vec<EscoUri>) -> VacancyId {
    let owner = add_employer(&desk.context, &desk.business_adviser, employer(None)).await.unwrap();
    let mut work = vacancy(&desk.context, owner);
    work.trainable_skills = Vec::new();
    work.essential_skills = essential;
    post_vacancy(&desk.context, &desk.business_adviser, work).await.unwrap()
}

fn claim(skill: &EscoUri, level: u8, evidence: Evidence) -> SkillClaim {
    SkillClaim { skill: skill.clone(), level: SkillLevel::new(level).unwrap(), evidence }
}

async fn registered(desk: &Desk, name: &str, change: impl FnOnce(&mut Candidate)) -> CandidateId {
    let mut person = candidate(&desk.context, name);
    change(&mut person);
    register_candidate(&desk.context, &desk.coach, person).await.unwrap()
}

async fn people(desk: &Desk, vacancy: VacancyId) -> Vec<Match> {
    people_for_vacancy(&desk.context, &desk.adviser, vacancy, EVERYBODY, 50).await.unwrap().best
}

fn order(found: &[Match]) -> Vec<CandidateId> {
    found.iter().map(|one| one.candidate).collect()
}

#[tokio::test]
async fn s3_07_weights_are_visible_adjustable_and_kept_with_their_reason() {
    let mut desk = Desk::open("AM24");
    record_weights_at_start(&desk.context, None).await.unwrap();
    refresh_matching(&desk.context).await.unwrap();
    let (_, skills) = occupation(&desk.context.vocabulary);
    let proven = registered(&desk, "Anna Feer", |it| {
        it.skills = vec![claim(&skills[0], 3, Evidence::Certificate)];
    })
    .await;
    let says_so = registered(&desk, "Bas Lodder", |it| {
        it.skills = skills[..2].iter().map(|skill| claim(skill, 3, Evidence::Own)).collect();
    })
    .await;
    let work = posted(&desk, skills).await;
    let begin = weights_in_force(&desk.context).await.unwrap();
    assert_eq!((begin.number, begin.weighting.shares().culture), (Some(1), 0), "culture is off");
    assert_eq!(order(&people(&desk, work).await), [says_so, proven]);

    // only what is proven counts from now on
    let text = BUILT_IN
        .replace("stated = 85", "stated = 10")
        .replace("beginning = 60", "beginning = 0")
        .replace("near = 50", "near = 0")
        .replace("far = 25", "far = 0");
    let why = "Alleen wat is aangetoond, op verzoek van de cliëntenraad";
    let number = apply_weights(&desk.context, &desk.operator, &text, why).await.unwrap();
    assert_eq!(number, 2);
    assert_eq!(order(&people(&desk, work).await), [proven, says_so], "ranked anew without a restart");
    assert_eq!(apply_weights(&desk.context, &desk.operator, &text, why).await.unwrap(), 2, "no change");

    let history = weights_history(&desk.context).await.unwrap();
    let told: Vec<_> =
        history.iter().map(|it| (it.number, it.weights.source, it.weights.why.as_str())).collect();
    assert_eq!(told[0], (2, WeightsSource::Command, why));
    assert_eq!(told[1].1, WeightsSource::Program);
    assert_eq!(history[0].weights.content, Weighting::parse(&text).unwrap().to_text());
    assert_eq!(desk.audit().iter().filter(|action| *action == "matching.weights").count(), 2);
    assert!(desk.audit_says("matching.weights", &hex::encode(history[0].weights.digest)));

    // they stay over a restart, until the configuration says something else than before
    desk.restart().await;
    record_weights_at_start(&desk.context, None).await.unwrap();
    assert_eq!(weights_in_force(&desk.context).await.unwrap().number, Some(2));
    let configured = Weighting::parse(&BUILT_IN.replace("potential = 10", "potential = 20")).unwrap();
    for _ in 0..2 {
        record_weights_at_start(&desk.context, Some(configured.clone())).await.unwrap();
        refresh_matching(&desk.context).await.unwrap();
        let now = weights_in_force(&desk.context).await.unwrap();
        assert_eq!((now.number, now.weighting.shares().potential), (Some(3), 20));
    }
}

#[tokio::test]
async fn weights_that_cannot_be_used_change_nothing_and_only_who_runs_the_node_may() {
    let desk = Desk::open("AM24");
    record_weights_at_start(&desk.context, None).await.unwrap();
    let negative = BUILT_IN.replace("interests = 10", "interests = -10");
    let refused = apply_weights(&desk.context, &desk.operator, &negative, "why").await;
    assert!(matches!(refused, Err(ApplyWeightsError::Unusable(_))));
    let refused = apply_weights(&desk.context, &desk.operator, BUILT_IN, " ").await;
    assert!(matches!(refused, Err(ApplyWeightsError::NoReason(_))));
    let other = BUILT_IN.replace("interests = 10", "interests = 5");
    let refused = apply_weights(&desk.context, &desk.coach, &other, "why").await;
    assert!(matches!(refused, Err(ApplyWeightsError::Workflow(_))));
    assert_eq!(weights_history(&desk.context).await.unwrap().len(), 1);
    assert_eq!(apply_weights(&desk.context, &desk.operator, &other, "why").await.unwrap(), 2, "the contrast");
}

#[tokio::test]
async fn the_order_does_not_change_with_name_birth_date_contact_data_languages_or_home() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let (_, skills) = occupation(&desk.context.vocabulary);
    let mut ids = Vec::new();
    for (number, name) in ["Anna Feer", "Bas Lodder", "Chidi Okafor", "Dora Wit"].into_iter().enumerate() {
        let skills = &skills;
        let id = registered(&desk, name, |it| {
            let level = u8::try_from(1 + number).unwrap();
            it.skills = vec![claim(&skills[number % 3], level, Evidence::Own)];
        });
        ids.push(id.await);
    }
    let work = posted(&desk, skills).await;
    let shape = |found: Vec<Match>| {
        found.into_iter().map(|it| (it.candidate, it.explanation.score)).collect::<Vec<_>>()
    };
    let before = shape(people(&desk, work).await);
    assert_eq!(before.len(), 4);
    for (number, id) in ids.iter().enumerate() {
        let stored = desk.context.storage.read_blocking(|c| node::storage::candidates::get(c, *id));
        let mut person = stored.unwrap().unwrap();
        let same = candidate_profile(&person, &desk.context.vocabulary);
        person.name = Personal::new(Line::new("Fatima el Amrani").unwrap());
        person.born_on = Personal::new(Some(format!("19{}-02-03", 40 + 15 * number).parse().unwrap()));
        person.email = Personal::new(None);
        person.phone = Personal::new(None);
        person.remarks = Personal::new(Some("Geboren in Tanger; moeder van drie".parse().unwrap()));
        person.years_experience = 40;
        person.target_occupations = Vec::new();
        person.languages = Vec::new();
        assert_eq!(candidate_profile(&person, &desk.context.vocabulary), same, "none of it reaches matching");
        // these do, for rules and for quick finding, and count for nothing
        person.municipality = MunicipalityCode::new("GM0014").unwrap();
        person.education = Some(EducationLevel::Vmbo);
        person.occupation = None;
        person.former_occupations = Vec::new();
        update_candidate(&desk.context, &desk.coach, person).await.unwrap();
    }
    assert_eq!(shape(people(&desk, work).await), before);
    // the contrast: a skill does change the order
    let last = before[3].0;
    let stored = desk.context.storage.read_blocking(|c| node::storage::candidates::get(c, last));
    let mut person = stored.unwrap().unwrap();
    let (_, skills) = occupation(&desk.context.vocabulary);
    person.skills = skills.iter().map(|skill| claim(skill, 4, Evidence::Certificate)).collect();
    update_candidate(&desk.context, &desk.coach, person).await.unwrap();
    assert_eq!(people(&desk, work).await[0].candidate, last);
}

#[tokio::test]
async fn s2_07_the_same_skill_under_two_labels_matches_through_the_shared_list() {
    let desk = Desk::open("AM24");
    let list = &desk.context.vocabulary;
    // what the employer calls it, and what the person calls it
    let found = |text: &str| Some(list.search_skills(text, Language::NL, 1).first()?.index);
    let (skill, employers_word, own_word) = list
        .skills()
        .find_map(|skill| {
            let name = list.skill_label(skill, Language::NL);
            let mut others = list.skill_other_labels(skill, Language::NL);
            let other = others.find(|other| *other != name && found(other) == Some(skill))?;
            (found(name) == Some(skill)).then(|| (skill, name.to_owned(), other.to_owned()))
        })
        .expect("the starter vocabulary has skills with two names");
    assert_ne!(employers_word, own_word);
    let uri = |word: &str| list.skill_uri(found(word).unwrap());
    let work = posted(&desk, vec![uri(&employers_word)]).await;
    let person =
        registered(&desk, "Anna Feer", |it| it.skills = vec![claim(&uri(&own_word), 3, Evidence::Own)]).await;
    let matches = people(&desk, work).await;
    assert_eq!(order(&matches), [person]);
    assert_eq!(matches[0].explanation.held[0].own.skill.0, skill.0);
}

#[tokio::test]
async fn lux_04_the_competences_written_down_once_are_what_matching_uses_both_ways() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let (_, skills) = occupation(&desk.context.vocabulary);
    let person = registered(&desk, "Anna Feer", |it| {
        it.skills = vec![claim(&skills[0], 4, Evidence::Assessment), claim(&skills[1], 2, Evidence::Own)];
    })
    .await;
    let work = posted(&desk, skills.clone()).await;
    let of_vacancy = people(&desk, work).await.remove(0);
    let of_person = vacancies_for_candidate(&desk.context, &desk.coach, person, EVERYBODY).await.unwrap();
    assert_eq!(of_person[0].vacancy, work);
    assert_eq!(of_person[0].explanation, of_vacancy.explanation);
    let mut used: Vec<_> =
        of_vacancy.explanation.held.iter().map(|it| (it.own.level, it.class.name())).collect();
    used.sort_unstable();
    assert_eq!(used, [(2, "stated"), (4, "proven")], "as the analysis wrote them down");
}

#[tokio::test]
async fn lux_05_somebody_without_work_and_far_from_the_labour_market_is_matched_by_the_same_score() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let (_, skills) = occupation(&desk.context.vocabulary);
    let one_skill = vec![claim(&skills[0], 2, Evidence::Own)];
    let at_work = registered(&desk, "Anna Feer", |it| it.skills.clone_from(&one_skill)).await;
    let without = registered(&desk, "Bas Lodder", |it| {
        it.skills.clone_from(&one_skill);
        it.occupation = None;
        it.former_occupations = Vec::new();
        it.target_occupations = Vec::new();
        it.years_experience = 0;
        it.education = None;
    })
    .await;
    let work = posted(&desk, skills).await;
    let found = people(&desk, work).await;
    let score = |id| found.iter().find(|one| one.candidate == id).unwrap().explanation.score;
    assert_eq!(score(without), score(at_work));
    let own = vacancies_for_candidate(&desk.context, &desk.coach, without, EVERYBODY).await.unwrap();
    assert_eq!(own[0].vacancy, work);
    assert!(own[0].explanation.summary(node::matching::explain::Language::Dutch).contains("te leren"));
}
