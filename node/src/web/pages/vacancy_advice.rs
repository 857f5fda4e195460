//! What an adviser sees and notes on the page of a vacancy of this region: why it stays open, what asking for less would
//! bring, of which tasks it consists.

use super::{
    frame::{Done, done},
    labels::Labels,
    vacancy_templates::TaskRow,
    vacancy_views::{AdviserView, CauseView, SofterView},
    words,
};
use crate::{
    domain::vacancy::{
        ShortageCause, Vacancy,
        demand::{Demand, demands},
        reach::{Reach, ToldCount},
    },
    storage::{self, StorageError, vacancy_tasks},
    web::{
        WebState,
        api::body::id,
        error::{FieldError, Sentence, WebError},
        session::{CheckedForm, Session},
    },
    workflow::{
        count_reach::count_reach, describe_tasks::tasks_of, note_shortage::note_shortage,
        post_vacancy::usual_skills,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use service::web::{form::first, page::Page};
use std::collections::BTreeSet;
use vocabulary::{Date, EscoUri, VacancyId};

/// Skills that are named to talk about instead of a diploma.
const INSTEAD: usize = 5;

/// What the adviser sees.
pub(super) async fn adviser_view(
    state: &WebState,
    page: &Page,
    session: &Session,
    vacancy: &Vacancy,
) -> Result<AdviserView, WebError> {
    let context = &state.context;
    let labels = Labels::new(context, page.locale());
    let tasks = tasks_of(context, vacancy.id).await?;
    // Nobody is sought for a closed vacancy, so nothing is counted for it.
    let reach = match vacancy.is_open() {
        true => count_reach(context, &session.actor(), vacancy.id).await?,
        false => Reach::default(),
    };
    let (whole, parts) = relatives(state, vacancy.id).await?;
    let demanded = demands(vacancy);
    let cause = |cause: &ShortageCause| CauseView {
        value: cause.name(),
        label: page.say(words::cause(*cause)),
        noted: vacancy.shortage_causes.contains(cause),
    };
    Ok(AdviserView {
        causes: ShortageCause::ALL.iter().map(cause).collect(),
        starts_on: vacancy.starts_on.map_or_else(String::new, |day| day.to_string()),
        instead: instead(state, &labels, vacancy, &demanded),
        demands: demanded.into_iter().map(|demand| page.say(words::demand(demand))).collect(),
        should_be_carved: vacancy.should_be_carved(),
        tasks: tasks.iter().map(|task| task_row(&labels, task)).collect(),
        fitting: ToldCount::of(reach.fitting).exactly(),
        softer: softer(&labels, &reach),
        whole,
        parts,
    })
}

/// The demand that costs most first; those that cost too few people to tell last, by name, so that their order tells
/// nothing.
fn softer(labels: &Labels<'_>, reach: &Reach) -> Vec<SofterView> {
    let mut softer: Vec<SofterView> = reach
        .more_without
        .iter()
        .map(|(skill, more)| SofterView { skill: labels.skill(skill), more: ToldCount::of(*more).exactly() })
        .collect();
    softer.sort_by(|a, b| b.more.cmp(&a.more).then_with(|| a.skill.cmp(&b.skill)));
    softer
}

fn instead(
    state: &WebState,
    labels: &Labels<'_>,
    vacancy: &Vacancy,
    demanded: &BTreeSet<Demand>,
) -> Vec<String> {
    if demanded.is_empty() {
        return Vec::new();
    }
    let asked =
        |skill: &EscoUri| vacancy.essential_skills.contains(skill) || vacancy.optional_skills.contains(skill);
    usual_skills(&state.context.vocabulary, &vacancy.occupation)
        .filter(|skill| !asked(skill))
        .take(INSTEAD)
        .map(|skill| labels.skill(&skill))
        .collect()
}

type Relative = (String, String);

/// The vacancy that this one was split off from and those split off from it, with address and title.
async fn relatives(
    state: &WebState,
    vacancy: VacancyId,
) -> Result<(Option<Relative>, Vec<Relative>), WebError> {
    let read = move |connection: &_| {
        let (whole, parts) = vacancy_tasks::carved(connection, vacancy)?;
        let named = |id: VacancyId| {
            let found = storage::vacancies::get(connection, id)?;
            Ok(found.map(|found| (format!("/vacatures/{id}"), found.title.to_string())))
        };
        let whole = whole.map(named).transpose()?.flatten();
        let parts = parts.into_iter().filter_map(|id| named(id).transpose());
        Ok::<_, StorageError>((whole, parts.collect::<Result<_, _>>()?))
    };
    Ok(state.context.storage.read(read).await?)
}

/// A task as a row.
pub(super) fn task_row(labels: &Labels<'_>, (number, task): &vacancy_tasks::Numbered) -> TaskRow {
    TaskRow {
        number: *number,
        description: task.description.to_string(),
        minutes: u32::from(task.time.minutes()),
        level: task.level,
        skills: task.skills.iter().map(|skill| labels.skill(skill)).collect(),
    }
}

/// Notes the cause and the wished starting date.
pub(super) async fn note(
    State(state): State<WebState>,
    Path(vacancy): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let causes = checked.typed.get("cause").into_iter().flatten().filter_map(|cause| cause.parse().ok());
    let starts_on = match first(&checked.typed, "startsOn").trim() {
        "" => None,
        typed => Some(typed.parse::<Date>().map_err(|_| not_a_day())?),
    };
    note_shortage(&state.context, &checked.session.actor(), vacancy, causes.collect(), starts_on).await?;
    Ok(done(&format!("/vacatures/{vacancy}"), Done::CauseNoted))
}

fn not_a_day() -> WebError {
    let sentence = Sentence::new("Kies een dag als startdatum.", "Choose a day as the starting date.");
    WebError::invalid(vec![FieldError { field: "startsOn".to_owned(), sentence }])
}
