//! Changing what is known of a vacancy of this region.

use super::{
    frame::{Done, done, refused},
    heads::under,
    picking::searches,
    reading::Reading,
    side_by_side::changed_meanwhile,
    templates::FormPage,
    vacancy_form::{read, vacancy_form},
};
use crate::{
    domain::vacancy::{Vacancy, Visibility},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        change_vacancy::{change_vacancy, vacancy_to_change},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Form, Typed, first},
    format::dutch_day,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{EscoUri, VacancyId};

/// The form with what is known.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let vacancy = vacancy_to_change(&state.context, &session.actor(), id(&vacancy)?).await?;
    let page = change_page(&state, &request, &session, &vacancy);
    let form = change_form(&state, &page, &typed_of(&vacancy), vacancy.id).await?;
    Ok(respond::page(&FormPage { page, form }))
}

/// Takes what was typed: searches in a list, or saves the change. When somebody else changed the vacancy since, both
/// values are shown and nothing is saved.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let id: VacancyId = id(&vacancy)?;
    let actor = checked.session.actor();
    let stored = vacancy_to_change(&state.context, &actor, id).await?;
    let page = change_page(&state, &request, &checked.session, &stored);
    let form = change_form(&state, &page, &checked.typed, id).await?;
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let is_public = first(&checked.typed, "visibility") == "public";
    let read = read(&mut reading, is_public, dutch_day(state.context.clock.now()));
    let (form, wrong) = reading.into_errors(form);
    let (Some(read), false) = (read, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let changed = Vacancy { id, ..read };
    let version = first(&checked.typed, "version").to_owned();
    match change_vacancy(&state.context, &actor, changed, version).await {
        Ok(()) => Ok(done(&format!("/vacatures/{id}"), Done::VacancyChanged)),
        Err(WorkflowError::ChangedMeanwhile { .. }) => {
            let now = vacancy_to_change(&state.context, &actor, id).await?;
            let mut typed = checked.typed;
            typed.insert("version".to_owned(), vec![now.version()]);
            let mine = change_form(&state, &page, &typed, id).await?;
            let theirs = change_form(&state, &page, &typed_of(&now), id).await?;
            Ok(changed_meanwhile(page, mine, &theirs))
        }
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

fn change_page(state: &WebState, request: &PageRequest, session: &Session, vacancy: &Vacancy) -> Page {
    let (file, name) = (format!("/vacatures/{}", vacancy.id), vacancy.title.as_str());
    let title = |page: &Page, name: &str| page.name("title-change-vacancy", name);
    under(state, request, session, ("nav-vacancies", "/vacatures"), (&file, name), title)
}

async fn change_form(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    vacancy: VacancyId,
) -> Result<Form, WebError> {
    let file = format!("/vacatures/{vacancy}");
    vacancy_form(state, page, typed, (&format!("{file}/wijzigen"), "save", &file)).await
}

/// A vacancy as the form would have it typed.
fn typed_of(vacancy: &Vacancy) -> Typed {
    let text = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
    let each = |uris: &[EscoUri]| uris.iter().map(ToString::to_string).collect::<Vec<_>>();
    let needed = vacancy.essential_skills.iter().filter(|skill| !vacancy.trainable_skills.contains(skill));
    let (visibility, source) = match &vacancy.visibility {
        Visibility::Public { source, .. } => ("public", Some(source.to_string())),
        Visibility::Internal => ("internal", None),
    };
    [
        ("version", vec![vacancy.version()]),
        ("employer", vec![vacancy.employer.to_string()]),
        ("title", vec![vacancy.title.to_string()]),
        ("text", text(vacancy.text.as_ref().map(ToString::to_string))),
        ("municipality", vec![vacancy.municipality.to_string()]),
        ("hoursMin", vec![vacancy.hours.fewest().to_string()]),
        ("hoursMax", vec![vacancy.hours.most().to_string()]),
        ("startsOn", text(vacancy.starts_on.map(|day| day.to_string()))),
        ("guarantee", text(vacancy.job_guarantee.then(|| "yes".to_owned()))),
        ("occupation", vec![vacancy.occupation.to_string()]),
        ("essential", needed.map(ToString::to_string).collect()),
        ("trainable", each(&vacancy.trainable_skills)),
        ("optional", each(&vacancy.optional_skills)),
        ("entryLevel", text(vacancy.education_min.map(|level| level.name().to_owned()))),
        ("cause", vacancy.shortage_causes.iter().map(|cause| cause.name().to_owned()).collect()),
        ("visibility", vec![visibility.to_owned()]),
        ("source", text(source)),
    ]
    .into_iter()
    .map(|(name, values)| (name.to_owned(), values))
    .collect()
}
