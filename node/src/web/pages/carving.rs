//! Splitting a vacancy: its tasks, what a split would bring, and posting the parts.

use super::{
    elsewhere,
    frame::{Done, done, framed, query_of, refused},
    labels::{Labels, hours},
    picking::{List, offered, picker, searches},
    reading::Reading,
    templates::FormPage,
    vacancy_advice::task_row,
    vacancy_templates::{CarvingPage, OutlookView, PartView},
    words,
};
use crate::{
    domain::vacancy::{
        Vacancy,
        carving::{Part, PartChoice, minutes, week_minutes},
        reach::ToldCount,
        task::{Task, TaskLevel},
    },
    storage,
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        carve_vacancy::{Occupations, Outlook, carve_vacancy, look_at_carving},
        describe_tasks::{remove_task, save_task, tasks_of},
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
use vocabulary::{EscoUri, VacancyId};

/// The page with tasks and outlook.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let whole = read(&state, id(&vacancy)?).await?;
    let page = carving_page(&state, &request, &session, &whole);
    let page = filled(&state, page, &session, &whole, &Typed::new()).await?;
    Ok(respond::page(&page))
}

/// Searches for an occupation of a part, or posts the parts.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let whole = read(&state, id(&vacancy)?).await?;
    let page = carving_page(&state, &request, &checked.session, &whole);
    if searches(&checked.typed) {
        let page = filled(&state, page, &checked.session, &whole, &checked.typed).await?;
        return Ok(respond::page(&page));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let choices = read_choices(&mut reading, &whole);
    let (_, wrong) = reading.into_errors(Form::default());
    let (Some((mbo, hbo)), false) = (choices, wrong) else {
        let mut shown = filled(&state, page, &checked.session, &whole, &checked.typed).await?;
        if let Some(outlook) = &mut shown.outlook {
            let mut reading = Reading::new(&shown.page, &checked.typed);
            read_choices(&mut reading, &whole);
            (outlook.form, _) = reading.into_errors(std::mem::take(&mut outlook.form));
        }
        return Ok(respond::html(StatusCode::BAD_REQUEST, &shown));
    };
    carve_vacancy(&state.context, &checked.session.actor(), whole.id, mbo, hbo).await?;
    Ok(done(&format!("/vacatures/{}", whole.id), Done::VacancyCarved))
}

fn read_choices(reading: &mut Reading<'_>, whole: &Vacancy) -> Option<(PartChoice, PartChoice)> {
    let mut of = |level: TaskLevel| {
        let [title_field, occupation_field] = part_fields(level);
        let title = reading.text(title_field, "error-title");
        let occupation = reading.values(occupation_field).into_iter().next();
        let occupation = occupation.unwrap_or_else(|| whole.occupation.clone());
        Some(PartChoice { id: VacancyId::random(), title: title?, occupation })
    };
    let (mbo, hbo) = (of(TaskLevel::Mbo), of(TaskLevel::Hbo));
    mbo.zip(hbo)
}

/// The names of the fields of a part: title and occupation.
const fn part_fields(level: TaskLevel) -> [&'static str; 2] {
    match level {
        TaskLevel::Mbo => ["mboTitle", "mboOccupation"],
        TaskLevel::Hbo => ["hboTitle", "hboOccupation"],
    }
}

async fn read(state: &WebState, vacancy: VacancyId) -> Result<Vacancy, WebError> {
    let read = move |connection: &_| storage::vacancies::get(connection, vacancy);
    state.context.storage.read(read).await?.ok_or_else(WebError::not_found)
}

fn carving_page(state: &WebState, request: &PageRequest, session: &Session, whole: &Vacancy) -> Page {
    let page = framed(state, request, session, "carve-title");
    let title = page.name("carve-of", whole.title.as_str());
    page.titled(title).under(format!("/vacatures/{}", whole.id), whole.title.to_string())
}

