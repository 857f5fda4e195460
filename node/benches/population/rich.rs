//! A score with everything that makes exact scoring dear: evidence and level of each skill, and other skills that stand
//! in for one that is not held. It shows what the engine's hook for scorers costs; what the node itself weighs is another
//! matter.

use super::{DETAIL_BITS, Person, Population, TOP, Vacancy};
use node::matching::engine::{
    query::Query,
    search::{ExactScorer, Search},
    tiers::{Arranged, Loading, Tier, Tiers},
};

/// What a skill counts for by its evidence, in percent.
const BY_EVIDENCE: [u32; 4] = [80, 90, 100, 100];
/// What a skill counts for by its level, in percent.
const BY_LEVEL: [u32; 4] = [70, 85, 100, 100];
/// What a skill that stands in counts for at most, in percent.
const STAND_IN: u32 = 50;
/// Kinds of skill: what one counts for at most that is not of the next kind, in percent, and what is added to the
/// skill's number to make the feature.
const KINDS: [(u32, u32); 3] = [(70, 0), (90, 20_000), (100, 40_000)];
/// The most skills of a vacancy that are looked at.
const MOST_WANTS: usize = 128;
const NONE: u32 = u32::MAX;

/// A person whose skills have their kind for a further feature.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RichPerson(Person);

/// The people in the engine, as the rich score needs them.
pub(crate) type RichPeople = Tiers<u32, RichPerson>;

impl Arranged for RichPerson {
    fn arrangement(&self) -> u64 {
        self.0.arrangement()
    }

    fn feature(detail: u32) -> u32 {
        detail >> DETAIL_BITS
    }

    fn more_features(detail: u32) -> impl Iterator<Item = u32> {
        let better = KINDS.windows(2).filter(move |pair| percent(detail) > pair[0].0);
        better.map(move |pair| Self::feature(detail) + pair[1].1)
    }
}

/// What a person's skill counts for by evidence and level, in percent.
const fn percent(detail: u32) -> u32 {
    BY_EVIDENCE[(detail & 3) as usize] * BY_LEVEL[(detail >> 2 & 3) as usize] / 100
}

impl Population {
    /// From arrays to an index that is ready for rich questions.
    pub(crate) fn load_rich(&self) -> RichPeople {
        let mut loading = Loading::new();
        let mut start = 0;
        for ((id, person), end) in (0..).zip(&self.people).zip(&self.ends) {
            loading.add(id, RichPerson(*person), &self.skills[start..*end]);
            start = *end;
        }
        loading.finish()
    }
}

/// What asking needs, used again and again.
#[derive(Debug)]
pub(crate) struct RichRoom {
    query: Query,
    search: Search<u32>,
    table: Table,
}

/// For each skill what it is worth to which of the wanted skills.
#[derive(Debug, Default)]
struct Table {
    /// The first worth of each skill.
    first: Vec<u32>,
    worths: Vec<Worth>,
    wants: usize,
}

#[derive(Debug)]
struct Worth {
    skill: u32,
    want: usize,
    /// Of each percent.
    weight: u32,
    /// At most, in percent.
    most: u32,
    next: u32,
}

impl Table {
    fn clear(&mut self, skills: usize) {
        self.first.resize(skills, NONE);
        for worth in self.worths.drain(..) {
            self.first[worth.skill as usize] = NONE;
        }
        self.wants = 0;
    }

    fn add(&mut self, skill: u32, weight: u32, most: u32) {
        let first = &mut self.first[skill as usize];
        let at = u32::try_from(self.worths.len()).unwrap_or(NONE);
        let next = std::mem::replace(first, at);
        self.worths.push(Worth { skill, want: self.wants, weight, most, next });
    }

    /// For each wanted skill the most that any of the person's skills is worth to it, added up.
    fn score(&self, details: &[u32]) -> u32 {
        let mut best = [0_u32; MOST_WANTS];
        for detail in details {
            let mut at = self.first[(detail >> DETAIL_BITS) as usize];
            while let Some(worth) = self.worths.get(at as usize) {
                let percent = percent(*detail) * worth.most / 100;
                best[worth.want] = best[worth.want].max(worth.weight * percent);
                at = worth.next;
            }
        }
        best[..self.wants].iter().sum()
    }
}

impl RichRoom {
    pub(crate) fn new(search: Search<u32>) -> Self {
        Self { query: Query::default(), search, table: Table::default() }
    }

    /// The best people for a vacancy by the rich score: place in the order of ids, and score.
    pub(crate) fn ask(
        &mut self,
        population: &Population,
        people: &RichPeople,
        vacancy: &Vacancy,
    ) -> impl ExactSizeIterator<Item = (u32, u32)> {
        self.query.clear();
        self.table.clear(population.stand_ins.len());
        for (skill, weight) in vacancy.skills.iter().take(MOST_WANTS) {
            let stand_ins = &population.stand_ins[*skill as usize];
            // what a stand-in is worth for any of them, then for the skill itself what its kind is worth at most
            self.query.add_plane(weight * STAND_IN, stand_ins.iter().copied().chain([*skill]));
            let mut below = STAND_IN;
            for (most, kind) in KINDS {
                self.query.add_plane(weight * (most - below), [kind + skill]);
                below = most;
            }
            self.table.add(*skill, *weight, 100);
            stand_ins.iter().for_each(|other| self.table.add(*other, *weight, STAND_IN));
            self.table.wants += 1;
        }
        self.search.start(TOP);
        for (number, tier) in people.tiers().iter().enumerate() {
            let near = &population.near[usize::from(vacancy.municipality)];
            let scorer = Rich { tier, near, hours: vacancy.hours, table: &self.table };
            self.search.visit(number, tier.blocks(), tier.live(), &self.query, &scorer);
        }
        let found = self.search.finish().iter();
        found.map(|found| (u32::try_from(found.tie).unwrap_or(u32::MAX), found.score))
    }
}

struct Rich<'a> {
    tier: &'a Tier<u32, RichPerson>,
    near: &'a [bool],
    hours: (u8, u8),
    table: &'a Table,
}

impl ExactScorer for Rich<'_> {
    type Score = u32;

    fn least(&self, _: usize, kth: u32) -> u32 {
        kth
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        kth
    }

    fn admits(&self, row: usize) -> bool {
        self.tier.terms(row).0.admitted(self.near, self.hours)
    }

    fn score(&self, row: usize, _: u32) -> Option<u32> {
        let score = self.table.score(self.tier.details(row));
        (score > 0).then_some(score)
    }

    fn tie(&self, row: usize) -> u128 {
        u128::from(self.tier.id(row))
    }
}
