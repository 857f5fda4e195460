//! Changing a group of employers, and ending it.

use super::{
    employer_groups::group_form,
    frame::{Done, done, refused},
    group_lines::{GroupReading, day_as_written, name_taken, read},
    heads::under,
    labels::Labels,
    side_by_side::changed_meanwhile,
    templates::FormPage,
};
use crate::{
    domain::{
        employer::Employer,
        employer_group::{EmployerGroup, Parts},
    },
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        change_group::{change_group, end_group},
        error::Conflict,
        keep_group::{GroupFile, view_group},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Form, Typed, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{EmployerGroupId, EmployerId, EscoUri, Money};

/// The form with what is known.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(group): Path<String>,
) -> Result<Response, WebError> {
    let file = view_group(&state.context, &session.actor(), id(&group)?).await?;
    let page = change_page(&state, &request, &session, &file.group);
    let form = change_form(&page, &typed_of(&state, &page, &file), file.group.id);
    Ok(respond::page(&FormPage { page, form }))
}

/// Saves the change. When somebody else changed the group since, both values are shown and nothing is saved.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(group): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (id, actor): (EmployerGroupId, _) = (id(&group)?, checked.session.actor());
    let stored = view_group(&state.context, &actor, id).await?;
    let page = change_page(&state, &request, &checked.session, &stored.group);
    let form = change_form(&page, &checked.typed, id);
    let begins_on = stored.group.begins_on();
    let changed = match read(&state, &page, &checked.typed, begins_on, form.clone()).await? {
        Ok(changed) => changed,
        Err(form) => return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form })),
    };
    let revision = first(&checked.typed, "revision").parse().unwrap_or(0);
    let changed = kept(&stored.group, changed, revision)?;
    match change_group(&state.context, &actor, changed).await {
        Ok(()) => Ok(done(&format!("/groepen/{id}"), Done::GroupChanged)),
        Err(WorkflowError::Conflict { reason: Conflict::GroupNameTaken }) => Ok(name_taken(page, form)),
        Err(WorkflowError::ChangedMeanwhile { .. }) => {
            let now = view_group(&state.context, &actor, id).await?;
            let mut typed = checked.typed;
            typed.insert("revision".to_owned(), vec![now.group.revision.to_string()]);
            let theirs = change_form(&page, &typed_of(&state, &page, &now), id);
            let mine = change_form(&page, &typed, id);
            Ok(changed_meanwhile(page, mine, &theirs))
        }
        Err(error) => {
            let error = WebError::from(error);
            let status = error.status;
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(status, &FormPage { page, form }))
        }
    }
}

/// Ends a group.
pub(super) async fn end(
    State(state): State<WebState>,
    Path(group): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let id: EmployerGroupId = id(&group)?;
    let revision = first(&checked.typed, "revision").parse().unwrap_or(0);
    end_group(&state.context, &checked.session.actor(), id, revision).await?;
    Ok(done(&format!("/groepen/{id}"), Done::GroupEnded))
}

fn change_page(state: &WebState, request: &PageRequest, session: &Session, group: &EmployerGroup) -> Page {
    let (file, name) = (format!("/groepen/{}", group.id), group.name.as_str());
    let title = |page: &Page, name: &str| page.name("title-change-group", name);
    under(state, request, session, ("nav-groups", "/groepen"), (&file, name), title)
}

fn change_form(page: &Page, typed: &Typed, group: EmployerGroupId) -> Form {
    let file = format!("/groepen/{group}");
    group_form(page, typed, (&format!("{file}/wijzigen"), "save", &file))
}

/// What was typed, as a change of the stored group: the form asks for no initiative, so that of the same destination
/// stays.
fn kept(stored: &EmployerGroup, typed: EmployerGroup, revision: u32) -> Result<EmployerGroup, WebError> {
    let mut destinations = typed.destinations().to_vec();
    for it in &mut destinations {
        let same = |known: &&crate::domain::employer_group::Destination| {
            known.occupation == it.occupation && known.region == it.region
        };
        it.initiative = stored.destinations().iter().find(same).and_then(|known| known.initiative);
    }
    let parts = Parts {
        begins_on: typed.begins_on(),
        months: typed.months(),
        budget: typed.budget(),
        jobs: typed.jobs().to_vec(),
        destinations,
    };
    let group = EmployerGroup::new(stored.id, typed.name, parts).map_err(|_| WebError::not_found())?;
    Ok(group.at_revision(revision, None))
}

/// A group as the form would have it typed.
fn typed_of(state: &WebState, page: &Page, file: &GroupFile) -> Typed {
    let labels = Labels::new(&state.context, page.locale());
    let reading = GroupReading { state, page };
    // The name where it means this occupation, otherwise the address.
    let work = |uri: &EscoUri| {
        let name = labels.occupation(uri);
        let is_clear = !name.contains([';', '\n']) && reading.occupation(&name).as_ref() == Some(uri);
        if is_clear { name } else { uri.to_string() }
    };
    let employer = |id: EmployerId| {
        let kvk = file.employers.get(&id).and_then(|it: &Employer| it.kvk.as_ref());
        kvk.map_or_else(|| id.to_string(), ToString::to_string)
    };
    let group = &file.group;
    let jobs = group.jobs().iter().map(|it| {
        let day = day_as_written(it.vanishes_on);
        format!("{}; {}; {}; {day}", employer(it.employer), work(&it.occupation), it.jobs)
    });
    let destinations = group.destinations().iter().map(|it| {
        let region = labels.region(&it.region);
        format!("{}; {region}; {}; {}", work(&it.occupation), it.seats, euros(it.cost))
    });
    [
        ("revision", group.revision.to_string()),
        ("name", group.name.to_string()),
        ("months", group.months().to_string()),
        ("budget", euros(group.budget())),
        ("jobs", jobs.collect::<Vec<_>>().join("\n")),
        ("destinations", destinations.collect::<Vec<_>>().join("\n")),
    ]
    .map(|(name, value)| (name.to_owned(), vec![value]))
    .into()
}

/// An amount as people type it.
fn euros(amount: Money) -> String {
    format!("{},{:02}", amount.cents() / 100, amount.cents() % 100)
}