async fn filled(
    state: &WebState,
    page: Page,
    session: &Session,
    whole: &Vacancy,
    typed: &Typed,
) -> Result<CarvingPage, WebError> {
    let labels = Labels::new(&state.context, page.locale());
    let tasks = tasks_of(&state.context, whole.id).await?;
    let chosen = |level| first(typed, part_fields(level)[1]).parse::<EscoUri>().ok();
    let or_own = |chosen: Option<EscoUri>| chosen.unwrap_or_else(|| whole.occupation.clone());
    let occupations =
        Occupations { mbo: or_own(chosen(TaskLevel::Mbo)), hbo: or_own(chosen(TaskLevel::Hbo)) };
    let looked = look_at_carving(&state.context, &session.actor(), whole.id, Some(occupations)).await;
    let (outlook, refused) = match looked {
        Ok(outlook) => (Some(outlook_view(state, &page, whole, typed, &outlook)), String::new()),
        Err(error @ WorkflowError::Carving(_)) => {
            (None, WebError::from(error).sentence.speak(page.locale()).to_owned())
        }
        Err(error) => return Err(error.into()),
    };
    let plain: Vec<Task> = tasks.iter().map(|(_, task)| task.clone()).collect();
    Ok(CarvingPage {
        href: format!("/vacatures/{}", whole.id),
        minutes: minutes(&plain),
        hours: hours(&page, whole.hours.fewest(), whole.hours.most()),
        tasks: tasks.iter().map(|task| task_row(&labels, task)).collect(),
        refused,
        outlook,
        page,
    })
}

fn outlook_view(
    state: &WebState,
    page: &Page,
    whole: &Vacancy,
    typed: &Typed,
    outlook: &Outlook,
) -> OutlookView {
    let labels = Labels::new(&state.context, page.locale());
    let carving = &outlook.carving;
    let part = |part: &Part, people: usize| PartView {
        level: part.level,
        tasks: part.tasks.len(),
        minutes: part.minutes(),
        skills: part.essential_skills.iter().map(|skill| labels.skill(skill)).collect(),
        people: ToldCount::of(people).exactly(),
    };
    let (before, after) = outlook.gain.told();
    OutlookView {
        parts: [part(&carving.mbo, outlook.gain.mbo), part(&carving.hbo, outlook.gain.hbo)],
        before: before.exactly(),
        after: after.exactly(),
        remainder: carving.remainder_minutes,
        hbo_share: f64::from(carving.hbo.minutes()) / f64::from(carving.minutes()),
        needed_by_no_task: carving.needed_by_no_task.iter().map(|skill| labels.skill(skill)).collect(),
        elsewhere: elsewhere::rows(page, &labels, &outlook.elsewhere),
        form: post_form(state, page, whole, typed),
    }
}

fn post_form(state: &WebState, page: &Page, whole: &Vacancy, typed: &Typed) -> Form {
    let href = format!("/vacatures/{}", whole.id);
    let mut form = Form::new(format!("{href}/knippen"), page.csrf(), page.say("carve-now")).with_cancel(href);
    for level in TaskLevel::ALL {
        let [title_field, occupation_field] = part_fields(*level);
        let part = page.say(words::part(*level));
        let label = |key: &str| format!("{}: {}", part, page.say(key));
        let usual = format!("{} ({level})", whole.title);
        let title = Field::new(title_field, label("label-title"), FieldKind::Line("text")).with_value(usual);
        let mut occupation = picker(
            &state.context,
            page,
            typed,
            occupation_field,
            "label-vacancy-occupation",
            List::Occupations,
            false,
        );
        occupation.label = label("label-vacancy-occupation");
        let own = [whole.occupation.clone()];
        let mut occupation = offered(&state.context, page, occupation.optional(), &own, List::Occupations);
        if occupation.values.is_empty() {
            occupation = occupation.with_value(whole.occupation.as_str());
        }
        form = form.with_section(part, vec![title, occupation]);
    }
    form.filled(typed)
}

