//! The rows of a comparison: the same for each of those that are compared, so that a hole is seen as a hole.

use super::{
    labels::Labels,
    matches::{language, numbered_skills, rules},
    views::{MatchSkill, RuleView, Want},
};
use crate::matching::{input::SkillNumber, pool::Match, weighting::Fits};
use service::web::{components::Tag, page::Page};
use std::collections::BTreeMap;

/// One of those that are compared.
#[derive(Debug, Clone)]
pub struct Column {
    /// The name or the title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Place, work and the like.
    pub meta: Vec<String>,
}

/// Rows that belong together.
#[derive(Debug, Clone)]
pub struct Part {
    /// What they are about.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One thing of each.
#[derive(Debug, Clone)]
pub struct Row {
    /// What.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// How one thing stands for one.
#[derive(Debug, Clone)]
pub struct Cell {
    /// In a word, with its icon.
    pub tag: Option<Tag>,
    /// In a sentence.
    pub text: String,
}

impl Row {
    /// Whether the cells say different things.
    #[must_use]
    pub fn differs(&self) -> bool {
        let said = |cell: &Cell| (cell.tag.as_ref().map(ToString::to_string), cell.text.clone());
        self.cells.windows(2).any(|two| said(&two[0]) != said(&two[1]))
    }
}

/// The rows of these matches; `after` says in words when one fits that does not fit now, or nothing.
pub(super) fn parts(
    page: &Page,
    labels: &Labels<'_>,
    compared: &[Match],
    after: impl Fn(&Match) -> String,
) -> Vec<Part> {
    let part = |title: &str, rows| Part { title: page.say(title), rows };
    let mut parts = vec![
        part("compare-all", in_short(page, compared, after)),
        part("compare-skills", skill_rows(page, labels, compared)),
        part("compare-rules", rule_rows(page, compared)),
        part("compare-factors", factor_rows(page, compared)),
    ];
    parts.retain(|part| !part.rows.is_empty());
    parts
}

fn in_short(page: &Page, compared: &[Match], after: impl Fn(&Match) -> String) -> Vec<Row> {
    let spoken = language(page.locale());
    let fits = compared.iter().map(|one| {
        let tag = match one.explanation.fits {
            Fits::Now => Tag::good(page.say("fits-now")),
            Fits::Soon => Tag::waiting(page.say("fits-soon-short")),
            Fits::NotYet => Tag::plain(page.say("fits-far")),
        };
        let score = page.percentage(one.explanation.score.as_read());
        let values = [("summary", one.explanation.summary(spoken).into()), ("score", score.into())];
        Cell { tag: Some(tag), text: page.say_with("compare-score", &values) }
    });
    let training = compared.iter().map(|one| {
        let words = after(one);
        let text = match one.explanation.fits {
            Fits::Now => page.say("compare-now-already"),
            Fits::Soon | Fits::NotYet if words.is_empty() => page.say("compare-after-unknown"),
            Fits::Soon | Fits::NotYet => words,
        };
        Cell { tag: None, text }
    });
    vec![
        Row { label: page.say("compare-fits"), cells: fits.collect() },
        Row { label: page.say("compare-after"), cells: training.collect() },
    ]
}

/// Each skill that any of them wants, needed ones first.
fn skill_rows(page: &Page, labels: &Labels<'_>, compared: &[Match]) -> Vec<Row> {
    let spoken = language(page.locale());
    let each: Vec<BTreeMap<SkillNumber, MatchSkill>> = compared
        .iter()
        .map(|one| numbered_skills(labels, &one.explanation, spoken).into_iter().collect())
        .collect();
    let mut wanted: BTreeMap<SkillNumber, (bool, String)> = BTreeMap::new();
    for (number, skill) in each.iter().flatten() {
        let of = wanted.entry(*number).or_insert_with(|| (true, skill.label.clone()));
        of.0 &= skill.want == Want::Optional;
    }
    let cell = |skill: Option<&MatchSkill>| match skill {
        Some(skill) => Cell { tag: Some(skill.tag(page)), text: skill.next(page) },
        None => Cell { tag: None, text: page.say("compare-not-asked") },
    };
    let mut rows: Vec<(bool, Row)> = wanted
        .into_iter()
        .map(|(number, (is_optional, label))| {
            let cells = each.iter().map(|skills| cell(skills.get(&number))).collect();
            (is_optional, Row { label, cells })
        })
        .collect();
    // what is needed first, and of that what tells them apart
    rows.sort_by_key(|(is_optional, row)| (*is_optional, !row.differs(), row.label.clone()));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn rule_rows(page: &Page, compared: &[Match]) -> Vec<Row> {
    let spoken = language(page.locale());
    let names = [
        ("hours", "rule-hours"),
        ("travel", "rule-travel"),
        ("entryLevel", "rule-entry-level"),
        ("start", "rule-start"),
    ];
    let rows = names.into_iter().map(|(name, key)| {
        let of = |one: &Match| {
            let verdict = one.explanation.verdicts.iter().find(|it| it.rule() == name)?;
            rules(spoken, std::slice::from_ref(verdict)).pop()
        };
        let found: Vec<Option<RuleView>> = compared.iter().map(of).collect();
        (key, found)
    });
    let applies = rows.filter(|(_, found)| found.iter().any(Option::is_some));
    let cell = |rule: &Option<RuleView>| match rule {
        Some(rule) => Cell { tag: Some(rule.tag(page)), text: rule.sentence.clone() },
        None => Cell { tag: None, text: page.say("compare-rule-none") },
    };
    applies
        .map(|(key, found)| Row { label: page.say(key), cells: found.iter().map(cell).collect() })
        .collect()
}

fn factor_rows(page: &Page, compared: &[Match]) -> Vec<Row> {
    let spoken = language(page.locale());
    let names = [
        ("potentialHard", "factor-potential-hard"),
        ("potentialSoft", "factor-potential-soft"),
        ("interests", "factor-interests"),
        ("culture", "factor-culture"),
    ];
    let row = |(name, key): (&str, &str)| {
        let of = |one: &Match| {
            let factor = one.explanation.factors.iter().find(|it| it.name() == name)?;
            Some(Cell { tag: None, text: factor.sentence(spoken) })
        };
        let cells: Option<Vec<Cell>> = compared.iter().map(of).collect();
        Some(Row { label: page.say(key), cells: cells? })
    };
    names.into_iter().filter_map(row).collect()
}
