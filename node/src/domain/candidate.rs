//! The person who moves from one line of work to another (*zij-instromer*), by competence.

use super::{
    profile::{Interests, Potential},
    text::{EmailAddress, FreeText, Line, PhoneNumber},
};
use std::{fmt, str::FromStr};
use vocabulary::{CandidateId, Date, EmployerId, EscoUri, MunicipalityCode, Personal};

/// A number or word outside of what is possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found} is not {wanted}")]
pub struct OutOfRange {
    /// What was found, cut to 40 characters.
    pub found: String,
    /// What is possible.
    pub wanted: &'static str,
}

impl OutOfRange {
    pub(crate) fn new(found: impl ToString, wanted: &'static str) -> Self {
        Self { found: found.to_string().chars().take(40).collect(), wanted }
    }
}

/// A person on the way to other work. Lives in this node's database and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The person's id, of this node only.
    pub id: CandidateId,
    /// Grows with each change; a form that carries an older one is refused.
    pub revision: u32,
    /// The name.
    pub name: Personal<Line>,
    /// The e-mail address, where known.
    pub email: Personal<Option<EmailAddress>>,
    /// The telephone number, where known.
    pub phone: Personal<Option<PhoneNumber>>,
    /// The birth date, where known.
    pub born_on: Personal<Option<Date>>,
    /// What the person or the coach wants to remember.
    pub remarks: Personal<Option<FreeText>>,
    /// Who employs the person now; never told to that employer.
    pub present_employer: Personal<Option<EmployerId>>,
    /// Where the person lives.
    pub municipality: MunicipalityCode,
    /// How many hours a week the person wants to work.
    pub hours: WeekHours,
    /// How long the person wants to travel, one way.
    pub max_travel: TravelLimit,
    /// The highest level of education reached, where known.
    pub education: Option<EducationLevel>,
    /// The present or last occupation, where known.
    pub occupation: Option<EscoUri>,
    /// Years in the present or last occupation.
    pub years_experience: u8,
    /// Occupations before that.
    pub former_occupations: Vec<EscoUri>,
    /// Occupations that the person wants to move to.
    pub target_occupations: Vec<EscoUri>,
    /// Languages and how well.
    pub languages: Vec<LanguageSkill>,
    /// Skills, how well, and who says so.
    pub skills: Vec<SkillClaim>,
    /// How well the person can still learn, where somebody judged or tested it.
    pub potential: Option<Potential>,
    /// From when the person can start, where known.
    pub available_from: Option<Date>,
    /// What kind of work the person likes, where a test or the person said so.
    pub interests: Option<Interests>,
    /// The person asked that nothing more is done with the file (GDPR art. 18, 21): not matched, not counted.
    pub restricted: bool,
}

impl Candidate {
    /// Somebody of whom nothing more is known yet.
    #[must_use]
    pub fn new(
        id: CandidateId,
        name: Line,
        municipality: MunicipalityCode,
        hours: WeekHours,
        max_travel: TravelLimit,
    ) -> Self {
        Self {
            id,
            revision: 1,
            name: Personal::new(name),
            email: Personal::new(None),
            phone: Personal::new(None),
            born_on: Personal::new(None),
            remarks: Personal::new(None),
            present_employer: Personal::new(None),
            municipality,
            hours,
            max_travel,
            education: None,
            occupation: None,
            years_experience: 0,
            former_occupations: Vec::new(),
            target_occupations: Vec::new(),
            languages: Vec::new(),
            skills: Vec::new(),
            potential: None,
            available_from: None,
            interests: None,
            restricted: false,
        }
    }
}

/// Fewest and most hours a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekHours {
    fewest: u8,
    most: u8,
}

impl WeekHours {
    /// Takes hours of 1 to 60 in the right order.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(fewest: u8, most: u8) -> Result<Self, OutOfRange> {
        if (1..=60).contains(&fewest) && (fewest..=60).contains(&most) {
            Ok(Self { fewest, most })
        } else {
            Err(OutOfRange::new(
                format!("{fewest} to {most}"),
                "a number of hours a week between 1 and 60, the fewest first",
            ))
        }
    }

    /// The fewest hours.
    #[must_use]
    pub const fn fewest(self) -> u8 {
        self.fewest
    }

    /// The most hours.
    #[must_use]
    pub const fn most(self) -> u8 {
        self.most
    }

    /// Whether some number of hours suits both.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.fewest <= other.most && other.fewest <= self.most
    }
}

/// The longest way to work, one way, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TravelLimit(u16);

impl TravelLimit {
    /// Takes 1 to 240 minutes.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn from_minutes(minutes: u16) -> Result<Self, OutOfRange> {
        if (1..=240).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(OutOfRange::new(minutes, "a travel time between 1 and 240 minutes"))
        }
    }

    /// The limit in minutes.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

/// How well somebody has a skill: 1 beginner, 2 with help, 3 alone, 4 can teach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SkillLevel(u8);

