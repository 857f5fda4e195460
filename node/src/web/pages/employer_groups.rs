//! Groups of employers: the list, one group with the split of its people, and making one.

use super::{
    frame::{Done, done, framed, refused},
    group_lines::{name_taken, read},
    labels::Labels,
    occupations::feasible_words,
    templates::FormPage,
    training_templates::{GroupLine, GroupPage, GroupsPage, MemberRow, MoveRow},
    views::Fact,
};
use crate::{
    domain::{case::deadline::today, employer_group::EmployerGroup},
    matching::learning::sentences::euros,
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        error::Conflict,
        keep_group::{GroupFile, add_group, list_groups, view_group},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Field, FieldKind, Form, Typed},
    locale::Locale,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::EmployerId;

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let groups = list_groups(&state.context, &session.actor()).await?;
    let page = framed(&state, &request, &session, "nav-groups");
    let line = |group: &EmployerGroup| GroupLine {
        href: format!("/groepen/{}", group.id),
        name: group.name.to_string(),
        employers: group.members().len(),
        jobs: group.jobs().iter().map(|it| usize::from(it.jobs)).sum(),
        until: page.date(group.ends_on()),
        ended: group.ended_on.map_or_else(String::new, |day| page.name("group-ended-short", page.date(day))),
    };
    let rows = groups.iter().map(line).collect();
    Ok(respond::page(&GroupsPage { can_make: session.role.keeps_vacancies(), rows, page }))
}

/// One group with its split.
pub(super) async fn show_one(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(group): Path<String>,
) -> Result<Response, WebError> {
    let file = view_group(&state.context, &session.actor(), id(&group)?).await?;
    let page = framed(&state, &request, &session, "nav-groups");
    let crumb = page.title.clone();
    let page = page.titled(file.group.name.as_str()).under("/groepen", crumb);
    let labels = Labels::new(&state.context, request.locale);
    let money = |amount| euros(amount, request.locale == Locale::Nl);
    let horizon = page.say_with(
        "group-horizon",
        &[
            ("months", u16::from(file.group.months()).into()),
            ("until", page.date(file.group.ends_on()).into()),
        ],
    );
    let facts = vec![
        Fact::new(page.say("group-horizon-label"), horizon),
        Fact::new(page.say("group-employers"), page.number(file.members.len())),
        Fact::new(page.say("group-jobs"), page.number(file.jobs())),
        Fact::new(page.say("group-seated"), page.number(file.seated())),
        Fact::new(page.say("group-budget"), money(file.group.budget())),
        Fact::new(page.say("group-spent"), money(file.spent())),
        Fact::new(page.say("group-left"), money(file.left())),
    ];
    let name = |employer: EmployerId| {
        file.employers.get(&employer).map_or_else(String::new, |it| it.name.to_string())
    };
    let members = file.members.iter().map(|it| MemberRow {
        name: name(it.employer),
        size: file.employers.get(&it.employer).map_or_else(String::new, |it| it.size.name().to_owned()),
        jobs: it.jobs,
        seated: it.seated,
        share: money(it.share),
        spent: money(it.spent),
    });
    let moves = moves(&page, &labels, &file, &name);
    let ended =
        file.group.ended_on.map_or_else(String::new, |day| page.name("group-ended-on", page.date(day)));
    let can_change = session.role.keeps_vacancies() && file.group.ended_on.is_none();
    let (href, revision) = (format!("/groepen/{}", file.group.id), file.group.revision);
    Ok(respond::page(&GroupPage {
        href,
        revision,
        ended,
        can_change,
        unseated: file.jobs().saturating_sub(file.seated()),
        facts,
        members: members.collect(),
        moves,
        page,
    }))
}

fn moves(
    page: &Page,
    labels: &Labels<'_>,
    file: &GroupFile,
    name: &impl Fn(EmployerId) -> String,
) -> Vec<MoveRow> {
    let row = |(it, feasible): (&crate::matching::group::Move, &u16)| {
        let (from, to) = (&file.group.jobs()[it.from], &file.group.destinations()[it.to]);
        let initiative = to.initiative.and_then(|id| file.initiatives.iter().find(|it| it.id == id));
        MoveRow {
            employer: name(from.employer),
            from: labels.occupation(&from.occupation),
            vanishes_on: page.date(from.vanishes_on),
            to: labels.occupation(&to.occupation),
            region: labels.region(&to.region),
            people: it.people,
            feasible: feasible_words(page, u32::from(feasible / 10)),
            initiative: initiative.map(|it| (format!("/initiatieven/{}", it.id), it.name.to_string())),
        }
    };
    file.moves.iter().zip(&file.feasible_thousandths).map(row).collect()
}

/// The empty form.
pub(super) async fn show_form(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Response {
    let page = form_page(&state, &request, &session);
    let form = group_form(&page, &Typed::new(), NEW);
    respond::page(&FormPage { page, form })
}

fn form_page(state: &WebState, request: &PageRequest, session: &Session) -> Page {
    let page = framed(state, request, session, "add-group");
    let crumb = page.say("nav-groups");
    page.under("/groepen", crumb)
}

/// Where a form goes, the words of its button and where giving up leads.
pub(super) type Way<'a> = (&'a str, &'a str, &'a str);

/// That of a new group.
const NEW: Way<'static> = ("/groepen/nieuw", "add", "/groepen");

/// The form, filled with what was typed.
pub(super) fn group_form(page: &Page, typed: &Typed, (action, submit, cancel): Way<'_>) -> Form {
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    let lines = |name: &str, key: &str| Field::new(name, page.say(key), FieldKind::Lines);
    Form::new(action, page.csrf(), page.say(submit))
        .with_cancel(cancel)
        .with_section(
            page.say("group-facts"),
            vec![
                Field::new("revision", "", FieldKind::Hidden),
                line("name", "label-name", "text"),
                line("months", "label-months", "number").with_value("18"),
                line("budget", "label-budget", "text").with_hint(page.say("label-budget-hint")),
                lines("jobs", "label-jobs").with_hint(page.say("label-jobs-hint")),
                lines("destinations", "label-destinations")
                    .with_hint(page.say("label-destinations-hint"))
                    .optional(),
            ],
        )
        .filled(typed)
}

/// Makes a group.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let page = form_page(&state, &request, &checked.session);
    let form = group_form(&page, &checked.typed, NEW);
    let begins_on = today(state.context.clock.now());
    let group = match read(&state, &page, &checked.typed, begins_on, form.clone()).await? {
        Ok(group) => group,
        Err(form) => return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form })),
    };
    match add_group(&state.context, &checked.session.actor(), group).await {
        Ok(id) => Ok(done(&format!("/groepen/{id}"), Done::GroupAdded)),
        Err(WorkflowError::Conflict { reason: Conflict::GroupNameTaken }) => Ok(name_taken(page, form)),
        Err(error) => {
            let error = WebError::from(error);
            let status = error.status;
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(status, &FormPage { page, form }))
        }
    }
}
