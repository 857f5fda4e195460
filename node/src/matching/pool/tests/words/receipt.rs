//! How many were held back by which rule: counted again from the profiles, and read from the sentence.

use super::*;
use crate::matching::receipt::HeldBack;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Hours,
    Travel,
    EntryLevel,
    Start,
}

static HELD_BACK: LazyLock<Phrases<Rule>> = LazyLock::new(|| {
    let all = [
        (Rule::Hours, "{n:n}: uren per week passen niet", "{n:n}: hours a week do not fit"),
        (Rule::Travel, "{n:n}: reistijd boven de eigen grens", "{n:n}: travel time above the own limit"),
        (
            Rule::EntryLevel,
            "{n:n}: instapniveau van lesgeven ontbreekt",
            "{n:n}: lacks the entry level of teaching",
        ),
        (Rule::Start, "{n:n}: kan niet op tijd beginnen", "{n:n}: cannot begin in time"),
    ];
    Phrases::new(&all, &[])
});

impl Pair<'_> {
    /// Whether the pair would be shown if no rule failed.
    fn would_be_shown(&self) -> bool {
        let employer =
            self.vacancy.employer.is_some() && self.vacancy.employer == self.person.present_employer;
        let is_open = self.person.standing == Standing::Findable && !employer;
        is_open && self.world.score(self.person, self.vacancy).is_some()
    }

    /// Whether the pair fails a rule, by what is known of both.
    fn fails(&self, rule: Rule) -> bool {
        let Self { person, vacancy, .. } = self;
        match rule {
            Rule::Hours => person.hours.zip(vacancy.hours).is_some_and(|(own, work)| {
                (own.min()..=own.max()).all(|hours| hours < work.min() || hours > work.max())
            }),
            Rule::Travel => {
                let limit = person.max_travel_minutes.map(f64::from);
                self.minutes().zip(limit).is_some_and(|(minutes, limit)| minutes > limit)
            }
            Rule::EntryLevel => {
                person.education.zip(vacancy.entry_level).is_some_and(|(own, asked)| own < asked)
            }
            Rule::Start => {
                person.available_from.zip(vacancy.starts_on).is_some_and(|(from, starts)| from > starts)
            }
        }
    }
}

/// How many of these pairs each rule holds back, those that hold nobody back left out.
fn counted<'a>(pairs: impl Iterator<Item = Pair<'a>> + Clone) -> Vec<(Rule, u64)> {
    let shown = pairs.filter(Pair::would_be_shown);
    let rules = [Rule::Hours, Rule::Travel, Rule::EntryLevel, Rule::Start].into_iter();
    let count = |rule| (rule, u64::try_from(shown.clone().filter(|pair| pair.fails(rule)).count()).unwrap());
    rules.map(count).filter(|(_, count)| *count > 0).collect()
}

fn read(lines: &[HeldBack], language: Language) -> Vec<(Rule, u64)> {
    let said = lines.iter().map(|it| HELD_BACK.read(&it.sentence(language), language).unwrap());
    let mut read: Vec<_> = said.map(|said| (said.says, said.number("n"))).collect();
    read.sort_unstable();
    read
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(24)))]

    #[test]
    fn first_13_who_would_be_shown_and_fails_a_rule_is_counted_under_it_and_nobody_else(
        world in some_told_world(),
    ) {
        let pool = world.pool();
        for language in LANGUAGES {
            let pair = |person, vacancy| Pair { world: &world, person, vacancy, language };
            for vacancy in &world.vacancies {
                let held_back = pool.held_back_from_vacancy(vacancy.id).unwrap();
                let wanted = counted(world.people.iter().map(|person| pair(person, vacancy)));
                prop_assert_eq!(read(&held_back, language), wanted.clone());
                prop_assert_eq!(read(&pool.held_back_from_profile(vacancy), language), wanted);
            }
            for person in &world.people {
                let held_back = pool.held_back_from_candidate(person.id).unwrap();
                let wanted = counted(world.vacancies.iter().map(|vacancy| pair(person, vacancy)));
                prop_assert_eq!(read(&held_back, language), wanted);
            }
        }
    }
}

#[test]
fn first_13_somebody_who_is_shown_by_a_stand_in_is_counted_when_a_rule_fails() {
    let mut by_stand_in = candidate(1, &[20]);
    by_stand_in.hours = HoursRange::new(4, 8);
    let held_back = |person: &CandidateProfile| {
        let pool = pool(std::slice::from_ref(person), &[vacancy(9, &[1], &[])]);
        let found = pool.held_back_from_vacancy(VacancyId::from_bytes([9; 16])).unwrap();
        read(&found, Language::Dutch)
    };
    assert_eq!(held_back(&by_stand_in), [(Rule::Hours, 1)]);
    // the contrast: what stands in for nothing that is asked holds nobody back
    by_stand_in.skills = candidate(1, &[7]).skills;
    assert_eq!(held_back(&by_stand_in), []);
    by_stand_in.skills = candidate(1, &[20]).skills;
    by_stand_in.hours = HoursRange::new(24, 32);
    assert_eq!(held_back(&by_stand_in), []);
}
