//! A candidate's file, and what is done in it: start a case, move it on.

use super::{
    candidate_list::owner_names,
    frame::{Done, done, framed},
    labels::{Labels, hours},
    languages,
    match_groups::near,
    matches::best_vacancies,
    profile_parts::{self, profile_view},
    reading::refusal as text_refused,
    templates::{CandidatePage, StepForm},
    timeline,
    views::{CaseView, ConsentView, Fact, SkillView},
    words,
};
use crate::{
    domain::{
        candidate::Candidate,
        case::{
            Case, Progress,
            deadline::Expectation,
            step::{
                Aftercare, CaseStep, Coaching, Intake, JobStart, Matching, Selection, StepNumber, Training,
            },
            transition::{CaseEvent, StepRefused},
        },
        consent::{Consent, ConsentScope},
        initiative::Initiative,
        text::Line,
    },
    storage,
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        advance_case::advance_case,
        open_case::{OpenCase, open_case},
        view_candidate::{CandidateFile, view_candidate},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::ToSpan;
use service::web::{
    form::{Choice, first},
    format::dutch_day,
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeMap;
use vocabulary::{AccountId, CandidateId, InitiativeId, Personal, Purpose, VacancyId};

/// Matches shown in a file.
const MATCHES: usize = 2;
/// Vacancies to choose from when the selection begins.
const CHOICES: usize = 20;

/// The file.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let page = file_page(&state, &request, &session, id(&candidate)?, StepForm::default()).await?;
    Ok(respond::page(&page))
}

/// Starts a case.
pub(super) async fn start_case(
    State(state): State<WebState>,
    Path(candidate): Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let command = OpenCase { candidate, owner: None, wish: Personal::new(None), deadline: None };
    open_case(&state.context, &form.session.actor(), command).await?;
    Ok(done(&format!("/kandidaten/{candidate}"), Done::CaseStarted))
}

/// Moves the case to another step.
pub(super) async fn move_step(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let actor = form.session.actor();
    let file = view_candidate(&state.context, &actor, candidate).await?;
    let (case, _) = file.cases.first().ok_or_else(WebError::not_found)?;
    let revision = first(&form.typed, "revision").parse().unwrap_or(0);
    let wanted = first(&form.typed, "step").parse().ok().and_then(StepNumber::from_number);
    let chosen = Chosen {
        vacancy: first(&form.typed, "vacancy").parse().ok(),
        initiative: first(&form.typed, "initiative").parse().ok(),
        coach: form.session.account,
    };
    let typed = first(&form.typed, "reason").trim();
    let page = framed(&state, &request, &form.session, "nav-candidates");
    let step = wanted.and_then(|number| step_of(number, case, &chosen, &state));
    let reason: Result<Option<Line>, _> = if typed.is_empty() { Ok(None) } else { typed.parse().map(Some) };
    let (error_at, error) = match (step, reason) {
        (None, _) => ("vacancy", page.say("step-needs-vacancy")),
        (Some(_), Err(refused)) => ("reason", text_refused(&page, &refused)),
        (Some(step), Ok(reason)) => {
            let event = CaseEvent::Enter { step, reason, deadline: None };
            match advance_case(&state.context, &actor, case.id(), revision, event).await {
                Ok(_) => return Ok(done(&format!("/kandidaten/{candidate}"), Done::StepMoved)),
                Err(error) => {
                    let field = wrong_field(&error);
                    let error = WebError::from(error);
                    if error.status.is_server_error() {
                        return Err(error);
                    }
                    (field, error.sentence.speak(request.locale).to_owned())
                }
            }
        }
    };
    let step_form = StepForm {
        error,
        error_at,
        step: wanted.map(StepNumber::get),
        vacancy: first(&form.typed, "vacancy").to_owned(),
        initiative: first(&form.typed, "initiative").to_owned(),
        reason: typed.to_owned(),
    };
    let mut page = file_page(&state, &request, &form.session, candidate, step_form).await?;
    if page.vacancy_choices.is_empty() && page.step_form.error_at == "vacancy" {
        page.step_form.error_at = "step";
    }
    Ok(respond::html(StatusCode::CONFLICT, &page))
}

/// The field of the step form that an error is about.
const fn wrong_field(error: &WorkflowError) -> &'static str {
    match error {
        WorkflowError::Step(
            StepRefused::SkippedWithoutReason { .. } | StepRefused::BackWithoutReason { .. },
        ) => "reason",
        _ => "step",
    }
}

