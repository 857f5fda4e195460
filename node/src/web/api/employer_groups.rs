//! `/v1/employer-groups`: employers that look for other work for their people together. Jobs are counted; nobody is
//! named.

use super::{
    body::{Body, Check, id},
    candidates::Made,
    list::ListPart,
};
use crate::{
    domain::{
        employer_group::{Destination, EmployerGroup, Parts, VanishingJobs},
        text::Line,
    },
    web::{
        WebState,
        error::{Problem, Refused, WebError},
        session::Session,
    },
    workflow::keep_group::{GroupFile, add_group, list_groups, view_group},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{EmployerGroupId, Money};

/// Jobs of one employer and one occupation that vanish on one day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VanishingFields {
    /// The employer, by id.
    pub employer: String,
    /// The ESCO URI of the occupation.
    pub occupation: String,
    /// The day on which they vanish, within the horizon.
    pub vanishes_on: String,
    /// How many.
    pub jobs: u16,
}

/// A shortage to which people could go.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DestinationFields {
    /// The ESCO URI of the occupation.
    pub occupation: String,
    /// The region.
    pub region: String,
    /// How many people can go there, its training included.
    pub seats: u16,
    /// What the way there costs per person, in cents.
    pub cost_cents: i64,
    /// The initiative that leads there, by id.
    #[serde(default)]
    pub initiative: Option<String>,
}

/// A group as it is sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupFields {
    /// Its name; no two groups share one.
    pub name: String,
    /// The day from which the horizon counts.
    pub begins_on: String,
    /// The horizon in months, 1 to 60; such as 18.
    pub months: u8,
    /// The shared budget line in cents.
    pub budget_cents: i64,
    /// What vanishes; 200 jobs at the most.
    pub jobs: Vec<VanishingFields>,
    /// Where people could go; 20 at the most.
    #[serde(default)]
    pub destinations: Vec<DestinationFields>,
}

impl GroupFields {
    pub(super) fn read(self, id: EmployerGroupId) -> Result<EmployerGroup, WebError> {
        let mut check = Check::default();
        let name: Option<Line> = check.read("name", &self.name);
        let begins_on = check.read("beginsOn", &self.begins_on);
        let mut jobs = Vec::new();
        for (place, it) in self.jobs.iter().enumerate() {
            let field = |name: &str| format!("jobs[{place}].{name}");
            let employer = check.read(field("employer"), &it.employer);
            let occupation = check.read(field("occupation"), &it.occupation);
            let vanishes_on = check.read(field("vanishesOn"), &it.vanishes_on);
            let made = || {
                let (employer, occupation, vanishes_on) = (employer?, occupation?, vanishes_on?);
                Some(VanishingJobs { employer, occupation, vanishes_on, jobs: it.jobs })
            };
            jobs.extend(made());
        }
        let mut destinations = Vec::new();
        for (place, it) in self.destinations.iter().enumerate() {
            let field = |name: &str| format!("destinations[{place}].{name}");
            let occupation = check.read(field("occupation"), &it.occupation);
            let region = check.read(field("region"), &it.region);
            let initiative = check.read_if_there(field("initiative"), it.initiative.as_deref());
            let (seats, cost) = (it.seats, Money::from_cents(it.cost_cents));
            let made = || {
                let (occupation, region) = (occupation?, region?);
                Some(Destination { occupation, region, seats, cost, initiative })
            };
            destinations.extend(made());
        }
        let (name, begins_on) = check.finish(name.zip(begins_on))?;
        let parts = Parts {
            begins_on,
            months: self.months,
            budget: Money::from_cents(self.budget_cents),
            jobs,
            destinations,
        };
        let mut check = Check::default();
        let group = check.take("jobs", EmployerGroup::new(id, name, parts));
        check.finish(group)
    }

    fn of(group: &EmployerGroup) -> Self {
        let jobs = group.jobs().iter().map(|it| VanishingFields {
            employer: it.employer.to_string(),
            occupation: it.occupation.to_string(),
            vanishes_on: it.vanishes_on.to_string(),
            jobs: it.jobs,
        });
        let destinations = group.destinations().iter().map(|it| DestinationFields {
            occupation: it.occupation.to_string(),
            region: it.region.to_string(),
            seats: it.seats,
            cost_cents: it.cost.cents(),
            initiative: it.initiative.map(|id| id.to_string()),
        });
        Self {
            name: group.name.to_string(),
            begins_on: group.begins_on().to_string(),
            months: group.months(),
            budget_cents: group.budget().cents(),
            jobs: jobs.collect(),
            destinations: destinations.collect(),
        }
    }
}

