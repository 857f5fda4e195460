//! What is agreed about a case beside its step: who is responsible, until when and what, and its end.

use super::{
    frame::{Done, done, framed, refused},
    reading::Reading,
    templates::FormPage,
    words,
};
use crate::{
    domain::case::{
        Case, Ending,
        deadline::{Deadline, Expectation},
        transition::CaseEvent,
    },
    storage,
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{advance_case::advance_case, assign_case::assign_case, view_candidate::view_candidate},
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
use vocabulary::{AccountId, CandidateId, CaseId, Purpose};

/// Which of the three forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Owner,
    Agreement,
    End,
}

impl What {
    const fn title_key(self) -> &'static str {
        match self {
            Self::Owner => "assign-case",
            Self::Agreement => "agree-case",
            Self::End => "end-case",
        }
    }

    /// The last part of the form's address.
    const fn name(self) -> &'static str {
        match self {
            Self::Owner => "verantwoordelijke",
            Self::Agreement => "afspraak",
            Self::End => "einde",
        }
    }

    const fn done(self) -> Done {
        match self {
            Self::Owner => Done::CaseAssigned,
            Self::Agreement => Done::CaseAgreed,
            Self::End => Done::CaseEnded,
        }
    }
}

/// The form for another owner.
pub(super) async fn show_owner(
    state: State<WebState>,
    request: PageRequest,
    session: Session,
    candidate: Path<String>,
) -> Result<Response, WebError> {
    show(state, request, session, candidate, What::Owner).await
}

/// Makes somebody else responsible.
pub(super) async fn take_owner(
    state: State<WebState>,
    request: PageRequest,
    candidate: Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    take(state, request, candidate, form, What::Owner).await
}

/// The form for another day or expectation.
pub(super) async fn show_agreement(
    state: State<WebState>,
    request: PageRequest,
    session: Session,
    candidate: Path<String>,
) -> Result<Response, WebError> {
    show(state, request, session, candidate, What::Agreement).await
}

/// Agrees another day or expectation.
pub(super) async fn take_agreement(
    state: State<WebState>,
    request: PageRequest,
    candidate: Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    take(state, request, candidate, form, What::Agreement).await
}

/// The form for the end.
pub(super) async fn show_end(
    state: State<WebState>,
    request: PageRequest,
    session: Session,
    candidate: Path<String>,
) -> Result<Response, WebError> {
    show(state, request, session, candidate, What::End).await
}

/// Ends the case.
pub(super) async fn take_end(
    state: State<WebState>,
    request: PageRequest,
    candidate: Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    take(state, request, candidate, form, What::End).await
}

async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
    what: What,
) -> Result<Response, WebError> {
    let (page, case) = case_page(&state, &request, &session, id(&candidate)?, what).await?;
    let form = case_form(&state, &page, &case, what).await?;
    Ok(respond::page(&FormPage { page, form }))
}

