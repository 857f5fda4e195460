//! The page structs of initiatives, training, learning paths and groups of employers, each bound to its template.

use super::{views::Fact, words};
use askama::Template;
use service::web::page::Page;

/// One initiative with its modules.
#[derive(Debug, Template)]
#[template(path = "initiative.html")]
pub struct InitiativePage {
    /// The frame; its title is the initiative's name.
    pub page: Page,
    /// Sector, regions, source.
    pub facts: Vec<Fact>,
    /// The steps that it covers.
    pub steps: Vec<u8>,
    /// Where one applies; nothing for a programme.
    pub intake: Option<IntakeView>,
    /// What it teaches.
    pub modules: Vec<ModuleView>,
}

/// Where one applies at a sector desk.
#[derive(Debug, Clone)]
pub struct IntakeView {
    /// The name of the desk.
    pub name: String,
    /// Its e-mail address; empty when unknown.
    pub email: String,
    /// Its telephone number; empty when unknown.
    pub phone: String,
}

/// A module on a page.
#[derive(Debug, Clone)]
pub struct ModuleView {
    /// Its id, for the heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Length, start, place, seats, costs, certificate.
    pub facts: Vec<Fact>,
    /// What it teaches.
    pub teaches: Vec<String>,
    /// The occupations that it opens: address of the training for it, name, and how much of it.
    pub opens: Vec<(String, String, String)>,
}

/// The training for an occupation.
#[derive(Debug, Template)]
#[template(path = "training.html")]
pub struct TrainingPage {
    /// The frame.
    pub page: Page,
    /// What was searched for.
    pub query: String,
    /// The occupation that was found; empty while nobody has searched or nothing was found.
    pub occupation: String,
    /// Other occupations that the words find: address and name.
    pub others: Vec<(String, String)>,
    /// The training, most of the occupation first.
    pub rows: Vec<TrainingRow>,
}

/// A row of the training for an occupation.
#[derive(Debug, Clone)]
pub struct TrainingRow {
    /// The module's name.
    pub name: String,
    /// Its initiative's page.
    pub href: String,
    /// The initiative's name.
    pub initiative: String,
    /// How much of the occupation it teaches, in words.
    pub teaches: String,
    /// How long it takes.
    pub length: String,
    /// Where it is given.
    pub place: String,
    /// What it costs.
    pub cost: String,
}

/// What stands beside a vacancy for its employer: how many fit, and what there is to learn.
#[derive(Debug, Clone)]
pub struct OutlookView {
    /// How many fit now and after training, in words.
    pub count: String,
    /// What was counted, in words.
    pub counted: String,
    /// Whether somebody fits after training; no for who sees no people.
    pub fits_after: bool,
    /// Initiatives of the region and the sector: address and name.
    pub initiatives: Vec<(String, String)>,
    /// What no module teaches; empty when all of it is taught or there is no initiative at all.
    pub not_taught: String,
    /// What the employer can do about it; empty when nothing is missing.
    pub choices: Vec<&'static str>,
    /// Who fits now and later; empty for who sees no people.
    pub people_href: String,
}

/// Who or what fits now and after training.
#[derive(Debug, Template)]
#[template(path = "learning_paths.html")]
pub struct LearningPathsPage {
    /// The frame.
    pub page: Page,
    /// What the page shows, in words.
    pub intro: String,
    /// Where to go when there is nothing.
    pub back: (String, String),
    /// Those that fit now, then those that fit after training.
    pub rows: Vec<PathView>,
}

/// Somebody or something with a learning path.
#[derive(Debug, Clone)]
pub struct PathView {
    /// Its id, for the heading.
    pub id: String,
    /// The name or the title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Place and the like.
    pub meta: Vec<String>,
    /// The path in sentences; the first says when it fits.
    pub sentences: Vec<String>,
    /// Initiatives of the region and the sector: address and name; empty says that there is none.
    pub initiatives: Vec<(String, String)>,
}

/// The groups of employers.
#[derive(Debug, Template)]
#[template(path = "groups.html")]
pub struct GroupsPage {
    /// The frame.
    pub page: Page,
    /// Whether the reader may make one.
    pub can_make: bool,
    /// The groups by name.
    pub rows: Vec<GroupLine>,
}

/// A group in the list.
#[derive(Debug, Clone)]
pub struct GroupLine {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many employers.
    pub employers: usize,
    /// How many jobs vanish.
    pub jobs: usize,
    /// The last day of its horizon.
    pub until: String,
    /// That it came to an end and when, in words; empty while it goes on.
    pub ended: String,
}

/// One group of employers with the split of its people.
#[derive(Debug, Template)]
#[template(path = "group.html")]
pub struct GroupPage {
    /// The frame; its title is the group's name.
    pub page: Page,
    /// The group's page.
    pub href: String,
    /// The revision that is shown.
    pub revision: u32,
    /// That it came to an end and when, in words; empty while it goes on.
    pub ended: String,
    /// Whether the reader may change or end it.
    pub can_change: bool,
    /// How many people have no seat.
    pub unseated: u32,
    /// Horizon, jobs, seats and the budget line.
    pub facts: Vec<Fact>,
    /// How each member comes off.
    pub members: Vec<MemberRow>,
    /// Who goes where.
    pub moves: Vec<MoveRow>,
}

/// A member of a group.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// The employer's name.
    pub name: String,
    /// How many people work there.
    pub size: String,
    /// How many of its jobs vanish.
    pub jobs: u32,
    /// How many of these people have a seat.
    pub seated: u32,
    /// Its part of the shared budget, equal for all.
    pub share: String,
    /// What its people's ways cost.
    pub spent: String,
}

/// So many people who go from one job to another.
#[derive(Debug, Clone)]
pub struct MoveRow {
    /// Whose job vanishes.
    pub employer: String,
    /// From which occupation.
    pub from: String,
    /// When it vanishes.
    pub vanishes_on: String,
    /// To which occupation.
    pub to: String,
    /// In which region.
    pub region: String,
    /// How many people.
    pub people: u16,
    /// How feasible it is, in words.
    pub feasible: String,
    /// The initiative that leads there: address and name.
    pub initiative: Option<(String, String)>,
}
