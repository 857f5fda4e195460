//! Bytes of log entries and of what replicas say to each other: a version byte, then bincode.
//!
//! The version is of the layout that openraft's own types have; a new openraft gets a new number and a reader for
//! the old one.

use crate::state::store::StoreError;
use serde::{Serialize, de::DeserializeOwned};

/// The layout of openraft 0.9 with our commands.
const VERSION: u8 = 1;
/// More than any entry or message: a batch is bounded far below it.
const LIMIT_BYTES: usize = 64 * 1024 * 1024;

pub(super) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let bytes = vec![VERSION];
    let config = bincode::config::standard();
    let mut writer = bytes;
    bincode::serde::encode_into_std_write(value, &mut writer, config)
        .map_err(|source| StoreError::new("writing what replicas keep or say", source))?;
    Ok(writer)
}

pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    let doing = "reading what replicas keep or say";
    let Some((&VERSION, body)) = bytes.split_first() else {
        return Err(StoreError::new(doing, "the bytes have a version that this program does not know"));
    };
    let config = bincode::config::standard().with_limit::<LIMIT_BYTES>();
    let (value, used) =
        bincode::serde::decode_from_slice(body, config).map_err(|source| StoreError::new(doing, source))?;
    if used != body.len() {
        return Err(StoreError::new(doing, "bytes are left over"));
    }
    Ok(value)
}
