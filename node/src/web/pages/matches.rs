//! Matches in both directions, with their reasons.

use super::{
    candidate_list::owner_names,
    frame::query_value,
    heads::{under_person, under_vacancy},
    labels::{Labels, hours},
    match_groups::{MatchGroups, after_words},
    proposals::{FROM_PEOPLE, FROM_VACANCIES, actions_of, with_stage},
    receipt::ReceiptView,
    templates::{CandidateMatchesPage, VacancyMatchesPage},
    vacancy_file::{AnyVacancy, find_vacancy},
    views::{MatchSkill, MatchView, RuleView, Want},
};
use crate::{
    matching::{
        constraint::{Outcome, Verdict},
        explain::{Explanation, Language},
        input::{Evidence, SkillNumber, Want as Wanted},
        pool::{Match, Query, Show},
        weighting::Class,
    },
    web::{WebState, api::body::id, error::WebError, session::Session},
    workflow::{
        WorkflowError,
        find_matches::{people_for_vacancy, vacancies_for_candidate},
        give_receipt::{receipt_for_candidate, receipt_for_vacancy},
        plan_learning::weeks_until_fit,
        propose_candidate::{stages_for_candidate, stages_for_vacancy},
        view_candidate::view_people,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    locale::Locale,
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeMap;
use vocabulary::{CandidateId, Purpose, VacancyId};

/// Matches on one page.
const SHOWN: usize = 30;
/// Looked at before the filter on region, and counted at most.
pub(super) const LOOKED_AT: usize = 200;

/// The vacancies that fit a candidate.
pub(super) async fn of_candidate(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let scope = match query_value(&request, "bereik").as_str() {
        "own" => "own",
        "network" => "network",
        _ => "all",
    };
    let file_href = format!("/kandidaten/{candidate}");
    let title = |page: &Page, name: &str| page.name("title-matches-of", name);
    let page = under_person(&state, &request, &session, candidate, Purpose::Matching, title).await?;
    let found = best_vacancies(&state, &page, &session, candidate, scope, SHOWN).await?;
    let mut advice = vec![
        (file_href.clone(), page.say("advice-file")),
        ("/vacatures".to_owned(), page.say("advice-vacancies")),
    ];
    if scope == "own" {
        let everywhere = format!("{file_href}/matches?bereik=all");
        advice.insert(0, (everywhere, page.say("advice-network")));
    }
    let query = Query { limit: LOOKED_AT, show: Show::Fitting };
    let receipt = receipt_for_candidate(&state.context, &session.actor(), candidate, query, 0).await?;
    let mut receipt = ReceiptView::new(&receipt, request.locale);
    receipt.limit_reached = found.len() >= SHOWN;
    Ok(respond::page(&CandidateMatchesPage {
        page,
        file_href,
        scope,
        receipt,
        groups: MatchGroups::of(found),
        advice,
    }))
}

/// The people who fit a vacancy.
pub(super) async fn of_vacancy(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let found = find_vacancy(&state, vacancy).await?;
    let vacancy_href = format!("/vacatures/{vacancy}");
    let title = |page: &Page, name: &str| page.name("title-people-for", name);
    let page = under_vacancy(&state, &request, &session, &found, title);
    let is_open = found.is_open();
    let (mut people, mut receipt) = (Vec::new(), ReceiptView::default());
    if is_open {
        let best = best_people(&state, &page, &session, &found, SHOWN).await?;
        people = best.views;
        let query = Query { limit: SHOWN + 1, show: Show::Fitting };
        let given = receipt_for_vacancy(&state.context, &session.actor(), vacancy, query, best.count).await?;
        receipt = ReceiptView::new(&given, request.locale);
    }
    let other_region = found.other_region(&Labels::new(&state.context, request.locale));
    Ok(respond::page(&VacancyMatchesPage {
        page,
        vacancy_href,
        other_region,
        is_open,
        receipt,
        groups: MatchGroups::of(people),
    }))
}

/// The best vacancies for a candidate, with reasons.
pub(super) async fn best_vacancies(
    state: &WebState,
    page: &Page,
    session: &Session,
    candidate: CandidateId,
    scope: &str,
    most: usize,
) -> Result<Vec<MatchView>, WebError> {
    let query = Query { limit: LOOKED_AT, show: Show::Fitting };
    let found = match vacancies_for_candidate(&state.context, &session.actor(), candidate, query).await {
        // Somebody of whom nothing is matched, for instance because the case went to another region.
        Err(WorkflowError::NotFound { .. }) => Vec::new(),
        found => found?,
    };
    let labels = Labels::new(&state.context, page.locale());
    let language = language(page.locale());
    let stages = stages_for_candidate(&state.context, &session.actor(), candidate).await?;
    let mut shown = Vec::new();
    for one in found {
        if shown.len() >= most {
            break;
        }
        // A vacancy that was closed a moment ago, or that its region has withdrawn, is left out.
        let vacancy = match find_vacancy(state, one.vacancy).await {
            Ok(vacancy) if vacancy.is_open() => vacancy,
            Ok(_) => continue,
            Err(error) if error.status == StatusCode::NOT_FOUND => continue,
            Err(error) => return Err(error),
        };
        let other_region = vacancy.other_region(&labels);
        if (scope == "own" && !other_region.is_empty()) || (scope == "network" && other_region.is_empty()) {
            continue;
        }
        shown.push((one, vacancy, other_region));
    }
    let pairs: Vec<Match> = shown.iter().map(|it| it.0.clone()).collect();
    let after = weeks_until_fit(&state.context, &pairs).await?;
    let view = |(one, vacancy, other_region): (Match, AnyVacancy, String)| {
        let href = format!("/vacatures/{}", one.vacancy);
        let mut actions = vec![(href.clone(), page.say("see-vacancy"))];
        let stage = stages.get(&one.vacancy).copied();
        actions.extend(actions_of(page, (candidate, one.vacancy), FROM_VACANCIES, stage));
        if !other_region.is_empty() && session.role.hands_over() {
            let offer = format!("/kandidaten/{candidate}/overdragen?naar={}", vacancy.region());
            actions.insert(0, (offer, page.name("hand-over-to", other_region.as_str())));
        }
        actions.push((format!("/kandidaten/{candidate}/klopt-niet/{}", one.vacancy), page.say("contest")));
        MatchView {
            id: one.vacancy.to_string(),
            title: vacancy.title().to_owned(),
            href,
            meta: with_stage(page, vacancy_meta(page, &labels, &vacancy), stage),
            other_region,
            share: one.explanation.score.as_read(),
            fits: one.explanation.summary(language),
            fits_when: one.explanation.fits,
            after: after_words(page, after.get(&(candidate, one.vacancy))),
            after_href: format!("/kandidaten/{candidate}/scholing"),
            can_be_compared: false,
            outside: one.outside,
            skills: skills(&labels, &one.explanation, language),
            factors: factors(&one.explanation, language),
            rules: rules(language, &one.explanation.verdicts),
            actions,
        }
    };
    Ok(shown.into_iter().map(view).collect())
}

/// The best people for a vacancy.
#[derive(Debug, Default)]
pub(super) struct BestPeople {
    /// The best, with reasons.
    pub(super) views: Vec<MatchView>,
    /// How many share a skill with it and fail no rule, up to what is looked at.
    pub(super) count: usize,
    /// How many of these fit now.
    pub(super) fits_now: usize,
}

/// The best people for a vacancy, with reasons, and how many there are (up to what is looked at).
pub(super) async fn best_people(
    state: &WebState,
    page: &Page,
    session: &Session,
    vacancy: &AnyVacancy,
    most: usize,
) -> Result<BestPeople, WebError> {
    let query = Query { limit: LOOKED_AT, show: Show::Fitting };
    let actor = session.actor();
    let found = match people_for_vacancy(&state.context, &actor, vacancy.id(), query, most).await {
        // Closed between two looks: nobody is proposed for it any more.
        Err(WorkflowError::NotFound { .. }) => return Ok(BestPeople::default()),
        found => found?,
    };
    let ids: Vec<CandidateId> = found.best.iter().map(|one| one.candidate).collect();
    let lines = view_people(&state.context, &actor, ids, Purpose::Matching).await?;
    let lines: BTreeMap<_, _> = lines.into_iter().map(|line| (line.0.id, line)).collect();
    let names = owner_names(state).await?;
    let labels = Labels::new(&state.context, page.locale());
    let other_region = vacancy.other_region(&labels);
    let language = language(page.locale());
    let stages = stages_for_vacancy(&state.context, &actor, vacancy.id()).await?;
    let after = weeks_until_fit(&state.context, &found.best).await?;
    let view = |one: &Match| {
        let (line, standing) = lines.get(&one.candidate)?;
        let href = format!("/kandidaten/{}", one.candidate);
        let mut actions = vec![(href.clone(), page.say("see-file"))];
        let stage = stages.get(&one.candidate).copied();
        actions.extend(actions_of(page, (one.candidate, vacancy.id()), FROM_PEOPLE, stage));
        if !other_region.is_empty() && session.role.hands_over() {
            let offer = format!("{href}/overdragen?naar={}", vacancy.region());
            actions.insert(0, (offer, page.name("hand-over-to", other_region.as_str())));
        }
        actions.push((format!("{href}/klopt-niet/{}", one.vacancy), page.say("contest")));
        let mut meta = vec![labels.municipality(&line.municipality)];
        meta.extend(line.occupation.as_ref().map(|occupation| labels.occupation(occupation)));
        meta.extend(standing.and_then(|standing| names.get(&standing.owner)).cloned());
        Some(MatchView {
            id: one.candidate.to_string(),
            title: line.name.reveal(Purpose::Matching).to_string(),
            href,
            meta: with_stage(page, meta, stage),
            other_region: String::new(),
            share: one.explanation.score.as_read(),
            fits: one.explanation.summary(language),
            fits_when: one.explanation.fits,
            after: after_words(page, after.get(&(one.candidate, vacancy.id()))),
            after_href: format!("/vacatures/{}/scholing", vacancy.id()),
            can_be_compared: false,
            outside: one.outside,
            skills: skills(&labels, &one.explanation, language),
            factors: factors(&one.explanation, language),
            rules: rules(language, &one.explanation.verdicts),
            actions,
        })
    };
    let views = found.best.iter().filter_map(view).collect();
    Ok(BestPeople { views, count: found.count, fits_now: found.fits_now })
}

pub(super) fn vacancy_meta(page: &Page, labels: &Labels<'_>, vacancy: &AnyVacancy) -> Vec<String> {
    let (fewest, most) = vacancy.hours();
    let mut meta = vec![
        vacancy.employer().to_owned(),
        labels.municipality(vacancy.municipality()),
        hours(page, fewest, most),
    ];
    if vacancy.is_outside() {
        meta.push(page.say("outside-network"));
    }
    if vacancy.job_guarantee() {
        meta.push(page.say("with-guarantee"));
    }
    meta
}

/// The skills that a vacancy wants: needed ones first. Of those that are shown before the rest folds out half are still
/// missing, as far as there are so many: one who reads on no further must see both what is there and what is not. In
/// either part the order is that of [`numbered_skills`].
fn skills(labels: &Labels<'_>, explanation: &Explanation, language: Language) -> Vec<MatchSkill> {
    let all = numbered_skills(labels, explanation, language).into_iter().map(|(_, skill)| skill);
    let (optional, needed): (Vec<_>, Vec<_>) = all.partition(|skill| skill.want == Want::Optional);
    let (mut missing, mut there): (Vec<_>, Vec<_>) = needed.into_iter().partition(MatchSkill::is_to_learn);
    let shown = foremost(there.len(), missing.len(), MatchView::SKILLS_AT_ONCE);
    let (later_there, later_missing) = (there.split_off(shown.0), missing.split_off(shown.1));
    [there, missing, later_there, later_missing, optional].into_iter().flatten().collect()
}

/// How many of those that are there and how many of those that are missing come first: half of `at_once` each, and more
/// where the others are fewer.
fn foremost(there: usize, missing: usize, at_once: usize) -> (usize, usize) {
    let missing_first = missing.min(at_once.saturating_sub(there).max(at_once / 2));
    (there.min(at_once - missing_first), missing_first)
}

/// The skills that a vacancy wants with their numbers: held ones first, then those for which another stands in.
pub(super) fn numbered_skills(
    labels: &Labels<'_>,
    explanation: &Explanation,
    language: Language,
) -> Vec<(SkillNumber, MatchSkill)> {
    let skill = |number, wanted, evidence, stand_in| {
        let label = labels.skill_number(number);
        (number, MatchSkill { label, want: want(wanted), evidence, begun: false, stand_in })
    };
    let held = explanation.held.iter().map(|held| {
        let evidence = Some(evidence(held.own.evidence));
        let (number, shown) = skill(held.own.skill, held.want, evidence, String::new());
        (number, MatchSkill { begun: held.class == Class::Beginning, ..shown })
    });
    let stood_in = explanation.stood_in.iter().map(|stood_in| {
        skill(stood_in.skill, stood_in.want, None, stood_in.sentence(labels.vocabulary(), language))
    });
    let missing =
        explanation.missing.iter().map(|missing| skill(missing.skill, missing.want, None, String::new()));
    held.chain(stood_in).chain(missing).collect()
}

fn factors(explanation: &Explanation, language: Language) -> Vec<String> {
    explanation.factors.iter().map(|factor| factor.sentence(language)).collect()
}

pub(super) const fn language(locale: Locale) -> Language {
    match locale {
        Locale::Nl => Language::Dutch,
        Locale::En => Language::English,
    }
}

pub(super) fn rules(language: Language, verdicts: &[Verdict]) -> Vec<RuleView> {
    let rule = |verdict: &Verdict| RuleView {
        sentence: verdict.sentence(language),
        passed: match verdict.outcome() {
            Outcome::Passed => Some(true),
            Outcome::Failed => Some(false),
            Outcome::NotKnown => None,
        },
    };
    verdicts.iter().map(rule).collect()
}

const fn want(want: Wanted) -> Want {
    match want {
        Wanted::Essential => Want::Essential,
        Wanted::EssentialTrainable => Want::Trainable,
        Wanted::Optional => Want::Optional,
    }
}

const fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Myself => "self",
        Evidence::Employer => "employer",
        Evidence::Certificate => "certificate",
        Evidence::Assessment => "assessment",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_vacancies, views::Want};
    use super::foremost;
    use service::web::locale::Locale;

    #[test]
    fn what_folds_out_says_how_much_of_it_is_to_be_learnt() {
        let page = samples::page(Locale::Nl, "/kandidaten/1/matches", "matches");
        let mut found = samples_vacancies::found(&page, 1, "verzorgende", "");
        let (held, missing) = (found.skills[0].clone(), found.skills[4].clone());
        let optional = found.skills[5].clone();
        assert_eq!((held.is_to_learn(), missing.is_to_learn(), optional.want), (false, true, Want::Optional));
        for (more, told) in [
            (vec![held.clone(), optional.clone()], "Nog 2 skills"),
            (vec![missing.clone()], "Nog 1 skill, te leren"),
            (vec![missing.clone(), held, missing, optional], "Nog 4 skills, waarvan 2 te leren"),
        ] {
            found.skills.truncate(6);
            found.skills.extend(more);
            assert_eq!(found.more_skills(&page).replace(['\u{2068}', '\u{2069}'], ""), told);
        }
    }

    #[test]
    fn what_is_there_and_what_is_missing_both_come_first() {
        // there, missing: how many of either are among the first six
        for (there, missing, first) in [
            (20, 20, (3, 3)),
            (20, 1, (5, 1)),
            (2, 20, (2, 4)),
            (0, 9, (0, 6)),
            (9, 0, (6, 0)),
            (2, 3, (2, 3)),
        ] {
            assert_eq!(foremost(there, missing, 6), first, "{there} there, {missing} missing");
        }
    }
}
