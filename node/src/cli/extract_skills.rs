//! `extract-skills`: which skills of the list each line of text speaks of.

use crate::{
    config::Config,
    storage::{Storage, vocabulary_versions as lists},
};
use ::vocabulary::{
    Language, SkillIndex, Vocabulary,
    text::{Sense, is_text},
};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, BufRead, ErrorKind, Write};

/// What `extract-skills` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The language of the names, and of the text where that matters.
    #[arg(long, default_value = "nl")]
    language: Language,
    /// How many skills at most for each text.
    #[arg(long, default_value_t = 10, value_parser = super::at_least_one())]
    limit: usize,
    /// How to write what was found.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One JSON object per text and line.
    Jsonl,
}

/// One line of the answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    text: &'a str,
    skills: Vec<FoundSkill<'a>>,
    /// Why nothing, or not everything, was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct FoundSkill<'a> {
    uri: String,
    label: &'a str,
    score: f32,
    /// Where the words begin and end, in characters of the text.
    span: [usize; 2],
}

/// Reads one text per line from standard input and writes one answer per line.
pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
    let vocabulary = storage.read_blocking(lists::in_use)?;
    super::check_language(&vocabulary, arguments.language)?;
    match extract(&vocabulary, arguments, &mut io::stdin().lock(), &mut io::stdout().lock()) {
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot read the texts or write what was found"),
    }
}

fn extract(
    vocabulary: &Vocabulary,
    arguments: &Arguments,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        // Bytes that are no text are answered like any other line, so that answers and lines stay in step.
        let text = String::from_utf8_lossy(&line);
        write_answer(
            &answer(vocabulary, arguments, text.trim_end_matches(['\r', '\n'])),
            arguments.format,
            out,
        )?;
        line.clear();
    }
    Ok(())
}

fn answer<'a>(vocabulary: &'a Vocabulary, arguments: &Arguments, text: &'a str) -> Answer<'a> {
    let found = vocabulary.extract_skills(text, arguments.language, arguments.limit);
    let skill = |it: &::vocabulary::text::Mention| FoundSkill {
        uri: vocabulary.skill_uri(SkillIndex(it.concept)).into(),
        label: vocabulary.skill_label(SkillIndex(it.concept), arguments.language),
        score: it.score,
        span: [it.start, it.end],
    };
    Answer {
        text,
        skills: found.mentions.iter().map(skill).collect(),
        note: note(found.sense, found.mentions.is_empty(), arguments.language),
    }
}

fn note(sense: Sense, nothing: bool, asked: Language) -> Option<String> {
    match sense {
        Sense::Whole if nothing => Some("nothing found: no skill of the list is named here".to_owned()),
        Sense::Whole => None,
        Sense::Beginning { bytes } => Some(format!("long text: only the first {bytes} bytes were read")),
        Sense::NoText => Some(super::NOT_TEXT.to_owned()),
        Sense::Surely(language) => {
            let name = |it| if it == Language::NL { "Dutch" } else { "English" };
            let (written, asked) = (name(language), name(asked));
            Some(format!("this looks like {written} and was asked as {asked}: use `--language {language}`"))
        }
        Sense::OtherLanguage => Some("this reads like neither Dutch nor English".to_owned()),
    }
}

