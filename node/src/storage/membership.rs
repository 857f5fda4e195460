//! The network that this node belongs to, or asks to belong to.

use super::{
    StorageError,
    sql::{Doing, instant, parsed, unreadable},
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{EnrolmentId, RegionId};

/// The network and this region's place in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Membership {
    /// This region.
    pub region: RegionId,
    /// The coordinator's addresses, from the join token.
    pub addresses: Vec<String>,
    /// SHA-256 of the authority's certificate.
    pub ca_fingerprint: [u8; 32],
    /// Ed25519 public key of the network.
    pub network_key: [u8; 32],
    /// How far it is.
    pub standing: Standing,
}

/// Whether the region takes part.
#[derive(Clone, PartialEq, Eq)]
pub enum Standing {
    /// It asks to.
    Joining {
        /// The secret of the token.
        token_secret: [u8; 32],
        /// By which to ask how the request stands; none before the coordinator has it.
        enrolment: Option<EnrolmentId>,
    },
    /// It takes part.
    Joined {
        /// The authority's certificate, DER.
        authority: Vec<u8>,
        /// Since when.
        at: Timestamp,
    },
}

impl std::fmt::Debug for Membership {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let standing = match self.standing {
            Standing::Joining { .. } => "joining",
            Standing::Joined { .. } => "joined",
        };
        write!(f, "Membership({}, {standing})", self.region)
    }
}

/// The network, once a join token was used.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection) -> Result<Option<Membership>, StorageError> {
    connection
        .prepare_cached("SELECT * FROM membership")
        .and_then(|mut statement| statement.query_row([], membership).optional())
        .doing("read the network that this node belongs to")
}

/// Keeps the network in place of what was there.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn put(transaction: &Transaction<'_>, membership: &Membership) -> Result<(), StorageError> {
    let (secret, enrolment, authority, joined_at) = match &membership.standing {
        Standing::Joining { token_secret, enrolment } => {
            (Some(token_secret), enrolment.map(EnrolmentId::to_bytes), None, None)
        }
        Standing::Joined { authority, at } => (None, None, Some(authority), Some(at.as_millisecond())),
    };
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO membership (one, region, addresses, ca_fingerprint, network_key,
                                                token_secret, enrolment, authority, joined_at_ms)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                membership.region.as_str(),
                membership.addresses.join(" "),
                membership.ca_fingerprint,
                membership.network_key,
                secret,
                enrolment,
                authority,
                joined_at
            ])
        })
        .doing("save the network that this node belongs to")?;
    Ok(())
}

fn membership(row: &Row<'_>) -> rusqlite::Result<Membership> {
    let column = |name: &str| row.as_ref().column_index(name);
    let authority: Option<Vec<u8>> = row.get("authority")?;
    let standing = match authority {
        Some(authority) => Standing::Joined { authority, at: instant(row, column("joined_at_ms")?)? },
        None => Standing::Joining {
            token_secret: row.get("token_secret")?,
            enrolment: row.get::<_, Option<[u8; 16]>>("enrolment")?.map(EnrolmentId::from_bytes),
        },
    };
    let addresses: String = row.get("addresses")?;
    if addresses.is_empty() {
        return Err(unreadable(column("addresses")?, "a network without addresses"));
    }
    Ok(Membership {
        region: parsed(row, column("region")?)?,
        addresses: addresses.split(' ').map(ToOwned::to_owned).collect(),
        ca_fingerprint: row.get("ca_fingerprint")?,
        network_key: row.get("network_key")?,
        standing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Storage;

    #[test]
    fn a_membership_reads_back_while_joining_and_when_joined() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        assert_eq!(storage.read_blocking(get).unwrap(), None);
        let mut membership = Membership {
            region: RegionId::new("AM24").unwrap(),
            addresses: vec!["127.0.0.1:8450".into(), "[::1]:8450".into()],
            ca_fingerprint: [1; 32],
            network_key: [2; 32],
            standing: Standing::Joining { token_secret: [3; 32], enrolment: None },
        };
        for standing in [
            Standing::Joining { token_secret: [3; 32], enrolment: None },
            Standing::Joining { token_secret: [3; 32], enrolment: Some(EnrolmentId::from_bytes([4; 16])) },
            Standing::Joined { authority: vec![5; 500], at: Timestamp::from_second(1_790_000_000).unwrap() },
        ] {
            membership.standing = standing;
            storage.write_blocking(|tx| put(tx, &membership)).unwrap();
            assert_eq!(storage.read_blocking(get).unwrap().as_ref(), Some(&membership));
        }
        assert!(!format!("{membership:?}").contains("[5, 5"));
    }
}
