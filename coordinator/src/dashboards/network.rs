//! The regions of the network and their state; the network operator decides here, in two steps.

use super::{
    error::{Fault, answer, see_other},
    frame,
    session::{SignedIn, Visit},
    source::{RegionDecision, SourceError},
};
use crate::state::{
    record::{RegionChange, Role},
    view::{CoordinatorView, OpenInvitation, PendingEnrolment, RegionView},
};
use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use jiff::{SignedDuration, Timestamp};
use protocol::latest::RegionState;
use service::web::{
    components::Tag,
    form::{Choice, Field, FieldKind, Form, Typed, first, typed},
    page::{Page, Tone},
    respond,
};
use tracing::info;
use vocabulary::RegionId;

/// After how long without contact a region stands out.
const QUIET_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// How many of the latest decisions the page lists.
const CHANGES_SHOWN: usize = 12;
/// How long before its end a certificate stands out: by then the node should have renewed it itself.
const ENDS_SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage {
    page: Page,
    operator: bool,
    counts: Vec<(usize, String)>,
    requests: Vec<Request>,
    regions: Vec<RegionLine>,
    invitations: Vec<Invitation>,
    changes: Vec<ChangeLine>,
    as_of: Timestamp,
    applied_index: u64,
    directory_version: u64,
}

struct Request {
    code: RegionId,
    name: String,
    since: Timestamp,
    words: Vec<String>,
}

struct RegionLine {
    code: RegionId,
    name: String,
    state: Tag,
    since: Timestamp,
    contact: Contact,
    delivery: Option<Timestamp>,
    open_vacancies: u64,
    certificate: Option<Certificate>,
    versions: String,
    software: String,
    actions: Vec<(String, String)>,
}

enum Contact {
    Never,
    Recent(Timestamp),
    Quiet(Timestamp, Tag),
}

struct Certificate {
    until: Timestamp,
    warning: Option<Tag>,
}

struct Invitation {
    name: String,
    until: Timestamp,
}

struct ChangeLine {
    at: Timestamp,
    name: String,
    state: Tag,
    actor: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "decision.html")]
struct DecisionPage {
    page: Page,
    explanation: String,
    words: Vec<String>,
    form: Form,
}

/// What an operator may ask for, by its word in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Approve,
    Reject,
    Suspend,
    Readmit,
    Revoke,
}

impl Action {
    const ALL: [Self; 5] = [Self::Approve, Self::Reject, Self::Suspend, Self::Readmit, Self::Revoke];

    const fn word(self) -> &'static str {
        match self {
            Self::Approve => "toelaten",
            Self::Reject => "afwijzen",
            Self::Suspend => "schorsen",
            Self::Readmit => "heropenen",
            Self::Revoke => "intrekken",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }

    /// The keys of the button, the title, the explanation and the message afterwards.
    const fn keys(self) -> [&'static str; 4] {
        match self {
            Self::Approve => ["approve", "approve-title", "approve-text", "approve-done"],
            Self::Reject => ["reject", "reject-title", "reject-text", "reject-done"],
            Self::Suspend => ["suspend", "suspend-title", "suspend-text", "suspend-done"],
            Self::Readmit => ["readmit", "readmit-title", "readmit-text", "readmit-done"],
            Self::Revoke => ["revoke", "revoke-title", "revoke-text", "revoke-done"],
        }
    }

    /// What can be done with a region in this state; requests are decided where they are listed.
    const fn of_state(state: RegionState) -> &'static [Self] {
        match state {
            RegionState::Approved => &[Self::Suspend, Self::Revoke],
            RegionState::Suspended => &[Self::Readmit, Self::Revoke],
            RegionState::Pending | RegionState::Rejected | RegionState::Revoked => &[],
        }
    }
}

pub(super) async fn show(visit: Visit) -> Response {
    let result = content(&visit).await;
    answer(&visit, result)
}

/// Asks whether the operator is sure.
pub(super) async fn ask(visit: Visit, Path((code, action)): Path<(String, String)>) -> Response {
    let result = async {
        let who = visit.operator()?;
        let (region, action) = named(&code, &action)?;
        let view = visit.dashboards.inner.source.view().await?;
        Ok(respond::page(&decision_page(&visit, who, &view, &region, action)?))
    };
    answer(&visit, result.await)
}

/// Carries the decision out.
pub(super) async fn decide(
    visit: Visit,
    Path((code, action)): Path<(String, String)>,
    body: String,
) -> Response {
    let result = try_decide(&visit, &code, &action, &typed(&body)).await;
    answer(&visit, result)
}

