//! `/v1/vacancies/{id}/…`: why a vacancy of this region stays open, whom it reaches, its tasks, and splitting it by them
//! (*functiecreatie*).

use super::{
    body::{Body, Check, id},
    elsewhere::{GainElsewhere, GainRecord},
    vacancies::{VacancyRecord, view},
};
use crate::{
    domain::vacancy::{
        carving::{Part, PartChoice},
        reach::ToldCount,
        task::{Task, WeekMinutes},
    },
    storage::{self, vacancy_tasks},
    web::{
        WebState,
        error::{Problem, Refused, WebError},
        session::Session,
    },
    workflow::{
        carve_vacancy::{Outlook, carve_vacancy, look_at_carving},
        count_reach::count_reach,
        describe_tasks::{replace_tasks, tasks_of},
        note_shortage::note_shortage,
    },
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{EscoUri, VacancyId};

/// Why a vacancy stays open, and when its work begins.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShortageFields {
    /// Any of `unattractive`, `demography` and `narrow-criteria`; empty when nobody asked yet.
    pub shortage_causes: Vec<String>,
    /// The day on which the employer wishes somebody to begin.
    #[serde(default)]
    pub starts_on: Option<String>,
}

/// A task of a vacancy.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskFields {
    /// What is done, in a line.
    pub description: String,
    /// How long a week, in minutes.
    pub minutes: u16,
    /// At which level one has to think for it: `mbo` or `hbo`.
    pub level: String,
    /// What somebody has to be able to do for it, ESCO URIs.
    #[serde(default)]
    pub skills: Vec<String>,
}

/// The tasks of a vacancy.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskList {
    /// In the order in which they were described.
    pub tasks: Vec<TaskFields>,
}

impl TaskList {
    fn of(tasks: &[vacancy_tasks::Numbered]) -> Self {
        let fields = |(_, task): &vacancy_tasks::Numbered| TaskFields {
            description: task.description.to_string(),
            minutes: task.time.minutes(),
            level: task.level.name().to_owned(),
            skills: task.skills.iter().map(ToString::to_string).collect(),
        };
        Self { tasks: tasks.iter().map(fields).collect() }
    }

    fn read(&self) -> Result<Vec<Task>, WebError> {
        let mut check = Check::default();
        let mut tasks = Vec::new();
        for (place, task) in self.tasks.iter().enumerate() {
            let field = |name: &str| format!("tasks[{place}].{name}");
            let description = check.read(field("description"), &task.description);
            let time = check.take(field("minutes"), WeekMinutes::new(task.minutes));
            let level = check.read(field("level"), &task.level);
            let skills = check.read_each(&field("skills"), &task.skills);
            let read = || Some(Task { description: description?, time: time?, level: level?, skills });
            tasks.extend(read());
        }
        check.finish(Some(tasks))
    }
}

/// Whom a vacancy reaches. A count that is left out is under 10.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReachRecord {
    /// How many people of the region have every skill that is needed from the first day, and pass the rules.
    pub fitting: Option<usize>,
    /// How many more would, if one of these skills could be learnt on the job or only helped.
    pub more_without: Vec<MoreWithout>,
}

/// What one demand costs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MoreWithout {
    /// The skill.
    pub skill: String,
    /// How many more people; left out under 10.
    pub people: Option<usize>,
}

/// What splitting a vacancy would bring. A count that is left out is under 10, or would tell one that is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CarvingRecord {
    /// The part of the mbo tasks.
    pub mbo: PartRecord,
    /// The part of the hbo tasks.
    pub hbo: PartRecord,
    /// The minutes a week of the job that no task takes.
    pub remainder_minutes: u32,
    /// What the vacancy asks for and no task needs, ESCO URIs.
    pub needed_by_no_task: Vec<String>,
    /// How many people of the region fit the vacancy as it is.
    pub fitting_before: Option<usize>,
    /// How many fit at least one of the parts.
    pub fitting_after: Option<usize>,
    /// What other regions would gain, by the figures that the network published last; empty while there are none here.
    pub elsewhere: Vec<GainElsewhere>,
    /// The same of all those regions together.
    pub elsewhere_together: GainRecord,
}

/// A part of a vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartRecord {
    /// How many tasks.
    pub tasks: usize,
    /// How long a week, in minutes.
    pub minutes: u32,
    /// What it asks for, ESCO URIs.
    pub essential_skills: Vec<String>,
    /// How many people of the region fit it.
    pub fitting: Option<usize>,
}

impl CarvingRecord {
    fn of(outlook: &Outlook) -> Self {
        let text = |uris: &[EscoUri]| uris.iter().map(ToString::to_string).collect();
        let part = |part: &Part, people: usize| PartRecord {
            tasks: part.tasks.len(),
            minutes: part.minutes(),
            essential_skills: text(&part.essential_skills),
            fitting: ToldCount::of(people).exactly(),
        };
        let (before, after) = outlook.gain.told();
        let elsewhere =
            outlook.elsewhere.regions.iter().map(|(region, gain)| GainElsewhere::of(region, *gain));
        Self {
            mbo: part(&outlook.carving.mbo, outlook.gain.mbo),
            hbo: part(&outlook.carving.hbo, outlook.gain.hbo),
            remainder_minutes: outlook.carving.remainder_minutes,
            needed_by_no_task: text(&outlook.carving.needed_by_no_task),
            fitting_before: before.exactly(),
            fitting_after: after.exactly(),
            elsewhere: elsewhere.collect(),
            elsewhere_together: GainRecord::of(outlook.elsewhere.together),
        }
    }
}

/// What is chosen for the two parts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CarvingFields {
    /// For the mbo tasks.
    pub mbo: PartFields,
    /// For the hbo tasks.
    pub hbo: PartFields,
}

