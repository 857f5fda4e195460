//! The measuring itself: for each sort of question the place of the right answer, for the search and for the
//! baseline in the same run, and how often an answer with some score is right.

use crate::{
    Failure,
    baseline::Baseline,
    esco::Esco,
    not_ours,
    questions::{Half, Kind, List, Question, Sort, concepts, names, on_held_out, titles},
    report::{self, Reliability},
    sentences, trained,
};
use std::io::Write;
use vocabulary::{
    Language, Vocabulary,
    text::{Model, OwnNames, Searcher, Weights},
};

/// How many questions of each sort are asked at most.
const MOST_QUESTIONS: usize = 1_000;
/// How deep the right answer is looked for.
const DEPTH: usize = 100;

pub(crate) fn run(out: &mut dyn Write, file: Option<&str>) -> Result<(), Failure> {
    let esco = Esco::read()?;
    let model = trained::without_held_out(&esco, out)?;
    let mut sorts = on_held_out(&esco, Half::Measure, MOST_QUESTIONS);
    let name = "occupations, titles of vacancies of our own making";
    sorts.push(Sort { name, list: List::Occupations, questions: titles(&esco.vocabulary)? });
    let lists = Lists::new(&esco, model);
    let mut lines = Vec::new();
    let mut reliability = Reliability::default();
    for sort in &sorts {
        let (ours, baseline) = lists.of(sort.list);
        let answers: Vec<_> =
            sort.questions.iter().map(|it| ours.search(&it.text, it.language, DEPTH)).collect();
        if sort.name.contains("other") {
            reliability.count(&sort.questions, &answers);
        }
        let theirs: Vec<_> = sort.questions.iter().map(|it| baseline.search(&it.text, DEPTH)).collect();
        lines.push(report::line(
            sort.name,
            &Quality::of(&sort.questions, &answers),
            &Quality::of(&sort.questions, &theirs),
            sort.questions.len(),
        ));
        writeln!(out, "{}", lines.last().map_or("", String::as_str))?;
    }
    let sentences = sentences::lines(&esco, lists.of(List::Skills).1)?;
    let text = report::text(&lines, &reliability, &sentences, &not_ours::lines(&esco)?);
    writeln!(out, "{text}")?;
    file.map_or(Ok(()), |file| report::write(file, &text))
}

/// The indexes of all lists without what was held out, and without names of our own.
struct Lists {
    ours: [Searcher; 4],
    baselines: [Baseline; 4],
}

impl Lists {
    fn new(esco: &Esco, model: &'static Model) -> Self {
        let [both, english] = [&esco.vocabulary, &esco.english_only].map(trained::without_held_out_names);
        let own = OwnNames::none();
        let (occupations, skills) = (Weights::of_occupations(), Weights::of_skills());
        Self {
            ours: [
                Searcher::of_occupations(&both, model, occupations, &own),
                Searcher::of_skills(&both, model, skills, &own),
                Searcher::of_occupations(&english, model, occupations, &own),
                Searcher::of_skills(&english, model, skills, &own),
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
        let [a, b, c, d] = &self.ours;
        let [e, f, g, h] = &self.baselines;
        match list {
            List::Occupations => (a, e),
            List::Skills => (b, f),
            List::EnglishOccupations => (c, g),
            List::EnglishSkills => (d, h),
        }
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
#[derive(Default)]
pub(crate) struct Quality {
    /// The mean of one over the place of the right answer.
    pub(crate) mrr: f64,
    /// The share of questions with the right answer first, among the first five, among the first ten.
    pub(crate) first: [f64; 3],
}

impl Quality {
    fn of(questions: &[Question], answers: &[Vec<(u32, f32)>]) -> Self {
        let mut quality = Self::default();
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand questions")]
        let one = 1.0 / questions.len().max(1) as f64;
        for (question, answer) in questions.iter().zip(answers) {
            let Some(at) = answer.iter().position(|it| question.concepts.contains(&it.0)) else { continue };
            #[expect(clippy::cast_precision_loss, reason = "a place among a hundred")]
            let place = (at + 1) as f64;
            quality.mrr += one / place;
            for (share, most) in quality.first.iter_mut().zip([1.0, 5.0, 10.0]) {
                *share += if place <= most { one } else { 0.0 };
            }
        }
        quality
    }
}
