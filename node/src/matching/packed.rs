//! A skill of a person or of a vacancy in four bytes, as it lies in the long arrays.

use super::input::{Evidence, HeldSkill, SkillNumber, VacancyProfile, Want};

/// A skill: the number in the upper 27 bits, five bits of detail below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u32);

impl Packed {
    const DETAIL_BITS: u32 = 5;
    const DETAILS: u8 = (1 << Self::DETAIL_BITS) - 1;

    const fn new(skill: u32, detail: u8) -> Self {
        Self((skill << Self::DETAIL_BITS) | (detail & Self::DETAILS) as u32)
    }

    /// What lies in an array.
    pub(super) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(super) const fn skill(self) -> u32 {
        self.0 >> Self::DETAIL_BITS
    }

    const fn detail(self) -> u8 {
        self.0.to_le_bytes()[0] & Self::DETAILS
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

/// A person's skills, each once, by number. `packed` is cleared first.
pub(super) fn pack_held(skills: &[HeldSkill], packed: &mut Vec<u32>) {
    // among those of one skill the highest detail first: of a skill that is listed twice the highest level counts
    let upside_down = |skill: &HeldSkill| {
        let detail = (skill.level.min(7) << 2) | skill.evidence as u8;
        Packed::new(skill.skill.0, Packed::DETAILS & !detail).0
    };
    packed.clear();
    packed.extend(skills.iter().map(upside_down));
    packed.sort_unstable();
    packed.dedup_by_key(|bits| Packed::from_bits(*bits).skill());
    packed.iter_mut().for_each(|bits| *bits ^= u32::from(Packed::DETAILS));
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
