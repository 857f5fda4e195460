//! A group of employers is made, and its people, counted and unnamed, are split over the shortages where they could go.

use super::{
    Actor, Context, WorkflowError, error::Conflict, find_matches::off_the_async_threads,
    nearest_term::unknown_occupation,
};
use crate::{
    domain::{account::Role, employer::Employer, employer_group::EmployerGroup, initiative::Initiative},
    matching::{
        group::{Leaving, Move, split},
        transition::Transitions,
    },
    storage::{audit_log, employer_groups, employers, initiatives},
};
use rusqlite::Transaction;
use std::collections::BTreeMap;
use vocabulary::{EmployerGroupId, EmployerId, EscoUri, Money, Purpose, Vocabulary};

/// A group with its split.
#[derive(Debug, Clone)]
pub struct GroupFile {
    /// The group.
    pub group: EmployerGroup,
    /// Its members by id.
    pub employers: BTreeMap<EmployerId, Employer>,
    /// The initiatives that lead to its destinations.
    pub initiatives: Vec<Initiative>,
    /// Who goes where: places in the group's lists of jobs and of destinations.
    pub moves: Vec<Move>,
    /// How feasible each move is, in thousandths, in the order of the moves.
    pub feasible_thousandths: Vec<u16>,
    /// How each member comes off.
    pub members: Vec<MemberShare>,
}

/// How a member comes off: its jobs, seats and money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberShare {
    /// The member.
    pub employer: EmployerId,
    /// How many of its jobs vanish.
    pub jobs: u32,
    /// How many of these people have a seat.
    pub seated: u32,
    /// What it may count on of the shared budget; equal for all.
    pub share: Money,
    /// What its people's ways cost.
    pub spent: Money,
}

impl GroupFile {
    /// What all ways cost together.
    #[must_use]
    pub fn spent(&self) -> Money {
        Money::from_cents(self.members.iter().map(|it| it.spent.cents()).sum())
    }

    /// What is left of the budget; below zero what is short.
    #[must_use]
    pub fn left(&self) -> Money {
        Money::from_cents(self.group.budget().cents() - self.spent().cents())
    }

    /// How many jobs vanish in all.
    #[must_use]
    pub fn jobs(&self) -> u32 {
        self.members.iter().map(|it| it.jobs).sum()
    }

    /// How many people have a seat.
    #[must_use]
    pub fn seated(&self) -> u32 {
        self.members.iter().map(|it| it.seated).sum()
    }
}

/// Saves a new group. The caller draws the id.
///
/// # Errors
/// [`WorkflowError`] when the role may not, an employer or an initiative is unknown, a code is in no list, or another
/// group has the name.
pub async fn add_group(
    context: &Context,
    actor: &Actor,
    group: EmployerGroup,
) -> Result<EmployerGroupId, WorkflowError> {
    actor.must(Role::keeps_vacancies, "make a group of employers")?;
    check_codes(context, &group)?;
    let now = context.clock.now();
    let (id, subject) = (group.id, format!("employer-group/{}", group.id));
    let entry = actor.entry(now, Purpose::CaseWork, "employer-group.add", subject, "");
    context
        .storage
        .write(move |tx| {
            check_stored(tx, &group)?;
            employer_groups::insert(tx, &group)?;
            audit_log::append(tx, &entry)?;
            Ok(id)
        })
        .await
}

/// Refuses a name that another group has, and employers and initiatives that are not there.
pub(super) fn check_stored(
    transaction: &Transaction<'_>,
    group: &EmployerGroup,
) -> Result<(), WorkflowError> {
    if employer_groups::is_name_taken(transaction, group)? {
        return Err(WorkflowError::Conflict { reason: Conflict::GroupNameTaken });
    }
    for employer in group.members() {
        if employers::get(transaction, employer)?.is_none() {
            return Err(WorkflowError::NotFound { kind: "employer" });
        }
    }
    for initiative in group.destinations().iter().filter_map(|it| it.initiative) {
        if initiatives::get(transaction, initiative)?.is_none() {
            return Err(WorkflowError::unknown("initiative", initiative, "initiatives"));
        }
    }
    Ok(())
}

/// Refuses codes that no list has.
pub(super) fn check_codes(context: &Context, group: &EmployerGroup) -> Result<(), WorkflowError> {
    let jobs = group.jobs().iter().map(|it| &it.occupation);
    for occupation in jobs.chain(group.destinations().iter().map(|it| &it.occupation)) {
        if context.vocabulary.occupation(occupation).is_none() {
            return Err(unknown_occupation(&context.vocabulary, "occupation", occupation));
        }
    }
    match group.destinations().iter().find(|it| context.geography.region(&it.region).is_none()) {
        Some(it) => Err(WorkflowError::unknown("region", &it.region, "regions")),
        None => Ok(()),
    }
}

