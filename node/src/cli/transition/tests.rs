//! What an operator sees of `transition`, and what bad input gives.

use super::*;
use ::vocabulary::{EscoUri, OccupationIndex};
use clap::Parser;
use serde_json::Value;

#[derive(Debug, Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

fn uri(vocabulary: &Vocabulary, at: u32) -> EscoUri {
    vocabulary.occupation_uri(OccupationIndex(at))
}

/// What was written, what was told, and how it ended.
fn scored(arguments: &[&str], input: &[u8]) -> (String, Vec<String>, Result<()>) {
    let line = Line::try_parse_from(["transition", "score"].iter().chain(arguments)).unwrap();
    let Command::Score(arguments) = line.command else { panic!("another command was parsed") };
    let (mut out, mut told) = (Vec::new(), Vec::new());
    let ended =
        score(&Vocabulary::starter(), &arguments, input, &mut out, &mut |it| told.push(it.to_owned()));
    (String::from_utf8(out).unwrap(), told, ended)
}

fn ranked(arguments: &[&str]) -> (String, Result<()>) {
    let line = Line::try_parse_from(["transition", "from"].iter().chain(arguments)).unwrap();
    let Command::From(arguments) = line.command else { panic!("another command was parsed") };
    let mut out = Vec::new();
    let ended = from(&Vocabulary::starter(), &Sectors::embedded(), &arguments, &mut out);
    (String::from_utf8(out).unwrap(), ended)
}

#[test]
fn each_pair_gives_one_line_of_json_with_what_is_held_stands_in_and_is_missing() {
    let vocabulary = Vocabulary::starter();
    let (a, b) = (uri(&vocabulary, 3), uri(&vocabulary, 8));
    for header in ["from_uri,to_uri\n", ""] {
        let (out, told, ended) =
            scored(&["--format", "jsonl"], format!("{header}{a},{b}\n{b},{b}\n").as_bytes());
        assert!(ended.is_ok() && told.is_empty());
        let answers: Vec<Value> = out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
        assert_eq!(answers.len(), 2);
        let answer = &answers[0];
        assert_eq!((answer["from"].as_str(), answer["to"].as_str()), (Some(a.as_str()), Some(b.as_str())));
        assert!((0.0..1.0).contains(&answer["feasibility"].as_f64().unwrap()));
        assert_eq!(answers[1]["feasibility"].as_f64(), Some(1.0));
        let told = ["held", "substituted", "missing"].map(|it| answer[it].as_array().unwrap().len());
        let wanted = OccupationIndex(8);
        let wanted = vocabulary.essential_skills(wanted).len() + vocabulary.optional_skills(wanted).len();
        assert_eq!(told.iter().sum::<usize>(), wanted);
        let substituted = &answer["substituted"][0];
        for field in ["wanted", "held"] {
            let uri = substituted[field].as_str().unwrap();
            assert!(vocabulary.skill(&EscoUri::new(uri).unwrap()).is_some());
            assert!(answer["labels"][uri].is_string());
        }
        assert!(substituted["because"].as_str().unwrap().contains("what is asked"), "{substituted}");
    }
}

#[test]
fn an_unknown_uri_is_told_with_its_line_and_the_nearest_and_the_other_lines_are_answered() {
    let vocabulary = Vocabulary::starter();
    let (a, b) = (uri(&vocabulary, 3), uri(&vocabulary, 8));
    let mut wrong = b.to_string();
    wrong.replace_range(wrong.len() - 1.., "!");
    let skill = vocabulary.skill_uri(vocabulary.skills().next().unwrap());
    let input = format!("from_uri,to_uri\n{a},{wrong}\n{a},{b}\nwelder,{b}\n{a},{skill}\nx\n");
    let (out, told, ended) = scored(&[], input.as_bytes());
    assert_eq!(out.lines().count(), 1);
    assert_eq!(told.len(), 4);
    assert!(told[0].starts_with(&format!("line 2: to_uri: `{wrong}` is not the URI of an ESCO occupation")));
    assert!(told[0].contains(&format!("the nearest is {b}")), "{told:?}");
    assert!(told[1].starts_with("line 4: from_uri: `welder`") && told[1].contains("(welder)"), "{told:?}");
    assert!(told[2].starts_with("line 5: to_uri:") && told[2].contains("is a skill and not an occupation"));
    assert!(told[3].starts_with("line 6: has 1 fields"));
    let error = ended.unwrap_err();
    assert!(is_unusable(&error));
    assert_eq!(error.to_string(), "4 of 5 lines cannot be used; the others are answered");
}

