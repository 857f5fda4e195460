//! When a sentence about skills or factors is true, from the profiles of a world and the lists that it is measured by.

use super::{
    super::{PLACES, brute_force::World},
    VOCABULARY,
    phrases::Says,
};
use crate::matching::{
    explain::Language,
    input::{CandidateProfile, Evidence, HeldSkill, SkillNumber, VacancyProfile, Want},
    reading::Said,
    score::FULL,
    transition::stand_in::{Because, StandIn},
};
use std::collections::BTreeSet;
use vocabulary::{MunicipalityCode, SkillIndex};

/// A person and a vacancy, as the data have them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) world: &'a World,
    pub(super) person: &'a CandidateProfile,
    pub(super) vacancy: &'a VacancyProfile,
    /// The language in which it is told.
    pub(super) language: Language,
}

impl Pair<'_> {
    /// How the vacancy wants a skill, by its lists.
    pub(super) fn want(&self, skill: SkillNumber) -> Option<Want> {
        let VacancyProfile { essential, trainable, optional, .. } = self.vacancy;
        match (essential.contains(&skill), trainable.contains(&skill), optional.contains(&skill)) {
            (true, true, _) => Some(Want::EssentialTrainable),
            (true, false, _) => Some(Want::Essential),
            (false, _, true) => Some(Want::Optional),
            (false, _, false) => None,
        }
    }

    /// The skills that the vacancy wants, each once.
    pub(super) fn wanted(&self) -> Vec<SkillNumber> {
        let all: BTreeSet<_> = self.vacancy.essential.iter().chain(&self.vacancy.optional).copied().collect();
        all.into_iter().collect()
    }

    fn own(&self, skill: SkillNumber) -> Option<HeldSkill> {
        let held = self.person.skills.iter().filter(|held| held.skill == skill);
        held.max_by_key(|held| (held.level, held.evidence)).copied()
    }

    fn is_stood_in_for(&self, skill: SkillNumber) -> bool {
        self.own(skill).is_none() && self.world.class(self.person, skill).is_some()
    }

    fn is_missing(&self, skill: SkillNumber) -> bool {
        self.world.class(self.person, skill).is_none()
    }

    /// Whether the work cannot do without some skill.
    pub(super) fn needs_some(&self) -> bool {
        self.wanted().iter().any(|skill| self.want(*skill) != Some(Want::Optional))
    }

    /// Held, of these begun with, stood in for and missing, of the skills that the work cannot do without; of all where
    /// it can do without each.
    pub(super) fn counts(&self) -> [u64; 4] {
        let (mut counted, needs_some) = (self.wanted(), self.needs_some());
        counted.retain(|skill| !needs_some || self.want(*skill) != Some(Want::Optional));
        let count = |is: &dyn Fn(SkillNumber) -> bool| {
            u64::try_from(counted.iter().filter(|skill| is(**skill)).count()).unwrap()
        };
        let up_to = self.world.yardstick.weighting().holding().beginning_up_to_level;
        [
            count(&|skill| self.own(skill).is_some()),
            count(&|skill| self.own(skill).is_some_and(|own| own.level <= up_to)),
            count(&|skill| self.is_stood_in_for(skill)),
            count(&|skill| self.is_missing(skill)),
        ]
    }

    /// The score as whole percentages, rounded down.
    fn percent(&self) -> u64 {
        self.world.score(self.person, self.vacancy).unwrap() * 100 / u64::from(FULL)
    }

    /// Whether one of the person's skills by this name stands in for the wanted one for a reason.
    fn stands_in(&self, wanted: SkillNumber, name: &str, is: impl Fn(Because) -> bool) -> bool {
        let stand_ins = self.world.yardstick.stand_ins().of(SkillIndex(wanted.0));
        let stands_in = |it: &StandIn| {
            is(it.because) && self.is_named(it.held, name) && self.own(SkillNumber(it.held.0)).is_some()
        };
        self.is_stood_in_for(wanted) && stand_ins.iter().any(stands_in)
    }

    fn is_named(&self, skill: SkillIndex, name: &str) -> bool {
        label(skill, self.language) == name
    }

    /// Minutes from home to work by the haversine formula, a third more for roads less a little (1.3), 50 kilometres an
    /// hour and five minutes at the ends; none where either place is not known.
    pub(super) fn minutes(&self) -> Option<f64> {
        let centre = |code: &MunicipalityCode| PLACES.iter().find(|place| place.0 == code.as_str());
        let from = self.person.municipality.as_ref().and_then(centre)?;
        let to = self.vacancy.municipality.as_ref().and_then(centre)?;
        let [north, north_there, east, east_there] = [from.1, to.1, from.2, to.2].map(f64::to_radians);
        let a = ((north_there - north) / 2.0).sin().powi(2)
            + north.cos() * north_there.cos() * ((east_there - east) / 2.0).sin().powi(2);
        let kilometres = 2.0 * 6371.0 * a.sqrt().asin();
        Some((5.0 + kilometres * 1.3 / 50.0 * 60.0).round())
    }
}

