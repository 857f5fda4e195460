//! What is typed into the form of a group of employers: its lines, parted by semicolons, and for each what is wrong.

use super::{labels::Labels, reading::Reading, templates::FormPage};
use crate::{
    domain::{
        employer_group::{Destination, EmployerGroup, MOST_MONTHS, Parts, VanishingJobs},
        text::Line,
    },
    storage,
    web::{WebState, error::WebError},
};
use axum::{http::StatusCode, response::Response};
use service::web::{
    form::{Form, Typed, first},
    page::Page,
    respond,
};
use vocabulary::{Date, EmployerGroupId, EmployerId, EscoUri, Money, RegionId};

/// So many characters of what was typed are repeated in a sentence about it.
const MOST_REPEATED: usize = 60;

/// What is wrong with a line: the key of the sentence, and the part that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LineFault<'a> {
    key: &'static str,
    part: &'a str,
}

impl<'a> LineFault<'a> {
    const fn new(key: &'static str, part: &'a str) -> Self {
        Self { key, part }
    }

    fn words(self, page: &Page, number: usize) -> String {
        let part: String = self.part.chars().take(MOST_REPEATED).collect();
        page.say_with(self.key, &[("n", number.into()), ("name", part.into())])
    }
}

/// What was typed as a new group whose horizon counts from this day; the form with all that is wrong when it is none.
pub(super) async fn read(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    begins_on: Date,
    form: Form,
) -> Result<Result<EmployerGroup, Form>, WebError> {
    let lines = GroupReading { state, page };
    let mut reading = Reading::new(page, typed);
    let name = reading.text::<Line>("name", "error-name");
    let months = first(typed, "months").trim().parse().ok().filter(|it| (1..=MOST_MONTHS).contains(it));
    if months.is_none() {
        reading.says("months", page.count("error-months", u16::from(MOST_MONTHS)));
    }
    let budget = cents(first(typed, "budget"));
    if budget.is_none() {
        reading.wrong("budget", "error-money");
    }
    // Without a horizon that can be read a day is not held against it.
    let until = begins_on.saturating_add(jiff::Span::new().months(months.unwrap_or(MOST_MONTHS)));
    let mut jobs = Vec::new();
    for (number, line) in numbered(first(typed, "jobs")) {
        match lines.job(line, (begins_on, until)).await? {
            Ok(job) => jobs.push(job),
            Err(fault) => reading.says("jobs", fault.words(page, number)),
        }
    }
    let mut destinations = Vec::new();
    for (number, line) in numbered(first(typed, "destinations")) {
        match lines.destination(line) {
            Ok(destination) => destinations.push(destination),
            Err(fault) => reading.says("destinations", fault.words(page, number)),
        }
    }
    let (form, is_wrong) = reading.into_errors(form);
    let (Some(name), Some(months), Some(budget), false) = (name, months, budget, is_wrong) else {
        return Ok(Err(form));
    };
    let parts = Parts { begins_on, months, budget, jobs, destinations };
    let group = EmployerGroup::new(EmployerGroupId::random(), name, parts);
    Ok(group.map_err(|_| form.with_error("jobs", page.say("error-group"))))
}

/// The form when another group has the name.
pub(super) fn name_taken(page: Page, form: Form) -> Response {
    let form = form.with_error("name", page.say("error-group-name"));
    respond::html(StatusCode::CONFLICT, &FormPage { page, form })
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty())
}

/// Four parts, parted by semicolons.
fn parted(line: &str) -> Result<[&str; 4], LineFault<'_>> {
    let parts: Vec<&str> = line.split(';').map(str::trim).collect();
    parts.try_into().map_err(|_| LineFault::new("error-line", line))
}

/// Reads what stands on a line.
pub(super) struct GroupReading<'a> {
    pub(super) state: &'a WebState,
    pub(super) page: &'a Page,
}

