//! Whom and what no question can reach, by the empty field that causes it, with what to do about it.

use super::{
    frame::{framed, query_value},
    labels::Labels,
};
use crate::{
    matching::pool::never_found::{PersonCause, VacancyCause},
    web::{WebState, error::WebError, session::Session},
    workflow::view_never_found::{MOST_LISTED, list_never_found, view_never_found},
};
use askama::Template;
use axum::{extract::State, response::Response};
use service::web::{
    page::{Page, PageRequest},
    respond,
};
use vocabulary::Purpose;

/// A cause and how many have it.
#[derive(Debug, Clone)]
pub struct CauseRow {
    /// What is empty, in words.
    pub cause: String,
    /// How many.
    pub count: usize,
    /// Whether they are never found because of it.
    pub hides: bool,
    /// What to do.
    pub next: String,
    /// The list of those people; empty for none.
    pub href: String,
}

/// A person of a list.
#[derive(Debug, Clone)]
pub struct ListedPerson {
    /// The person's file.
    pub href: String,
    /// The name.
    pub name: String,
    /// Where the person lives.
    pub municipality: String,
}

/// Never found.
#[derive(Debug, Template)]
#[template(path = "never_found.html")]
pub struct NeverFoundPage {
    /// The frame.
    pub page: Page,
    /// People in all.
    pub people: usize,
    /// Vacancies in all.
    pub vacancies: usize,
    /// People by cause.
    pub of_people: Vec<CauseRow>,
    /// Vacancies by cause.
    pub of_vacancies: Vec<CauseRow>,
    /// The cause of which people are listed, in words; empty when none is.
    pub listed: String,
    /// Those people.
    pub list: Vec<ListedPerson>,
    /// How many there are in all.
    pub list_count: usize,
    /// Whether the reader sees people, and so which vacancies few of them fit.
    pub sees_people: bool,
}

/// The report, with the people of one cause where one is chosen.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let report = view_never_found(&state.context, &session.actor()).await?;
    let page = framed(&state, &request, &session, "never-found");
    let sees_people = session.role.sees_people();
    let chosen = query_value(&request, "oorzaak");
    let cause = PersonCause::ALL.into_iter().find(|cause| cause.name() == chosen && sees_people);
    let (mut listed, mut list, mut list_count) = (String::new(), Vec::new(), 0);
    if let Some(cause) = cause {
        let (lines, count) = list_never_found(&state.context, &session.actor(), cause).await?;
        let labels = Labels::new(&state.context, request.locale);
        let person = |line: &crate::storage::candidate_list::CandidateLine| ListedPerson {
            href: format!("/kandidaten/{}", line.id),
            name: line.name.reveal(Purpose::CaseWork).to_string(),
            municipality: labels.municipality(&line.municipality),
        };
        (listed, list, list_count) =
            (page.say(person_words(cause).0), lines.iter().map(person).collect(), count);
    }
    let of_people = report.of_people.iter().map(|(cause, count)| {
        let (key, next) = person_words(*cause);
        let has_list = sees_people && *count > 0;
        let href = if has_list { format!("?oorzaak={}#lijst", cause.name()) } else { String::new() };
        CauseRow { cause: page.say(key), count: *count, hides: cause.hides(), next: page.say(next), href }
    });
    let of_vacancies = report.of_vacancies.iter().map(|(cause, count)| {
        let (key, next) = vacancy_words(*cause);
        let (cause, hides, next) = (page.say(key), cause.hides(), page.say(next));
        CauseRow { cause, count: *count, hides, next, href: String::new() }
    });
    Ok(respond::page(&NeverFoundPage {
        people: report.people,
        vacancies: report.vacancies,
        of_people: of_people.collect(),
        of_vacancies: of_vacancies.collect(),
        listed,
        list,
        list_count,
        sees_people,
        page,
    }))
}

impl NeverFoundPage {
    /// Whether more people have the cause than the list shows.
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.list_count > MOST_LISTED
    }
}

const fn person_words(cause: PersonCause) -> (&'static str, &'static str) {
    match cause {
        PersonCause::NoSkills => ("never-no-skills", "never-no-skills-next"),
        PersonCause::NothingAsked => ("never-nothing-asked", "never-nothing-asked-next"),
        PersonCause::Resting => ("never-resting", "never-resting-next"),
        PersonCause::HoursNotKnown => ("never-hours", "never-hours-next"),
        PersonCause::EducationNotKnown => ("never-education", "never-education-next"),
        PersonCause::TravelNotKnown => ("never-travel", "never-travel-next"),
    }
}

const fn vacancy_words(cause: VacancyCause) -> (&'static str, &'static str) {
    match cause {
        VacancyCause::NoSkills => ("never-vacancy-no-skills", "never-vacancy-no-skills-next"),
        VacancyCause::NobodyHolds => ("never-vacancy-nobody", "never-vacancy-nobody-next"),
        VacancyCause::HoursNotKnown => ("never-hours", "never-vacancy-hours-next"),
        VacancyCause::MunicipalityNotKnown => ("never-vacancy-place", "never-vacancy-place-next"),
    }
}
