//! The best destinations from an occupation or from a set of skills, bridges between vanishing and appearing work,
//! and a path in steps.
//!
//! Other sectors are searched by default (row PWC-01), and since neighbours in one's own sector are mostly the
//! nearest, a quarter of the places is kept for the best of the other sectors.

use super::{Origin, Transitions, score::Feasibility, table::TransitionTable};
use vocabulary::{OccupationIndex, SectorCode, Sectors, Vocabulary};

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Everywhere; at least a quarter of the answer lies in other sectors, as far as there are any.
    #[default]
    AllSectors,
    /// Only outside the sector that one comes from.
    OtherSectors,
}

/// An occupation that one could change to.
#[derive(Debug, Clone, PartialEq)]
pub struct Destination {
    /// Which.
    pub occupation: OccupationIndex,
    /// How feasible it is.
    pub feasibility: Feasibility,
    /// Its sector.
    pub sector: Option<SectorCode>,
    /// Whether that is another sector than the one that one comes from.
    pub in_other_sector: bool,
}

/// The lists that ranking looks things up in.
#[derive(Debug, Clone, Copy)]
pub struct Map<'a> {
    /// What is known of changes.
    pub transitions: &'a Transitions,
    /// The vocabulary that it was made from.
    pub vocabulary: &'a Vocabulary,
    /// The sectors of occupations.
    pub sectors: &'a Sectors,
}

impl Map<'_> {
    /// The best destinations, most feasible first, at most `limit`, without the occupation that one comes from
    /// and without those that the release marks as no longer in use.
    #[must_use]
    pub fn destinations(&self, origin: &Origin, reach: Reach, limit: usize) -> Vec<Destination> {
        let own = origin.occupation().and_then(|it| self.sector(it));
        let mut all: Vec<Destination> = self
            .transitions
            .occupations()
            .filter(|it| origin.occupation() != Some(*it) && !self.vocabulary.is_occupation_deprecated(*it))
            .map(|occupation| {
                let sector = self.sector(occupation);
                let in_other_sector = own.is_some() && sector != own;
                let feasibility = self.transitions.feasibility(origin, occupation);
                Destination { occupation, feasibility, sector, in_other_sector }
            })
            .filter(|it| reach == Reach::AllSectors || it.in_other_sector)
            .collect();
        all.sort_by(by_feasibility);
        with_other_sectors(all, limit)
    }

    /// The best changes from vanishing to appearing occupations in other sectors, most feasible first.
    #[must_use]
    pub fn bridges(
        &self,
        vanishing: &[OccupationIndex],
        appearing: &[OccupationIndex],
        limit: usize,
    ) -> Vec<(OccupationIndex, Destination)> {
        let mut bridges = Vec::new();
        for from in vanishing {
            let (origin, own) = (self.transitions.from_occupation(*from), self.sector(*from));
            for occupation in appearing.iter().copied() {
                let sector = self.sector(occupation);
                if sector != own {
                    let feasibility = self.transitions.feasibility(&origin, occupation);
                    bridges.push((
                        *from,
                        Destination { occupation, feasibility, sector, in_other_sector: true },
                    ));
                }
            }
        }
        bridges.sort_by(|a, b| by_feasibility(&a.1, &b.1).then(a.0.cmp(&b.0)));
        bridges.truncate(limit);
        bridges
    }

    fn sector(&self, occupation: OccupationIndex) -> Option<SectorCode> {
        self.sectors.of_isco(&self.vocabulary.isco(occupation)).map(|it| it.code.clone())
    }
}

/// One way through: the occupations after the first, with the score of each step.
pub type Path = Vec<(OccupationIndex, Feasibility)>;

/// A stop on the way has to make the hardest step easier by at least this much to be worth it.
const WORTH_A_STOP: f32 = 0.15;

impl Transitions {
    /// The way of somebody to an occupation: straight, or by one stop in between where that makes the hardest step
    /// clearly easier. Who works at the stop keeps what was held before and learns what the stop asks. Of equal stops
    /// the first by number.
    #[must_use]
    pub fn path(&self, origin: &Origin, to: OccupationIndex) -> Path {
        let straight = self.feasibility(origin, to);
        let mut stops: Vec<(OccupationIndex, Feasibility)> = self
            .occupations()
            .filter(|it| *it != to && origin.occupation() != Some(*it))
            .map(|stop| (stop, self.feasibility(origin, stop)))
            .collect();
        stops.sort_by(|a, b| b.1.value().total_cmp(&a.1.value()).then(a.0.cmp(&b.0)));
        let (mut hardest, mut path) = (straight.value() + WORTH_A_STOP, vec![(to, straight)]);
        for (stop, first) in stops {
            // No step after it makes the first one easier, and those that follow are no easier than this one.
            if first.value() < hardest {
                break;
            }
            let second = self.feasibility(&self.at_stop(origin, stop), to);
            let of_both = first.value().min(second.value());
            let is_better = if path.len() == 1 { of_both >= hardest } else { of_both > hardest };
            if is_better {
                (hardest, path) = (of_both, vec![(stop, first), (to, second)]);
            }
        }
        path
    }

    fn at_stop(&self, origin: &Origin, stop: OccupationIndex) -> Origin {
        let mut held = self.held_in(stop);
        origin.held().skills().for_each(|(skill, certainty)| held.add(skill, certainty));
        self.origin(Some(stop), held)
    }
}

impl TransitionTable {
    /// The way from one occupation to another: straight, or by one stop in between where that makes the hardest
    /// step clearly easier. Of equal stops the first by number.
    #[must_use]
    pub fn path(&self, from: OccupationIndex, to: OccupationIndex) -> Path {
        let straight = self.feasibility(from, to);
        let hardest = |stop: OccupationIndex| {
            self.feasibility(from, stop).quantised().min(self.feasibility(stop, to).quantised())
        };
        let stops =
            (0..).map(OccupationIndex).take(self.from(from).len()).filter(|it| *it != from && *it != to);
        // `max_by_key` gives the last of equals; reversed, the first by number.
        let best = stops.collect::<Vec<_>>().into_iter().rev().max_by_key(|it| hardest(*it));
        match best {
            Some(stop)
                if Feasibility::from_quantised(hardest(stop)).value() >= straight.value() + WORTH_A_STOP =>
            {
                vec![(stop, self.feasibility(from, stop)), (to, self.feasibility(stop, to))]
            }
            _ => vec![(to, straight)],
        }
    }
}

fn by_feasibility(a: &Destination, b: &Destination) -> std::cmp::Ordering {
    b.feasibility.value().total_cmp(&a.feasibility.value()).then(a.occupation.cmp(&b.occupation))
}

/// The first `limit` of an ordered list, of which at least a quarter lies in other sectors: the last ones of the
/// own sector make room for the best of the others.
fn with_other_sectors(all: Vec<Destination>, limit: usize) -> Vec<Destination> {
    let wanted = limit.div_ceil(4).min(all.iter().filter(|it| it.in_other_sector).count());
    let others_first = all.iter().filter(|it| it.in_other_sector).take(wanted).count();
    let (mut own_places, mut other_places) = (limit - others_first, others_first);
    let mut kept: Vec<Destination> = Vec::new();
    for it in all {
        let other = it.in_other_sector;
        if other && other_places > 0 {
            other_places -= 1;
        } else if own_places > 0 {
            own_places -= 1;
        } else {
            continue;
        }
        kept.push(it);
    }
    kept
}
