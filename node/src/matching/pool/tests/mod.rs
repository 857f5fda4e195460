use super::*;
use crate::matching::constraint::Outcome;
use crate::matching::explain::Language;
use crate::matching::input::{Education, Evidence, HeldSkill, HoursRange, SkillNumber, Standing};
use crate::matching::pool::never_found::PersonCause;
use crate::matching::score::FULL;
use crate::matching::ties::Ties;
use crate::matching::transition::stand_in::{Because, StandIn, StandIns};
use crate::matching::weighting::Weighting;
use vocabulary::{EmployerId, MunicipalityCode, RegionId, SkillIndex};

mod brute_force;
mod rows;
mod words;

const PLACES: [(&str, f64, f64); 3] =
    [("GM0703", 51.44, 4.11), ("GM0748", 51.50, 4.29), ("GM0014", 53.22, 6.57)];

pub(super) fn travel() -> Arc<TravelTable> {
    let centres = PLACES.map(|(code, north, east)| (MunicipalityCode::new(code).unwrap(), north, east));
    Arc::new(TravelTable::from_centres(centres))
}

pub(super) fn candidate(number: u8, skills: &[u32]) -> CandidateProfile {
    let held = |skill: &u32| HeldSkill { skill: SkillNumber(*skill), level: 2, evidence: Evidence::Employer };
    CandidateProfile {
        id: CandidateId::from_bytes([number; 16]),
        standing: Standing::Findable,
        municipality: MunicipalityCode::new(PLACES[0].0).ok(),
        max_travel_minutes: Some(45),
        hours: HoursRange::new(16, 32),
        education: Some(Education::BelowBachelor),
        present_employer: None,
        skills: skills.iter().map(held).collect(),
        potential: Potential::NOT_KNOWN,
        interests: None,
        available_from: None,
        line_of_work: LineOfWork { occupation: u32::from(number % 3), former: 0 },
    }
}

pub(super) fn vacancy(number: u8, essential: &[u32], optional: &[u32]) -> VacancyProfile {
    let numbers = |skills: &[u32]| skills.iter().copied().map(SkillNumber).collect::<Vec<_>>();
    VacancyProfile {
        id: VacancyId::from_bytes([number; 16]),
        region: RegionId::new("AM24").unwrap(),
        employer: None,
        municipality: MunicipalityCode::new(PLACES[1].0).ok(),
        hours: HoursRange::new(24, 36),
        entry_level: None,
        essential: numbers(essential),
        trainable: numbers(&essential[..essential.len().min(1)]),
        optional: numbers(optional),
        kind_of_work: None,
        starts_on: None,
        outside: false,
        line_of_work: LineOfWork { occupation: u32::from(number % 2), former: 0 },
    }
}

fn pool(candidates: &[CandidateProfile], vacancies: &[VacancyProfile]) -> Pool {
    pool_by(yardstick(), candidates, vacancies)
}

/// The weights that the program carries; skill 20 stands in for skill 1, and 21 weakly.
pub(super) fn yardstick() -> Arc<Yardstick> {
    let stand_in = |held, discount| StandIn { held: SkillIndex(held), discount, because: Because::Narrower };
    let lists = [vec![], vec![stand_in(20, 0.85), stand_in(21, 0.45)]];
    let lists = lists.into_iter().chain(std::iter::repeat_n(vec![], 20));
    Arc::new(Yardstick::new(Arc::new(Weighting::default()), Arc::new(StandIns::of_lists(lists))))
}

fn pool_by(yardstick: Arc<Yardstick>, candidates: &[CandidateProfile], vacancies: &[VacancyProfile]) -> Pool {
    let mut pool = Pool::new(travel(), yardstick);
    candidates.iter().for_each(|candidate| pool.put_candidate(candidate));
    vacancies.iter().for_each(|vacancy| pool.put_vacancy(vacancy));
    pool
}

