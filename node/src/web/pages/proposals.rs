//! Proposing a person for a vacancy, saying that they do not fit, and what came of it; and the comparison of the match
//! list with advisers' own ideas.

use super::{
    frame::{Done, done, framed, no_hits, query_value, refused},
    heads::{form_about, under_person},
    picking::{meant_occupations, searches},
    profile_views::ArmRow,
    reading::Reading,
    templates::{FormPage, ProposalReportPage},
    vacancy_file::{AnyVacancy, find_vacancy},
    words,
};
use crate::{
    domain::{
        proposal::{Arm, ArmCounts, Outcome, Share, Unfit, UnfitReason, compare},
        text::Note,
    },
    storage::vacancy_list::{self, ListQuery},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        propose_candidate::{ChosenFrom, compare_proposals, find_unfit, propose_candidate, record_outcome},
    },
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
use vocabulary::{CandidateId, ProposalId, Purpose, VacancyId};

/// Vacancies that a search shows.
const HITS: usize = 12;
/// The field with the vacancy.
const VACANCY: &str = "vacature";
/// The field that says from which list one comes.
const FROM: &str = "uit";

/// The words of the address for the list that one comes from.
pub(super) const FROM_PEOPLE: &str = "mensen";
/// See [`FROM_PEOPLE`].
pub(super) const FROM_VACANCIES: &str = "vacatures";

/// The addresses for *Propose* and *Does not fit…* of a pair, as far as its proposal leaves them.
pub(super) fn actions_of(
    page: &Page,
    (candidate, vacancy): (CandidateId, VacancyId),
    from: &str,
    stage: Option<&str>,
) -> Vec<(String, String)> {
    let query = format!("{VACANCY}={vacancy}&{FROM}={from}");
    let propose = (format!("/kandidaten/{candidate}/voorstellen?{query}"), page.say("propose"));
    let unfit = (format!("/kandidaten/{candidate}/niet-passend?{query}"), page.say("does-not-fit"));
    match stage {
        None => vec![propose, unfit],
        Some("unfit") => vec![propose],
        Some(_) => Vec::new(),
    }
}

/// What stands beside a match, with how its proposal stands.
pub(super) fn with_stage(page: &Page, mut meta: Vec<String>, stage: Option<&str>) -> Vec<String> {
    meta.extend(stage.map(|stage| page.say(words::proposal_stage(stage))));
    meta
}

fn chosen_from(text: &str) -> ChosenFrom {
    match text {
        FROM_PEOPLE => ChosenFrom::PeopleOfVacancy,
        FROM_VACANCIES => ChosenFrom::VacanciesOfPerson,
        _ => ChosenFrom::OwnIdea,
    }
}

/// Which of the two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Propose,
    Unfit,
}

impl Decision {
    const fn path(self) -> &'static str {
        match self {
            Self::Propose => "voorstellen",
            Self::Unfit => "niet-passend",
        }
    }
}

/// The form to propose.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    asked(&state, &request, &session, id(&candidate)?, Decision::Propose).await
}

/// The form to say that a pair does not fit.
pub(super) async fn show_unfit(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    asked(&state, &request, &session, id(&candidate)?, Decision::Unfit).await
}

async fn asked(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    decision: Decision,
) -> Result<Response, WebError> {
    let page = decision_page(state, request, session, candidate, decision).await?;
    let form = decision_form(state, &page, &from_query(request), candidate, decision).await?;
    Ok(respond::page(&FormPage { page, form }))
}

fn from_query(request: &PageRequest) -> Typed {
    let mut typed = Typed::new();
    for name in [VACANCY, FROM] {
        let value = query_value(request, name);
        if !value.is_empty() {
            typed.insert(name.to_owned(), vec![value]);
        }
    }
    typed
}

/// Proposes, or searches for a vacancy.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    decided(&state, &request, id(&candidate)?, &checked, Decision::Propose).await
}

/// Writes down that a pair does not fit, or searches for a vacancy.
pub(super) async fn take_unfit(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    decided(&state, &request, id(&candidate)?, &checked, Decision::Unfit).await
}

