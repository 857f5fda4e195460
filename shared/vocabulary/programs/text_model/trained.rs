//! What training makes: the model from everything, and the weights, fitted with a model that has not seen what is
//! asked.

use crate::{
    Failure,
    chance::Chance,
    esco::Esco,
    fit::{Example, examples, fitted},
    pairs::{Corpus, Own, Scope},
    questions::{Half, List, Question, is_held_out, kept_names, on_held_out},
    train::Training,
};
use std::io::Write;
use vocabulary::{
    EscoUri, Language, Vocabulary,
    text::{Model, OwnNames, Searcher, Weights},
};

/// How often all concepts are gone through.
const PASSES: usize = 30;
/// How many questions of each sort the weights are fitted on.
const MOST_QUESTIONS: usize = 800;

/// What is built in.
pub(crate) struct Made {
    pub(crate) model: Vec<u8>,
    pub(crate) weights: String,
}

/// Trains twice: without what is held out, to fit the weights, and with everything, to be built in.
pub(crate) fn all(esco: &Esco, out: &mut dyn Write) -> Result<Made, Failure> {
    let held_out = without_held_out(esco, out)?;
    let [occupations, skills] = weights(esco, held_out);
    let own = own_names(&esco.vocabulary)?;
    let (titles, names) = (own.titles.len(), own.skill_names.len());
    writeln!(
        out,
        "the model of everything, with {titles} job titles and {names} names of skills of our own:"
    )?;
    let model = model(esco, Scope::All, &own, out)?;
    let weights =
        format!("{}{}{}", Weights::HEADER, occupations.lines("occupations"), skills.lines("skills"));
    Ok(Made { model, weights })
}

/// The model that has not seen what is asked when measuring.
pub(crate) fn without_held_out(esco: &Esco, out: &mut dyn Write) -> Result<&'static Model, Failure> {
    writeln!(out, "the model without what is held out:")?;
    let bytes = model(esco, Scope::WithoutHeldOut, &Own::default(), out)?;
    Ok(Box::leak(Box::new(Model::read(bytes.into())?)))
}

fn model(esco: &Esco, scope: Scope, own: &Own, out: &mut dyn Write) -> Result<Vec<u8>, Failure> {
    let corpus = Corpus::new(esco, scope, own);
    let mut training = Training::new(&corpus.texts);
    let mut chance = Chance::new(3);
    for pass in 1..=PASSES {
        let pairs = corpus.pairs(&mut chance);
        let loss = training.learn(&pairs);
        writeln!(out, "pass {pass} of {PASSES}: {} pairs, loss {loss:.3}", pairs.len())?;
    }
    Ok(training.model())
}

/// The list without the names that are held out.
pub(crate) fn without_held_out_names(vocabulary: &Vocabulary) -> Vocabulary {
    vocabulary.without_other_labels(|uri, _, name| is_held_out(uri, name))
}

/// Weights fitted on the first half of what is held out, and on every other job title of our own.
fn weights(esco: &Esco, model: &'static Model) -> [Weights; 2] {
    let kept = without_held_out_names(&esco.vocabulary);
    let none = OwnNames::none();
    let sorts = on_held_out(esco, Half::Fit, MOST_QUESTIONS);
    let start = Weights::of_occupations();
    let fit = |searcher: &Searcher, list: List, more: Vec<Example>| {
        let mut all = more;
        for sort in sorts.iter().filter(|it| it.list == list) {
            let weight = if sort.name.contains("descriptions") { 0.2 } else { 1.0 };
            all.extend(examples(searcher, &sort.questions, weight));
        }
        let names = kept_names(&kept, list, MOST_QUESTIONS);
        all.extend(examples(searcher, &names, 0.5).into_iter().map(Example::not_counted));
        fitted(&all)
    };
    let half = OwnNames::embedded().without_job_titles(|number| number % 2 == 0);
    let with_titles = Searcher::of_occupations(&esco.vocabulary, model, start, &half);
    let titles = examples(&with_titles, &left_out_titles(&esco.vocabulary), 1.0);
    let occupations = Searcher::of_occupations(&kept, model, start, &none);
    let skills = Searcher::of_skills(&kept, model, start, &none);
    [fit(&occupations, List::Occupations, titles), fit(&skills, List::Skills, Vec::new())]
}

/// Every other job title of our own, of the occupations on which weights are fitted.
fn left_out_titles(vocabulary: &Vocabulary) -> Vec<Question> {
    let every_other = OwnNames::embedded().job_titles().step_by(2);
    let of_fit = every_other.filter(|it| Half::of(it.1) == Half::Fit);
    let asked = of_fit.filter_map(|(title, uri)| {
        let concept = vocabulary.occupation(&EscoUri::new(uri).ok()?)?.0;
        Some(Question { text: title.to_owned(), language: Language::NL, concepts: vec![concept] })
    });
    asked.collect()
}

/// The names of our own with the numbers of what they name, as far as the list has it.
fn own_names(vocabulary: &Vocabulary) -> Result<Own, Failure> {
    let mut own = Own::default();
    for (title, uri) in OwnNames::embedded().job_titles() {
        let found = vocabulary.occupation(&EscoUri::new(uri)?);
        own.titles.extend(found.map(|it| (title.to_owned(), it.0)));
    }
    for (name, uri) in OwnNames::embedded().skill_names() {
        let found = vocabulary.skill(&EscoUri::new(uri)?);
        own.skill_names.extend(found.map(|it| (name.to_owned(), it.0)));
    }
    Ok(own)
}
