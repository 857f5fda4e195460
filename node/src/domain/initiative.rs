//! Initiatives (*zij-instroominitiatieven*): programmes that cover one or more of the seven steps, and sector desks
//! where people come in. What a programme teaches stands in [`super::module`].

use super::{
    case::step::StepNumber,
    text::{EmailAddress, Line, PhoneNumber},
};
use std::collections::BTreeSet;
use vocabulary::{InitiativeId, RegionId, SectorCode};

/// The sector of initiatives that serve every sector.
const EVERY_SECTOR: &str = "cross-sector";

/// A programme that helps people from one line of work to another, or a desk of a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiative {
    /// The initiative.
    pub id: InitiativeId,
    /// Its name; no two initiatives of a node share one.
    pub name: Line,
    /// Its sector; `cross-sector` is a class of its own.
    pub sector: SectorCode,
    /// The steps that it covers; empty while nobody has said so.
    pub steps: BTreeSet<StepNumber>,
    /// Where to read more, where known.
    pub source: Option<Line>,
    /// What it is.
    pub kind: InitiativeKind,
    /// Where it works.
    pub reach: Reach,
}

/// What an entry of the register is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InitiativeKind {
    /// A programme.
    Programme,
    /// A desk of a sector where people come in, such as a *Transferpunt* for care and welfare (row HOS-04).
    SectorDesk(Intake),
}

/// Where one applies at a sector desk. A desk, not a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// The name of the desk.
    pub name: Line,
    /// Its e-mail address, where known.
    pub email: Option<EmailAddress>,
    /// Its telephone number, where known.
    pub phone: Option<PhoneNumber>,
}

/// Where an initiative works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Nobody has said. It is not proposed as one of a region.
    NotKnown,
    /// In the whole country.
    Nationwide,
    /// In these regions.
    Regions(BTreeSet<RegionId>),
}

impl Reach {
    /// Whether it is known to work in a region.
    #[must_use]
    pub fn serves(&self, region: &RegionId) -> bool {
        match self {
            Self::NotKnown => false,
            Self::Nationwide => true,
            Self::Regions(regions) => regions.contains(region),
        }
    }
}

impl Initiative {
    /// A programme of which no more is known than its name and sector.
    #[must_use]
    pub const fn named(id: InitiativeId, name: Line, sector: SectorCode) -> Self {
        Self {
            id,
            name,
            sector,
            steps: BTreeSet::new(),
            source: None,
            kind: InitiativeKind::Programme,
            reach: Reach::NotKnown,
        }
    }

    /// The intake, of a sector desk.
    #[must_use]
    pub const fn intake(&self) -> Option<&Intake> {
        match &self.kind {
            InitiativeKind::Programme => None,
            InitiativeKind::SectorDesk(intake) => Some(intake),
        }
    }

    /// Whether it serves people who go to this sector: one of the sector itself, or of all sectors.
    #[must_use]
    pub fn is_for_sector(&self, sector: &SectorCode) -> bool {
        self.sector == *sector || self.sector.as_str() == EVERY_SECTOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initiative_of_which_nobody_said_where_it_works_is_of_no_region() {
        let zeeland = RegionId::new("AM24").unwrap();
        assert!(!Reach::NotKnown.serves(&zeeland));
        assert!(Reach::Nationwide.serves(&zeeland));
        assert!(Reach::Regions([zeeland.clone()].into()).serves(&zeeland));
        assert!(!Reach::Regions([RegionId::new("AM38").unwrap()].into()).serves(&zeeland));
    }
}
