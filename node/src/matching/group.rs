//! The best split of a group's people over shortages: an assignment that respects the seats.
//!
//! Jobs of each employer are ranked by the day on which they vanish. A seat goes first to the first job of every
//! employer, then to the second of each, and so on: an employer with one job has the same claim as one with forty.
//! Under that, as many people as can be find a seat, and of all such splits the one whose changes are most feasible
//! together is taken.
//!
//! That one order of claims can hold before all else rests on the people who can be seated at the same time being a
//! matroid: whoever goes first by rank never costs a seat in all (D. Gale, *Optimal assignments in an ordered set*,
//! Journal of Combinatorial Theory 4, 1968). The assignment itself is found by the Hungarian method (H. Kuhn 1955,
//! J. Munkres 1957).

use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};

/// Changes below this feasibility, in thousandths, are not proposed.
pub const LEAST_FEASIBLE_THOUSANDTHS: u16 = 250;

/// Jobs of one member and one occupation, in the order in which the member's jobs vanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Whose jobs.
    pub member: usize,
    /// How many.
    pub jobs: u16,
}

/// So many people of one place go to one destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// From which of the jobs.
    pub from: usize,
    /// To which of the destinations.
    pub to: usize,
    /// How many people.
    pub people: u16,
}

/// Splits the people of `leaving`, in the order given, over destinations with `seats`. `feasibility` says how feasible
/// a change is, in thousandths; one below [`LEAST_FEASIBLE_THOUSANDTHS`] is not proposed.
#[must_use]
pub fn split(leaving: &[Leaving], seats: &[u16], feasibility: impl Fn(usize, usize) -> u16) -> Vec<Move> {
    let people = ranked(leaving);
    // More seats than people at one destination are never all taken.
    let most = u16::try_from(people.len()).unwrap_or(u16::MAX);
    let places: Vec<usize> = seats
        .iter()
        .enumerate()
        .flat_map(|(to, seats)| std::iter::repeat_n(to, usize::from((*seats).min(most))))
        .collect();
    if people.is_empty() || places.is_empty() {
        return Vec::new();
    }
    let claims = i64::try_from(people.iter().map(|it| it.rank).max().unwrap_or(0)).unwrap_or(i64::MAX) + 1;
    // One claim weighs more than the feasibility of everybody together.
    let claim = i64::try_from(people.len()).unwrap_or(i64::MAX).saturating_mul(1001);
    let worth = |(person, place): (usize, usize)| {
        let Some(to) = places.get(place) else { return 0 };
        let value = feasibility(people[person].from, *to);
        if value < LEAST_FEASIBLE_THOUSANDTHS {
            return 0;
        }
        let rank = i64::try_from(people[person].rank).unwrap_or(i64::MAX);
        claim * (claims - rank) + i64::from(value)
    };
    let columns = places.len().max(people.len());
    let worths = Matrix::from_fn(people.len(), columns, worth);
    let (_, assigned) = kuhn_munkres(&worths);
    let mut moves: Vec<Move> = Vec::new();
    for (person, place) in assigned.into_iter().enumerate().filter(|pair| worth(*pair) > 0) {
        let (from, to) = (people[person].from, places[place]);
        match moves.iter_mut().find(|it| it.from == from && it.to == to) {
            Some(known) => known.people += 1,
            None => moves.push(Move { from, to, people: 1 }),
        }
    }
    moves.sort_by_key(|it| (it.from, it.to));
    moves
}

/// Somebody unnamed: of which jobs, and the how-manieth of the member's.
#[derive(Debug, Clone, Copy)]
struct Person {
    from: usize,
    rank: usize,
}

