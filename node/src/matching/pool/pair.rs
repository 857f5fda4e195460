//! One person and one vacancy: what the pair scores, and why.

use super::{Person, Pool, Work};
use crate::matching::{
    constraint,
    engine::tier::Place,
    explain::{Earned, Explanation, Factor, Held, Judged, Missing, StoodIn},
    input::{Potential, SkillNumber, Want},
    interests::{self, KindOfWork},
    packed::Packed,
    score::{self, Division, FactorPoints, MIDDLE_STEP, Score},
    weighting::{Class, Fits},
    yardstick::Holds,
};

/// A wanted skill with its points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) skill: u32,
    pub(super) want: Want,
    pub(super) points: u32,
}

/// The points of the factors apart from skills.
pub(super) fn apart_points(points: &FactorPoints, person: &Person, kind: Option<KindOfWork>) -> u32 {
    factors(points, person, kind).iter().map(|factor| factor.earned.points.points()).sum()
}

/// The factors apart from skills, those that count for nothing included.
fn factors(points: &FactorPoints, person: &Person, kind: Option<KindOfWork>) -> [Factor; 4] {
    let factor = |judged, of: u32, steps| {
        let earned = Earned { points: Score::new(score::earned_by_steps(of, steps)), of: Score::new(of) };
        Factor { judged, steps, earned }
    };
    let (hard, soft) = (person.potential.hard(), person.potential.soft());
    let liked = interests::steps(person.interests, kind);
    [
        factor(Judged::HardPotential(hard), points.hard, Potential::steps(hard)),
        factor(Judged::SoftPotential(soft), points.soft, Potential::steps(soft)),
        factor(Judged::Interests(person.interests, kind), points.interests, liked),
        factor(Judged::Culture, points.culture, MIDDLE_STEP),
    ]
}

impl Pool {
    /// The wanted skills with their points. `wanted` is cleared first.
    pub(super) fn wanted(&self, wants: &[u32], total: u32, wanted: &mut Vec<Wanted>) {
        wanted.clear();
        wanted.extend(self.each_wanted(wants, total));
    }

    fn each_wanted(&self, wants: &[u32], total: u32) -> impl Iterator<Item = Wanted> {
        let weighting = self.yardstick.weighting();
        let mut division = Division::new(self.yardstick.points().skills, total);
        wants.iter().map(move |bits| {
            let packed = Packed::from_bits(*bits);
            let points = division.next(self.weights.of(packed, weighting));
            Wanted { skill: packed.skill(), want: packed.want(), points }
        })
    }

    /// What a pair scores; none when no wanted skill earns anything.
    pub(super) fn score(
        &self,
        wants: &[u32],
        total: u32,
        class_of: impl Fn(u32) -> Option<Class>,
        person: &Person,
        work: &Work,
    ) -> Option<u32> {
        let weighting = self.yardstick.weighting();
        let earned = |wanted: Wanted| {
            class_of(wanted.skill).map_or(0, |class| score::earned_by_class(wanted.points, class, weighting))
        };
        let by_skills: u32 = self.each_wanted(wants, total).map(earned).sum();
        (by_skills > 0).then(|| by_skills + apart_points(self.yardstick.points(), person, work.apart.kind))
    }

    /// Why a person and a vacancy fit; none when no wanted skill earns anything.
    pub(super) fn explained(&self, place: Place, work: &Work, wants: &[u32]) -> Option<Explanation> {
        let weighting = self.yardstick.weighting();
        let (person, own) = (self.candidates.terms(place), self.candidates.details(place));
        let mut explanation = Explanation {
            score: Score::default(),
            fits: Fits::NotYet,
            held: Vec::new(),
            stood_in: Vec::new(),
            missing: Vec::new(),
            factors: Vec::new(),
            verdicts: constraint::verdicts(&person.rules, &work.rules, &self.travel).collect(),
        };
        let mut points = 0;
        for Wanted { skill, want, points: of } in
            self.each_wanted(wants, self.weights.total(wants, weighting))
        {
            let (skill, of_score) = (SkillNumber(skill), Score::new(of));
            let earned = |class| {
                let points = Score::new(score::earned_by_class(of, class, weighting));
                Earned { points, of: of_score }
            };
            match self.yardstick.holds(own, skill) {
                Some(Holds::Own(own, class)) => {
                    let earned = earned(class);
                    points += earned.points.points();
                    explanation.held.push(Held { own, want, class, earned });
                }
                Some(Holds::StoodIn(by, stand_in, class)) => {
                    let (earned, because) = (earned(class), stand_in.because);
                    points += earned.points.points();
                    explanation.stood_in.push(StoodIn { skill, want, by, because, class, earned });
                }
                None => explanation.missing.push(Missing { skill, want, of: of_score }),
            }
        }
        if points == 0 {
            return None;
        }
        let factors = factors(self.yardstick.points(), person, work.apart.kind);
        points += factors.iter().map(|factor| factor.earned.points.points()).sum::<u32>();
        explanation.factors.extend(factors.into_iter().filter(|factor| factor.earned.of > Score::default()));
        explanation.score = Score::new(points);
        explanation.fits = weighting.fits(explanation.score);
        Some(explanation.ordered())
    }
}
