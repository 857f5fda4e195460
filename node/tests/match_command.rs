//! `match` as a program: who is found for a vacancy in a file, the receipt as the last line, and clear answers to what
//! cannot be matched.

use crate::desk::{candidate, occupation};
use node::{
    storage::{Storage, candidates},
    workflow::match_file::{MOST_BYTES, MOST_SKILLS},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};
use tempfile::TempDir;
use vocabulary::{CandidateId, MunicipalityCode, Vocabulary};

/// A node at rest with one person who wants 24 to 32 hours.
struct AtRest {
    folder: TempDir,
    config: PathBuf,
    person: CandidateId,
}

impl AtRest {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("node.toml");
        let made = Command::new(env!("CARGO_BIN_EXE_schakel-node"))
            .arg("--config")
            .arg(&config)
            .args(["init", "--region", "AM24", "--listen", "127.0.0.1:0", "--simulated-clock", "--data-dir"])
            .arg(folder.path().join("data"))
            .env_remove("SCHAKEL_LOG")
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let desk = crate::desk::Desk::open("AM24");
        let mut person = candidate(&desk.context, "Mira Zandoe");
        person.municipality = MunicipalityCode::new("GM0687").unwrap();
        let id = person.id;
        let storage = Storage::open(&folder.path().join("data/node.db")).unwrap();
        storage.write_blocking(|tx| candidates::insert(tx, &person, crate::desk::begin())).unwrap();
        storage.settle_blocking().unwrap();
        Self { folder, config, person: id }
    }

    fn ask(&self, bytes: &[u8], more: &[&str]) -> Output {
        let file = self.folder.path().join("vacancy.json");
        fs::write(&file, bytes).unwrap();
        Command::new(env!("CARGO_BIN_EXE_schakel-node"))
            .arg("--config")
            .arg(&self.config)
            .args(["match", "--file"])
            .arg(&file)
            .args(more)
            .env_remove("SCHAKEL_LOG")
            .output()
            .unwrap()
    }

    fn refusal(&self, bytes: &[u8]) -> String {
        let output = self.ask(bytes, &[]);
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn lines(&self, vacancy: &Value) -> Vec<Value> {
        let output = self.ask(vacancy.to_string().as_bytes(), &["--format", "jsonl"]);
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn vacancy(hours: u8) -> Value {
    let (occupation, skills) = occupation(&Vocabulary::starter());
    json!({ "gm": "GM0687", "occupation": occupation, "essential_skills": skills, "hours": hours })
}

#[test]
fn the_command_prints_each_person_on_a_line_and_the_receipt_as_the_last() {
    let node = AtRest::new();
    let lines = node.lines(&vacancy(32));
    let [found, receipt] = &lines[..] else { panic!("one person and the receipt: {lines:?}") };
    assert_eq!(found["candidate"], node.person.to_string());
    let receipt = &receipt["receipt"];
    let applied = receipt["applied"].as_array().unwrap();
    assert!(applied.iter().any(|it| it["criterion"] == "hours" && it["sentence"].is_string()), "{receipt}");
    assert_eq!((&receipt["heldBack"], &receipt["limitReached"]), (&json!([]), &json!(false)));
    assert!(receipt["ignored"].is_array());

    let none = node.lines(&vacancy(40));
    let [receipt] = &none[..] else { panic!("only the receipt: {none:?}") };
    let held_back = &receipt["receipt"]["heldBack"][0];
    assert_eq!((&held_back["rule"], &held_back["count"]), (&json!("hours"), &json!(1)));

    let text = node.ask(vacancy(40).to_string().as_bytes(), &[]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("Nobody fits") && text.contains("Held back: 1: hours a week do not fit"), "{text}");
    assert!(
        text.contains("Applied: skills: 3 used; hours a week") && text.contains("Ignored: nothing"),
        "{text}"
    );
}

#[test]
fn the_command_says_clearly_what_cannot_be_matched() {
    let node = AtRest::new();
    let with = |name: &str, value: Value| {
        let mut asked = vacancy(32);
        asked[name] = value;
        asked.to_string()
    };
    let skill = vacancy(32)["essential_skills"][0].as_str().unwrap().to_owned();
    let mistyped = format!("{}0", &skill[..skill.len() - 1]);
    let said = node.refusal(with("essential_skills", json!([mistyped])).as_bytes());
    assert!(said.contains("the nearest is ") && said.contains(&skill), "{said}");
    let work = vacancy(32)["occupation"].as_str().unwrap().to_owned();
    let mistyped = format!("{}0", &work[..work.len() - 1]);
    let said = node.refusal(with("occupation", json!(mistyped)).as_bytes());
    assert!(said.contains("the nearest is ") && said.contains(&work), "{said}");
    let empty = node.refusal(with("essential_skills", json!([])).as_bytes());
    assert!(empty.contains("asks no skill at all"), "{empty}");
    let many = node.refusal(with("essential_skills", json!(vec![skill; 10_000])).as_bytes());
    let bytes = format!("{MOST_BYTES} is the most that is read");
    assert!(many.contains(&format!("asks 10000 skills; {MOST_SKILLS} is the most")), "{many}");
    let text = node.refusal(with("text", json!("a".repeat(1024 * 1024))).as_bytes());
    assert!(text.contains(&bytes), "{text}");
    assert!(node.refusal(b"\x7fELF\x00\xff\xfe").contains("the file is not text (UTF-8)"));
    assert!(node.refusal(b"een vacature").contains("the file is not one JSON object: see line 1"));
    assert!(node.refusal(b"{}").contains("asks no skill at all"));
}

#[test]
fn b08_the_command_writes_what_is_missing_of_the_best_ten_and_the_score_in_words_of_all() {
    let node = AtRest::new();
    let desk = crate::desk::Desk::open("AM24");
    let storage = Storage::open(&node.folder.path().join("data/node.db")).unwrap();
    for _ in 0..11 {
        let mut person = candidate(&desk.context, "Jona Anders");
        person.municipality = MunicipalityCode::new("GM0687").unwrap();
        storage.write_blocking(|tx| candidates::insert(tx, &person, crate::desk::begin())).unwrap();
    }
    storage.settle_blocking().unwrap();
    drop(storage);
    let asked = vacancy(32).to_string();
    let output = node.ask(asked.as_bytes(), &["--format", "jsonl", "--limit", "100"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 12 + 1, "twelve people and the receipt");
    for found in &lines[..12] {
        let is_explained = found["place"].as_u64().unwrap() <= 10;
        assert_eq!(found.get("missing").is_some(), is_explained, "{found}");
        assert_eq!(found.get("rules").is_some(), is_explained, "{found}");
        assert!(found["summary"].is_string() && found["fits"].is_string(), "{found}");
    }
    let more = node.ask(asked.as_bytes(), &["--limit", "101"]);
    assert!(String::from_utf8(more.stderr).unwrap().contains("101 is not in 1..=100"));
}