#[test]
fn a_flood_of_unknown_lines_is_cut_short() {
    let mut input = String::new();
    (0..3_000)
        .for_each(|number| input.push_str(&format!("http://data.europa.eu/esco/occupation/{number},x\n")));
    let (out, told, ended) = scored(&[], input.as_bytes());
    assert!(out.is_empty() && ended.is_err());
    assert_eq!(told.len(), 51);
    assert_eq!(told[50], "and 2950 more lines");
}

#[test]
fn binary_text_and_text_of_a_megabyte_are_told_and_passed_over() {
    let vocabulary = Vocabulary::starter();
    let (a, b) = (uri(&vocabulary, 3), uri(&vocabulary, 8));
    let input =
        [&b"\x00\xff\x1b[2J,\n"[..], &vec![b','; 1 << 20], format!("\n{a},{b}\n").as_bytes()].concat();
    let (out, told, _) = scored(&[], &input);
    assert_eq!((out.lines().count(), told.len()), (1, 2));
    let (_, told, _) = scored(&[], b"\x1b[2Jx,y\n");
    assert!(told[0].contains("\\u{1b}[2Jx"), "what could move the cursor is shown as text: {told:?}");
}

#[test]
fn pwc_01_destinations_lie_in_other_sectors_too_unless_only_those_are_asked() {
    let vocabulary = Vocabulary::starter();
    let from = uri(&vocabulary, 3).to_string();
    let (out, ended) = ranked(&[&from, "--limit", "8", "--format", "jsonl"]);
    assert!(ended.is_ok());
    let found: Vec<Value> = out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(found.len(), 8);
    assert!(found.iter().filter(|it| it["inOtherSector"] == true).count() >= 2);
    let (out, _) = ranked(&[&from, "--limit", "8", "--format", "jsonl", "--other-sectors"]);
    let found: Vec<Value> = out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert!(found.len() == 8 && found.iter().all(|it| it["inOtherSector"] == true));
    let (text, _) = ranked(&[&from, "--limit", "2"]);
    assert_eq!(text.matches("skills zijn er").count(), 2, "{text}");
}

#[test]
fn ranking_from_an_unknown_occupation_names_the_nearest() {
    let (out, ended) = ranked(&["lasser"]);
    let error = ended.unwrap_err();
    assert!(out.is_empty() && is_unusable(&error));
    assert!(error.to_string().contains("(welder)"), "{error}");
}

#[test]
fn a_pair_is_told_in_words() {
    let vocabulary = Vocabulary::starter();
    let input = format!("{},{}\n", uri(&vocabulary, 3), uri(&vocabulary, 8));
    let (out, _, _) = scored(&["--format", "text", "--language", "nl"], input.as_bytes());
    assert!(out.contains("Gevraagde skills die er zijn of vervangen worden: "), "{out}");
    assert!(out.contains("    ~ ") && out.contains("    - "), "{out}");
}

#[test]
fn an_input_without_pairs_is_told_and_is_no_error() {
    for input in [&b""[..], b"from_uri,to_uri\n", b"\n\n"] {
        let (out, told, ended) = scored(&[], input);
        assert!(out.is_empty() && ended.is_ok());
        assert_eq!(told, ["there are no pairs in the input"]);
    }
}
