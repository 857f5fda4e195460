use super::*;
use crate::domain::vacancy::{EntryLevel, Visibility};
use proptest::prelude::*;
use vocabulary::{EmployerId, MunicipalityCode};

fn skill(name: &str) -> EscoUri {
    format!("http://data.europa.eu/esco/skill/{name}").parse().unwrap()
}

fn vacancy(fewest: u8, most: u8) -> Vacancy {
    Vacancy {
        id: VacancyId::random(),
        revision: 3,
        employer: EmployerId::random(),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        occupation: "http://data.europa.eu/esco/occupation/nurse".parse().unwrap(),
        title: Line::new("Verpleegkundige").unwrap(),
        text: None,
        essential_skills: vec![skill("wash"), skill("plan"), skill("drive")],
        trainable_skills: vec![skill("wash")],
        optional_skills: vec![],
        hours: WeekHours::new(fewest, most).unwrap(),
        education_min: None,
        job_guarantee: true,
        visibility: Visibility::Internal,
        state: VacancyState::Open,
        opened_on: "2026-11-20".parse().unwrap(),
        starts_on: Some("2027-01-04".parse().unwrap()),
        shortage_causes: BTreeSet::new(),
    }
}

fn task(number: usize, minutes: u16, level: TaskLevel, skills: &[&str]) -> Task {
    Task {
        description: Line::new(&format!("Taak {number}")).unwrap(),
        time: WeekMinutes::new(minutes).unwrap(),
        level,
        skills: skills.iter().map(|name| skill(name)).collect(),
    }
}

/// Ten tasks of 36 hours: six that mbo thinking serves and four that ask for hbo.
fn ten_tasks() -> Vec<Task> {
    use TaskLevel::{Hbo, Mbo};
    let mbo = [
        (1, 250, "wash"),
        (2, 185, "dress"),
        (3, 240, "wash"),
        (4, 210, "feed"),
        (5, 175, "dress"),
        (6, 240, "tidy"),
    ];
    let hbo = [(7, 300, "plan"), (8, 215, "assess"), (9, 200, "plan"), (10, 145, "teach")];
    let of = |level| move |(number, minutes, name): (usize, u16, &str)| task(number, minutes, level, &[name]);
    mbo.map(of(Mbo)).into_iter().chain(hbo.map(of(Hbo))).collect()
}

#[test]
fn s1_04_ten_tasks_come_apart_into_six_and_four_and_the_hours_add_up() {
    let (whole, tasks) = (vacancy(36, 36), ten_tasks());
    let carving = Carving::of(&whole, &tasks).unwrap();
    assert_eq!((carving.mbo.tasks.len(), carving.hbo.tasks.len()), (6, 4));
    assert_eq!((carving.mbo.minutes(), carving.hbo.minutes()), (1_300, 860));
    assert_eq!(carving.minutes() + carving.remainder_minutes, 36 * 60);
    assert_eq!(carving.remainder_minutes, 0);
    assert_eq!(carving.mbo.hours(), WeekHours::new(21, 22).unwrap(), "21 hours and 40 minutes");
    assert_eq!(carving.mbo.essential_skills, ["wash", "dress", "feed", "tidy"].map(skill));
    assert_eq!(carving.mbo.trainable_skills, [skill("wash")]);
    assert_eq!(carving.hbo.essential_skills, ["plan", "assess", "teach"].map(skill));
    assert_eq!(carving.needed_by_no_task, [skill("drive")], "a demand that no task needs");
}

#[test]
fn s1_04_what_no_task_takes_is_told_and_tasks_longer_than_the_job_are_refused() {
    let tasks = ten_tasks();
    let shorter = Carving::of(&vacancy(38, 40), &tasks).unwrap();
    assert_eq!(shorter.remainder_minutes, 120);
    assert_eq!(Carving::of(&vacancy(24, 40), &tasks).unwrap().remainder_minutes, 0, "within the range");
    let refused = Carving::of(&vacancy(24, 32), &tasks);
    assert_eq!(refused, Err(CarvingRefused::TooMuch { tasks: 2_160, job: 1_920 }));
}