/// The form of a task: a new one, or that of the number in the address.
pub(super) async fn show_task(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Response, WebError> {
    let whole = read(&state, id(&vacancy)?).await?;
    let page = task_page(&state, &request, &session, &whole);
    let typed = match number_of(&page) {
        Some(number) => typed_task(&state, whole.id, number).await?,
        None => Typed::new(),
    };
    let form = task_form(&state, &page, &whole, &typed);
    Ok(respond::page(&FormPage { page, form }))
}

/// Searches for a skill, or saves the task.
pub(super) async fn take_task(
    State(state): State<WebState>,
    request: PageRequest,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let whole = read(&state, id(&vacancy)?).await?;
    let page = task_page(&state, &request, &checked.session, &whole);
    let form = task_form(&state, &page, &whole, &checked.typed);
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let task = read_task(&mut reading);
    let (form, wrong) = reading.into_errors(form);
    let (Some(task), false) = (task, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    match save_task(&state.context, &checked.session.actor(), whole.id, number_of(&page), task).await {
        Ok(()) => Ok(done(&format!("/vacatures/{}/knippen", whole.id), Done::TaskSaved)),
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }))
        }
    }
}

/// Takes a task away.
pub(super) async fn take_task_away(
    State(state): State<WebState>,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let number = first(&checked.typed, "taak").parse().map_err(|_| WebError::not_found())?;
    remove_task(&state.context, &checked.session.actor(), vacancy, number).await?;
    Ok(done(&format!("/vacatures/{vacancy}/knippen"), Done::TaskRemoved))
}

fn read_task(reading: &mut Reading<'_>) -> Option<Task> {
    let description = reading.text("description", "error-task");
    let hours: Option<u16> = reading.value_if_any("hours", "error-task-time");
    let minutes: Option<u16> = reading.value_if_any("minutes", "error-task-time");
    let time = week_minutes(hours.unwrap_or(0), minutes.unwrap_or(0)).ok_or(());
    let time = reading.check("hours", "error-task-time", time);
    let level = reading.value("level", "error-task-level");
    let skills = reading.values("skills");
    Some(Task { description: description?, time: time?, level: level?, skills })
}

fn number_of(page: &Page) -> Option<u32> {
    query_of(page, "taak").parse().ok()
}

async fn typed_task(state: &WebState, vacancy: VacancyId, number: u32) -> Result<Typed, WebError> {
    let tasks = tasks_of(&state.context, vacancy).await?;
    let (_, task) = tasks.into_iter().find(|(known, _)| *known == number).ok_or_else(WebError::not_found)?;
    let minutes = task.time.minutes();
    let one = |name: &str, value: String| (name.to_owned(), vec![value]);
    Ok(Typed::from([
        one("description", task.description.to_string()),
        one("hours", (minutes / 60).to_string()),
        one("minutes", (minutes % 60).to_string()),
        one("level", task.level.name().to_owned()),
        ("skills".to_owned(), task.skills.iter().map(ToString::to_string).collect()),
    ]))
}

fn task_page(state: &WebState, request: &PageRequest, session: &Session, whole: &Vacancy) -> Page {
    let page = framed(state, request, session, "task-of-vacancy");
    let crumb = page.name("carve-of", whole.title.as_str());
    page.under(format!("/vacatures/{}/knippen", whole.id), crumb)
}

fn task_form(state: &WebState, page: &Page, whole: &Vacancy, typed: &Typed) -> Form {
    let back = format!("/vacatures/{}/knippen", whole.id);
    let action = match number_of(page) {
        Some(number) => format!("/vacatures/{}/taken?taak={number}", whole.id),
        None => format!("/vacatures/{}/taken", whole.id),
    };
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    let levels = TaskLevel::ALL
        .iter()
        .map(|level| Choice::new(level.name(), page.say(words::task_level(*level))))
        .collect();
    let skills = picker(&state.context, page, typed, "skills", "task-skills", List::Skills, true);
    let asked: Vec<EscoUri> = whole.essential_skills.iter().chain(&whole.optional_skills).cloned().collect();
    let skills = offered(&state.context, page, skills, &asked, List::Skills).optional();
    let fields = vec![
        line("description", "task-description", "text"),
        line("hours", "task-hours", "number").optional(),
        line("minutes", "task-minutes", "number").optional(),
        Field::new("level", page.say("task-level"), FieldKind::Radios(levels))
            .with_hint(page.say("task-level-hint")),
        skills,
    ];
    Form::new(action, page.csrf(), page.say("save"))
        .with_cancel(back)
        .with_section(page.say("task"), fields)
        .filled(typed)
}
