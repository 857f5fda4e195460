//! Text as the search compares it: lower case, without accents, without what job titles carry along.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that say nothing about the work: articles, prepositions and what advertisements add.
const NOISE: &[&str] = &[
    "a", "an", "and", "at", "bij", "de", "een", "een", "en", "for", "fulltime", "gezocht", "het", "hours",
    "in", "met", "m", "mv", "mvx", "naar", "of", "on", "op", "or", "parttime", "per", "te", "the", "to",
    "uren", "uur", "uurs", "v", "vacature", "van", "vm", "voor", "week", "wij", "with", "x", "zoeken",
];

/// The words of a text, folded. Words that say nothing are left out, unless nothing else would be left.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let all: Vec<&str> = folded.split_whitespace().collect();
    let telling = |word: &&str| !NOISE.contains(word) && !word.bytes().all(|it| it.is_ascii_digit());
    let kept: Vec<String> = all.iter().filter(|word| telling(word)).map(|word| (*word).to_owned()).collect();
    if kept.is_empty() { all.into_iter().map(str::to_owned).collect() } else { kept }
}

/// Lower case without accents, everything between words one space. Signs that make a name, as in `C++`, `C#` and
/// `.NET`, stay.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase) {
        match character {
            '\'' | '’' | '‘' => {}
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            '+' | '#' => folded.push(character),
            _ if character.is_alphanumeric() => folded.push(character),
            _ => folded.push(' '),
        }
    }
    folded
}

/// The runs of three characters of a word with its edges marked, as numbers, in order and once each.
pub(crate) fn trigrams(word: &str) -> Vec<u64> {
    let marked: Vec<u64> =
        std::iter::once('^').chain(word.chars()).chain(std::iter::once('$')).map(u64::from).collect();
    let mut found: Vec<u64> =
        marked.windows(3).map(|it| it.iter().fold(0, |sum, it| (sum << 21) | it)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_title_is_left_with_the_words_that_tell() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check("Verpleegkundige (m/v/x), 24-32 uur", &["verpleegkundige"]);
        check("Coördinator onderwijsprogramma's", &["coordinator", "onderwijsprogrammas"]);
        check("Ervaren C++ / C# developer", &["ervaren", "c++", "c#", "developer"]);
        check("DIËTIST", &["dietist"]);
        check("de", &["de"]);
        check(" -- ", &[]);
    }

    #[test]
    fn trigrams_know_the_edges_of_a_word() {
        assert_eq!(trigrams("kok").len(), 3);
        assert_eq!(trigrams("a").len(), 1);
    }
}
