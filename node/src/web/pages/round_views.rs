//! What pages show of the daily round: without storage or rules of the domain.

use super::templates::Pager;
use askama::Template;
use service::web::page::Page;

/// A vacancy in a list.
#[derive(Debug, Clone)]
pub struct VacancyLink {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Employer and place; the region when it is another.
    pub meta: String,
}

/// A case with new matches.
#[derive(Debug, Clone)]
pub struct NewsLine {
    /// The person's matches.
    pub href: String,
    /// The person's name.
    pub name: String,
    /// How many are new, in words.
    pub count: String,
    /// The best of them.
    pub vacancies: Vec<VacancyLink>,
}

/// New matches of the reader's cases.
#[derive(Debug, Clone)]
pub struct NewsView {
    /// Since when they are new, or why there are none, in a sentence.
    pub said: String,
    /// Where to go when there are none: address and words.
    pub next: (String, String),
    /// How many cases have some.
    pub total: usize,
    /// Some of them.
    pub lines: Vec<NewsLine>,
    /// Where the others stand; empty when these are all, or the pager leads on.
    pub all_href: String,
}

/// A vacancy that few people fit.
#[derive(Debug, Clone)]
pub struct FewRow {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Employer and place.
    pub meta: String,
    /// How many people fit, in words.
    pub count: String,
}

/// Vacancies of this region that few people fit.
#[derive(Debug, Clone)]
pub struct FewView {
    /// What is listed, or why nothing is, in a sentence.
    pub said: String,
    /// How many there are.
    pub total: usize,
    /// The first of them.
    pub rows: Vec<FewRow>,
}

/// The daily round.
#[derive(Debug, Template)]
#[template(path = "daily_round.html")]
pub struct DailyRoundPage {
    /// The frame.
    pub page: Page,
    /// How it stands, in a sentence.
    pub standing: String,
    /// New matches; none for a reader who sees no people.
    pub news: Option<NewsView>,
    /// The pages of that list.
    pub pager: Pager,
    /// Vacancies that few people fit; none for a reader who works with neither.
    pub few: Option<FewView>,
}
