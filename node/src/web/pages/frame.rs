//! The frame around a page: menu by role, account, what was just done.

use super::words;
use crate::{
    domain::account::Role,
    web::{WebState, error::WebError, searching::readable, session::Session},
    workflow::{WorkflowError, error::Conflict},
};
use axum::response::{IntoResponse, Redirect, Response};
use service::web::{
    form::{Field, FieldKind, Form, Typed, first, typed},
    page::{Account, Page, PageRequest, SearchBox, Tone},
};
use std::str::FromStr;
use vocabulary::{CandidateId, text::is_readable};

/// The name of the query parameter that says what was just done.
const DONE: &str = "gedaan";

/// The frame of a page for somebody who is signed in.
pub(super) fn framed(state: &WebState, request: &PageRequest, session: &Session, title_key: &str) -> Page {
    let mut page = open(state, request, title_key);
    for (href, key, serves) in MENU {
        if serves(session.role) {
            page = page.with_navigation(href, key);
        }
    }
    if session.role.sees_people() {
        let (action, label) = ("/kandidaten/zoeken".into(), page.say("search-candidates"));
        page.search = Some(SearchBox { action, label, query: String::new() });
    }
    page.confidential = true;
    if let Some(key) = done_key(&query_value(request, DONE)) {
        let text = page.say(key);
        page = page.with_notice(Tone::Good, text);
    }
    let role = page.say(words::role(session.role.name()));
    page.with_account(Account {
        name: session.name.clone(),
        role,
        csrf: session.csrf.clone(),
        sign_out: "/uitloggen".into(),
    })
}

/// The frame of a page for anybody.
pub(super) fn open(state: &WebState, request: &PageRequest, title_key: &str) -> Page {
    Page::new(&state.site, request, state.context.clock.now(), title_key)
}

/// The frame for whoever looks: with the menu when signed in.
pub(super) fn either(
    state: &WebState,
    request: &PageRequest,
    session: Option<&Session>,
    title_key: &str,
) -> Page {
    match session {
        Some(session) => framed(state, request, session, title_key),
        None => open(state, request, title_key),
    }
}

type MenuEntry = (&'static str, &'static str, fn(Role) -> bool);

const MENU: [MenuEntry; 7] = [
    ("/", "nav-worklist", Role::sees_people),
    ("/kandidaten", "nav-candidates", Role::sees_people),
    ("/vacatures", "nav-vacancies", |role| role.sees_people() || role.keeps_vacancies()),
    ("/werkgevers", "nav-employers", Role::keeps_vacancies),
    ("/initiatieven", "nav-initiatives", |role| role.sees_people() || role.keeps_vacancies()),
    ("/overdrachten", "nav-handovers", Role::hands_over),
    ("/rapporten", "nav-reports", |_| true),
];

/// No list of a region has more rows.
const MOST_ROWS: usize = 10_000_000;

/// A value of the query, or nothing.
pub(super) fn query_value(request: &PageRequest, name: &str) -> String {
    let query = request.uri.query().unwrap_or_default();
    first(&typed(query), name).to_owned()
}

/// The field that tells one form from the next.
const ONCE: &str = "once";

/// The form of something new with what makes it one form: an id drawn when it is opened, so that whoever sends it
/// twice stores it once.
pub(super) fn to_be_sent_once(mut form: Form, typed: &Typed) -> Form {
    let drawn = || CandidateId::random().to_string();
    let id = Some(first(typed, ONCE)).filter(|id| !id.is_empty()).map_or_else(drawn, str::to_owned);
    if let Some(section) = form.sections.first_mut() {
        section.fields.insert(0, Field::new(ONCE, "", FieldKind::Hidden).with_value(id));
    }
    form
}

/// The id of what a form of [`to_be_sent_once`] makes.
pub(super) fn id_of_form<T: FromStr>(typed: &Typed) -> Option<T> {
    first(typed, ONCE).parse().ok()
}

/// What was typed, for another form than the one that was stored already.
pub(super) fn for_another_form(error: &WorkflowError, mut typed: Typed) -> Typed {
    if matches!(error, WorkflowError::Conflict { reason: Conflict::SentAlready }) {
        typed.remove(ONCE);
    }
    typed
}

/// From which row on a page of a list shows; the first for what is no number, or further than any list goes.
pub(super) fn from_row(request: &PageRequest) -> usize {
    query_value(request, "vanaf").parse().ok().filter(|from| *from <= MOST_ROWS).unwrap_or(0)
}

/// What was typed in a search box, or nothing.
///
/// # Errors
/// When it is not text.
pub(super) fn searched(request: &PageRequest, name: &str) -> Result<String, WebError> {
    readable(name, query_value(request, name))
}

/// That nothing was found, or that nothing can be looked for.
pub(super) fn no_hits(page: &Page, query: &str) -> String {
    if is_readable(query) { page.name("picker-no-hits", query) } else { page.say("picker-no-text") }
}

