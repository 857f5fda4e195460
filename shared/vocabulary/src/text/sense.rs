//! Whether a text can be read at all: is it text, is it Dutch or English, is it short enough to be read whole.

use std::{collections::BTreeSet, sync::LazyLock};

/// What a text is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// It was read whole.
    Whole,
    /// It was read up to a length.
    Beginning {
        /// How much was read, in bytes.
        bytes: usize,
    },
    /// It is not text: control characters, or letters of no script.
    NoText,
    /// It reads like neither Dutch nor English.
    OtherLanguage,
}

/// Small words that nearly every sentence of these languages has.
static OURS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     a aan als and are as at bij dat de die door een en for from have heb hebt het i ik in is je \
     met mijn my naar niet of om on ook op or te that the this to u uit van voor we wij with worden \
     wordt you your zijn"
        .split_whitespace()
        .collect()
});
/// The same of languages that are near: German, French, Spanish, Italian, Polish, Turkish, Portuguese.
static OTHERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     au auf aux avec bei bir che com con dans das del della den der des di die do du ein eine el em \
     est et für gli ich il ile im için jest la las le les los mam mit na nicht nous não oraz os \
     para per por pour que sie się sono su sur uma una und une ve von votre vous w wir y z zu"
        .split_whitespace()
        .collect()
});
/// From so many words on the language can be told.
const ENOUGH_WORDS: usize = 6;

/// Looks at the whole text; `read` says how much of it will be read.
pub(crate) fn sense(text: &str, read: usize) -> Sense {
    let shown = text.get(..read).unwrap_or_default();
    let (mut letters, mut strange, mut all) = (0_usize, 0_usize, 0_usize);
    for character in shown.chars() {
        all += 1;
        letters += usize::from(character.is_alphabetic());
        let control = character.is_control() && !matches!(character, '\t' | '\n' | '\r');
        strange += usize::from(control || character == char::REPLACEMENT_CHARACTER);
    }
    if letters == 0 && all > 0 || strange * 20 > all {
        return Sense::NoText;
    }
    if is_other_language(shown) {
        return Sense::OtherLanguage;
    }
    if read < text.len() { Sense::Beginning { bytes: read } } else { Sense::Whole }
}

fn is_other_language(text: &str) -> bool {
    let latin = |it: char| it.is_ascii_alphabetic() || matches!(it, 'À'..='ɏ');
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    if letters > 0 && text.chars().filter(|it| latin(*it)).count() * 2 < letters {
        return true;
    }
    let (mut words, mut ours, mut others) = (0_usize, 0_usize, 0_usize);
    for word in text.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()) {
        let word = word.to_lowercase();
        words += 1;
        ours += usize::from(OURS.contains(word.as_str()));
        others += usize::from(OTHERS.contains(word.as_str()));
    }
    words >= ENOUGH_WORDS && others >= 2 && others > ours * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Sense) {
        assert_eq!(sense(text, text.len()), expected, "{text}");
    }

    #[test]
    fn dutch_and_english_are_read_and_other_languages_are_named() {
        check("Je begeleidt cliënten bij het wonen en werkt samen met de wijkverpleging.", Sense::Whole);
        check("You support clients and work with the district nurse.", Sense::Whole);
        check("lassen, draaien, frezen", Sense::Whole);
        check(
            "Wir suchen eine Pflegekraft für die Betreuung von Senioren mit Erfahrung in der Küche",
            Sense::OtherLanguage,
        );
        check(
            "Nous cherchons une personne pour la cuisine avec de l'expérience dans le service",
            Sense::OtherLanguage,
        );
        check("Мы ищем повара в ресторан", Sense::OtherLanguage);
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        check("\u{0}\u{1}\u{2}PK\u{3}\u{4}\u{fffd}\u{fffd}", Sense::NoText);
        check("1234 5678 !!", Sense::NoText);
        check("", Sense::Whole);
    }

    #[test]
    fn what_is_too_long_is_read_up_to_a_length() {
        assert_eq!(sense("lassen en draaien", 6), Sense::Beginning { bytes: 6 });
    }
}
