use super::{
    course::Course,
    goal::{Goal, OwnSkill, WantedSkill},
    path::{LearningPath, Method, Outcome},
    plan::{learning_path, readiness},
    proposal::{FundingChoice, proposal},
    readiness::{Readiness, ReadinessCount, Shown, in_order_of_readiness},
    sentences::Wording,
};
use crate::{
    domain::{
        initiative::{Initiative, Reach},
        module::{Costs, Payer, Starts},
        text::Line,
    },
    matching::{
        explain::Language,
        input::{SkillNumber, Want},
    },
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vocabulary::{Date, InitiativeId, ModuleId, Money, RegionId, SectorCode};

mod words;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-11-25")
}

fn wanted(skill: u32, want: Want, weight: u32) -> WantedSkill {
    WantedSkill { skill: SkillNumber(skill), want, weight }
}

fn own(skill: u32, level: u8) -> OwnSkill {
    OwnSkill { skill: SkillNumber(skill), level }
}

fn course(number: u8, teaches: &[u32], weeks: u16, cents: i64) -> Course {
    let costs = if cents == 0 { [].into() } else { [(Payer::Employer, Money::from_cents(cents))].into() };
    Course {
        module: ModuleId::from_random([number; 16]),
        initiative: InitiativeId::from_random([number; 16]),
        teaches: teaches.iter().map(|skill| (SkillNumber(*skill), 3)).collect(),
        weeks,
        starts: Starts::Continuous,
        costs: Costs::new(costs).unwrap(),
    }
}

fn modules(path: &LearningPath) -> Vec<ModuleId> {
    path.parts.iter().map(|part| part.module).collect()
}

/// Ten essential skills of the same weight, numbered 0 to 9.
fn ten() -> Goal {
    Goal::new((0..10).map(|skill| wanted(skill, Want::Essential, 100)).collect())
}

#[test]
fn s5_01_the_plan_drops_modules_that_teach_what_is_held_already() {
    let held: Vec<OwnSkill> = (0..6).map(|skill| own(skill, 3)).collect();
    let courses = [course(1, &[0, 1], 4, 0), course(2, &[5, 6], 6, 0)];
    let path = learning_path(&ten(), &held, &courses, today());
    assert_eq!(modules(&path), [courses[1].module]);
    assert_eq!(path.exempted, [courses[0].module]);
    assert_eq!(path.parts[0].teaches, [SkillNumber(6)]);
    assert_eq!(path.parts[0].held_already, [SkillNumber(5)], "a part to ask an exemption for");
    assert_eq!((path.outcome, path.weeks), (Outcome::FitsAfter, 6));
    // The contrast: who has the skill at a lower level than the module leads to is not exempted.
    let beginner: Vec<OwnSkill> = (0..6).map(|skill| own(skill, 1)).collect();
    let path = learning_path(&ten(), &beginner, &courses, today());
    assert!(path.exempted.is_empty() && path.parts[0].held_already.is_empty());
}

#[test]
fn fewest_weeks_win_then_the_least_money() {
    let held: Vec<OwnSkill> = (0..6).map(|skill| own(skill, 3)).collect();
    let courses = [course(1, &[6], 8, 0), course(2, &[7], 4, 50_000), course(3, &[8], 4, 30_000)];
    let path = learning_path(&ten(), &held, &courses, today());
    assert_eq!(modules(&path), [courses[2].module]);
    assert_eq!(path.costs.total(), Money::from_cents(30_000));
    assert_eq!(path.ready_on, day("2026-12-23"));
    assert_eq!(path.parts[0].ends_on, day("2026-12-22"));
    assert_eq!(path.ready_in_weeks(today()), 4);
}

#[test]
fn who_fits_has_nothing_to_follow_and_a_trainable_skill_is_learnt_on_the_job() {
    let mut all: Vec<WantedSkill> = (0..9).map(|skill| wanted(skill, Want::Essential, 100)).collect();
    all.push(wanted(9, Want::EssentialTrainable, 100));
    let held: Vec<OwnSkill> = (0..7).map(|skill| own(skill, 3)).collect();
    let path = learning_path(&Goal::new(all), &held, &[course(1, &[7, 8, 9], 2, 0)], today());
    assert_eq!((path.outcome, path.weeks, path.ready_on), (Outcome::FitsNow, 0, today()));
    assert!(path.parts.is_empty());
    assert_eq!(path.on_the_job, [SkillNumber(9)]);
}

