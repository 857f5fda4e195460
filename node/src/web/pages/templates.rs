//! The page structs: a frame and the values of one page, each bound to its template.

use super::profile_views::{ArmRow, GapView, ProfileView};
use super::views::{
    CandidateRow, CaseView, ConsentView, EventView, Fact, MatchView, SkillView, StepCount, VacancyRow,
    WantedSkill, WorkColumn, WorkItem,
};
use super::{
    match_groups::MatchGroups, receipt::ReceiptView, round_views::NewsView, training_templates::OutlookView,
    vacancy_views::AdviserView, words,
};
use askama::Template;
use service::web::{
    components::Tag,
    form::{Choice, Form},
    page::{Page, Plain},
};

/// Signing in.
#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub page: Page,
    /// Name and password.
    pub form: Form,
}

/// Adding or changing something: a form and nothing else.
#[derive(Debug, Template)]
#[template(path = "form_page.html")]
pub struct FormPage {
    /// The frame.
    pub page: Page,
    /// The form.
    pub form: Form,
}

/// What to do today.
#[derive(Debug, Template)]
#[template(path = "worklist.html")]
pub struct WorklistPage {
    /// The frame.
    pub page: Page,
    /// How many cases are in each step.
    pub steps: Vec<StepCount>,
    /// Late, today, waiting, new.
    pub columns: Vec<WorkColumn>,
    /// What comes in the next seven days.
    pub upcoming: Vec<WorkItem>,
    /// What the daily round found for these cases.
    pub news: NewsView,
}

impl WorklistPage {
    /// Whether the reader has no cases at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.iter().all(|step| step.count == 0) && self.columns.iter().all(|column| column.total == 0)
    }
}

/// Pages of a long list.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// How many there are.
    pub total: usize,
    /// The number of the first one shown, from 1.
    pub first: usize,
    /// The number of the last one shown.
    pub last: usize,
    /// The page before; empty when this is the first.
    pub previous: String,
    /// The page after; empty when this is the last.
    pub next: String,
}

/// All candidates of the region.
#[derive(Debug, Template)]
#[template(path = "candidates.html")]
pub struct CandidatesPage {
    /// The frame.
    pub page: Page,
    /// What was searched for.
    pub query: String,
    /// The step chosen; empty for all.
    pub step: String,
    /// Whether only the reader's own cases are shown.
    pub only_mine: bool,
    /// The education chosen; empty for all.
    pub education: &'static str,
    /// The column of the worklist that is shown whole, in words; empty for none.
    pub column: String,
    /// The rows.
    pub rows: Vec<CandidateRow>,
    /// Where in the list.
    pub pager: Pager,
    /// Whether more names are like the wanted one than are shown.
    pub has_more_names: bool,
}

impl CandidatesPage {
    /// What can be chosen: vocational education as a whole, and each of its levels.
    pub(super) const EDUCATIONS: [&'static str; 5] = ["mbo", "mbo1", "mbo2", "mbo3", "mbo4"];

    /// Whether this education is chosen.
    #[must_use]
    pub fn is_chosen(&self, education: &str) -> bool {
        self.education == education
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.query.is_empty()
            || !self.step.is_empty()
            || self.only_mine
            || !self.education.is_empty()
            || !self.column.is_empty()
    }
}

/// A candidate's file.
#[derive(Debug, Template)]
#[template(path = "candidate.html")]
pub struct CandidatePage {
    /// The frame; its title is the name.
    pub page: Page,
    /// The file's address.
    pub href: String,
    /// Where the case stands.
    pub case: Option<CaseView>,
    /// Who, where, what hours.
    pub facts: Vec<Fact>,
    /// The skills passport.
    pub skills: Vec<SkillView>,
    /// Tests, gaps and proposals.
    pub profile: ProfileView,
    /// Statements of consent.
    pub consents: Vec<ConsentView>,
    /// What happened.
    pub events: Vec<EventView>,
    /// The best matches.
    pub matches: Vec<MatchView>,
    /// Whether the reader may hand the case over.
    pub can_hand_over: bool,
    /// Vacancies that a selection can be about.
    pub vacancy_choices: Vec<Choice>,
    /// Initiatives that a training can be in, those that cover it first.
    pub initiative_choices: Vec<Choice>,
    /// What was typed into the step form, and what is wrong with it.
    pub step_form: StepForm,
}

/// The form that moves a case on, as it was sent; empty as long as nobody has sent it.
#[derive(Debug, Clone, Default)]
pub struct StepForm {
    /// What is wrong; empty when nothing.
    pub error: String,
    /// The field that it is wrong with.
    pub error_at: &'static str,
    /// The step that was chosen.
    pub step: Option<u8>,
    /// The vacancy that was chosen.
    pub vacancy: String,
    /// The initiative that was chosen.
    pub initiative: String,
    /// The reason that was typed.
    pub reason: String,
}

impl StepForm {
    /// Whether something is wrong with this field.
    #[must_use]
    pub fn is_wrong(&self, field: &str) -> bool {
        !self.error.is_empty() && self.error_at == field
    }
}

impl CandidatePage {
    /// Skills that are shown before the rest folds out.
    pub(super) const SKILLS_AT_ONCE: usize = 12;

