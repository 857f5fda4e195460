//! Proposing somebody for a vacancy on one's own idea: a person is looked for by name, without the match list.

use super::{
    frame::{Done, done, framed, no_hits, refused},
    labels::Labels,
    picking::searches,
    reading::Reading,
    templates::FormPage,
    vacancy_file::find_vacancy,
};
use crate::{
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        find_candidates::find_candidates,
        propose_candidate::{ChosenFrom, propose_candidate},
        view_candidate::view_names,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, Purpose, VacancyId};

/// People that a search shows.
const HITS: usize = 12;
/// The field with the person.
const PERSON: &str = "kandidaat";

/// The form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let page = page(&state, &request, &session, vacancy).await?;
    let form = form(&state, &page, &session, &Typed::new(), vacancy).await?;
    Ok(respond::page(&FormPage { page, form }))
}

/// Proposes, or searches for a person.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let page = page(&state, &request, &checked.session, vacancy).await?;
    let form = form(&state, &page, &checked.session, &checked.typed, vacancy).await?;
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let person: Option<CandidateId> = reading.value(PERSON, "error-proposal-person");
    let (form, wrong) = reading.into_errors(form);
    let (Some(person), false) = (person, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let actor = checked.session.actor();
    match propose_candidate(&state.context, &actor, person, vacancy, ChosenFrom::OwnIdea).await {
        Ok(_) => Ok(done(&format!("/kandidaten/{person}"), Done::Proposed)),
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

async fn page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    vacancy: VacancyId,
) -> Result<Page, WebError> {
    let found = find_vacancy(state, vacancy).await?;
    let page = framed(state, request, session, "nav-vacancies");
    let (crumb, title) = (page.title.clone(), page.name("title-propose-for", found.title()));
    Ok(page.titled(title).under("/vacatures", crumb).under(format!("/vacatures/{vacancy}"), found.title()))
}

/// Each person shown is logged for that person by the workflow that finds it.
async fn form(
    state: &WebState,
    page: &Page,
    session: &Session,
    typed: &Typed,
    vacancy: VacancyId,
) -> Result<Form, WebError> {
    let (context, actor) = (&state.context, session.actor());
    let labels = Labels::new(context, page.locale());
    let query = first(typed, "kandidaat-search").trim().to_owned();
    let ticked: Option<CandidateId> = first(typed, PERSON).parse().ok();
    let mut people = match ticked {
        Some(person) => view_names(context, &actor, vec![person], Purpose::CaseWork).await?,
        None => Vec::new(),
    };
    let mut is_empty = false;
    if !query.is_empty() {
        let name = (query.as_str(), crate::storage::candidate_list::ListFilter::default());
        let found = find_candidates(context, &actor, name, None, HITS).await?;
        is_empty = found.is_empty();
        people.extend(found.into_iter().filter(|line| Some(line.id) != ticked));
    }
    let choices = people.iter().map(|line| {
        let name = line.name.reveal(Purpose::CaseWork);
        Choice::new(line.id.to_string(), format!("{name}, {}", labels.municipality(&line.municipality)))
    });
    let hint = if is_empty { no_hits(page, &query) } else { page.say("label-proposal-person-hint") };
    let kind = FieldKind::Picker {
        many: false,
        choices: choices.collect(),
        query,
        search_label: page.say("search-person"),
    };
    let person = Field::new(PERSON, page.say("label-proposal-person"), kind).with_hint(hint);
    let href = format!("/vacatures/{vacancy}");
    let mut form = Form::new(format!("{href}/voorstellen"), page.csrf(), page.say("propose"))
        .with_cancel(href)
        .with_section("", vec![person])
        .filled(typed);
    form.intro = page.say("propose-intro");
    Ok(form)
}