#[test]
fn all_that_the_work_cannot_do_without_is_enough_below_the_threshold_too() {
    let goal = Goal::new(vec![
        wanted(0, Want::Essential, 100),
        wanted(1, Want::Essential, 100),
        wanted(2, Want::EssentialTrainable, 800),
    ]);
    let path = learning_path(&goal, &[own(0, 3)], &[course(1, &[1], 3, 0)], today());
    assert_eq!((path.outcome, path.weeks), (Outcome::FitsAfter, 3));
    assert_eq!(path.on_the_job, [SkillNumber(2)]);
}

#[test]
fn modules_follow_each_other_in_the_order_that_ends_first() {
    let held: Vec<OwnSkill> = (0..5).map(|skill| own(skill, 3)).collect();
    let mut fixed = course(1, &[5], 4, 0);
    fixed.starts = Starts::On([day("2026-11-30"), day("2027-03-01")].into());
    let free = course(2, &[6], 8, 0);
    let path = learning_path(&ten(), &held, &[free.clone(), fixed.clone()], today());
    assert_eq!(modules(&path), [fixed.module, free.module]);
    assert_eq!(path.parts[0].starts_on, day("2026-11-30"));
    assert_eq!(path.ready_on, day("2027-02-22"));
    // The contrast: of a module whose days have all passed there is no path.
    fixed.starts = Starts::On([day("2026-11-02")].into());
    let path = learning_path(&ten(), &held, &[free, fixed], today());
    assert_eq!(path.outcome, Outcome::NotEnough);
}

#[test]
fn many_modules_are_planned_by_a_rule_of_thumb_that_says_so() {
    let goal = Goal::new((0..40).map(|skill| wanted(skill, Want::Essential, 100)).collect());
    let courses: Vec<Course> =
        (0..40).map(|number| course(number, &[u32::from(number)], 2 + u16::from(number % 3), 0)).collect();
    let path = learning_path(&goal, &[], &courses, today());
    assert_eq!((path.outcome, path.method), (Outcome::FitsAfter, Method::RuleOfThumb));
    assert_eq!(path.parts.len(), 28, "seven tenths of forty and not one module more");
}

struct Plain;

impl Wording for Plain {
    fn skill(&self, skill: SkillNumber) -> String {
        format!("skill {}", skill.0)
    }

    fn module(&self, module: ModuleId) -> String {
        format!("module {}", module.to_bytes()[0])
    }

    fn day(&self, day: Date) -> String {
        day.to_string()
    }
}

fn initiative(number: u8, sector: &str, reach: Reach) -> Initiative {
    let name = Line::new(&format!("Programma {number}")).unwrap();
    Initiative {
        reach,
        ..Initiative::named(InitiativeId::from_random([number; 16]), name, SectorCode::new(sector).unwrap())
    }
}

fn proposed(initiatives: &[Initiative], path: &LearningPath) -> super::proposal::Proposal {
    let (zeeland, care) = (RegionId::new("AM24").unwrap(), SectorCode::new("care").unwrap());
    proposal(path, initiatives, &BTreeSet::new(), &zeeland, Some(&care))
}

#[test]
fn s3_08_a_match_proposes_an_initiative_of_the_region_and_the_sector_or_says_none() {
    let held: Vec<OwnSkill> = (0..6).map(|skill| own(skill, 3)).collect();
    let path = learning_path(&ten(), &held, &[course(2, &[6], 4, 0)], today());
    let here = || Reach::Regions([RegionId::new("AM24").unwrap()].into());
    let there = Reach::Regions([RegionId::new("AM38").unwrap()].into());
    let others =
        [initiative(4, "ict", here()), initiative(5, "care", there), initiative(6, "care", Reach::NotKnown)];
    assert!(proposed(&others, &path).initiatives.is_empty(), "none is of the region and the sector");
    let all = [others.to_vec(), vec![initiative(1, "care", here()), initiative(2, "care", here())]].concat();
    let found = proposed(&all, &path);
    assert_eq!(found.initiatives, [all[4].id, all[3].id], "the one of the path first");
}

