//! Codes of public classifications. The constructor is the check: a value of these types is well formed,
//! though not necessarily listed; whether a code exists is a question to the loaded vocabulary.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A text that is not a code of the wanted classification.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {wanted}")]
pub struct ParseCodeError {
    /// The text as it was given, cut to 60 characters.
    pub text: String,
    /// What was wanted, in words, with an example.
    pub wanted: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $wanted:literal, $check:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes the text if it has the form of the code.
            ///
            /// # Errors
            /// [`ParseCodeError`] when the text has another form.
            pub fn new(text: &str) -> Result<Self, ParseCodeError> {
                let well_formed: fn(&str) -> bool = $check;
                if well_formed(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(ParseCodeError { text: text.chars().take(60).collect(), wanted: $wanted })
                }
            }

            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = ParseCodeError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseCodeError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0.into()
            }
        }
    )+};
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

codes! {
    /// A labour-market region (*arbeidsmarktregio*), `AM01` style as CBS writes it.
    RegionId: "a region code such as AM38",
        |text| text.len() == 4 && text.starts_with("AM") && digits(&text[2..], 2..=2);
    /// A municipality, `GM0344` style as CBS writes it.
    MunicipalityCode: "a municipality code such as GM0344",
        |text| text.len() == 6 && text.starts_with("GM") && digits(&text[2..], 4..=4);
    /// An ISCO-08 code of one to four digits; four digits are a unit group.
    IscoCode: "an ISCO-08 code of one to four digits such as 2221", |text| digits(text, 1..=4);
    /// The URI of an ESCO concept: occupation, skill or skill group.
    EscoUri: "an ESCO URI such as http://data.europa.eu/esco/skill/…",
        |text| text.len() <= 200
            && text.strip_prefix("http://data.europa.eu/esco/").is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte))
            });
    /// An SBI 2008 code: a section letter or two to five digits.
    SbiCode: "an SBI 2008 code such as 8610 or the section Q",
        |text| digits(text, 2..=5) || (text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase()));
    /// A sector of the network's own list, a short lower-case word such as `care`.
    SectorCode: "a sector code of lower-case letters, digits and hyphens such as care",
        |text| (1..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
}

impl IscoCode {
    /// The group of `level` digits that this code lies in, or the code itself when it is no finer.
    #[must_use]
    pub fn at_level(&self, level: usize) -> Self {
        Self(self.0.get(..level).unwrap_or(&self.0).into())
    }

    /// How many digits the code has: 4 is a unit group, 2 a sub-major group.
    #[must_use]
    pub fn level(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_taken_only_in_its_own_form() {
        assert!(RegionId::new("AM38").is_ok());
        for wrong in ["", "AM3", "am38", "AM3x", "AM381", "GM38", "é038"] {
            assert!(RegionId::new(wrong).is_err(), "{wrong}");
        }
        assert!(
            EscoUri::new("http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab").is_ok()
        );
        assert!(EscoUri::new("http://data.europa.eu/esco/skill/<script>").is_err());
        assert!(SbiCode::new("Q").is_ok() && SbiCode::new("8610").is_ok() && SbiCode::new("8").is_err());
    }

    #[test]
    fn a_unit_group_lies_in_its_sub_major_group() {
        let nurse = IscoCode::new("2221").unwrap();
        assert_eq!(nurse.at_level(2).as_str(), "22");
        assert_eq!(nurse.at_level(4), nurse);
    }
}
