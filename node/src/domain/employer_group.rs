//! Groups of employers whose jobs vanish within a horizon, and where their people could go (rows S1-10 and LUX-02).
//!
//! A group counts jobs; no person stands in it. Individuals stay unnamed until they consent, and then each has a file
//! and a case of the usual kind.

use super::{candidate::OutOfRange, text::Line};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Date, EmployerGroupId, EmployerId, EscoUri, InitiativeId, Money, RegionId};

/// The most jobs of a group: the split weighs each of them against each seat.
pub const MOST_JOBS: u32 = 200;
/// The most places where people could go.
pub const MOST_DESTINATIONS: usize = 20;
/// The longest horizon, in months.
pub const MOST_MONTHS: u8 = 60;
/// The largest budget, in cents: ten million euros.
const MOST_BUDGET_CENTS: i64 = 1_000_000_000;

/// Employers that look for other work for their people together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerGroup {
    /// The group.
    pub id: EmployerGroupId,
    /// Grows with each change; a form that carries an older one is refused.
    pub revision: u32,
    /// The day on which it came to an end; from then on it stays as it was.
    pub ended_on: Option<Date>,
    /// Its name; no two groups of a node share one.
    pub name: Line,
    begins_on: Date,
    months: u8,
    budget: Money,
    jobs: Vec<VanishingJobs>,
    destinations: Vec<Destination>,
}

/// Jobs of one employer and one occupation that vanish on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VanishingJobs {
    /// The employer.
    pub employer: EmployerId,
    /// The ESCO occupation.
    pub occupation: EscoUri,
    /// The day on which they vanish.
    pub vanishes_on: Date,
    /// How many; at least one.
    pub jobs: u16,
}

/// A shortage to which people of a group could go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The ESCO occupation that is short of people.
    pub occupation: EscoUri,
    /// The region.
    pub region: RegionId,
    /// How many people can go there, its training included; at least one.
    pub seats: u16,
    /// What the way there costs per person.
    pub cost: Money,
    /// The initiative that leads there, where there is one.
    pub initiative: Option<InitiativeId>,
}

/// The parts of a group as they are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The day from which the horizon counts.
    pub begins_on: Date,
    /// The horizon in months.
    pub months: u8,
    /// The shared budget line.
    pub budget: Money,
    /// What vanishes.
    pub jobs: Vec<VanishingJobs>,
    /// Where people could go.
    pub destinations: Vec<Destination>,
}

impl EmployerGroup {
    /// Takes what is well formed, as a new group: at least one job and at most [`MOST_JOBS`], all of which vanish within the horizon.
    /// Jobs of one employer, occupation and day are counted together.
    ///
    /// # Errors
    /// [`OutOfRange`] for the first part that is not.
    pub fn new(id: EmployerGroupId, name: Line, parts: Parts) -> Result<Self, OutOfRange> {
        let Parts { begins_on, months, budget, jobs, destinations } = parts;
        if !(1..=MOST_MONTHS).contains(&months) {
            return Err(OutOfRange::new(months, "a horizon between 1 and 60 months"));
        }
        if !(0..=MOST_BUDGET_CENTS).contains(&budget.cents()) {
            return Err(OutOfRange::new(budget.cents(), "a budget between 0 and ten million euros"));
        }
        if destinations.len() > MOST_DESTINATIONS {
            return Err(OutOfRange::new(destinations.len(), "at most 20 destinations"));
        }
        let costs = |it: &Destination| (0..=MOST_BUDGET_CENTS).contains(&it.cost.cents());
        if destinations.iter().any(|it| it.seats == 0 || !costs(it)) {
            return Err(OutOfRange::new(
                0,
                "a destination with at least one seat and a cost that is not negative",
            ));
        }
        let last = begins_on.saturating_add(jiff::Span::new().months(months));
        let mut counted: BTreeMap<(EmployerId, Date, EscoUri), u16> = BTreeMap::new();
        for it in jobs {
            if it.vanishes_on < begins_on || it.vanishes_on > last {
                return Err(OutOfRange::new(it.vanishes_on, "a day within the horizon of the group"));
            }
            let count = counted.entry((it.employer, it.vanishes_on, it.occupation)).or_default();
            *count = count.saturating_add(it.jobs);
        }
        let sum: u32 = counted.values().map(|jobs| u32::from(*jobs)).sum();
        if !(1..=MOST_JOBS).contains(&sum) || counted.values().any(|jobs| *jobs == 0) {
            return Err(OutOfRange::new(sum, "between 1 and 200 jobs that vanish"));
        }
        let jobs = counted.into_iter().map(|((employer, vanishes_on, occupation), jobs)| VanishingJobs {
            employer,
            occupation,
            vanishes_on,
            jobs,
        });
        let (revision, ended_on, jobs) = (1, None, jobs.collect());
        Ok(Self { id, revision, ended_on, name, begins_on, months, budget, jobs, destinations })
    }

