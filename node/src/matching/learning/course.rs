//! A module as planning sees one: skills as numbers.

use crate::{
    domain::module::{Costs, Module, Starts},
    matching::input::SkillNumber,
};
use vocabulary::{EscoUri, InitiativeId, ModuleId};

/// A module that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The module.
    pub module: ModuleId,
    /// Whose it is.
    pub initiative: InitiativeId,
    /// What it teaches and the level that one reaches, 1 to 4, by skill, each once.
    pub teaches: Vec<(SkillNumber, u8)>,
    /// How long it takes.
    pub weeks: u16,
    /// When one can begin.
    pub starts: Starts,
    /// What it costs per person.
    pub costs: Costs,
}

impl Course {
    /// The module with its skills as numbers; skills that `number` does not know are left out.
    #[must_use]
    pub fn of(module: &Module, number: impl Fn(&EscoUri) -> Option<SkillNumber>) -> Self {
        let mut teaches: Vec<(SkillNumber, u8)> = module
            .teaches
            .iter()
            .filter_map(|taught| Some((number(&taught.skill)?, taught.level.get())))
            .collect();
        teaches.sort_unstable();
        teaches.dedup_by_key(|(skill, _)| *skill);
        Self {
            module: module.id,
            initiative: module.initiative,
            teaches,
            weeks: module.length.weeks(),
            starts: module.starts.clone(),
            costs: module.costs.clone(),
        }
    }

    /// What it costs per person in all, in cents.
    #[must_use]
    pub fn cents(&self) -> i64 {
        self.costs.total().cents()
    }
}
