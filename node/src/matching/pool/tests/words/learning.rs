//! Where the learning path of a match is said to lead, held beside the score of the person as it is, and as it will be
//! with the skills that the path says are to be learnt.

use super::*;
use crate::{
    domain::module::{Costs, Starts},
    matching::learning::{course::Course, goal::Goal, plan::learning_path, sentences::Wording},
};
use vocabulary::{Date, InitiativeId, ModuleId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Leads {
    FitsNow,
    FitsAfter,
    NoModules,
    NotAfterThese,
    Step,
    StepWithExemption,
}

static LEADS: LazyLock<Phrases<Leads>> = LazyLock::new(|| {
    let all = [
        (Leads::FitsNow, "Past nu.", "Fits now."),
        (
            Leads::FitsAfter,
            "Past over {ready:weeks} ({learning:weeks} leren).",
            "Fits in {ready:weeks} ({learning:weeks} of learning).",
        ),
        (
            Leads::NoModules,
            "Past nog niet, en wij vonden geen modules die genoeg helpen.",
            "Does not fit yet, and we found no modules that help enough.",
        ),
        (
            Leads::NotAfterThese,
            "Past nog niet genoeg, ook niet na deze modules.",
            "Does not fit well enough yet, not after these modules either.",
        ),
        (
            Leads::Step,
            "{module:list}: van {from:day} tot en met {until:day}. Te leren: {teaches:list}.",
            "{module:list}: from {from:day} to {until:day}. To learn: {teaches:list}.",
        ),
        (
            Leads::StepWithExemption,
            "{module:list}: van {from:day} tot en met {until:day}. Te leren: {teaches:list}. \
             Vraag vrijstelling voor: {held:list}.",
            "{module:list}: from {from:day} to {until:day}. To learn: {teaches:list}. \
             Ask for an exemption for: {held:list}.",
        ),
    ];
    Phrases::new(&all, &[])
});

struct Named(Language);

impl Wording for Named {
    fn skill(&self, skill: SkillNumber) -> String {
        skill.0.to_string()
    }

    fn module(&self, module: ModuleId) -> String {
        format!("module {}", module.to_bytes()[0])
    }

    fn day(&self, day: Date) -> String {
        vocabulary::months::written_day(day, truth::named(self.0))
    }
}

fn today() -> Date {
    jiff::civil::date(2026, 11, 26)
}

fn some_courses() -> impl Strategy<Value = Vec<Course>> {
    let course = (prop::collection::btree_map(0..brute_force::SKILLS, 1..=4_u8, 1..4), 1..9_u16);
    prop::collection::vec(course, 0..7).prop_map(|courses| {
        let course = |(number, (teaches, weeks)): (u8, (std::collections::BTreeMap<u32, u8>, u16))| Course {
            module: ModuleId::from_random([number; 16]),
            initiative: InitiativeId::from_random([number; 16]),
            teaches: teaches.into_iter().map(|(skill, level)| (SkillNumber(skill), level)).collect(),
            weeks,
            starts: Starts::Continuous,
            costs: Costs::default(),
        };
        (0..).zip(courses).map(course).collect()
    })
}

impl Pair<'_> {
    /// Whether somebody fits by the score, or has all that the work cannot do without from the first day and that the
    /// person of the pair has not.
    fn is_enough_for(&self, after: &CandidateProfile) -> bool {
        let has = |person: &CandidateProfile, skill| person.skills.iter().any(|held| held.skill == skill);
        let lacked: Vec<_> = self
            .wanted()
            .into_iter()
            .filter(|skill| self.want(*skill) == Some(Want::Essential) && !has(self.person, *skill))
            .collect();
        let now = u64::from(self.world.yardstick.weighting().words().fits_now);
        let fits = |person| {
            self.world.score(person, self.vacancy).is_some_and(|it| it * 100 >= now * u64::from(FULL))
        };
        fits(after) || (!lacked.is_empty() && lacked.iter().all(|skill| has(after, *skill)))
    }

    /// The person with the certificates of these modules, of the skills that are told to be learnt.
    fn with(&self, courses: &[Course], told: &[(String, Vec<String>)]) -> CandidateProfile {
        let mut after = self.person.clone();
        for (name, teaches) in told {
            let module =
                courses.iter().find(|it| format!("module {}", it.module.to_bytes()[0]) == *name).unwrap();
            for skill in teaches {
                let taught = module.teaches.iter().find(|it| it.0.0.to_string() == *skill);
                let (skill, level) = *taught.expect("the module teaches what it is said to teach");
                after.skills.push(HeldSkill { skill, level, evidence: Evidence::Certificate });
            }
        }
        after
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(48)))]

    #[test]
    fn who_is_said_to_fit_after_training_fits_once_the_skills_are_there(
        world in some_told_world(), courses in some_courses(),
    ) {
        let pool = world.pool();
        let weighting = world.yardstick.weighting();
        for language in LANGUAGES {
            for (pair, explanation) in pairs(&world, &pool, language).into_iter().step_by(3) {
                let (goal, own) = Goal::of_match(&explanation, weighting);
                let path = learning_path(&goal, &own, &courses, today());
                let sentences = path.sentences(today(), language, &Named(language));
                let read = sentences.iter().filter_map(|sentence| LEADS.read(sentence, language).ok());
                let read: Vec<_> = read.collect();
                let steps = read.iter().filter(|said| matches!(said.says, Leads::Step | Leads::StepWithExemption));
                let steps: Vec<_> = steps.map(|it| (it.list("module")[0].clone(), it.list("teaches").to_vec())).collect();
                let after = pair.with(&courses, &steps);
                let (now, then) = (pair.is_enough_for(pair.person), pair.is_enough_for(&after));
                let holds = match read[0].says {
                    Leads::FitsNow => now,
                    Leads::FitsAfter => !now && then,
                    Leads::NoModules | Leads::NotAfterThese => !now && !then,
                    Leads::Step | Leads::StepWithExemption => false,
                };
                prop_assert!(holds, "{now} {then} {sentences:?}");
            }
        }
    }
}

#[test]
fn a_module_that_leads_to_a_beginning_makes_nobody_fit_and_one_that_leads_further_does() {
    let pool = pool(&[candidate(1, &[1])], &[vacancy(9, &[1, 2, 3], &[])]);
    let told = pool.explain(CandidateId::from_bytes([1; 16]), VacancyId::from_bytes([9; 16])).unwrap();
    let weighting = Arc::clone(pool.yardstick().weighting());
    assert_eq!(weighting.holding().beginning_up_to_level, 1);
    let leads = |level| {
        let course = Course {
            module: ModuleId::from_random([1; 16]),
            initiative: InitiativeId::from_random([1; 16]),
            teaches: vec![(SkillNumber(2), level), (SkillNumber(3), level)],
            weeks: 4,
            starts: Starts::Continuous,
            costs: Costs::default(),
        };
        let (goal, own) = Goal::of_match(&told, &weighting);
        let path = learning_path(&goal, &own, &[course], today());
        let sentence = path.sentences(today(), Language::Dutch, &Named(Language::Dutch)).remove(0);
        LEADS.read(&sentence, Language::Dutch).unwrap().says
    };
    assert_eq!(leads(1), Leads::NoModules);
    assert_eq!(leads(2), Leads::FitsAfter);
}
