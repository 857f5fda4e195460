//! When what matching holds changed last, so that what was counted before can be told from what must be counted anew.
//!
//! A generation is read before a question is asked. It is raised while the change is put in place and nobody reads, so
//! an answer is never older than the generation that was read before it.

use std::collections::BTreeMap;
use vocabulary::VacancyId;

/// The number of a change; a later change has a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Generation(u64);

/// What changed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Changed {
    /// A person came, changed or went.
    Person,
    /// A vacancy came or changed.
    VacancyPut(VacancyId),
    /// A vacancy went.
    VacancyGone(VacancyId),
    /// All was written anew, with so many vacancies.
    Everything { vacancies: usize },
}

/// The newest change of each kind.
#[derive(Debug, Default)]
pub(super) struct Generations {
    newest: u64,
    /// The newest change that concerns every vacancy.
    people: u64,
    vacancies: u64,
    /// Vacancies that changed after [`Self::people`], so this never grows for long.
    since: BTreeMap<VacancyId, u64>,
    put: u64,
}

impl Generations {
    pub(super) fn note(&mut self, changed: Changed) {
        self.newest += 1;
        match changed {
            Changed::Person => self.all_anew(),
            Changed::VacancyPut(vacancy) => {
                self.put += 1;
                self.vacancy(vacancy);
            }
            Changed::VacancyGone(vacancy) => self.vacancy(vacancy),
            Changed::Everything { vacancies } => {
                self.put += u64::try_from(vacancies).unwrap_or(u64::MAX);
                self.vacancies = self.newest;
                self.all_anew();
            }
        }
    }

    fn vacancy(&mut self, vacancy: VacancyId) {
        self.vacancies = self.newest;
        self.since.insert(vacancy, self.newest);
    }

    fn all_anew(&mut self) {
        self.people = self.newest;
        self.since.clear();
    }

    /// The newest change that can change who fits this vacancy.
    pub(super) fn of_vacancy(&self, vacancy: VacancyId) -> Generation {
        Generation(self.since.get(&vacancy).copied().unwrap_or(self.people))
    }

    /// The newest change of any vacancy.
    pub(super) const fn of_vacancies(&self) -> Generation {
        Generation(self.vacancies)
    }

    /// How many vacancies came or changed since the program began.
    pub(super) const fn vacancies_put(&self) -> u64 {
        self.put
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vacancy_is_of_a_new_generation_after_its_own_change_and_after_that_of_a_person_only() {
        let [one, other] = [1, 2].map(|byte| VacancyId::from_bytes([byte; 16]));
        let mut generations = Generations::default();
        let before = (generations.of_vacancy(one), generations.of_vacancy(other), generations.of_vacancies());
        generations.note(Changed::VacancyPut(one));
        assert!(generations.of_vacancy(one) > before.0, "it changed itself");
        assert_eq!(generations.of_vacancy(other), before.1, "another did");
        assert!(generations.of_vacancies() > before.2);
        let (vacancies, own) = (generations.of_vacancies(), generations.of_vacancy(one));
        generations.note(Changed::Person);
        assert!(generations.of_vacancy(one) > own && generations.of_vacancy(other) > before.1);
        assert_eq!(generations.of_vacancies(), vacancies, "no vacancy changed");
        let own = generations.of_vacancy(one);
        generations.note(Changed::VacancyGone(one));
        assert!(generations.of_vacancy(one) > own && generations.of_vacancies() > vacancies);
        assert_eq!(generations.vacancies_put(), 1);
        generations.note(Changed::Everything { vacancies: 3 });
        assert!(generations.of_vacancy(other) > own);
        assert_eq!(generations.vacancies_put(), 4);
    }
}
