//! Looks for traces of people in bytes that left a node, in every encoding that bytes usually travel in.
//!
//! A string counts as personal when it says who somebody is: names, e-mail, telephone, birth date, and the ids
//! that a node gives its own people. Strings shorter than six bytes are too likely by chance and are left out.

use anyhow::{Context, Result};
use base64::{
    Engine, alphabet,
    engine::{GeneralPurpose, general_purpose::NO_PAD},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
};

/// The shortest trace that is looked for: six given bytes turn up by chance once in 10^14 places.
const SHORTEST: usize = 6;

/// The personal strings of synthetic people.
#[derive(Debug, Clone, Default)]
pub struct PersonalStrings {
    strings: BTreeSet<String>,
    ids: BTreeSet<uuid::Uuid>,
}

impl PersonalStrings {
    /// Adds those of a file of candidates, one JSON object a line.
    ///
    /// # Errors
    /// When the file cannot be read or a line is no candidate.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        for line in text.lines() {
            let person: Value = serde_json::from_str(line).context("a line of candidates")?;
            self.add_person(&person).with_context(|| format!("a person of {}", path.display()))?;
        }
        Ok(())
    }

    /// Adds an id that a node gave: of a person, a case, a consent.
    ///
    /// # Errors
    /// When the text is no id.
    pub fn add_id(&mut self, id: &str) -> Result<()> {
        self.ids.insert(uuid::Uuid::parse_str(id).with_context(|| format!("`{id}` is no id"))?);
        Ok(())
    }

    fn add_person(&mut self, person: &Value) -> Result<()> {
        let text = |field: &str| person[field].as_str();
        self.add_id(text("id").context("a person has an id")?)?;
        let name = text("name").context("a person has a name")?;
        self.add(name);
        name.split_whitespace().for_each(|part| self.add(part));
        if let Some(email) = text("email") {
            self.add(email);
        }
        if let Some(phone) = text("phone") {
            self.add(phone);
            let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
            self.add_phone(&digits);
        }
        if let Some(day) = text("born_on") {
            let parts: Vec<&str> = day.split('-').collect();
            if let [year, month, day] = parts[..] {
                self.add(&format!("{year}-{month}-{day}"));
                self.add(&format!("{year}{month}{day}"));
                let bare = |part: &str| part.trim_start_matches('0').to_owned();
                for (day, month) in [(day.to_owned(), month.to_owned()), (bare(day), bare(month))] {
                    for between in ["-", "/", "."] {
                        self.add(&format!("{day}{between}{month}{between}{year}"));
                    }
                }
            }
        }
        Ok(())
    }

    /// A Dutch telephone number as people and programs write it.
    fn add_phone(&mut self, digits: &str) {
        let rest = digits.trim_start_matches('0');
        self.add(digits);
        // Also found behind +31 and 0031.
        self.add(&format!("31{rest}"));
        if let (Some(head), Some(middle), Some(end)) = (rest.get(..1), rest.get(1..5), rest.get(5..)) {
            for between in [" ", "-"] {
                self.add(&format!("0{head}{between}{middle}{end}"));
                self.add(&format!("0{head}{between}{middle} {end}"));
                self.add(&format!("31 {head}{between}{middle}{end}"));
                self.add(&format!("31 {head}{between}{middle} {end}"));
            }
        }
    }

    fn add(&mut self, text: &str) {
        if text.len() >= SHORTEST {
            self.strings.insert(text.to_owned());
        }
    }

    /// How many strings there are to look for, ids counted once.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strings.len() + self.ids.len()
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A personal string that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The string as a person writes it.
    pub string: String,
    /// How it was written in the bytes.
    pub encoding: &'static str,
    /// Where it begins.
    pub offset: usize,
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` as {} at byte {}", self.string, self.encoding, self.offset)
    }
}

struct Needle {
    head: u64,
    bytes: Vec<u8>,
    encoding: &'static str,
    string: String,
}

/// All encodings of all personal strings, ready to be looked for.
pub struct TraceSearch {
    needles: Vec<Needle>,
    /// A bit for each hash of the first six bytes of a needle: most places are passed by with one look.
    heads: Vec<u64>,
}

impl fmt::Debug for TraceSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TraceSearch({} needles)", self.needles.len())
    }
}

/// 2^24 bits: two megabytes.
const HEAD_BITS: u32 = 24;

impl TraceSearch {
    /// Prepares the search for these strings.
    #[must_use]
    pub fn of(personal: &PersonalStrings) -> Self {
        let mut needles = Vec::new();
        for string in &personal.strings {
            // Digits have one case: what is the same text is looked for once.
            let cases = BTreeMap::from([
                (string.to_uppercase(), "in upper case"),
                (string.to_lowercase(), "in lower case"),
                (string.clone(), "as written"),
            ]);
            for (text, case) in cases {
                add_text(&mut needles, string, case, &text);
            }
        }
        for id in &personal.ids {
            let written = id.hyphenated().to_string();
            add_text(&mut needles, &written, "as written", &written);
            add_text(&mut needles, &written, "in upper case", &written.to_uppercase());
            add_text(&mut needles, &written, "without hyphens", &id.simple().to_string());
            add_bytes(&mut needles, &written, "as sixteen bytes", id.as_bytes().to_vec());
            add_base64(&mut needles, &written, id.as_bytes());
            add_base32(&mut needles, &written, id.as_bytes());
        }
        needles.sort_by(|a, b| (a.head, &a.bytes).cmp(&(b.head, &b.bytes)));
        needles.dedup_by(|a, b| a.bytes == b.bytes);
        let mut heads = vec![0_u64; 1 << (HEAD_BITS - 6)];
        for needle in &needles {
            let place = place_of(needle.head);
            heads[place / 64] |= 1 << (place % 64);
        }
        Self { needles, heads }
    }

    /// The first trace in these bytes.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Option<Trace> {
        bytes.windows(SHORTEST).enumerate().find_map(|(offset, window)| {
            let head = head_of(window);
            let place = place_of(head);
            if self.heads[place / 64] & (1 << (place % 64)) == 0 {
                return None;
            }
            let first = self.needles.partition_point(|needle| needle.head < head);
            let same_head = self.needles[first..].iter().take_while(|needle| needle.head == head);
            let found = same_head.into_iter().find(|needle| bytes[offset..].starts_with(&needle.bytes))?;
            Some(Trace { string: found.string.clone(), encoding: found.encoding, offset })
        })
    }
}

fn head_of(bytes: &[u8]) -> u64 {
    bytes.iter().take(SHORTEST).fold(0, |head, byte| head << 8 | u64::from(*byte))
}

fn place_of(head: u64) -> usize {
    let place = head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - HEAD_BITS);
    usize::try_from(place).expect("24 bits fit")
}

fn add_text(needles: &mut Vec<Needle>, string: &str, case: &'static str, text: &str) {
    add_bytes(needles, string, case, text.as_bytes().to_vec());
    let units: Vec<u16> = text.encode_utf16().collect();
    add_bytes(
        needles,
        string,
        "UTF-16, low byte first",
        units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
    );
    add_bytes(
        needles,
        string,
        "UTF-16, high byte first",
        units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    );
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    add_bytes(needles, string, "hexadecimal, upper case", hex.to_uppercase().into_bytes());
    add_bytes(needles, string, "hexadecimal", hex.into_bytes());
    add_base64(needles, string, text.as_bytes());
    add_base32(needles, string, text.as_bytes());
    for (which, encoding) in
        [(Escaped::NotAscii, "JSON with escapes"), (Escaped::All, "JSON with escapes for all")]
    {
        for digits in [Digits::Lower, Digits::Upper] {
            let escaped = json_escaped(text, which, digits);
            if escaped != text {
                add_bytes(needles, string, encoding, escaped.into_bytes());
            }
        }
    }
    for (encoding, space) in [("URL-encoded", "%20"), ("form-encoded", "+")] {
        add_bytes(
            needles,
            string,
            encoding,
            percent(text, space, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)),
        );
    }
    add_bytes(needles, string, "URL-encoded in full", percent(text, "%20", |_| false));
}

/// Which characters are written as `\\uXXXX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escaped {
    NotAscii,
    All,
}

