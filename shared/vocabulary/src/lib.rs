//! The words of the network as types: ids, codes, money, weeks and personal data.
//!
//! In reading order: [`id`] names every kind of thing; [`code`] holds the codes of public classifications
//! (ESCO, ISCO-08, SBI 2008, municipalities, regions, sectors); [`personal`] keeps personal data out of logs
//! and off the wire; [`money`] and [`week`] are amounts and periods. Nothing here does any I/O on its own.

pub mod code;
mod compact;
mod draft;
pub mod esco;
pub mod geography;
pub mod id;
pub mod import;
pub mod isco;
pub mod language;
pub mod money;
mod normal;
pub mod personal;
pub mod search;
pub mod sectors;
mod starter;
mod table;
pub mod week;

pub use code::{EscoUri, IscoCode, MunicipalityCode, ParseCodeError, RegionId, SbiCode, SectorCode};
pub use esco::{OccupationIndex, SkillGroupIndex, SkillIndex, SkillKind, Vocabulary};
pub use geography::{Geography, Municipality, Region};
pub use id::*;
pub use jiff::{Timestamp, civil::Date};
pub use language::Language;
pub use money::Money;
pub use personal::{Personal, Purpose};
pub use search::Hit;
pub use sectors::{Sector, SectorKind, Sectors};
pub use starter::STARTER_VERSION;
pub use table::TableError;
pub use week::IsoWeek;
