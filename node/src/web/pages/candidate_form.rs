//! Adding a candidate.

use super::{
    frame::{Done, done, framed, refused},
    labels::Labels,
    picking::{List, picker, searches},
    reading::Reading,
    templates::FormPage,
    words,
};
use crate::{
    domain::candidate::{
        Candidate, EducationLevel, Evidence, SkillClaim, SkillLevel, TravelLimit, WeekHours,
    },
    web::{
        WebState,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        open_case::{OpenCase, open_case},
        register_candidate::register_candidate,
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, Personal};

/// The empty form.
pub(super) async fn show(State(state): State<WebState>, request: PageRequest, session: Session) -> Response {
    let page = candidate_page(&state, &request, &session);
    let form = candidate_form(&state, &page, &Typed::new());
    respond::page(&FormPage { page, form })
}

/// Takes what was typed: searches in a list, or registers the candidate and starts the case.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let page = candidate_page(&state, &request, &checked.session);
    let form = candidate_form(&state, &page, &checked.typed);
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let candidate = read(&mut reading);
    let (form, wrong) = reading.into_errors(form);
    let (Some(candidate), false) = (candidate, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let actor = checked.session.actor();
    match register_candidate(&state.context, &actor, candidate).await {
        Ok(candidate) => {
            let command = OpenCase { candidate, owner: None, wish: Personal::new(None), deadline: None };
            open_case(&state.context, &actor, command).await?;
            Ok(done(&format!("/kandidaten/{candidate}"), Done::CandidateAdded))
        }
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }))
        }
    }
}

fn read(reading: &mut Reading<'_>) -> Option<Candidate> {
    let name = reading.text("name", "error-name");
    let email = reading.text_if_any("email", "error-email");
    let phone = reading.text_if_any("phone", "error-phone");
    let born_on = reading.value_if_any("bornOn", "error-date");
    let municipality = reading.value("municipality", "error-municipality");
    let fewest: Option<u8> = reading.value("hoursMin", "error-hours");
    let most: Option<u8> = reading.value("hoursMax", "error-hours");
    let hours = fewest.zip(most).and_then(|(fewest, most)| {
        reading.check("hoursMin", "error-hours-order", WeekHours::new(fewest, most))
    });
    let minutes: Option<u16> = reading.value("travel", "error-travel");
    let max_travel = minutes
        .and_then(|minutes| reading.check("travel", "error-travel", TravelLimit::from_minutes(minutes)));
    let education: Option<EducationLevel> = reading.value_if_any("education", "error-education");
    let years_experience = reading.value_if_any("years", "error-years").unwrap_or(0);
    let remarks = reading.text_if_any("remarks", "error-unprintable");
    let occupation = reading.values("occupation").into_iter().next();
    let level = SkillLevel::new(2).ok()?;
    let claim = |skill| SkillClaim { skill, level, evidence: Evidence::Own };
    Some(Candidate {
        id: CandidateId::random(),
        revision: 1,
        name: Personal::new(name?),
        email: Personal::new(email),
        phone: Personal::new(phone),
        born_on: Personal::new(born_on),
        remarks: Personal::new(remarks),
        present_employer: Personal::new(None),
        municipality: municipality?,
        hours: hours?,
        max_travel: max_travel?,
        education,
        occupation,
        years_experience,
        former_occupations: Vec::new(),
        target_occupations: reading.values("target"),
        languages: Vec::new(),
        skills: reading.values("skills").into_iter().map(claim).collect(),
        restricted: false,
    })
}

fn candidate_page(state: &WebState, request: &PageRequest, session: &Session) -> Page {
    let page = framed(state, request, session, "add-candidate");
    let crumb = page.say("nav-candidates");
    page.under("/kandidaten", crumb)
}

fn candidate_form(state: &WebState, page: &Page, typed: &Typed) -> Form {
    let labels = Labels::new(&state.context, page.locale());
    let levels = EducationLevel::ALL
        .iter()
        .map(|level| Choice::new(level.name(), page.say(words::education(level.name()))))
        .collect();
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    let list = |name: &str, key: &str, list, many| {
        picker(&state.context, page, typed, name, key, list, many).optional()
    };
    Form::new("/kandidaten/nieuw", page.csrf(), page.say("add"))
        .with_cancel("/kandidaten")
        .with_section(
            page.say("form-about-person"),
            vec![
                line("name", "label-name", "text"),
                line("email", "label-email", "email").optional(),
                line("phone", "label-phone", "tel").optional(),
                line("bornOn", "label-birth-date", "date").optional(),
                Field::new(
                    "municipality",
                    page.say("label-municipality"),
                    FieldKind::Select(labels.municipality_choices()),
                ),
            ],
        )
        .with_section(
            page.say("form-about-availability"),
            vec![
                line("hoursMin", "label-hours-min", "number"),
                line("hoursMax", "label-hours-max", "number"),
                line("travel", "label-travel", "number"),
            ],
        )
        .with_section(
            page.say("form-about-work"),
            vec![
                Field::new("education", page.say("label-education"), FieldKind::Select(levels)).optional(),
                list("occupation", "label-occupation", List::Occupations, false),
                line("years", "label-years", "number").optional(),
                list("target", "label-target", List::Occupations, true),
            ],
        )
        .with_section(
            page.say("form-about-skills"),
            vec![
                list("skills", "label-skills", List::Skills, true),
                Field::new("remarks", page.say("label-remarks"), FieldKind::Lines)
                    .with_hint(page.say("label-remarks-hint"))
                    .optional(),
            ],
        )
        .filled(typed)
}