/// How the hexadecimal digits of an escape are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    Lower,
    Upper,
}

/// A text as JSON may have it: RFC 8259, section 7.
fn json_escaped(text: &str, which: Escaped, digits: Digits) -> String {
    let mut escaped = String::new();
    for unit in text.encode_utf16() {
        match char::from_u32(unit.into()).filter(char::is_ascii) {
            Some(plain) if which == Escaped::NotAscii => escaped.push(plain),
            _ if digits == Digits::Lower => escaped.push_str(&format!("\\u{unit:04x}")),
            _ => escaped.push_str(&format!("\\u{unit:04X}")),
        }
    }
    escaped
}

fn percent(text: &str, space: &str, plain: impl Fn(u8) -> bool) -> Vec<u8> {
    let encoded = text.bytes().map(|byte| match byte {
        b' ' => space.to_owned(),
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    encoded.collect::<String>().into_bytes()
}

/// What base64 makes of the bytes wherever they begin in a group of three: the characters that depend on nothing
/// else.
fn add_base64(needles: &mut Vec<Needle>, string: &str, bytes: &[u8]) {
    for (alphabet, encoding) in [(&alphabet::STANDARD, "base64"), (&alphabet::URL_SAFE, "base64 for URLs")] {
        let engine = GeneralPurpose::new(alphabet, NO_PAD);
        for before in 0..3_usize {
            let mut shifted = vec![0; before];
            shifted.extend_from_slice(bytes);
            let whole_characters = shifted.len() * 8 / 6;
            let encoded = engine.encode(&shifted).into_bytes();
            let first = (before * 8).div_ceil(6);
            add_bytes(needles, string, encoding, encoded[first..whole_characters].to_vec());
        }
    }
}

/// What base32 (RFC 4648, section 6) makes of the bytes wherever they begin in a group of five, in both cases.
fn add_base32(needles: &mut Vec<Needle>, string: &str, bytes: &[u8]) {
    for before in 0..5_usize {
        let shifted: Vec<u8> = std::iter::repeat_n(0, before).chain(bytes.iter().copied()).collect();
        let first = (before * 8).div_ceil(5);
        let whole_characters = shifted.len() * 8 / 5;
        let encoded: String =
            (first..whole_characters).map(|place| base32_character(&shifted, place)).collect();
        add_bytes(needles, string, "base32, lower case", encoded.to_lowercase().into_bytes());
        add_bytes(needles, string, "base32", encoded.into_bytes());
    }
}

/// The character that stands for the five bits from `5 * place` on, all of which are there.
fn base32_character(bytes: &[u8], place: usize) -> char {
    let value = (0..5).fold(0_usize, |value, bit| {
        let at = 5 * place + bit;
        value << 1 | usize::from(bytes[at / 8] >> (7 - at % 8) & 1)
    });
    char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[value])
}

fn add_bytes(needles: &mut Vec<Needle>, string: &str, encoding: &'static str, bytes: Vec<u8>) {
    if bytes.len() >= SHORTEST {
        needles.push(Needle { head: head_of(&bytes), bytes, encoding, string: string.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
    use serde_json::json;

    fn search() -> TraceSearch {
        let mut personal = PersonalStrings::default();
        let person = json!({
            "id": "6f1c2a34-9b1d-4c5e-8f70-123456789abc", "name": "Wimaa Unedorkem",
            "email": "wimaa.unedorkem.7@example.nl", "phone": "06-55501234", "born_on": "1975-03-04",
        });
        personal.add_person(&person).unwrap();
        TraceSearch::of(&personal)
    }

    #[test]
    fn a_personal_string_is_found_in_every_usual_encoding() {
        let search = search();
        let check = |what: &str, bytes: &[u8]| {
            for before in 0..4 {
                let mut frame = vec![0xA5; before];
                frame.extend_from_slice(bytes);
                frame.extend_from_slice(b"\0\x01rest");
                assert!(search.find(&frame).is_some(), "{what}, {before} bytes before it");
            }
        };
        check("plain", b"Unedorkem");
        check("lower case", b"unedorkem");
        check("upper case", b"UNEDORKEM");
        check("digits", b"0655501234");
        check("other order of the date", b"04-03-1975");
        check("hex", b"556e65646f726b656d");
        check("day without zeros", b"4-3-1975");
        check("day with dots", b"04.03.1975");
        check("spaced telephone number", b"06 5550 1234");
        check("telephone number from abroad", b"+31 6 5550 1234");
        check("the same without spaces", b"0031655501234");
        check("JSON with escapes", b"\\u0055\\u006e\\u0065\\u0064\\u006f\\u0072\\u006b\\u0065\\u006d");
        check("percent", b"wimaa.unedorkem.7%40example.nl");
        check("full percent", b"%55%6E%65%64%6F%72%6B%65%6D");
        check("form", b"Wimaa+Unedorkem");
        let utf_16: Vec<u8> = "Unedorkem".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check("UTF-16", &utf_16);
        check(
            "id as bytes",
            &[0x6f, 0x1c, 0x2a, 0x34, 0x9b, 0x1d, 0x4c, 0x5e, 0x8f, 0x70, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc],
        );
        for before in ["", "x", "xy", "xyz"] {
            let text = format!("{before}Wimaa Unedorkem and more");
            check("base64", BASE64_STANDARD.encode(&text).as_bytes());
            check("base64 for URLs", BASE64_URL_SAFE_NO_PAD.encode(&text).as_bytes());
        }
    }

    #[test]
    fn base32_is_that_of_the_standard() {
        // The test vectors of RFC 4648, section 10, whole groups.
        let encoded = |bytes: &[u8], count| -> String {
            (0..count).map(|place| base32_character(bytes, place)).collect()
        };
        assert_eq!(encoded(b"fooba", 8), "MZXW6YTB");
        assert_eq!(encoded(b"foo", 4), "MZXW");
        let search = search();
        // "Wimaa Unedorkem" and what stands around it, by the base32 of coreutils.
        for line in [
            "K5UW2YLBEBKW4ZLEN5ZGWZLN",
            "PBLWS3LBMEQFK3TFMRXXE23FNUQGC3TEEBWW64TF",
            "PB4VO2LNMFQSAVLOMVSG64TLMVWSAYLOMQQG233SMU======",
        ] {
            assert!(search.find(line.as_bytes()).is_some(), "{line}");
            assert!(search.find(line.to_lowercase().as_bytes()).is_some(), "{line}");
        }
    }

    #[test]
    fn a_name_with_other_letters_than_ascii_is_found_as_json_and_in_both_cases() {
        let mut personal = PersonalStrings::default();
        let id = "6f1c2a34-9b1d-4c5e-8f70-123456789abc";
        personal.add_person(&json!({ "id": id, "name": "Žanila Ekzëlkant" })).unwrap();
        let search = TraceSearch::of(&personal);
        for text in [
            "Ekzëlkant",
            "EKZËLKANT",
            "ekzëlkant",
            "Ekz\\u00eblkant",
            "EKZ\\u00CBLKANT",
            "\\u017danila",
            "\\u017Danila",
            "Ekz%C3%ABlkant",
        ] {
            assert!(search.find(text.as_bytes()).is_some(), "{text}");
        }
        assert_eq!(search.find("Ekzelkant".as_bytes()), None);
    }

    #[test]
    fn bytes_without_a_person_are_passed() {
        let search = search();
        assert_eq!(search.find(b"Zorggroep Melrastof zoekt een verzorgende in Reimerswaal, 24 uur"), None);
        assert_eq!(search.find(b""), None);
        let noise: Vec<u8> = (0..100_000_u64)
            .map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40).to_le_bytes()[0])
            .collect();
        assert_eq!(search.find(&noise), None);
    }
}
