//! What people are measured by: the weights, and which held skill stands in for which wanted one, in classes.
//!
//! A person's skills become *features*: for each wanted skill that the person holds or stands in for, one feature for
//! the class and one for each weaker class. Each wanted skill is a scale of the engine's question and each class a grade
//! of it, with what the class is worth, so that their sum is the score exactly. Potential and interests are scales
//! too, with a grade for each step.

use super::input::{HeldSkill, Potential, SkillNumber};
use super::interests::{self, Interests, KindOfWork};
use super::packed::{self, Packed};
use super::score::FactorPoints;
use super::transition::stand_in::{StandIn, StandIns};
use super::weighting::{Class, Weighting};
use std::sync::Arc;
use vocabulary::SkillIndex;

/// The key of people of whom neither potential nor interests are known; those of skills come after it.
pub(super) const NOTHING_KNOWN: u32 = 0;
/// How well own skills can be held: keys of a skill, see [`Yardstick::key`].
const OWN: [Class; 3] = [Class::Beginning, Class::Stated, Class::Proven];
/// The grades of each scale: a class of holding each, or a step each.
pub(super) const GRADES: u32 = 5;
/// Scales below this number are of factors apart from skills.
const FIRST_SKILL: u32 = 128;
/// Scales below this number are of factors that many people have: potential, and interests by kind of work.
pub(super) const COMMON: u32 = 32;
const HARD: u32 = 0;
const SOFT: u32 = 1;
const INTERESTS: u32 = 2;

/// The weights and the stand-ins by which people are measured.
#[derive(Debug)]
pub struct Yardstick {
    weighting: Arc<Weighting>,
    points: FactorPoints,
    stand_ins: Arc<StandIns>,
    /// For each held skill, where in `stood_in_for` its part ends.
    ends: Vec<u32>,
    /// Wanted skills that a held one stands in for: twice the number, plus one when it is near.
    stood_in_for: Vec<u32>,
}

/// A wanted skill as a person holds it, or what stands in for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Holds {
    /// The person has the skill.
    Own(HeldSkill, Class),
    /// Another skill of the person stands in.
    StoodIn(HeldSkill, StandIn, Class),
}

impl Holds {
    /// In which class.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Own(_, class) | Self::StoodIn(_, _, class) => *class,
        }
    }
}

impl Yardstick {
    /// Measures by these weights and these stand-ins.
    #[must_use]
    pub fn new(weighting: Arc<Weighting>, stand_ins: Arc<StandIns>) -> Self {
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for wanted in (0..).map(SkillIndex).take(stand_ins.skill_count()) {
            for stand_in in stand_ins.of(wanted) {
                let Some(class) = weighting.stand_in(stand_in.discount) else { continue };
                edges.push((stand_in.held.0, 2 * wanted.0 + u32::from(class == Class::Near)));
            }
        }
        edges.sort_unstable();
        let mut ends = vec![0; stand_ins.skill_count()];
        for (held, _) in &edges {
            if let Some(count) = ends.get_mut(*held as usize) {
                *count += 1;
            }
        }
        let mut running = 0;
        for end in &mut ends {
            running += *end;
            *end = running;
        }
        let stood_in_for = edges.into_iter().map(|(_, edge)| edge).collect();
        let points = FactorPoints::of(weighting.shares());
        Self { weighting, points, stand_ins, ends, stood_in_for }
    }

    /// By these weights, without any stand-in.
    #[must_use]
    pub fn without_stand_ins(weighting: Arc<Weighting>) -> Self {
        Self::new(weighting, Arc::new(StandIns::none()))
    }

    /// The weights.
    #[must_use]
    pub const fn weighting(&self) -> &Arc<Weighting> {
        &self.weighting
    }

    /// The full score divided over the factors.
    #[must_use]
    pub const fn points(&self) -> &FactorPoints {
        &self.points
    }

    /// The stand-ins.
    #[must_use]
    pub const fn stand_ins(&self) -> &Arc<StandIns> {
        &self.stand_ins
    }

    /// How a wanted skill is held by a person with these skills (packed): itself, or by the strongest stand-in of the
    /// best class; none when it is missing.
    #[must_use]
    pub(super) fn holds(&self, own: &[u32], wanted: SkillNumber) -> Option<Holds> {
        if let Some(held) = packed::find(own, wanted.0) {
            let held = held.held();
            return Some(Holds::Own(held, self.weighting.class_of(held)));
        }
        let mut best: Option<Holds> = None;
        for stand_in in self.stand_ins.of(SkillIndex(wanted.0)) {
            let Some(held) = packed::find(own, stand_in.held.0) else { continue };
            let held = held.held();
            let class = self.weighting.stand_in_class(stand_in.discount, self.weighting.class_of(held));
            let Some(class) = class else { continue };
            if best.is_none_or(|best| class > best.class()) {
                best = Some(Holds::StoodIn(held, *stand_in, class));
            }
        }
        best
    }

