//! Golden bytes of everything that is sent or signed: one fixed value of each type, its bytes beside it in
//! `v1/` and `v2/`. A released version is never edited; an edit by accident shows here.
//!
//! The bytes are hexadecimal, 32 to a line. [`samples`] holds the values.

mod samples;

use crate::{golden, source::root};
use protocol::{Frame, FrameHeader, Message, ProtocolVersion, Request};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use vocabulary::MessageId;

/// Bytes on one line of a golden file.
const BYTES_PER_LINE: usize = 32;

/// Kinds without golden bytes, with the reason.
const WITHOUT: &[(&str, &str)] = &[
    ("RAFT_APPEND", "between replicas of one program, behind a version byte of its own"),
    ("RAFT_VOTE", "between replicas of one program, behind a version byte of its own"),
    ("RAFT_SNAPSHOT", "between replicas of one program, behind a version byte of its own"),
    ("RAFT_FORWARD", "between replicas of one program, behind a version byte of its own"),
    ("RAFT_REPLY", "between replicas of one program, behind a version byte of its own"),
];

/// Whether bytes read back as the value.
type ReadsBack = dyn Fn(&[u8]) -> bool;

/// One value whose bytes are kept.
pub(crate) struct Sample {
    /// The file, without its ending.
    name: &'static str,
    /// The kind of message, for what goes over the wire by itself.
    kind: Option<u16>,
    /// The most bytes that a payload of this kind may have.
    limit_bytes: usize,
    /// The name of the type.
    type_name: &'static str,
    /// Whether a node sends it to the coordinator.
    is_request: bool,
    /// The names of its fields.
    fields: Vec<String>,
    bytes: Vec<u8>,
    reads_back: Box<ReadsBack>,
}

impl Sample {
    /// A message, which goes over the wire by itself.
    fn message<T: Message + PartialEq + 'static>(name: &'static str, value: T) -> Self {
        let bytes = protocol::encode(&value).expect("a message can be written");
        let fields = fields_of(&value);
        let reads_back =
            move |bytes: &[u8]| protocol::decode::<T>(bytes, T::LIMIT_BYTES).is_ok_and(|read| read == value);
        Self {
            name,
            kind: Some(T::KIND),
            limit_bytes: T::LIMIT_BYTES,
            type_name: type_name::<T>(),
            is_request: false,
            fields,
            bytes,
            reads_back: Box::new(reads_back),
        }
    }

    /// A message that a node sends to the coordinator.
    fn request<T: Request + PartialEq + 'static>(name: &'static str, value: T) -> Self {
        Self { is_request: true, ..Self::message(name, value) }
    }

    /// What is signed, or lies inside a message.
    fn part<T: Serialize + DeserializeOwned + PartialEq + 'static>(name: &'static str, value: T) -> Self {
        let bytes = protocol::encode(&value).expect("a part of a message can be written");
        let fields = fields_of(&value);
        let limit_bytes = protocol::codec::LARGEST_MESSAGE_BYTES;
        let reads_back =
            move |bytes: &[u8]| protocol::decode::<T>(bytes, limit_bytes).is_ok_and(|read| read == value);
        Self {
            name,
            kind: None,
            limit_bytes,
            type_name: type_name::<T>(),
            is_request: false,
            fields,
            bytes,
            reads_back: Box::new(reads_back),
        }
    }

    fn file(&self) -> String {
        format!("wire/{}.hex", self.name)
    }

    /// What is wrong with the golden bytes of this value.
    fn fault(&self, golden: &str) -> Option<String> {
        let Some(bytes) = from_lines(golden) else {
            return Some(format!("{} is missing or not hexadecimal", self.file()));
        };
        if bytes != self.bytes {
            return Some(format!("{} is written in other bytes than before", self.name));
        }
        (!(self.reads_back)(&bytes)).then(|| format!("the bytes of {} read back as another value", self.name))
    }
}

/// A message that a node sends, with the names of its fields.
pub(crate) struct SentByNodes {
    pub(crate) name: &'static str,
    pub(crate) type_name: &'static str,
    pub(crate) fields: Vec<String>,
}

/// All messages that a node sends to the coordinator.
pub(crate) fn requests() -> Vec<SentByNodes> {
    let sent = |Sample { name, type_name, fields, .. }| SentByNodes { name, type_name, fields };
    samples::all().into_iter().filter(|sample| sample.is_request).map(sent).collect()
}

/// A released table with every field filled.
pub(crate) fn release_record() -> protocol::latest::ReleaseRecord {
    samples::release_record()
}

/// The names of all fields of a value, those inside others with the name of the outer one before them.
pub(crate) fn fields_of(value: &impl Serialize) -> Vec<String> {
    fn walk(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    walk(field, &path, found);
                }
            }
            Value::Array(items) if items.iter().any(Value::is_object) => {
                items.iter().for_each(|item| walk(item, path, found));
            }
            _ if path.is_empty() => {}
            _ => found.push(path.to_owned()),
        }
    }
    let mut found = Vec::new();
    walk(&serde_json::to_value(value).expect("a message has a form in JSON"), "", &mut found);
    found
}

#[test]
fn every_message_and_every_signed_statement_is_written_in_its_golden_bytes_and_read_from_them() {
    let found = samples::all();
    let faults: Vec<_> = found
        .iter()
        .filter_map(|sample| sample.fault(&golden::expected(&sample.file(), &to_lines(&sample.bytes))))
        .collect();
    assert!(faults.is_empty(), "\n{}\n{}", faults.join("\n"), golden::hint("golden_bytes"));
}

