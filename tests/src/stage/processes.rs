//! The real programs, each a process of its own in a folder of its own, on ports that are free.

use super::{
    Import, SignIn, Stage,
    program::{Program, built_program, last_lines, run, run_through},
};
use crate::story::{eventually, holds_within};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use service::{Clock as _, SystemClock};
use std::{
    collections::BTreeMap,
    fs,
    net::{SocketAddr, TcpListener, UdpSocket},
    path::{Path, PathBuf},
    time::Duration,
};
use vocabulary::RegionId;

/// How long a program may take from its start until it answers.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// The network as processes.
#[derive(Debug)]
pub struct Processes {
    folder: PathBuf,
    node_binary: PathBuf,
    coordinator_binary: PathBuf,
    esco: Option<PathBuf>,
    /// Drawn for this stage; all its accounts have it.
    password: String,
    replicas: Vec<Replica>,
    regions: BTreeMap<RegionId, Region>,
    /// How far the programs' clocks are ahead of the real time.
    ahead: SignedDuration,
}

#[derive(Debug)]
struct Replica {
    config: PathBuf,
    log: PathBuf,
    http: SocketAddr,
    federation: SocketAddr,
    program: Option<Program>,
}

#[derive(Debug)]
struct Region {
    config: PathBuf,
    log: PathBuf,
    http: SocketAddr,
    program: Option<Program>,
}

impl Processes {
    /// A stage in `folder`, which must be empty or not exist; `esco` is a full ESCO to import.
    ///
    /// # Errors
    /// When the programs were not built, or the folder cannot be made.
    pub fn new(folder: &Path, replicas: usize, esco: Option<PathBuf>) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let replicas = (1..=replicas)
            .map(|number| {
                let folder = folder.join(format!("coordinator-{number}"));
                fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
                Ok(Replica {
                    config: folder.join("coordinator.toml"),
                    log: folder.join("coordinator.log"),
                    http: free_tcp()?,
                    federation: free_udp()?,
                    program: None,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            folder: folder.to_owned(),
            node_binary: built_program("schakel-node")?,
            coordinator_binary: built_program("schakel-coordinator")?,
            esco,
            password: format!("proef-{}", &uuid::Uuid::new_v4().simple().to_string()[..12]),
            replicas,
            regions: BTreeMap::new(),
            ahead: SignedDuration::ZERO,
        })
    }

    /// Where nodes reach the first replica.
    ///
    /// # Errors
    /// When there is none.
    pub fn federation_address(&self) -> Result<SocketAddr> {
        Ok(self.replicas.first().context("there is a replica")?.federation)
    }

    /// Adds lines to the configuration of a region's node, for its next start.
    ///
    /// # Errors
    /// When there is no such region, or its file cannot be written.
    pub fn add_settings(&self, region: &RegionId, lines: &str) -> Result<()> {
        let config = &self.known(region)?.config;
        let known = fs::read_to_string(config).with_context(|| format!("reading {}", config.display()))?;
        fs::write(config, known + lines).with_context(|| format!("writing {}", config.display()))
    }

    async fn coordinator(&self, replica: usize, arguments: &[&str], input: &str) -> Result<String> {
        let config = text(&self.replicas[replica].config)?;
        run(&self.coordinator_binary, &[&["--config", config.as_str()], arguments].concat(), input).await
    }

    async fn node(&self, region: &RegionId, arguments: &[&str], input: &str) -> Result<String> {
        let config = text(&self.known(region)?.config)?;
        run(&self.node_binary, &[&["--config", config.as_str()], arguments].concat(), input).await
    }

    fn known(&self, region: &RegionId) -> Result<&Region> {
        self.regions.get(region).with_context(|| format!("{region} was founded"))
    }

    fn known_mut(&mut self, region: &RegionId) -> Result<&mut Region> {
        self.regions.get_mut(region).with_context(|| format!("{region} was founded"))
    }

    async fn init_replica(&self, number: usize) -> Result<()> {
        let Replica { http, federation, .. } = &self.replicas[number];
        let folder = |replica: usize| self.folder.join(format!("coordinator-{}", replica + 1)).join("data");
        let (replica, data) = ((number + 1).to_string(), text(&folder(number))?);
        let (federation, http) = (federation.to_string(), http.to_string());
        let keys = text(&folder(0).join("keys"))?;
        let esco = self.esco.as_deref().map(text).transpose()?;
        let mut arguments = vec![
            "init",
            "--replica",
            &replica,
            "--data-dir",
            &data,
            "--address",
            &federation,
            "--listen",
            &federation,
            "--http-listen",
            &http,
            "--simulated-clock",
        ];
        if number > 0 {
            arguments.extend(["--keys-from", &keys]);
        }
        if let Some(esco) = &esco {
            arguments.extend(["--esco", esco]);
        }
        self.coordinator(number, &arguments, "").await?;
        Ok(())
    }

    /// Has whoever leads add a replica; on a busy machine that may be another one than a moment ago.
    async fn add_replica(&self, number: usize) -> Result<()> {
        let (id, address) = ((number + 1).to_string(), self.replicas[number].federation.to_string());
        eventually(&format!("replica {id} is added"), async || {
            let mut refused = String::new();
            for asked in 0..number {
                match self.coordinator(asked, &["replica", "add", &id, &address], "").await {
                    Ok(_) => return Ok(Ok(())),
                    Err(error) => refused = format!("{error:#}"),
                }
            }
            Ok(Err(refused))
        })
        .await
    }

    fn start_replica(&mut self, number: usize) -> Result<()> {
        let binary = self.coordinator_binary.clone();
        let replica = &mut self.replicas[number];
        let config = text(&replica.config)?;
        let name = format!("coordinator-{}", number + 1);
        let program = Program::start(&name, &binary, &["--config", &config, "run"], &replica.log)?;
        replica.program = Some(program);
        Ok(())
    }

    async fn replica_is_ready(&mut self, number: usize) -> Result<()> {
        let replica = &mut self.replicas[number];
        ready(replica.program.as_mut().context("the replica was started")?, replica.http).await
    }
}

/// Waits until a program answers at all: a replica that has not been added knows no leader and is not ready.
async fn answers(program: &mut Program, http: SocketAddr) -> Result<()> {
    let client = reqwest::Client::new();
    holds_within(START_PATIENCE, "the program answers", async || {
        program.ensure_running()?;
        let answer = client.get(format!("http://{http}/readyz")).send().await;
        Ok(answer.map(drop).map_err(|error| error.to_string()))
    })
    .await?;
    program.has_answered();
    Ok(())
}

/// Waits until a program answers that it is ready.
async fn ready(program: &mut Program, http: SocketAddr) -> Result<()> {
    let client = reqwest::Client::new();
    holds_within(START_PATIENCE, "the program is ready", async || {
        program.ensure_running()?;
        Ok(match client.get(format!("http://{http}/readyz")).send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("{} {}", answer.status(), answer.text().await.unwrap_or_default())),
            Err(error) => Err(error.to_string()),
        })
    })
    .await?;
    program.has_answered();
    Ok(())
}

