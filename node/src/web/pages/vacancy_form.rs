//! Adding a vacancy, and the fields of its form; [`super::vacancy_change`] changes one with them.

use super::{
    employer_picking::employer_field,
    frame::{Done, done, for_another_form, framed, id_of_form, query_of, refused, to_be_sent_once},
    labels::Labels,
    picking::{List, offered, picker, searches},
    reading::Reading,
    templates::FormPage,
    words,
};
use crate::{
    domain::{
        candidate::WeekHours,
        vacancy::{EntryLevel, ShortageCause, Vacancy, VacancyState, Visibility},
    },
    web::{
        WebState,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::post_vacancy::{post_vacancy, usual_skills},
};
use axum::{extract::State, http::StatusCode, response::Response};
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed, first},
    format::dutch_day,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{Date, EscoUri, VacancyId};

/// Skills of the occupation that are shown to tick.
const SUGGESTED: usize = 12;

/// The empty form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let page = form_page(&state, &request, &session);
    let form = new_form(&state, &page, &Typed::new()).await?;
    Ok(respond::page(&FormPage { page, form }))
}

/// Takes what was typed: searches in a list, or posts the vacancy.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let page = form_page(&state, &request, &checked.session);
    let form = new_form(&state, &page, &checked.typed).await?;
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let is_public = first(&checked.typed, "visibility") == "public";
    let vacancy = read(&mut reading, is_public, dutch_day(state.context.clock.now()));
    let (form, wrong) = reading.into_errors(form);
    let (Some(mut vacancy), false) = (vacancy, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    vacancy.id = id_of_form(&checked.typed).unwrap_or(vacancy.id);
    match post_vacancy(&state.context, &checked.session.actor(), vacancy).await {
        Ok(vacancy) => Ok(done(&format!("/vacatures/{vacancy}"), Done::VacancyAdded)),
        Err(error) => {
            let form = new_form(&state, &page, &for_another_form(&error, checked.typed)).await?;
            let error = WebError::from(error);
            let status = error.status;
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(status, &FormPage { page, form }))
        }
    }
}

async fn new_form(state: &WebState, page: &Page, typed: &Typed) -> Result<Form, WebError> {
    Ok(to_be_sent_once(vacancy_form(state, page, typed, NEW).await?, typed))
}

/// What was typed as a new vacancy, or nothing when something is wrong with it.
pub(super) fn read(reading: &mut Reading<'_>, is_public: bool, today: Date) -> Option<Vacancy> {
    let employer = reading.value("employer", "error-employer");
    let title = reading.text("title", "error-title");
    let text = reading.text_if_any("text", "error-unprintable");
    let municipality = reading.value("municipality", "error-municipality");
    let fewest: Option<u8> = reading.value("hoursMin", "error-hours");
    let most: Option<u8> = reading.value("hoursMax", "error-hours");
    let hours = fewest.zip(most).and_then(|(fewest, most)| {
        reading.check("hoursMin", "error-hours-order", WeekHours::new(fewest, most))
    });
    let occupation: Option<EscoUri> = reading.values("occupation").into_iter().next();
    if occupation.is_none() {
        reading.wrong("occupation", "error-occupation");
    }
    let trainable_skills: Vec<EscoUri> = reading.values("trainable");
    let mut essential_skills: Vec<EscoUri> = reading.values("essential");
    if essential_skills.is_empty() && trainable_skills.is_empty() {
        reading.wrong("essential", "error-essential");
    }
    for skill in &trainable_skills {
        if !essential_skills.contains(skill) {
            essential_skills.push(skill.clone());
        }
    }
    let education_min: Option<EntryLevel> = reading.value_if_any("entryLevel", "error-education");
    let starts_on = reading.value_if_any("startsOn", "error-starts-on");
    let visibility = if is_public {
        let source = reading.text("source", "error-source");
        source.map(|source| Visibility::Public { since: today, source })
    } else {
        Some(Visibility::Internal)
    };
    Some(Vacancy {
        id: VacancyId::random(),
        revision: 1,
        employer: employer?,
        municipality: municipality?,
        occupation: occupation?,
        title: title?,
        text,
        essential_skills,
        trainable_skills,
        optional_skills: reading.values("optional"),
        hours: hours?,
        education_min,
        job_guarantee: !reading.values::<String>("guarantee").is_empty(),
        visibility: visibility?,
        state: VacancyState::Open,
        opened_on: today,
        starts_on,
        shortage_causes: reading.values("cause").into_iter().collect(),
    })
}

