//! What the operator's command line may ask of the running node, see [`service::control`].

use crate::{
    background::Background,
    config::Config,
    federation::{directory::is_fresh, session::Session},
    matching::{
        explain::Language as Spoken,
        pool::{Match, Query, Show},
        receipt::Receipt,
    },
    storage::{self, StorageError},
    workflow::{
        Actor, Context, WorkflowError,
        find_matches::{MOST_EXPLAINED, MOST_FOUND, people_for_vacancy},
        give_receipt::receipt_for_vacancy,
        match_file::people_for_file,
        matching_weights::apply_weights,
        view_round::{RoundStanding, round_standing},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::control::{CommandFuture, ControlHandler, Refusal};
use std::{error::Error, sync::Arc};
use vocabulary::{Language, SkillIndex};

/// Answers the command line.
#[derive(Debug, Clone)]
pub struct Control {
    context: Context,
    session: Option<Arc<Session>>,
    background: Background,
    directory_grace: SignedDuration,
}

impl Control {
    /// For this node.
    #[must_use]
    pub fn new(
        context: Context,
        config: &Config,
        session: Option<Arc<Session>>,
        background: Background,
    ) -> Self {
        Self { context, session, background, directory_grace: config.coordinator.directory_grace() }
    }

    fn advance_clock(&self, arguments: &Value) -> Result<Value, Refusal> {
        let seconds = arguments["seconds"].as_i64().ok_or_else(|| missing("seconds"))?;
        let ahead = SignedDuration::from_secs(seconds);
        let now = self
            .context
            .clock
            .advance_by(ahead)
            .map_err(|error| refusal(&error, error.is_about_what_was_asked()))?;
        self.context.wake.wake();
        Ok(json!({ "now": now.to_string() }))
    }

    async fn apply_weights(&self, arguments: &Value) -> Result<Value, Refusal> {
        let text = arguments["text"].as_str().ok_or_else(|| missing("text"))?;
        let why = arguments["why"].as_str().unwrap_or_default();
        let applied = apply_weights(&self.context, &Actor::Console, text, why).await;
        let number = applied.map_err(|error| refusal(&error, error.is_about_what_was_given()))?;
        Ok(json!({ "number": number }))
    }

    async fn status(&self) -> Result<Value, Refusal> {
        let (waiting, directory, certificate, vacancies) = self
            .context
            .storage
            .read(|connection| {
                Ok::<_, StorageError>((
                    storage::outbox::waiting(connection)?,
                    storage::directory::current(connection)?,
                    storage::certificates::newest(connection)?,
                    storage::feed::count_open(connection)?,
                ))
            })
            .await
            .map_err(failed)?;
        let round = round_standing(&self.context).await.map_err(failed)?;
        let now = self.context.clock.now();
        let session = self.session.as_ref().map(|session| session.status());
        let jobs = self.background.status();
        let (people, matched_vacancies) = self.context.matching.size();
        Ok(json!({
            "region": self.context.region,
            "software": concat!("schakel-node ", env!("CARGO_PKG_VERSION")),
            "now": now.to_string(),
            "simulatedClock": self.context.clock.is_simulated(),
            "joined": self.session.is_some(),
            "coordinator": session.map(|status| json!({
                "version": status.version,
                "answeredAt": status.answered_at.map(|at| at.to_string()),
                "awaySince": status.away.as_ref().map(|away| away.since.to_string()),
                "awayReason": status.away.map(|away| away.reason),
                "clockDifferenceMs": status.clock_difference_ms,
            })),
            "directory": directory.map(|known| json!({
                "version": known.document.version,
                "receivedAt": known.received_at.to_string(),
                "fresh": is_fresh(&known, now, self.directory_grace),
            })),
            "certificateUntil": certificate.map(|certificate| certificate.not_after.to_string()),
            "outboxWaiting": waiting,
            "matching": { "people": people, "vacancies": matched_vacancies },
            "round": round_status(&round),
            "networkVacancies": vacancies.into_iter().map(|(_, count)| count).sum::<u64>(),
            "jobs": jobs.into_iter().map(|(name, job)| (name.to_owned(), json!({
                "rounds": job.rounds,
                "failures": job.failures,
                "problem": job.problem,
            }))).collect::<serde_json::Map<_, _>>(),
        }))
    }
}

fn round_status(standing: &RoundStanding) -> Value {
    let running = standing.running.map(|running| {
        let progress = running.progress;
        json!({
            "beganAt": running.began_at.to_string(),
            "vacanciesDone": progress.vacancies_done,
            "vacancies": progress.vacancies,
            "peopleDone": progress.people_done,
            "people": progress.people,
        })
    });
    json!({
        "running": running,
        "lastBeganAt": standing.last.map(|last| last.began_at.to_string()),
        "lastFinishedAt": standing.last.map(|last| last.finished_at.to_string()),
    })
}

/// The people who fit a vacancy (`vacancy`, an id) or a file (`file`, its text), by id only, at most `limit`; what the
/// best ten miss and what the rules say of them goes with it.
///
/// # Errors
/// What cannot be matched and why, in words for the operator.
pub(crate) async fn match_people(context: &Context, arguments: &Value) -> Result<Value, Refusal> {
    let asked = |error: WorkflowError| refusal(&error, error.is_about_what_was_asked());
    let limit = arguments["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(20);
    let limit = limit.clamp(1, MOST_FOUND);
    let query = Query { limit, show: Show::Fitting };
    let (found, receipt) = match (&arguments["vacancy"], &arguments["file"]) {
        (Value::String(id), _) => {
            let no_id = |_| Refusal::Unusable("this is no id of a vacancy".to_owned());
            let vacancy = id.parse().map_err(no_id)?;
            let found = people_for_vacancy(context, &Actor::Console, vacancy, query, limit).await;
            let found = found.map_err(asked)?.best;
            let receipt = receipt_for_vacancy(context, &Actor::Console, vacancy, query, found.len()).await;
            (found, receipt.map_err(asked)?)
        }
        (_, Value::String(text)) => {
            let found = people_for_file(context, &Actor::Console, text.as_bytes(), query).await;
            found.map_err(|error| refusal(&error, error.is_about_the_file()))?
        }
        _ => return Err(missing("vacancy` or `file")),
    };
    let person = |(place, found): (usize, &Match)| {
        let explanation = &found.explanation;
        let mut told = json!({
            "place": place + 1,
            "candidate": found.candidate.to_string(),
            "score": explanation.score.value(),
            "fits": explanation.fits.name(),
            "summary": explanation.summary(Spoken::Dutch),
        });
        if place < MOST_EXPLAINED {
            let missing = explanation.missing.iter().map(|it| {
                let skill = SkillIndex(it.skill.0);
                let label = context.vocabulary.skill_label(skill, Language::NL);
                json!({ "uri": context.vocabulary.skill_uri(skill), "label": label })
            });
            let rules = explanation.verdicts.iter().map(|verdict| verdict.sentence(Spoken::Dutch));
            told["missing"] = missing.collect();
            told["rules"] = rules.collect();
        }
        told
    };
    Ok(json!({
        "matches": found.iter().enumerate().map(person).collect::<Vec<_>>(),
        "receipt": receipt_of(&receipt),
    }))
}

/// The receipt with its sentences in English, the language of the command line.
fn receipt_of(receipt: &Receipt) -> Value {
    let applied = receipt
        .applied
        .iter()
        .map(|it| json!({ "criterion": it.name(), "sentence": it.sentence(Spoken::English) }));
    let ignored = receipt.ignored.iter().map(
        |it| json!({ "criterion": it.name(), "why": it.why(), "sentence": it.sentence(Spoken::English) }),
    );
    let held_back = receipt
        .held_back
        .iter()
        .map(|it| json!({ "rule": it.rule, "count": it.count, "sentence": it.sentence(Spoken::English) }));
    json!({
        "applied": applied.collect::<Vec<_>>(),
        "ignored": ignored.collect::<Vec<_>>(),
        "heldBack": held_back.collect::<Vec<_>>(),
        "limitReached": receipt.limit_reached,
    })
}

impl ControlHandler for Control {
    fn command(&self, command: &str, arguments: Value) -> CommandFuture {
        let (control, command) = (self.clone(), command.to_owned());
        Box::pin(async move {
            match command.as_str() {
                "status" => control.status().await,
                "match" => match_people(&control.context, &arguments).await,
                "advance-clock" => control.advance_clock(&arguments),
                "apply-weights" => control.apply_weights(&arguments).await,
                unknown => Err(Refusal::Unusable(format!("this program knows no command `{unknown}`"))),
            }
        })
    }
}

fn missing(name: &str) -> Refusal {
    Refusal::Unusable(format!("`{name}` is missing"))
}

fn failed(error: impl Error) -> Refusal {
    Refusal::Failed(in_full(&error))
}

/// An error with its causes, as one about what was asked or as a failure.
fn refusal(error: &dyn Error, is_about_what_was_asked: bool) -> Refusal {
    let told = in_full(error);
    if is_about_what_was_asked { Refusal::Unusable(told) } else { Refusal::Failed(told) }
}

/// An error with its causes, in one line.
fn in_full(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        told = format!("{told}: {next}");
        cause = next.source();
    }
    told
}
