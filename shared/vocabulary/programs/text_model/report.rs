//! The figures as a person reads them, and their place in a file.

use crate::{Failure, measure::Quality, questions::Question};
use std::fs;

const BEGIN: &str = "<!-- text to terms: begin -->";
const END: &str = "<!-- text to terms: end -->";

/// How often answers with some score are right: the first ten of each question.
#[derive(Default)]
pub(crate) struct Reliability {
    /// For each tenth of the score: answers, sum of their scores, right ones.
    tenths: [(f64, f64, f64); 10],
}

impl Reliability {
    pub(crate) fn count(&mut self, questions: &[Question], answers: &[Vec<(u32, f32)>]) {
        for (question, answer) in questions.iter().zip(answers) {
            for (concept, score) in answer.iter().take(10) {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 0 and 9"
                )]
                let at = (score * 10.0).clamp(0.0, 9.0) as usize;
                if let Some((count, sum, right)) = self.tenths.get_mut(at) {
                    *count += 1.0;
                    *sum += f64::from(*score);
                    *right += if question.concepts.contains(concept) { 1.0 } else { 0.0 };
                }
            }
        }
    }
}

/// One line of the table.
pub(crate) fn line(name: &str, ours: &Quality, theirs: &Quality, count: usize) -> String {
    let shown = |it: &Quality| {
        let [one, five, ten] = it.first;
        format!("{:.3} | {one:.3} | {five:.3} | {ten:.3}", it.mrr)
    };
    format!("| {name} | {count} | {} | {} |", shown(ours), shown(theirs))
}

/// The whole of it.
pub(crate) fn text(
    lines: &[String],
    reliability: &Reliability,
    sentences: &[String],
    not_ours: &[String],
) -> String {
    let mut text = "\
## Text to terms

`cargo run --release -p vocabulary --bin text-model -- measure docs/measurements.md`, over ESCO 1.2.0. One name in
five of each concept was left out of the list and of the training, and one concept in ten was learned without a
word of Dutch; the weights were fitted on one half of the concepts and these figures are of the other half. A name
that another concept bears too is not asked: it would still stand in the list. Names of our own were left out. The baseline, in the same run over the same names, is TF-IDF over runs of 3 to 5 letters.
MRR is the mean of one over the place of the right answer; beside it the share of questions with the right answer
first, among the first five and among the first ten.

| asked | questions | MRR | 1 | 5 | 10 | baseline MRR | 1 | 5 | 10 |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"
    .to_owned();
    text.extend(lines.iter().flat_map(|it| [it.as_str(), "\n"]));
    text.push_str(
        "\nHow often an answer is right, by its score (held-out names, the first ten answers of each):\n\n",
    );
    text.push_str("| score | answers | mean score | right |\n|---|---:|---:|---:|\n");
    for ((count, sum, right), tenth) in reliability.tenths.iter().zip(0_u8..) {
        if *count > 0.0 {
            let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
            text.push_str(&format!(
                "| {from:.1} to {to:.1} | {count} | {:.2} | {:.2} |\n",
                sum / count,
                right / count
            ));
        }
    }
    text.push_str(SENTENCES);
    text.extend(sentences.iter().flat_map(|it| [it.as_str(), "\n"]));
    text.push_str(NOT_OURS);
    text.extend(not_ours.iter().flat_map(|it| [it.as_str(), "\n"]));
    text
}

/// What stands above the table of sentences.
const SENTENCES: &str = "
Skills in sentences of our own making (`extract-skills`, words of a CV, of a vacancy, of a person without schooling),
judged by hand, with everything that is built in; then without the everyday words of `skill_words_nl.csv` and
`skill_words_en.csv`; then the baseline, asked for five skills. *First*: the first skill is right. *Found*: a right one
is among the first ten. *Of five*: the share of right ones among the first five. The sentences *apart* were not looked
at while anything was repaired. Who wrote the sentences also wrote the everyday words, knowing all of them: other
people's sentences will do less well, and the figures without those words show by how much at most. Judged were the
answers with everything and those without the everyday words; others, of the baseline above all, are taken as wrong
unless they were among these, so their figures are too low.

| asked | texts | first | found | of five | wordless first | found | of five | baseline first | found | of five |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// What stands above the table of what is not ours.
const NOT_OURS: &str = "
Sentences in other languages and strings that are no words (addresses, keys, numbers, keys hit at random), of our own
making. *Sure*: a skill with a score of 0.5 or more was given, read as Dutch and read as English; that should be never,
but for a word that is the same in both languages. *Told*: read as Dutch, no skill was given, or it was said that this
is no text or is in another language.

| asked | texts | sure, as Dutch | sure, as English | told |
|---|---:|---:|---:|---:|
";

/// Puts the text between its markers in a file; at the end where there are none yet.
pub(crate) fn write(file: &str, text: &str) -> Result<(), Failure> {
    let before = fs::read_to_string(file)?;
    let marked = format!("{BEGIN}\n{text}{END}\n");
    let after = match (before.find(BEGIN), before.find(END)) {
        (Some(begin), Some(end)) if begin < end => {
            let rest = before.get(end + END.len()..).unwrap_or_default().trim_start_matches('\n');
            let gap = if rest.is_empty() { "" } else { "\n" };
            format!("{}{marked}{gap}{rest}", before.get(..begin).unwrap_or_default())
        }
        _ => format!("{}\n\n{marked}", before.trim_end()),
    };
    Ok(fs::write(file, after)?)
}
