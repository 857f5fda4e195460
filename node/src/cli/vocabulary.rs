//! `vocabulary import` and `vocabulary search`: the list of occupations and skills of this node.

use crate::{
    config::Config,
    storage::{Storage, vocabulary_versions as lists},
    workflow::{
        Actor,
        import_vocabulary::{ImportReport, Keep, import_vocabulary},
    },
};
use ::vocabulary::{
    EscoUri, Language, Vocabulary,
    compare::KindChanges,
    import::{ImportOptions, Progress},
    text::is_text,
};
use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde::Serialize;
use std::{
    io::{self, BufRead, ErrorKind, Write},
    path::PathBuf,
};

/// What can be done with the list of occupations and skills.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Makes a release of ESCO the working list: the official CSV download, as folder or zip, or the tidy form.
    Import(ImportArguments),
    /// Finds occupations or skills by what people type.
    Search(SearchArguments),
}

/// What `vocabulary import` takes.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// The folder or zip.
    path: PathBuf,
    /// The languages to keep, of those that the release has.
    #[arg(long, value_delimiter = ',', default_value = "nl,en")]
    languages: Vec<Language>,
    /// The version of the release, where the name of the folder or zip does not say it.
    #[arg(long)]
    release: Option<String>,
    /// Only says what would change.
    #[arg(long)]
    dry_run: bool,
}

/// What `vocabulary search` takes.
#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// What to find; without it, one query per line is read from standard input.
    queries: Vec<String>,
    /// What kind of thing.
    #[arg(long, value_enum, default_value = "occupation")]
    kind: Kind,
    /// The language of the names.
    #[arg(long, default_value = "nl")]
    language: Language,
    /// How many hits at most for each query.
    #[arg(long, default_value_t = 10, value_parser = super::at_least_one())]
    limit: usize,
    /// How to write the hits.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Occupation,
    Skill,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One JSON object per query and line.
    Jsonl,
}

/// Carries it out.
pub(super) fn run(config: &Config, command: Command) -> Result<()> {
    match command {
        Command::Import(arguments) => {
            let _held = super::lock_data(config)?;
            let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
            let report = import(&storage, super::clock(config)?.now(), arguments)?;
            write_report(&mut io::stdout().lock(), &report).context("cannot write the report")
        }
        Command::Search(arguments) => {
            let storage = Storage::open(&config.database_path()).context("cannot open the database")?;
            let vocabulary = storage.read_blocking(lists::in_use)?;
            super::check_language(&vocabulary, arguments.language)?;
            let written = search(&vocabulary, &arguments, &mut io::stdin().lock(), &mut io::stdout().lock());
            match written {
                // The reader has seen enough, as `head` does.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                other => other.context("cannot read the queries or write the hits"),
            }
        }
    }
}

fn import(storage: &Storage, now: Timestamp, arguments: ImportArguments) -> Result<ImportReport> {
    let options = ImportOptions { languages: arguments.languages, version: arguments.release };
    let keep = if arguments.dry_run { Keep::OnlyReport } else { Keep::InUse };
    let mut bars = Bars::default();
    let mut tell = |progress: Progress<'_>| bars.show(progress);
    let report = import_vocabulary(storage, Actor::Console, now, &arguments.path, &options, keep, &mut tell)?;
    Ok(report)
}

/// One bar for each table; nothing is drawn where nobody looks.
#[derive(Default)]
struct Bars {
    present: Option<(usize, ProgressBar)>,
}

impl Bars {
    fn show(&mut self, progress: Progress<'_>) {
        let begun = matches!(&self.present, Some((number, _)) if *number == progress.number);
        if !begun {
            self.finish();
            let bar = match progress.size_bytes {
                Some(size) => {
                    ProgressBar::new(size).with_style(style("{prefix} {msg:<40} {bar:24} {percent:>3} %"))
                }
                None => ProgressBar::new_spinner().with_style(style("{prefix} {msg:<40} {spinner} {bytes}")),
            };
            bar.set_prefix(format!("{:>2}/{}", progress.number, progress.of));
            bar.set_message(progress.table.to_owned());
            self.present = Some((progress.number, bar));
        }
        if let Some((_, bar)) = &self.present {
            bar.set_position(progress.bytes);
        }
    }

