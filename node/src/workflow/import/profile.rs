//! Keys of a person's line that may be missing: what the person can still learn, likes, from when, and what tests
//! found. Pure. The result of a test is the same document as `/v1` takes.

use super::{line::Fields, lists::Lists};
use crate::domain::{
    candidate::{Candidate, SkillLevel},
    profile::{Capacity, InterestKind, Interests, Likings, Potential},
    test_result::{Competence, MOST_COMPETENCES, TestResult},
};
use vocabulary::{CandidateId, Date, TestResultId, Timestamp};

/// `potential`: `hard_skills` and `soft_skills` of 1 to 5, `source`, `assessed_on`.
pub(super) fn potential(fields: &mut Fields) -> Option<Potential> {
    fields.object_if_there("potential", |inner| {
        let mut capacity = |field| {
            let capacity = inner.whole(field).map(Capacity::new)?;
            inner.checked(field, capacity)
        };
        let (hard_skills, soft_skills) = (capacity("hard_skills"), capacity("soft_skills"));
        let (source, assessed_on) = (inner.read("source"), inner.read::<Date>("assessed_on"));
        Some(Potential {
            hard_skills: hard_skills?,
            soft_skills: soft_skills?,
            source: source?,
            assessed_on: assessed_on?,
        })
    })
}

/// `interests`: the six kinds of work of 0 to 4, and `source`.
pub(super) fn interests(fields: &mut Fields) -> Option<Interests> {
    fields.object_if_there("interests", |inner| {
        let (likings, source) = (likings(inner), inner.read("source"));
        Some(Interests { likings: likings?, source: source? })
    })
}

fn likings(fields: &mut Fields) -> Option<Likings> {
    let mut all = [0; 6];
    let mut complete = true;
    for (kind, liking) in InterestKind::ALL.iter().zip(&mut all) {
        match fields.whole(kind.name()) {
            Some(found) => *liking = found,
            None => complete = false,
        }
    }
    if complete { fields.checked("realistic", Likings::new(all)) } else { None }
}

/// `test_results`: for each `name`, `provider`, `date`, `competences` with `uri` and `level`, `interests`.
pub(super) fn test_results(
    fields: &mut Fields,
    lists: &Lists,
    candidate: CandidateId,
    at: Timestamp,
) -> Vec<TestResult> {
    let results: Vec<TestResult> = fields.objects("test_results", |inner| {
        let (name, provider, taken_on) = (inner.read("name"), inner.read("provider"), inner.read("date"));
        let competences = inner.objects("competences", |inner| competence(inner, lists));
        let interests = inner.object_if_there("interests", likings);
        if competences.len() > MOST_COMPETENCES {
            inner.problem("competences", format!("may hold {MOST_COMPETENCES} skills at the most"));
        }
        let is_twice = |place: usize, tested: &Competence| {
            competences[..place].iter().any(|earlier| earlier.skill == tested.skill)
        };
        if competences.iter().enumerate().any(|(place, tested)| is_twice(place, tested)) {
            inner.problem("competences", "names a skill twice: leave one of them out");
        }
        let id = TestResultId::random();
        Some(TestResult {
            id,
            candidate,
            name: name?,
            provider: provider?,
            taken_on: taken_on?,
            competences,
            interests,
            recorded_at: at,
        })
    });
    let is_twice = |place: usize, result: &TestResult| {
        let same = |other: &TestResult| {
            (&other.name, &other.provider, other.taken_on)
                == (&result.name, &result.provider, result.taken_on)
        };
        results[..place].iter().any(same)
    };
    if results.iter().enumerate().any(|(place, result)| is_twice(place, result)) {
        fields.problem("test_results", "holds the same test of the same day twice: leave one of them out");
    }
    results
}

fn competence(fields: &mut Fields, lists: &Lists) -> Option<Competence> {
    let uri = fields.text("uri");
    let level = fields.whole("level").map(SkillLevel::new);
    let level = level.and_then(|level| fields.checked("level", level));
    let skill = uri.and_then(|uri| lists.skill(fields, "uri", &uri));
    Some(Competence { skill: skill?, level: level?, settled: None })
}

/// The person with what the tests found, earliest first, so that the latest has the last word.
pub(super) fn with_results(mut candidate: Candidate, results: &mut [TestResult]) -> Candidate {
    results.sort_by_key(|result| result.taken_on);
    for result in results {
        result.apply_to(&mut candidate.skills);
        candidate.interests = result.interests_after(candidate.interests);
    }
    candidate
}
