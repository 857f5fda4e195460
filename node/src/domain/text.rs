//! Texts that people type. None is empty, none holds control characters, none holds a citizen service number.

use super::bsn;
use std::{fmt, str::FromStr};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Why a text is not taken. The text itself is never repeated: it may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextRefused {
    /// There is nothing in it.
    #[error("the text is empty")]
    Empty,
    /// It is too long.
    #[error("the text has {length} characters, {most} is the most")]
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// It holds characters that cannot be shown, or line ends where there may be none.
    #[error("the text holds characters that cannot be shown")]
    Unprintable,
    /// It holds what can be a citizen service number.
    #[error(
        "the text holds a citizen service number (BSN), which may not be kept here (UAVG art. 46): leave it out"
    )]
    CitizenServiceNumber,
    /// It has another form than it should.
    #[error("this is not {wanted}")]
    NotA {
        /// What was wanted, with an example.
        wanted: &'static str,
    },
}

fn checked(text: &str, most: usize, may_break: impl Fn(char) -> bool) -> Result<Box<str>, TextRefused> {
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() {
        Err(TextRefused::Empty)
    } else if length > most {
        Err(TextRefused::TooLong { length, most })
    } else if text.chars().any(|it| (it.is_control() && !may_break(it)) || turns_around(it)) {
        Err(TextRefused::Unprintable)
    } else if bsn::is_in(text) {
        Err(TextRefused::CitizenServiceNumber)
    } else {
        Ok(text.into())
    }
}

/// Whether a character changes the direction of what stands after it, so that a name reads as another (Unicode Technical
/// Report 36, 3.1). Arabic and Hebrew need none of these: their letters bring their own direction.
const fn turns_around(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $check:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes the text, without the space around it.
            ///
            /// # Errors
            /// [`TextRefused`].
            pub fn new(text: &str) -> Result<Self, TextRefused> {
                let check: fn(&str) -> Result<Box<str>, TextRefused> = $check;
                check(text).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = TextRefused;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// One line of at most 200 characters: a name, a title, a reason.
    Line, |text| checked(text, 200, |_| false);
    /// A text of at most 10,000 characters with line ends.
    FreeText, |text| checked(text, 10_000, |character| matches!(character, '\n' | '\r' | '\t'));
    /// A note of at most 1,000 characters with line ends. Sealed it fits into the message that carries it, whatever its
    /// letters: 4,000 bytes at the most.
    Note, |text| checked(text, 1_000, |character| matches!(character, '\n' | '\r' | '\t'));
    /// An e-mail address. Only its form is checked: one `@`, a dot in the domain, no space.
    EmailAddress, |text| {
        let text = checked(text, 254, |_| false)?;
        let well_formed = text.split_once('@').is_some_and(|(mailbox, domain)| {
            !mailbox.is_empty() && !domain.contains('@') && domain.contains('.')
                && !domain.starts_with('.') && !domain.ends_with('.')
        });
        if well_formed && !text.contains(char::is_whitespace) {
            Ok(text)
        } else {
            Err(TextRefused::NotA { wanted: "an e-mail address such as naam@voorbeeld.nl" })
        }
    };
    /// A telephone number: 8 to 15 digits with spaces, dashes, brackets and a plus sign as people write them.
    PhoneNumber, |text| {
        let text = text.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let well_formed = (8..=15).contains(&digits)
            && text.len() <= 30
            && text.chars().all(|character| character.is_ascii_digit() || " -()+./".contains(character));
        if well_formed {
            Ok(text.into())
        } else {
            Err(TextRefused::NotA { wanted: "a telephone number such as 06 12345678" })
        }
    };
}

/// The text as a search compares it: lower case, no accents, words parted by one space.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| if character.is_alphanumeric() { character } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_arabic_and_holds_nothing_that_turns_letters_around() {
        assert!(Line::new("محمد العلي").is_ok(), "the contrast");
        assert_eq!(Line::new("Jan \u{202e}reguA"), Err(TextRefused::Unprintable));
        assert_eq!(FreeText::new("een\ntwee \u{2066}drie"), Err(TextRefused::Unprintable));
    }

    #[test]
    fn a_text_with_a_citizen_service_number_is_refused_and_not_repeated() {
        let error = FreeText::new("Mijn BSN is 111222333").unwrap_err();
        assert_eq!(error, TextRefused::CitizenServiceNumber);
        assert!(!error.to_string().contains("111222333"));
        assert!(FreeText::new("Mijn klantnummer is 111222334").is_ok());
    }

    #[test]
    fn a_folded_text_has_no_accents_capitals_or_signs() {
        assert_eq!(fold("  Zoë van 't Hôf-Jansen "), "zoe van t hof jansen");
    }

    #[test]
    fn texts_are_taken_only_in_their_own_form() {
        assert_eq!(Line::new("  Bel Dor ").unwrap().as_str(), "Bel Dor");
        assert_eq!(Line::new(" "), Err(TextRefused::Empty));
        assert_eq!(Line::new("a\nb"), Err(TextRefused::Unprintable));
        assert!(FreeText::new("a\nb").is_ok());
        assert!(Line::new(&"x".repeat(201)).is_err());
        assert!(EmailAddress::new("bel@voorbeeld.nl").is_ok());
        for wrong in ["bel", "bel@voorbeeld", "@voorbeeld.nl", "bel @voorbeeld.nl", "a@b@c.nl", "a@.nl"] {
            assert!(EmailAddress::new(wrong).is_err(), "{wrong}");
        }
        assert!(PhoneNumber::new("+31 (0)118 12 34 56").is_ok());
        assert!(PhoneNumber::new("1234567").is_err() && PhoneNumber::new("06x12345678").is_err());
    }
}
