//! The rows of the requirements that the score alone proves.

use super::*;
use crate::matching::explain::Explanation;
use jiff::civil::date;

fn told(pool: &Pool, person: u8, vacancy: u8) -> Explanation {
    pool.explain(CandidateId::from_bytes([person; 16]), VacancyId::from_bytes([vacancy; 16])).unwrap()
}

fn found(pool: &Pool, person: u8) -> Vec<(u8, bool)> {
    let query = Query { limit: 50, show: Show::Fitting };
    let found = pool.vacancies_for_candidate(CandidateId::from_bytes([person; 16]), query, Ties::ById);
    found.unwrap().iter().map(|found| (found.vacancy.to_bytes()[0], found.outside)).collect()
}

#[test]
fn def_03_two_people_with_the_same_skills_are_ordered_by_potential_and_the_reason_names_it() {
    let mut learns_well = candidate(2, &[1, 2]);
    learns_well.potential = Potential::new(Some(5), Some(4));
    let mut learns_less = candidate(1, &[1, 2]);
    learns_less.potential = Potential::new(Some(2), Some(4));
    let not_known = candidate(3, &[1, 2]);
    let pool = pool(&[learns_less, learns_well, not_known.clone()], &[vacancy(9, &[1, 2, 3], &[])]);
    assert_eq!(
        people(&pool, 9, Show::Fitting),
        [2, 1, 3],
        "levels 5 and 4, levels 2 and 4, the middle twice"
    );
    let reasons: Vec<String> =
        told(&pool, 2, 9).factors.iter().map(|factor| factor.sentence(Language::Dutch)).collect();
    assert!(reasons.contains(&"Ontwikkelpotentie voor vakvaardigheden: 5 van 5".to_owned()), "{reasons:?}");
    assert!(told(&pool, 3, 9).factors.iter().all(|factor| !factor.is_known() && factor.steps == 2));
    // the contrast: the same potential, and the order is that of the ids
    let same = [1, 2].map(|number| CandidateProfile { id: candidate(number, &[]).id, ..not_known.clone() });
    assert_eq!(people(&super::pool(&same, &[vacancy(9, &[1], &[])]), 9, Show::Fitting), [1, 2]);
}

#[test]
fn def_06_an_mbo_candidate_is_blocked_for_teaching_with_the_reason_and_allowed_for_care() {
    let mut teaching = vacancy(8, &[1], &[]);
    teaching.entry_level = Some(Education::Bachelor);
    let care = vacancy(9, &[1], &[]);
    let mut graduate = candidate(2, &[1]);
    graduate.education = Some(Education::Master);
    let pool = pool(&[candidate(1, &[1]), graduate], &[teaching, care]);
    assert_eq!(people(&pool, 8, Show::Fitting), [2]);
    assert_eq!(people(&pool, 9, Show::Fitting), [1, 2]);
    let reason = told(&pool, 1, 8).verdicts.into_iter().find(|verdict| verdict.outcome() == Outcome::Failed);
    let reason = reason.unwrap().sentence(Language::Dutch);
    assert_eq!(reason, "Heeft niet het instapniveau dat de wet voor lesgeven vraagt (hbo)");
    // and apart from that rule education counts for nothing
    assert_eq!(told(&pool, 1, 8).score, told(&pool, 2, 8).score);
    assert_eq!(told(&pool, 1, 9).score, told(&pool, 2, 9).score);
}

#[test]
fn s2_08_vacancies_of_the_network_come_first_and_those_outside_after_them_marked() {
    let mut outside = vacancy(7, &[1, 2], &[]);
    outside.outside = true;
    let pool = pool(&[candidate(1, &[1, 2])], &[outside, vacancy(9, &[1, 2, 3, 4], &[])]);
    assert!(told(&pool, 1, 7).score > told(&pool, 1, 9).score, "the one outside fits better");
    assert_eq!(found(&pool, 1), [(9, false), (7, true)]);
}

#[test]
fn hos_03_a_skills_profile_is_matched_with_the_vacancies_of_the_whole_network_by_skills() {
    let mut elsewhere = vacancy(8, &[1, 2], &[]);
    elsewhere.region = RegionId::new("AM25").unwrap();
    elsewhere.employer = None;
    let pool = pool(&[candidate(1, &[1, 2]), candidate(2, &[1, 3])], &[elsewhere, vacancy(9, &[1, 3], &[])]);
    assert_eq!(found(&pool, 1), [(8, false), (9, false)], "the other region asks what this person can do");
    // the contrast: for whom the work in the own region fits better, it comes first
    assert_eq!(found(&pool, 2), [(9, false), (8, false)]);
}