    /// The steps after the present one, which a form offers first.
    #[must_use]
    pub fn next_steps(&self) -> Vec<u8> {
        let now = self.case.as_ref().map_or(0, |case| case.step);
        (1..=7).filter(|step| *step != now).collect()
    }

    /// Whether the form offers this step first: the one that was chosen before, otherwise the next.
    #[must_use]
    pub fn is_chosen(&self, step: impl Plain<u8>) -> bool {
        let next = self.case.as_ref().map(|case| case.step + 1);
        self.step_form.step.or(next) == Some(step.plain())
    }
}

/// What came of proposals from the match list and of advisers' own ideas.
#[derive(Debug, Template)]
#[template(path = "proposal_report.html")]
pub struct ProposalReportPage {
    /// The frame.
    pub page: Page,
    /// One row for each way.
    pub rows: Vec<ArmRow>,
    /// What the shares with an interview say, in words.
    pub interviews: String,
    /// The same of those who started.
    pub hired: String,
}

impl ProposalReportPage {
    /// Whether nobody was proposed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.proposed == 0)
    }
}

/// The vacancies that fit a candidate.
#[derive(Debug, Template)]
#[template(path = "candidate_matches.html")]
pub struct CandidateMatchesPage {
    /// The frame.
    pub page: Page,
    /// The candidate's file.
    pub file_href: String,
    /// Which vacancies: `all`, `own` or `network`.
    pub scope: &'static str,
    /// What was searched for; empty when nothing was.
    pub receipt: ReceiptView,
    /// The matches by how well they fit, best first.
    pub groups: MatchGroups,
    /// What to do when there are none.
    pub advice: Vec<(String, String)>,
}

/// The vacancies of the region and of the network.
#[derive(Debug, Template)]
#[template(path = "vacancies.html")]
pub struct VacanciesPage {
    /// The frame.
    pub page: Page,
    /// What was searched for.
    pub query: String,
    /// The occupations that this means too, by name; empty for none.
    pub occupations: String,
    /// Which: `own`, `network` or `all`.
    pub scope: &'static str,
    /// The region chosen; empty for all.
    pub region: String,
    /// The regions that have vacancies.
    pub regions: Vec<Choice>,
    /// The rows.
    pub rows: Vec<VacancyRow>,
    /// Where in the list.
    pub pager: Pager,
    /// Whether the reader may add one.
    pub can_add: bool,
}

impl VacanciesPage {
    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.query.is_empty() || self.scope != "all" || !self.region.is_empty()
    }
}

