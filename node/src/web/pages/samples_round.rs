//! The pages of the daily round with invented values, for tests and pictures.

use super::{
    daily_round::standing_words,
    round_views::{DailyRoundPage, FewRow, FewView, NewsLine, NewsView, VacancyLink},
    samples::page,
    templates::Pager,
};
use crate::{
    matching::round::Progress,
    storage::round_matches::RoundTimes,
    workflow::{daily_round::board::Running, view_round::RoundStanding},
};
use askama::Template as _;
use service::web::{locale::Locale, page::Page};

/// A round under way, after one that was finished.
pub(super) fn standing(page: &Page) -> String {
    let at = |text: &str| text.parse().unwrap();
    let progress = Progress { vacancies_done: 4_160, vacancies: 9_021, people_done: 0, people: 312 };
    let standing = RoundStanding {
        running: Some(Running { began_at: at("2026-11-24T23:00:02Z"), progress }),
        last: Some(RoundTimes {
            began_at: at("2026-11-23T23:00:04Z"),
            finished_at: at("2026-11-23T23:00:11Z"),
        }),
    };
    standing_words(page, &standing)
}

pub(super) fn news(page: &Page, empty: bool) -> NewsView {
    let vacancy = |title: &str, meta: &str| VacancyLink {
        href: "/vacatures/1".into(),
        title: title.into(),
        meta: meta.into(),
    };
    let line = |name: &str, count: u64, vacancies| NewsLine {
        href: "/kandidaten/1/matches".into(),
        name: name.into(),
        count: page.count("round-new-count", count),
        vacancies,
    };
    let day = "2026-11-24".parse::<jiff::civil::Date>().unwrap();
    let lines = vec![
        line(
            "Mira Zandoe",
            12,
            vec![
                vacancy("Verzorgende IG", "Feloekes Zorg, Terneuzen"),
                vacancy("Thuishulp", "Kadezorg, Rotterdam, Rijnmond"),
            ],
        ),
        line("Chidi Okafor", 1, vec![vacancy("Heftruckchauffeur", "Loods Veldoe, Goes")]),
    ];
    let words = if empty { "round-news-none" } else { "round-news-since" };
    NewsView {
        said: page.name(words, page.date(day)),
        next: ("/kandidaten?van=mij".into(), page.say("round-own-candidates")),
        total: if empty { 0 } else { 14 },
        lines: if empty { vec![] } else { lines },
        all_href: if empty { String::new() } else { "/rapporten/ronde#new-matches".into() },
    }
}

fn round(locale: Locale, empty: bool) -> DailyRoundPage {
    let page = page(locale, "/rapporten/ronde", "title-round");
    let row = |title: &str, count: String| FewRow {
        href: "/vacatures/1".into(),
        title: title.into(),
        meta: "Feloekes Zorg, Terneuzen".into(),
        count,
    };
    let rows = vec![
        row("Lasser", page.count("round-few-count", 0_usize)),
        row("Docent wiskunde", page.count("round-few-hidden", 10_usize)),
    ];
    let few = FewView {
        said: page.count(if empty { "round-few-none" } else { "round-few-intro" }, 10_usize),
        total: if empty { 0 } else { 61 },
        rows: if empty { vec![] } else { rows },
    };
    DailyRoundPage {
        standing: standing(&page),
        news: Some(NewsView { all_href: String::new(), ..news(&page, empty) }),
        pager: Pager { next: "/rapporten/ronde?vanaf=30".into(), ..Pager::default() },
        few: Some(few),
        page,
    }
}

/// Every page of these, by name.
pub(super) fn all(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("daily-round", round(locale, false).render().unwrap()),
        ("daily-round-empty", round(locale, true).render().unwrap()),
    ]
}
