//! What is wrong with a value, in both languages and without the value: an answer must not repeat what may be
//! somebody's birth date or number.

use super::error::Sentence;
use crate::domain::{candidate::OutOfRange, text::TextRefused};
use vocabulary::ParseCodeError;

/// Something wrong that a person reads in either language.
pub trait Told {
    /// The sentence; it never repeats what was sent.
    fn told(&self) -> Sentence;
}

impl Told for Sentence {
    fn told(&self) -> Sentence {
        self.clone()
    }
}

impl Told for TextRefused {
    fn told(&self) -> Sentence {
        match self {
            Self::Empty => Sentence::new("Hier moet iets staan.", "Something has to stand here."),
            Self::TooLong { length, most } => Sentence::new(
                format!("De tekst heeft {length} tekens; {most} is het meeste."),
                format!("The text has {length} characters; {most} is the most."),
            ),
            Self::Unprintable => Sentence::new(
                "Er staan tekens in die niet getoond kunnen worden.",
                "The text holds characters that cannot be shown.",
            ),
            Self::CitizenServiceNumber => Sentence::new(
                "Er staat een burgerservicenummer in; dat mag hier niet worden bewaard (UAVG art. 46). Laat het weg.",
                "The text holds a citizen service number (BSN), which may not be kept here (UAVG art. 46): leave it \
                 out.",
            ),
            Self::NotA { wanted } => must_be(wanted),
        }
    }
}

impl Told for OutOfRange {
    fn told(&self) -> Sentence {
        must_be(self.wanted)
    }
}

impl Told for ParseCodeError {
    fn told(&self) -> Sentence {
        must_be(self.wanted)
    }
}

impl Told for uuid::Error {
    fn told(&self) -> Sentence {
        must_be(ID)
    }
}

impl Told for jiff::Error {
    fn told(&self) -> Sentence {
        must_be(DAY)
    }
}

const ID: &str = "an id as this node gave it";
const DAY: &str = "a day such as 2026-11-24";

/// *This must be* what is wanted.
fn must_be(wanted: &str) -> Sentence {
    let dutch =
        WANTED.iter().find(|(english, _)| *english == wanted).map_or("een andere waarde", |(_, nl)| nl);
    Sentence::new(format!("Dit moet zijn: {dutch}."), format!("This must be {wanted}."))
}