fn people(pool: &Pool, number: u8, show: Show) -> Vec<u8> {
    let query = Query { limit: 50, show };
    let found = pool.people_for_vacancy(VacancyId::from_bytes([number; 16]), query, Ties::ById).unwrap();
    found.iter().map(|found| found.candidate.to_bytes()[0]).collect()
}

#[test]
fn who_holds_the_rare_skill_comes_before_who_holds_the_common_one() {
    let people_with = [candidate(1, &[1]), candidate(2, &[1]), candidate(3, &[1]), candidate(4, &[2])];
    let pool = pool(&people_with, &[vacancy(9, &[1, 2], &[])]);
    assert_eq!(people(&pool, 9, Show::Fitting), [4, 1, 2, 3], "ties by id");
}

#[test]
fn an_explanation_names_what_is_held_what_is_missing_and_what_the_rules_say() {
    let pool = pool(&[candidate(1, &[1, 3])], &[vacancy(9, &[1, 2], &[3, 4])]);
    let explanation = pool.explain(CandidateId::from_bytes([1; 16]), VacancyId::from_bytes([9; 16])).unwrap();
    let held: Vec<_> = explanation.held.iter().map(|held| (held.own.skill.0, held.want)).collect();
    assert_eq!(held, [(1, Want::EssentialTrainable), (3, Want::Optional)]);
    assert_eq!((explanation.held[0].own.level, explanation.held[0].own.evidence), (2, Evidence::Employer));
    let missing: Vec<_> = explanation.missing.iter().map(|missing| (missing.skill.0, missing.want)).collect();
    assert_eq!(missing, [(2, Want::Essential), (4, Want::Optional)]);
    let held: u32 = explanation.held.iter().map(|held| held.earned.points.points()).sum();
    let factors: u32 = explanation.factors.iter().map(|factor| factor.earned.points.points()).sum();
    assert_eq!(explanation.score.points(), held + factors, "the parts are the score");
    assert_eq!(factors, FULL / 10, "what is not known counts as half of a fifth");
    assert_eq!(explanation.summary(Language::Dutch), "1 van 2 nodige skills aanwezig, 1 te leren");
    assert!(explanation.verdicts.iter().all(|verdict| verdict.outcome() == Outcome::Passed));
}

#[test]
fn a_failed_rule_hides_a_person_unless_failing_pairs_are_asked_for() {
    let mut far = candidate(1, &[1]);
    far.municipality = MunicipalityCode::new("GM0014").ok();
    let mut hours = candidate(2, &[1]);
    hours.hours = HoursRange::new(4, 8);
    let pool = pool(&[far, hours, candidate(3, &[1])], &[vacancy(9, &[1], &[])]);
    assert_eq!(people(&pool, 9, Show::Fitting), [3]);
    assert_eq!(people(&pool, 9, Show::FailingToo), [1, 2, 3]);
}

#[test]
fn teaching_asks_its_entry_level_and_other_work_asks_none() {
    let mut teaching = vacancy(8, &[1], &[]);
    teaching.entry_level = Some(Education::Bachelor);
    let mut graduate = candidate(2, &[1]);
    graduate.education = Some(Education::Master);
    let pool = pool(&[candidate(1, &[1]), graduate], &[teaching, vacancy(9, &[1], &[])]);
    assert_eq!(people(&pool, 8, Show::Fitting), [2]);
    assert_eq!(people(&pool, 9, Show::Fitting), [1, 2]);
}

#[test]
fn a_restricted_person_and_the_own_employer_never_meet_a_vacancy_whatever_is_asked() {
    let employer = EmployerId::from_bytes([5; 16]);
    let mut restricted = candidate(1, &[1]);
    restricted.standing = Standing::Restricted;
    let mut works_there = candidate(2, &[1]);
    works_there.present_employer = Some(employer);
    let mut own = vacancy(9, &[1], &[]);
    own.employer = Some(employer);
    let pool = pool(&[restricted, works_there, candidate(3, &[1])], &[own, vacancy(8, &[1], &[])]);
    assert_eq!(people(&pool, 9, Show::FailingToo), [3]);
    assert_eq!(people(&pool, 8, Show::FailingToo), [2, 3], "another employer's vacancy shows the person");
    let at_own = pool.explain(CandidateId::from_bytes([2; 16]), VacancyId::from_bytes([9; 16]));
    assert!(at_own.is_none());
}

