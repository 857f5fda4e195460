//! Noisy summary tables and their receipts.

use serde::{Deserialize, Serialize};
use vocabulary::{IsoWeek, RegionId};

/// Which table, see `docs/privacy.md`. New variants are appended, never inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableId {
    /// S0: all candidates, one cell, weekly.
    Total,
    /// S1: stock by ISCO-08 unit group, 436 cells, weekly.
    UnitGroups,
    /// S1b: stock by ISCO-08 sub-major group, 43 cells, weekly, measured on its own.
    SubMajorGroups,
}

/// One noisy table of one period. The cells stand in the fixed public order of the table's keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseRecord {
    /// SHA-256 of node, table, schema version and period.
    pub release_id: [u8; 32],
    /// The region that publishes.
    pub region: RegionId,
    /// The table.
    pub table: TableId,
    /// The version of the table's key list.
    pub schema_version: u16,
    /// The week that the stock belongs to.
    pub period: IsoWeek,
    /// What the release costs of the budget, in millionths of rho (zCDP).
    pub rho_micro: u32,
    /// The standard deviation of the noise, in hundredths.
    pub sigma_centi: u32,
    /// The node's running number of releases; a gap or a repetition shows a restored or cloned node.
    pub sequence: u64,
    /// SHA-256 of the node's previous release record, zeros for the first.
    pub previous: [u8; 32],
    /// The noisy counts, each as eight bytes, little-endian, two's complement: a fixed size whatever the counts.
    pub cells: Vec<u8>,
}

impl ReleaseRecord {
    /// The noisy counts in the order of the table's keys, if the bytes hold whole counts.
    #[must_use]
    pub fn counts(&self) -> Option<Vec<i64>> {
        let (chunks, rest) = self.cells.as_chunks::<8>();
        rest.is_empty().then(|| chunks.iter().map(|chunk| i64::from_le_bytes(*chunk)).collect())
    }

    /// The bytes of noisy counts.
    #[must_use]
    pub fn cells_of(counts: &[i64]) -> Vec<u8> {
        counts.iter().flat_map(|count| count.to_le_bytes()).collect()
    }
}

/// A release with its region's signature over exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseDelivery {
    /// An encoded [`ReleaseRecord`], as stored in the node's ledger and as signed.
    pub record: Vec<u8>,
    /// Ed25519 signature of the region's signing key.
    pub signature: Vec<u8>,
}

/// The coordinator has this release, and no other bytes under its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseReceipt {
    /// The release.
    pub release_id: [u8; 32],
    /// SHA-256 of the record as received.
    pub record_sha256: [u8; 32],
    /// The table.
    pub table: TableId,
    /// The period.
    pub period: IsoWeek,
    /// What the release cost, in millionths of rho.
    pub rho_micro: u32,
    /// The node's running number of the release.
    pub sequence: u64,
    /// When it came in, milliseconds since 1970 UTC.
    pub received_at_ms: i64,
    /// Ed25519 signature of the network's key over the encoded receipt with this field empty.
    pub signature: Vec<u8>,
}

/// Asks for all receipts of the asking region above a sequence number, after a restore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseMarksRequest {
    /// The last sequence number that the node knows.
    pub after_sequence: u64,
}

/// The receipts, by sequence number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseMarksReply {
    /// At most 1,000; ask again above the last.
    pub receipts: Vec<ReleaseReceipt>,
}
