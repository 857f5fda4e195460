//! The program as an operator uses it: a process of its own, its command line, its messages.

use crate::network::{eventually, is_shortened};
use std::{
    fs,
    net::{SocketAddr, TcpListener, UdpSocket},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_schakel-coordinator");

/// A coordinator in a folder of its own.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    http: SocketAddr,
    federation: SocketAddr,
}

impl Place {
    pub(crate) fn made() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let http = free_address(|address| TcpListener::bind(address).is_ok());
        let federation = free_address(|address| UdpSocket::bind(address).is_ok());
        let place = Self { folder, http, federation };
        let data = place.folder.path().join("data");
        let (federation, http) = (place.federation.to_string(), place.http.to_string());
        let arguments = [
            "init",
            "--data-dir",
            data.to_str().unwrap(),
            "--address",
            &federation,
            "--listen",
            &federation,
            "--http-listen",
            &http,
            "--simulated-clock",
        ];
        place.works(&arguments);
        place
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.folder.path().join("coordinator.toml")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--config").arg(self.config()).args(arguments).env("SCHAKEL_LOG", "warn");
        command
    }

    pub(crate) fn output(&self, arguments: &[&str], input: &str) -> Output {
        use std::io::Write as _;
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    fn works(&self, arguments: &[&str]) -> String {
        self.works_with(arguments, "")
    }

    fn works_with(&self, arguments: &[&str], input: &str) -> String {
        let output = self.output(arguments, input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What the program says when it refuses.
    fn fails(&self, arguments: &[&str]) -> String {
        self.fails_with(arguments, "")
    }

    fn fails_with(&self, arguments: &[&str], input: &str) -> String {
        let output = self.output(arguments, input);
        assert!(!output.status.success(), "{arguments:?} worked");
        String::from_utf8(output.stderr).unwrap()
    }

    pub(crate) async fn run(&self) -> Running {
        let running = Running(self.command(&["run"]).spawn().unwrap());
        let control = self.folder.path().join("data/control.json");
        eventually("the program runs", async || {
            control.exists() && self.output(&["status"], "").status.success()
        })
        .await;
        running
    }
}

/// A process that is not left behind.
pub(crate) struct Running(pub(crate) Child);

impl Running {
    pub(crate) fn terminate(mut self) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.0.wait().unwrap().success(), "it ends in order");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A loopback address that is free now and stays so until a program takes it: its port lies below those from which the
/// system serves everybody who does not care which (32768 and above, `ip_local_port_range`).
fn free_address(is_free: impl Fn(SocketAddr) -> bool) -> SocketAddr {
    let mut ports =
        std::iter::repeat_with(|| 12_000 + u16::from_be_bytes(identity::random_bytes().unwrap()) % 20_000);
    ports
        .find_map(|port| Some(SocketAddr::from(([127, 0, 0, 1], port))).filter(|address| is_free(*address)))
        .unwrap()
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_founds_a_network_invites_looks_and_stops() {
    let place = Place::made();
    assert_eq!(mode(&place.folder.path().join("data/keys/network.key")), 0o600);
    let running = place.run().await;
    let invited = place.works(&["region", "invite", "AM24", "--valid-for", "2d"]);
    let token: identity::JoinToken = invited.lines().next().unwrap().parse().unwrap();
    assert_eq!(token.addresses, [place.federation.to_string()]);
    assert!(place.works(&["region", "requests"]).contains("No request"));
    assert!(place.works(&["region", "list"]).contains("code"));
    let status: serde_json::Value = serde_json::from_str(&place.works(&["status", "--json"])).unwrap();
    assert_eq!(status["replica"]["role"], "leader");
    assert!(place.works(&["advance-clock", "--hours", "24"]).starts_with("It is now "));
    let added =
        place.works_with(&["user", "add", "netwerk", "--role", "network-operator"], "a-long-password\n");
    assert!(!added.contains("a-long-password"), "{added}");
    assert!(place.works(&["user", "add", "analist", "--role", "analyst"]).contains("shown once"));
    running.terminate();
    assert!(place.fails(&["status"]).contains("nothing runs"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_done_is_said_in_words() {
    let place = Place::made();
    assert!(place.fails(&["init", "--address", "localhost:1"]).contains("exists already"));
    let running = place.run().await;
    let wrong = place.fails(&["region", "approve", "AM24", "--words", "a b c d e f"]);
    assert!(wrong.contains("no request of region AM24"), "{wrong}");
    assert!(place.fails(&["region", "suspend", "AM24"]).contains("not known"));
    assert!(place.fails(&["region", "invite", "AM99"]).contains("--name"));
    assert!(place.fails(&["user", "add", "els", "--role", "king"]).contains("the roles are"));
    assert!(place.fails_with(&["user", "add", "els", "--role", "analyst"], "short").contains("at least"));
    assert!(place.fails(&["advance-clock", "--hours=-1"]).contains("ahead"));
    let second = place.fails(&["run"]);
    assert!(second.contains("already runs"), "{second}");
    running.terminate();
}

#[test]
fn relative_paths_of_init_start_where_the_operator_stands_and_not_at_the_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("release")).unwrap();
    let init = |esco: &str| {
        let mut command = Command::new(PROGRAM);
        command.current_dir(folder.path()).args(["--config", "etc/coordinator.toml", "init"]);
        command.args(["--data-dir", "data", "--address", "127.0.0.1:8450", "--esco", esco]).output().unwrap()
    };
    let refused = init("no/such/release");
    assert!(!refused.status.success());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("there is no ESCO release at") && said.contains("no/such/release"), "{said}");
    assert!(!folder.path().join("etc").exists(), "nothing is made");

    let made = init("release");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(folder.path().join("data/keys/network.key").exists() && !folder.path().join("etc/data").exists());
    let config = coordinator::config::Config::load(&folder.path().join("etc/coordinator.toml")).unwrap();
    assert_eq!(config.figures.esco, Some(folder.path().join("release")));
}

/// Changes the log of a replica that does not run, and gives what the program says to it.
fn says_to_a_log_changed_by(place: &Place, sql: &str) -> String {
    let log = rusqlite::Connection::open(place.folder.path().join("data/log.db")).unwrap();
    assert_eq!(log.execute(sql, []).unwrap(), 1, "{sql}");
    drop(log);
    place.fails(&["run"])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_whose_log_is_damaged_stops_and_says_so() {
    let place = Place::made();
    let log = place.folder.path().join("data/log.db");
    let running = place.run().await;
    eventually("the log is shortened, before there is something in it that is meant to stay", async || {
        is_shortened(&log)
    })
    .await;
    for code in ["AM22", "AM23", "AM24", "AM25"] {
        place.works(&["region", "invite", code]);
    }
    running.terminate();
    let whole = fs::read(&log).unwrap();
    let second = "(SELECT max(log_index) - 1 FROM log)";
    let said = says_to_a_log_changed_by(&place, &format!("DELETE FROM log WHERE log_index = {second}"));
    assert!(said.contains("some are missing"), "{said}");
    fs::write(&log, &whole).unwrap();
    let last = "(SELECT max(log_index) FROM log)";
    let garbled = format!("UPDATE log SET entry = x'0102030405' WHERE log_index = {last}");
    let said = says_to_a_log_changed_by(&place, &garbled);
    assert!(said.contains("reading what replicas keep or say"), "{said}");
    fs::write(&log, vec![7; whole.len()]).unwrap();
    let said = place.fails(&["run"]);
    assert!(said.contains("opening the log"), "{said}");
    // The contrast: as it was, it runs.
    fs::write(&log, &whole).unwrap();
    place.run().await.terminate();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_region_of_the_operators_own_list_is_invited_by_its_name_there() {
    let place = Place::made();
    let list = place.folder.path().join("geography");
    fs::create_dir(&list).unwrap();
    let regions = "code,name,tile,column,row,longitude,latitude,neighbours,valid_from\n\
                   AM77,Walcheren,WA,0,0,3.6,51.5,,2026-01-01\n";
    fs::write(list.join("regions.csv"), regions).unwrap();
    let municipalities = "code,name,region,longitude,latitude\nGM0687,Middelburg,AM77,3.61,51.5\n";
    fs::write(list.join("municipalities.csv"), municipalities).unwrap();
    let text = fs::read_to_string(place.config()).unwrap();
    assert!(!text.contains("\n[lists]"), "{text}");
    fs::write(place.config(), format!("{text}\n[lists]\ngeography = 'geography'\n")).unwrap();
    let running = place.run().await;
    place.works(&["region", "invite", "AM77"]);
    // The contrast: a region of the list in the program, which this list replaces.
    assert!(place.fails(&["region", "invite", "AM24"]).contains("--name"));
    running.terminate();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_port_in_use_and_a_setting_that_does_not_exist_are_named() {
    let place = Place::made();
    let taken = TcpListener::bind(place.http).unwrap();
    let said = place.fails(&["run"]);
    assert!(said.contains(&format!("TCP {}", place.http)) && said.contains("another program"), "{said}");
    drop(taken);
    let taken = UdpSocket::bind(place.federation).unwrap();
    let said = place.fails(&["run"]);
    assert!(said.contains(&format!("UDP {}", place.federation)), "{said}");
    drop(taken);
    assert!(place.works(&["check-config"]).contains("can be used"));
    let text = fs::read_to_string(place.config()).unwrap();
    fs::write(place.config(), format!("{text}\n[cloc]\nsimulated = true\n")).unwrap();
    let said = place.fails(&["check-config"]);
    assert!(said.contains("cloc") && said.contains("line"), "{said}");
    let said = place.fails(&["run"]);
    assert!(said.contains("cloc"), "{said}");
}
