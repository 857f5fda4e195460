//! Offering a case to another region.

use super::{
    frame::{Done, done, framed, query_of, refused},
    labels::Labels,
    network_templates::OfferPage,
    words,
};
use crate::{
    domain::{case::Progress, consent::ConsentScope},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        offer_handover::offer_handover,
        view_candidate::{CandidateFile, view_candidate},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Choice, Field, FieldKind, Form, encoded, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, CaseId, Purpose, RegionId};

/// The form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let file = view_candidate(&state.context, &session.actor(), candidate).await?;
    let page = offer_page(&state, &request, &session, &file);
    Ok(respond::page(&offer(&state, page, &file)))
}

/// Offers the case.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let actor = checked.session.actor();
    let file = view_candidate(&state.context, &actor, candidate).await?;
    let case = running_case(&file).ok_or_else(WebError::not_found)?;
    let page = offer_page(&state, &request, &checked.session, &file);
    let mut shown = offer(&state, page, &file);
    shown.form = shown.form.filled(&checked.typed);
    let Ok(region) = RegionId::new(first(&checked.typed, "region")) else {
        let text = shown.page.say("handover-consent-missing");
        shown.form = shown.form.with_error("region", text);
        return Ok(respond::html(StatusCode::BAD_REQUEST, &shown));
    };
    match offer_handover(&state.context, &actor, case, region).await {
        Ok(handover) => Ok(done(&format!("/overdrachten/{handover}"), Done::Offered)),
        Err(error) => {
            let (page, form) = refused(shown.page, shown.form, error.into())?;
            shown = OfferPage { page, form, ..shown };
            Ok(respond::html(StatusCode::CONFLICT, &shown))
        }
    }
}

fn running_case(file: &CandidateFile) -> Option<CaseId> {
    let (case, _) = file.cases.first()?;
    matches!(case.progress(), Progress::Open).then(|| case.id())
}

fn offer_page(state: &WebState, request: &PageRequest, session: &Session, file: &CandidateFile) -> Page {
    let name = file.candidate.name.reveal(Purpose::Handover).to_string();
    let page = framed(state, request, session, "nav-candidates");
    let (crumb, title) = (page.title.clone(), page.name("title-hand-over", name.as_str()));
    page.titled(title).under("/kandidaten", crumb).under(format!("/kandidaten/{}", file.candidate.id), name)
}

/// The regions for which there is consent, with what it names.
fn offer(state: &WebState, page: Page, file: &CandidateFile) -> OfferPage {
    let labels = Labels::new(&state.context, page.locale());
    let file_href = format!("/kandidaten/{}", file.candidate.id);
    let wanted = query_of(&page, "naar");
    let mut choices = Vec::new();
    for consent in file.consents.iter().filter(|consent| consent.is_live()) {
        if let ConsentScope::Handover { region, fields } = &consent.scope {
            let named: Vec<String> =
                fields.iter().map(|field| page.say(words::file_field(field.name()))).collect();
            let note = page.name("handover-consent-note", named.join(", "));
            choices.push(Choice { value: region.to_string(), label: labels.region(region), note });
        }
    }
    choices.dedup_by(|a, b| a.value == b.value);
    let chosen = if choices.len() == 1 { choices[0].value.clone() } else { wanted.clone() };
    let missing_consent = if !wanted.is_empty() && !choices.iter().any(|choice| choice.value == wanted) {
        RegionId::new(&wanted).map_or_else(|_| wanted.clone(), |region| labels.region(&region))
    } else {
        String::new()
    };
    let consent_href = if wanted.is_empty() {
        format!("{file_href}/toestemming")
    } else {
        format!("{file_href}/toestemming?naar={}", encoded(&wanted))
    };
    let form = Form::new(format!("{file_href}/overdragen"), page.csrf(), page.say("offer-case"))
        .with_cancel(file_href.clone())
        .with_section(
            "",
            vec![
                Field::new("region", page.say("handover-which-consent"), FieldKind::Radios(choices.clone()))
                    .with_value(chosen),
            ],
        );
    let has_case = running_case(file).is_some();
    OfferPage {
        page,
        form,
        file_href,
        consent_href,
        has_consent: !choices.is_empty(),
        missing_consent,
        has_case,
    }
}