    /// The same group at the revision that was read, and when it came to an end, where it has.
    #[must_use]
    pub fn at_revision(self, revision: u32, ended_on: Option<Date>) -> Self {
        Self { revision, ended_on, ..self }
    }

    /// The day from which the horizon counts.
    #[must_use]
    pub const fn begins_on(&self) -> Date {
        self.begins_on
    }

    /// The horizon in months.
    #[must_use]
    pub const fn months(&self) -> u8 {
        self.months
    }

    /// The last day of the horizon.
    #[must_use]
    pub fn ends_on(&self) -> Date {
        self.begins_on.saturating_add(jiff::Span::new().months(self.months))
    }

    /// The shared budget line.
    #[must_use]
    pub const fn budget(&self) -> Money {
        self.budget
    }

    /// What vanishes: by employer, then by day.
    #[must_use]
    pub fn jobs(&self) -> &[VanishingJobs] {
        &self.jobs
    }

    /// Where people could go.
    #[must_use]
    pub fn destinations(&self) -> &[Destination] {
        &self.destinations
    }

    /// The members, each once.
    #[must_use]
    pub fn members(&self) -> BTreeSet<EmployerId> {
        self.jobs.iter().map(|it| it.employer).collect()
    }

    /// What each member may count on of the shared budget: equal for all, small or large, and together the budget to
    /// the cent. The cents that do not divide go one each to the first by id.
    #[must_use]
    pub fn equal_shares(&self) -> BTreeMap<EmployerId, Money> {
        let members = self.members();
        let count = i64::try_from(members.len()).unwrap_or(i64::MAX).max(1);
        let (each, rest) = (self.budget.cents() / count, self.budget.cents() % count);
        let share =
            |(place, member): (i64, EmployerId)| (member, Money::from_cents(each + i64::from(place < rest)));
        (0..).zip(members).map(share).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(employer: u8, day: &str, jobs: u16) -> VanishingJobs {
        VanishingJobs {
            employer: EmployerId::from_random([employer; 16]),
            occupation: EscoUri::new("http://data.europa.eu/esco/occupation/a").unwrap(),
            vanishes_on: day.parse().unwrap(),
            jobs,
        }
    }

    fn group(budget: i64, months: u8, jobs: Vec<VanishingJobs>) -> Result<EmployerGroup, OutOfRange> {
        let parts = Parts {
            begins_on: "2026-11-25".parse().unwrap(),
            months,
            budget: Money::from_cents(budget),
            jobs,
            destinations: vec![],
        };
        EmployerGroup::new(EmployerGroupId::from_random([1; 16]), Line::new("Brug").unwrap(), parts)
    }

    #[test]
    fn lux_02_jobs_vanish_within_the_horizon_of_18_months_or_are_not_of_the_group() {
        assert!(group(0, 18, vec![jobs(1, "2028-05-25", 3)]).is_ok());
        assert!(group(0, 18, vec![jobs(1, "2028-05-26", 3)]).is_err());
        assert!(group(0, 18, vec![jobs(1, "2026-11-24", 3)]).is_err());
        assert!(group(0, 0, vec![jobs(1, "2026-11-25", 3)]).is_err());
        assert!(group(0, 18, vec![]).is_err());
    }

    #[test]
    fn s1_10_every_member_counts_on_an_equal_share_and_the_shares_add_up_to_the_cent() {
        let members = (0..20).map(|member| jobs(member, "2027-10-01", if member == 0 { 41 } else { 1 }));
        let group = group(10_000_007, 18, members.collect()).unwrap();
        let shares = group.equal_shares();
        assert_eq!(shares.len(), 20);
        assert_eq!(shares.values().map(|share| share.cents()).sum::<i64>(), 10_000_007);
        let (least, most) = (shares.values().min().unwrap(), shares.values().max().unwrap());
        assert_eq!(most.cents() - least.cents(), 1, "41 jobs count on no more than one job does");
    }
}
