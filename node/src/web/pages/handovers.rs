//! Hand-overs: the list, one hand-over, accept, refuse, withdraw, receipt.

use super::{
    frame::{Done, done, framed, query_value},
    labels::{Labels, hours},
    languages,
    network_templates::{HandoverPage, HandoversPage, RefusalForm},
    reading::refusal as text_refused,
    views::{Fact, HandoverRow, HandoverStage, SkillView},
    words,
};
use crate::{
    domain::{
        candidate::Evidence,
        handover::{Asked, HandoverState, Refusal, Side},
        text::Note,
    },
    federation::case_file::Preview,
    storage::handovers::{Handover, Which},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        accept_handover::accept_handover,
        refuse_handover::refuse_handover,
        view_handovers::{HandoverFile, HandoverLine, view_handover, view_handovers, view_receipt},
        withdraw_handover::withdraw_handover,
    },
};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use service::web::{
    form::{Choice, first},
    page::{Page, PageRequest, Tone},
    respond,
};
use vocabulary::{HandoverId, Personal, Purpose};

/// Decided hand-overs on a page, latest first.
const SHOWN: usize = 50;
/// The most undecided hand-overs that the page shows: each of them waits for somebody.
const UNDECIDED: usize = 500;

/// The list: what waits, and a part of what is decided.
pub(super) async fn list(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let actor = session.actor();
    let after: Option<HandoverId> = query_value(&request, "na").parse().ok();
    let (undecided, _) = view_handovers(&state.context, &actor, Which::Undecided, None, UNDECIDED).await?;
    let (decided, more) = view_handovers(&state.context, &actor, Which::Decided, after, SHOWN).await?;
    let page = framed(&state, &request, &session, "nav-handovers");
    let labels = Labels::new(&state.context, request.locale);
    let (mut to_decide, mut waiting) = (Vec::new(), Vec::new());
    for line in &undecided {
        let row = row(&page, &labels, line);
        match (line.handover.progress.state, line.handover.progress.side) {
            (HandoverState::Offered, Side::Receiver) => to_decide.push(row),
            _ if line.handover.waits_for_an_owner() => to_decide.push(row),
            _ => waiting.push(row),
        }
    }
    let last = decided.last().map(|line| line.handover.id).filter(|_| more);
    let earlier = last.map_or_else(String::new, |id| format!("/overdrachten?na={id}#ended"));
    let ended = decided.iter().map(|line| row(&page, &labels, line)).collect();
    Ok(respond::page(&HandoversPage { page, to_decide, waiting, ended, earlier }))
}

fn row(page: &Page, labels: &Labels<'_>, line: &HandoverLine) -> HandoverRow {
    let handover = &line.handover;
    HandoverRow {
        href: format!("/overdrachten/{}", handover.id),
        subject: subject(page, labels, line),
        region: labels.region(&handover.other_region),
        stage: stage(handover.progress.state),
        owner: owner(labels, handover),
        offered_at: handover.offered_at,
        expires_at: handover.progress.expires_at,
    }
}

/// The name of a person of this region, or *A candidate of Zeeland*.
fn subject(page: &Page, labels: &Labels<'_>, line: &HandoverLine) -> String {
    line.name.as_ref().map_or_else(
        || someone(page, labels, &line.handover),
        |name| name.reveal(Purpose::Handover).to_string(),
    )
}

/// *A candidate of Zeeland*: whoever is not this region's has no name here.
fn someone(page: &Page, labels: &Labels<'_>, handover: &Handover) -> String {
    let region = match handover.progress.side {
        Side::Sender => labels.own_region(),
        Side::Receiver => labels.region(&handover.other_region),
    };
    page.name("handover-someone", region)
}

fn owner(labels: &Labels<'_>, handover: &Handover) -> String {
    if handover.progress.owns_here() { labels.own_region() } else { labels.region(&handover.other_region) }
}

