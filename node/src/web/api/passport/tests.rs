//! What leaves as a passport comes in as it was, and lowers nothing.

use super::*;
use crate::domain::{candidate::TravelLimit, candidate::WeekHours, text::Line};
use crate::domain::{
    candidate::{Candidate, Cefr, EducationLevel, Evidence, LanguageSkill, SkillClaim, SkillLevel},
    profile::{Capacity, InterestSource, Interests, Likings, Potential, PotentialSource},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::sync::LazyLock;
use vocabulary::{CandidateId, MunicipalityCode};

static STARTER: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::starter);

fn blank() -> Candidate {
    let (hours, travel) = (WeekHours::new(24, 32).unwrap(), TravelLimit::from_minutes(60).unwrap());
    let name = Line::new("Mira Zandoe").unwrap();
    Candidate::new(CandidateId::random(), name, MunicipalityCode::new("GM0758").unwrap(), hours, travel)
}

fn occupations(most: usize) -> impl Strategy<Value = Vec<EscoUri>> {
    let all: Vec<EscoUri> = STARTER.occupations().map(|it| STARTER.occupation_uri(it)).collect();
    proptest::collection::btree_set(select(all), 0..=most).prop_map(|set| set.into_iter().collect())
}

fn skills() -> impl Strategy<Value = Vec<SkillClaim>> {
    let all: Vec<EscoUri> = STARTER.skills().take(40).map(|it| STARTER.skill_uri(it)).collect();
    let held = (1_u8..=4, select(Evidence::ALL));
    proptest::collection::btree_map(select(all), held, 0..20).prop_map(|map| {
        let claim = |(skill, (level, evidence))| {
            let level = SkillLevel::new(level).expect("a level of 1 to 4");
            SkillClaim { skill, level, evidence }
        };
        map.into_iter().map(claim).collect()
    })
}

fn person() -> impl Strategy<Value = Candidate> {
    let languages = proptest::collection::btree_map(select(vec!["nl", "en", "de"]), select(Cefr::ALL), 0..4);
    let liked = option::of((vec(0_u8..=4, 6), select(InterestSource::ALL)));
    let learns = option::of((select(&Capacity::ALL[..]), select(PotentialSource::ALL)));
    let work = (option::of(occupations(1)), 0_u8..40, occupations(3), occupations(3));
    (skills(), work, languages, option::of(select(EducationLevel::ALL)), liked, learns).prop_map(
        |(skills, (present, years, former, wanted), languages, education, liked, learns)| {
            let occupation = present.and_then(|mut one| one.pop());
            let language = |(code, level): (&str, Cefr)| LanguageSkill {
                language: code.parse().expect("a code of two letters"),
                level,
            };
            Candidate {
                years_experience: if occupation.is_some() { years } else { 0 },
                occupation,
                skills,
                former_occupations: former,
                target_occupations: wanted,
                languages: languages.into_iter().map(language).collect(),
                education,
                interests: liked.map(|(likings, source)| Interests {
                    likings: Likings::new(likings.try_into().expect("six")).expect("0 to 4"),
                    source,
                }),
                potential: learns.map(|(capacity, source)| Potential {
                    hard_skills: capacity,
                    soft_skills: capacity,
                    source,
                    assessed_on: "2026-10-05".parse().expect("a day"),
                }),
                ..blank()
            }
        },
    )
}

/// The passport of a person as text and read back.
fn sent(candidate: &Candidate) -> Passport {
    let file = CandidateFile {
        candidate: candidate.clone(),
        cases: vec![],
        consents: vec![],
        handovers: vec![],
        test_results: vec![],
        proposals: vec![],
        reads: vec![],
    };
    let (parts, today) = (Parts { name: true, potential: true }, "2026-11-24".parse().unwrap());
    let document = PassportDocument::of(&file, &STARTER, Language::NL, parts, today);
    let text = serde_json::to_string(&document).unwrap();
    serde_json::from_str::<PassportDocument>(&text).unwrap().read().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(64)))]
    #[test]
    fn s2_06_hos_02_what_leaves_as_a_passport_comes_in_as_it_was(candidate in person()) {
        let mut passport = sent(&candidate);
        prop_assert!(passport.keep_known(&STARTER).is_empty());
        let mut elsewhere = blank();
        let merged = passport.merge_into(&mut elsewhere);
        prop_assert_eq!(merged.added, candidate.skills.len());
        prop_assert_eq!(Passport::of(&elsewhere), Passport::of(&candidate));
        let before = elsewhere.clone();
        passport.merge_into(&mut elsewhere);
        prop_assert_eq!(elsewhere, before, "a second time changes nothing");
    }

    #[test]
    fn hos_02_a_passport_never_lowers_what_is_known(known in person(), offered in person()) {
        let mut after = known.clone();
        let merged = sent(&offered).merge_into(&mut after);
        for claim in &known.skills {
            let now = after.skills.iter().find(|it| it.skill == claim.skill).unwrap();
            prop_assert!(now.level >= claim.level);
            prop_assert!(claim.evidence == Evidence::Own || now.evidence != Evidence::Own);
            let other = offered.skills.iter().find(|it| it.skill == claim.skill);
            let told = merged.kept.iter().any(|kept| kept.known.skill == claim.skill);
            let silent = now.level == other.map_or(now.level, |it| it.level);
            prop_assert!(told || silent, "a level that is not taken over is told");
        }
        prop_assert!(after.education >= known.education);
        prop_assert!(known.former_occupations.iter().all(|it| after.former_occupations.contains(it)));
    }
}
