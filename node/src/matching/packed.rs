//! A skill of a person or of a vacancy in four bytes, as it lies in the long arrays.

use super::input::{Evidence, HeldSkill, SkillNumber, VacancyProfile, Want};
use std::cmp::Reverse;

/// A skill: the number in the upper 27 bits, five bits of detail below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u32);

impl Packed {
    const DETAIL_BITS: u32 = 5;

    const fn new(skill: u32, detail: u8) -> Self {
        Self((skill << Self::DETAIL_BITS) | (detail as u32 & ((1 << Self::DETAIL_BITS) - 1)))
    }

    /// What lies in an array.
    pub(super) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(super) const fn skill(self) -> u32 {
        self.0 >> Self::DETAIL_BITS
    }

    const fn detail(self) -> u8 {
        self.0.to_le_bytes()[0] & ((1 << Self::DETAIL_BITS) - 1)
    }

    /// Of a person's skill: how well it is held, and how that is known.
    pub(super) fn held(self) -> HeldSkill {
        let evidence = match self.detail() & 3 {
            0 => Evidence::Myself,
            1 => Evidence::Employer,
            2 => Evidence::Certificate,
            _ => Evidence::Assessment,
        };
        HeldSkill { skill: SkillNumber(self.skill()), level: self.detail() >> 2, evidence }
    }

    /// Of a vacancy's skill: how it is wanted.
    pub(super) const fn want(self) -> Want {
        match self.detail() {
            0 => Want::Essential,
            1 => Want::EssentialTrainable,
            _ => Want::Optional,
        }
    }
}

/// A person's skills, each once, by number.
pub(super) fn pack_held(skills: &[HeldSkill]) -> Vec<u32> {
    let detail = |skill: &HeldSkill| (skill.level.min(7) << 2) | skill.evidence as u8;
    let mut packed: Vec<_> = skills.iter().map(|skill| Packed::new(skill.skill.0, detail(skill))).collect();
    // a skill that is listed twice counts once, at its highest level
    packed.sort_unstable_by_key(|packed| (packed.skill(), Reverse(packed.detail())));
    packed.dedup_by_key(|packed| packed.skill());
    packed.into_iter().map(|packed| packed.0).collect()
}

/// A vacancy's skills, each once, by number.
pub(super) fn pack_wants(profile: &VacancyProfile) -> Vec<u32> {
    profile.wants().into_iter().map(|(skill, want)| Packed::new(skill.0, want as u8).0).collect()
}

/// The skill among sorted ones.
pub(super) fn find(skills: &[u32], skill: u32) -> Option<Packed> {
    let at = skills.binary_search_by_key(&skill, |bits| Packed::from_bits(*bits).skill()).ok()?;
    Some(Packed::from_bits(skills[at]))
}