const fn stage(state: HandoverState) -> HandoverStage {
    match state {
        HandoverState::Drafted => HandoverStage::Drafted,
        HandoverState::Offered => HandoverStage::Offered,
        HandoverState::Accepted => HandoverStage::Accepted,
        HandoverState::Refused => HandoverStage::Refused,
        HandoverState::Expired => HandoverStage::Expired,
        HandoverState::Withdrawn => HandoverStage::Withdrawn,
        HandoverState::Closed => HandoverStage::Closed,
    }
}

/// One hand-over.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(handover): Path<String>,
) -> Result<Response, WebError> {
    let page = handover_page(&state, &request, &session, id(&handover)?, RefusalForm::default()).await?;
    Ok(respond::page(&page))
}

/// Asks to take the case.
pub(super) async fn accept(
    State(state): State<WebState>,
    Path(handover): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let handover: HandoverId = id(&handover)?;
    accept_handover(&state.context, &checked.session.actor(), handover).await?;
    Ok(done(&format!("/overdrachten/{handover}"), Done::AskedAccept))
}

/// Asks not to take the case, with a reason.
pub(super) async fn refuse(
    State(state): State<WebState>,
    request: PageRequest,
    Path(handover): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let handover: HandoverId = id(&handover)?;
    let page = framed(&state, &request, &checked.session, "nav-handovers");
    let typed = first(&checked.typed, "note").trim();
    let note: Result<Option<Note>, _> = if typed.is_empty() { Ok(None) } else { typed.parse().map(Some) };
    let (error_at, error) = match (first(&checked.typed, "reason").parse::<Refusal>(), note) {
        (Ok(Refusal::Other), Ok(None)) => ("note", page.say("refuse-note-missing")),
        (Ok(reason), Ok(note)) => {
            let note = Personal::new(note);
            refuse_handover(&state.context, &checked.session.actor(), handover, reason, note).await?;
            return Ok(done(&format!("/overdrachten/{handover}"), Done::AskedRefuse));
        }
        (Err(_), _) => ("reason", page.say("refuse-reason-missing")),
        (_, Err(refused)) => ("note", text_refused(&page, &refused)),
    };
    let reason = first(&checked.typed, "reason").to_owned();
    let form = RefusalForm { error, error_at, reason, note: typed.to_owned() };
    let page = handover_page(&state, &request, &checked.session, handover, form).await?;
    Ok(respond::html(StatusCode::BAD_REQUEST, &page))
}

/// Asks to take the offer back.
pub(super) async fn withdraw(
    State(state): State<WebState>,
    Path(handover): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let handover: HandoverId = id(&handover)?;
    withdraw_handover(&state.context, &checked.session.actor(), handover).await?;
    Ok(done(&format!("/overdrachten/{handover}"), Done::AskedWithdraw))
}

/// The receipt with both signatures, as a file that `schakel-node receipt verify` reads.
pub(super) async fn receipt(
    State(state): State<WebState>,
    session: Session,
    Path(handover): Path<String>,
) -> Result<Response, WebError> {
    let handover: HandoverId = id(&handover)?;
    let json = view_receipt(&state.context, &session.actor(), handover).await?;
    let name = format!("attachment; filename=\"overdracht-{handover}.json\"");
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, json).into_response())
}