impl GroupReading<'_> {
    async fn job<'l>(
        &self,
        line: &'l str,
        (begins_on, until): (Date, Date),
    ) -> Result<Result<VanishingJobs, LineFault<'l>>, WebError> {
        let [kvk, occupation, jobs, vanishes_on] = match parted(line) {
            Ok(parts) => parts,
            Err(fault) => return Ok(Err(fault)),
        };
        let employer = self.employer(kvk).await?;
        let made = || {
            let day = day(vanishes_on).ok_or_else(|| LineFault::new("error-line-day", vanishes_on))?;
            if !(begins_on..=until).contains(&day) {
                return Err(LineFault::new("error-line-outside", vanishes_on));
            }
            Ok(VanishingJobs {
                employer: employer.ok_or_else(|| LineFault::new("error-line-employer", kvk))?,
                occupation: self.occupation_of(occupation)?,
                vanishes_on: day,
                jobs: count(jobs)?,
            })
        };
        Ok(made())
    }

    /// By its number; by its id where no number is known.
    async fn employer(&self, text: &str) -> Result<Option<EmployerId>, WebError> {
        let employer = match (text.parse(), text.parse()) {
            (Ok(kvk), _) => {
                let read = move |connection: &_| storage::employers::by_kvk(connection, &kvk);
                self.state.context.storage.read(read).await?
            }
            (Err(_), Ok(id)) => {
                let read = move |connection: &_| storage::employers::get(connection, id);
                self.state.context.storage.read(read).await?
            }
            (Err(_), Err(_)) => None,
        };
        Ok(employer.map(|employer| employer.id))
    }

    fn destination<'l>(&self, line: &'l str) -> Result<Destination, LineFault<'l>> {
        let [occupation, region, seats, cost] = parted(line)?;
        Ok(Destination {
            occupation: self.occupation_of(occupation)?,
            region: self.region(region).ok_or_else(|| LineFault::new("error-line-region", region))?,
            seats: count(seats)?,
            cost: cents(cost).ok_or_else(|| LineFault::new("error-line-money", cost))?,
            initiative: None,
        })
    }

    fn occupation_of<'l>(&self, text: &'l str) -> Result<EscoUri, LineFault<'l>> {
        self.occupation(text).ok_or_else(|| LineFault::new("error-line-occupation", text))
    }

    /// An occupation by its address, or by what its name is most like.
    pub(super) fn occupation(&self, text: &str) -> Option<EscoUri> {
        let vocabulary = &self.state.context.vocabulary;
        if let Ok(uri) = text.parse::<EscoUri>() {
            return vocabulary.occupation(&uri).map(|_| uri);
        }
        let language = Labels::new(&self.state.context, self.page.locale()).language();
        let hit = vocabulary.search_occupations(text, language, 1).into_iter().next()?;
        Some(vocabulary.occupation_uri(hit.index))
    }

    /// A region by its code or its name.
    fn region(&self, text: &str) -> Option<RegionId> {
        let geography = &self.state.context.geography;
        let is_it = |it: &&vocabulary::Region| {
            it.code.as_str().eq_ignore_ascii_case(text) || it.name.to_lowercase() == text.to_lowercase()
        };
        geography.regions().iter().find(is_it).map(|it| it.code.clone())
    }
}

/// How many: one at least.
fn count(text: &str) -> Result<u16, LineFault<'_>> {
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| LineFault::new("error-line-count", text))
}

/// A day as 2027-10-01 or as 01-10-2027.
fn day(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split(['-', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day as people write it, and as [`day`] reads it.
pub(super) fn day_as_written(day: Date) -> String {
    day.strftime("%d-%m-%Y").to_string()
}

/// Euros as people write them, such as 1200, 1.200 or 1200,50; from nothing to ten million.
fn cents(text: &str) -> Option<Money> {
    let text = text.trim().trim_start_matches('€').trim();
    let (euros, cents) = text.split_once(',').unwrap_or((text, "0"));
    let euros: i64 = whole(&euros.replace('.', ""))?;
    let cents = match cents.len() {
        1 => whole(cents)?.checked_mul(10)?,
        2 => whole(cents)?,
        _ => return None,
    };
    let money = euros.checked_mul(100)?.checked_add(cents)?;
    (money <= 1_000_000_000).then(|| Money::from_cents(money))
}

/// A number of digits alone: no sign before it.
fn whole(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_and_days_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(cents(text).map(Money::cents), expected, "{text}");
        };
        check("1200", Some(120_000));
        check("€ 1.200,50", Some(120_050));
        check("1200,5", Some(120_050));
        check("veel", None);
        check("12,345", None);
        check("-5", None);
        check("5,-1", None);
        check("10.000.000", Some(1_000_000_000));
        check("10.000.000,01", None);
        assert_eq!(day("01-10-2027"), day("2027-10-01"));
        assert!(day("2027-10-01").is_some() && day("1 oktober").is_none());
        assert_eq!(day("31-02-2027"), None, "a day that does not exist");
        assert_eq!(day("01-10-2027").map(day_as_written), Some("01-10-2027".to_owned()));
    }

    #[test]
    fn a_line_of_other_than_four_parts_is_said_whole() {
        assert_eq!(parted("a; b ;c;d"), Ok(["a", "b", "c", "d"]), "the contrast");
        assert_eq!(parted("a; b"), Err(LineFault::new("error-line", "a; b")));
        assert_eq!(count("0"), Err(LineFault::new("error-line-count", "0")));
    }
}