async fn content(visit: &Visit) -> Result<Response, Fault> {
    let who = visit.signed_in()?;
    let view = visit.dashboards.inner.source.view().await?;
    let mut page = frame::page(visit, Some(who), "network-title");
    if let Some((key, name)) = done(visit, &view) {
        let text = page.name(key, name);
        page = page.with_notice(Tone::Good, text);
    }
    let operator = who.roles.contains(&Role::NetworkOperator);
    let now = page.now;
    let mut regions: Vec<_> = view
        .regions
        .iter()
        .filter(|region| region.state != RegionState::Pending)
        .map(|region| line(&page, region, operator, now))
        .collect();
    // What needs a look comes first: a quiet region before a lively one.
    regions.sort_by_key(|line| !matches!(line.contact, Contact::Quiet(..)));
    let template = NetworkPage {
        operator,
        counts: counts(&page, &view),
        requests: view.pending_enrolments.iter().map(request).collect(),
        invitations: view.open_invitations.iter().map(invitation).collect(),
        changes: view
            .changes
            .iter()
            .take(CHANGES_SHOWN)
            .map(|change| change_line(&page, &view, change))
            .collect(),
        as_of: at(view.as_of_ms),
        applied_index: view.applied_index,
        directory_version: view.directory_version,
        regions,
        page,
    };
    Ok(respond::page(&template))
}

/// What was just decided, for the message after a form.
fn done(visit: &Visit, view: &CoordinatorView) -> Option<(&'static str, String)> {
    let action = Action::parse(&visit.query("gedaan")?)?;
    let code = RegionId::new(&visit.query("regio")?).ok()?;
    let name = view.regions.iter().find(|region| region.region == code)?.name.clone();
    Some((action.keys()[3], name))
}

fn counts(page: &Page, view: &CoordinatorView) -> Vec<(usize, String)> {
    let of = |state| view.regions.iter().filter(|region| region.state == state).count();
    vec![
        (of(RegionState::Approved), page.say("count-approved")),
        (view.pending_enrolments.len(), page.say("count-pending")),
        (view.open_invitations.len(), page.say("count-invited")),
        (of(RegionState::Suspended), page.say("count-suspended")),
        (of(RegionState::Revoked), page.say("count-revoked")),
    ]
}

fn request(request: &PendingEnrolment) -> Request {
    Request {
        code: request.region.clone(),
        name: request.name.clone(),
        since: at(request.requested_at_ms),
        words: request.words.split_whitespace().map(str::to_owned).collect(),
    }
}

fn invitation(invitation: &OpenInvitation) -> Invitation {
    Invitation { name: invitation.name.clone(), until: at(invitation.expires_at_ms) }
}

fn line(page: &Page, region: &RegionView, operator: bool, now: Timestamp) -> RegionLine {
    let contact = region.contact.as_ref().map_or(Contact::Never, |contact| {
        let seen = at(contact.at_ms);
        if now.duration_since(seen) > QUIET_AFTER && region.state == RegionState::Approved {
            Contact::Quiet(seen, Tag::late(page.say("contact-quiet")))
        } else {
            Contact::Recent(seen)
        }
    });
    let certificate = region.certificate_until_ms.map(at).map(|until| Certificate {
        until,
        warning: (until.duration_since(now) < ENDS_SOON && region.state == RegionState::Approved)
            .then(|| Tag::waiting(page.say("certificate-soon"))),
    });
    let actions = Action::of_state(region.state).iter().filter(|_| operator).map(|action| {
        let href = format!("/netwerk/regios/{}/{}", region.region, action.word());
        (href, page.say(action.keys()[0]))
    });
    RegionLine {
        code: region.region.clone(),
        name: region.name.clone(),
        state: state_tag(page, region.state),
        since: at(region.since_ms),
        contact,
        delivery: region.last_delivery_ms.map(at),
        open_vacancies: region.open_vacancies,
        certificate,
        versions: region.versions.map_or_else(
            || "–".to_owned(),
            |(oldest, newest)| {
                if oldest == newest { newest.to_string() } else { format!("{oldest}–{newest}") }
            },
        ),
        software: region.contact.as_ref().map_or_else(String::new, |contact| contact.software.clone()),
        actions: actions.collect(),
    }
}

fn change_line(page: &Page, view: &CoordinatorView, change: &RegionChange) -> ChangeLine {
    let named = view.regions.iter().find(|region| region.region == change.region);
    ChangeLine {
        at: at(change.at_ms),
        name: named.map_or_else(|| change.region.to_string(), |region| region.name.clone()),
        state: state_tag(page, change.state),
        actor: actor(page, &change.actor),
        reason: reason(page, &change.reason),
    }
}

/// Who decided, in the page's language where it was no account of these pages.
fn actor(page: &Page, actor: &str) -> String {
    match actor {
        "node" => page.say("actor-node"),
        "command line" => page.say("actor-command-line"),
        other => other.to_owned(),
    }
}

/// The reason, in the page's language where the program gave it.
fn reason(page: &Page, reason: &str) -> String {
    match reason {
        "invited" => page.say("reason-invited"),
        "asked to join" => page.say("reason-asked"),
        "asked to join again" => page.say("reason-asked-again"),
        "speaks other protocol versions" => page.say("reason-versions"),
        "the six words were compared" => page.say("reason-words"),
        other => other.to_owned(),
    }
}

