//! Initiatives (*zij-instroominitiatieven*): programmes that cover one or more of the seven steps.

use super::{case::step::StepNumber, text::Line};
use std::collections::BTreeSet;
use vocabulary::{InitiativeId, SectorCode};

/// A programme that helps people from one line of work to another.
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
}
