//! What leaves a node, field by field, as `disclosure.txt` beside this folder lists it. A line that comes or goes is
//! a change of what a region tells others: `docs/privacy.md` says the same, and a second person reads it.
//!
//! Every list is made by the program's own code from [`samples`] in which every field is filled.

mod samples;

use crate::{golden, source::root, wire};
use identity::{EnvelopeContext, RegionKeys, envelope, receipt};
use node::{
    domain::{case::step::CaseStep, consent::FileField},
    federation::disclosure,
};
use protocol::{ProtocolVersion, v1, v2};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use x509_parser::{certification_request::X509CertificationRequest, prelude::FromDer as _};

/// The golden list.
const LIST: &str = "disclosure.txt";

#[test]
fn what_leaves_a_node_is_the_golden_list() {
    let found = list();
    let expected = golden::expected(LIST, &found);
    let difference = difference(&expected, &found);
    assert!(difference.is_empty(), "\n{}\n{}", difference.join("\n"), golden::hint("golden_list"));
}

#[test]
fn every_request_that_a_node_can_send_is_on_the_list() {
    let source =
        fs::read_to_string(root().join("shared/protocol/src/message.rs")).expect("the source is readable");
    let requests: BTreeSet<_> = source
        .lines()
        .filter_map(|line| {
            line.strip_prefix("impl Request for ")?
                .split([':', ' '])
                .rfind(|it| it.contains(char::is_uppercase))
        })
        .collect();
    assert!(requests.len() > 12, "{requests:?}");
    let listed: BTreeSet<_> = wire::requests().iter().map(|request| request.type_name).collect();
    assert_eq!(listed, requests, "a request has a sample made with `Sample::request`");
}

#[test]
fn each_part_of_the_file_travels_only_with_consent_for_it() {
    let always: BTreeSet<_> = file_fields(&[]).into_iter().collect();
    for field in FileField::ALL {
        let others: Vec<_> = FileField::ALL.iter().copied().filter(|other| other != field).collect();
        let without: BTreeSet<_> = file_fields(&others).into_iter().collect();
        let of_the_field: Vec<_> =
            file_fields(&[*field]).into_iter().filter(|path| !always.contains(path)).collect();
        assert!(!of_the_field.is_empty(), "{field} brings nothing: is the sample filled?");
        assert!(of_the_field.iter().all(|path| !without.contains(path)), "{field}: {of_the_field:?}");
    }
}

/// The contrast: a field more, a field less and a field under another name are each told.
#[test]
fn a_new_field_that_leaves_is_told_by_the_list() {
    let golden = "preview\n  municipality\n";
    assert!(difference(golden, golden).is_empty());
    assert_eq!(difference(golden, "preview\n  municipality\n  name\n"), ["+   name"]);
    assert_eq!(difference(golden, "preview\n"), ["-   municipality"]);
    let paths = paths_of(&serde_json::json!({ "a": { "b": [1], "c": null, "d": [] }, "e": [{ "f": "x" }] }));
    assert_eq!(paths, ["a.b", "e.f"]);
}

/// The whole list.
fn list() -> String {
    let mut text = String::from(
        "What leaves a node, field by field. Made by tests/conformance/disclosure from samples with every field filled.\n",
    );
    let mut part = |title: &str, fields: Vec<String>| {
        text += &format!("\n{title}\n");
        fields.iter().for_each(|field| text += &format!("  {field}\n"));
    };
    for request in wire::requests() {
        part(&format!("message {}, readable by the coordinator", request.name), request.fields.clone());
    }
    part("request for a certificate, inside the request to join", certificate_fields());
    part("noisy table, signed: ReleaseRecord", fields_of(&wire::release_record()));
    part("public vacancy, signed, version 1: VacancyRecord", values_of(&vacancy_1()));
    part("public vacancy, signed, version 2: VacancyRecord", values_of(&vacancy_2()));
    part("statement of a hand-over, signed: HandoverStatement", fields_of(&statement()));
    let preview_always = preview_fields(&[]);
    part("preview, sealed to the receiver, without consent for anything", preview_always.clone());
    let file_always = file_fields(&[]);
    part("case file, sealed to the receiver, without consent for anything", file_always.clone());
    for field in FileField::ALL {
        let more = |fields: Vec<String>, always: &[String]| -> Vec<String> {
            fields.into_iter().filter(|path| !always.contains(path)).collect()
        };
        part(&format!("preview, with consent for {field}"), more(preview_fields(&[*field]), &preview_always));
        let steps = match field {
            FileField::CaseHistory => samples::steps(),
            _ => vec![samples::step_intake()],
        };
        let file = file_fields_in(steps, &[*field]);
        part(&format!("case file, with consent for {field}"), more(file, &file_always));
    }
    text
}

fn vacancy_1() -> v1::vacancy::VacancyRecord {
    let signed = signed_vacancy(ProtocolVersion(1));
    protocol::decode(&signed, v2::vacancy::VacancyRecord::LIMIT_BYTES).expect("a record of version 1")
}

fn vacancy_2() -> v2::vacancy::VacancyRecord {
    let signed = signed_vacancy(ProtocolVersion(2));
    protocol::decode(&signed, v2::vacancy::VacancyRecord::LIMIT_BYTES).expect("a record of version 2")
}

fn signed_vacancy(version: ProtocolVersion) -> Vec<u8> {
    let (employer, vacancy) = (samples::employer(), samples::vacancy());
    let signed = disclosure::vacancy(&keys(), &samples::sender(), version, &vacancy, &employer);
    signed.expect("a public vacancy may leave").record
}