/// What a skill is called.
pub(super) fn label(skill: SkillIndex, language: Language) -> &'static str {
    VOCABULARY.skill_label(skill, named(language))
}

/// The language of a sentence as the vocabulary names it.
pub(super) const fn named(language: Language) -> vocabulary::Language {
    match language {
        Language::Dutch => vocabulary::Language::NL,
        Language::English => vocabulary::Language::EN,
    }
}

/// Whether a sentence is true of a pair; none when it is not about this. `about` is the skill beside which it stands.
pub(super) fn of_skills(pair: &Pair<'_>, about: Option<SkillNumber>, said: &Said<Says>) -> Option<bool> {
    let own = about.and_then(|skill| pair.own(skill));
    let beginning_up_to = pair.world.yardstick.weighting().holding().beginning_up_to_level;
    let is_missing = |want| about.is_some_and(|it| pair.is_missing(it) && pair.want(it) == Some(want));
    let stands_in =
        |is: &dyn Fn(Because) -> bool| about.is_some_and(|it| pair.stands_in(it, said.text("held"), is));
    let words = pair.world.yardstick.weighting().words();
    let (now, soon) = (u64::from(words.fits_now), u64::from(words.fits_soon));
    Some(match said.says {
        Says::OneNeeded | Says::Needed | Says::OneHelps | Says::Helps => {
            let [held, _, like, missing] = pair.counts();
            let (wanted, is_one) = match said.says {
                Says::OneNeeded | Says::OneHelps => (1, true),
                _ => (said.number("wanted"), false),
            };
            let of_needed = matches!(said.says, Says::OneNeeded | Says::Needed);
            said.number("held") == held
                && wanted == held + like + missing
                && (wanted == 1) == is_one
                && of_needed == pair.needs_some()
        }
        Says::Begun => said.number("begun") == pair.counts()[1],
        Says::OneLike => pair.counts()[2] == 1,
        Says::Like => said.number("like") == pair.counts()[2] && said.number("like") > 1,
        Says::ToLearn => said.number("missing") == pair.counts()[3] && pair.needs_some(),
        Says::NotThere => said.number("missing") == pair.counts()[3] && !pair.needs_some(),
        Says::FitsNow => pair.percent() >= now,
        Says::FitsSoon => (soon..now).contains(&pair.percent()),
        Says::FitsNotYet => pair.percent() < soon,
        Says::There | Says::Beginning => own.is_some_and(|own| {
            let is_beginning = own.level <= beginning_up_to;
            let by = [Evidence::Myself, Evidence::Employer, Evidence::Certificate, Evidence::Assessment];
            said.number("level") == u64::from(own.level)
                && by[said.word("by")] == own.evidence
                && is_beginning == (said.says == Says::Beginning)
        }),
        Says::Narrower => stands_in(&|because| because == Because::Narrower),
        Says::Broader => stands_in(&|because| because == Because::Broader),
        Says::Related => stands_in(&|because| because == Because::Related),
        Says::SameWords => stands_in(&|because| because == Because::SameWords),
        Says::SameParent => stands_in(
            &|because| matches!(because, Because::SameParent(parent) if pair.is_named(parent, said.text("parent"))),
        ),
        Says::SameGroup => stands_in(&|because| {
            let Because::SameGroup(group) = because else { return false };
            VOCABULARY.skill_group_label(group, named(pair.language)) == said.text("group")
        }),
        Says::SameUseOnce => stands_in(&|because| because == Because::SameUse { unit_groups: 1 }),
        Says::SameUse => stands_in(&|because| {
            matches!(because, Because::SameUse { unit_groups }
                if u64::from(unit_groups) == said.number("groups") && unit_groups != 1)
        }),
        Says::MissingBefore => is_missing(Want::Essential),
        Says::MissingOnTheJob => is_missing(Want::EssentialTrainable),
        Says::MissingHelps => is_missing(Want::Optional),
        _ => return None,
    })
}

/// As [`of_skills`], of the factors apart from skills.
pub(super) fn of_factors(pair: &Pair<'_>, said: &Said<Says>) -> Option<bool> {
    let Pair { world, person, vacancy, .. } = pair;
    let (hard, soft) = (person.potential.hard(), person.potential.soft());
    let level = || Some(u8::try_from(said.number("level")).unwrap());
    Some(match said.says {
        Says::HardPotential => hard == level(),
        Says::SoftPotential => soft == level(),
        Says::HardUnknown => hard.is_none(),
        Says::SoftUnknown => soft.is_none(),
        Says::Interests => person.interests.zip(vacancy.kind_of_work).is_some_and(|(_, kind)| {
            let [first, second, _] = kind.types().map(|it| it as usize);
            let fit = u64::try_from(said.word("fit")).unwrap();
            (said.word("first"), said.word("second"), fit) == (first, second, world.liked(person, vacancy))
        }),
        Says::InterestsUnknown => person.interests.is_none(),
        Says::WorkUnknown => vacancy.kind_of_work.is_none(),
        // no node records one
        Says::CultureUnknown => true,
        _ => return None,
    })
}
