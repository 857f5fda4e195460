//! Recording what a candidate agrees to, and taking it back.

use super::{
    frame::{Done, done, refused},
    heads::{form_about, under_person},
    labels::Labels,
    reading::Reading,
    templates::FormPage,
    words,
};
use crate::{
    domain::consent::{ConsentChannel, ConsentScope, FileField},
    web::{
        WebState,
        api::body::id,
        consent_text,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        record_consent::{RecordConsent, record_consent},
        withdraw_consent::withdraw_consent,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Choice, Field, FieldKind, Form},
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeSet;
use vocabulary::{CandidateId, ConsentId, Purpose, RegionId};

/// The form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let page = consent_page(&state, &request, &session, candidate).await?;
    let form = consent_form(&state, &page, candidate);
    Ok(respond::page(&FormPage { page, form }))
}

/// Records the consent.
pub(super) async fn record(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let page = consent_page(&state, &request, &checked.session, candidate).await?;
    let form = consent_form(&state, &page, candidate).filled(&checked.typed);
    let mut reading = Reading::new(&page, &checked.typed);
    let region: Option<RegionId> = reading.value("region", "consent-region-missing");
    let channel: Option<ConsentChannel> = reading.value("channel", "consent-channel-missing");
    let fields: BTreeSet<FileField> = reading.values("fields").into_iter().collect();
    if !FileField::LEAST.iter().all(|field| fields.contains(field)) {
        reading.wrong("fields", "consent-fields-missing");
    }
    let (form, wrong) = reading.into_errors(form);
    let (Some(region), Some(channel), false) = (region, channel, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let text = consent_text::handover(&page.translator);
    let scope = ConsentScope::Handover { region, fields };
    let command = RecordConsent { candidate, scope, text, channel };
    match record_consent(&state.context, &checked.session.actor(), command).await {
        Ok(_) => Ok(done(&format!("/kandidaten/{candidate}"), Done::ConsentRecorded)),
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }))
        }
    }
}

/// Takes a consent back.
pub(super) async fn withdraw(
    State(state): State<WebState>,
    Path((candidate, consent)): Path<(String, String)>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, consent): (CandidateId, ConsentId) = (id(&candidate)?, id(&consent)?);
    withdraw_consent(&state.context, &checked.session.actor(), candidate, consent).await?;
    Ok(done(&format!("/kandidaten/{candidate}"), Done::ConsentWithdrawn))
}

async fn consent_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
) -> Result<Page, WebError> {
    let title = |page: &Page, name: &str| page.name("title-record-consent", name);
    under_person(state, request, session, candidate, Purpose::CaseWork, title).await
}

/// Nothing is ticked beforehand: consent is an act of the person (GDPR art. 4(11), recital 32).
fn consent_form(state: &WebState, page: &Page, candidate: CandidateId) -> Form {
    let labels = Labels::new(&state.context, page.locale());
    let fields = FileField::ALL.iter().map(|field| {
        let note = if FileField::LEAST.contains(field) { page.say("always-needed") } else { String::new() };
        Choice { value: field.name().to_owned(), label: page.say(words::file_field(field.name())), note }
    });
    let channels = ConsentChannel::ALL
        .iter()
        .map(|channel| Choice::new(channel.name(), page.say(words::channel(channel.name()))));
    let asked = vec![
        Field::new("region", page.say("consent-region"), FieldKind::Select(labels.other_region_choices()))
            .with_value(super::frame::query_of(page, "naar")),
        Field::new("fields", page.say("consent-fields"), FieldKind::Checkboxes(fields.collect()))
            .with_hint(page.say("consent-fields-hint")),
        Field::new("channel", page.say("consent-channel"), FieldKind::Radios(channels.collect())),
    ];
    let (submit, intro) = (page.say("record-consent"), page.say("consent-intro"));
    form_about(page, candidate, "toestemming", submit, intro, asked)
}
