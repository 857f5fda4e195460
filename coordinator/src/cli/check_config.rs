//! `check-config`: reads the file as the coordinator would, and says what holds.

use crate::config::Config;
use anyhow::Result;
use std::path::Path;

/// Shows every setting with its value; ends with an error at the first that cannot be used.
pub(super) fn run(path: &Path) -> Result<()> {
    let config = Config::load(path)?;
    println!("{} can be used. What holds:", path.display());
    println!("{config:#?}");
    Ok(())
}
