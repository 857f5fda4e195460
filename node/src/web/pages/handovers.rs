//! Hand-overs: the list, one hand-over, accept, refuse, withdraw, receipt.

use super::{
    frame::{Done, done, framed},
    labels::{Labels, hours},
    reading::refusal as text_refused,
    templates::{HandoverPage, HandoversPage},
    views::{Fact, HandoverRow, HandoverStage},
    words,
};
use crate::{
    domain::{
        consent::ConsentScope,
        handover::{Asked, HandoverState, Refusal, Side},
        text::Note,
    },
    federation::case_file::Preview,
    storage::{self, StorageError, handovers::Handover},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        accept_handover::accept_handover, refuse_handover::refuse_handover, view_candidate::view_names,
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
use std::collections::BTreeMap;
use vocabulary::{CandidateId, HandoverId, Personal, Purpose};

/// Hand-overs in the list, newest first.
const SHOWN: u32 = 200;

/// The list.
pub(super) async fn list(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let all = state.context.storage.read(|connection| storage::handovers::page(connection, SHOWN)).await?;
    let people: Vec<CandidateId> =
        all.iter().filter(|one| one.progress.owns_here()).filter_map(|one| one.candidate).collect();
    let names = view_names(&state.context, &session.actor(), people, Purpose::Handover).await?;
    let names: BTreeMap<CandidateId, String> =
        names.into_iter().map(|line| (line.id, line.name.reveal(Purpose::Handover).to_string())).collect();
    let page = framed(&state, &request, &session, "nav-handovers");
    let labels = Labels::new(&state.context, request.locale);
    let (mut to_decide, mut waiting, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for handover in &all {
        let name = handover.candidate.and_then(|candidate| names.get(&candidate));
        let row = row(&page, &labels, handover, name.map(String::as_str));
        match (handover.progress.state, handover.progress.side) {
            (HandoverState::Offered, Side::Receiver) => to_decide.push(row),
            _ if handover.waits_for_an_owner() => to_decide.push(row),
            (HandoverState::Drafted | HandoverState::Offered, _) => waiting.push(row),
            _ => ended.push(row),
        }
    }
    Ok(respond::page(&HandoversPage { page, to_decide, waiting, ended }))
}

fn row(page: &Page, labels: &Labels<'_>, handover: &Handover, name: Option<&str>) -> HandoverRow {
    HandoverRow {
        href: format!("/overdrachten/{}", handover.id),
        subject: name.map_or_else(|| someone(page, labels, handover), str::to_owned),
        region: labels.region(&handover.other_region),
        stage: stage(handover.progress.state),
        owner: owner(labels, handover),
        offered_at: handover.offered_at,
        expires_at: handover.progress.expires_at,
    }
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
    let page = handover_page(&state, &request, &session, id(&handover)?, String::new()).await?;
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
    let note = first(&checked.typed, "note").trim();
    let note: Result<Option<Note>, _> = if note.is_empty() { Ok(None) } else { note.parse().map(Some) };
    let wrong = match (first(&checked.typed, "reason").parse::<Refusal>(), note) {
        (Ok(Refusal::Other), Ok(None)) => page.say("refuse-note-missing"),
        (Ok(reason), Ok(note)) => {
            let note = Personal::new(note);
            refuse_handover(&state.context, &checked.session.actor(), handover, reason, note).await?;
            return Ok(done(&format!("/overdrachten/{handover}"), Done::AskedRefuse));
        }
        (Err(_), _) => page.say("refuse-reason-missing"),
        (_, Err(refused)) => text_refused(&page, &refused),
    };
    let page = handover_page(&state, &request, &checked.session, handover, wrong).await?;
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
    Path(handover): Path<String>,
) -> Result<Response, WebError> {
    let handover: HandoverId = id(&handover)?;
    let found = find(&state, handover).await?;
    let (Some(receipt), Some(network_key)) = (found.receipt, state.context.network_key) else {
        return Err(WebError::not_found());
    };
    let json =
        identity::receipt::to_json(&network_key, &receipt).map_err(|error| WebError::internal(&error))?;
    let name = format!("attachment; filename=\"overdracht-{handover}.json\"");
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, json).into_response())
}

