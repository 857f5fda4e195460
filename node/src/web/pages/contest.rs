//! "This is wrong" on a match: which fact, what it should be, and the score before and after.

use super::{frame::framed, labels::Labels, words};
use crate::{
    domain::{
        candidate::{EducationLevel, SkillLevel, TravelLimit, WeekHours},
        contest::{Correction, Ground},
    },
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        contest_match::{Claims, Contested, claims_of_match, contest_match},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Choice, Typed, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, EscoUri, Purpose, VacancyId};

/// The form, and after it what became of it.
#[derive(Debug, Template)]
#[template(path = "contest.html")]
pub struct ContestPage {
    /// The frame.
    pub page: Page,
    /// The person's vacancies.
    pub back_href: String,
    /// The vacancy.
    pub title: String,
    /// The score now, in words.
    pub score: String,
    /// What was corrected: the score before and after, in words; empty before anything was.
    pub outcome: String,
    /// What is wrong with the form; empty for nothing.
    pub error: String,
    /// Which fact.
    pub claims: Vec<Choice>,
    /// Levels of education.
    pub education: Vec<Choice>,
    /// Why.
    pub grounds: Vec<Choice>,
    /// The revision of the person that was read.
    pub revision: u32,
    /// The person's hours and travel limit now.
    pub now: [String; 3],
}

/// The form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path((candidate, vacancy)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (candidate, vacancy) = (id(&candidate)?, id(&vacancy)?);
    let shown = page_of(&state, &request, &session, candidate, vacancy).await?;
    Ok(respond::page(&shown))
}

/// Corrects the fact and shows what that did.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path((candidate, vacancy)): Path<(String, String)>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, vacancy) = (id::<CandidateId>(&candidate)?, id::<VacancyId>(&vacancy)?);
    let ground: Option<Ground> = first(&form.typed, "why").parse().ok();
    let revision = first(&form.typed, "revision").parse().unwrap_or(0);
    let wanted = correction(&form.typed).zip(ground);
    let contested = match wanted {
        None => None,
        Some((correction, ground)) => {
            let actor = form.session.actor();
            let asked =
                contest_match(&state.context, &actor, candidate, vacancy, revision, correction, ground);
            match asked.await {
                Ok(contested) => Some(contested),
                Err(error @ (WorkflowError::ChangedMeanwhile { .. } | WorkflowError::Conflict { .. })) => {
                    let error = WebError::from(error);
                    let mut shown = page_of(&state, &request, &form.session, candidate, vacancy).await?;
                    shown.error = error.sentence.speak(request.locale).to_owned();
                    return Ok(respond::html(StatusCode::CONFLICT, &shown));
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let mut shown = page_of(&state, &request, &form.session, candidate, vacancy).await?;
    let Some(contested) = contested else {
        shown.error = shown.page.say("contest-incomplete");
        return Ok(respond::html(StatusCode::BAD_REQUEST, &shown));
    };
    shown.outcome = outcome(&shown.page, contested);
    Ok(respond::page(&shown))
}

/// Which fact and what it should be; nothing when that is not complete.
fn correction(typed: &Typed) -> Option<Correction> {
    let number = |field| first(typed, field).parse().ok();
    let (kind, skill) = first(typed, "claim").split_once(' ').unwrap_or((first(typed, "claim"), ""));
    match kind {
        "not" => Some(Correction::SkillNotHeld(EscoUri::new(skill).ok()?)),
        "held" => {
            let level = first(typed, "level").parse().ok().and_then(|level| SkillLevel::new(level).ok())?;
            Some(Correction::SkillHeld(EscoUri::new(skill).ok()?, level))
        }
        "hours" => Some(Correction::Hours(WeekHours::new(number("hoursMin")?, number("hoursMax")?).ok()?)),
        "travel" => {
            let minutes = first(typed, "minutes").parse().ok()?;
            Some(Correction::Travel(TravelLimit::from_minutes(minutes).ok()?))
        }
        "education" => Some(Correction::Education(first(typed, "education").parse::<EducationLevel>().ok()?)),
        _ => None,
    }
}

async fn page_of(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
    vacancy: VacancyId,
) -> Result<ContestPage, WebError> {
    let claims = claims_of_match(&state.context, &session.actor(), candidate, vacancy).await?;
    let page = framed(state, request, session, "contest");
    let name = claims.person.name.reveal(Purpose::Matching).to_string();
    let back_href = format!("/kandidaten/{candidate}/matches");
    let (crumb, matches) = (page.say("nav-candidates"), page.say("matches"));
    let page = page
        .under("/kandidaten", crumb)
        .under(format!("/kandidaten/{candidate}"), name)
        .under(back_href.clone(), matches);
    let labels = Labels::new(&state.context, request.locale);
    let levels = EducationLevel::ALL.iter();
    let person = &claims.person;
    Ok(ContestPage {
        back_href,
        title: claims.title.clone(),
        score: score_words(&page, claims.score),
        outcome: String::new(),
        error: String::new(),
        claims: claim_choices(&page, &labels, &claims),
        education: levels.map(|it| Choice::new(it.name(), page.say(words::education(it.name())))).collect(),
        grounds: Ground::ALL.iter().map(|it| Choice::new(it.name(), page.say(ground_word(*it)))).collect(),
        revision: person.revision,
        now: [
            person.hours.fewest().to_string(),
            person.hours.most().to_string(),
            person.max_travel.minutes().to_string(),
        ],
        page,
    })
}

fn claim_choices(page: &Page, labels: &Labels<'_>, claims: &Claims) -> Vec<Choice> {
    let mut choices = Vec::new();
    for skill in &claims.wanted {
        let name = labels.skill(skill);
        let held = claims.person.skills.iter().find(|claim| claim.skill == *skill);
        let says = match held {
            Some(claim) => {
                choices
                    .push(Choice::new(format!("not {skill}"), page.name("contest-not-held", name.as_str())));
                let values = [("name", name.into()), ("n", u16::from(claim.level.get()).into())];
                page.say_with("contest-level", &values)
            }
            None => page.name("contest-held", name),
        };
        choices.push(Choice::new(format!("held {skill}"), says));
    }
    choices.push(Choice::new("hours", page.say("contest-hours")));
    choices.push(Choice::new("travel", page.say("contest-travel")));
    choices.push(Choice::new("education", page.say("contest-education")));
    choices
}

fn score_words(page: &Page, score: Option<f64>) -> String {
    score.map_or_else(|| page.say("contest-no-score"), |score| page.percentage(score))
}

fn outcome(page: &Page, contested: Contested) -> String {
    let (before, after) = (score_words(page, contested.before), score_words(page, contested.after));
    page.say_with("contest-outcome", &[("before", before.into()), ("after", after.into())])
}

const fn ground_word(ground: Ground) -> &'static str {
    match ground {
        Ground::WrittenWrongly => "ground-written-wrongly",
        Ground::Outdated => "ground-outdated",
        Ground::PersonSaysSo => "ground-person-says-so",
        Ground::EvidenceSeen => "ground-evidence-seen",
    }
}