async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
    what: What,
) -> Result<Response, WebError> {
    let (page, case) = case_page(&state, &request, &checked.session, id(&candidate)?, what).await?;
    let form = case_form(&state, &page, &case, what).await?.filled(&checked.typed);
    let mut reading = Reading::new(&page, &checked.typed);
    let wanted = Wanted::read(&mut reading, &checked.typed, what);
    let (form, wrong) = reading.into_errors(form);
    let (Some(wanted), false) = (wanted, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let revision = first(&checked.typed, "revision").parse().unwrap_or(0);
    match wanted.carry_out(&state, &checked.session, case.id(), revision).await {
        Ok(()) => Ok(done(&format!("/kandidaten/{}", case.candidate()), what.done())),
        Err(error) => {
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

/// What a form asks for.
enum Wanted {
    Owner(AccountId),
    Event(CaseEvent),
}

impl Wanted {
    fn read(reading: &mut Reading<'_>, typed: &Typed, what: What) -> Option<Self> {
        match what {
            What::Owner => reading.value("owner", "error-owner").map(Self::Owner),
            What::Agreement => {
                let due_on = reading.value("dueOn", "error-date");
                let agreed = ["expected", "success"].iter().any(|name| !first(typed, name).trim().is_empty());
                let expectation = if agreed {
                    // Who agrees on one of them says the other too: an expectation without success ends nowhere.
                    let expected = reading.text("expected", "error-expected");
                    let success = reading.text("success", "error-success");
                    expected.zip(success).map(|(expected, success)| Expectation::Agreed { expected, success })
                } else {
                    Some(Expectation::OfTheStep)
                };
                let deadline = Deadline { due_on: due_on?, expectation: expectation? };
                Some(Self::Event(CaseEvent::Agree(deadline)))
            }
            What::End => {
                let ending: Option<Ending> = reading.value("ending", "error-ending");
                let reason = reading.text("reason", "error-end-reason");
                Some(Self::Event(CaseEvent::End { ending: ending?, reason: reason? }))
            }
        }
    }

    async fn carry_out(
        self,
        state: &WebState,
        session: &Session,
        case: CaseId,
        revision: u32,
    ) -> Result<(), WebError> {
        let actor = session.actor();
        match self {
            Self::Owner(account) => {
                assign_case(&state.context, &actor, case, revision, account).await?;
            }
            Self::Event(event) => {
                advance_case(&state.context, &actor, case, revision, event).await?;
            }
        }
        Ok(())
    }
}

/// The frame, and the case that is under way.
async fn case_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    what: What,
) -> Result<(Page, Case), WebError> {
    let file = view_candidate(&state.context, &session.actor(), candidate).await?;
    let name = file.candidate.name.reveal(Purpose::CaseWork).to_string();
    let (case, _) = file.cases.into_iter().next().ok_or_else(WebError::not_found)?;
    let page = framed(state, request, session, "nav-candidates");
    let (crumb, title) = (page.title.clone(), page.say(what.title_key()));
    let page = page.titled(title).under("/kandidaten", crumb).under(format!("/kandidaten/{candidate}"), name);
    Ok((page, case))
}

async fn case_form(state: &WebState, page: &Page, case: &Case, what: What) -> Result<Form, WebError> {
    let file = format!("/kandidaten/{}", case.candidate());
    let mut fields =
        vec![Field::new("revision", "", FieldKind::Hidden).with_value(case.revision().to_string())];
    match what {
        What::Owner => fields.push(owner_field(state, page, case).await?),
        What::Agreement => fields.extend(agreement_fields(page, case)),
        What::End => fields.extend(end_fields(page)),
    }
    let action = format!("{file}/traject/{}", what.name());
    let mut form =
        Form::new(action, page.csrf(), page.say("save")).with_cancel(file).with_section("", fields);
    form.intro = match what {
        What::Owner => page.say("assign-case-intro"),
        What::Agreement => page.say("agree-case-intro"),
        What::End => page.say("end-case-intro"),
    };
    Ok(form)
}

async fn owner_field(state: &WebState, page: &Page, case: &Case) -> Result<Field, WebError> {
    let accounts = state.context.storage.read(storage::accounts::all).await?;
    let choices = accounts.iter().filter(|account| account.role.sees_people()).map(|account| {
        let role = page.say(words::role(account.role.name()));
        Choice::new(account.id.to_string(), format!("{} ({role})", account.name))
    });
    let field = Field::new("owner", page.say("column-owner"), FieldKind::Select(choices.collect()));
    Ok(field.with_value(case.owner().account.to_string()))
}

fn agreement_fields(page: &Page, case: &Case) -> Vec<Field> {
    let (expected, success) = match &case.deadline().expectation {
        Expectation::OfTheStep => (String::new(), String::new()),
        Expectation::Agreed { expected, success } => (expected.to_string(), success.to_string()),
    };
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    vec![
        line("dueOn", "column-due", "date").with_value(case.deadline().due_on.to_string()),
        line("expected", "label-expected", "text")
            .with_hint(page.say("label-expected-hint"))
            .with_value(expected)
            .optional(),
        line("success", "label-success", "text").with_value(success).optional(),
    ]
}

fn end_fields(page: &Page) -> Vec<Field> {
    let endings =
        Ending::ALL.iter().map(|ending| Choice::new(ending.name(), page.say(words::ending(ending.name()))));
    vec![
        Field::new("ending", page.say("label-ending"), FieldKind::Radios(endings.collect())),
        Field::new("reason", page.say("label-end-reason"), FieldKind::Line("text"))
            .with_hint(page.say("label-end-reason-hint")),
    ]
}
