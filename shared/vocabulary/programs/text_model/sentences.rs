//! Sentences of our own making, asked of everything that is built in: what a person who writes would
//! get. They are few, and who wrote them also wrote the everyday words, so they show what fails, not how often the
//! world's sentences do. Those `apart` were not looked at while anything was repaired.

use crate::{Failure, baseline::Baseline, esco::Esco};
use std::collections::BTreeSet;
use vocabulary::{
    EscoUri, Language, Vocabulary,
    text::{Model, OwnNames, Searcher, Weights, extract},
};

/// How many skills of a sentence are asked for.
const MOST_SKILLS: usize = 10;
/// How many of them are judged one by one.
const JUDGED: usize = 5;

/// A text with what is right in it.
struct Judged {
    language: Language,
    part: String,
    text: String,
    right: BTreeSet<u32>,
}

/// How good the answers to some texts are.
#[derive(Default)]
struct Tally {
    texts: f64,
    first: f64,
    found: f64,
    answers: f64,
    right: f64,
}

impl Tally {
    fn count(&mut self, judged: &Judged, answers: &[u32]) {
        let is_right = |it: &&u32| judged.right.contains(it);
        self.texts += 1.0;
        self.first += answers.first().iter().filter(|it| is_right(it)).map(|_| 1.0).sum::<f64>();
        self.found += if answers.iter().any(|it| is_right(&it)) { 1.0 } else { 0.0 };
        self.answers += answers.iter().take(JUDGED).map(|_| 1.0).sum::<f64>();
        self.right += answers.iter().take(JUDGED).filter(is_right).map(|_| 1.0).sum::<f64>();
    }

    fn shown(&self) -> String {
        let [first, found] = [self.first, self.found].map(|it| it / self.texts.max(1.0));
        format!("{first:.2} | {found:.2} | {:.2}", self.right / self.answers.max(1.0))
    }
}

/// A line of the table for each language and part.
pub(crate) fn lines(esco: &Esco, baseline: &Baseline) -> Result<Vec<String>, Failure> {
    let vocabulary = &esco.vocabulary;
    let sentences = read(vocabulary, include_str!("sentences.csv"))?;
    let [whole, without] = [OwnNames::embedded().clone(), OwnNames::embedded().without_skill_words()]
        .map(|own| Searcher::of_skills(vocabulary, Model::embedded(), Weights::of_skills(), &own));
    let mut lines = Vec::new();
    for (language, name) in [(Language::NL, "Dutch"), (Language::EN, "English")] {
        for part in ["seen", "apart"] {
            let asked: Vec<&Judged> =
                sentences.iter().filter(|it| it.language == language && it.part == part).collect();
            let (mut ours, mut wordless, mut theirs) = (Tally::default(), Tally::default(), Tally::default());
            for it in &asked {
                ours.count(it, &skills_in(&whole, it));
                wordless.count(it, &skills_in(&without, it));
                let found = baseline.search(&it.text, JUDGED);
                theirs.count(it, &found.into_iter().map(|it| it.0).collect::<Vec<_>>());
            }
            let (count, ours) = (asked.len(), ours.shown());
            let (wordless, theirs) = (wordless.shown(), theirs.shown());
            lines.push(format!("| {name} sentences, {part} | {count} | {ours} | {wordless} | {theirs} |"));
        }
    }
    Ok(lines)
}

fn skills_in(searcher: &Searcher, judged: &Judged) -> Vec<u32> {
    let found = extract(searcher, &judged.text, judged.language, MOST_SKILLS);
    found.mentions.into_iter().map(|it| it.concept).collect()
}

fn read(vocabulary: &Vocabulary, table: &str) -> Result<Vec<Judged>, Failure> {
    let mut found = Vec::new();
    for row in csv::Reader::from_reader(table.as_bytes()).deserialize() {
        let (language, part, text, uris): (String, String, String, String) = row?;
        let mut right = BTreeSet::new();
        for uri in uris.split(' ') {
            let skill = vocabulary.skill(&EscoUri::new(uri)?);
            right.insert(skill.ok_or_else(|| format!("{text}: {uri} is not in the list"))?.0);
        }
        found.push(Judged { language: language.parse()?, part, text, right });
    }
    Ok(found)
}