async fn decided(
    state: &WebState,
    request: &PageRequest,
    candidate: CandidateId,
    checked: &CheckedForm,
    decision: Decision,
) -> Result<Response, WebError> {
    let page = decision_page(state, request, &checked.session, candidate, decision).await?;
    let form = decision_form(state, &page, &checked.typed, candidate, decision).await?;
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let mut reading = Reading::new(&page, &checked.typed);
    let vacancy: Option<VacancyId> = reading.value(VACANCY, "error-proposal-vacancy");
    let unfit = match decision {
        Decision::Propose => None,
        Decision::Unfit => read_unfit(&mut reading),
    };
    let (form, wrong) = reading.into_errors(form);
    let (Some(vacancy), false) = (vacancy, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let (context, actor) = (&state.context, checked.session.actor());
    let from = chosen_from(first(&checked.typed, FROM));
    match unfit {
        None => {
            let made = propose_candidate(context, &actor, candidate, vacancy, from).await;
            answer(page, form, made, candidate, Done::Proposed)
        }
        Some(unfit) => {
            let made = find_unfit(context, &actor, candidate, vacancy, from, unfit).await;
            answer(page, form, made, candidate, Done::FoundUnfit)
        }
    }
}

fn answer<T>(
    page: Page,
    form: Form,
    made: Result<T, WorkflowError>,
    candidate: CandidateId,
    what: Done,
) -> Result<Response, WebError> {
    match made {
        Ok(_) => Ok(done(&format!("/kandidaten/{candidate}"), what)),
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

fn read_unfit(reading: &mut Reading<'_>) -> Option<Unfit> {
    let reason: Option<UnfitReason> = reading.value("reden", "error-unfit-reason");
    let note: Option<Note> = reading.text_if_any("toelichting", "error-unprintable");
    reading.check("toelichting", "refuse-note-missing", Unfit::new(reason?, note))
}

async fn decision_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    decision: Decision,
) -> Result<Page, WebError> {
    let title = |page: &Page, name: &str| match decision {
        Decision::Propose => page.name("title-propose", name),
        Decision::Unfit => page.name("title-does-not-fit", name),
    };
    under_person(state, request, session, candidate, Purpose::CaseWork, title).await
}

async fn outcome_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
) -> Result<Page, WebError> {
    let title = |page: &Page, name: &str| page.name("title-outcome", name);
    under_person(state, request, session, candidate, Purpose::CaseWork, title).await
}

async fn decision_form(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    candidate: CandidateId,
    decision: Decision,
) -> Result<Form, WebError> {
    let mut fields = vec![vacancy_field(state, page, typed).await?, Field::new(FROM, "", FieldKind::Hidden)];
    let (submit, intro) = match decision {
        Decision::Propose => (page.say("propose"), page.say("propose-intro")),
        Decision::Unfit => {
            fields.extend(unfit_fields(page));
            (page.say("save"), page.say("does-not-fit-intro"))
        }
    };
    Ok(form_about(page, candidate, decision.path(), submit, intro, fields).filled(typed))
}

/// The vacancy that was chosen, and those that a word finds.
async fn vacancy_field(state: &WebState, page: &Page, typed: &Typed) -> Result<Field, WebError> {
    let query = first(typed, "vacature-search").trim().to_owned();
    let ticked: Option<VacancyId> = first(typed, VACANCY).parse().ok();
    let mut choices = Vec::new();
    if let Some(vacancy) = ticked {
        let found = find_vacancy(state, vacancy).await?;
        choices.push(choice(&found));
    }
    let mut is_empty = false;
    if !query.is_empty() {
        let occupations = meant_occupations(&state.context, page, &query);
        let wanted =
            ListQuery { words: query.clone(), occupations, own: true, elsewhere: true, region: None };
        let (_, found) =
            state.context.storage.read(move |it| vacancy_list::page(it, &wanted, 0, HITS)).await?;
        is_empty = found.is_empty();
        let found = found.into_iter().map(|it| AnyVacancy::of(it, &state.context.region));
        choices.extend(found.filter(|it| Some(it.id()) != ticked).map(|it| choice(&it)));
    }
    let hint = if is_empty { no_hits(page, &query) } else { page.say("label-proposal-vacancy-hint") };
    let kind = FieldKind::Picker { many: false, query, choices, search_label: page.say("search-vacancy") };
    Ok(Field::new(VACANCY, page.say("label-proposal-vacancy"), kind).with_hint(hint))
}

fn choice(vacancy: &AnyVacancy) -> Choice {
    Choice::new(vacancy.id().to_string(), format!("{}, {}", vacancy.title(), vacancy.employer()))
}

fn unfit_fields(page: &Page) -> Vec<Field> {
    let reasons = UnfitReason::ALL
        .iter()
        .map(|reason| Choice::new(reason.name(), page.say(words::unfit_reason(reason.name()))));
    vec![
        Field::new("reden", page.say("label-unfit-reason"), FieldKind::Radios(reasons.collect())),
        Field::new("toelichting", page.say("label-unfit-note"), FieldKind::Lines)
            .with_hint(page.say("label-unfit-note-hint"))
            .optional(),
    ]
}

/// The form that asks what came of a proposal.
pub(super) async fn show_outcome(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path((candidate, proposal)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (candidate, proposal): (CandidateId, ProposalId) = (id(&candidate)?, id(&proposal)?);
    let page = outcome_page(&state, &request, &session, candidate).await?;
    let form = outcome_form(&page, candidate, proposal);
    Ok(respond::page(&FormPage { page, form }))
}

/// Writes down what came of a proposal.
pub(super) async fn take_outcome(
    State(state): State<WebState>,
    request: PageRequest,
    Path((candidate, proposal)): Path<(String, String)>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, proposal): (CandidateId, ProposalId) = (id(&candidate)?, id(&proposal)?);
    let page = outcome_page(&state, &request, &checked.session, candidate).await?;
    let form = outcome_form(&page, candidate, proposal).filled(&checked.typed);
    let mut reading = Reading::new(&page, &checked.typed);
    let outcome = match first(&checked.typed, "uitkomst") {
        "interview" => Some(Outcome::Interview),
        "hired" => Some(Outcome::Hired),
        "not-hired" => read_unfit(&mut reading).map(Outcome::NotHired),
        _ => {
            reading.wrong("uitkomst", "error-outcome");
            None
        }
    };
    let (form, wrong) = reading.into_errors(form);
    let (Some(outcome), false) = (outcome, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let actor = checked.session.actor();
    let recorded = record_outcome(&state.context, &actor, candidate, proposal, outcome).await;
    answer(page, form, recorded, candidate, Done::OutcomeRecorded)
}

fn outcome_form(page: &Page, candidate: CandidateId, proposal: ProposalId) -> Form {
    let file = format!("/kandidaten/{candidate}");
    let outcomes = ["interview", "hired", "not-hired"]
        .map(|stage| Choice::new(stage, page.say(words::proposal_stage(stage))));
    let outcome = Field::new("uitkomst", page.say("label-outcome"), FieldKind::Radios(outcomes.into()));
    let unfit = unfit_fields(page).into_iter().map(Field::optional).collect();
    Form::new(format!("{file}/voorstellen/{proposal}"), page.csrf(), page.say("save"))
        .with_cancel(file)
        .with_section("", vec![outcome])
        .with_section(page.say("outcome-why"), unfit)
}

/// The comparison of the two ways.
pub(super) async fn report(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let counts = compare_proposals(&state.context, &session.actor()).await?;
    let page = framed(&state, &request, &session, "title-proposal-report");
    let crumb = page.say("nav-candidates");
    let page = page.under("/kandidaten", crumb);
    let of = |arm: Arm| counts.get(&arm).copied().unwrap_or_default();
    let finding = |share: fn(ArmCounts) -> Option<Share>| {
        page.say(words::finding(compare(share(of(Arm::Matching)), share(of(Arm::Manual)))))
    };
    let (interviews, hired) = (finding(ArmCounts::interview_share), finding(ArmCounts::hired_share));
    let rows = Arm::ALL.iter().map(|arm| row(&page, *arm, of(*arm))).collect();
    Ok(respond::page(&ProposalReportPage { rows, interviews, hired, page }))
}

fn row(page: &Page, arm: Arm, counts: ArmCounts) -> ArmRow {
    let bounds = |share: Share| (share.seen, share.low, share.high);
    ArmRow {
        label: page.say(words::arm(arm.name())),
        proposed: counts.proposed,
        interviews: counts.interviews,
        interview_share: counts.interview_share().map(bounds),
        hired: counts.hired,
        hired_share: counts.hired_share().map(bounds),
    }
}
