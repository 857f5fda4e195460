//! What the API answers, as it is written.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A sign-in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewSessionRequest {
    /// The account's name.
    pub(super) name: String,
    /// Its password.
    pub(super) password: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewSession {
    /// To be sent as `Authorization: Bearer`.
    pub(super) token: String,
    /// The account's name.
    pub(super) name: String,
    /// `analyst`, `network-operator`, `quartermaster`.
    pub(super) roles: Vec<&'static str>,
}

/// All regions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Regions {
    /// Grows with each change of the directory.
    pub(super) directory_version: u64,
    /// The regions by code.
    pub(super) items: Vec<RegionItem>,
}

/// A region.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RegionItem {
    /// The code, such as `AM24`.
    pub(super) region: String,
    /// The name.
    pub(super) name: String,
    /// `pending`, `approved`, `suspended`, `rejected` or `revoked`.
    pub(super) state: &'static str,
    /// Since when.
    pub(super) since: String,
    /// When it last spoke to this replica.
    pub(super) last_contact: Option<String>,
    /// When its last release or vacancy came in.
    pub(super) last_delivery: Option<String>,
    /// Its open vacancies in the feed.
    pub(super) open_vacancies: u64,
    /// Until when its newest certificate is valid.
    pub(super) certificate_until: Option<String>,
}

/// Shortage and surplus.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shortages {
    /// The moment for which freshness was judged.
    pub(super) as_of: String,
    /// The week of the newest release, or the one asked for.
    pub(super) week: Option<String>,
    /// One per region and group.
    pub(super) items: Vec<Shortage>,
}

/// One region and group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shortage {
    /// The region.
    pub(super) region: String,
    /// The sector, where the group is one.
    pub(super) sector: Option<String>,
    /// The ISCO-08 code, where the group is one.
    pub(super) isco: Option<String>,
    /// The week of the region's newest summary.
    pub(super) week: Option<String>,
    /// `current`, `stale` (left out of shortage calls) or `missing`.
    pub(super) freshness: &'static str,
    /// The persons, where they can be shown.
    pub(super) supply: Option<Supply>,
    /// Whether the supply is below 10 or too uncertain to show.
    pub(super) supply_uncertain: bool,
    /// The open public vacancies, exact; absent for an earlier week.
    pub(super) open_vacancies: Option<u32>,
    /// Vacancies per person.
    pub(super) tension: Option<f64>,
    /// The class, as far as the interval allows.
    pub(super) class: Option<Class>,
}

/// A noisy count with its interval.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Supply {
    /// The estimate, rounded.
    pub(super) value: u64,
    /// The lower end of the 90% interval.
    pub(super) low: u64,
    /// The upper end of the 90% interval.
    pub(super) high: u64,
}

/// The classes of tension that the interval allows.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Class {
    /// The tightest that is possible: `very-tight`, `tight`, `balanced`, `ample` or `very-ample`.
    pub(super) tightest: &'static str,
    /// The amplest that is possible.
    pub(super) amplest: &'static str,
    /// Whether these are one.
    pub(super) certain: bool,
}

/// What came in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Deliveries {
    /// Per region and week.
    pub(super) items: Vec<Delivery>,
}

/// One region and week.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delivery {
    /// The region.
    pub(super) region: String,
    /// The ISO week.
    pub(super) week: String,
    /// `S0`, `S1`, `S1b`.
    pub(super) tables: Vec<&'static str>,
    /// Whether all weekly tables are there.
    pub(super) complete: bool,
    /// When the last of them came in.
    pub(super) last_received: Option<String>,
}

/// Open vacancies.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VacancySummary {
    /// Vacancies whose occupation the coordinator's list does not have.
    pub(super) unknown_occupation: u64,
    /// Per region and unit group.
    pub(super) items: Vec<VacancyCount>,
}

/// Open vacancies of one region and unit group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VacancyCount {
    /// The region.
    pub(super) region: String,
    /// The ISCO-08 unit group.
    pub(super) isco: String,
    /// How many are open.
    pub(super) open: u32,
}

/// The coordinator's state.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Status {
    /// The program's version.
    pub(super) version: &'static str,
    /// The coordinator's clock.
    pub(super) now: String,
    /// The place in the log up to which this replica has come.
    pub(super) applied_index: u64,
    /// The version of the directory.
    pub(super) directory_version: u64,
    /// The newest place in the vacancy feed.
    pub(super) feed_sequence: u64,
}

/// RFC 9457: what went wrong.
#[derive(Serialize, ToSchema)]
pub(super) struct Problem {
    /// `about:blank`: the status says all.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong here.
    detail: String,
}