/// A group in the list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupLine {
    /// The group.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The last day of its horizon.
    pub ends_on: String,
    /// The day on which it came to an end; left out while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<String>,
    /// How many employers.
    pub employers: usize,
    /// How many jobs vanish.
    pub jobs: u32,
}

/// So many people go from some jobs to a destination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MoveRecord {
    /// The place in `jobs`.
    pub from: usize,
    /// The place in `destinations`.
    pub to: usize,
    /// How many people.
    pub people: u16,
    /// How feasible the change is, 0 to 1.
    pub feasibility: f64,
}

/// How a member comes off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberRecord {
    /// The employer.
    pub employer: String,
    /// How many of its jobs vanish.
    pub jobs: u32,
    /// How many of these people have a seat.
    pub seated: u32,
    /// What it may count on of the shared budget, in cents; equal for all.
    pub share_cents: i64,
    /// What its people's ways cost, in cents.
    pub spent_cents: i64,
}

/// A group with the best split of its people.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupRecord {
    /// The group.
    pub id: String,
    /// Grows with each change.
    pub revision: u32,
    /// The day on which it came to an end; left out while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<String>,
    /// What is known of it.
    #[serde(flatten)]
    pub fields: GroupFields,
    /// Who goes where.
    pub moves: Vec<MoveRecord>,
    /// How each member comes off.
    pub members: Vec<MemberRecord>,
    /// What all ways cost together, in cents.
    pub spent_cents: i64,
    /// What is left of the budget, in cents; below zero what is short.
    pub left_cents: i64,
}

impl GroupRecord {
    fn of(file: &GroupFile) -> Self {
        let moves = file.moves.iter().zip(&file.feasible_thousandths).map(|(it, feasible)| MoveRecord {
            from: it.from,
            to: it.to,
            people: it.people,
            feasibility: f64::from(*feasible) / 1000.0,
        });
        let members = file.members.iter().map(|it| MemberRecord {
            employer: it.employer.to_string(),
            jobs: it.jobs,
            seated: it.seated,
            share_cents: it.share.cents(),
            spent_cents: it.spent.cents(),
        });
        Self {
            id: file.group.id.to_string(),
            revision: file.group.revision,
            ended_on: file.group.ended_on.map(|day| day.to_string()),
            fields: GroupFields::of(&file.group),
            moves: moves.collect(),
            members: members.collect(),
            spent_cents: file.spent().cents(),
            left_cents: file.left().cents(),
        }
    }
}

/// All groups of employers, by name. A region has a handful: the list comes in one part.
///
/// # Errors
/// Signed out, or another role.
#[utoipa::path(get, operation_id = "listEmployerGroups", path = "/v1/employer-groups", tag = "employers",
    responses((status = 200, description = "All of them", body = ListPart<GroupLine>), Refused))]
pub async fn list(
    State(state): State<WebState>,
    session: Session,
) -> Result<Json<ListPart<GroupLine>>, WebError> {
    let groups = list_groups(&state.context, &session.actor()).await?;
    let line = |group: &EmployerGroup| GroupLine {
        id: group.id.to_string(),
        name: group.name.to_string(),
        ends_on: group.ends_on().to_string(),
        ended_on: group.ended_on.map(|day| day.to_string()),
        employers: group.members().len(),
        jobs: group.jobs().iter().map(|it| u32::from(it.jobs)).sum(),
    };
    Ok(Json(ListPart { items: groups.iter().map(line).collect(), next: None }))
}

/// Makes a group of employers.
///
/// # Errors
/// Wrong fields, an employer that is not there, or a name that another group has.
#[utoipa::path(post, operation_id = "makeEmployerGroup", path = "/v1/employer-groups", tag = "employers",
    request_body = GroupFields,
    responses(
        (status = 201, description = "Made", body = Made),
        (status = 409, description = "Another group has this name", body = Problem,
            content_type = "application/problem+json"),
        Refused,
    ))]
pub async fn make(
    State(state): State<WebState>,
    session: Session,
    Body(fields): Body<GroupFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let group = fields.read(EmployerGroupId::random())?;
    let id = add_group(&state.context, &session.actor(), group).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// A group with the best split of its people over its destinations. Seats are respected; of every employer the job
/// that vanishes first goes first.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewEmployerGroup", path = "/v1/employer-groups/{id}", tag = "employers",
    params(("id" = String, Path, description = "The group")),
    responses((status = 200, description = "The group", body = GroupRecord), Refused))]
pub async fn view(
    State(state): State<WebState>,
    session: Session,
    Path(group): Path<String>,
) -> Result<Json<GroupRecord>, WebError> {
    let file = view_group(&state.context, &session.actor(), id(&group)?).await?;
    Ok(Json(GroupRecord::of(&file)))
}
