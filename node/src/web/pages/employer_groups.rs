//! Groups of employers: the list, one group with the split of its people, and making one.

use super::{
    frame::{Done, done, framed, refused},
    labels::Labels,
    occupations::feasible_words,
    templates::FormPage,
    training_templates::{GroupLine, GroupPage, GroupsPage, MemberRow, MoveRow},
    views::Fact,
};
use crate::{
    domain::{
        case::deadline::today,
        employer_group::{Destination, EmployerGroup, Parts, VanishingJobs},
        text::Line,
    },
    matching::learning::sentences::euros,
    storage,
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::keep_group::{GroupFile, add_group, list_groups, view_group},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Field, FieldKind, Form, Typed, first},
    locale::Locale,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{Date, EmployerGroupId, EmployerId, EscoUri, Money, RegionId};

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let groups = list_groups(&state.context, &session.actor()).await?;
    let page = framed(&state, &request, &session, "nav-groups");
    let line = |group: &EmployerGroup| GroupLine {
        href: format!("/groepen/{}", group.id),
        name: group.name.to_string(),
        employers: group.members().len(),
        jobs: group.jobs().iter().map(|it| usize::from(it.jobs)).sum(),
        until: page.date(group.ends_on()),
        ended: group.ended_on.map_or_else(String::new, |day| page.name("group-ended-short", page.date(day))),
    };
    let rows = groups.iter().map(line).collect();
    Ok(respond::page(&GroupsPage { can_make: session.role.keeps_vacancies(), rows, page }))
}

/// One group with its split.
pub(super) async fn show_one(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(group): Path<String>,
) -> Result<Response, WebError> {
    let file = view_group(&state.context, &session.actor(), id(&group)?).await?;
    let page = framed(&state, &request, &session, "nav-groups");
    let crumb = page.title.clone();
    let page = page.titled(file.group.name.as_str()).under("/groepen", crumb);
    let labels = Labels::new(&state.context, request.locale);
    let money = |amount| euros(amount, request.locale == Locale::Nl);
    let horizon = page.say_with(
        "group-horizon",
        &[
            ("months", u16::from(file.group.months()).into()),
            ("until", page.date(file.group.ends_on()).into()),
        ],
    );
    let facts = vec![
        Fact::new(page.say("group-horizon-label"), horizon),
        Fact::new(page.say("group-employers"), page.number(file.members.len())),
        Fact::new(page.say("group-jobs"), page.number(file.jobs())),
        Fact::new(page.say("group-seated"), page.number(file.seated())),
        Fact::new(page.say("group-budget"), money(file.group.budget())),
        Fact::new(page.say("group-spent"), money(file.spent())),
        Fact::new(page.say("group-left"), money(file.left())),
    ];
    let name = |employer: EmployerId| {
        file.employers.get(&employer).map_or_else(String::new, |it| it.name.to_string())
    };
    let members = file.members.iter().map(|it| MemberRow {
        name: name(it.employer),
        size: file.employers.get(&it.employer).map_or_else(String::new, |it| it.size.name().to_owned()),
        jobs: it.jobs,
        seated: it.seated,
        share: money(it.share),
        spent: money(it.spent),
    });
    let moves = moves(&page, &labels, &file, &name);
    let ended =
        file.group.ended_on.map_or_else(String::new, |day| page.name("group-ended-on", page.date(day)));
    let can_change = session.role.keeps_vacancies() && file.group.ended_on.is_none();
    let (href, revision) = (format!("/groepen/{}", file.group.id), file.group.revision);
    Ok(respond::page(&GroupPage {
        href,
        revision,
        ended,
        can_change,
        unseated: file.jobs().saturating_sub(file.seated()),
        facts,
        members: members.collect(),
        moves,
        page,
    }))
}

fn moves(
    page: &Page,
    labels: &Labels<'_>,
    file: &GroupFile,
    name: &impl Fn(EmployerId) -> String,
) -> Vec<MoveRow> {
    let row = |(it, feasible): (&crate::matching::group::Move, &u16)| {
        let (from, to) = (&file.group.jobs()[it.from], &file.group.destinations()[it.to]);
        let initiative = to.initiative.and_then(|id| file.initiatives.iter().find(|it| it.id == id));
        MoveRow {
            employer: name(from.employer),
            from: labels.occupation(&from.occupation),
            vanishes_on: page.date(from.vanishes_on),
            to: labels.occupation(&to.occupation),
            region: labels.region(&to.region),
            people: it.people,
            feasible: feasible_words(page, u32::from(feasible / 10)),
            initiative: initiative.map(|it| (format!("/initiatieven/{}", it.id), it.name.to_string())),
        }
    };
    file.moves.iter().zip(&file.feasible_thousandths).map(row).collect()
}

/// The empty form.
pub(super) async fn show_form(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Response {
    let page = form_page(&state, &request, &session);
    let form = group_form(&page, &Typed::new(), NEW);
    respond::page(&FormPage { page, form })
}

fn form_page(state: &WebState, request: &PageRequest, session: &Session) -> Page {
    let page = framed(state, request, session, "add-group");
    let crumb = page.say("nav-groups");
    page.under("/groepen", crumb)
}

/// Where a form goes, the words of its button and where giving up leads.
pub(super) type Way<'a> = (&'a str, &'a str, &'a str);

