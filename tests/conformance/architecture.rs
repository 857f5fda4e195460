//! Who may know whom: dependencies point down, SQL stands in one place, pure modules stay pure.

use crate::directions::{DIRECTIONS, KnowsNothingOf};
use crate::source::{CodeLine, program, root, rust_files};
use std::fs;

/// Parts without `async`: what they do takes no time worth waiting for.
const NOT_ASYNC: &[&str] = &[
    "shared/vocabulary/src",
    "shared/protocol/src",
    "shared/privacy/src",
    "shared/identity/src",
    "node/src/domain",
    "node/src/matching",
    "coordinator/src/state",
    "coordinator/src/aggregation",
    "coordinator/src/routing",
];

/// Calls that only one file may make, with the reason.
struct OnlyIn {
    call: &'static str,
    files: &'static [&'static str],
    reason: &'static str,
}

const ONLY_IN: &[OnlyIn] = &[
    OnlyIn {
        call: "SystemTime::now",
        files: &["shared/service/src/clock.rs"],
        reason: "time is an argument",
    },
    OnlyIn { call: "Instant::now", files: &["shared/service/src/clock.rs"], reason: "time is an argument" },
    OnlyIn { call: "Timestamp::now", files: &["shared/service/src/clock.rs"], reason: "time is an argument" },
    OnlyIn { call: "Zoned::now", files: &["shared/service/src/clock.rs"], reason: "time is an argument" },
    OnlyIn {
        call: "tokio::spawn(",
        files: &["shared/service/src/task.rs"],
        reason: "shutdown waits for tasks of a TaskGroup",
    },
    OnlyIn {
        call: "tokio::task::spawn(",
        files: &["shared/service/src/task.rs"],
        reason: "shutdown waits for tasks of a TaskGroup",
    },
    OnlyIn {
        call: "bincode::",
        // Beside the wire: entries of the log, with a version byte in front, and stored vocabularies.
        files: &[
            "shared/protocol/src/codec.rs",
            "coordinator/src/consensus/codec.rs",
            "node/src/storage/vocabulary_versions.rs",
        ],
        reason: "the format is chosen in one place",
    },
];

/// Programs whose source these rules read; `tests/` may look at clocks and databases from outside.
const PROGRAMS: &[&str] = &["shared", "node/src", "coordinator/src"];

/// Where SQL may stand.
const SQL_HOMES: &[&str] = &["node/src/storage/", "coordinator/src/storage/"];