impl Stage for Processes {
    async fn found_network(&mut self) -> Result<()> {
        for number in 0..self.replicas.len() {
            self.init_replica(number).await?;
            self.start_replica(number)?;
            if number > 0 {
                let replica = &mut self.replicas[number];
                answers(replica.program.as_mut().context("the replica was started")?, replica.http).await?;
                self.add_replica(number).await?;
            }
            self.replica_is_ready(number).await?;
        }
        let analyst = self.analyst();
        self.coordinator(0, &["user", "add", &analyst.name, "--role", "analyst"], &analyst.password).await?;
        let operator = self.network_operator();
        let arguments = ["user", "add", &operator.name, "--role", "network-operator"];
        self.coordinator(0, &arguments, &operator.password).await?;
        Ok(())
    }

    async fn found_region(&mut self, region: &RegionId) -> Result<()> {
        let folder = self.folder.join(region.as_str());
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let http = free_tcp()?;
        let made =
            Region { config: folder.join("node.toml"), log: folder.join("node.log"), http, program: None };
        self.regions.insert(region.clone(), made);
        let data = text(&folder.join("data"))?;
        let listen = http.to_string();
        let arguments = [
            "init",
            "--region",
            region.as_str(),
            "--data-dir",
            &data,
            "--listen",
            &listen,
            "--simulated-clock",
        ];
        self.node(region, &arguments, "").await?;
        let adviser = self.adviser();
        self.node(region, &["user", "add", &adviser.name, "--role", "adviser"], &adviser.password).await?;
        let operator = self.operator();
        self.node(region, &["user", "add", &operator.name, "--role", "operator"], &operator.password).await?;
        if let Some(esco) = &self.esco {
            let path = text(esco)?;
            self.node(region, &["vocabulary", "import", &path], "").await?;
        }
        self.node(region, &["import", "initiatives", "--national-list"], "").await?;
        Ok(())
    }

    async fn join_region(&mut self, region: &RegionId) -> Result<String> {
        let token = self.coordinator(0, &["region", "invite", region.as_str()], "").await?;
        let token =
            token.lines().find(|line| line.starts_with("schakel-join-")).context("a token")?.to_owned();
        let known = self.known(region)?;
        let config = text(&known.config)?;
        let log = known.log.with_file_name("join.log");
        let arguments = ["--config", config.as_str(), "join", &token];
        let mut joining = Program::start("join", &self.node_binary, &arguments, &log)?;
        let words = eventually("the node shows six words", async || {
            joining.ensure_running()?;
            let shown = fs::read_to_string(&log).unwrap_or_default();
            Ok(six_words(&shown).ok_or(shown))
        })
        .await?;
        self.coordinator(0, &["region", "approve", region.as_str(), "--words", &words], "").await?;
        joining.finish().await.with_context(|| last_lines(&log, 10))?;
        Ok(words)
    }

