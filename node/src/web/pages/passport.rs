//! The skills passport of a person: to take along as a file, and to take one over that the person brings.

use super::{
    frame::{Done, done, framed, query_value},
    labels::Labels,
    words,
};
use crate::{
    domain::{
        candidate::Candidate,
        passport::{TermGap, TermKind, TermState},
    },
    web::{
        WebState,
        api::{
            body::id,
            passport::{Parts, PassportDocument},
        },
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        import_passport::{Imported, import_passport},
        view_candidate::view_candidate,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use service::web::{
    form::{Field, FieldKind, Form, first},
    format::dutch_day,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, EscoUri, Purpose};

/// The field with the document.
const DOCUMENT: &str = "document";

/// Taking along and taking over.
#[derive(Debug, Template)]
#[template(path = "passport.html")]
pub struct PassportPage {
    /// The frame.
    pub page: Page,
    /// The person's file.
    pub file_href: String,
    /// How many skills the passport holds.
    pub skills: usize,
    /// Where a passport is pasted.
    pub form: Form,
    /// What came of the passport that was pasted.
    pub report: Option<ReportView>,
}

/// What came of a passport, in words.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// What was taken over.
    pub summary: String,
    /// Skills that stayed as they were known: name and sentence.
    pub kept: Vec<(String, String)>,
    /// Terms that the list here does not have or has given up: name and sentence.
    pub gaps: Vec<(String, String)>,
}

/// The page.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    Ok(respond::page(&passport_page(&state, &request, &session, &file.candidate)))
}

/// The passport as a file.
pub(super) async fn file(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let labels = Labels::new(&state.context, request.locale);
    let wanted = |part: &str| !query_value(&request, part).is_empty();
    let parts = Parts { name: wanted("naam"), potential: wanted("ontwikkelvermogen") };
    let today = dutch_day(state.context.clock.now());
    let document = PassportDocument::of(&file, &state.context.vocabulary, labels.language(), parts, today);
    let text = serde_json::to_string_pretty(&document).expect("a document of plain values is JSON");
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"skillspaspoort.json\""),
    ];
    Ok((headers, text).into_response())
}

/// Takes a pasted passport over and says what came of it, or all that is wrong with it.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, actor) = (id::<CandidateId>(&candidate)?, checked.session.actor());
    let text = first(&checked.typed, DOCUMENT);
    let taken = match serde_json::from_str::<PassportDocument>(text) {
        Err(_) => Err(None),
        Ok(document) => match document.read() {
            Err(error) => Err(Some(error)),
            Ok(passport) => {
                let imported = import_passport(&state.context, &actor, candidate, passport).await;
                imported.map_err(|error| Some(WebError::from(error)))
            }
        },
    };
    let nothing_to_tell = |imported: &Imported| {
        imported.has_changed && imported.merged.kept.is_empty() && imported.gaps.is_empty()
    };
    if taken.as_ref().is_ok_and(nothing_to_tell) {
        return Ok(done(&format!("/kandidaten/{candidate}"), Done::PassportTaken));
    }
    let file = view_candidate(&state.context, &actor, candidate).await?;
    let mut shown = passport_page(&state, &request, &checked.session, &file.candidate);
    match taken {
        Ok(imported) => {
            let labels = Labels::new(&state.context, request.locale);
            shown.report = Some(report(&shown.page, &labels, &imported));
            Ok(respond::page(&shown))
        }
        Err(error) => {
            let wrong = match error {
                None => shown.page.say("error-passport"),
                Some(error) if error.status.is_server_error() => return Err(error),
                Some(error) => in_words(&error, &request),
            };
            shown.form = shown.form.filled(&checked.typed).with_error(DOCUMENT, wrong);
            Ok(respond::html(StatusCode::BAD_REQUEST, &shown))
        }
    }
}

/// Every wrong part stands in the one field: which, and what is wrong with it.
fn in_words(error: &WebError, request: &PageRequest) -> String {
    /// Wrong parts that are told: a document with thousands is another kind of document.
    const TOLD: usize = 10;
    if error.fields.is_empty() {
        return error.sentence.speak(request.locale).to_owned();
    }
    let told = error.fields.iter().take(TOLD);
    let told = told.map(|field| format!("{}: {}", field.field, field.sentence.speak(request.locale)));
    told.collect::<Vec<_>>().join(" ")
}

fn passport_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: &Candidate,
) -> PassportPage {
    let name = candidate.name.reveal(Purpose::CaseWork).to_string();
    let page = framed(state, request, session, "nav-candidates");
    let file_href = format!("/kandidaten/{}", candidate.id);
    let (crumb, title) = (page.title.clone(), page.name("title-passport", name.as_str()));
    let page = page.titled(title).under("/kandidaten", crumb).under(file_href.clone(), name);
    let form = form(&page, &file_href);
    PassportPage { file_href, skills: candidate.skills.len(), form, report: None, page }
}

/// The form in which a passport is pasted.
pub(super) fn form(page: &Page, file_href: &str) -> Form {
    let document = Field::new(DOCUMENT, page.say("label-passport"), FieldKind::Lines)
        .with_hint(page.say("label-passport-hint"));
    Form::new(format!("{file_href}/paspoort"), page.csrf(), page.say("take-passport"))
        .with_cancel(file_href)
        .with_section("", vec![document])
}

fn report(page: &Page, labels: &Labels<'_>, imported: &Imported) -> ReportView {
    let merged = &imported.merged;
    let kept = merged.kept.iter().map(|kept| {
        let values = [
            ("known", page.say(words::level(kept.known.level.get())).into()),
            ("evidence", page.say(words::evidence(kept.known.evidence.name())).into()),
            ("offered", page.say(words::level(kept.offered.get())).into()),
        ];
        (labels.skill(&kept.known.skill), page.say_with("passport-kept", &values))
    });
    let summary = if imported.has_changed {
        let values = [("added", merged.added.into()), ("raised", merged.raised.into())];
        page.say_with("passport-taken", &values)
    } else {
        page.say("passport-nothing-new")
    };
    let gaps = imported.gaps.iter().map(|(gap, nearest)| gap_in_words(page, labels, gap, nearest.as_ref()));
    ReportView { summary, kept: kept.collect(), gaps: gaps.collect() }
}

fn gap_in_words(
    page: &Page,
    labels: &Labels<'_>,
    gap: &TermGap,
    nearest: Option<&EscoUri>,
) -> (String, String) {
    let state = match gap.state {
        TermState::Unknown => page.say("passport-unknown"),
        TermState::Deprecated => page.say("passport-deprecated"),
    };
    let nearest = nearest.map(|uri| match gap.kind {
        TermKind::Skill => labels.skill(uri),
        TermKind::Occupation => labels.occupation(uri),
    });
    let next = match nearest {
        Some(nearest) => page.name("passport-nearest", nearest),
        None => page.say("passport-no-nearest"),
    };
    let name = if gap.name.is_empty() { gap.uri.to_string() } else { gap.name.clone() };
    (name, format!("{state} {next}"))
}