/// A group with the best split of its people.
///
/// # Errors
/// [`WorkflowError::NotFound`]; [`WorkflowError`] when the role may not.
pub async fn view_group(
    context: &Context,
    actor: &Actor,
    id: EmployerGroupId,
) -> Result<GroupFile, WorkflowError> {
    actor.must(|role| role.sees_people() || role.keeps_vacancies(), "see a group of employers")?;
    let read = move |connection: &rusqlite::Connection| {
        let group = employer_groups::get(connection, id)?.ok_or(WorkflowError::NotFound { kind: "group" })?;
        let mut known = BTreeMap::new();
        for id in group.members() {
            known.extend(employers::get(connection, id)?.map(|employer| (id, employer)));
        }
        Ok::<_, WorkflowError>((group, known, initiatives::all(connection)?))
    };
    let (group, employers, initiatives) = context.storage.read(read).await?;
    let (vocabulary, transitions, of) =
        (context.vocabulary.clone(), context.transitions.clone(), group.clone());
    let divided = move || split_of(&of, &vocabulary, &transitions.of(&vocabulary));
    let (moves, feasible_thousandths) = off_the_async_threads(divided).await;
    let members = members(&group, &moves);
    Ok(GroupFile { group, employers, initiatives, moves, feasible_thousandths, members })
}

/// All groups by name.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the database cannot be read.
pub async fn list_groups(context: &Context, actor: &Actor) -> Result<Vec<EmployerGroup>, WorkflowError> {
    actor.must(|role| role.sees_people() || role.keeps_vacancies(), "see groups of employers")?;
    Ok(context.storage.read(employer_groups::all).await?)
}

fn split_of(
    group: &EmployerGroup,
    vocabulary: &Vocabulary,
    transitions: &Transitions,
) -> (Vec<Move>, Vec<u16>) {
    let members: Vec<EmployerId> = group.members().into_iter().collect();
    let leaving: Vec<Leaving> = group
        .jobs()
        .iter()
        .map(|it| Leaving { member: members.binary_search(&it.employer).unwrap_or(0), jobs: it.jobs })
        .collect();
    let seats: Vec<u16> = group.destinations().iter().map(|it| it.seats).collect();
    let table = feasibilities(group, vocabulary, transitions);
    let value = |from: usize, to: usize| {
        let pair = (&group.jobs()[from].occupation, &group.destinations()[to].occupation);
        table.get(&pair).copied().unwrap_or(0)
    };
    let moves = split(&leaving, &seats, value);
    let feasible = moves.iter().map(|it| value(it.from, it.to)).collect();
    (moves, feasible)
}

/// How feasible each change is that the group could make, in thousandths.
fn feasibilities<'g>(
    group: &'g EmployerGroup,
    vocabulary: &Vocabulary,
    transitions: &Transitions,
) -> BTreeMap<(&'g EscoUri, &'g EscoUri), u16> {
    let mut table = BTreeMap::new();
    for from in group.jobs().iter().map(|it| &it.occupation) {
        let Some(origin) =
            vocabulary.occupation(from).filter(|_| !table.keys().any(|(known, _)| *known == from))
        else {
            continue;
        };
        let origin = transitions.from_occupation(origin);
        for to in group.destinations().iter().map(|it| &it.occupation) {
            let Some(index) = vocabulary.occupation(to) else { continue };
            let value = transitions.feasibility(&origin, index).value();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the value is between 0 and 1"
            )]
            table.insert((from, to), (value * 1000.0).round() as u16);
        }
    }
    table
}

fn members(group: &EmployerGroup, moves: &[Move]) -> Vec<MemberShare> {
    let shares = group.equal_shares();
    let member = |(employer, share): (EmployerId, Money)| {
        let jobs = group.jobs().iter().filter(|it| it.employer == employer);
        let own = moves.iter().filter(|it| group.jobs()[it.from].employer == employer);
        let cost = |it: &Move| group.destinations()[it.to].cost.cents() * i64::from(it.people);
        MemberShare {
            employer,
            jobs: jobs.map(|it| u32::from(it.jobs)).sum(),
            seated: own.clone().map(|it| u32::from(it.people)).sum(),
            share,
            spent: Money::from_cents(own.map(cost).sum()),
        }
    };
    shares.into_iter().map(member).collect()
}
