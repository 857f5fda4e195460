//! With which code the program ends: 2 for what was typed or a file that was named, 1 for anything else, by each
//! family of commands, with the contrast of one that is done.

use serde_json::json;
use std::{
    fs,
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};
use tempfile::{TempDir, tempdir};
use vocabulary::{VacancyId, Vocabulary};

/// A folder with a node at rest.
struct AtRest {
    folder: TempDir,
}

impl AtRest {
    fn new() -> Self {
        let node = Self { folder: tempdir().unwrap() };
        let made = node.ends(&["init", "--region", "AM24", "--data-dir", "DIR/data"], "");
        assert_eq!(made, (0, String::new()));
        node
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The code and the complaint of a command; `DIR` in its arguments stands for the folder.
    fn ends(&self, arguments: &[&str], input: &str) -> (i32, String) {
        let folder = self.folder.path().to_str().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_schakel-node"))
            .arg("--config")
            .arg(self.path("node.toml"))
            .args(arguments.iter().map(|it| it.replace("DIR", folder)))
            .env_remove("SCHAKEL_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that is refused before it reads may have gone already.
        let _gone = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn check(&self, code: i32, arguments: &[&str]) {
        self.check_with(code, arguments, "");
    }

    fn check_with(&self, code: i32, arguments: &[&str], input: &str) {
        let (ended, complaint) = self.ends(arguments, input);
        assert_eq!(ended, code, "{arguments:?}: {complaint}");
        assert!(code == 0 || !complaint.is_empty(), "{arguments:?} says why");
    }
}

#[test]
fn arguments_that_the_program_does_not_know_end_with_2_and_a_node_that_does_not_run_with_1() {
    let node = AtRest::new();
    node.check(2, &["fly"]);
    node.check(2, &["status", "--jsonl"]);
    node.check(1, &["status"]);
}

#[test]
fn a_configuration_that_cannot_be_used_ends_every_command_with_2() {
    let node = AtRest::new();
    node.check(0, &["check-config"]);
    let text = fs::read_to_string(node.path("node.toml")).unwrap();
    node.file("node.toml", &text.replace("listen =", "lisen ="));
    for command in ["check-config", "run", "status", "algorithm-register"] {
        node.check(2, &[command]);
    }
    node.file("node.toml", &format!("{text}\n[pages]\ntheme = \"theme.css\"\n"));
    node.file("theme.css", ".x-theme { --basis-color-default-color-document: #aaa }");
    node.check(2, &["check-config"]);
    node.check(0, &["algorithm-register"]);
}

#[test]
fn init_join_and_accounts_end_with_2_for_what_cannot_be_taken() {
    let node = AtRest::new();
    node.check(2, &["init", "--region", "AM99"]);
    node.check(2, &["init", "--region", "AM24", "--data-dir", "DIR/data"]);
    node.check(2, &["join", "not-a-token"]);
    let anna = ["user", "add", "anna", "--role", "adviser"];
    node.check_with(2, &anna, "short");
    node.check_with(0, &anna, "a long enough password");
    node.check_with(2, &anna, "a long enough password");
    node.check(2, &["user", "disable", "bart"]);
    node.check(0, &["user", "disable", "anna"]);
    node.check(2, &["user", "add", "bart", "--role", "king"]);
}

#[test]
fn imports_end_with_2_for_a_file_or_a_line_that_cannot_be_read() {
    let node = AtRest::new();
    node.check(2, &["import", "employers", "DIR/none.jsonl"]);
    node.check(2, &["import", "initiatives", "DIR/none.csv"]);
    node.check(2, &["import", "initiatives", "--national-list", "--dry-run"]);
    node.check(2, &["import", "employers", "--national-list"]);
    node.file("employers.jsonl", "{}\n");
    node.check(2, &["import", "employers", "DIR/employers.jsonl"]);
    node.file("employers.jsonl", "");
    node.check(0, &["import", "employers", "DIR/employers.jsonl"]);
    node.check(2, &["vocabulary", "import", "DIR/none"]);
}

#[test]
fn the_audit_log_and_receipts_end_with_1_only_where_the_check_itself_says_no() {
    let node = AtRest::new();
    let account = ["user", "add", "anna", "--role", "adviser"];
    node.check_with(0, &account, "a long enough password");
    node.check(0, &["audit", "verify"]);
    node.check(2, &["audit", "verify", "--expect", "abc"]);
    node.check(1, &["audit", "verify", "--expect", &"0".repeat(64)]);
    let key = "0".repeat(64);
    node.check(2, &["receipt", "verify", "DIR/none.json", "--network-key", &key]);
    node.file("receipt.json", "{}");
    node.check(2, &["receipt", "verify", "DIR/receipt.json", "--network-key", &key]);
}

#[test]
fn the_clock_and_the_weights_end_with_2_for_what_cannot_be_done_with_them() {
    let node = AtRest::new();
    node.check(2, &["advance-clock", "--hours", "1"]);
    node.check(0, &["weights", "show"]);
    node.check(2, &["weights", "check", "DIR/none.toml"]);
    node.file("weights.toml", "potential = 10\n");
    for command in [
        &["weights", "check", "DIR/weights.toml"][..],
        &["weights", "apply", "DIR/weights.toml", "--why", "x"],
    ] {
        node.check(2, command);
    }
    node.file("weights.toml", &node::matching::weighting::Weighting::default().to_text());
    node.check(2, &["weights", "apply", "DIR/weights.toml", "--why", ""]);
    node.check(0, &["weights", "apply", "DIR/weights.toml", "--why", "As it was"]);
}

#[test]
fn matching_ends_with_2_for_a_vacancy_that_cannot_be_matched() {
    let node = AtRest::new();
    let unknown = VacancyId::random().to_string();
    node.check(2, &["match", "--vacancy", "x"]);
    node.check(2, &["match", "--vacancy", &unknown]);
    node.check(2, &["match", "--file", "DIR/none.json"]);
    for text in ["not json", "{}", r#"{"essential_skills": ["x"]}"#] {
        node.file("vacancy.json", text);
        node.check(2, &["match", "--file", "DIR/vacancy.json"]);
    }
    let (occupation, skills) = crate::desk::occupation(&Vocabulary::starter());
    let asked = json!({ "gm": "GM0687", "occupation": occupation, "essential_skills": skills, "hours": 32 });
    node.file("vacancy.json", &asked.to_string());
    node.check(0, &["match", "--file", "DIR/vacancy.json"]);
    node.check(2, &["match", "--file", "DIR/vacancy.json", "--limit", "101"]);
    fs::write(node.path("data/node.db"), "this is no database").unwrap();
    node.check(1, &["match", "--file", "DIR/vacancy.json"]);
}

#[test]
fn the_list_of_occupations_and_skills_ends_with_2_for_what_it_does_not_have() {
    let node = AtRest::new();
    for command in [
        &["vocabulary", "search", "lasser"][..],
        &["transition", "score"],
        &["transition", "from", "x"],
        &["extract-skills"],
    ] {
        node.check(2, &[command, &["--language", "xx"]].concat());
    }
    node.check(2, &["transition", "from", "welder"]);
    node.check(2, &["transition", "score", "DIR/none.csv"]);
    node.check_with(2, &["transition", "score"], "from_uri,to_uri\na,b\n");
    node.check_with(0, &["transition", "score"], "from_uri,to_uri\n");
    node.check(0, &["vocabulary", "search", "lasser"]);
    node.check_with(0, &["extract-skills"], "ik kan lassen\n");
}