#[test]
fn s3_07_culture_is_off_and_once_it_is_on_it_says_that_nothing_is_known_of_it() {
    let pool_with = |culture: u8| {
        let text = crate::matching::weighting::file::BUILT_IN;
        let text = text.replace("culture = 0", &format!("culture = {culture}"));
        let weighting = Arc::new(Weighting::parse(&text).unwrap());
        let yardstick = Arc::new(Yardstick::without_stand_ins(weighting));
        pool_by(yardstick, &[candidate(1, &[1])], &[vacancy(9, &[1, 2], &[])])
    };
    let names = |pool: &Pool| told(pool, 1, 9).factors.iter().map(|it| it.name()).collect::<Vec<_>>();
    assert_eq!(names(&pool_with(0)), ["potentialHard", "potentialSoft", "interests"]);
    assert_eq!(names(&pool_with(10)), ["potentialHard", "potentialSoft", "interests", "culture"]);
    let culture = told(&pool_with(10), 1, 9).factors.remove(3);
    assert_eq!((culture.is_known(), culture.steps), (false, 2));
    assert!(culture.sentence(Language::Dutch).contains("niet bekend: dat telt als het midden"));
}

#[test]
fn a_skill_that_stands_in_counts_for_less_than_the_skill_and_more_than_none_and_says_why() {
    let people_with =
        [candidate(1, &[2]), candidate(2, &[2, 21]), candidate(3, &[2, 20]), candidate(4, &[2, 1])];
    let pool = pool(&people_with, &[vacancy(9, &[1, 2], &[])]);
    assert_eq!(people(&pool, 9, Show::Fitting), [4, 3, 2, 1]);
    let near = &told(&pool, 3, 9).stood_in[0];
    assert_eq!((near.skill.0, near.by.skill.0, near.because), (1, 20, Because::Narrower));
    assert_eq!(told(&pool, 3, 9).counts().stood_in, 1);
    let summary = told(&pool, 3, 9).summary(Language::Dutch);
    assert_eq!(summary, "1 van 2 nodige skills aanwezig, 1 die erop lijkt");
    assert_eq!(near.earned.points.points(), near.earned.of.points() / 2);
}

#[test]
fn who_can_begin_only_after_the_work_has_begun_is_told_so() {
    let mut work = vacancy(9, &[1], &[]);
    work.starts_on = Some(date(2026, 9, 1));
    let mut late = candidate(1, &[1]);
    late.available_from = Some(date(2026, 12, 1));
    let mut in_time = candidate(2, &[1]);
    in_time.available_from = Some(date(2026, 8, 1));
    let pool = pool(&[late, in_time, candidate(3, &[1])], &[work]);
    assert_eq!(people(&pool, 9, Show::Fitting), [2, 3], "not known does not exclude");
    assert_eq!(people(&pool, 9, Show::FailingToo), [1, 2, 3], "and the date is no part of the score");
    let reasons: Vec<_> =
        told(&pool, 1, 9).verdicts.iter().map(|verdict| verdict.sentence(Language::English)).collect();
    assert!(reasons.iter().any(|reason| reason.contains("later than")), "{reasons:?}");
}

/// Taken apart without `..`: whoever gives matching another field of a person has to come here and say why it is fair.
#[test]
fn nothing_but_these_fields_of_a_person_reaches_matching() {
    let CandidateProfile {
        id: _,
        standing: _,
        municipality: _,
        max_travel_minutes: _,
        hours: _,
        education: _,
        present_employer: _,
        skills: _,
        potential: _,
        interests: _,
        available_from: _,
        line_of_work: _,
    } = candidate(1, &[1]);
}

#[test]
fn where_somebody_lives_and_worked_and_what_somebody_studied_are_no_part_of_the_score() {
    let mut other = candidate(1, &[1, 3]);
    other.municipality = MunicipalityCode::new("GM0014").ok();
    other.education = Some(Education::Master);
    other.line_of_work = LineOfWork { occupation: 77, former: 78 };
    other.hours = HoursRange::new(1, 2);
    let pool = pool(&[other, candidate(2, &[1, 3])], &[vacancy(9, &[1, 2], &[3])]);
    assert_eq!(told(&pool, 1, 9).score, told(&pool, 2, 9).score);
    assert_eq!(people(&pool, 9, Show::FailingToo), [1, 2], "a tie, by id");
}