/// What domain and vocabulary want of a value, in their words and in Dutch.
const WANTED: &[(&str, &str)] = &[
    (ID, "een nummer zoals dit knooppunt het gaf"),
    (DAY, "een dag zoals 2026-11-24"),
    ("an e-mail address such as naam@voorbeeld.nl", "een e-mailadres zoals naam@voorbeeld.nl"),
    ("a telephone number such as 06 12345678", "een telefoonnummer zoals 06 12345678"),
    (
        "a number of hours a week between 1 and 60, the fewest first",
        "een aantal uren per week van 1 tot en met 60, het minste eerst",
    ),
    ("a number of weeks between 1 and 260", "een aantal weken van 1 tot en met 260"),
    ("a number of hours a week between 1 and 60", "een aantal uren per week van 1 tot en met 60"),
    ("an amount between 1 cent and a million euros", "een bedrag van 1 cent tot en met een miljoen euro"),
    ("one of day, asked, outside, tools, people, learn", "day, asked, outside, tools, people of learn"),
    ("one of essential, trainable, optional", "essential, trainable of optional"),
    ("one of employer, training-fund, subsidy, own", "employer, training-fund, subsidy of own"),
    ("a horizon between 1 and 60 months", "een horizon van 1 tot en met 60 maanden"),
    ("a budget between 0 and ten million euros", "een budget van 0 tot en met tien miljoen euro"),
    ("at most 20 destinations", "hoogstens 20 bestemmingen"),
    (
        "a destination with at least one seat and a cost that is not negative",
        "een bestemming met ten minste een plaats en kosten die niet negatief zijn",
    ),
    ("a day within the horizon of the group", "een dag binnen de horizon van de groep"),
    ("between 1 and 200 jobs that vanish", "van 1 tot en met 200 banen die verdwijnen"),
    ("a travel time between 1 and 240 minutes", "een reistijd van 1 tot en met 240 minuten"),
    ("a skill level between 1 and 4", "een niveau van 1 tot en met 4"),
    ("a language code such as nl", "een taalcode zoals nl"),
    ("a KvK number of eight digits", "een KvK-nummer van acht cijfers"),
    ("a shadowing place of one day to one week", "een meeloopplek van een dag tot een week"),
    ("a password of at least 12 characters", "een wachtwoord van ten minste 12 tekens"),
    ("sender or receiver", "sender of receiver"),
    ("a state of a hand-over such as offered", "een stand van een overdracht zoals offered"),
    ("one of accept, refuse, withdraw", "accept, refuse of withdraw"),
    (
        "one of no-capacity, nothing-fits, wrong-region, incomplete, other",
        "no-capacity, nothing-fits, wrong-region, incomplete of other",
    ),
    ("one of 1-9, 10-49, 50-249, 250-999, 1000+", "1-9, 10-49, 50-249, 250-999 of 1000+"),
    (
        "one of placed, stopped-by-person, stopped-by-region, other-help",
        "placed, stopped-by-person, stopped-by-region of other-help",
    ),
    (
        "one of intake, coaching, matching, selection, training, job-start, aftercare",
        "intake, coaching, matching, selection, training, job-start of aftercare",
    ),
    ("one of in-person, by-phone, in-writing", "in-person, by-phone of in-writing"),
    (
        "a part of a file such as name, contact or skills",
        "een onderdeel van een dossier zoals name, contact of skills",
    ),
    (
        "one of basis, vmbo, mbo1, mbo2, mbo3, mbo4, havo, vwo, hbo, wo",
        "basis, vmbo, mbo1, mbo2, mbo3, mbo4, havo, vwo, hbo of wo",
    ),
    ("one of A1, A2, B1, B2, C1, C2", "A1, A2, B1, B2, C1 of C2"),
    ("one of self, employer, certificate, assessment", "self, employer, certificate of assessment"),
    ("a capacity to learn between 1 and 5", "een leervermogen tussen 1 en 5"),
    ("a liking between 0 and 4", "een voorkeur tussen 0 en 4"),
    ("six digits between 0 and 4", "zes cijfers tussen 0 en 4"),
    ("one of coach, test", "coach of test"),
    ("one of self, test", "self of test"),
    ("one of kept, taken", "kept of taken"),
    ("one of matching, manual", "matching of manual"),
    (
        "one of realistic, investigative, artistic, social, enterprising, conventional",
        "realistic, investigative, artistic, social, enterprising of conventional",
    ),
    (
        "one of skills, hours, travel, wish, start-date, somebody-else, vacancy-filled, other",
        "skills, hours, travel, wish, start-date, somebody-else, vacancy-filled of other",
    ),
    ("hbo or wo", "hbo of wo"),
    ("mbo or hbo", "mbo of hbo"),
    ("one of unattractive, demography, narrow-criteria", "unattractive, demography of narrow-criteria"),
    ("a time between 1 minute and 60 hours a week", "een tijd van 1 minuut tot en met 60 uur per week"),
    ("a problem of a hand-over", "een probleem van een overdracht"),
    ("a region code such as AM38", "een regiocode zoals AM38"),
    ("a municipality code such as GM0344", "een gemeentecode zoals GM0344"),
    (
        "an ISCO-08 code of one to four digits such as 2221",
        "een ISCO-08-code van een tot vier cijfers zoals 2221",
    ),
    (
        "an ESCO URI such as http://data.europa.eu/esco/skill/…",
        "een ESCO-URI zoals http://data.europa.eu/esco/skill/…",
    ),
    ("an SBI 2008 code such as 8610 or the section Q", "een SBI 2008-code zoals 8610 of de sectie Q"),
    (
        "a sector code of lower-case letters, digits and hyphens such as care",
        "een sectorcode van kleine letters, cijfers en streepjes zoals care",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Every text in which the sources say what they want of a value.
    fn wanted_in(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                wanted_in(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            // `OutOfRange::new(found, "…")` and `wanted: "…"`.
            for after in text.split("OutOfRange::new(").skip(1) {
                let call = after.split(");").next().unwrap().split("))").next().unwrap();
                found.extend(call.rsplit('"').nth(1).map(str::to_owned));
            }
            for after in text.split("wanted: \"").skip(1) {
                found.extend(after.split('"').next().map(str::to_owned));
            }
            // `Name: "…" {` of `words!` and `Name: "…",` of `codes!`.
            if text.contains("words! {") || text.contains("codes! {") {
                for line in text.lines().map(str::trim) {
                    let named = line.split_once(": \"").filter(|(name, _)| {
                        name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric)
                    });
                    found.extend(named.and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn everything_that_is_wanted_of_a_value_has_its_dutch_words() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        wanted_in(&root.join("src/domain"), &mut found);
        wanted_in(&root.join("src/workflow"), &mut found);
        let code = std::fs::read_to_string(root.join("../shared/vocabulary/src/code.rs")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("code.rs"), code).unwrap();
        wanted_in(folder.path(), &mut found);
        assert!(found.len() > 25, "the sources are read: {found:?}");
        for english in found.iter().filter(|text| !text.starts_with('$')) {
            assert!(WANTED.iter().any(|(known, _)| known == english), "`{english}` has no Dutch words");
        }
    }

    #[test]
    fn what_is_told_of_a_value_does_not_repeat_it() {
        let value = "111222333";
        let told = [
            value.parse::<vocabulary::RegionId>().unwrap_err().told(),
            value.parse::<vocabulary::CandidateId>().unwrap_err().told(),
            "1979-13-08".parse::<vocabulary::Date>().unwrap_err().told(),
            value.parse::<crate::domain::candidate::EducationLevel>().unwrap_err().told(),
            value.parse::<crate::domain::candidate::LanguageCode>().unwrap_err().told(),
            value.parse::<crate::domain::text::EmailAddress>().unwrap_err().told(),
        ];
        for sentence in told {
            for text in [&sentence.nl, &sentence.en] {
                assert!(!text.contains(value) && !text.contains("1979"), "{text}");
                assert!(text.ends_with('.') && !text.contains("een andere waarde"), "{text}");
            }
            assert_ne!(sentence.nl, sentence.en);
        }
    }
}
