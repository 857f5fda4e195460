//! Strings that are no words: addresses of pages and of mail, keys, codes. They are blanked before a text is read,
//! so that no part of one is taken for a word (*ref=koken*), and every place in the text stays where it was.

use std::borrow::Cow;

/// A code has so many letters and digits at least.
const LEAST_CODE: usize = 10;
/// A code changes so often between letters and digits, or from small to large letters: *ISO9001* and *PostgreSQL*
/// do so once.
const LEAST_CHANGES: usize = 3;
/// A word without vowels has so many letters at least; shorter ones are short forms.
const LEAST_WITHOUT_VOWELS: usize = 7;
/// Of a word at least one letter in so many is a vowel: *strengths* has one in nine.
const LETTERS_TO_A_VOWEL: usize = 9;
/// The longest run of the letters a to f in a word is that of *defaced*; longer ones are numbers to the base sixteen.
const LEAST_HEXADECIMAL: usize = 12;
/// Ends of names of computers.
const DOMAINS: &[&str] = &["be", "com", "de", "eu", "info", "nl", "org"];

/// The text with line ends in place of every string that is no word.
pub(crate) fn without_strings(text: &str) -> Cow<'_, str> {
    let mut out: Option<Vec<u8>> = None;
    let mut from = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let string = chunk.trim_end();
        if is_no_word(string) {
            let bytes = out.get_or_insert_with(|| text.as_bytes().to_vec());
            if let Some(there) = bytes.get_mut(from..from + string.len()) {
                there.fill(b'\n');
            }
        }
        from += chunk.len();
    }
    // Whole characters were replaced by as many line ends as they have bytes.
    out.and_then(|it| String::from_utf8(it).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn is_no_word(string: &str) -> bool {
    is_address(string) || is_code(string) || string.split(|it: char| !it.is_alphanumeric()).any(is_scramble)
}

/// Addresses of pages, of mail and of files.
fn is_address(string: &str) -> bool {
    if string.starts_with('/') && string.matches('/').count() > 1 || string.contains(":\\") {
        return true;
    }
    let string = string.trim_matches(|it: char| !it.is_alphanumeric());
    if string.contains("://") || string.starts_with("www.") {
        return true;
    }
    if string.split_once('@').is_some_and(|it| !it.0.is_empty() && it.1.contains('.')) {
        return true;
    }
    let host = string.split('/').next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, end)| {
        name.len() > 2
            && DOMAINS.contains(&end)
            && name.bytes().all(|it| it.is_ascii_lowercase() || it == b'.' || it == b'-')
    })
}

/// Keys and numbers in which letters and digits alternate, signs between them not counted.
fn is_code(string: &str) -> bool {
    let letters = || string.bytes().filter(u8::is_ascii_alphanumeric);
    let changes =
        letters().zip(letters().skip(1)).filter(|it| it.0.is_ascii_digit() != it.1.is_ascii_digit());
    letters().count() >= LEAST_CODE && changes.count() > LEAST_CHANGES
}

/// One run of letters and digits that nobody can say.
fn is_scramble(word: &str) -> bool {
    if !word.is_ascii() {
        return false;
    }
    let pairs = || word.bytes().zip(word.bytes().skip(1));
    let raised = pairs().filter(|it| it.0.is_ascii_lowercase() && it.1.is_ascii_uppercase()).count();
    let vowels = word.bytes().filter(|it| b"aeiouyAEIOUY".contains(it)).count();
    let only_letters = word.bytes().all(|it| it.is_ascii_alphabetic());
    word.len() >= LEAST_CODE && raised > LEAST_CHANGES
        || word.len() >= LEAST_HEXADECIMAL && word.bytes().all(|it| it.is_ascii_hexdigit())
        || only_letters && word.len() >= LEAST_WITHOUT_VOWELS && vowels * LETTERS_TO_A_VOWEL < word.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_that_are_no_words_are_blanked_and_words_stay() {
        for string in [
            "https://voorbeeld.nl/vacatures/kok?ref=koken",
            "www.voorbeeld.nl/lassen",
            "voorbeeld.nl/lassen",
            "pagina.het-voorbeeld.nl/lassen",
            "info@schoonmaakbedrijf.nl",
            "/archief/lasser/koken.txt",
            "aGVsbG8gd29ybGQsIHRoaXMgaXM=",
            "deadbeefcafebabe",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "xkqzvbnmwrtplkj",
        ] {
            assert_eq!(without_strings(string).trim(), "", "{string}");
            let inside = format!("Ik las {string} en draai.");
            assert!(without_strings(&inside).len() == inside.len());
        }
        for text in [
            "JavaScript/TypeScript, PostgreSQL en AutoCAD 3D",
            "ISO9001/ISO14001, NEN3140 en VCA",
            "Node.js, ASP.NET en C++",
            "angstschreeuw, slechtstschrijvend, schrijft, schrikt, strengths, rhythms",
            "vwo/havo, 24-32 uur, €2.500-€3.000",
        ] {
            assert_eq!(without_strings(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_place_in_the_text_stays_where_it_was(text in ".{0,80}") {
            let read = without_strings(&text);
            prop_assert_eq!(read.len(), text.len());
        }
    }
}