/// Why nobody was found yet: more than one is possible.
pub(super) fn cause_field(page: &Page) -> Field {
    let causes =
        ShortageCause::ALL.iter().map(|cause| Choice::new(cause.name(), page.say(words::cause(*cause))));
    Field::new("cause", page.say("label-cause"), FieldKind::Checkboxes(causes.collect()))
        .with_hint(page.say("label-cause-hint"))
}

fn form_page(state: &WebState, request: &PageRequest, session: &Session) -> Page {
    let page = framed(state, request, session, "add-vacancy");
    let crumb = page.say("nav-vacancies");
    page.under("/vacatures", crumb)
}

/// Where a form goes, the words of its button and where giving up leads.
pub(super) type Way<'a> = (&'a str, &'a str, &'a str);

/// That of a new vacancy.
const NEW: Way<'static> = ("/vacatures/nieuw", "add", "/vacatures");

/// The form, filled with what was typed.
pub(super) async fn vacancy_form(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    (action, submit, cancel): Way<'_>,
) -> Result<Form, WebError> {
    let labels = Labels::new(&state.context, page.locale());
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    let pick = |name: &str, key: &str, list, many| picker(&state.context, page, typed, name, key, list, many);
    let chosen = |key: &str, value: &str| Choice::new(value, page.say(key));
    let about = vec![
        Field::new("version", "", FieldKind::Hidden),
        employer_field(state, page, typed, ("employer", "label-employer"), &query_of(page, "werkgever"))
            .await?,
        line("title", "label-title", "text"),
        Field::new("text", page.say("label-text"), FieldKind::Lines).optional(),
        Field::new(
            "municipality",
            page.say("label-municipality"),
            FieldKind::Select(labels.municipality_choices()),
        ),
        line("hoursMin", "label-hours-min", "number"),
        line("hoursMax", "label-hours-max", "number"),
        line("startsOn", "label-starts-on", "date").optional(),
        Field::new(
            "guarantee",
            page.say("label-guarantee"),
            FieldKind::Checkboxes(vec![chosen("label-guarantee-yes", "yes")]),
        )
        .optional(),
    ];
    // What the occupation usually takes can be ticked: an advertisement names skills, not a diploma (row DEF-04).
    let usual: Vec<EscoUri> = first(typed, "occupation").parse().map_or_else(
        |_| Vec::new(),
        |occupation| usual_skills(&state.context.vocabulary, &occupation).take(SUGGESTED).collect(),
    );
    let essential = pick("essential", "label-essential", List::Skills, true);
    let essential = offered(&state.context, page, essential, &usual, List::Skills);
    let asks = vec![
        pick("occupation", "label-vacancy-occupation", List::Occupations, false),
        essential,
        pick("trainable", "label-trainable", List::Skills, true).optional(),
        pick("optional", "label-optional", List::Skills, true).optional(),
        Field::new(
            "entryLevel",
            page.say("label-entry-level"),
            FieldKind::Select(
                EntryLevel::ALL.iter().map(|level| Choice::new(level.name(), level.name())).collect(),
            ),
        )
        .optional(),
    ];
    let why = vec![cause_field(page).optional()];
    let seen = vec![
        Field::new(
            "visibility",
            page.say("label-public"),
            FieldKind::Radios(vec![
                chosen("label-public-yes", "public"),
                chosen("label-public-no", "internal"),
            ]),
        )
        .with_value("internal"),
        line("source", "label-source", "text").with_hint(page.say("label-source-hint")).optional(),
    ];
    Ok(Form::new(action, page.csrf(), page.say(submit))
        .with_cancel(cancel)
        .with_section(page.say("form-about-vacancy"), about)
        .with_section(page.say("vacancy-asks"), asks)
        .with_section(page.say("vacancy-cause"), why)
        .with_section(page.say("form-about-visibility"), seen)
        .filled(typed))
}
