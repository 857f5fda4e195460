//! Windows on a text: the runs of telling words that may name one skill, and which words share what stands beside
//! them. Their number is bounded whatever the text; what they mean is not known here.

use super::parts::{Join, Word};

/// How many windows are looked at; a longer text gets windows of fewer sizes.
const MOST_WINDOWS: usize = 3_000;
/// The largest window, in telling words.
const MOST_WORDS: usize = 4;
/// What a window keeps that reads over *and* or *or*: what stands on both sides are two things more often than one.
const JOINED: f32 = 0.85;
/// What a window keeps whose words stand apart.
const SHARED: f32 = 0.75;
/// How many words behind two that are joined belong to both at most: *window frames*.
const MOST_SHARED: usize = 2;

/// Some words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many telling words it has.
    pub(crate) words: usize,
    pub(crate) how: How,
}

impl Window {
    pub(crate) const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// How the words of a window stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// One behind the other.
    Together,
    /// With *and* or *or* between them.
    Joined,
    /// Some of them stand elsewhere, beside words that are joined to these.
    Shared,
}

impl How {
    /// What a meaning keeps of its score.
    pub(crate) const fn part(self) -> f32 {
        match self {
            Self::Together => 1.0,
            Self::Joined => JOINED,
            Self::Shared => SHARED,
        }
    }
}

/// The windows of all parts of a text, of every size while there are few enough of them.
pub(crate) fn windows(parts: &[Vec<Word<'_>>]) -> Vec<(Window, String)> {
    for sizes in [&[1, 2, 3, MOST_WORDS][..], &[1, 3], &[2], &[MOST_WORDS]] {
        let all: Vec<(Window, String)> = parts.iter().flat_map(|part| windows_of(part, sizes)).collect();
        if all.len() <= MOST_WINDOWS {
            return all;
        }
    }
    let mut all: Vec<(Window, String)> =
        parts.iter().flat_map(|part| windows_of(part, &[MOST_WORDS])).collect();
    all.truncate(MOST_WINDOWS);
    all
}

fn windows_of(part: &[Word<'_>], sizes: &[usize]) -> Vec<(Window, String)> {
    let mut found = Vec::new();
    for size in sizes {
        // A part that is shorter than the window is one window, once.
        let size = (*size).min(part.len()).max(1);
        for words in part.windows(size) {
            let joined = words.iter().skip(1).any(|it| it.join != Join::None);
            found.extend(readings(words, words, if joined { How::Joined } else { How::Together }));
        }
    }
    if sizes.len() > 2 {
        found.extend(shared(part));
    }
    found.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
    found.dedup();
    found
}

/// What some words may say, as they stand and with each form of a verb as that verb; `shown` are those among them
/// that stand for it in the text.
fn readings(words: &[Word<'_>], shown: &[Word<'_>], how: How) -> Vec<(Window, String)> {
    let ([first, .., last] | [first @ last]) = shown else { return Vec::new() };
    if !words.iter().any(Word::names) || !words.first().is_some_and(Word::begins) {
        return Vec::new();
    }
    let window = Window { start: first.token.start, end: last.token.end, words: words.len(), how };
    let text: Vec<&str> = words.iter().map(|it| it.token.word.as_str()).collect();
    let verbs: Vec<&str> = words.iter().map(|it| it.token.as_verb()).collect();
    let mut found = vec![(window, text.join(" "))];
    if verbs != text {
        found.push((window, verbs.join(" ")));
    }
    found
}

/// Where two words are joined, what stands before or behind them belongs to both: *designing and testing circuits* is
/// also *designing circuits*, and *paint doors and walls* is also *paint walls*.
fn shared(part: &[Word<'_>]) -> Vec<(Window, String)> {
    let mut found = Vec::new();
    for at in (1..part.len()).filter(|it| part.get(*it).is_some_and(|it| it.join == Join::And)) {
        let of = |range: std::ops::Range<usize>| part.get(range).unwrap_or_default();
        for more in 1..=MOST_SHARED {
            let (left, behind) = (of(at - 1..at), of(at + 1..at + 1 + more));
            found.extend(readings(&[left, behind].concat(), left, How::Shared));
            if let (Some(before), right) = (at.checked_sub(2), of(at..at + more)) {
                found.extend(readings(&[of(before..before + 1), right].concat(), right, How::Shared));
            }
        }
    }
    found.retain(|it| it.0.words > 1);
    found
}

#[cfg(test)]
mod tests {
    use super::super::{parts::parts, tokens::tokens};
    use super::*;
    use crate::Language;

    #[test]
    fn what_is_joined_shares_what_stands_beside_it() {
        let check = |text: &str, shared: &[(&str, &str)]| {
            let tokens = tokens(text);
            let parts = parts(text, &tokens, &vec![false; tokens.len()], Language::EN);
            let found: Vec<(&str, String)> = windows(&parts)
                .into_iter()
                .filter(|it| it.0.how == How::Shared)
                .map(|(window, words)| (text.get(window.start..window.end).unwrap(), words))
                .collect();
            let expected: Vec<_> = shared.iter().map(|it| (it.0, it.1.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("design and test circuits", &[("design", "design circuits")]);
        check("paint doors and walls", &[("walls", "paint walls")]);
        check("paint doors", &[]);
    }

    #[test]
    fn the_number_of_windows_has_an_end_whatever_the_text() {
        let words: String = (0..9_000).map(|it| format!("woord{it} ")).collect();
        let tokens = tokens(&words);
        let parts = parts(&words, &tokens, &vec![false; tokens.len()], Language::NL);
        assert!(windows(&parts).len() <= MOST_WINDOWS);
    }
}