    async fn import(
        &mut self,
        region: &RegionId,
        what: Import,
        file: &Path,
        progress: &dyn Fn(u64),
    ) -> Result<()> {
        let (config, path) = (text(&self.known(region)?.config)?, text(file)?);
        let arguments = ["--config", config.as_str(), "import", what.word(), &path];
        run_through(&self.node_binary, &arguments, file, progress).await?;
        Ok(())
    }

    async fn start_region(&mut self, region: &RegionId) -> Result<()> {
        let binary = self.node_binary.clone();
        let known = self.known_mut(region)?;
        let config = text(&known.config)?;
        let program = Program::start(region.as_str(), &binary, &["--config", &config, "run"], &known.log)?;
        let program = known.program.insert(program);
        ready(program, known.http).await
    }

    async fn stop_region(&mut self, region: &RegionId) -> Result<()> {
        let program = self.known_mut(region)?.program.take();
        program.with_context(|| format!("{region} runs"))?.stop().await
    }

    async fn kill_region(&mut self, region: &RegionId) -> Result<()> {
        let program = self.known_mut(region)?.program.take();
        program.with_context(|| format!("{region} runs"))?.kill().await
    }

    async fn start_coordinator(&mut self) -> Result<()> {
        // None of them need be ready before there is a majority.
        for number in 0..self.replicas.len() {
            self.start_replica(number)?;
        }
        for number in 0..self.replicas.len() {
            self.replica_is_ready(number).await?;
        }
        Ok(())
    }

    async fn stop_coordinator(&mut self) -> Result<()> {
        for replica in &mut self.replicas {
            replica.program.take().context("the coordinator runs")?.stop().await?;
        }
        Ok(())
    }

    async fn kill_coordinator(&mut self) -> Result<()> {
        for replica in &mut self.replicas {
            replica.program.take().context("the coordinator runs")?.kill().await?;
        }
        Ok(())
    }

    fn now(&self) -> Timestamp {
        SystemClock.now().saturating_add(self.ahead).unwrap_or(Timestamp::MAX)
    }

    async fn advance_clock(&mut self, by: SignedDuration) -> Result<()> {
        let hours = by.as_hours().to_string();
        for number in 0..self.replicas.len() {
            self.coordinator(number, &["advance-clock", "--hours", &hours], "").await?;
        }
        let regions: Vec<_> = self.regions.keys().cloned().collect();
        for region in regions {
            self.node(&region, &["advance-clock", "--hours", &hours], "").await?;
        }
        self.ahead = self.ahead.saturating_add(by);
        Ok(())
    }

    fn adviser(&self) -> SignIn {
        SignIn { name: "adviseur".to_owned(), password: self.password.clone() }
    }

    fn analyst(&self) -> SignIn {
        SignIn { name: "analist".to_owned(), password: self.password.clone() }
    }

    fn region_address(&self, region: &RegionId) -> Result<SocketAddr> {
        Ok(self.known(region)?.http)
    }

    fn coordinator_address(&self) -> Result<SocketAddr> {
        Ok(self.replicas.first().context("there is a replica")?.http)
    }

    async fn verify_receipt(&mut self, region: &RegionId, file: &Path) -> Result<()> {
        self.node(region, &["receipt", "verify", &text(file)?], "").await?;
        Ok(())
    }

    fn resident_bytes(&self, region: &RegionId) -> Option<u64> {
        self.regions.get(region)?.program.as_ref()?.resident_bytes().ok()
    }

    async fn close(mut self) -> Result<()> {
        let nodes = std::mem::take(&mut self.regions).into_values().map(|region| region.program);
        let replicas = std::mem::take(&mut self.replicas).into_iter().map(|replica| replica.program);
        let mut closed = Ok(());
        for program in nodes.chain(replicas).flatten() {
            closed = closed.and(program.stop().await);
        }
        closed
    }
}

/// The six words on the line that says so.
fn six_words(shown: &str) -> Option<String> {
    shown.lines().find_map(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        let plain = |word: &&str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        (words.len() == 6 && words.iter().all(plain)).then(|| words.join(" "))
    })
}

fn text(path: &Path) -> Result<String> {
    path.to_str().map(str::to_owned).with_context(|| format!("{} is not UTF-8", path.display()))
}

fn free_tcp() -> Result<SocketAddr> {
    free_address(|address| TcpListener::bind(address).is_ok())
}

pub(super) fn free_udp() -> Result<SocketAddr> {
    free_address(|address| UdpSocket::bind(address).is_ok())
}

/// How many ports are tried; nearly all of them are free on any machine.
const TRIED: usize = 1000;

/// A loopback address that is free now and stays so until a program takes it: its port lies below those from which the
/// system serves everybody who does not care which (32768 and above, `ip_local_port_range`).
fn free_address(is_free: impl Fn(SocketAddr) -> bool) -> Result<SocketAddr> {
    let drawn = || 12_000 + u16::try_from(uuid::Uuid::new_v4().as_u128() % 20_000).unwrap_or_default();
    let addresses = std::iter::repeat_with(drawn).map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    addresses.take(TRIED).find(|address| is_free(*address)).context("no port is free")
}
