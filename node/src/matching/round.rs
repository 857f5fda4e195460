//! The round: every open vacancy against everybody, and everybody whom somebody helps against every vacancy.
//!
//! For background work on threads of its own. Changes are let in between every few questions, so each answer is true
//! of one moment, not all of the same. A round can be given up at any time and then gives nothing.
//!
//! Not here: when a round is due, and what is kept of it.

use super::engine::batch;
use super::index::MatchingIndex;
use super::pool::{Query, Show, best::Fit};
use super::ties::Ties;
use super::weighting::Fits;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use vocabulary::{CandidateId, VacancyId};

/// People for a vacancy are counted up to this many: whoever reads *ten or more* has no need of the rest.
pub const COUNTED: usize = 10;
/// The best vacancies for a person that a round looks at, as many as the list of a person does.
pub const LOOKED_AT: usize = 200;

/// How far a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Vacancies that were asked about.
    pub vacancies_done: usize,
    /// Vacancies in all.
    pub vacancies: usize,
    /// People who were asked about.
    pub people_done: usize,
    /// People in all.
    pub people: usize,
}

/// What a round found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// How many people fit each vacancy now, at most [`COUNTED`].
    pub fits_now: BTreeMap<VacancyId, usize>,
    /// The vacancies that fit each person now, best first.
    pub of_people: Vec<(CandidateId, Vec<VacancyId>)>,
}

impl MatchingIndex {
    /// Does a round over all vacancies and these people, on as many threads as `cores`. `progress` hears, from any of
    /// them, how far it is. None when `go_on` said no.
    #[must_use]
    pub fn round(
        &self,
        people: &[CandidateId],
        cores: NonZeroUsize,
        go_on: impl Fn() -> bool + Sync,
        progress: impl Fn(Progress) + Sync,
    ) -> Option<Round> {
        // not shuffled as on pages: equals that change places each day would seem to be news
        let ties = Ties::ById;
        let heard = |(vacancies_done, vacancies), people_done| {
            progress(Progress { vacancies_done, vacancies, people_done, people: people.len() });
        };
        let query = Query { limit: COUNTED, show: Show::Fitting };
        let fits = self.people_for_all_vacancies(cores, query, ties, &go_on, |done, all| {
            heard((done, all), 0);
        })?;
        let now = |fits: &[Fit]| {
            let yardstick = self.yardstick();
            fits.iter().filter(|fit| yardstick.weighting().fits(fit.score) == Fits::Now).count()
        };
        let fits_now: BTreeMap<_, _> = fits.iter().map(|(vacancy, fits)| (*vacancy, now(fits))).collect();
        let all = (fits_now.len(), fits_now.len());
        heard(all, 0);
        let of_people = self.vacancies_for_people(cores, people, ties, &go_on, |done| heard(all, done))?;
        Some(Round { fits_now, of_people })
    }

    /// The best people for every vacancy; `progress` hears how many of how many vacancies are done. None when `go_on`
    /// said no.
    #[must_use]
    pub fn people_for_all_vacancies(
        &self,
        cores: NonZeroUsize,
        query: Query,
        ties: Ties,
        go_on: impl Fn() -> bool + Sync,
        progress: impl Fn(usize, usize) + Sync,
    ) -> Option<Vec<(VacancyId, Vec<Fit>)>> {
        let vacancies = self.read().all_vacancies();
        let answer =
            |part: &[VacancyId]| part.iter().copied().zip(self.read().best_fits(part, query, ties)).collect();
        all_or_none(cores, &vacancies, answer, go_on, |done| progress(done, vacancies.len()))
    }

    /// Of the best vacancies for each person those that fit now. People who are not in the pool are left out.
    fn vacancies_for_people(
        &self,
        cores: NonZeroUsize,
        people: &[CandidateId],
        ties: Ties,
        go_on: impl Fn() -> bool + Sync,
        progress: impl Fn(usize) + Sync,
    ) -> Option<Vec<(CandidateId, Vec<VacancyId>)>> {
        let query = Query { limit: LOOKED_AT, show: Show::Fitting };
        let of = |person: &CandidateId| {
            let found = self.vacancies_for_candidate(*person, query, ties)?;
            let now = found.iter().filter(|one| one.explanation.fits == Fits::Now);
            Some((*person, now.map(|one| one.vacancy).collect()))
        };
        let answer = |part: &[CandidateId]| part.iter().map(of).collect();
        let found = all_or_none(cores, people, answer, go_on, progress)?;
        Some(found.into_iter().flatten().collect())
    }
}

/// Answers all questions, or gives up soon after `go_on` said no for the first time.
fn all_or_none<Question: Sync, Answer: Send>(
    cores: NonZeroUsize,
    questions: &[Question],
    answer: impl Fn(&[Question]) -> Vec<Answer> + Sync,
    go_on: impl Fn() -> bool + Sync,
    progress: impl Fn(usize) + Sync,
) -> Option<Vec<Answer>> {
    let answer = |(): &mut (), part: &[Question]| {
        if go_on() {
            answer(part).into_iter().map(Some).collect()
        } else {
            part.iter().map(|_| None).collect()
        }
    };
    batch::answer_all(cores, questions, || (), answer, progress).into_iter().collect()
}