/// To a page that says what was done.
pub(super) fn done(href: &str, what: Done) -> Response {
    Redirect::to(&format!("{href}?{DONE}={}", what.name())).into_response()
}

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    CandidateAdded,
    CandidateChanged,
    EmployerAdded,
    GroupAdded,
    GroupChanged,
    GroupEnded,
    VacancyAdded,
    VacancyChanged,
    VacancyClosed,
    VacancyCarved,
    CauseNoted,
    TaskSaved,
    TaskRemoved,
    StepMoved,
    CaseStarted,
    CaseAssigned,
    CaseAgreed,
    CaseEnded,
    ConsentRecorded,
    ConsentWithdrawn,
    Offered,
    AskedAccept,
    AskedRefuse,
    AskedWithdraw,
    TestTaken,
    TestChosen,
    Proposed,
    FoundUnfit,
    OutcomeRecorded,
    SkillsConfirmed,
    InterestsNoted,
    PassportTaken,
    SignedOut,
}

const DONE_WORDS: [(Done, &str, &str); 33] = [
    (Done::CandidateAdded, "kandidaat", "done-candidate-added"),
    (Done::CandidateChanged, "gewijzigd", "done-candidate-changed"),
    (Done::EmployerAdded, "werkgever", "done-employer-added"),
    (Done::GroupAdded, "groep", "done-group-added"),
    (Done::GroupChanged, "groep-gewijzigd", "done-group-changed"),
    (Done::GroupEnded, "groep-einde", "done-group-ended"),
    (Done::VacancyAdded, "vacature", "done-vacancy-added"),
    (Done::VacancyChanged, "vacature-gewijzigd", "done-vacancy-changed"),
    (Done::VacancyClosed, "vacature-gesloten", "done-vacancy-closed"),
    (Done::VacancyCarved, "geknipt", "done-vacancy-carved"),
    (Done::CauseNoted, "oorzaak", "done-cause-noted"),
    (Done::TaskSaved, "taak", "done-task-saved"),
    (Done::TaskRemoved, "taak-verwijderd", "done-task-removed"),
    (Done::StepMoved, "stap", "done-step-moved"),
    (Done::CaseStarted, "traject", "done-case-started"),
    (Done::CaseAssigned, "verantwoordelijke", "done-case-assigned"),
    (Done::CaseAgreed, "afspraak", "done-case-agreed"),
    (Done::CaseEnded, "einde", "done-case-ended"),
    (Done::ConsentRecorded, "toestemming", "done-consent-recorded"),
    (Done::ConsentWithdrawn, "toestemming-ingetrokken", "done-consent-withdrawn"),
    (Done::Offered, "aangeboden", "done-offered"),
    (Done::AskedAccept, "aannemen", "done-asked-accept"),
    (Done::AskedRefuse, "weigeren", "done-asked-refuse"),
    (Done::AskedWithdraw, "intrekken", "done-asked-withdraw"),
    (Done::TestTaken, "testuitslag", "done-test-taken"),
    (Done::TestChosen, "testkeuze", "done-test-chosen"),
    (Done::Proposed, "voorgesteld", "done-proposed"),
    (Done::FoundUnfit, "niet-passend", "done-found-unfit"),
    (Done::OutcomeRecorded, "uitkomst", "done-outcome-recorded"),
    (Done::SkillsConfirmed, "skills", "done-skills-confirmed"),
    (Done::InterestsNoted, "interesses", "done-interests-noted"),
    (Done::PassportTaken, "paspoort", "done-passport-taken"),
    (Done::SignedOut, "afgemeld", "done-signed-out"),
];

impl Done {
    fn name(self) -> &'static str {
        DONE_WORDS.iter().find(|(done, _, _)| *done == self).map_or("", |(_, name, _)| name)
    }
}

/// Only what is in the list is said: an address must not put words on a page.
pub(super) fn done_key(name: &str) -> Option<&'static str> {
    DONE_WORDS.iter().find(|(_, of, _)| *of == name).map(|(_, _, key)| *key)
}

/// Puts what a workflow refused into the form and the page; what no reader can mend stays an error.
///
/// # Errors
/// The error itself, when it is not one of what was typed.
pub(super) fn refused(page: Page, mut form: Form, error: WebError) -> Result<(Page, Form), WebError> {
    if error.status.is_server_error() || error.status == axum::http::StatusCode::UNAUTHORIZED {
        return Err(error);
    }
    let locale = page.locale();
    for field in &error.fields {
        form = form.with_error(&field.field, field.sentence.speak(locale));
    }
    let page =
        if form.has_errors() { page } else { page.with_notice(Tone::Bad, error.sentence.speak(locale)) };
    Ok((page, form))
}

/// A value of the page's own query, or nothing.
pub(super) fn query_of(page: &Page, name: &str) -> String {
    first(&typed(page.uri.query().unwrap_or_default()), name).to_owned()
}