fn ranked(leaving: &[Leaving]) -> Vec<Person> {
    let mut people = Vec::new();
    for (from, it) in leaving.iter().enumerate() {
        let before = leaving[..from].iter().filter(|other| other.member == it.member);
        let before: usize = before.map(|other| usize::from(other.jobs)).sum();
        people.extend((0..usize::from(it.jobs)).map(|number| Person { from, rank: before + number }));
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a split comes to: for each rank how many have a seat, then the feasibility of all.
    type Worth = (Vec<usize>, u64);

    fn best_by_brute_force(leaving: &[Leaving], seats: &[u16], table: &[Vec<u16>]) -> Worth {
        let people = ranked(leaving);
        let ranks = people.iter().map(|it| it.rank).max().unwrap_or(0) + 1;
        fn visit(
            at: usize,
            people: &[Person],
            left: &mut Vec<u16>,
            table: &[Vec<u16>],
            now: &mut Worth,
            best: &mut Worth,
        ) {
            if at == people.len() {
                if *now > *best {
                    best.clone_from(now);
                }
                return;
            }
            visit(at + 1, people, left, table, now, best);
            for to in 0..left.len() {
                let value = table[people[at].from][to];
                if left[to] > 0 && value >= LEAST_FEASIBLE_THOUSANDTHS {
                    left[to] -= 1;
                    now.0[people[at].rank] += 1;
                    now.1 += u64::from(value);
                    visit(at + 1, people, left, table, now, best);
                    left[to] += 1;
                    now.0[people[at].rank] -= 1;
                    now.1 -= u64::from(value);
                }
            }
        }
        let mut best = (vec![0; ranks], 0);
        visit(0, &people, &mut seats.to_vec(), table, &mut (vec![0; ranks], 0), &mut best);
        best
    }

    /// The same of a split; within one lot of jobs those that vanish first go first.
    fn worth_of(leaving: &[Leaving], moves: &[Move], table: &[Vec<u16>]) -> u64 {
        assert!(moves.iter().all(|it| it.people <= leaving[it.from].jobs));
        moves.iter().map(|it| u64::from(it.people) * u64::from(table[it.from][it.to])).sum()
    }

    #[test]
    fn a_small_employer_has_a_seat_before_the_second_job_of_a_large_one() {
        let leaving = [Leaving { member: 0, jobs: 40 }, Leaving { member: 1, jobs: 1 }];
        let moves = split(&leaving, &[2], |from, _| if from == 0 { 900 } else { 300 });
        assert_eq!(moves, [Move { from: 0, to: 0, people: 1 }, Move { from: 1, to: 0, people: 1 }]);
        // The contrast: where there is a seat for all, nobody is left out.
        let moves = split(&leaving, &[60], |_, _| 900);
        assert_eq!(moves.iter().map(|it| it.people).sum::<u16>(), 41);
    }

    #[test]
    fn a_change_that_is_hardly_feasible_is_not_proposed() {
        let leaving = [Leaving { member: 0, jobs: 2 }];
        assert!(split(&leaving, &[5], |_, _| 249).is_empty());
        assert_eq!(split(&leaving, &[5], |_, _| 250).len(), 1);
        assert!(split(&leaving, &[], |_, _| 900).is_empty() && split(&[], &[3], |_, _| 900).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(300)))]

        #[test]
        fn a_split_never_exceeds_the_seats_and_equals_brute_force(
            lots in prop::collection::vec((0_usize..3, 1_u16..3), 1..4),
            seats in prop::collection::vec(1_u16..3, 1..4),
            values in prop::collection::vec(100_u16..1000, 9),
        ) {
            let leaving: Vec<Leaving> = lots.iter().map(|(member, jobs)| Leaving { member: *member, jobs: *jobs }).collect();
            let table: Vec<Vec<u16>> =
                (0..leaving.len()).map(|from| (0..seats.len()).map(|to| values[from * 3 + to]).collect()).collect();
            let moves = split(&leaving, &seats, |from, to| table[from][to]);
            for (to, seats) in seats.iter().enumerate() {
                let taken: u16 = moves.iter().filter(|it| it.to == to).map(|it| it.people).sum();
                prop_assert!(taken <= *seats);
            }
            for (from, lot) in leaving.iter().enumerate() {
                prop_assert!(moves.iter().filter(|it| it.from == from).map(|it| it.people).sum::<u16>() <= lot.jobs);
            }
            let (ranks, value) = best_by_brute_force(&leaving, &seats, &table);
            let placed: u16 = moves.iter().map(|it| it.people).sum();
            prop_assert_eq!(usize::from(placed), ranks.iter().sum::<usize>());
            prop_assert_eq!(worth_of(&leaving, &moves, &table), value);
        }
    }
}
