//! Reading answers of the `/v1` interface, with errors that name what is missing.

use anyhow::{Context, Result};
use serde_json::Value;

/// The text at a JSON pointer.
///
/// # Errors
/// When there is none; the error shows the whole value.
pub fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.map(str::to_owned).with_context(|| format!("no text at {pointer} in {value}"))
}

/// The whole number at a JSON pointer.
///
/// # Errors
/// When there is none; the error shows the whole value.
pub fn whole(value: &Value, pointer: &str) -> Result<i64> {
    let found = value.pointer(pointer).and_then(Value::as_i64);
    found.with_context(|| format!("no whole number at {pointer} in {value}"))
}

/// The list at a JSON pointer.
///
/// # Errors
/// When there is none; the error shows the whole value.
pub fn list<'value>(value: &'value Value, pointer: &str) -> Result<&'value [Value]> {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.map(Vec::as_slice).with_context(|| format!("no list at {pointer} in {value}"))
}
