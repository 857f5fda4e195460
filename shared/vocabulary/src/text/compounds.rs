//! Dutch compounds: *vrachtwagenchauffeur* is *vrachtwagen* and *chauffeur*. The words that may be parts are those
//! of the list itself, so no dictionary is needed.

use crate::compact::Texts;

/// The letters that may stand between two parts.
const LINKS: &[&str] = &["", "s", "en", "e", "n"];
/// Shorter words are not taken apart.
const LEAST_COMPOUND: usize = 7;
const LEAST_FIRST: usize = 3;
const LEAST_LAST: usize = 4;
/// A part of three letters is easily there by chance, so more names must have it.
const LEAST_NAMES_OF_SHORT: u32 = 4;
/// Endings that look like words but make no compound.
const NO_LAST_PART: &[&str] = &["eren", "ende", "ster", "sters", "ions", "ment", "ling", "aris", "ings"];

/// The words that compounds are made of.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    /// The words, in order.
    words: &'a Texts,
    /// For each word the number of names that have it.
    names_with: &'a [u32],
}

impl<'a> Parts<'a> {
    /// `words` must be in order.
    pub(crate) const fn new(words: &'a Texts, names_with: &'a [u32]) -> Self {
        Self { words, names_with }
    }

    fn names_with(&self, word: &str) -> Option<u32> {
        self.words.find(word).and_then(|at| self.names_with.get(at)).copied()
    }

    /// The two parts of a compound; nothing when the word is none.
    pub(crate) fn split<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if word.len() < LEAST_COMPOUND || !word.bytes().all(|it| it.is_ascii_lowercase()) {
            return None;
        }
        let mut best: Option<(f32, (&str, &str))> = None;
        for at in LEAST_FIRST..=word.len() - LEAST_LAST {
            let (first, last) = word.split_at(at);
            if NO_LAST_PART.contains(&last) {
                continue;
            }
            let Some(with_last) = self.names_with(last) else { continue };
            let Some((first, with_first)) = self.first_part(first) else { continue };
            #[expect(clippy::cast_precision_loss, reason = "counts of names and letters are small")]
            let score = ((1 + with_first.min(50)) as f32).ln()
                + ((1 + with_last.min(50)) as f32).ln()
                + first.len().min(last.len()) as f32;
            if best.is_none_or(|it| it.0 < score) {
                best = Some((score, (first, last)));
            }
        }
        best.map(|it| it.1)
    }

    fn first_part<'w>(&self, text: &'w str) -> Option<(&'w str, u32)> {
        LINKS.iter().find_map(|link| {
            let word = text.strip_suffix(link).filter(|it| it.len() >= LEAST_FIRST)?;
            let names = self.names_with(word)?;
            (word.len() > 3 || names >= LEAST_NAMES_OF_SHORT).then_some((word, names))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_falls_apart_in_words_of_the_list() {
        let words = ["chauffeur", "ict", "medewerker", "thuiszorg", "vrachtwagen"].iter().collect();
        let parts = Parts::new(&words, &[9, 7, 80, 3, 5]);
        assert_eq!(parts.split("vrachtwagenchauffeur"), Some(("vrachtwagen", "chauffeur")));
        assert_eq!(parts.split("thuiszorgmedewerker"), Some(("thuiszorg", "medewerker")));
        assert_eq!(parts.split("ictmedewerker"), Some(("ict", "medewerker")));
        assert_eq!(parts.split("vrachtwagensmedewerker"), Some(("vrachtwagen", "medewerker")));
        for whole in ["chauffeur", "onbekendechauffeurs", "ict", ""] {
            assert_eq!(parts.split(whole), None, "{whole}");
        }
    }
}
