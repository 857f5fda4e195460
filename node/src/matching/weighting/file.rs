//! The weights as a file: read with every mistake named, and written back with nothing left out.

use super::{Class, Holding, Shares, Weighting, Words};
use crate::matching::input::Evidence;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The file that the program carries.
pub const BUILT_IN: &str = include_str!("../../../../configs/matching-weights.toml");

/// Stand-ins of a lower worth are not made at all, see `matching::transition::stand_in`.
const LEAST_STAND_IN: u8 = 25;

/// Why a text is no set of weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// A key that does not exist.
    #[error("line {line}: there is no weight `{key}` here{}", suggestion(.nearest.as_deref()))]
    UnknownKey {
        /// The line, from 1.
        line: usize,
        /// The key as written.
        key: String,
        /// The known key that looks most like it.
        nearest: Option<String>,
    },
    /// Not TOML, a value of the wrong kind, or one missing.
    #[error("line {line}: {reason}")]
    Unreadable {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A value that is well-formed and cannot be right.
    #[error("`{key}` {reason}")]
    Unusable {
        /// The key.
        key: &'static str,
        /// What is wrong with it and what would be right.
        reason: String,
    },
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(|| ": remove it".to_owned(), |key| format!("; did you mean `{key}`?"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    optional_share: i64,
    shares: WrittenShares,
    classes: WrittenClasses,
    holding: WrittenHolding,
    words: WrittenWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenShares {
    skills: i64,
    potential: i64,
    interests: i64,
    culture: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenClasses {
    proven: i64,
    stated: i64,
    beginning: i64,
    near: i64,
    far: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHolding {
    proven_from: String,
    beginning_up_to_level: i64,
    near_from: i64,
    far_from: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWords {
    fits_now: i64,
    fits_soon: i64,
}

pub(super) fn built_in() -> Weighting {
    Weighting::parse(BUILT_IN).expect("a test reads the weights that the program carries")
}

impl Weighting {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`WeightsError`] with line or key, and what to do.
    pub fn parse(text: &str) -> Result<Self, WeightsError> {
        let written: Written = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
        let Written { shares, classes, holding, words, .. } = &written;
        let percent = |key, value| whole(key, value, 0, 100);
        let shares = Shares {
            skills: whole("shares.skills", shares.skills, 1, 100)?,
            potential: percent("shares.potential", shares.potential)?,
            interests: percent("shares.interests", shares.interests)?,
            culture: percent("shares.culture", shares.culture)?,
        };
        let classes = [
            percent("classes.far", classes.far)?,
            percent("classes.near", classes.near)?,
            percent("classes.beginning", classes.beginning)?,
            percent("classes.stated", classes.stated)?,
            whole("classes.proven", classes.proven, 1, 100)?,
        ];
        let holding = Holding {
            proven_from: evidence(&holding.proven_from)?,
            beginning_up_to_level: whole(
                "holding.beginning_up_to_level",
                holding.beginning_up_to_level,
                0,
                3,
            )?,
            near_from: whole("holding.near_from", holding.near_from, LEAST_STAND_IN, 100)?,
            far_from: whole("holding.far_from", holding.far_from, LEAST_STAND_IN, 100)?,
        };
        let words = Words {
            fits_now: percent("words.fits_now", words.fits_now)?,
            fits_soon: percent("words.fits_soon", words.fits_soon)?,
        };
        let optional_share = percent("optional_share", written.optional_share)?;
        let weighting = Self { optional_share, shares, classes, holding, words };
        weighting.check_order()?;
        Ok(weighting)
    }

    fn check_order(&self) -> Result<(), WeightsError> {
        const KEYS: [&str; 5] =
            ["classes.far", "classes.near", "classes.beginning", "classes.stated", "classes.proven"];
        for (weaker, stronger) in Class::ALL.into_iter().zip(Class::ALL.into_iter().skip(1)) {
            not_more(
                (KEYS[weaker.at()], self.value(weaker)),
                (KEYS[stronger.at()], self.value(stronger)),
                "what is held better is never worth less",
            )?;
        }
        let Holding { far_from, near_from, .. } = self.holding;
        not_more(
            ("holding.far_from", far_from),
            ("holding.near_from", near_from),
            "a near stand-in is the better one",
        )?;
        let Words { fits_soon, fits_now } = self.words;
        not_more(
            ("words.fits_soon", fits_soon),
            ("words.fits_now", fits_now),
            "fitting now asks more than nearly fitting",
        )
    }

    /// The weights as a file without remarks: the same weights give the same text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Shares { skills, potential, interests, culture } = self.shares;
        let Holding { proven_from, beginning_up_to_level, near_from, far_from } = self.holding;
        let Words { fits_now, fits_soon } = self.words;
        let mut text = format!(
            "optional_share = {}\n\n[shares]\nskills = {skills}\npotential = {potential}\n\
             interests = {interests}\nculture = {culture}\n\n[classes]\n",
            self.optional_share
        );
        for class in Class::ALL.into_iter().rev() {
            let _ = writeln!(text, "{} = {}", class.name(), self.value(class));
        }
        let _ = write!(
            text,
            "\n[holding]\nproven_from = \"{}\"\nbeginning_up_to_level = {beginning_up_to_level}\n\
             near_from = {near_from}\nfar_from = {far_from}\n\n\
             [words]\nfits_now = {fits_now}\nfits_soon = {fits_soon}\n",
            evidence_name(proven_from)
        );
        text
    }

    /// What tells one set of weights from another: SHA-256 of [`Weighting::to_text`].
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.to_text()).into()
    }
}

fn whole(key: &'static str, value: i64, least: u8, most: u8) -> Result<u8, WeightsError> {
    u8::try_from(value).ok().filter(|it| (least..=most).contains(it)).ok_or_else(|| WeightsError::Unusable {
        key,
        reason: format!("is {value}: give a whole number from {least} to {most}"),
    })
}

fn not_more(weaker: (&'static str, u8), stronger: (&str, u8), why: &str) -> Result<(), WeightsError> {
    if weaker.1 <= stronger.1 {
        return Ok(());
    }
    let reason = format!(
        "is {} and `{}` is {}: make the first {} or less, since {why}",
        weaker.1, stronger.0, stronger.1, stronger.1
    );
    Err(WeightsError::Unusable { key: weaker.0, reason })
}

/// Evidence that may be asked as a proof, by its name.
fn evidence(name: &str) -> Result<Evidence, WeightsError> {
    [Evidence::Employer, Evidence::Certificate, Evidence::Assessment]
        .into_iter()
        .find(|evidence| evidence_name(*evidence) == name)
        .ok_or_else(|| WeightsError::Unusable {
            key: "holding.proven_from",
            reason: "is no evidence that proves: give employer, certificate or assessment".to_owned(),
        })
}

const fn evidence_name(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Myself => "self",
        Evidence::Employer => "employer",
        Evidence::Certificate => "certificate",
        Evidence::Assessment => "assessment",
    }
}

fn unreadable(text: &str, error: &toml::de::Error) -> WeightsError {
    let before = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = 1 + text.as_bytes().iter().take(before).filter(|byte| **byte == b'\n').count();
    match unknown_key(error.message()) {
        Some((key, nearest)) => WeightsError::UnknownKey { line, key, nearest },
        None => WeightsError::Unreadable { line, reason: error.message().replace('\n', " ") },
    }
}

/// Reads key and candidates out of serde's sentence ``unknown field `a`, expected one of `b`, `c` ``.
fn unknown_key(message: &str) -> Option<(String, Option<String>)> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let key = quoted.next()?.to_owned();
    // half of the longer name may differ: enough for a typing error, too little for another word
    let nearest = quoted
        .map(|known| (strsim::damerau_levenshtein(&key, known), known))
        .filter(|(distance, known)| 2 * distance <= key.len().max(known.len()))
        .min()
        .map(|(_, known)| known.to_owned());
    Some((key, nearest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(from: &str, to: &str) -> String {
        assert!(BUILT_IN.contains(from), "{from}");
        Weighting::parse(&BUILT_IN.replace(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn s3_07_the_weights_that_the_program_carries_have_culture_off() {
        let weighting = Weighting::default();
        assert_eq!(weighting.shares().culture, 0);
        assert_eq!(weighting.optional_share(), 40);
        let turned_on = Weighting::parse(&BUILT_IN.replace("culture = 0", "culture = 5")).unwrap();
        assert_eq!(turned_on.shares().culture, 5);
        assert_ne!(turned_on.digest(), weighting.digest());
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        let weighting = Weighting::default();
        assert_eq!(Weighting::parse(&weighting.to_text()).unwrap(), weighting);
        let remarks = Weighting::parse(&format!("# another remark\n{BUILT_IN}")).unwrap();
        assert_eq!(remarks.digest(), weighting.digest(), "remarks are no weights");
    }

    #[test]
    fn a_mistake_is_told_with_its_place_and_what_to_do() {
        let check = |from, to, expected: &[&str]| {
            let told = refusal(from, to);
            assert!(expected.iter().all(|part| told.contains(part)), "{told}");
        };
        check("potential = 10", "potential = -1", &["`shares.potential`", "is -1", "from 0 to 100"]);
        check("near = 50", "near = 70", &["`classes.near`", "70", "`classes.beginning`", "60 or less"]);
        check("potential = 10", "potentiel = 10", &["line", "potentiel", "did you mean `potential`?"]);
        check("skills = 80", "skills = 0", &["`shares.skills`", "from 1 to 100"]);
        check("far_from = 40", "far_from = 10", &["`holding.far_from`", "from 25"]);
        check("fits_soon = 40", "fits_soon = 90", &["`words.fits_soon`", "60 or less"]);
        check("\"employer\"", "\"self\"", &["`holding.proven_from`", "certificate"]);
        check("proven = 100", "", &["line", "proven"]);
        check("far = 25", "far = \"much\"", &["line"]);
        assert!(Weighting::parse("\u{0}").is_err());
    }
}