fn write_answer(answer: &Answer<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    if format == Format::Jsonl {
        return writeln!(out, "{}", serde_json::to_string(answer).map_err(io::Error::from)?);
    }
    // What could move the cursor is shown as text.
    let shown =
        if is_text(answer.text) { answer.text.to_owned() } else { answer.text.escape_debug().to_string() };
    writeln!(out, "{shown}")?;
    if let Some(note) = &answer.note {
        writeln!(out, "  {note}")?;
    }
    answer.skills.iter().try_for_each(|it| writeln!(out, "  {:.2}  {}  {}", it.score, it.label, it.uri))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn extracted(arguments: &[&str], input: &[u8]) -> String {
        let line = Line::try_parse_from(["extract-skills"].iter().chain(arguments)).unwrap();
        let mut out = Vec::new();
        extract(&Vocabulary::starter(), &line.arguments, &mut &*input, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn answers(arguments: &[&str], input: &[u8]) -> Vec<serde_json::Value> {
        let out = extracted(&[arguments, &["--format", "jsonl"]].concat(), input);
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn each_text_gives_one_line_of_json_with_exactly_these_fields() {
        let text = "Je zorgt voor goede klantenservice en onderhoudt machines.\nqqqxyz\n";
        let answers = answers(&["--language", "nl", "--limit", "3"], text.as_bytes());
        assert_eq!(answers.len(), 2);
        let answer = answers[0].as_object().unwrap();
        assert_eq!(answer.keys().collect::<Vec<_>>(), ["skills", "text"]);
        let skills = answer["skills"].as_array().unwrap();
        assert!(!skills.is_empty() && skills.len() <= 3);
        let skill = skills[0].as_object().unwrap();
        assert_eq!(skill.keys().collect::<Vec<_>>(), ["label", "score", "span", "uri"]);
        assert!(skill["uri"].as_str().unwrap().starts_with("http://data.europa.eu/esco/skill/"));
        assert_eq!(answers[1]["skills"].as_array().unwrap().len(), 0);
        assert_eq!(answers[1]["note"], "nothing found: no skill of the list is named here");
    }

    #[test]
    fn a_span_holds_the_words_that_name_the_skill() {
        let text = "Eén vaste collega: klantenservice is jouw vak";
        let answers = answers(&[], text.as_bytes());
        let skills = answers[0]["skills"].as_array().unwrap();
        let spans = skills.iter().map(|it| {
            let at = |n: usize| usize::try_from(it["span"][n].as_u64().unwrap()).unwrap();
            text.chars().skip(at(0)).take(at(1) - at(0)).collect::<String>()
        });
        assert!(spans.into_iter().any(|it| it == "klantenservice"), "{skills:?}");
    }

    #[test]
    fn what_cannot_be_read_is_said_in_the_answer() {
        let check = |input: &[u8], note: &str| {
            let answers = answers(&["--limit", "2"], input);
            assert_eq!(answers.len(), 1, "one answer for one line");
            assert_eq!(answers[0]["note"], note);
        };
        check(b"\x00\xff\xfe\x01PK\x03\x04\x80\x81", super::super::NOT_TEXT);
        check(b"1234 5678", super::super::NOT_TEXT);
        check(
            b"You will support the team and work with your clients.",
            "this looks like English and was asked as Dutch: use `--language en`",
        );
        check(
            "Wir suchen eine Pflegekraft mit Erfahrung für die Betreuung von Senioren".as_bytes(),
            "this reads like neither Dutch nor English",
        );
        let dutch = "Ik heb het onderhoud van de machines gedaan en ook de klantenservice.";
        let asked_as_english = answers(&["--language", "en"], dutch.as_bytes());
        let note = "this looks like Dutch and was asked as English: use `--language nl`";
        assert_eq!(
            (&asked_as_english[0]["note"], &asked_as_english[0]["skills"]),
            (&note.into(), &serde_json::json!([]))
        );
        assert!(answers(&[], dutch.as_bytes())[0].get("note").is_none(), "the contrast");
        let french = "Nous cherchons une personne pour la cuisine avec de l'expérience dans le service";
        let answered = answers(&["--language", "en"], french.as_bytes());
        assert_eq!(answered[0]["note"], "this reads like neither Dutch nor English");
        let long = "klantenservice en onderhoud van machines ".repeat(26_000);
        for text in
            ["Permis de conduire B obligatoire.", "info@voorbeeld.nl 3f2504e0-4f89-11d3-9a0c-0305e82c3301"]
        {
            check(text.as_bytes(), "nothing found: no skill of the list is named here");
        }
        check(long.as_bytes(), "long text: only the first 40000 bytes were read");
        assert!(extracted(&[], b"qqqxyz\n").contains("nothing found"));
        assert!(extracted(&[], b"\x1b[2Jkok\n").starts_with("\\u{1b}[2Jkok\n  this is not text"));
    }
}