/// One vacancy.
#[derive(Debug, Template)]
#[template(path = "vacancy.html")]
pub struct VacancyPage {
    /// The frame; its title is the vacancy's.
    pub page: Page,
    /// Its address.
    pub href: String,
    /// That nobody is sought any more; empty while it is open.
    pub closed: String,
    /// Whether the reader may close it.
    pub can_close: bool,
    /// Employer, place, hours and the like.
    pub facts: Vec<Fact>,
    /// The text of the advertisement.
    pub text: String,
    /// Whether every region sees it.
    pub is_public: bool,
    /// The region when it is another one; empty for this region.
    pub other_region: String,
    /// Whether its employer takes no part in the network.
    pub outside: bool,
    /// What an adviser does with it; for those who work with employers, and vacancies of this region.
    pub adviser: Option<AdviserView>,
    /// What it asks for.
    pub skills: Vec<WantedSkill>,
    /// The best matches among this region's people.
    pub matches: Vec<MatchView>,
    /// How many people fit now.
    pub fits_now: usize,
    /// Whether there are people who share a skill with it and fit less well than now.
    pub has_others: bool,
    /// Whether the reader may see people.
    pub can_see_people: bool,
    /// How many fit now and after training; nothing once it is closed.
    pub outlook: Option<OutlookView>,
}

/// The people who fit a vacancy.
#[derive(Debug, Template)]
#[template(path = "vacancy_matches.html")]
pub struct VacancyMatchesPage {
    /// The frame.
    pub page: Page,
    /// The vacancy's page.
    pub vacancy_href: String,
    /// The region when it is another one; empty for this region.
    pub other_region: String,
    /// Whether people can still be proposed for it.
    pub is_open: bool,
    /// What was searched for; empty when nothing was.
    pub receipt: ReceiptView,
    /// The matches by how well they fit, best first.
    pub groups: MatchGroups,
}

/// The employers of the region.
#[derive(Debug, Template)]
#[template(path = "employers.html")]
pub struct EmployersPage {
    /// The frame.
    pub page: Page,
    /// What was searched for.
    pub query: String,
    /// Name, place, trade register number, open vacancies.
    pub rows: Vec<EmployerRow>,
    /// Where in the list.
    pub pager: Pager,
}

/// A row of the employers' table.
#[derive(Debug, Clone)]
pub struct EmployerRow {
    /// The name.
    pub name: String,
    /// Where it is.
    pub municipality: String,
    /// Its number in the trade register; empty when unknown.
    pub kvk: String,
    /// How many people work there.
    pub size: String,
    /// Where a vacancy is added for it.
    pub new_vacancy_href: String,
    /// Whether it takes no part in the network.
    pub outside: bool,
}

/// The initiatives.
#[derive(Debug, Template)]
#[template(path = "initiatives.html")]
pub struct InitiativesPage {
    /// The frame.
    pub page: Page,
    /// The rows.
    pub rows: Vec<InitiativeRow>,
    /// The sector chosen; empty for all.
    pub sector: String,
    /// The sectors that have initiatives.
    pub sectors: Vec<Choice>,
}

/// A row of the initiatives' table.
#[derive(Debug, Clone)]
pub struct InitiativeRow {
    /// The name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whether it is a desk where people come in.
    pub is_desk: bool,
    /// The sector.
    pub sector: String,
    /// The steps that it covers; empty while nobody has said so.
    pub steps: Vec<u8>,
    /// Where it is named; empty when unknown.
    pub source: String,
}

impl InitiativeRow {
    /// Whether the source is an address that a reader can follow.
    #[must_use]
    pub fn is_link(&self) -> bool {
        self.source.starts_with("https://") || self.source.starts_with("http://")
    }
}

/// Where the words, figures and parts come from.
#[derive(Debug, Template)]
#[template(path = "about.html")]
pub struct AboutPage {
    /// The frame.
    pub page: Page,
    /// What must be said about the data that is in use.
    pub attributions: Vec<String>,
}

/// The accessibility statement.
#[derive(Debug, Template)]
#[template(path = "accessibility.html")]
pub struct AccessibilityPage {
    /// The frame.
    pub page: Page,
}

/// What happens to personal data here.
#[derive(Debug, Template)]
#[template(path = "privacy.html")]
pub struct PrivacyPage {
    /// The frame.
    pub page: Page,
}

/// Help.
#[derive(Debug, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    /// The frame.
    pub page: Page,
}