async fn handover_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    id: HandoverId,
    refusal_form: RefusalForm,
) -> Result<HandoverPage, WebError> {
    let HandoverFile { line, preview, fields } = view_handover(&state.context, &session.actor(), id).await?;
    let labels = Labels::new(&state.context, request.locale);
    let page = framed(state, request, session, "nav-handovers");
    let (crumb, title) = (page.title.clone(), page.name("title-handover", subject(&page, &labels, &line)));
    let handover = line.handover;
    let candidate = handover.candidate.filter(|_| handover.progress.owns_here());
    let mut page = page.titled(title).under("/overdrachten", crumb);
    if let Some(problem) = handover.problem {
        let text = page.say(words::handover_problem(problem.name()));
        page = page.with_notice(Tone::Warning, text);
    }
    let is_receiver = handover.progress.side == Side::Receiver;
    let (own, other) = (labels.own_region(), labels.region(&handover.other_region));
    let (from, to) = if is_receiver { (other, own) } else { (own, other) };
    Ok(HandoverPage {
        href: format!("/overdrachten/{id}"),
        stage: stage(handover.progress.state),
        from,
        to,
        owner: owner(&labels, &handover),
        is_receiver,
        offered_at: handover.offered_at,
        expires_at: handover.progress.expires_at,
        decided_at: handover.decided_at,
        asked: asked(&page, handover.progress.asked),
        waits_for_an_owner: handover.waits_for_an_owner(),
        refusal: refusal_text(&page, &handover),
        fields: fields.iter().map(|field| page.say(words::file_field(field.name()))).collect(),
        preview_skills: preview_skills(&labels, &preview),
        preview: preview_facts(&page, &labels, &preview),
        file_href: candidate.map_or_else(String::new, |candidate| format!("/kandidaten/{candidate}")),
        has_receipt: handover.receipt.is_some(),
        refusal_form,
        refusal_reasons: Refusal::ALL
            .iter()
            .map(|reason| Choice::new(reason.name(), page.say(words::refusal(reason.name()))))
            .collect(),
        page,
    })
}

fn asked(page: &Page, asked: Option<Asked>) -> String {
    match asked {
        None => String::new(),
        Some(Asked::Accept) => page.say("asked-accept"),
        Some(Asked::Refuse) => page.say("asked-refuse"),
        Some(Asked::Withdraw) => page.say("asked-withdraw"),
    }
}

fn refusal_text(page: &Page, handover: &Handover) -> String {
    let Some(refusal) =
        handover.progress.refusal.filter(|_| handover.progress.state == HandoverState::Refused)
    else {
        return String::new();
    };
    let reason = page.say(words::refusal(refusal.name()));
    match handover.refusal_note.reveal(Purpose::Handover) {
        Some(note) => format!("{reason} – {note}"),
        None => reason,
    }
}

fn preview_skills(labels: &Labels<'_>, preview: &Preview) -> Vec<SkillView> {
    let mut skills: Vec<SkillView> = preview
        .skills
        .iter()
        .map(|claim| SkillView {
            label: labels.skill(&claim.skill),
            level: claim.level,
            evidence: claim.evidence.parse().unwrap_or(Evidence::Own).name(),
        })
        .collect();
    skills.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.label.cmp(&b.label)));
    skills
}

fn preview_facts(page: &Page, labels: &Labels<'_>, preview: &Preview) -> Vec<Fact> {
    let availability = preview.availability.as_ref();
    let occupations = preview.occupations.as_ref();
    let wishes: Vec<String> = occupations
        .map(|occupations| occupations.target.iter().map(|uri| labels.occupation(uri)).collect())
        .unwrap_or_default();
    let spoken = preview.languages.iter();
    let spoken: Vec<String> = spoken
        .map(|known| format!("{} {}", languages::name(&known.language, page.locale()), known.level))
        .collect();
    [
        ("fact-place", preview.municipality.as_ref().map(|code| labels.municipality(code))),
        ("fact-hours", availability.map(|known| hours(page, known.hours_fewest, known.hours_most))),
        ("fact-travel", availability.map(|known| page.count("fact-travel-value", known.max_travel_minutes))),
        ("fact-education", preview.education.as_deref().map(|level| page.say(words::education(level)))),
        (
            "fact-occupation",
            occupations.and_then(|known| known.present.as_ref()).map(|uri| labels.occupation(uri)),
        ),
        ("fact-wishes", Some(wishes.join(", "))),
        ("fact-languages", Some(spoken.join(", "))),
    ]
    .into_iter()
    .filter_map(|(key, value)| {
        value.filter(|value| !value.is_empty()).map(|value| Fact::new(page.say(key), value))
    })
    .collect()
}