    fn finish(&mut self) {
        if let Some((_, bar)) = self.present.take() {
            bar.finish();
        }
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.finish();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("a test draws both kinds of bar")
}

fn write_report(out: &mut impl Write, report: &ImportReport) -> io::Result<()> {
    let counts = &report.counts;
    writeln!(
        out,
        "Read {}: {} occupations, {} skills, {} relations.",
        report.after, counts.occupations, counts.skills, counts.relations
    )?;
    if counts.stated_twice > 0 {
        writeln!(
            out,
            "{} relations stand there both as essential and as optional; kept as essential.",
            counts.stated_twice
        )?;
    }
    writeln!(out, "Compared with {}:", report.before)?;
    write_changes(out, "occupations", &report.changes.occupations)?;
    write_changes(out, "skills", &report.changes.skills)?;
    write_names(
        out,
        &report.changed_names,
        "occupations and skills that people and vacancies here refer to are changed",
    )?;
    write_names(
        out,
        &report.deprecated_names,
        "occupations and skills in use are marked as no longer in use by this release",
    )?;
    if report.missing_names.is_empty() {
        writeln!(out, "Everything that people and vacancies here refer to is in the new list.")?;
    } else {
        writeln!(
            out,
            "People and vacancies here refer to {} that the new list does not have:",
            report.missing_names.len()
        )?;
        for (uri, name) in &report.missing_names {
            writeln!(out, "  {name}  {uri}")?;
        }
    }
    match report.number {
        Some(number) => writeln!(out, "It is now the working list (number {number})."),
        None => writeln!(out, "Nothing was changed: this was a trial."),
    }
}

/// How many names are written; the rest is counted.
const MOST_NAMES: usize = 20;

fn write_names(out: &mut impl Write, names: &[(EscoUri, String)], what: &str) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} {what}:", names.len())?;
    for (uri, name) in names.iter().take(MOST_NAMES) {
        writeln!(out, "  {name}  {uri}")?;
    }
    match names.len().saturating_sub(MOST_NAMES) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more"),
    }
}

fn write_changes(out: &mut impl Write, kind: &str, changes: &KindChanges) -> io::Result<()> {
    writeln!(
        out,
        "  {kind}: {} added, {} changed, {} deprecated, {} removed",
        changes.added.len(),
        changes.changed.len(),
        changes.deprecated.len(),
        changes.removed.len()
    )
}

/// One line of the answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    hits: Vec<FoundTerm<'a>>,
    /// Why nothing was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct FoundTerm<'a> {
    uri: String,
    label: &'a str,
    score: f32,
}

fn search(
    vocabulary: &Vocabulary,
    arguments: &SearchArguments,
    input: &mut dyn BufRead,
    out: &mut impl Write,
) -> io::Result<()> {
    if arguments.queries.is_empty() {
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            // Bytes that are no text are answered like any other line, so that answers and lines stay in step.
            let query = String::from_utf8_lossy(&line);
            answer(vocabulary, arguments, query.trim_end_matches(['\r', '\n']), out)?;
            line.clear();
        }
        return Ok(());
    }
    arguments.queries.iter().try_for_each(|query| answer(vocabulary, arguments, query, out))
}