    /// A dense number for a packed skill of a person: those with the same number have the same features.
    pub(super) fn key(&self, detail: u32) -> u32 {
        let held = Packed::from_bits(detail).held();
        let class = self.weighting.class_of(held).at() - Class::Beginning.at();
        NOTHING_KNOWN + 1 + 3 * held.skill.0 + u32::try_from(class).unwrap_or_default()
    }

    /// The skill and the class of a key.
    const fn skill_of(key: u32) -> (u32, Class) {
        let key = key - NOTHING_KNOWN - 1;
        (key / 3, OWN[(key % 3) as usize])
    }

    /// The features of a person's skill, or of nothing that is known.
    pub(super) fn features(&self, key: u32, mut add: impl FnMut(u32)) {
        if key == NOTHING_KNOWN {
            return factor_features(Potential::NOT_KNOWN, None, add);
        }
        let (skill, class) = Self::skill_of(key);
        Class::ALL.into_iter().take_while(|it| *it <= class).for_each(|it| add(skill_feature(skill, it)));
        self.each_stood_in_for(skill, class, |wanted, class| {
            add(skill_feature(wanted, Class::Far));
            if class == Class::Near {
                add(skill_feature(wanted, Class::Near));
            }
        });
    }

    /// Every wanted skill for which a skill that is held in this class stands in, and in which class it does.
    fn each_stood_in_for(&self, skill: u32, itself: Class, mut add: impl FnMut(u32, Class)) {
        let at = skill as usize;
        let Some(end) = self.ends.get(at) else { return };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        for edge in &self.stood_in_for[start as usize..*end as usize] {
            let (wanted, near) = (edge / 2, edge % 2 == 1);
            match (near, itself > Class::Beginning) {
                (true, true) => add(wanted, Class::Near),
                (true, false) | (false, true) => add(wanted, Class::Far),
                (false, false) => (),
            }
        }
    }

    /// Each wanted skill that a person with these skills (packed) holds or stands in for, with the best class, in order
    /// of number. `found` is cleared first.
    pub(super) fn classes(&self, own: &[u32], found: &mut Vec<(u32, Class)>) {
        found.clear();
        for detail in own {
            let (skill, class) = Self::skill_of(self.key(*detail));
            found.push((skill, class));
            self.each_stood_in_for(skill, class, |wanted, class| found.push((wanted, class)));
        }
        // the best class of each first
        found.sort_unstable_by_key(|(skill, class)| (*skill, std::cmp::Reverse(*class)));
        found.dedup_by_key(|(skill, _)| *skill);
    }

    /// The bytes that the classes of stand-ins take, about.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        (self.ends.capacity() + self.stood_in_for.capacity()) * size_of::<u32>() + self.stand_ins.size_bytes()
    }
}

/// The scale of a skill: its grades are the classes of holding.
pub(super) const fn skill_scale(skill: u32) -> u32 {
    FIRST_SKILL + skill
}

/// Held or stood in for in this class, or in a better one.
fn skill_feature(skill: u32, class: Class) -> u32 {
    GRADES * skill_scale(skill) + u32::try_from(class.at()).unwrap_or_default()
}

/// Which factor apart from skills.
#[derive(Debug, Clone, Copy)]
pub(super) enum StepFactor {
    Hard,
    Soft,
    Interests(KindOfWork),
}

/// The scale of a factor: its grades are steps, 1 to [`super::score::STEPS`].
pub(super) fn factor_scale(factor: StepFactor) -> u32 {
    match factor {
        StepFactor::Hard => HARD,
        StepFactor::Soft => SOFT,
        StepFactor::Interests(kind) => INTERESTS + u32::try_from(kind.at()).unwrap_or(0),
    }
}

/// The features of a person's potential and interests.
pub(super) fn factor_features(potential: Potential, interests: Option<Interests>, mut add: impl FnMut(u32)) {
    let mut add_steps = |factor, steps: u8| {
        let first = GRADES * factor_scale(factor);
        (first..first + u32::from(steps)).for_each(&mut add);
    };
    add_steps(StepFactor::Hard, Potential::steps(potential.hard()));
    add_steps(StepFactor::Soft, Potential::steps(potential.soft()));
    for kind in KindOfWork::all() {
        add_steps(StepFactor::Interests(kind), interests::steps(interests, Some(kind)));
    }
}
