//! The words of the network as types: ids, codes, money, weeks and personal data.
//!
//! In reading order: [`id`] names every kind of thing; [`code`] holds the codes of public classifications
//! (ESCO, ISCO-08, SBI 2008, municipalities, regions, sectors); [`personal`] keeps personal data out of logs
//! and off the wire; [`money`] and [`week`] are amounts and periods, [`months`] names of months. [`geography`], [`sectors`] and [`isco`] are
//! dated public lists. [`esco`] is the working vocabulary of occupations and skills: a starter list is built in,
//! [`import`] reads an official release, [`compare`] says what that changes, [`search`] finds by what people type.
//!
//! Files are read where a path is given, by [`Geography::load`], [`Sectors::load`] and [`import::Release`];
//! nothing here writes, and nothing here knows a network or a database.

pub mod attribution;
pub mod code;
mod compact;
pub mod compare;
mod draft;
pub mod esco;
pub mod geography;
pub mod id;
pub mod import;
pub mod isco;
pub mod language;
pub mod money;
pub mod months;
pub mod personal;
pub mod search;
pub mod sectors;
mod starter;
mod table;
pub mod text;
pub mod week;

pub use attribution::{Attribution, attributions};
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