/// That of a new group.
const NEW: Way<'static> = ("/groepen/nieuw", "add", "/groepen");

/// The form, filled with what was typed.
pub(super) fn group_form(page: &Page, typed: &Typed, (action, submit, cancel): Way<'_>) -> Form {
    let line = |name: &str, key: &str, kind| Field::new(name, page.say(key), FieldKind::Line(kind));
    let lines = |name: &str, key: &str| Field::new(name, page.say(key), FieldKind::Lines);
    Form::new(action, page.csrf(), page.say(submit))
        .with_cancel(cancel)
        .with_section(
            page.say("group-facts"),
            vec![
                Field::new("revision", "", FieldKind::Hidden),
                line("name", "label-name", "text"),
                line("months", "label-months", "number").with_value("18"),
                line("budget", "label-budget", "text").with_hint(page.say("label-budget-hint")),
                lines("jobs", "label-jobs").with_hint(page.say("label-jobs-hint")),
                lines("destinations", "label-destinations")
                    .with_hint(page.say("label-destinations-hint"))
                    .optional(),
            ],
        )
        .filled(typed)
}

/// Makes a group.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let page = form_page(&state, &request, &checked.session);
    let form = group_form(&page, &checked.typed, NEW);
    let begins_on = today(state.context.clock.now());
    let group = match read(&state, &page, &checked.typed, begins_on).await? {
        Ok(group) => group,
        Err((field, message)) => {
            let form = form.with_error(field, message);
            return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
        }
    };
    match add_group(&state.context, &checked.session.actor(), group).await {
        Ok(id) => Ok(done(&format!("/groepen/{id}"), Done::GroupAdded)),
        Err(error) => {
            let error = WebError::from(error);
            let status = error.status;
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(status, &FormPage { page, form }))
        }
    }
}

/// A field and what is wrong with it.
type Wrong = (&'static str, String);

/// What was typed as a new group whose horizon counts from this day.
pub(super) async fn read(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    begins_on: Date,
) -> Result<Result<EmployerGroup, Wrong>, WebError> {
    let reading = GroupReading { state, page };
    let name: Line = match first(typed, "name").parse() {
        Ok(name) => name,
        Err(_) => return Ok(Err(("name", page.say("error-name")))),
    };
    let months = first(typed, "months").trim().parse().unwrap_or(0);
    let Some(budget) = cents(first(typed, "budget")) else {
        return Ok(Err(("budget", page.say("error-money"))));
    };
    let mut jobs = Vec::new();
    for (number, line) in numbered(first(typed, "jobs")) {
        match reading.job(line).await? {
            Some(job) => jobs.push(job),
            None => return Ok(Err(("jobs", page.count("error-line", number)))),
        }
    }
    let mut destinations = Vec::new();
    for (number, line) in numbered(first(typed, "destinations")) {
        match reading.destination(line) {
            Some(destination) => destinations.push(destination),
            None => return Ok(Err(("destinations", page.count("error-line", number)))),
        }
    }
    let parts = Parts { begins_on, months, budget, jobs, destinations };
    let group = EmployerGroup::new(EmployerGroupId::random(), name, parts);
    Ok(group.map_err(|_| ("jobs", page.say("error-group"))))
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty())
}

/// Reads what stands on a line, parted by semicolons.
pub(super) struct GroupReading<'a> {
    pub(super) state: &'a WebState,
    pub(super) page: &'a Page,
}

impl GroupReading<'_> {
    async fn job(&self, line: &str) -> Result<Option<VanishingJobs>, WebError> {
        let parts: Vec<&str> = line.split(';').map(str::trim).collect();
        let [kvk, occupation, jobs, vanishes_on] = parts[..] else { return Ok(None) };
        // By its id for an employer of which no number is known.
        let employer = match (kvk.parse(), kvk.parse()) {
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
        let made = || {
            Some(VanishingJobs {
                employer: employer?.id,
                occupation: self.occupation(occupation)?,
                vanishes_on: day(vanishes_on)?,
                jobs: jobs.parse().ok()?,
            })
        };
        Ok(made())
    }

    fn destination(&self, line: &str) -> Option<Destination> {
        let parts: Vec<&str> = line.split(';').map(str::trim).collect();
        let [occupation, region, seats, cost] = parts[..] else { return None };
        Some(Destination {
            occupation: self.occupation(occupation)?,
            region: self.region(region)?,
            seats: seats.parse().ok()?,
            cost: cents(cost)?,
            initiative: None,
        })
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

/// A day as 2027-10-01 or as 01-10-2027.
fn day(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split(['-', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Euros as people write them, such as 1200, 1.200 or 1200,50.
fn cents(text: &str) -> Option<Money> {
    let text = text.trim().trim_start_matches('€').trim();
    let (euros, cents) = text.split_once(',').unwrap_or((text, "0"));
    let euros: i64 = euros.replace('.', "").parse().ok()?;
    let cents = match cents.len() {
        1 => cents.parse::<i64>().ok()?.checked_mul(10)?,
        2 => cents.parse().ok()?,
        _ => return None,
    };
    Some(Money::from_cents(euros.checked_mul(100)?.checked_add(cents)?))
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
        assert_eq!(day("01-10-2027"), day("2027-10-01"));
        assert!(day("2027-10-01").is_some() && day("1 oktober").is_none());
    }
}