#[test]
fn s1_04_a_vacancy_is_split_only_when_there_is_something_to_split() {
    let whole = vacancy(36, 36);
    assert_eq!(Carving::of(&whole, &[]), Err(CarvingRefused::NoTasks));
    let one_level = &ten_tasks()[..6];
    assert_eq!(Carving::of(&whole, one_level), Err(CarvingRefused::OneLevel { level: TaskLevel::Mbo }));
    let mut without_skills = ten_tasks();
    without_skills.iter_mut().skip(6).for_each(|task| task.skills.clear());
    let refused = Carving::of(&whole, &without_skills);
    assert_eq!(refused, Err(CarvingRefused::NoSkills { level: TaskLevel::Hbo }));
    let closed = Vacancy { state: VacancyState::Closed("2026-11-21".parse().unwrap()), ..whole };
    assert_eq!(Carving::of(&closed, &ten_tasks()), Err(CarvingRefused::Closed));
}

#[test]
fn def_06_the_entry_level_of_teaching_stays_with_the_tasks_that_ask_for_it() {
    let whole = Vacancy { education_min: Some(EntryLevel::Hbo), ..vacancy(36, 36) };
    let carving = Carving::of(&whole, &ten_tasks()).unwrap();
    let choice = || PartChoice {
        id: VacancyId::random(),
        title: Line::new("Deel").unwrap(),
        occupation: whole.occupation.clone(),
    };
    let on = "2026-11-24".parse().unwrap();
    let parts = [&carving.mbo, &carving.hbo].map(|part| part.as_vacancy(&whole, choice(), on));
    assert_eq!(parts.each_ref().map(|part| part.education_min), [None, Some(EntryLevel::Hbo)]);
    assert!(parts.iter().all(|part| part.revision == 1 && part.opened_on == on && part.is_open()));
    assert!(parts.iter().all(|part| part.starts_on == whole.starts_on && part.job_guarantee));
}

fn any_task() -> impl Strategy<Value = Task> {
    (1_u16..200, any::<bool>(), proptest::collection::vec(0_u8..8, 1..4)).prop_map(
        |(minutes, mbo, skills)| {
            let level = if mbo { TaskLevel::Mbo } else { TaskLevel::Hbo };
            let names: Vec<String> = skills.iter().map(|number| format!("s{number}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            task(usize::from(minutes), minutes, level, &names)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(300)))]

    #[test]
    fn each_task_is_in_exactly_one_part_and_no_minute_is_lost(
        tasks in proptest::collection::vec(any_task(), 0..12), fewest in 1_u8..60,
    ) {
        let Ok(carving) = Carving::of(&vacancy(fewest, 60), &tasks) else { return Ok(()) };
        let mut parts: Vec<&Task> = carving.mbo.tasks.iter().chain(&carving.hbo.tasks).collect();
        let mut all: Vec<&Task> = tasks.iter().collect();
        let key = |task: &&Task| (task.time, task.level, task.skills.clone());
        parts.sort_by_key(key);
        all.sort_by_key(key);
        prop_assert_eq!(parts, all);
        prop_assert_eq!(carving.minutes(), minutes(&tasks));
        if carving.remainder_minutes > 0 {
            prop_assert_eq!(carving.minutes() + carving.remainder_minutes, u32::from(fewest) * 60);
        }
        for part in [&carving.mbo, &carving.hbo] {
            let asked: BTreeSet<_> = part.essential_skills.iter().collect();
            let needed: BTreeSet<_> = part.tasks.iter().flat_map(|task| &task.skills).collect();
            prop_assert_eq!(asked.len(), part.essential_skills.len());
            prop_assert_eq!(asked, needed);
            let (hours, minutes) = (part.hours(), part.minutes());
            prop_assert!(u32::from(hours.most()) * 60 >= minutes);
            prop_assert!(hours.fewest() == 1 || u32::from(hours.fewest()) * 60 <= minutes);
        }
    }
}
