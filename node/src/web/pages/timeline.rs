//! The timeline of a candidate's file: what happened to the cases, what was agreed to, and who saw what of the person.

use super::{views::EventView, words};
use crate::{
    storage::{
        access_log::{self, ReadsOfDay},
        cases::CaseHappening,
    },
    workflow::view_candidate::CandidateFile,
};
use service::web::{format::dutch_day, page::Page};
use std::collections::BTreeMap;
use vocabulary::AccountId;

/// Readings shown, those of one day by one reader as one.
const READS: usize = 20;

/// What happened to the cases and who read the file, newest first.
pub(super) fn events(
    page: &Page,
    names: &BTreeMap<AccountId, String>,
    file: &CandidateFile,
) -> Vec<EventView> {
    let name = |account: Option<AccountId>| account.and_then(|account| names.get(&account)).cloned();
    let happened = file.cases.iter().flat_map(|(_, happenings)| happenings).map(|happening| EventView {
        at: happening.at,
        text: happening_text(page, happening),
        by: name(happening.account).unwrap_or_default(),
    });
    let agreed = file.consents.iter().map(|consent| EventView {
        at: consent.given_at,
        text: page.say("event-consent"),
        by: name(Some(consent.recorded_by)).unwrap_or_default(),
    });
    let read = file.reads.iter().filter(|read| says_more(read, &file.reads)).take(READS);
    let read = read.map(|read| read_view(page, names, read));
    let mut events: Vec<EventView> = happened.chain(agreed).chain(read).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    events
}

/// Whoever read the whole file saw its lines and matches with it: that day they are not told apart.
fn says_more(read: &ReadsOfDay, all: &[ReadsOfDay]) -> bool {
    let of_the_file = [access_log::LINE, access_log::MATCH, access_log::CASE];
    let (entry, day) = (&read.newest.entry, dutch_day(read.newest.entry.at));
    !of_the_file.contains(&entry.detail.as_str())
        || !all.iter().map(|other| &other.newest.entry).any(|other| {
            other.detail == access_log::WHOLE_FILE && other.actor == entry.actor && dutch_day(other.at) == day
        })
}

fn read_view(page: &Page, names: &BTreeMap<AccountId, String>, read: &ReadsOfDay) -> EventView {
    let entry = &read.newest.entry;
    let account: Option<AccountId> =
        entry.actor.strip_prefix("account/").and_then(|account| account.parse().ok());
    let text = page.say(words::read(&entry.detail));
    EventView {
        at: entry.at,
        text: if read.times == 1 { text } else { format!("{text} {}", page.count("times", read.times)) },
        by: account.and_then(|account| names.get(&account)).cloned().unwrap_or_default(),
    }
}

fn happening_text(page: &Page, happening: &CaseHappening) -> String {
    let text = match (happening.kind.as_str(), happening.to) {
        ("opened", _) => page.say("event-opened"),
        ("entered", Some(to)) => page.name("event-entered", page.say(words::step(to.get()))),
        ("deadline-set", _) => page.say("event-deadline-set"),
        ("owner-changed", _) => page.say("event-owner-changed"),
        ("offered", _) => page.say("event-offered"),
        ("taken-back", _) => page.say("event-taken-back"),
        ("taken-in", _) => page.say("event-taken-in"),
        ("given-away", _) => page.say("event-given-away"),
        ("ended", _) => page.say("event-ended"),
        _ => page.say("event-noted"),
    };
    match &happening.reason {
        Some(reason) => format!("{text} ({reason})"),
        None => text,
    }
}