#[test]
fn s3_10_a_hole_says_geen_traject_and_what_the_employer_can_pay_from() {
    let path = learning_path(&ten(), &[own(0, 3)], &[course(1, &[1], 4, 0)], today());
    assert_eq!(path.outcome, Outcome::NotEnough);
    assert_eq!(path.not_taught.len(), 8);
    let said = path.sentences(today(), Language::Dutch, &Plain).join(" ");
    assert!(said.contains("Geen traject voor: skill 2, skill 3"), "{said}");
    let hole = proposed(&[], &path).hole.unwrap();
    assert_eq!(hole.choices, [FundingChoice::SectorFund, FundingChoice::OwnMeans]);
    assert!(hole.choices[0].sentence(Language::Dutch).contains("O&O-fonds"));
    // The contrast: where everything is taught and there is an initiative, there is no hole.
    let held: Vec<OwnSkill> = (0..9).map(|skill| own(skill, 3)).collect();
    let path = learning_path(&ten(), &held, &[course(1, &[9], 4, 0)], today());
    assert_eq!(proposed(&[initiative(1, "care", Reach::Nationwide)], &path).hole, None);
}

#[test]
fn net_11_so_many_fit_now_and_so_many_within_six_months_and_few_are_not_told() {
    let of_held = |count: u32, weeks: u16| {
        let held: Vec<OwnSkill> = (0..count).map(|skill| own(skill, 3)).collect();
        learning_path(&ten(), &held, &[course(1, &[6, 7, 8, 9], weeks, 0)], today())
    };
    let ready: Vec<Readiness> =
        [(7, 4), (8, 4), (5, 10), (5, 40), (1, 4)].map(|it| of_held(it.0, it.1).readiness()).into();
    let count = ReadinessCount::of(ready.clone(), today());
    assert_eq!((count.now, count.after, count.looked_at), (2, 1, 5));
    assert_eq!(count.without_small_ones(), (Shown::Few, Shown::Few));
    assert_eq!(count.in_full(), (Shown::Exactly(2), Shown::Exactly(1)));
    let ten = ReadinessCount { now: 10, after: 9, looked_at: 500 };
    assert_eq!(ten.without_small_ones(), (Shown::Exactly(10), Shown::Few));
    let order = in_order_of_readiness([2, 0, 3].map(|at| (at, ready[at])).into(), today());
    assert_eq!(order, [0, 2], "who fits now first, then after ten weeks; forty weeks is too long");
}

#[test]
fn a_path_is_told_in_both_languages_with_its_money_by_payer() {
    let held: Vec<OwnSkill> = (0..6).map(|skill| own(skill, 3)).collect();
    let mut taught = course(1, &[6], 10, 123_450);
    taught.costs.add(&Costs::new([(Payer::Subsidy, Money::from_cents(50_000))].into()).unwrap());
    let path = learning_path(&ten(), &held, &[taught], today());
    let said = path.sentences(today(), Language::Dutch, &Plain);
    assert_eq!(said[0], "Past over 10 weken (10 weken leren).");
    assert_eq!(said[1], "module 1: van 2026-11-25 tot en met 2027-02-02. Te leren: skill 6.");
    assert_eq!(said[2], "Kosten: € 1.734,50: € 1.234,50 van de werkgever, € 500,00 uit subsidie.");
    let said = path.sentences(today(), Language::English, &Plain);
    assert_eq!(said[0], "Fits in 10 weeks (10 weeks of learning).");
    assert_eq!(said[2], "Costs: € 1,734.50: € 1,234.50 from the employer, € 500.00 from subsidy.");
}