#[test]
fn an_empty_field_never_silently_excludes() {
    let mut sparse = candidate(1, &[1]);
    (sparse.municipality, sparse.max_travel_minutes, sparse.hours, sparse.education) =
        (None, None, None, None);
    let mut teaching = vacancy(9, &[1], &[]);
    teaching.entry_level = Some(Education::Bachelor);
    let mut restricted = candidate(3, &[]);
    restricted.standing = Standing::Restricted;
    let pool = pool(&[sparse, candidate(2, &[]), restricted], &[teaching]);
    assert_eq!(people(&pool, 9, Show::Fitting), [1]);
    let found = pool.unreached();
    let by_cause = PersonCause::ALL.map(|cause| (cause, found.people_with(cause)));
    let wanted = [
        PersonCause::NoSkills,
        PersonCause::Resting,
        PersonCause::HoursNotKnown,
        PersonCause::EducationNotKnown,
        PersonCause::TravelNotKnown,
    ];
    assert_eq!(found.people, 3);
    assert_eq!(by_cause, PersonCause::ALL.map(|cause| (cause, usize::from(wanted.contains(&cause)))));
}

#[test]
fn twenty_thousand_people_take_a_few_megabytes() {
    let mut loading = PoolLoading::new(travel());
    for number in 0..20_000_u32 {
        let skills: Vec<u32> = (0..24).map(|position| (number * 7 + position * 131) % 2_000).collect();
        let mut person = candidate(1, &skills);
        person.id = CandidateId::from_bytes(u128::from(number).to_be_bytes());
        loading.add_candidate(&person);
    }
    let pool = loading.finish(yardstick());
    assert!(pool.size_bytes() < 24_000_000, "{}", pool.size_bytes());
}

#[test]
fn many_changes_do_not_make_the_pool_grow() {
    let mut pool = pool(&[], &[vacancy(9, &[1], &[])]);
    for round in 0..5_000_u32 {
        pool.put_candidate(&candidate(u8::try_from(round % 50).unwrap(), &[1, round % 7]));
    }
    assert_eq!(pool.size(), (50, 1));
    let rows: usize = pool.candidates.tiers().iter().map(|tier| tier.rows()).sum();
    assert!(rows < 6_000, "{rows}");
    assert_eq!(people(&pool, 9, Show::Fitting).len(), 50);
}

#[test]
fn b09_equals_come_in_another_order_another_day_and_nobody_is_lost_by_it() {
    let people: Vec<CandidateProfile> = (0..200).map(|number| candidate(number, &[1])).collect();
    let pool = pool(&people, &[vacancy(9, &[1], &[])]);
    let first = |ties| {
        let query = Query { limit: 20, show: Show::Fitting };
        let found = pool.people_for_vacancy(VacancyId::from_bytes([9; 16]), query, ties).unwrap();
        found.iter().map(|found| found.candidate.to_bytes()[0]).collect::<Vec<_>>()
    };
    assert_eq!(first(Ties::ById), (0..20).collect::<Vec<_>>());
    let (today, tomorrow) = (first(Ties::Shuffled(1)), first(Ties::Shuffled(2)));
    assert_eq!(today, first(Ties::Shuffled(1)));
    assert_ne!(today, tomorrow);
}

