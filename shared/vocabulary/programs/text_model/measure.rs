//! The measuring itself: for each sort of question the place of the right answer, for the search and for the
//! baseline in the same run.

use crate::{
    Failure,
    baseline::Baseline,
    esco::Esco,
    questions::{Half, Kind, List, Question, Sort, concepts, is_held_out, names, on_held_out, titles},
};
use std::io::Write;
use vocabulary::{
    Language, Vocabulary,
    text::{Model, OwnNames, Searcher},
};

/// How many questions of each sort are asked at most.
const MOST_QUESTIONS: usize = 1_500;
/// How deep the right answer is looked for.
const DEPTH: usize = 100;

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Failure> {
    let esco = Esco::read()?;
    let mut sorts = on_held_out(&esco, Half::Measure, MOST_QUESTIONS);
    sorts.push(Sort { name: "occupations, titles of vacancies of our own", list: List::Occupations, questions: titles(&esco.vocabulary)? });
    let lists = Lists::new(&esco);
    for sort in &sorts {
        let (ours, baseline) = lists.of(sort.list);
        let ours = Quality::of(sort, |it| ours.search(&it.text, it.language, DEPTH));
        let theirs = Quality::of(sort, |it| if std::env::var("B").is_ok() {baseline.search(&it.text, DEPTH)} else {vec![]});
        writeln!(out, "| {:<45} | {:>5} | {ours} | {theirs} |", sort.name, sort.questions.len())?;
    }
    Ok(())
}

/// The indexes of all lists without what was held out.
struct Lists {
    ours: [Searcher; 4],
    baselines: [Baseline; 4],
}

impl Lists {
    fn new(esco: &Esco) -> Self {
        let held_out = |vocabulary: &Vocabulary| vocabulary.without_other_labels(|uri, _, name| is_held_out(uri, name));
        let (both, english) = (held_out(&esco.vocabulary), held_out(&esco.english_only));
        let own = OwnNames::none();
        let model: &'static Model = Box::leak(Box::new(Model::read(std::fs::read(std::env::var("M").unwrap()).unwrap().into()).unwrap()));
        Self {
            ours: [
                Searcher::of_occupations(&both, model, &own),
                Searcher::of_skills(&both, model, &own),
                Searcher::of_occupations(&english, model, &own),
                Searcher::of_skills(&english, model, &own),
            ],
            baselines: [
                baseline(&both, Kind::Occupation),
                baseline(&both, Kind::Skill),
                baseline(&english, Kind::Occupation),
                baseline(&english, Kind::Skill),
            ],
        }
    }

    const fn of(&self, list: List) -> (&Searcher, &Baseline) {
        let at = list as usize;
        #[expect(clippy::indexing_slicing, reason = "there are four lists")]
        (&self.ours[at], &self.baselines[at])
    }
}

fn baseline(vocabulary: &Vocabulary, kind: Kind) -> Baseline {
    let mut all = Vec::new();
    for (concept, _) in concepts(vocabulary, kind) {
        for language in [Language::NL, Language::EN] {
            let (preferred, others) = names(vocabulary, kind, concept, language);
            all.extend(preferred.into_iter().chain(others).map(|it| (concept, it)));
        }
    }
    Baseline::new(&all)
}

/// How good the answers to questions of one sort are.
struct Quality {
    mrr: f64,
    at_1: f64,
    at_5: f64,
    at_10: f64,
}

impl Quality {
    fn of(sort: &Sort, answer: impl Fn(&Question) -> Vec<(u32, f32)>) -> Self {
        let mut quality = Self { mrr: 0.0, at_1: 0.0, at_5: 0.0, at_10: 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand questions")]
        let one = 1.0 / sort.questions.len().max(1) as f64;
        for question in &sort.questions {
            let Some(at) = answer(question).iter().position(|it| question.concepts.contains(&it.0)) else { continue };
            #[expect(clippy::cast_precision_loss, reason = "a place among a hundred")]
            let place = (at + 1) as f64;
            quality.mrr += one / place;
            quality.at_1 += if at < 1 { one } else { 0.0 };
            quality.at_5 += if at < 5 { one } else { 0.0 };
            quality.at_10 += if at < 10 { one } else { 0.0 };
        }
        quality
    }
}

impl std::fmt::Display for Quality {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3} | {:.3} | {:.3} | {:.3}", self.mrr, self.at_1, self.at_5, self.at_10)
    }
}
