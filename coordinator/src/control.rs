//! What the running coordinator does for the command line: one JSON command in, one JSON value or a sentence out.

use crate::{
    handle::{CoordinatorHandle, INVITATION_LIFE},
    state::{
        command::StateChange,
        record::Role,
        view::{CoordinatorView, PendingEnrolment, RegionView},
    },
};
use jiff::SignedDuration;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use service::control::{CommandFuture, ControlHandler};
use std::{collections::BTreeSet, sync::Arc};
use vocabulary::{RegionId, geography::Geography};

/// Carries out the commands of the command line.
#[derive(Debug, Clone)]
pub struct Control {
    handle: CoordinatorHandle,
    /// Where a region's name is looked up when an invitation brings none.
    geography: Arc<Geography>,
}

/// Arguments of `region-invite`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Invite {
    region: RegionId,
    name: Option<String>,
    valid_for_s: Option<i64>,
    actor: String,
}

/// Arguments of `region-approve`.
#[derive(Debug, Deserialize)]
struct Approve {
    region: RegionId,
    words: String,
    actor: String,
}

/// Arguments of the other commands about a region.
#[derive(Debug, Deserialize)]
struct Change {
    region: RegionId,
    #[serde(default)]
    reason: String,
    actor: String,
}

/// Arguments of `user-add`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddUser {
    name: String,
    password_hash: String,
    roles: BTreeSet<Role>,
}

/// Arguments of `replica-add`.
#[derive(Debug, Deserialize)]
struct AddReplica {
    id: u64,
    address: String,
}

/// Arguments of `advance-clock`.
#[derive(Debug, Deserialize)]
struct Advance {
    seconds: i64,
}

impl ControlHandler for Control {
    fn command(&self, command: &str, arguments: Value) -> CommandFuture {
        let (control, command) = (self.clone(), command.to_owned());
        Box::pin(async move { Ok(control.carry_out(&command, arguments).await?) })
    }
}

impl Control {
    /// The commands of this coordinator.
    #[must_use]
    pub fn new(handle: CoordinatorHandle, geography: Geography) -> Self {
        Self { handle, geography: Arc::new(geography) }
    }

    async fn carry_out(&self, command: &str, arguments: Value) -> Result<Value, String> {
        match command {
            "region-invite" => self.invite(read(arguments)?).await,
            "region-approve" => {
                let Approve { region, words, actor } = read(arguments)?;
                done(self.handle.approve(region, &words, &actor).await)
            }
            "region-reject" => {
                let Change { region, reason, actor } = read(arguments)?;
                done(self.handle.reject(region, &reason, &actor).await)
            }
            "region-suspend" => self.change(StateChange::Suspend, read(arguments)?).await,
            "region-readmit" => self.change(StateChange::Readmit, read(arguments)?).await,
            "region-revoke" => self.change(StateChange::Revoke, read(arguments)?).await,
            "region-list" => Ok(regions(&self.view().await?)),
            "region-requests" => Ok(requests(&self.view().await?)),
            "user-add" => {
                let AddUser { name, password_hash, roles } = read(arguments)?;
                done(self.handle.put_account(name, password_hash, roles).await)
            }
            "replica-add" => {
                let AddReplica { id, address } = read(arguments)?;
                done(self.handle.replica().add(id, &address).await)
            }
            "status" => self.status().await,
            "advance-clock" => self.advance(&read(arguments)?),
            other => Err(format!("there is no command `{other}`")),
        }
    }

    async fn invite(&self, invite: Invite) -> Result<Value, String> {
        let Invite { region, name, valid_for_s, actor } = invite;
        let listed = || self.geography.region(&region).map(|listed| listed.name.to_string());
        let Some(name) = name.or_else(listed) else {
            return Err(format!("region {region} is not in the list of regions: give its name with --name"));
        };
        let valid_for = valid_for_s.map_or(INVITATION_LIFE, SignedDuration::from_secs);
        let token =
            self.handle.invite(region, name, valid_for, &actor).await.map_err(|error| says(&error))?;
        Ok(json!({"token": token.to_string(), "expiresAtMs": token.expires_at_ms}))
    }

    async fn change(&self, change: StateChange, arguments: Change) -> Result<Value, String> {
        let Change { region, reason, actor } = arguments;
        done(self.handle.change_region(region, change, &reason, &actor).await)
    }

    /// The view, after everything that was decided before the question.
    async fn view(&self) -> Result<CoordinatorView, String> {
        self.handle.replica().catch_up().await.map_err(|error| says(&error))?;
        self.handle.view().await.map_err(|error| says(&error))
    }

    async fn status(&self) -> Result<Value, String> {
        let view = self.handle.view().await.map_err(|error| says(&error))?;
        let clock = self.handle.clock();
        Ok(json!({
            "replica": self.handle.replica().status(),
            "now": clock.now().to_string(),
            "simulatedClock": clock.is_simulated(),
            "directoryVersion": view.directory_version,
            "feedSequence": view.feed_sequence,
            "regions": view.regions.len(),
            "requestsWaiting": view.pending_enrolments.len(),
        }))
    }

    fn advance(&self, advance: &Advance) -> Result<Value, String> {
        let ahead = SignedDuration::from_secs(advance.seconds);
        let now = self.handle.clock().advance_by(ahead).map_err(|error| says(&error))?;
        Ok(json!({"now": now.to_string()}))
    }
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, String> {
    serde_json::from_value(arguments).map_err(|error| format!("the command's arguments are wrong: {error}"))
}

fn done<E: std::error::Error>(outcome: Result<(), E>) -> Result<Value, String> {
    outcome.map(|()| Value::Null).map_err(|error| says(&error))
}

/// An error with its causes in one sentence.
fn says(error: &dyn std::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        sentence = format!("{sentence}: {cause}");
        source = cause.source();
    }
    sentence
}

fn regions(view: &CoordinatorView) -> Value {
    let region = |region: &RegionView| {
        json!({
            "region": region.region,
            "name": region.name,
            "state": region.state.name(),
            "sinceMs": region.since_ms,
            "lastContactMs": region.contact.as_ref().map(|contact| contact.at_ms),
            "software": region.contact.as_ref().map(|contact| contact.software.clone()),
            "lastDeliveryMs": region.last_delivery_ms,
            "openVacancies": region.open_vacancies,
            "certificateUntilMs": region.certificate_until_ms,
        })
    };
    view.regions.iter().map(region).collect()
}

fn requests(view: &CoordinatorView) -> Value {
    let request = |request: &PendingEnrolment| {
        json!({
            "region": request.region,
            "name": request.name,
            "words": request.words,
            "requestedAtMs": request.requested_at_ms,
        })
    };
    view.pending_enrolments.iter().map(request).collect()
}
