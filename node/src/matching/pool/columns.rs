//! What a question asks of many people at once, in columns beside the rows: hours and travel of 64 people, and what
//! their potential and interests are worth at most.
//!
//! Who is let through here may still fail a rule; whom this leaves out fails one for certain.

use super::Person;
use crate::matching::{
    constraint::VacancyTerms,
    engine::{arranged::Beside, blocks::BLOCK, simd},
    input::Potential,
    interests::{self, KindOfWork},
    score::{FactorPoints, earned_by_steps},
    travel::{Place, TravelTable},
    yardstick::Yardstick,
};

/// Hours and travel of a person in eight bytes. What is not known fits everything.
#[derive(Debug, Clone, Copy)]
struct Rules {
    hours: (u8, u8),
    /// The longest way, in minutes; what is longer than the table tells is as long as the longest.
    travel: u8,
    /// The place, as [`Reach`] numbers it.
    place: u16,
}

/// The columns beside the people of a tier.
#[derive(Debug, Default)]
pub(super) struct Columns {
    rules: Vec<Rules>,
    /// For 64 blocks what potential and interests give one of their people at most: first without interests, then for
    /// each kind of work.
    extra: Vec<Vec<[u16; BLOCK]>>,
    /// Of whom the last row tells: the next who is the same adds nothing to the most of their block.
    last: Option<(Potential, Option<interests::Interests>)>,
}

/// The way from every place to one vacancy, and its hours.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Minutes by place, with those of an unknown place first.
    minutes: Vec<u8>,
    hours: (u8, u8),
}

impl Reach {
    /// What a vacancy asks. Used again and again, so that nothing is allocated.
    pub(super) fn ask(&mut self, vacancy: &VacancyTerms, travel: &TravelTable) {
        self.minutes.clear();
        self.minutes.push(0);
        match vacancy.place {
            Some(to) => self.minutes.extend(travel.all_minutes_to(to)),
            None => self.minutes.resize(1 + travel.places(), 0),
        }
        self.hours = vacancy.hours.map_or((0, u8::MAX), |hours| (hours.min(), hours.max()));
    }
}

fn number(place: Option<Place>) -> u16 {
    place.map_or(0, |place| place.number().saturating_add(1))
}

impl Columns {
    /// Whether a person lives near enough and works such hours, as far as is known.
    #[inline]
    pub(super) fn may_reach(&self, row: usize, reach: &Reach) -> bool {
        let Rules { hours, travel, place } = self.rules[row];
        let minutes = reach.minutes.get(usize::from(place)).copied().unwrap_or(0);
        (hours.0 <= reach.hours.1) & (hours.1 >= reach.hours.0) & (minutes <= travel)
    }

    /// Says that these people of a block will be asked about.
    #[inline]
    pub(super) fn announce(&self, block: usize, rows: u64) {
        // eight of them lie in one line of the cache, or in two
        for (eight, rows) in rows.to_le_bytes().into_iter().enumerate() {
            if rows != 0 {
                simd::announce(&self.rules[block * BLOCK + 8 * eight]);
            }
        }
    }

    /// What potential and interests give one of the people of each of 64 blocks at most, for work of this kind.
    pub(super) fn extra_at_most(&self, group: usize, kind: Option<KindOfWork>) -> Option<&[u16; BLOCK]> {
        self.extra.get(group)?.get(kind.map_or(0, |kind| 1 + kind.at()))
    }
}

/// What potential and interests give a person of work of each kind, first without interests.
fn extra(person: &Person, points: &FactorPoints) -> impl Iterator<Item = u16> {
    let Person { potential, interests, .. } = *person;
    let of_potential = earned_by_steps(points.hard, Potential::steps(potential.hard()))
        + earned_by_steps(points.soft, Potential::steps(potential.soft()));
    let points = points.interests;
    let of_kinds = KindOfWork::all()
        .map(move |kind| of_potential + earned_by_steps(points, interests::steps(interests, Some(kind))));
    std::iter::once(of_potential).chain(of_kinds).map(|earned| u16::try_from(earned).unwrap_or(u16::MAX))
}

impl Beside<Person> for Columns {
    fn push(&mut self, yardstick: &Yardstick, person: &Person) {
        let block = self.rules.len() / BLOCK;
        let (group, lane) = (block / BLOCK, block % BLOCK);
        let terms = &person.rules;
        let limit = terms.max_travel_minutes.unwrap_or(u16::MAX).min(u16::from(u8::MAX));
        self.rules.push(Rules {
            hours: terms.hours.map_or((0, u8::MAX), |hours| (hours.min(), hours.max())),
            travel: u8::try_from(limit).unwrap_or(u8::MAX),
            place: number(terms.place),
        });
        if self.extra.len() == group {
            self.extra.push(vec![[0; BLOCK]; 1 + KindOfWork::all().count()]);
        }
        let known = Some((person.potential, person.interests));
        if known == self.last && !(self.rules.len() - 1).is_multiple_of(BLOCK) {
            return;
        }
        self.last = known;
        for (at_most, earned) in self.extra[group].iter_mut().zip(extra(person, yardstick.points())) {
            at_most[lane] = at_most[lane].max(earned);
        }
    }

    fn size_bytes(&self) -> usize {
        self.rules.capacity() * size_of::<Rules>()
            + self.extra.iter().map(|kinds| kinds.capacity() * size_of::<[u16; BLOCK]>()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{candidate, travel, vacancy};
    use super::super::{person, work};
    use super::*;
    use crate::matching::{constraint::no_rule_fails, input::HoursRange, interests::Interests};

    #[test]
    fn nobody_whom_the_rules_admit_is_left_out_and_nobody_earns_more_than_the_most() {
        let (travel, yardstick) = (travel(), super::super::tests::yardstick());
        let (mut columns, mut people) = (Columns::default(), Vec::new());
        for number in 0..200_u8 {
            let mut profile = candidate(number, &[1]);
            profile.max_travel_minutes = [None, Some(10), Some(60), Some(400)][usize::from(number % 4)];
            profile.hours = [None, HoursRange::new(8, 16), HoursRange::new(24, 32)][usize::from(number % 3)];
            profile.municipality = profile.municipality.filter(|_| !number.is_multiple_of(5));
            profile.potential = Potential::new(Some(1 + number % 5), None);
            profile.interests = Interests::new([number % 5, 4, 1, 2, 0, 3]);
            people.push(person(&profile, &travel));
        }
        people.iter().for_each(|person| columns.push(&yardstick, person));
        let mut reach = Reach::default();
        let mut seen = [0; 2];
        for place in [true, false] {
            let mut asked = vacancy(9, &[1], &[]);
            asked.municipality = asked.municipality.filter(|_| place);
            let asked = work(&asked, &travel).rules;
            reach.ask(&asked, &travel);
            for (row, person) in people.iter().enumerate() {
                let admitted = no_rule_fails(&person.rules, &asked, &travel);
                // hours and travel are the only rules here, so the column judges them exactly
                assert_eq!(columns.may_reach(row, &reach), admitted, "{person:?}");
                seen[usize::from(admitted)] += 1;
            }
        }
        assert!(seen.into_iter().all(|count| count > 0), "{seen:?}");
        for kind in std::iter::once(None).chain(KindOfWork::all().map(Some)) {
            let at = kind.map_or(0, |kind| 1 + kind.at());
            for (block, people) in people.chunks(BLOCK).enumerate() {
                let most = people.iter().filter_map(|person| extra(person, yardstick.points()).nth(at)).max();
                let told = columns.extra_at_most(0, kind).map(|at_most| at_most[block]);
                assert_eq!(told, most);
            }
        }
    }
}