fn answer(
    vocabulary: &Vocabulary,
    arguments: &SearchArguments,
    query: &str,
    out: &mut impl Write,
) -> io::Result<()> {
    let (language, limit) = (arguments.language, arguments.limit);
    let hits: Vec<FoundTerm<'_>> = match arguments.kind {
        Kind::Occupation => {
            let hits = vocabulary.search_occupations(query, language, limit).into_iter();
            hits.map(|hit| FoundTerm {
                uri: vocabulary.occupation_uri(hit.index).into(),
                label: vocabulary.occupation_label(hit.index, language),
                score: hit.score,
            })
            .collect()
        }
        Kind::Skill => {
            let hits = vocabulary.search_skills(query, language, limit).into_iter();
            hits.map(|hit| FoundTerm {
                uri: vocabulary.skill_uri(hit.index).into(),
                label: vocabulary.skill_label(hit.index, language),
                score: hit.score,
            })
            .collect()
        }
    };
    let note = (!is_text(query)).then_some(super::NOT_TEXT);
    match arguments.format {
        Format::Jsonl => {
            let answer = serde_json::to_string(&Answer { query, hits, note }).map_err(io::Error::from)?;
            writeln!(out, "{answer}")
        }
        Format::Text => {
            // What could move the cursor is shown as text.
            writeln!(
                out,
                "{}",
                if note.is_some() { query.escape_debug().to_string() } else { query.to_owned() }
            )?;
            if hits.is_empty() {
                writeln!(out, "  {}", note.unwrap_or("nothing found"))?;
            }
            hits.iter().try_for_each(|hit| writeln!(out, "  {:.2}  {}  {}", hit.score, hit.label, hit.uri))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::fs;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(subcommand)]
        command: Command,
    }

    fn searched(arguments: &[&str], input: &str) -> String {
        let line = Line::try_parse_from(["vocabulary", "search"].iter().chain(arguments)).unwrap();
        let Command::Search(arguments) = line.command else { panic!("another command was parsed") };
        let mut out = Vec::new();
        search(&Vocabulary::starter(), &arguments, &mut input.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_query_gives_one_line_of_json_with_exactly_these_fields() {
        let arguments = ["--kind", "occupation", "--language", "nl", "--limit", "2", "--format", "jsonl"];
        let out = searched(&arguments, "verpleegkundige\r\n\nqqqxyz\n");
        let lines: Vec<serde_json::Value> =
            out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["query"], "verpleegkundige");
        assert_eq!(lines[0]["hits"].as_array().unwrap().len(), 2);
        let hit = lines[0]["hits"][0].as_object().unwrap();
        assert_eq!(hit.keys().collect::<Vec<_>>(), ["label", "score", "uri"]);
        assert!(hit["uri"].as_str().unwrap().starts_with("http://data.europa.eu/esco/occupation/"));
        assert!((0.0..=1.0).contains(&hit["score"].as_f64().unwrap()));
        assert!(out.starts_with(r#"{"query":"verpleegkundige","hits":[{"uri":"http"#), "{out}");
        assert_eq!(out.lines().last().unwrap(), r#"{"query":"qqqxyz","hits":[]}"#);
    }

    #[test]
    fn queries_are_taken_from_the_arguments_before_standard_input() {
        let out = searched(&["--kind", "skill", "--language", "en", "customer service"], "not read\n");
        assert!(
            out.starts_with("customer service\n  1.00  customer service  http://data.europa.eu/esco/skill/"),
            "{out}"
        );
        assert!(searched(&["qqqxyz"], "").contains("nothing found"));
    }

    #[test]
    fn what_is_no_text_is_answered_with_a_note_and_without_hits() {
        for query in ["\u{7f}ELF\u{2}\u{1}", "1234", "PK\u{3}\u{4}kok"] {
            let out = searched(&["--format", "jsonl", "--kind", "skill"], &format!("{query}\n"));
            let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
            assert_eq!(
                (&answer["note"], &answer["hits"]),
                (&super::super::NOT_TEXT.into(), &serde_json::json!([]))
            );
        }
        let text = searched(&[], "\u{1b}[2Jkok\n");
        assert!(text.starts_with("\\u{1b}[2Jkok\n  this is not text that can be searched"), "{text}");
        let kok = searched(&["--format", "jsonl"], "kok\n");
        assert!(!kok.contains("note"), "the contrast");
    }

    #[test]
    fn the_report_names_what_is_in_use_and_counts_the_rest_of_a_long_list() {
        let names = |count: usize| -> Vec<_> {
            let uri = |number| EscoUri::new(&format!("http://data.europa.eu/esco/skill/{number}")).unwrap();
            (0..count).map(|number| (uri(number), format!("kennis {number}"))).collect()
        };
        let written = |count| {
            let mut out = Vec::new();
            write_names(&mut out, &names(count), "skills are changed").unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(0), "");
        assert_eq!(written(1), "1 skills are changed:\n  kennis 0  http://data.europa.eu/esco/skill/0\n");
        assert!(written(23).ends_with("/19\n  and 3 more\n"), "{}", written(23));
    }

    #[test]
    fn an_import_from_the_command_line_draws_its_bars_and_ends_with_a_report() {
        let folder = tempfile::tempdir().unwrap();
        let occupation = "http://data.europa.eu/esco/occupation/a";
        let skill = "http://data.europa.eu/esco/skill/b";
        for (name, text) in [
            ("occupations.csv", format!("uri,isco_group,label_nl\n{occupation},2221,zuster\n")),
            ("skills.csv", format!("uri,skill_type,label_nl\n{skill},knowledge,anatomie\n")),
            (
                "occupation_skill.csv",
                format!("occupation_uri,skill_uri,relation\n{occupation},{skill},essential\n"),
            ),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        let path = folder.path().to_str().unwrap();
        let line =
            Line::try_parse_from(["vocabulary", "import", path, "--release", "9.9", "--dry-run"]).unwrap();
        let Command::Import(arguments) = line.command else { panic!("another command was parsed") };
        let report = import(&storage, Timestamp::UNIX_EPOCH, arguments).unwrap();
        let mut out = Vec::new();
        write_report(&mut out, &report).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.starts_with("Read ESCO 9.9: 1 occupations, 1 skills, 1 relations."), "{out}");
        assert!(out.contains("occupations: 1 added, 0 changed, 0 deprecated, 170 removed"), "{out}");
        assert!(out.ends_with("Nothing was changed: this was a trial.\n"), "{out}");

        let mut bars = Bars::default();
        for (number, size_bytes) in [(1, Some(10)), (1, Some(10)), (2, None)] {
            bars.show(Progress { table: "skills.csv", number, of: 2, rows: 1, bytes: 5, size_bytes });
        }
    }
}
