//! `init`: a configuration file, a data folder, and the keys of a new network or those of an existing one.

use crate::{
    config::Config,
    coordinator::{Coordinator, Founding},
};
use anyhow::{Context as _, Result, ensure};
use clap::Args;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// What `init` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The number of this replica; never used again for another machine.
    #[arg(long, default_value_t = 1)]
    replica: u64,
    /// Where log, state and keys go.
    #[arg(long, default_value = "/var/lib/schakel-coordinator")]
    data_dir: PathBuf,
    /// Where nodes and other replicas reach this one, `host:port`.
    #[arg(long)]
    address: String,
    /// Where QUIC listens (UDP).
    #[arg(long, default_value = "0.0.0.0:8450")]
    listen: SocketAddr,
    /// Where pages and API listen.
    #[arg(long, default_value = "127.0.0.1:8440")]
    http_listen: SocketAddr,
    /// Takes over the keys of an existing network: the folder `keys` of one of its replicas, carried here by hand.
    #[arg(long)]
    keys_from: Option<PathBuf>,
    /// The folder or zip of an official ESCO release, by which vacancies are grouped.
    #[arg(long)]
    esco: Option<PathBuf>,
    /// Lets the clock be moved ahead by command: for a pilot or an exercise, never with real people.
    #[arg(long)]
    simulated_clock: bool,
}

/// Writes the file and makes the keys; refuses to write over a file.
pub(super) fn run(path: &Path, arguments: &Arguments) -> Result<()> {
    ensure!(
        !path.exists(),
        "{} exists already: edit it, remove it, or name another with --config",
        path.display()
    );
    // The file's own relative paths start at the file's folder; those of the command line, where it is typed.
    let data_dir = absolute(&arguments.data_dir)?;
    let esco = arguments.esco.as_deref().map(absolute).transpose()?;
    if let Some(esco) = &esco {
        ensure!(esco.exists(), "there is no ESCO release at {}", esco.display());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let text = text(arguments, &data_dir, esco.as_deref());
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    let made = make(path, arguments);
    if made.is_err() {
        // A file that does not work would be in the way of the next try.
        fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    let config = made?;
    println!("Made {} for replica {}.", path.display(), arguments.replica);
    println!("Data folder: {}", config.data_dir.display());
    println!("Next: `schakel-coordinator --config {} run`.", path.display());
    if arguments.keys_from.is_some() {
        println!(
            "Then, at a replica that runs: `schakel-coordinator replica add {} {}`.",
            arguments.replica, arguments.address
        );
    }
    Ok(())
}

fn make(path: &Path, arguments: &Arguments) -> Result<Config> {
    let config = Config::load(path)?;
    let founding = arguments.keys_from.as_deref().map_or(Founding::NewNetwork, Founding::KeysFrom);
    service::data_dir::create_private(&config.data_dir)
        .with_context(|| format!("cannot make the folder {}", config.data_dir.display()))?;
    Coordinator::init(&config, &super::clock(&config)?, founding)?;
    Ok(config)
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("cannot find {}", path.display()))
}

fn text(arguments: &Arguments, data_dir: &Path, esco: Option<&Path>) -> String {
    let Arguments { replica, address, listen, http_listen, simulated_clock, .. } = arguments;
    let quoted = |text: String| toml::Value::String(text).to_string();
    let data_dir = quoted(data_dir.display().to_string());
    let address = quoted(address.clone());
    let figures = esco
        .map(|esco| format!("[figures]\nesco = {}\n\n", quoted(esco.display().to_string())))
        .unwrap_or_default();
    format!(
        "# Made by `schakel-coordinator init`; all settings: configs/coordinator.example.toml.\n\
         data_dir = {data_dir}\n\n\
         [replica]\n\
         id = {replica}\n\
         address = {address}\n\
         listen = \"{listen}\"\n\n\
         [http]\n\
         listen = \"{http_listen}\"\n\n\
         {figures}\
         [clock]\n\
         simulated = {simulated_clock}\n"
    )
}