#[test]
fn the_round_over_all_vacancies_finds_what_each_question_finds() {
    let people: Vec<CandidateProfile> = (0..100_u8)
        .map(|number| candidate(number, &[u32::from(number % 7), u32::from(number % 5)]))
        .collect();
    let vacancies: Vec<_> =
        (0..90_u8).map(|number| vacancy(number, &[u32::from(number % 6), 2], &[4])).collect();
    let index = crate::matching::index::MatchingIndex::new(travel());
    people.iter().for_each(|person| index.candidate_changed(person));
    vacancies.iter().for_each(|vacancy| index.vacancy_changed(vacancy));
    let query = Query { limit: 10, show: Show::Fitting };
    let heard = std::sync::atomic::AtomicUsize::new(0);
    let progress = |done, all| {
        assert_eq!(all, 90);
        heard.fetch_max(done, std::sync::atomic::Ordering::Relaxed);
    };
    let cores = std::num::NonZeroUsize::new(3).unwrap();
    let all = index.people_for_all_vacancies(cores, query, Ties::ById, || true, progress).unwrap();
    assert_eq!(heard.into_inner(), 90);
    assert_eq!(all.len(), 90);
    for (vacancy, fits) in all {
        let asked = index.people_for_vacancy(vacancy, query, Ties::ById).unwrap();
        let asked: Vec<_> = asked.iter().map(|found| (found.candidate, found.explanation.score)).collect();
        assert_eq!(fits.iter().map(|fit| (fit.candidate, fit.score)).collect::<Vec<_>>(), asked);
    }
}

#[test]
fn a_round_that_is_told_to_stop_while_it_is_under_way_gives_nothing() {
    let index = crate::matching::index::MatchingIndex::new(travel());
    index.candidate_changed(&candidate(1, &[1]));
    (0..90).for_each(|number| index.vacancy_changed(&vacancy(number, &[1], &[])));
    let (one, stopped) = (std::num::NonZeroUsize::MIN, std::sync::atomic::AtomicBool::new(false));
    let go_on = || !stopped.load(std::sync::atomic::Ordering::Relaxed);
    let stop = |_| stopped.store(true, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(index.round(&[], one, go_on, stop), None, "it heard of it after the first few");
    let whole = index.round(&[], one, || true, |_| ()).unwrap();
    assert_eq!(whole.fits_now.len(), 90, "the next one is whole");
}

/// Each writer gives one person two skills at a time, the same number apart; whoever sees a person with skills of two
/// changes sees a half-updated one.
#[test]
fn concurrent_changes_never_show_a_half_updated_person() {
    const APART: u32 = 100;
    let index = crate::matching::index::MatchingIndex::new(travel());
    let steps: Vec<u32> = (0..APART).collect();
    let wanted: Vec<_> = (0..u8::try_from(APART).unwrap())
        .map(|step| vacancy(step, &[u32::from(step), u32::from(step) + APART], &[]))
        .collect();
    wanted.iter().for_each(|vacancy| index.vacancy_changed(vacancy));
    let person = |number, step: u32| candidate(number, &[step, step + APART]);
    (0..4).for_each(|number| index.candidate_changed(&person(number, 0)));
    let writing = std::sync::atomic::AtomicUsize::new(4);
    let (index, writing, steps, wanted) = (&index, &writing, &steps, &wanted);
    std::thread::scope(|scope| {
        for number in 0..4 {
            scope.spawn(move || {
                // more changes than the newest tier has room for, so that merges happen too
                for round in 0..4 {
                    steps
                        .iter()
                        .for_each(|step| index.candidate_changed(&person(number, (step + round) % APART)));
                }
                writing.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
            });
        }
        scope.spawn(move || {
            let query = Query { limit: 50, show: Show::Fitting };
            while writing.load(std::sync::atomic::Ordering::Relaxed) > 0 {
                for vacancy in wanted {
                    let found = index.people_for_vacancy(vacancy.id, query, Ties::ById).unwrap();
                    for one in found {
                        assert_eq!(one.explanation.held.len(), 2, "both skills of a change or none");
                    }
                }
            }
        });
    });
    assert_eq!(index.size().0, 4);
}