/// What was chosen for a step.
struct Chosen {
    vacancy: Option<VacancyId>,
    initiative: Option<InitiativeId>,
    coach: AccountId,
}

/// A step with what is known when it begins. A selection needs a vacancy.
fn step_of(number: StepNumber, case: &Case, chosen: &Chosen, state: &WebState) -> Option<CaseStep> {
    let vacancy = chosen.vacancy.or_else(|| vacancy_of(case.step()));
    let today = dutch_day(state.context.clock.now());
    Some(match number {
        StepNumber::Intake => CaseStep::Intake(Intake::default()),
        StepNumber::Coaching => CaseStep::Coaching(Coaching { coach: chosen.coach, target_occupation: None }),
        StepNumber::Matching => CaseStep::Matching(Matching { vacancy }),
        StepNumber::Selection => CaseStep::Selection(Selection { vacancy: vacancy?, shadowing: None }),
        StepNumber::Training => {
            CaseStep::Training(Training { vacancy, initiative: chosen.initiative, ends_on: None })
        }
        StepNumber::JobStart => CaseStep::JobStart(JobStart { starts_on: today, employer: None }),
        StepNumber::Aftercare => CaseStep::Aftercare(Aftercare { until: today.saturating_add(1.years()) }),
    })
}

const fn vacancy_of(step: &CaseStep) -> Option<VacancyId> {
    match step {
        CaseStep::Matching(matching) => matching.vacancy,
        CaseStep::Selection(selection) => Some(selection.vacancy),
        CaseStep::Training(training) => training.vacancy,
        CaseStep::Intake(_) | CaseStep::Coaching(_) | CaseStep::JobStart(_) | CaseStep::Aftercare(_) => None,
    }
}

async fn file_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    step_form: StepForm,
) -> Result<CandidatePage, WebError> {
    let file = view_candidate(&state.context, &session.actor(), candidate).await?;
    let names = owner_names(state).await?;
    let initiatives = state.context.storage.read(storage::initiatives::all).await?;
    let labels = Labels::new(&state.context, request.locale);
    let page = framed(state, request, session, "nav-candidates");
    let crumb = page.title.clone();
    let name = file.candidate.name.reveal(Purpose::CaseWork).to_string();
    let page = page.titled(name).under("/kandidaten", crumb);
    let href = format!("/kandidaten/{candidate}");
    let mut matches = best_vacancies(state, &page, session, candidate, "all", CHOICES).await?;
    let vacancy_choices =
        matches.iter().map(|found| Choice::new(found.id.clone(), found.title.clone())).collect();
    matches = near(matches);
    matches.truncate(MATCHES);
    let profile = profile_view(state, &page, &labels, &file, &href).await;
    let running = file.cases.first().filter(|(case, _)| !matches!(case.progress(), Progress::Ended { .. }));
    Ok(CandidatePage {
        case: running.map(|(case, _)| CaseView {
            initiative: initiative_of(case.step(), &initiatives),
            ..case_view(&page, &labels, &names, case, &file)
        }),
        initiative_choices: initiative_choices(&initiatives),
        facts: facts(&page, &labels, &file.candidate),
        profile,
        skills: skills(&labels, &file.candidate),
        consents: file.consents.iter().map(|consent| consent_view(&page, &labels, &href, consent)).collect(),
        events: timeline::events(&page, &names, &file),
        matches,
        vacancy_choices,
        can_hand_over: session.role.hands_over()
            && running.is_some_and(|(case, _)| matches!(case.progress(), Progress::Open)),
        step_form,
        href,
        page,
    })
}

/// The initiatives to choose from, those that are known to cover training first.
fn initiative_choices(initiatives: &[Initiative]) -> Vec<Choice> {
    let covers = |initiative: &&Initiative| initiative.steps.contains(&StepNumber::Training);
    let (covering, others): (Vec<_>, Vec<_>) = initiatives.iter().partition(covers);
    let all = covering.into_iter().chain(others);
    all.map(|initiative| Choice::new(initiative.id.to_string(), initiative.name.to_string())).collect()
}

fn initiative_of(step: &CaseStep, initiatives: &[Initiative]) -> String {
    let CaseStep::Training(Training { initiative: Some(id), .. }) = step else { return String::new() };
    initiatives.iter().find(|it| it.id == *id).map_or_else(String::new, |it| it.name.to_string())
}

