//! The daily round: how it stands, what is new for the reader's cases, and which vacancies few people fit.

use super::{
    frame::{framed, from_row},
    labels::Labels,
    round_views::{DailyRoundPage, FewRow, FewView, NewsLine, NewsView, VacancyLink},
    templates::Pager,
    vacancy_file::AnyVacancy,
};
use crate::{
    matching::{learning::readiness::FEWEST_SHOWN, round::COUNTED},
    storage::{case_lists::WorklistOf, round_matches::NewMatchesLine, vacancy_list::Found},
    web::{WebState, error::WebError, session::Session},
    workflow::view_round::{
        FewPeople, NewMatches, RoundStanding, round_standing, view_few_people, view_new_matches,
    },
};
use axum::{extract::State, response::Response};
use service::web::{
    page::{Page, PageRequest},
    respond,
};
use std::ops::Range;
use vocabulary::Purpose;

/// Where the page stands.
pub(super) const HREF: &str = "/rapporten/ronde";
/// Cases on the worklist.
const ON_THE_WORKLIST: usize = 6;
/// Cases on one page of the list.
const SHOWN: usize = 30;
/// Vacancies that a line names.
const NAMED: usize = 3;

// a list that is cut at ten must not say more than who sees no people may read
const _: () = assert!(COUNTED == FEWEST_SHOWN);

/// The page.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let page = framed(&state, &request, &session, "title-round");
    let crumb = page.say("nav-reports");
    let page = page.under("/rapporten", crumb);
    let standing = standing_words(&page, &round_standing(&state.context).await?);
    let labels = Labels::new(&state.context, request.locale);
    let mut from = from_row(&request);
    let (mut news, mut pager) = (None, Pager::default());
    if session.role.sees_people() {
        let mut found = read_news(&state, &session, from..from + SHOWN).await?;
        if from >= found.total && from > 0 {
            from = 0;
            found = read_news(&state, &session, from..from + SHOWN).await?;
        }
        let to = from + SHOWN;
        let address = |from: usize| format!("{HREF}?vanaf={from}#new-matches");
        if from > 0 {
            pager.previous = address(from.saturating_sub(SHOWN));
        }
        if to < found.total {
            pager.next = address(to);
        }
        news = Some(news_view(&page, &labels, &found, String::new()));
    }
    let few = if session.role.sees_people() || session.role.keeps_vacancies() {
        Some(few_view(&page, &labels, view_few_people(&state.context, &session.actor()).await?))
    } else {
        None
    };
    Ok(respond::page(&DailyRoundPage { page, standing, news, pager, few }))
}

/// What the worklist shows: the cases of the reader with most that is new.
pub(super) async fn news_of_worklist(
    state: &WebState,
    page: &Page,
    labels: &Labels<'_>,
    session: &Session,
) -> Result<NewsView, WebError> {
    let found = read_news(state, session, 0..ON_THE_WORKLIST).await?;
    let all_href =
        if found.total > found.lines.len() { format!("{HREF}#new-matches") } else { String::new() };
    Ok(news_view(page, labels, &found, all_href))
}

async fn read_news(state: &WebState, session: &Session, shown: Range<usize>) -> Result<NewMatches, WebError> {
    let of = WorklistOf::Account(session.account);
    Ok(view_new_matches(&state.context, &session.actor(), of, shown, NAMED).await?)
}

fn news_view(page: &Page, labels: &Labels<'_>, found: &NewMatches, all_href: String) -> NewsView {
    let (said, next) = match found.since {
        None => (page.say("round-news-not-yet"), (HREF, "round-how-far")),
        Some(day) if found.total == 0 => {
            (page.name("round-news-none", page.date(day)), ("/kandidaten?van=mij", "round-own-candidates"))
        }
        Some(day) => {
            (page.name("round-news-since", page.date(day)), ("/kandidaten?van=mij", "round-own-candidates"))
        }
    };
    NewsView {
        said,
        next: (next.0.to_owned(), page.say(next.1)),
        total: found.total,
        lines: found.lines.iter().map(|line| news_line(page, labels, found, line)).collect(),
        all_href,
    }
}

fn news_line(page: &Page, labels: &Labels<'_>, found: &NewMatches, line: &NewMatchesLine) -> NewsLine {
    let named = line.best.iter().filter_map(|id| found.vacancies.get(id));
    NewsLine {
        href: format!("/kandidaten/{}/matches", line.candidate),
        name: line.name.reveal(Purpose::Matching).to_string(),
        count: page.count("round-new-count", line.count),
        vacancies: named.map(|vacancy| link(labels, vacancy)).collect(),
    }
}

fn link(labels: &Labels<'_>, found: &Found) -> VacancyLink {
    let vacancy = AnyVacancy::of(found.clone(), labels.region_code());
    let mut meta = vec![vacancy.employer().to_owned(), labels.municipality(vacancy.municipality())];
    meta.extend(Some(vacancy.other_region(labels)).filter(|region| !region.is_empty()));
    VacancyLink {
        href: format!("/vacatures/{}", vacancy.id()),
        title: vacancy.title().to_owned(),
        meta: meta.join(", "),
    }
}

fn few_view(page: &Page, labels: &Labels<'_>, found: Option<(usize, Vec<FewPeople>)>) -> FewView {
    let Some((total, listed)) = found else {
        return FewView { said: page.say("round-few-not-yet"), total: 0, rows: Vec::new() };
    };
    let row = |few: &FewPeople| {
        let VacancyLink { href, title, meta } = link(labels, &few.vacancy);
        let count = match few.fits_now {
            Some(count) => page.count("round-few-count", count),
            None => page.count("round-few-hidden", FEWEST_SHOWN),
        };
        FewRow { href, title, meta, count }
    };
    let said = if listed.is_empty() { "round-few-none" } else { "round-few-intro" };
    FewView { said: page.count(said, FEWEST_SHOWN), total, rows: listed.iter().map(row).collect() }
}

/// How the round stands, in words.
pub(super) fn standing_words(page: &Page, standing: &RoundStanding) -> String {
    let last = match standing.last {
        Some(last) => page.name("round-last", page.date_time(last.finished_at)),
        None => page.say("round-never"),
    };
    let Some(running) = standing.running else { return last };
    let progress = running.progress;
    let values = [
        ("began", page.date_time(running.began_at).into()),
        ("done", progress.vacancies_done.into()),
        ("all", progress.vacancies.into()),
        ("people_done", progress.people_done.into()),
        ("people", progress.people.into()),
    ];
    format!("{} {last}", page.say_with("round-running", &values))
}
