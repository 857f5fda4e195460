//! What an objective test of competences and interests found (row S2-05), and what it changes in a profile. Pure.
//!
//! **Invariant:** a test never lowers what is known of a person by itself. Where it says less, both stay visible
//! until a coach chooses.

use super::{
    candidate::{Evidence, OutOfRange, SkillClaim, SkillLevel, words},
    profile::{InterestSource, Interests, Likings},
    text::Line,
};
use std::{fmt, str::FromStr};
use vocabulary::{CandidateId, Date, EscoUri, TestResultId, Timestamp};

/// The most competences that one result holds: ESCO has some 14,000 skills, and a test of hundreds takes days.
pub const MOST_COMPETENCES: usize = 500;

/// What a test found about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestResult {
    /// The result's id, of this node only.
    pub id: TestResultId,
    /// Who took the test.
    pub candidate: CandidateId,
    /// What the test is called.
    pub name: Line,
    /// Who gives it.
    pub provider: Line,
    /// When it was taken.
    pub taken_on: Date,
    /// The skills that were tested, each once.
    pub competences: Vec<Competence>,
    /// What kind of work the person likes, where the test asked.
    pub interests: Option<Likings>,
    /// When it came in.
    pub recorded_at: Timestamp,
}

/// One tested skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    /// The ESCO skill.
    pub skill: EscoUri,
    /// How well.
    pub level: SkillLevel,
    /// What a coach chose where the test said less than was known; nothing when nobody chose.
    pub settled: Option<Settled>,
}

words! {
    /// What a coach chose where a test says less than was known.
    Settled: "one of kept, taken" {
        /// What was known stays.
        Kept = "kept",
        /// What the test says is taken over.
        Taken = "taken",
    }
}

/// A skill of which a test says less than is known, and nobody chose yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The result that says less.
    pub result: TestResultId,
    /// The ESCO skill.
    pub skill: EscoUri,
    /// What is known.
    pub known: SkillLevel,
    /// Who says so.
    pub evidence: Evidence,
    /// What the test found.
    pub tested: SkillLevel,
}

impl TestResult {
    /// Takes the result over into what is known: a skill that is new or higher in the test is held as tested; one
    /// that is lower stays as it is. At the same level a person's own word becomes a tested fact, while a
    /// certificate or an employer's word stays, because it is as good.
    pub fn apply_to(&self, skills: &mut Vec<SkillClaim>) {
        for competence in &self.competences {
            match skills.iter_mut().find(|claim| claim.skill == competence.skill) {
                None => skills.push(competence.claim()),
                Some(claim) if claim.level < competence.level => *claim = competence.claim(),
                Some(claim) if claim.level == competence.level && claim.evidence == Evidence::Own => {
                    *claim = competence.claim();
                }
                Some(_) => {}
            }
        }
    }

    /// The interests after this result: what a person said stays, what an earlier test said makes room.
    #[must_use]
    pub fn interests_after(&self, known: Option<Interests>) -> Option<Interests> {
        match (known, self.interests) {
            (Some(Interests { source: InterestSource::Own, .. }), _) | (_, None) => known,
            (_, Some(likings)) => Some(Interests { likings, source: InterestSource::Test }),
        }
    }

    /// Where the test says less than is known and nobody chose yet.
    #[must_use]
    pub fn differences(&self, skills: &[SkillClaim]) -> Vec<Difference> {
        let open = self.competences.iter().filter(|competence| competence.settled.is_none());
        open.filter_map(|competence| {
            let claim = skills.iter().find(|claim| claim.skill == competence.skill)?;
            (competence.level < claim.level).then(|| Difference {
                result: self.id,
                skill: claim.skill.clone(),
                known: claim.level,
                evidence: claim.evidence,
                tested: competence.level,
            })
        })
        .collect()
    }
}

impl Competence {
    /// The skill as a tested fact.
    #[must_use]
    pub fn claim(&self) -> SkillClaim {
        SkillClaim { skill: self.skill.clone(), level: self.level, evidence: Evidence::Assessment }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(name: &str) -> EscoUri {
        EscoUri::new(&format!("http://data.europa.eu/esco/skill/{name}")).unwrap()
    }

    fn claim(name: &str, level: u8, evidence: Evidence) -> SkillClaim {
        SkillClaim { skill: skill(name), level: SkillLevel::new(level).unwrap(), evidence }
    }

    fn result(competences: &[(&str, u8)], interests: Option<&str>) -> TestResult {
        let competence = |(name, level): &(&str, u8)| Competence {
            skill: skill(name),
            level: SkillLevel::new(*level).unwrap(),
            settled: None,
        };
        TestResult {
            id: TestResultId::random(),
            candidate: CandidateId::random(),
            name: "Werkproef zorg".parse().unwrap(),
            provider: "Feloekes Test".parse().unwrap(),
            taken_on: "2026-11-02".parse().unwrap(),
            competences: competences.iter().map(competence).collect(),
            interests: interests.map(|digits| digits.parse().unwrap()),
            recorded_at: "2026-11-24T10:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn s2_05_a_test_raises_and_proves_and_never_lowers_by_itself() {
        let check = |known: Option<(u8, Evidence)>, tested: u8, expected: (u8, Evidence), differs: bool| {
            let mut skills: Vec<_> = known.map(|(level, who)| claim("a", level, who)).into_iter().collect();
            let result = result(&[("a", tested)], None);
            result.apply_to(&mut skills);
            assert_eq!(skills, [claim("a", expected.0, expected.1)], "{known:?} and {tested}");
            assert_eq!(!result.differences(&skills).is_empty(), differs, "{known:?} and {tested}");
        };
        check(None, 2, (2, Evidence::Assessment), false);
        check(Some((1, Evidence::Own)), 3, (3, Evidence::Assessment), false);
        check(Some((3, Evidence::Own)), 3, (3, Evidence::Assessment), false);
        check(Some((3, Evidence::Certificate)), 3, (3, Evidence::Certificate), false);
        check(Some((4, Evidence::Own)), 2, (4, Evidence::Own), true);
    }

    #[test]
    fn what_a_person_says_to_like_stays_beside_a_test() {
        let own = Interests { likings: "000444".parse().unwrap(), source: InterestSource::Own };
        let tested = Interests { likings: "444000".parse().unwrap(), source: InterestSource::Test };
        let result = result(&[], Some("444000"));
        assert_eq!(result.interests_after(Some(own)), Some(own));
        assert_eq!(result.interests_after(None), Some(tested));
        let before = Interests { source: InterestSource::Test, ..own };
        assert_eq!(result.interests_after(Some(before)), Some(tested));
    }
}
