//! Whether a text can be read at all: is it text, is it Dutch or English, is it short enough to be read whole.

use super::tokens::folded_words;
use crate::Language;
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
    /// It is surely in this one of Dutch and English, and the other was asked.
    Surely(Language),
}

impl Sense {
    /// Whether something of the text was read.
    #[must_use]
    pub const fn was_read(self) -> bool {
        matches!(self, Self::Whole | Self::Beginning { .. })
    }
}

/// Small words of Dutch that no English sentence has, unless it names something.
const DUTCH_ONLY: &[&str] = &[
    "aan", "dat", "deze", "dit", "een", "geen", "hebt", "heb", "het", "ik", "jij", "jouw", "kun", "mij",
    "mijn", "naar", "niet", "onze", "ook", "uit", "voor", "wij", "worden", "wordt", "zich", "zij", "zijn",
];
/// The same the other way round.
const ENGLISH_ONLY: &[&str] = &[
    "and", "are", "can", "for", "from", "has", "have", "his", "my", "not", "our", "she", "that", "the",
    "them", "they", "this", "to", "who", "will", "with", "you", "your",
];
/// So many small words of one language say that a text is in it, and of the other there may be one for so many.
const SURE: usize = 2;
const FOREIGN_AMONG: usize = 4;

/// Small words that nearly every sentence of these languages has.
static OURS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     a aan als an and are as at be been ben bent bij by can dat de deze die dit do door een en for \
     from geen haar has have he heb hebt her het hij his hun i ik in is it je jij jouw kan kun met \
     mij mijn my naar niet nog not of om on onze ook op or our she te that the them they this to u \
     uit us van voor was we who wij will with worden wordt you your ze zich zij zijn"
        .split_whitespace()
        .collect()
});
/// The same of other languages: German, French, Polish, Turkish, Spanish, Italian, Portuguese and some more. Words that
/// are Dutch or English as well are not among them.
static OTHERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "\
     afin ai albo anche ani ao au auch auf aus aux avec avez avons años bir biraz bu być care ce \
     ces cette che chez comme como cu daha dans das dei dein deine deinen del della delle dem der \
     des değil di dich din dla dnia du durch egy ein eine einem einen einer el elle em erforderlich \
     est este et etwas euch für gdzie gern gerne gibi gli göre habe haben hast hat hem hogy ich ihr \
     ihre ihren il ile ils im ist iyi için jak jako jest jesteś jsou kadar kann können la las le \
     les leur leurs los lub mais mam masz mein meine mes mit między mon muy más na nach nad nasz \
     nasza naszej naszym nebo nel nella nem nicht nie nos notre nous nuestra nuestro nuestros não \
     nós oder ohne olan olarak olmak oraz os ou para pas pentru più pod por pour przed przez przy \
     que qui sehr seit ser seu siamo sie sind siz się sono sonra sont sowie su sua sunt suo sur sus \
     swoje são są ta tej tener twoje uma un una und une uns unser unsere unseren unter ve veya você \
     vom von vos votre vous w werden wir wird więc y ya z zu zum zur zwischen às çok és être über \
     że și"
        .split_whitespace()
        .collect()
});
/// Letters that no Dutch or English word has.
const FOREIGN_LETTERS: &str = "ßäåæøãõłąęćńśźżşğıčšžřůěőűășț";
/// Those of the first that are words of other languages as well.
const SHARED: &[&str] = &["als", "die", "han", "has", "her", "kan", "met", "van", "was"];
/// From so many words on the language can be told.
const ENOUGH_WORDS: usize = 6;

/// Whether these are characters that people write: with more than one in twenty that is a control character or stands
/// for bytes that are no text, it is a file of a program.
#[must_use]
pub fn is_readable(text: &str) -> bool {
    let control = |it: char| it.is_control() && !matches!(it, '\t' | '\n' | '\r');
    let strange = text.chars().filter(|it| control(*it) || *it == char::REPLACEMENT_CHARACTER).count();
    strange * 20 <= text.chars().count()
}

/// Whether a text is readable and has letters, so that a word can be looked for. So does nothing at all.
#[must_use]
pub fn is_text(text: &str) -> bool {
    is_readable(text) && (text.trim().is_empty() || text.chars().any(char::is_alphabetic))
}

/// Looks at the whole text; `read` says how much of it will be read, `asked` in which language, and `knows` whether the
/// list has a word.
pub(crate) fn sense(text: &str, read: usize, asked: Language, knows: impl Fn(&str) -> bool) -> Sense {
    let shown = text.get(..read).unwrap_or_default();
    if !is_text(shown) {
        return Sense::NoText;
    }
    if is_other_language(shown, knows) {
        return Sense::OtherLanguage;
    }
    let other = [Language::NL, Language::EN].into_iter().find(|it| *it != asked && is_surely(shown, *it));
    if let Some(other) = other
        && [Language::NL, Language::EN].contains(&asked)
    {
        return Sense::Surely(other);
    }
    if read < text.len() { Sense::Beginning { bytes: read } } else { Sense::Whole }
}

