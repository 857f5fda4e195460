//! "This is wrong" on a match: which fact, what it should be, and the score before and after.

use super::{
    contest_claims::{Claim, VacancyClaims, claim, known, person_choices, vacancy_claims},
    frame::framed,
    labels::Labels,
    words,
};
use crate::{
    domain::{candidate::EducationLevel, contest::Ground},
    matching::{score::Score, weighting::Fits},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError,
        contest_match::{Contested, claims_of_match, contest_match},
        contest_vacancy::contest_vacancy,
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
use vocabulary::{CandidateId, Purpose, VacancyId};

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
    /// The field that it is about.
    pub error_at: String,
    /// Which fact of the person.
    pub claims: Vec<Choice>,
    /// The vacancy's side, for who may correct it.
    pub vacancy: Option<VacancyClaims>,
    /// Whom to tell what is wrong with the vacancy; empty where it can be corrected here.
    pub whom: String,
    /// Levels of education.
    pub education: Vec<Choice>,
    /// Why.
    pub grounds: Vec<Choice>,
    /// The revision of the person that was read.
    pub revision: u32,
    /// What stands in the fields: what is known, or what was typed just now.
    pub typed: Typed,
}

impl ContestPage {
    /// What stands in a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        first(&self.typed, field)
    }

    /// Whether this field is the one that is wrong.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        !self.error.is_empty() && self.error_at == field
    }

    /// The class of a field: it stands out where it is wrong.
    #[must_use]
    pub fn class_of(&self, field: &str) -> &'static str {
        if self.is_wrong(field) { "field field--wrong" } else { "field" }
    }

    /// Whether this choice of a field is the one that is shown.
    #[must_use]
    pub fn is_chosen(&self, field: &str, choice: &Choice) -> bool {
        self.value(field) == choice.value
    }
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
    let wanted =
        claim(&form.typed).and_then(|claim| Ok((claim, ground.ok_or(("why", "error-contest-why"))?)));
    let contested = match wanted {
        Err(wrong) => Err(wrong),
        Ok((claim, ground)) => {
            let (context, actor) = (&state.context, form.session.actor());
            let asked = match claim {
                Claim::Person(correction) => {
                    contest_match(context, &actor, candidate, vacancy, revision, correction, ground).await
                }
                Claim::Vacancy(correction) => {
                    let version = first(&form.typed, "vacancyVersion").to_owned();
                    contest_vacancy(context, &actor, (candidate, vacancy), version, correction, ground).await
                }
            };
            match asked {
                Ok(contested) => Ok(contested),
                Err(
                    error @ (WorkflowError::ChangedMeanwhile { .. }
                    | WorkflowError::Conflict { .. }
                    | WorkflowError::Value { .. }),
                ) => {
                    let error = WebError::from(error);
                    let mut shown = page_of(&state, &request, &form.session, candidate, vacancy).await?;
                    let told = error.fields.first().map_or(&error.sentence, |field| &field.sentence);
                    shown.error = told.speak(request.locale).to_owned();
                    "claim".clone_into(&mut shown.error_at);
                    shown.typed.extend(form.typed);
                    return Ok(respond::html(error.status, &shown));
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let mut shown = page_of(&state, &request, &form.session, candidate, vacancy).await?;
    match contested {
        Err((field, key)) => {
            shown.error = shown.page.say(key);
            field.clone_into(&mut shown.error_at);
            shown.typed.extend(form.typed);
            Ok(respond::html(StatusCode::BAD_REQUEST, &shown))
        }
        Ok(contested) => {
            shown.outcome = outcome(&shown.page, contested);
            Ok(respond::page(&shown))
        }
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
    let may_correct = session.role.keeps_vacancies();
    let person = &claims.person;
    Ok(ContestPage {
        back_href,
        title: claims.title.clone(),
        score: score_words(&page, claims.score),
        outcome: String::new(),
        error: String::new(),
        error_at: String::new(),
        claims: person_choices(&page, &labels, &claims),
        vacancy: claims
            .own
            .as_deref()
            .filter(|_| may_correct)
            .map(|vacancy| vacancy_claims(&page, &labels, vacancy)),
        whom: if claims.own.is_none() {
            page.name("contest-elsewhere", labels.region(&claims.region))
        } else if may_correct {
            String::new()
        } else {
            page.say("contest-vacancy")
        },
        education: levels.map(|it| Choice::new(it.name(), page.say(words::education(it.name())))).collect(),
        grounds: Ground::ALL.iter().map(|it| Choice::new(it.name(), page.say(ground_word(*it)))).collect(),
        revision: person.revision,
        typed: known(person, claims.own.as_deref()),
        page,
    })
}

/// A score never stands without what it means.
pub(super) fn score_words(page: &Page, score: Option<(Score, Fits)>) -> String {
    let Some((score, fits)) = score else { return page.say("contest-no-score") };
    let means = page.say(match fits {
        Fits::Now => "contest-fits-now",
        Fits::Soon => "contest-fits-soon",
        Fits::NotYet => "contest-fits-far",
    });
    page.say_with(
        "contest-score-words",
        &[("score", page.percentage(score.as_read()).into()), ("means", means.into())],
    )
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
        Ground::EmployerSaysSo => "ground-employer-says-so",
        Ground::EvidenceSeen => "ground-evidence-seen",
    }
}
