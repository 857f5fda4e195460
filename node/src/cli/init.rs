//! `init`: a configuration file and an empty data folder.

use super::exit::unusable;
use crate::{config::Config, storage::Storage};
use anyhow::{Context, Result};
use clap::Args;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use vocabulary::{Geography, RegionId};

/// What `init` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The labour-market region, such as AM24.
    #[arg(long)]
    region: RegionId,
    /// Where database, keys and files go.
    #[arg(long, default_value = "/var/lib/schakel-node")]
    data_dir: PathBuf,
    /// Where pages and API listen.
    #[arg(long, default_value = "127.0.0.1:8440")]
    listen: SocketAddr,
    /// Lets the clock be moved ahead by command: for a pilot or an exercise, never with real people.
    #[arg(long)]
    simulated_clock: bool,
}

/// Writes the file and makes the folder; refuses to write over a file.
pub(super) fn run(path: &Path, arguments: &Arguments) -> Result<()> {
    let geography = Geography::embedded();
    let region = geography.region(&arguments.region).ok_or_else(|| {
        let known: Vec<_> = geography.regions().iter().map(|known| known.code.as_str()).collect();
        unusable(format_args!(
            "there is no region {}; the list of {} has {}",
            arguments.region,
            geography.valid_from(),
            known.join(", ")
        ))
    })?;
    if path.exists() {
        let shown = path.display();
        let sentence =
            format_args!("{shown} exists already: edit it, remove it, or name another with --config");
        return Err(unusable(sentence).into());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    // The file's own relative paths start at the file's folder; those of the command line, where it is typed.
    let data_dir = std::path::absolute(&arguments.data_dir)
        .with_context(|| format!("cannot find {}", arguments.data_dir.display()))?;
    fs::write(path, text(arguments, &data_dir))
        .with_context(|| format!("cannot write {}", path.display()))?;
    let config = Config::load(path)?;
    let _held = super::lock_data(&config)?;
    Storage::open(&config.database_path()).context("cannot make the database")?;
    println!("Made {} for {} ({}).", path.display(), region.name, region.code);
    println!("Data folder: {}", config.data_dir.display());
    println!("Next: `schakel-node --config {} join TOKEN` with the token from the network.", path.display());
    Ok(())
}

fn text(arguments: &Arguments, data_dir: &Path) -> String {
    let Arguments { region, listen, simulated_clock, .. } = arguments;
    let data_dir = toml::Value::String(data_dir.display().to_string());
    format!(
        "# Made by `schakel-node init`; all settings: configs/node.example.toml.\n\
         region = \"{region}\"\n\
         data_dir = {data_dir}\n\n\
         [http]\n\
         listen = \"{listen}\"\n\n\
         [clock]\n\
         simulated = {simulated_clock}\n"
    )
}