fn statement() -> protocol::latest::HandoverStatement {
    let (offer, _) = offered(&[], samples::step_intake());
    protocol::decode(&offer.statement, 1024).expect("a statement")
}

/// The fields of the preview with consent for these parts.
fn preview_fields(fields: &[FileField]) -> Vec<String> {
    let (offer, receiver) = offered(fields, samples::step_intake());
    let preview = envelope::open_preview(&receiver, &context(), &offer.preview).expect("it was sealed to it");
    values_of(&serde_json::from_slice::<Value>(&preview).expect("a preview is JSON"))
}

/// The fields of the case file with consent for these parts, of a case in the first step.
fn file_fields(fields: &[FileField]) -> Vec<String> {
    file_fields_in(vec![samples::step_intake()], fields)
}

/// The same of a case in each of these steps.
fn file_fields_in(steps: Vec<CaseStep>, fields: &[FileField]) -> Vec<String> {
    let mut found = Vec::new();
    for step in steps {
        let (offer, receiver) = offered(fields, step);
        let share = &offer.coordinator_share;
        let file =
            envelope::open_case(&receiver, &context(), &offer.envelope, share).expect("it was sealed to it");
        let mut file: Value = serde_json::from_slice(&file).expect("a case file is JSON");
        let consent = file["consent"].as_str().expect("the record of the consent is text").to_owned();
        file["consent"] = serde_json::from_str(&consent).expect("the record of the consent is JSON");
        // Which parts the consent names differs from case to case, and the salt is random.
        file["consent"]["fields"] = "(the parts)".into();
        file["consent"]["salt"] = "(random)".into();
        found.extend(values_of(&file).into_iter().filter(|line| !found.contains(line)).collect::<Vec<_>>());
    }
    found
}

fn offered(fields: &[FileField], step: CaseStep) -> (protocol::latest::HandoverOffer, RegionKeys) {
    let (sender, receiver) = (keys(), keys());
    let (candidate, case, consent) = (samples::candidate(), samples::case(step), samples::consent(fields));
    let offered = disclosure::OfferedCase {
        handover: context().handover,
        from: &samples::sender(),
        to: &samples::receiver(),
        to_sealing_key: &receiver.sealing_key(),
        candidate: &candidate,
        case: &case,
        consent: &consent,
        offered_at: samples::now(),
        expires_at: samples::now(),
    };
    let offer = disclosure::offer(&sender, &offered).expect("there is consent");
    receipt::verify_offer(&sender.signing_key(), &offer.statement, &offer.sender_signature)
        .expect("the sender signed it");
    (offer, receiver)
}

fn context() -> EnvelopeContext {
    EnvelopeContext {
        handover: vocabulary::HandoverId::from_bytes([0xF1; 16]),
        from: samples::sender(),
        to: samples::receiver(),
    }
}

fn keys() -> RegionKeys {
    RegionKeys::generate().expect("the machine has random bytes")
}

/// Everything that a request for a certificate tells beside the public key.
fn certificate_fields() -> Vec<String> {
    let der = keys().signing_request(&samples::sender()).expect("a request can be written");
    let (_, request) = X509CertificationRequest::from_der(&der).expect("it is a request");
    let info = &request.certification_request_info;
    let mut fields = vec![
        format!("subject = {:?}", info.subject.to_string()),
        format!("key = {}", info.subject_pki.algorithm.algorithm),
    ];
    for extension in request.requested_extensions().into_iter().flatten() {
        fields.push(format!("extension {extension:?}").replace('\n', " "));
    }
    fields.push(format!("attributes = {}", info.attributes().len()));
    fields
}

/// The names of all fields, filled or not.
fn fields_of(value: &impl serde::Serialize) -> Vec<String> {
    wire::fields_of(value)
}

/// All fields that hold something, with what they hold.
fn values_of(value: &impl serde::Serialize) -> Vec<String> {
    let value = serde_json::to_value(value).expect("a record is JSON");
    let mut found = Vec::new();
    walk(&value, "", &mut |path, text| found.push(format!("{path} = {text}")));
    found
}

fn paths_of(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(value, "", &mut |path, _| found.push(path.to_owned()));
    found
}

/// Calls `each` for every field that holds something; a list of values is one field.
fn walk(value: &Value, path: &str, each: &mut impl FnMut(&str, String)) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, field) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                walk(field, &path, each);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().for_each(|item| walk(item, path, each));
        }
        Value::Array(items) if items.is_empty() => {}
        other => each(path, other.to_string()),
    }
}

/// The lines that came and went.
fn difference(expected: &str, found: &str) -> Vec<String> {
    let count = |text: &str| -> BTreeMap<String, usize> {
        let mut lines = BTreeMap::new();
        // A field belongs to its part: the same name in another part is another line.
        let mut part = "";
        for line in text.lines() {
            if !line.starts_with(' ') {
                part = line;
            }
            *lines.entry(format!("{part}\n{line}")).or_default() += 1;
        }
        lines
    };
    let (old, new) = (count(expected), count(found));
    let shown =
        |sign: &str, key: &str| format!("{sign} {}", key.split_once('\n').map_or(key, |(_, line)| line));
    let gone =
        old.iter().filter(|(line, times)| new.get(*line) != Some(times)).map(|(line, _)| shown("-", line));
    let come =
        new.iter().filter(|(line, times)| old.get(*line) != Some(times)).map(|(line, _)| shown("+", line));
    gone.chain(come).collect()
}