fn case_view(
    page: &Page,
    labels: &Labels<'_>,
    names: &BTreeMap<AccountId, String>,
    case: &Case,
    file: &CandidateFile,
) -> CaseView {
    let step = case.step().number().get();
    let (expectation, success) = match &case.deadline().expectation {
        Expectation::OfTheStep => (page.say(words::expectation(step)), page.say(words::success(step))),
        Expectation::Agreed { expected, success } => (expected.to_string(), success.to_string()),
    };
    let standstill = match case.progress() {
        Progress::Offered { to } => {
            let handover = file.handovers.first().map(|handover| format!("/overdrachten/{}", handover.id));
            let sentence = page.name("case-offered", labels.region(to));
            Some((sentence, handover.unwrap_or_else(|| "/overdrachten".to_owned())))
        }
        Progress::Open | Progress::Ended { .. } => None,
    };
    CaseView {
        step,
        expectation,
        success,
        owner: names.get(&case.owner().account).cloned().unwrap_or_else(|| page.say("unknown")),
        region: labels.region(&case.owner().region),
        due: case.deadline().due_on,
        opened_on: dutch_day(case.opened_at()),
        initiative: String::new(),
        revision: case.revision(),
        standstill,
    }
}

fn facts(page: &Page, labels: &Labels<'_>, candidate: &Candidate) -> Vec<Fact> {
    let purpose = Purpose::CaseWork;
    let text = |value: Option<String>| value.unwrap_or_default();
    let wishes: Vec<String> =
        candidate.target_occupations.iter().map(|occupation| labels.occupation(occupation)).collect();
    let spoken: Vec<String> = candidate
        .languages
        .iter()
        .map(|known| {
            format!("{} {}", languages::name(known.language.as_str(), page.locale()), known.level.name())
        })
        .collect();
    let former: Vec<String> = candidate.former_occupations.iter().map(|it| labels.occupation(it)).collect();
    [
        ("fact-place", labels.municipality(&candidate.municipality)),
        ("fact-email", text(candidate.email.reveal(purpose).as_ref().map(ToString::to_string))),
        ("fact-phone", text(candidate.phone.reveal(purpose).as_ref().map(ToString::to_string))),
        ("fact-birth-date", text(candidate.born_on.reveal(purpose).map(|day| page.date(day)))),
        ("fact-hours", hours(page, candidate.hours.fewest(), candidate.hours.most())),
        ("fact-travel", page.count("fact-travel-value", candidate.max_travel.minutes())),
        ("fact-education", text(candidate.education.map(|level| page.say(words::education(level.name()))))),
        ("fact-occupation", labels.occupation_if_any(candidate.occupation.as_ref())),
        ("fact-former", former.join(", ")),
        ("fact-wishes", wishes.join(", ")),
        ("fact-languages", spoken.join(", ")),
        ("fact-remarks", text(candidate.remarks.reveal(purpose).as_ref().map(ToString::to_string))),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Fact::new(page.say(key), value))
    .chain(profile_parts::facts(page, candidate))
    .collect()
}

fn skills(labels: &Labels<'_>, candidate: &Candidate) -> Vec<SkillView> {
    let mut skills: Vec<SkillView> = candidate
        .skills
        .iter()
        .map(|claim| SkillView {
            label: labels.skill(&claim.skill),
            level: claim.level.get(),
            evidence: claim.evidence.name(),
        })
        .collect();
    skills.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.label.cmp(&b.label)));
    skills
}

fn consent_view(page: &Page, labels: &Labels<'_>, href: &str, consent: &Consent) -> ConsentView {
    let (scope, fields) = match &consent.scope {
        ConsentScope::Handover { region, fields } => (
            page.name("consent-handover-to", labels.region(region)),
            fields.iter().map(|field| page.say(words::file_field(field.name()))).collect(),
        ),
        ConsentScope::CoachContact => (page.say("consent-coach-contact"), Vec::new()),
        ConsentScope::EmployerContact => (page.say("consent-employer-contact"), Vec::new()),
    };
    ConsentView {
        scope,
        fields,
        given_on: dutch_day(consent.given_at),
        channel: page.say(words::channel(consent.channel.name())),
        withdrawn_on: consent.withdrawn_at.map(dutch_day),
        withdraw_action: format!("{href}/toestemming/{}/intrekken", consent.id),
    }
}
