//! What matching knows of a person and of a vacancy. Nothing that identifies a person beyond the id.

use super::interests::{Interests, KindOfWork};
use super::score::MIDDLE_STEP;
use jiff::civil::Date;
use vocabulary::{CandidateId, EmployerId, MunicipalityCode, RegionId, VacancyId};

/// The dense number that the loaded vocabulary gives a skill; below 2^27.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillNumber(pub u32);

/// Where somebody or something lies among the occupations: people and vacancies of like work are kept beside each
/// other, which makes finding quick. No score and no rule reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct LineOfWork {
    /// The occupation, present or last, as a number in the order of the classification; 0 when not known.
    pub occupation: u32,
    /// The occupation before that; 0 when there is none or it is not known.
    pub former: u32,
}

/// Weekly hours from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoursRange {
    min: u8,
    max: u8,
}

impl HoursRange {
    /// A range, if its ends are in order.
    #[must_use]
    pub const fn new(min: u8, max: u8) -> Option<Self> {
        if min <= max { Some(Self { min, max }) } else { None }
    }

    /// Fewest hours a week.
    #[must_use]
    pub const fn min(self) -> u8 {
        self.min
    }

    /// Most hours a week.
    #[must_use]
    pub const fn max(self) -> u8 {
        self.max
    }

    /// Whether some number of hours lies in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.min.max(other.min) <= self.max.min(other.max)
    }
}

/// What tells that a person has a skill, from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The person says so.
    Myself,
    /// An employer says so.
    Employer,
    /// A certificate says so.
    Certificate,
    /// An assessment says so.
    Assessment,
}

/// A person's highest education, as far as a rule asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Education {
    /// Below a bachelor's degree.
    BelowBachelor,
    /// A bachelor's degree (*hbo*).
    Bachelor,
    /// A master's degree (*wo*).
    Master,
}

/// Whether matching may name a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open: may be found.
    Findable,
    /// Processing is restricted (GDPR art. 18): never found.
    Restricted,
}

/// A skill of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldSkill {
    /// Which.
    pub skill: SkillNumber,
    /// How well, 1 to 4.
    pub level: u8,
    /// How that is known.
    pub evidence: Evidence,
}

/// *Ontwikkelpotentie*: how well a person learns, from 1 to 5, for hard and for soft skills (row DEF-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Potential {
    hard: Option<u8>,
    soft: Option<u8>,
}

impl Potential {
    /// Not known.
    pub const NOT_KNOWN: Self = Self { hard: None, soft: None };

    /// Levels from 1 to 5; a level outside of these is not known.
    #[must_use]
    pub fn new(hard: Option<u8>, soft: Option<u8>) -> Self {
        let known = |level: Option<u8>| level.filter(|level| (1..=5).contains(level));
        Self { hard: known(hard), soft: known(soft) }
    }

    /// For hard skills.
    #[must_use]
    pub const fn hard(self) -> Option<u8> {
        self.hard
    }

    /// For soft skills.
    #[must_use]
    pub const fn soft(self) -> Option<u8> {
        self.soft
    }

    /// A level as steps of a factor: level 1 is none, level 5 all, not known the middle.
    #[must_use]
    pub fn steps(level: Option<u8>) -> u8 {
        level.map_or(MIDDLE_STEP, |level| level - 1)
    }
}

/// A person as matching sees one. `None` is *not known*, never *no*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateProfile {
    /// Who.
    pub id: CandidateId,
    /// Whether matching may name the person.
    pub standing: Standing,
    /// Where the person lives.
    pub municipality: Option<MunicipalityCode>,
    /// How long the person would travel, one way.
    pub max_travel_minutes: Option<u16>,
    /// How much the person would work.
    pub hours: Option<HoursRange>,
    /// The highest education.
    pub education: Option<Education>,
    /// Where the person works now; that employer never sees the person.
    pub present_employer: Option<EmployerId>,
    /// What the person can do.
    pub skills: Vec<HeldSkill>,
    /// How well the person learns.
    pub potential: Potential,
    /// What the person likes, by the test of the skills passport.
    pub interests: Option<Interests>,
    /// From when the person can begin.
    pub available_from: Option<Date>,
    /// Among whom the person is kept.
    pub line_of_work: LineOfWork,
}

/// A vacancy as matching sees one, of this region or of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacancyProfile {
    /// Which.
    pub id: VacancyId,
    /// The region that posted it.
    pub region: RegionId,
    /// The employer, where this node knows it.
    pub employer: Option<EmployerId>,
    /// Where the work is.
    pub municipality: Option<MunicipalityCode>,
    /// How much work it is.
    pub hours: Option<HoursRange>,
    /// The entry level that the law asks (teaching only).
    pub entry_level: Option<Education>,
    /// Skills that the work cannot do without.
    pub essential: Vec<SkillNumber>,
    /// Those of the essential skills that can be learnt on the job.
    pub trainable: Vec<SkillNumber>,
    /// Skills that help.
    pub optional: Vec<SkillNumber>,
    /// What kind of work it is, for interests.
    pub kind_of_work: Option<KindOfWork>,
    /// When the work begins.
    pub starts_on: Option<Date>,
    /// Whether the employer stands outside of the network: such vacancies come after the network's (row S2-08).
    pub outside: bool,
    /// Among which the vacancy is kept.
    pub line_of_work: LineOfWork,
}

/// How a vacancy wants a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// The work cannot do without, from the first day.
    Essential,
    /// The work cannot do without; it can be learnt on the job.
    EssentialTrainable,
    /// It helps.
    Optional,
}

impl VacancyProfile {
    /// Each wanted skill once, by number; what is essential stays essential when it is listed as optional too.
    #[must_use]
    pub fn wants(&self) -> Vec<(SkillNumber, Want)> {
        let mut wants: Vec<(SkillNumber, Want)> = self
            .essential
            .iter()
            .map(|skill| {
                let want =
                    if self.trainable.contains(skill) { Want::EssentialTrainable } else { Want::Essential };
                (*skill, want)
            })
            .chain(self.optional.iter().map(|skill| (*skill, Want::Optional)))
            .collect();
        wants.sort_unstable();
        wants.dedup_by_key(|(skill, _)| *skill);
        wants
    }
}