async fn find(state: &WebState, handover: HandoverId) -> Result<Handover, WebError> {
    let read = move |connection: &_| storage::handovers::get(connection, handover);
    state.context.storage.read(read).await?.ok_or_else(WebError::not_found)
}

async fn handover_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    id: HandoverId,
    refuse_error: String,
) -> Result<HandoverPage, WebError> {
    let handover = find(state, id).await?;
    let labels = Labels::new(&state.context, request.locale);
    let page = framed(state, request, session, "nav-handovers");
    let candidate = handover.candidate.filter(|_| handover.progress.owns_here());
    let names =
        view_names(&state.context, &session.actor(), candidate.into_iter().collect(), Purpose::Handover)
            .await?;
    let name = names.first().map(|line| line.name.reveal(Purpose::Handover).to_string());
    let subject = name.unwrap_or_else(|| someone(&page, &labels, &handover));
    let (crumb, title) = (page.title.clone(), page.name("title-handover", subject));
    let mut page = page.titled(title).under("/overdrachten", crumb);
    if let Some(problem) = &handover.problem {
        page = page.with_notice(Tone::Warning, problem.as_str());
    }
    let is_receiver = handover.progress.side == Side::Receiver;
    let (own, other) = (labels.own_region(), labels.region(&handover.other_region));
    let (from, to) = if is_receiver { (other, own) } else { (own, other) };
    let preview = preview(state, &handover, candidate).await?;
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
        fields: consent_fields(state, &page, &handover).await?,
        preview_skills: preview.skills.iter().map(|skill| labels.skill(&skill.skill)).collect(),
        preview: preview_facts(&page, &labels, &preview),
        file_href: candidate.map_or_else(String::new, |candidate| format!("/kandidaten/{candidate}")),
        has_receipt: handover.receipt.is_some(),
        refuse_error,
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

/// What the other side may see before accepting: at the receiver as it came, at the sender as the consent has it.
async fn preview(
    state: &WebState,
    handover: &Handover,
    candidate: Option<CandidateId>,
) -> Result<Preview, WebError> {
    if let Some(json) = handover.preview.reveal(Purpose::Handover) {
        return Ok(Preview::from_json(json.as_bytes()).unwrap_or_default());
    }
    let (Some(candidate), Some(consent)) = (candidate, handover.consent) else {
        return Ok(Preview::default());
    };
    let to = handover.other_region.clone();
    let read = move |connection: &_| {
        let candidate = storage::candidates::get(connection, candidate)?;
        let consent = storage::consents::get(connection, consent)?;
        let of = |candidate, consent: crate::domain::consent::Consent| match &consent.scope {
            ConsentScope::Handover { region, fields } if *region == to => Preview::of(candidate, fields),
            _ => Preview::default(),
        };
        let both = candidate.as_ref().zip(consent);
        Ok::<_, StorageError>(
            both.map_or_else(Preview::default, |(candidate, consent)| of(candidate, consent)),
        )
    };
    Ok(state.context.storage.read(read).await?)
}

fn preview_facts(page: &Page, labels: &Labels<'_>, preview: &Preview) -> Vec<Fact> {
    let availability = preview.availability.as_ref();
    let occupations = preview.occupations.as_ref();
    let wishes: Vec<String> = occupations
        .map(|occupations| occupations.target.iter().map(|uri| labels.occupation(uri)).collect())
        .unwrap_or_default();
    let languages: Vec<String> =
        preview.languages.iter().map(|known| format!("{} {}", known.language, known.level)).collect();
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
        ("fact-languages", Some(languages.join(", "))),
    ]
    .into_iter()
    .filter_map(|(key, value)| {
        value.filter(|value| !value.is_empty()).map(|value| Fact::new(page.say(key), value))
    })
    .collect()
}

async fn consent_fields(state: &WebState, page: &Page, handover: &Handover) -> Result<Vec<String>, WebError> {
    let Some(consent) = handover.consent else { return Ok(Vec::new()) };
    let read = move |connection: &_| storage::consents::get(connection, consent);
    let found = state.context.storage.read(read).await?;
    Ok(match found.map(|consent| consent.scope) {
        Some(ConsentScope::Handover { fields, .. }) => {
            fields.iter().map(|field| page.say(words::file_field(field.name()))).collect()
        }
        _ => Vec::new(),
    })
}