/// What the best of all sets in all orders comes to: weeks, cents and the day one is ready.
fn by_brute_force(goal: &Goal, held: &[OwnSkill], courses: &[Course]) -> Option<(u16, i64, Date)> {
    let missing = goal.missing(held);
    let held_weight = goal.total() - missing.iter().map(|it| u64::from(it.weight)).sum::<u64>();
    let required: Vec<SkillNumber> =
        missing.iter().filter(|it| it.want == Want::Essential).map(|it| it.skill).collect();
    let mut best: Option<(u16, i64, Date)> = None;
    for set in 1_u32..1 << courses.len() {
        let chosen: Vec<&Course> =
            courses.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, it)| it).collect();
        let is_taught =
            |skill: SkillNumber| chosen.iter().any(|it| it.teaches.iter().any(|it| it.0 == skill));
        let gain: u64 = missing.iter().filter(|it| is_taught(it.skill)).map(|it| u64::from(it.weight)).sum();
        let has_required = !required.is_empty() && required.iter().all(|it| is_taught(*it));
        if !has_required && !goal.is_enough(held_weight + gain) {
            continue;
        }
        let (weeks, cents) =
            (chosen.iter().map(|it| it.weeks).sum(), chosen.iter().map(|it| it.cents()).sum());
        for until in ends_of_all_orders(&chosen, today()) {
            best = Some(best.map_or((weeks, cents, until), |best| best.min((weeks, cents, until))));
        }
    }
    best
}

fn ends_of_all_orders(courses: &[&Course], from: Date) -> Vec<Date> {
    if courses.is_empty() {
        return vec![from];
    }
    let mut ends = Vec::new();
    for at in 0..courses.len() {
        let Some(begin) = courses[at].starts.first_from(from) else { continue };
        let until = begin.checked_add(jiff::Span::new().days(i64::from(courses[at].weeks) * 7)).unwrap();
        let mut rest = courses.to_vec();
        rest.remove(at);
        ends.extend(ends_of_all_orders(&rest, until));
    }
    ends
}

fn some_course() -> impl Strategy<Value = (Vec<u32>, u16, i64, Vec<i32>)> {
    (prop::collection::vec(0_u32..8, 1..4), 1_u16..6, 0_i64..4, prop::collection::vec(0_i32..40, 0..3))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(300)))]

    #[test]
    fn a_path_is_as_short_and_as_cheap_as_the_best_of_all_sets_in_all_orders(
        wants in prop::collection::vec((0_usize..3, 1_u32..50), 8),
        held in prop::collection::btree_set(0_u32..8, 0..6),
        given in prop::collection::vec(some_course(), 0..6),
    ) {
        let kinds = [Want::Essential, Want::EssentialTrainable, Want::Optional];
        let goal = Goal::new(
            (0..8).zip(&wants).map(|(skill, (kind, weight))| wanted(skill, kinds[*kind], *weight)).collect(),
        );
        let held: Vec<OwnSkill> = held.into_iter().map(|skill| own(skill, 3)).collect();
        let mut courses = Vec::new();
        for (number, (skills, weeks, cents, days)) in (0..).zip(given) {
            let skills: BTreeSet<u32> = skills.into_iter().collect();
            let mut made = course(number, &Vec::from_iter(skills), weeks, cents * 100);
            if !days.is_empty() {
                let day = |after: &i32| today().checked_add(jiff::Span::new().days(*after)).unwrap();
                made.starts = Starts::On(days.iter().map(day).collect());
            }
            courses.push(made);
        }
        let path = learning_path(&goal, &held, &courses, today());
        let missing = goal.missing(&held);
        prop_assert_eq!(readiness(&goal, &missing, &courses, today()), path.readiness());
        match path.outcome {
            Outcome::FitsNow => prop_assert!(path.parts.is_empty()),
            Outcome::FitsAfter => {
                let found = (path.weeks, path.costs.total().cents(), path.ready_on);
                prop_assert_eq!(Some(found), by_brute_force(&goal, &held, &courses));
            }
            Outcome::NotEnough => prop_assert_eq!(None, by_brute_force(&goal, &held, &courses)),
        }
        let mut day = today();
        for part in &path.parts {
            prop_assert!(part.starts_on >= day && part.ends_on > part.starts_on);
            day = part.ends_on.tomorrow().unwrap();
            prop_assert!(!part.teaches.is_empty(), "every module teaches something that was missing");
            prop_assert!(part.teaches.iter().all(|skill| missing.iter().any(|it| it.skill == *skill)));
        }
    }
}