/// What is chosen for a part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartFields {
    /// The title of the advertisement.
    pub title: String,
    /// The ESCO occupation; that of the vacancy when left out.
    #[serde(default)]
    pub occupation: Option<String>,
}

/// The vacancies that came of one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Carved {
    /// That of the mbo tasks.
    pub mbo: String,
    /// That of the hbo tasks.
    pub hbo: String,
}

/// Notes why a vacancy of this region stays open and when its work begins, in the place of what was noted before. Both
/// stay in the region.
///
/// # Errors
/// Not there, or wrong fields.
#[utoipa::path(put, operation_id = "noteShortage", path = "/v1/vacancies/{id}/shortage", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")), request_body = ShortageFields,
    responses((status = 200, description = "Noted", body = VacancyRecord), Refused))]
pub async fn note(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
    Body(fields): Body<ShortageFields>,
) -> Result<Json<VacancyRecord>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let mut check = Check::default();
    let causes = check.read_each("shortageCauses", &fields.shortage_causes);
    let starts_on = check.read_if_there("startsOn", fields.starts_on.as_deref());
    check.finish(Some(()))?;
    note_shortage(&state.context, &session.actor(), vacancy, causes.into_iter().collect(), starts_on).await?;
    view(State(state), Path(vacancy.to_string())).await
}

/// How many people of the region fit a vacancy of this region, and what asking for less would bring.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewReach", path = "/v1/vacancies/{id}/reach", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")),
    responses((status = 200, description = "Whom it reaches", body = ReachRecord), Refused))]
pub async fn reach(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Json<ReachRecord>, WebError> {
    let reach = count_reach(&state.context, &session.actor(), id(&vacancy)?).await?;
    let more = reach.more_without.iter().map(|(skill, people)| MoreWithout {
        skill: skill.to_string(),
        people: ToldCount::of(*people).exactly(),
    });
    let fitting = ToldCount::of(reach.fitting).exactly();
    Ok(Json(ReachRecord { fitting, more_without: more.collect() }))
}

/// The tasks of a vacancy of this region.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "listTasks", path = "/v1/vacancies/{id}/tasks", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")),
    responses((status = 200, description = "The tasks", body = TaskList), Refused))]
pub async fn tasks(
    State(state): State<WebState>,
    Path(vacancy): Path<String>,
) -> Result<Json<TaskList>, WebError> {
    Ok(Json(TaskList::of(&tasks_of(&state.context, id(&vacancy)?).await?)))
}

/// Replaces the tasks of a vacancy of this region.
///
/// # Errors
/// Not there, closed, or wrong fields, all of them named.
#[utoipa::path(put, operation_id = "replaceTasks", path = "/v1/vacancies/{id}/tasks", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")), request_body = TaskList,
    responses(
        (status = 200, description = "The tasks", body = TaskList),
        (status = 409, description = "The vacancy is closed, or the tasks are too many", body = Problem,
            content_type = "application/problem+json"),
        Refused,
    ))]
pub async fn replace(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
    Body(fields): Body<TaskList>,
) -> Result<Json<TaskList>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    replace_tasks(&state.context, &session.actor(), vacancy, fields.read()?).await?;
    tasks(State(state), Path(vacancy.to_string())).await
}

/// What splitting a vacancy of this region by its tasks would bring. Changes nothing and asks no other region.
///
/// # Errors
/// Not there, or it cannot be split yet; the answer says what to do first.
#[utoipa::path(get, operation_id = "viewCarving", path = "/v1/vacancies/{id}/carving", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")),
    responses(
        (status = 200, description = "What it would bring", body = CarvingRecord),
        (status = 409, description = "It cannot be split as it is", body = Problem,
            content_type = "application/problem+json"),
        Refused,
    ))]
pub async fn look(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Json<CarvingRecord>, WebError> {
    let outlook = look_at_carving(&state.context, &session.actor(), id(&vacancy)?, None).await?;
    Ok(Json(CarvingRecord::of(&outlook)))
}

/// Splits a vacancy of this region by its tasks: it is closed, and its parts are posted in its place.
///
/// # Errors
/// Not there, wrong fields, or it cannot be split; the answer says what to do first.
#[utoipa::path(post, operation_id = "carveVacancy", path = "/v1/vacancies/{id}/carving", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")), request_body = CarvingFields,
    responses(
        (status = 201, description = "Split", body = Carved),
        (status = 409, description = "It cannot be split as it is", body = Problem,
            content_type = "application/problem+json"),
        Refused,
    ))]
pub async fn carve(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
    Body(fields): Body<CarvingFields>,
) -> Result<(StatusCode, Json<Carved>), WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let read = move |connection: &_| storage::vacancies::get(connection, vacancy);
    let whole = state.context.storage.read(read).await?.ok_or_else(WebError::not_found)?;
    let mut check = Check::default();
    let mut choice = |name: &str, part: &PartFields| {
        let title = check.read(format!("{name}.title"), &part.title);
        let occupation = check.read_if_there(format!("{name}.occupation"), part.occupation.as_deref());
        let occupation = occupation.unwrap_or_else(|| whole.occupation.clone());
        Some(PartChoice { id: VacancyId::random(), title: title?, occupation })
    };
    let (mbo, hbo) = (choice("mbo", &fields.mbo), choice("hbo", &fields.hbo));
    let (mbo, hbo) = check.finish(mbo.zip(hbo))?;
    let [mbo, hbo] = carve_vacancy(&state.context, &session.actor(), vacancy, mbo, hbo).await?;
    Ok((StatusCode::CREATED, Json(Carved { mbo: mbo.to_string(), hbo: hbo.to_string() })))
}
