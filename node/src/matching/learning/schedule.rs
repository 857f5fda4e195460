//! Chosen modules on the calendar, one after the other, so that the last one ends as early as can be.
//!
//! Beginning earlier never makes the end later, so the earliest end of a set of modules is found from the earliest
//! ends of the sets with one fewer: exact, for as many modules as [`MOST_EXACT`]. More are put in order by whichever
//! ends first.

use super::course::Course;
use vocabulary::Date;

/// So many modules are put in the best order; 2^12 sets of twelve.
pub const MOST_EXACT: usize = 12;

/// A module on the calendar: its place in the list that was given, the first day, and the first day after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Which of the courses.
    pub course: usize,
    /// The first day.
    pub from: Date,
    /// The first day after it.
    pub until: Date,
}

/// The order that ends first; none when some module cannot be begun any more in time.
#[must_use]
pub fn earliest(courses: &[&Course], today: Date) -> Option<Vec<Slot>> {
    if courses.len() <= MOST_EXACT { in_best_order(courses, today) } else { first_end_first(courses, today) }
}

fn slot(courses: &[&Course], course: usize, day: Date) -> Option<Slot> {
    let from = courses[course].starts.first_from(day)?;
    let days = i64::from(courses[course].weeks) * 7;
    let until = from.checked_add(jiff::Span::new().days(days)).ok()?;
    Some(Slot { course, from, until })
}

fn in_best_order(courses: &[&Course], today: Date) -> Option<Vec<Slot>> {
    let all = (1_usize << courses.len()) - 1;
    // for each set of modules the last one of the order that ends first
    let mut last: Vec<Option<Slot>> = vec![None; all + 1];
    for set in 1..=all {
        for course in (0..courses.len()).filter(|course| set >> course & 1 == 1) {
            let before = set & !(1 << course);
            let day = if before == 0 { Some(today) } else { last[before].map(|slot| slot.until) };
            let Some(found) = day.and_then(|day| slot(courses, course, day)) else { continue };
            if last[set].is_none_or(|best| found.until < best.until) {
                last[set] = Some(found);
            }
        }
    }
    let (mut set, mut order) = (all, Vec::with_capacity(courses.len()));
    while set != 0 {
        let found = last[set]?;
        order.push(found);
        set &= !(1 << found.course);
    }
    order.reverse();
    Some(order)
}

fn first_end_first(courses: &[&Course], today: Date) -> Option<Vec<Slot>> {
    let mut left: Vec<usize> = (0..courses.len()).collect();
    let (mut day, mut order) = (today, Vec::with_capacity(courses.len()));
    while !left.is_empty() {
        let slots = left.iter().filter_map(|course| slot(courses, *course, day));
        let next = slots.min_by_key(|slot| slot.until)?;
        left.retain(|course| *course != next.course);
        day = next.until;
        order.push(next);
    }
    Some(order)
}
