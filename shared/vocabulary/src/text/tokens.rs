//! Text as words: lower case, without accents, with the place of each word in the text. Knows no word list.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest word that is kept whole, in letters; what is longer is not a word of any language.
const MOST_LETTERS: usize = 48;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The word as it is compared: lower case, without accents.
    pub(crate) word: String,
    /// The verb of which it may be a form, where that is known and the word may be something else as well.
    pub(crate) verb: Option<String>,
    /// Where it begins, in bytes of the text.
    pub(crate) start: usize,
    /// Where it ends, in bytes of the text.
    pub(crate) end: usize,
}

impl Token {
    /// The word read as a form of a verb, where it may be one.
    pub(crate) fn as_verb(&self) -> &str {
        self.verb.as_deref().unwrap_or(&self.word)
    }
}

/// The words of a text in order. Signs that make a name, as in `C++` and `C#`, stay; an apostrophe inside a word
/// is left out.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut letters = 0;
    let (mut start, mut end) = (0, 0);
    for (at, character) in text.char_indices() {
        if is_part_of_word(character) {
            if word.is_empty() {
                start = at;
            }
            if letters < MOST_LETTERS {
                push_folded(&mut word, character);
                letters += 1;
            }
            end = at + character.len_utf8();
        } else if !is_apostrophe(character) && !word.is_empty() && !is_combining_mark(character) {
            found.push(Token { word: std::mem::take(&mut word), verb: None, start, end });
            letters = 0;
        }
    }
    if !word.is_empty() {
        found.push(Token { word, verb: None, start, end });
    }
    found
}

/// The words alone.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|it| it.word).collect()
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘')
}

fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '+' | '#')
}

fn push_folded(word: &mut String, character: char) {
    if character.is_ascii() {
        word.push(character.to_ascii_lowercase());
        return;
    }
    match character {
        'ß' => word.push_str("ss"),
        'ø' | 'Ø' => word.push('o'),
        'æ' | 'Æ' => word.push_str("ae"),
        _ => {
            let parts = std::iter::once(character).nfkd().filter(|it| !is_combining_mark(*it));
            word.extend(parts.flat_map(char::to_lowercase).filter(|it| it.is_alphanumeric()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_falls_apart_in_its_words() {
        let check = |text: &str, expected: &[&str]| assert_eq!(folded_words(text), expected, "{text}");
        check("Coördinator onderwijsprogramma's", &["coordinator", "onderwijsprogrammas"]);
        check("C++ / C# developer", &["c++", "c#", "developer"]);
        check("DIËTIST", &["dietist"]);
        check("die\u{308}tist", &["dietist"]);
        check(" -- ", &[]);
    }

    proptest! {
        #[test]
        fn every_word_lies_where_it_says(text in ".{0,80}") {
            let mut before = 0;
            for it in tokens(&text) {
                prop_assert!(before <= it.start && it.start < it.end && text.get(it.start..it.end).is_some());
                before = it.end;
            }
        }
    }
}