fn state_tag(page: &Page, state: RegionState) -> Tag {
    match state {
        RegionState::Pending => Tag::waiting(page.say("state-pending")),
        RegionState::Approved => Tag::good(page.say("state-approved")),
        RegionState::Suspended => Tag::waiting(page.say("state-suspended")),
        RegionState::Rejected => Tag::plain(page.say("state-rejected")),
        RegionState::Revoked => Tag::late(page.say("state-revoked")),
    }
}

fn named(code: &str, action: &str) -> Result<(RegionId, Action), Fault> {
    let region = RegionId::new(code).map_err(|_| Fault::NotFound)?;
    Ok((region, Action::parse(action).ok_or(Fault::NotFound)?))
}

fn decision_page(
    visit: &Visit,
    who: &SignedIn,
    view: &CoordinatorView,
    region: &RegionId,
    action: Action,
) -> Result<DecisionPage, Fault> {
    let known = view.regions.iter().find(|it| it.region == *region).map(|it| it.name.clone());
    let request = view.pending_enrolments.iter().find(|it| it.region == *region);
    let name = request.map(|it| it.name.clone()).or(known).ok_or(Fault::NotFound)?;
    let [button, title, explanation, _] = action.keys();
    let page = frame::page(visit, Some(who), "network-title");
    let above = page.title.clone();
    let page = page.under("/netwerk", above);
    let title = page.name(title, name.as_str());
    let explanation = page.name(explanation, name.as_str());
    let mut fields = Vec::new();
    if action == Action::Approve {
        let field = Field::new("words", page.say("approve-words"), FieldKind::Line("text"));
        fields.push(field.with_hint(page.say("approve-words-hint")).with_autocomplete("off"));
    } else {
        fields.push(
            Field::new("reason", page.say("decision-reason"), FieldKind::Lines)
                .with_hint(page.say("decision-reason-hint")),
        );
    }
    if action == Action::Revoke {
        let choice = Choice::new("yes", page.say("revoke-sure"));
        fields.push(Field::new("sure", page.say("revoke-sure-legend"), FieldKind::Checkboxes(vec![choice])));
    }
    let form =
        Form::new(format!("/netwerk/regios/{region}/{}", action.word()), who.csrf.clone(), page.say(button))
            .with_section("", fields)
            .with_cancel("/netwerk");
    let words =
        request.filter(|_| action == Action::Approve).map_or_else(Vec::new, |it| self::request(it).words);
    Ok(DecisionPage { page: page.titled(title), explanation, words, form })
}

async fn try_decide(visit: &Visit, code: &str, action: &str, sent: &Typed) -> Result<Response, Fault> {
    let who = visit.operator()?;
    who.check(sent)?;
    let (region, action) = named(code, action)?;
    let reason = first(sent, "reason").to_owned();
    let words = normal_words(first(sent, "words"));
    let missing = match action {
        Action::Approve => words.split(' ').count() != 6,
        Action::Revoke => reason.is_empty() || first(sent, "sure") != "yes",
        Action::Reject | Action::Suspend | Action::Readmit => reason.is_empty(),
    };
    let source = &visit.dashboards.inner.source;
    let mut wrong = None;
    if !missing {
        let decision = match action {
            Action::Approve => RegionDecision::Approve { words },
            Action::Reject => RegionDecision::Reject { reason },
            Action::Suspend => RegionDecision::Suspend { reason },
            Action::Readmit => RegionDecision::Readmit { reason },
            Action::Revoke => RegionDecision::Revoke { reason },
        };
        match source.decide(&region, decision, &who.name).await {
            Ok(()) => {
                info!(region.id = %region, action = action.word(), "the network operator decided on region {region}");
                return Ok(see_other(&format!("/netwerk?gedaan={}&regio={region}", action.word())));
            }
            Err(SourceError::WrongWords) => wrong = Some("approve-words-wrong"),
            Err(problem) => return Err(problem.into()),
        }
    }
    let view = source.view().await?;
    let mut page = decision_page(visit, who, &view, &region, action)?;
    page.form = page.form.filled(sent);
    if action == Action::Approve {
        let text = page.page.say(wrong.unwrap_or("approve-words-missing"));
        page.form = page.form.with_error("words", text);
    } else {
        if first(sent, "reason").is_empty() {
            let text = page.page.say("decision-reason-missing");
            page.form = page.form.with_error("reason", text);
        }
        if action == Action::Revoke && first(sent, "sure") != "yes" {
            let text = page.page.say("revoke-sure-missing");
            page.form = page.form.with_error("sure", text);
        }
    }
    Ok(respond::html(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Words as people type them: any spaces, commas or hyphens between them, any capitals.
fn normal_words(text: &str) -> String {
    let words: Vec<_> = text
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

pub(super) fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_words_are_read_however_they_are_typed() {
        assert_eq!(
            normal_words(" Zebra, apple-moon  river 1. tree\nSun "),
            "zebra apple moon river tree sun"
        );
    }

    #[test]
    fn every_action_has_its_own_word() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.word()), Some(action));
        }
        assert_eq!(Action::parse("verwijderen"), None);
    }
}