fn is_other_language(text: &str, knows: impl Fn(&str) -> bool) -> bool {
    let latin = |it: char| it.is_ascii_alphabetic() || matches!(it, 'À'..='ɏ' | 'Ḁ'..='ỿ');
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    if letters > 0 && text.chars().filter(|it| latin(*it)).count() * 2 < letters {
        return true;
    }
    let words = || text.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty());
    let (mut all, mut ours, mut others, mut unknown) = (0_usize, 0_usize, 0_usize, 0_usize);
    for word in words().map(str::to_lowercase) {
        all += 1;
        if OURS.contains(word.as_str()) {
            ours += 1;
        } else if OTHERS.contains(word.as_str()) {
            others += 1;
        } else {
            let foreign = word.contains(|it| FOREIGN_LETTERS.contains(it));
            others += usize::from(foreign);
            unknown += usize::from(foreign || !folded_words(&word).iter().all(|it| knows(it)));
        }
    }
    let other_letters = elisions(text);
    others += other_letters;
    // A name or a dish in another language is no sentence in it: of few small words, the rest must be unknown too.
    all >= ENOUGH_WORDS && others >= 2 && others > ours * 2 || others > ours && unknown * 2 > all - ours
}

/// Whether the small words say that a text is in this one of Dutch and English, as cheaply as counting them.
fn is_surely(text: &str, language: Language) -> bool {
    let words = text.split(|it: char| !it.is_alphabetic()).map(str::to_lowercase);
    let (mut dutch, mut english) = (0, 0);
    for word in words {
        dutch += usize::from(DUTCH_ONLY.contains(&word.as_str()));
        english += usize::from(ENGLISH_ONLY.contains(&word.as_str()));
    }
    let (own, other) = if language == Language::NL { (dutch, english) } else { (english, dutch) };
    own >= SURE && other * FOREIGN_AMONG <= own
}

/// Whether some word says that a text is Dutch or English, whatever its other words are.
pub(crate) fn is_surely_ours<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|it| it.len() > 2 && OURS.contains(it) && !SHARED.contains(&it))
}

/// How often a letter stands for a small word, as in *d'équipe* and *l'hôtel*.
fn elisions(text: &str) -> usize {
    let words = text.split(|it: char| !it.is_alphabetic() && !matches!(it, '\'' | '’'));
    let elided = |it: &str| {
        let (letter, rest) = it.split_once(['\'', '’']).unwrap_or_default();
        matches!(letter, "d" | "l" | "j" | "J" | "L" | "qu") && rest.chars().count() > 1
    };
    words.filter(|it| elided(it)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Sense) {
        let known = ["koken", "carte", "lassen", "draaien", "frezen", "chef", "partie"];
        assert_eq!(sense(text, text.len(), Language::NL, |it| known.contains(&it)), expected, "{text}");
    }

    #[test]
    fn a_text_that_is_surely_in_the_other_language_is_told_from_one_that_may_be_in_either() {
        let check = |text: &str, asked, expected| {
            assert_eq!(sense(text, text.len(), asked, |_| true), expected, "{text}");
        };
        let dutch = "Ik heb het onderhoud van de machines gedaan en ook de voorraad.";
        let english = "You will support the team and work with your clients.";
        check(dutch, Language::EN, Sense::Surely(Language::NL));
        check(english, Language::NL, Sense::Surely(Language::EN));
        check(dutch, Language::NL, Sense::Whole);
        check(english, Language::EN, Sense::Whole);
        for either in [
            "lassen, draaien, frezen",
            "Senior software engineer in Amsterdam",
            "Wij zoeken een hands-on teamlead for the win",
            "project management, planning, Python",
            "customer service",
            "klantenservice",
        ] {
            check(either, Language::EN, Sense::Whole);
            check(either, Language::NL, Sense::Whole);
        }
    }

    #[test]
    fn what_has_no_letters_or_many_control_characters_cannot_be_searched() {
        for text in ["\u{0}\u{fffd}ab", "1234", "?!", "las\u{7}ser", "\u{1b}[2J\u{1b}[Hkok"] {
            assert!(!is_text(text), "{text:?}");
        }
        assert!(is_readable("1234") && !is_readable("las\u{7}ser"));
        for text in
            ["", "  ", "lasser", "3D-printer", "C#", "повар", "een lange naam van een vacature\u{fffd}"]
        {
            assert!(is_text(text), "{text:?}");
        }
    }

    #[test]
    fn dutch_and_english_are_read_and_other_languages_are_named() {
        check("Je begeleidt cliënten bij het wonen en werkt samen met de wijkverpleging.", Sense::Whole);
        let english = "You support clients and work with the district nurse.";
        assert_eq!(sense(english, english.len(), Language::EN, |_| false), Sense::Whole);
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
        check("Führerschein Klasse B ist erforderlich.", Sense::OtherLanguage);
        check("Esprit d'équipe et rigueur", Sense::OtherLanguage);
        check("Takım çalışması ve sorumluluk", Sense::OtherLanguage);
        check("Znajomość księgowości", Sense::OtherLanguage);
        check("koken à la carte", Sense::Whole);
        check("chef de partie", Sense::Whole);
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        check("\u{0}\u{1}\u{2}PK\u{3}\u{4}\u{fffd}\u{fffd}", Sense::NoText);
        check("1234 5678 !!", Sense::NoText);
        check("", Sense::Whole);
    }

    #[test]
    fn what_is_too_long_is_read_up_to_a_length() {
        assert_eq!(sense("lassen en draaien", 6, Language::NL, |_| true), Sense::Beginning { bytes: 6 });
    }
}