#[test]
fn modules_depend_only_downwards() {
    let mut broken = Vec::new();
    for rule in DIRECTIONS {
        for (path, text) in sources(rule.part) {
            broken.extend(directions_broken(rule, &text).into_iter().map(|it| format!("{path}:{it}")));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_direction_rules_bite_on_a_made_up_source() {
    for rule in DIRECTIONS {
        for name in rule.names {
            let source = format!("//! {name}::x\nuse {name}::thing;\nlet my_{name} = other::{name}s::x();");
            let found = directions_broken(rule, &source);
            assert_eq!(found.len(), 1, "{}: {name}: {found:?}", rule.part);
            assert!(found[0].starts_with("2:"), "{found:?}");
        }
    }
}

#[test]
fn every_ruled_part_exists() {
    for part in DIRECTIONS.iter().map(|rule| rule.part).chain(NOT_ASYNC.iter().copied()) {
        assert!(!rust_files(&root().join(part)).is_empty(), "{part} holds no Rust file: was it moved?");
    }
}

#[test]
fn pure_modules_have_no_async() {
    let mut broken = Vec::new();
    for part in NOT_ASYNC {
        for (path, text) in sources(part) {
            broken.extend(
                async_lines(&text)
                    .into_iter()
                    .map(|number| format!("{path}:{number}: `{part}` has no async")),
            );
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_async_rule_bites_on_a_made_up_source() {
    assert_eq!(
        async_lines("fn a() {}\n// async fn\npub async fn b() {}\nlet asynchronous = 1;\nx.await;"),
        [3, 5]
    );
}

#[test]
fn sql_stands_only_in_storage() {
    let mut broken = Vec::new();
    for program in PROGRAMS {
        for (path, text) in sources(program) {
            if !SQL_HOMES.iter().any(|home| path.starts_with(home)) {
                broken.extend(
                    sql_lines(&text)
                        .into_iter()
                        .map(|number| format!("{path}:{number}: SQL outside storage/")),
                );
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_sql_rule_bites_on_a_made_up_source() {
    let source = "tx.execute(\"INSERT INTO person VALUES (?1)\");\n// SELECT a FROM b\nlet s = \"SELECT a\n  FROM b\";\n\
                  \"DELETE FROM x\"\n\"PRAGMA user_version\"\nlet text = \"Select a person from the list\";\n\
                  \"UPDATE person SET name = 1\"";
    assert_eq!(sql_lines(source), [1, 3, 5, 6, 8]);
}

#[test]
fn clocks_tasks_and_the_wire_format_have_one_home_each() {
    let mut broken = Vec::new();
    for program in PROGRAMS {
        for (path, text) in sources(program) {
            broken.extend(calls_broken(&path, &text));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_one_home_rule_bites_on_a_made_up_source() {
    for rule in ONLY_IN {
        let source = format!("let x = {}y();", rule.call);
        assert_eq!(calls_broken("node/src/domain/case.rs", &source).len(), 1, "{}", rule.call);
        assert!(calls_broken(rule.files[0], &source).is_empty(), "{}", rule.call);
    }
}

/// Tables that hold something of a person. What is read of them for a page or a program goes through a workflow,
/// which logs it for that person before it is shown.
const PEOPLE: &[&str] = &[
    "candidate_list",
    "candidates",
    "case_lists",
    "cases",
    "consents",
    "handovers",
    "matching_rows",
    "proposals",
    "round_matches",
    "test_results",
];

#[test]
fn pages_and_interface_read_people_through_workflows_only() {
    let mut broken = Vec::new();
    for (path, text) in sources("node/src/web") {
        let numbers = unlogged_reads(&text);
        broken
            .extend(numbers.into_iter().map(|number| format!("{path}:{number}: an unlogged read of people")));
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_rule_on_reading_people_bites_on_a_made_up_source() {
    let source = "let a = storage::candidates::get(connection, id)?;\nuse storage::cases::CaseLine;\n\
                  // storage::cases::page(\nlet b = storage.read(storage::handovers::page);\n\
                  let c = storage::candidates::count(connection)? + storage::employers::get(connection, id)?;\nlet d = storage::candidates::CandidateLine::of();";
    assert_eq!(unlogged_reads(source), [1, 4]);
}

/// The lines that name a function of a table of people. A type of it (with a capital) is not a read, and neither is
/// how many there are.
fn unlogged_reads(text: &str) -> Vec<usize> {
    let reads = |line: &str| {
        PEOPLE.iter().any(|table| {
            let path = format!("storage::{table}::");
            line.match_indices(&path).map(|(at, _)| &line[at + path.len()..]).any(|function| {
                function.starts_with(|letter: char| letter.is_ascii_lowercase())
                    && !function.starts_with("count(")
            })
        })
    };
    program(text).into_iter().filter(|line| reads(line.text)).map(|line| line.number).collect()
}

/// The lines of `text` that break `rule`, as `number: sentence`.
fn directions_broken(rule: &KnowsNothingOf, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for CodeLine { number, text } in program(text) {
        for name in rule.names.iter().filter(|name| mentions(text, name)) {
            broken.push(format!("{number}: `{}` may not mention `{name}`", rule.part));
        }
    }
    for (number, name) in grouped_imports(text).iter().filter(|(_, name)| rule.names.contains(&name.as_str()))
    {
        broken.push(format!("{number}: `{}` may not mention `{name}`", rule.part));
    }
    broken
}

/// The modules that `use crate::{…}` names, as `crate::module`, each with the line of the `use`.
fn grouped_imports(text: &str) -> Vec<(usize, String)> {
    const OPENING: &str = "use crate::{";
    let lines = program(text);
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.text.contains(OPENING)) {
        let rest: String = lines[index..].iter().flat_map(|it| [it.text, " "]).collect();
        let rest = rest.split_once(OPENING).map_or("", |(_, rest)| rest);
        let mut depth = 1;
        let mut word = String::new();
        let mut first = true;
        for letter in rest.chars() {
            if depth == 1 && (letter.is_alphanumeric() || letter == '_') {
                word.push(letter);
                continue;
            }
            if depth == 1 && first && !word.is_empty() {
                found.push((line.number, format!("crate::{word}")));
                first = false;
            }
            first = first || (depth == 1 && letter == ',');
            word.clear();
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if depth == 0 {
                break;
            }
        }
    }
    found
}

#[test]
fn the_direction_rules_see_grouped_imports() {
    let rule = KnowsNothingOf { part: "x", names: &["crate::storage", "crate::web"] };
    let source = "use crate::{\n    domain::{self, web},\n    domain::web,\n    storage::feed,\n};\nuse crate::{domain::case, matching};\n";
    assert_eq!(directions_broken(&rule, source), ["1: `x` may not mention `crate::storage`"]);
}

fn async_lines(text: &str) -> Vec<usize> {
    let is_async = |line: &&CodeLine<'_>| {
        line.text
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .any(|word| word == "async" || word == "await")
    };
    program(text).iter().filter(is_async).map(|line| line.number).collect()
}

/// Lines with a statement in SQL. Written in capitals by convention, so ordinary sentences do not match.
fn sql_lines(text: &str) -> Vec<usize> {
    const STATEMENTS: &[&str] = &[
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "PRAGMA ",
        "ALTER TABLE ",
    ];
    let is_sql = |line: &&CodeLine<'_>| {
        STATEMENTS.iter().any(|it| line.text.contains(it))
            || (line.text.contains("UPDATE ") && line.text.contains(" SET "))
    };
    program(text).iter().filter(is_sql).map(|line| line.number).collect()
}

fn calls_broken(path: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for CodeLine { number, text } in program(text) {
        for rule in ONLY_IN.iter().filter(|rule| !rule.files.contains(&path)) {
            if text.contains(rule.call) {
                broken.push(format!(
                    "{path}:{number}: `{}` belongs in {}: {}",
                    rule.call, rule.files[0], rule.reason
                ));
            }
        }
    }
    broken
}

/// The files below `part` as (path from the root, text). Files that hold only tests are left out.
fn sources(part: &str) -> Vec<(String, String)> {
    let root = root();
    let name = |path: &std::path::Path| {
        path.strip_prefix(&root).expect("below the root").to_string_lossy().into_owned()
    };
    rust_files(&root.join(part))
        .into_iter()
        .map(|path| (name(&path), fs::read_to_string(&path).expect("a source file is readable")))
        .filter(|(path, _)| {
            !path.contains("/tests/") && !path.ends_with("/tests.rs") && !path.ends_with("/build.rs")
        })
        .collect()
}

/// Whether `code` has `name` as the root of a path: `name::…` or `use name;`, not as part of a longer word.
fn mentions(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
            && (after.starts_with("::") || after.starts_with(';'))
    })
}
