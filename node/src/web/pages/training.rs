//! Training for an occupation, and who or what fits now and after training.

use super::{
    frame::{framed, searched},
    heads::{under_named_person, under_vacancy},
    initiatives::{cost_words, length_words, place_words},
    labels::Labels,
    training_templates::{LearningPathsPage, OutlookView, PathView, TrainingPage, TrainingRow},
    vacancy_file::find_vacancy,
};
use crate::{
    matching::{
        input::SkillNumber,
        learning::{
            openings::{Training, goal_of_occupation, trainings},
            proposal::Proposal,
            readiness::{FEWEST_SHOWN, ReadinessCount, Shown, WITHIN_MONTHS},
        },
    },
    web::{
        WebState,
        api::body::id,
        error::WebError,
        learning_words::{PathWords, spoken},
        session::Session,
    },
    workflow::{
        WorkflowError,
        plan_learning::{
            self, ByReadiness, Offer, Planned, outlook, people_by_readiness, vacancies_by_readiness,
        },
        view_candidate::view_people,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::web::{
    form::encoded,
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeMap;
use vocabulary::{CandidateId, EscoUri, InitiativeId, OccupationIndex, Purpose, VacancyId};

/// Rows of a page.
const SHOWN: usize = 30;
/// Other occupations that are named.
const OTHERS: usize = 8;

/// Where the training for an occupation stands.
pub(super) fn training_href(uri: &EscoUri) -> String {
    format!("/scholing?beroep={}", encoded(uri.as_str()))
}

/// The training for an occupation.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let query = searched(&request, "beroep")?.trim().to_owned();
    let mut page = framed(&state, &request, &session, "title-training");
    let labels = Labels::new(&state.context, request.locale);
    let vocabulary = &state.context.vocabulary;
    let by_address = query.parse().ok().and_then(|uri: EscoUri| vocabulary.occupation(&uri));
    let found: Vec<OccupationIndex> = match by_address {
        Some(occupation) => vec![occupation],
        // An address that the list does not have is like no word.
        None if query.is_empty() || query.parse::<EscoUri>().is_ok() => Vec::new(),
        None => {
            let hits = vocabulary.search_occupations(&query, labels.language(), OTHERS + 1);
            hits.into_iter().map(|hit| hit.index).collect()
        }
    };
    let name =
        |occupation: &OccupationIndex| vocabulary.occupation_label(*occupation, labels.language()).to_owned();
    let first = found.first().copied();
    let occupation = first.as_ref().map(name).unwrap_or_default();
    let rows = match first {
        Some(occupation) => {
            let offer = plan_learning::offer(&state.context).await?;
            let goal = goal_of_occupation(vocabulary, occupation);
            let essential = vocabulary.essential_skills(occupation).len();
            let rows = trainings(&goal, &offer.courses);
            rows.iter().take(SHOWN).filter_map(|it| row(&page, &labels, &offer, it, essential)).collect()
        }
        None => Vec::new(),
    };
    let others = found.iter().skip(1);
    let others = others.map(|it| (training_href(&vocabulary.occupation_uri(*it)), name(it))).collect();
    let query = if by_address.is_some() { occupation.clone() } else { query };
    if !query.is_empty() {
        page.print_note = page.name("print-filter", query.as_str());
    }
    Ok(respond::page(&TrainingPage { page, query, occupation, others, rows }))
}

fn row(
    page: &Page,
    labels: &Labels<'_>,
    offer: &Offer,
    training: &Training,
    essential: usize,
) -> Option<TrainingRow> {
    let module = offer.modules.iter().find(|module| module.id == training.module)?;
    let initiative = offer.initiatives.iter().find(|it| it.id == training.initiative)?;
    Some(TrainingRow {
        name: module.name.to_string(),
        href: format!("/initiatieven/{}", initiative.id),
        initiative: initiative.name.to_string(),
        teaches: teaches_words(page, training.essential.len(), essential),
        length: length_words(page, module.length),
        place: place_words(page, labels, &module.place),
        cost: cost_words(page, &module.costs),
    })
}

/// How many of the essential skills are taught, in words.
pub(super) fn teaches_words(page: &Page, taught: usize, of: usize) -> String {
    page.say_with("teaches-part", &[("n", taught.into()), ("of", of.into())])
}

/// What stands beside a vacancy: nothing when it is not open any more.
pub(super) async fn outlook_of(
    state: &WebState,
    page: &Page,
    session: &Session,
    vacancy: VacancyId,
) -> Result<Option<OutlookView>, WebError> {
    let found = match outlook(&state.context, &session.actor(), vacancy).await {
        Err(WorkflowError::NotFound { .. }) => return Ok(None),
        found => found?,
    };
    let labels = Labels::new(&state.context, page.locale());
    let skill = |skill: &SkillNumber| labels.skill_number(*skill);
    let hole = found.proposal.hole.as_ref();
    let skills = hole.map(|hole| hole.skills.iter().map(skill).collect::<Vec<_>>()).unwrap_or_default();
    let sees_people = session.role.sees_people();
    let counted = if sees_people {
        page.count("outlook-counted", found.count.looked_at)
    } else {
        page.count("outlook-counted-few", FEWEST_SHOWN)
    };
    Ok(Some(OutlookView {
        count: count_words(page, found.count, sees_people),
        counted,
        fits_after: sees_people && !matches!(found.count.in_full().1, Shown::Exactly(0)),
        initiatives: links(&found.offer, &found.proposal),
        not_taught: skills.join(", "),
        choices: hole
            .map(|hole| hole.choices.iter().map(|it| it.sentence(spoken(page.locale()))).collect())
            .unwrap_or_default(),
        people_href: if sees_people { format!("/vacatures/{vacancy}/scholing") } else { String::new() },
    }))
}

/// *12 fit now, 31 within six months of training*; few are told as few to who sees no people.
fn count_words(page: &Page, count: ReadinessCount, sees_people: bool) -> String {
    let (now, after) = if sees_people { count.in_full() } else { count.without_small_ones() };
    let words = |shown: Shown| match shown {
        Shown::Exactly(number) => page.number(number),
        Shown::Few => page.count("fewer-than", FEWEST_SHOWN),
    };
    let (now, after) = (words(now), words(after));
    page.say_with(
        "outlook-count",
        &[("now", now.into()), ("after", after.into()), ("months", WITHIN_MONTHS.into())],
    )
}

/// Who fits a vacancy now and after training.
pub(super) async fn of_vacancy(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let found = find_vacancy(&state, vacancy).await?;
    let href = format!("/vacatures/{vacancy}");
    let title = |page: &Page, name: &str| page.name("title-paths-to", name);
    let page = under_vacancy(&state, &request, &session, &found, title);
    let actor = session.actor();
    let ready = match people_by_readiness(&state.context, &actor, vacancy, SHOWN).await {
        // Nobody is proposed for work that is not to be had any more.
        Err(WorkflowError::NotFound { .. }) => None,
        ready => Some(ready?),
    };
    let (mut rows, mut intro) = (Vec::new(), page.say("people-closed"));
    if let Some(ready) = ready {
        intro = format!(
            "{} {}",
            count_words(&page, ready.count, true),
            page.count("outlook-counted", ready.count.looked_at)
        );
        let ids: Vec<CandidateId> = ready.ready.iter().map(|it| it.of).collect();
        let lines = view_people(&state.context, &actor, ids, Purpose::Matching).await?;
        let lines: BTreeMap<_, _> = lines.into_iter().map(|(line, _)| (line.id, line)).collect();
        let labels = Labels::new(&state.context, request.locale);
        for it in &ready.ready {
            let Some(line) = lines.get(&it.of) else { continue };
            let mut meta = vec![labels.municipality(&line.municipality)];
            meta.extend(line.occupation.as_ref().map(|occupation| labels.occupation(occupation)));
            rows.push(PathView {
                id: it.of.to_string(),
                title: line.name.reveal(Purpose::Matching).to_string(),
                href: format!("/kandidaten/{}", it.of),
                meta,
                ..path_view(&state, &page, &ready, it)
            });
        }
    }
    let back = (href, page.say("back-to-vacancy"));
    Ok(respond::page(&LearningPathsPage { page, intro, back, rows }))
}

/// What fits a person now and after training.
pub(super) async fn of_candidate(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let actor = session.actor();
    let people = view_people(&state.context, &actor, vec![candidate], Purpose::Matching).await?;
    let (line, _) = people.first().ok_or_else(WebError::not_found)?;
    let name = line.name.reveal(Purpose::Matching).to_string();
    let href = format!("/kandidaten/{candidate}");
    let title = |page: &Page, name: &str| page.name("title-paths-of", name);
    let page = under_named_person(&state, &request, &session, candidate, &name, title);
    let ready = match vacancies_by_readiness(&state.context, &actor, candidate, SHOWN).await {
        // Somebody of whom nothing is matched, for instance because the case went to another region.
        Err(WorkflowError::NotFound { .. }) => None,
        ready => Some(ready?),
    };
    let labels = Labels::new(&state.context, request.locale);
    let mut rows = Vec::new();
    if let Some(ready) = &ready {
        for it in &ready.ready {
            let vacancy = match find_vacancy(&state, it.of).await {
                Ok(vacancy) if vacancy.is_open() => vacancy,
                Ok(_) => continue,
                Err(error) if error.status == axum::http::StatusCode::NOT_FOUND => continue,
                Err(error) => return Err(error),
            };
            rows.push(PathView {
                id: it.of.to_string(),
                title: vacancy.title().to_owned(),
                href: format!("/vacatures/{}", it.of),
                meta: vec![vacancy.employer().to_owned(), labels.municipality(vacancy.municipality())],
                ..path_view(&state, &page, ready, it)
            });
        }
    }
    let (intro, back) = (page.say("paths-of-candidate"), (href, page.say("advice-file")));
    Ok(respond::page(&LearningPathsPage { page, intro, back, rows }))
}

fn path_view<T>(state: &WebState, page: &Page, ready: &ByReadiness<T>, of: &Planned<T>) -> PathView {
    let words = PathWords::new(&state.context, &ready.offer.modules, page.locale());
    PathView {
        id: String::new(),
        title: String::new(),
        href: String::new(),
        meta: Vec::new(),
        sentences: of.path.sentences(ready.today, spoken(page.locale()), &words),
        initiatives: links(&ready.offer, &of.proposal),
    }
}

/// The pages and names of proposed initiatives.
fn links(offer: &Offer, proposal: &Proposal) -> Vec<(String, String)> {
    let link = |id: &InitiativeId| {
        let initiative = offer.initiatives.iter().find(|it| it.id == *id)?;
        Some((format!("/initiatieven/{id}"), initiative.name.to_string()))
    };
    proposal.initiatives.iter().filter_map(link).collect()
}