impl SkillLevel {
    /// Takes 1 to 4.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(level: u8) -> Result<Self, OutOfRange> {
        if (1..=4).contains(&level) {
            Ok(Self(level))
        } else {
            Err(OutOfRange::new(level, "a skill level between 1 and 4"))
        }
    }

    /// The level as a number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A skill that somebody has, how well, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillClaim {
    /// The ESCO skill.
    pub skill: EscoUri,
    /// How well.
    pub level: SkillLevel,
    /// Who says so.
    pub evidence: Evidence,
}

/// A language that somebody speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageSkill {
    /// Which.
    pub language: LanguageCode,
    /// How well.
    pub level: Cefr,
}

/// A language, two or three lower-case letters (ISO 639).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LanguageCode(Box<str>);

impl LanguageCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LanguageCode {
    type Err = OutOfRange;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            Ok(Self(text.into()))
        } else {
            Err(OutOfRange::new(text, "a language code such as nl"))
        }
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $wanted:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// Every value, lowest first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as files, API and database write it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = OutOfRange;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.name() == text)
                    .ok_or_else(|| OutOfRange::new(text, $wanted))
            }
        }
    )+};
}
pub(crate) use words;

words! {
    /// The Dutch levels of education.
    EducationLevel: "one of basis, vmbo, mbo1, mbo2, mbo3, mbo4, havo, vwo, hbo, wo" {
        /// Primary school.
        Basis = "basis",
        /// Lower secondary, vocational.
        Vmbo = "vmbo",
        /// Vocational, level 1.
        Mbo1 = "mbo1",
        /// Vocational, level 2.
        Mbo2 = "mbo2",
        /// Vocational, level 3.
        Mbo3 = "mbo3",
        /// Vocational, level 4.
        Mbo4 = "mbo4",
        /// Higher secondary, general.
        Havo = "havo",
        /// Pre-university.
        Vwo = "vwo",
        /// University of applied sciences.
        Hbo = "hbo",
        /// Research university.
        Wo = "wo",
    }
    /// The levels of the Common European Framework.
    Cefr: "one of A1, A2, B1, B2, C1, C2" {
        /// Breakthrough.
        A1 = "A1",
        /// Waystage.
        A2 = "A2",
        /// Threshold.
        B1 = "B1",
        /// Vantage.
        B2 = "B2",
        /// Advanced.
        C1 = "C1",
        /// Mastery.
        C2 = "C2",
    }
    /// Who says that somebody has a skill.
    Evidence: "one of self, employer, certificate, assessment" {
        /// The person.
        Own = "self",
        /// An employer.
        Employer = "employer",
        /// A certificate.
        Certificate = "certificate",
        /// An assessment.
        Assessment = "assessment",
    }
}

/// A level of education, or those of vocational education together (*middelbaar opgeleide vakkrachten*, row DEF-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EducationGroup {
    /// Vocational, level 1 to 4.
    Mbo,
    /// One level.
    Level(EducationLevel),
}

impl EducationGroup {
    /// The name of vocational education as a whole.
    pub const MBO: &'static str = "mbo";

    /// The levels that belong to it.
    #[must_use]
    pub fn levels(self) -> Vec<EducationLevel> {
        use EducationLevel::{Mbo1, Mbo2, Mbo3, Mbo4};
        match self {
            Self::Mbo => vec![Mbo1, Mbo2, Mbo3, Mbo4],
            Self::Level(level) => vec![level],
        }
    }

    /// The group as API and addresses write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mbo => Self::MBO,
            Self::Level(level) => level.name(),
        }
    }
}

impl FromStr for EducationGroup {
    type Err = OutOfRange;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::MBO { Ok(Self::Mbo) } else { text.parse().map(Self::Level) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_outside_of_what_is_possible_are_refused_by_name() {
        assert!(WeekHours::new(16, 32).unwrap().overlaps(WeekHours::new(32, 40).unwrap()));
        assert!(!WeekHours::new(16, 24).unwrap().overlaps(WeekHours::new(32, 40).unwrap()));
        assert!(
            WeekHours::new(40, 32).is_err()
                && WeekHours::new(0, 8).is_err()
                && WeekHours::new(8, 61).is_err()
        );
        assert!(TravelLimit::from_minutes(0).is_err() && TravelLimit::from_minutes(241).is_err());
        assert!(SkillLevel::new(0).is_err() && SkillLevel::new(5).is_err());
        assert_eq!(SkillLevel::new(4).unwrap().get(), 4);
        let error = "mbo5".parse::<EducationLevel>().unwrap_err();
        assert!(error.to_string().starts_with("mbo5 is not one of basis"), "{error}");
        assert!(EducationLevel::Hbo > EducationLevel::Mbo4);
        assert_eq!("self".parse::<Evidence>().unwrap(), Evidence::Own);
        assert!("NL".parse::<LanguageCode>().is_err());
    }
}