#[test]
fn every_kind_of_message_has_golden_bytes() {
    let kinds = kinds(&message_rs());
    assert!(kinds.len() > 25, "{kinds:?}");
    let without: BTreeSet<_> = WITHOUT.iter().map(|(name, _)| *name).collect();
    let sampled: BTreeSet<_> = samples::all().iter().filter_map(|sample| sample.kind).collect();
    for (name, number) in &kinds {
        let has_golden = sampled.contains(number);
        assert_ne!(
            has_golden,
            without.contains(name.as_str()),
            "{name}: a kind has golden bytes, or stands in WITHOUT"
        );
    }
    assert!(without.iter().all(|name| kinds.contains_key(*name)), "WITHOUT names a kind that there is not");
}

#[test]
fn the_page_about_the_protocol_lists_every_kind_with_its_type_and_limit() {
    let page = fs::read_to_string(root().join("docs/protocol.md")).expect("the page is readable");
    let samples = samples::all();
    for (name, number) in kinds(&message_rs()) {
        let found = samples.iter().find(|sample| sample.kind == Some(number));
        let row = match found {
            Some(sample) => {
                format!("| {number} | {name} | {} | {} KiB |", sample.type_name, sample.limit_bytes / 1024)
            }
            None => format!("| {number} | {name} | | 64 MiB |"),
        };
        assert!(page.contains(&row), "docs/protocol.md has no row that begins with\n{row}");
    }
    assert_eq!(service::quic::LARGEST_RAFT_PAYLOAD_BYTES, 64 * 1024 * 1024);
    for alpn in [service::quic::ALPN_NODE, service::quic::ALPN_RAFT, service::quic::ALPN_ENROL] {
        assert!(page.contains(&format!("| `{alpn}` |")), "docs/protocol.md does not have {alpn}");
    }
}

#[test]
fn every_golden_file_belongs_to_a_value() {
    let known: BTreeSet<_> = samples::all().iter().map(|sample| golden::path(&sample.file())).collect();
    assert_eq!(known.len(), samples::all().len(), "two values have one file");
    for path in crate::source::files(&golden::path("wire")) {
        if path.extension().is_some_and(|ending| ending == "hex") {
            assert!(known.contains(&path), "{}: no value is kept in it", path.display());
        }
    }
}

#[test]
fn a_frame_is_written_in_its_golden_bytes() {
    let header = FrameHeader {
        version: ProtocolVersion(2),
        kind: protocol::kind::DELIVERED,
        message_id: MessageId::from_bytes([7; 16]),
    };
    let frame = Frame { header, payload: vec![1] };
    let expected = "00000015 0002 0008 07070707070707070707070707070707 01".replace(' ', "");
    assert_eq!(hex(&frame.to_bytes()), expected);
    assert_eq!(Frame::from_bytes(&frame.to_bytes()), Ok(frame));
}

/// The contrast: a field moved, a field added, a variant inserted and a length forgotten are each told.
#[test]
fn an_edited_message_is_told_by_its_golden_bytes() {
    let hello = samples::hello();
    let golden_text = to_lines(&protocol::encode(&hello).expect("a greeting can be written"));
    assert_eq!(Sample::message("v1/hello", hello.clone()).fault(&golden_text), None);
    let fault = |sample: Sample, golden: &str| sample.fault(golden).unwrap_or_default();

    let moved = (hello.newest, hello.oldest, hello.software.clone(), hello.directory_version, hello.clock_ms);
    assert!(fault(Sample::part("v1/hello", moved), &golden_text).contains("other bytes"));
    let added = (hello.clone(), None::<u32>);
    assert!(fault(Sample::part("v1/hello", added), &golden_text).contains("other bytes"));

    #[derive(PartialEq, Serialize, serde::Deserialize)]
    enum Inserted {
        New,
        Open,
    }
    let open = Sample::part("v1/vacancy_status", protocol::latest::VacancyStatus::Open);
    let inserted = Sample::part("v1/vacancy_status", Inserted::Open);
    assert!(fault(inserted, &to_lines(&open.bytes)).contains("other bytes"));

    assert!(fault(open, "").contains("missing"));
    let blind = Sample { reads_back: Box::new(|_| false), ..Sample::message("v1/hello", hello) };
    assert!(fault(blind, &golden_text).contains("another value"));
}

#[test]
fn a_kind_without_golden_bytes_would_be_noticed() {
    let source = "pub mod kind {\n    pub const ERROR: u16 = 1;\n    pub const NEW: u16 = 999;\n}\nconst KIB: usize = 1;";
    assert_eq!(kinds(source), BTreeMap::from([("ERROR".to_owned(), 1), ("NEW".to_owned(), 999)]));
    assert!(!samples::all().iter().any(|sample| sample.kind == Some(999)));
}

fn type_name<T>() -> &'static str {
    std::any::type_name::<T>().rsplit("::").next().unwrap_or_default()
}

fn message_rs() -> String {
    fs::read_to_string(root().join("shared/protocol/src/message.rs")).expect("the source is readable")
}

/// Name and number of each kind of message in the source.
fn kinds(source: &str) -> BTreeMap<String, u16> {
    let constant = |line: &str| {
        let (name, rest) = line.trim().strip_prefix("pub const ")?.split_once(": u16 = ")?;
        Some((name.to_owned(), rest.strip_suffix(';')?.parse().ok()?))
    };
    source.lines().filter_map(constant).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn to_lines(bytes: &[u8]) -> String {
    bytes.chunks(BYTES_PER_LINE).map(|line| hex(line) + "\n").collect()
}

fn from_lines(text: &str) -> Option<Vec<u8>> {
    let digits: String = text.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes.filter(|bytes| !bytes.is_empty())
}
