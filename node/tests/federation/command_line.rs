use super::running_hub::RunningHub;
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};
use tempfile::tempdir;

/// How long a program gets to find the coordinator, which takes it milliseconds.
const PATIENCE: jiff::SignedDuration = jiff::SignedDuration::from_secs(30);

fn node(config: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_schakel-node"));
    command.arg("--config").arg(config).env_remove("SCHAKEL_LOG");
    command
}

fn refusal(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A configuration made by `init`, with free ports.
fn made(folder: &Path) -> PathBuf {
    let config = folder.join("node.toml");
    let output = node(&config)
        .args(["init", "--region", "AM24", "--listen", "127.0.0.1:0", "--simulated-clock", "--data-dir"])
        .arg(folder.join("data"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    config
}

/// A node that runs, killed when the test ends.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(config: &Path) -> Self {
        let mut child = node(config).arg("run").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { child, address: address.trim().trim_start_matches("http://").to_owned() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_running_node_answers_its_operator_and_holds_its_folder() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let nothing = refusal(&node(&config).arg("status").output().unwrap());
    assert!(nothing.contains("start it with `run` first"), "{nothing}");

    let mut running = Running::start(&config);
    let status = node(&config).args(["status", "--json"]).output().unwrap();
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    assert_eq!((&status["region"], &status["joined"]), (&"AM24".into(), &false.into()));
    let before: jiff::Timestamp = status["now"].as_str().unwrap().parse().unwrap();
    assert!(node(&config).args(["advance-clock", "--hours", "48"]).output().unwrap().status.success());
    let status = node(&config).args(["status", "--json"]).output().unwrap();
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    let after: jiff::Timestamp = status["now"].as_str().unwrap().parse().unwrap();
    assert!(after.duration_since(before).as_hours() >= 48);

    let second = refusal(&node(&config).arg("run").output().unwrap());
    assert!(second.contains("another program already runs in the data folder"), "{second}");
    let join = refusal(&node(&config).args(["join", "x"]).output().unwrap());
    assert!(join.contains("needs the data folder for itself"), "{join}");

    Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status().unwrap();
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn s3_07_the_operator_shows_checks_applies_and_lists_the_weights_of_the_match() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let says = |arguments: &[&str]| {
        let output = node(&config).arg("weights").args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let _running = Running::start(&config);
    let shown = says(&["show"]);
    assert!(shown.contains("# Number 1") && shown.contains("culture = 0"), "{shown}");
    let file = folder.path().join("weights.toml");
    std::fs::write(&file, shown.replace("potential = 10", "potentiel = 10")).unwrap();
    let file_name = file.to_str().unwrap();
    let wrong = node(&config).args(["weights", "check", file_name]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(refusal(&wrong).contains("did you mean `potential`?"));

    std::fs::write(&file, shown.replace("potential = 10", "potential = 20")).unwrap();
    assert!(says(&["check", file_name]).contains("can be used"));
    let applied = says(&["apply", file_name, "--why", "Leren telt hier zwaarder"]);
    assert!(applied.contains("Number 2 is in force"), "{applied}");
    assert!(says(&["show"]).contains("potential = 20"));
    let history = says(&["history"]);
    assert!(
        history.starts_with("2 ") && history.contains("by console: Leren telt hier zwaarder"),
        "{history}"
    );
}

#[test]
fn a_relative_data_folder_of_init_starts_where_the_operator_stands_and_not_at_the_file() {
    let folder = tempdir().unwrap();
    let output = node(Path::new("etc/node.toml"))
        .current_dir(folder.path())
        .args(["init", "--region", "AM24", "--data-dir", "data"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(folder.path().join("data/node.db").exists() && !folder.path().join("etc/data").exists());
    let config = node::config::Config::load(&folder.path().join("etc/node.toml")).unwrap();
    assert_eq!(config.data_dir, folder.path().join("data"));
}

#[test]
fn a_port_in_use_is_named() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let running = Running::start(&config);
    let other = tempdir().unwrap();
    let other_config = made(other.path());
    let text = std::fs::read_to_string(&other_config).unwrap().replace("127.0.0.1:0", &running.address);
    std::fs::write(&other_config, text).unwrap();
    let error = refusal(&node(&other_config).arg("run").output().unwrap());
    assert!(
        error.contains(&running.address) && error.contains("is another program using that port?"),
        "{error}"
    );
}

#[test]
fn a_setting_that_does_not_exist_is_named_with_the_nearest_one() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let text = std::fs::read_to_string(&config).unwrap().replace("listen =", "lisen =");
    std::fs::write(&config, text).unwrap();
    for command in ["run", "check-config", "status"] {
        let error = refusal(&node(&config).arg(command).output().unwrap());
        assert!(error.contains("`lisen`") && error.contains("did you mean `listen`?"), "{error}");
    }
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let database = rusqlite::Connection::open(folder.path().join("data/node.db")).unwrap();
    database.pragma_update(None, "user_version", 9_999).unwrap();
    drop(database);
    let error = refusal(&node(&config).arg("run").output().unwrap());
    assert!(error.contains("install the program's newer version"), "{error}");
}

#[test]
fn a_real_clock_is_not_moved() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let text = std::fs::read_to_string(&config).unwrap().replace("simulated = true", "simulated = false");
    std::fs::write(&config, text).unwrap();
    let at_rest = node(&config).args(["advance-clock", "--hours", "1"]).output().unwrap();
    assert!(refusal(&at_rest).contains("runs on the real time"), "{at_rest:?}");
    let _running = Running::start(&config);
    let running = node(&config).args(["advance-clock", "--hours", "1"]).output().unwrap();
    assert!(refusal(&running).contains("runs on the real time"), "{running:?}");
    assert_eq!((at_rest.status.code(), running.status.code()), (Some(2), Some(2)), "asked of either alike");
    let unknown = node(&config).args(["match", "--vacancy", "x"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2), "{unknown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn join_shows_six_words_on_a_line_of_their_own_and_run_takes_part() {
    // The programs run on the real time here.
    let now = service::Clock::now(&service::SystemClock);
    let (hub, folder) = (RunningHub::start_at(now), tempdir().unwrap());
    let config = made(folder.path());
    let token = hub.token("AM24");
    hub.hub.state.lock().unwrap().admission = super::hub::Admission::Wait;
    let mut joining =
        node(&config).arg("join").arg(token.to_string()).stdout(Stdio::piped()).spawn().unwrap();
    let shown = BufReader::new(joining.stdout.take().unwrap());
    let words = tokio::task::spawn_blocking(move || {
        let found = shown.lines().map(Result::unwrap).find(|line| line.split_whitespace().count() == 6);
        found.map(|line| line.trim().to_owned())
    })
    .await
    .unwrap()
    .unwrap();
    assert!(words.chars().all(|letter| letter.is_ascii_lowercase() || letter == ' '), "{words}");
    joining.kill().unwrap();
    joining.wait().unwrap();

    hub.hub.state.lock().unwrap().admission = super::hub::Admission::LetIn;
    let output = {
        let mut command = node(&config);
        command.arg("join").arg(token.to_string());
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    };
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("has joined the network"));

    let taking_part = tokio::task::spawn_blocking(move || {
        let _running = Running::start(&config);
        let until = service::Clock::now(&service::SystemClock).saturating_add(PATIENCE).unwrap();
        let mut status = serde_json::Value::Null;
        while service::Clock::now(&service::SystemClock) < until {
            let output = node(&config).args(["status", "--json"]).output().unwrap();
            status = serde_json::from_slice(&output.stdout).unwrap_or_default();
            if status["coordinator"]["answeredAt"].is_string() {
                break;
            }
        }
        status
    })
    .await
    .unwrap();
    assert_eq!(taking_part["joined"], true, "{taking_part}");
    assert!(taking_part["coordinator"]["answeredAt"].is_string(), "{taking_part}");
    assert!(taking_part["coordinator"]["awaySince"].is_null(), "{taking_part}");
}

#[test]
fn a_receipt_file_is_verified_against_the_networks_key() {
    let folder = tempdir().unwrap();
    let (key, json) = receipt();
    let file = folder.path().join("receipt.json");
    std::fs::write(&file, &json).unwrap();
    let nowhere = folder.path().join("none.toml");
    let verify = |key: &str| {
        node(&nowhere).args(["receipt", "verify", "--network-key", key]).arg(&file).output().unwrap()
    };
    let good = verify(&key);
    assert!(good.status.success(), "{good:?}");
    assert!(String::from_utf8_lossy(&good.stdout).contains("The receipt is genuine."));
    let other = verify(&"0".repeat(64));
    assert!(refusal(&other).contains("another network"));
    assert_eq!((other.status.code(), verify("abc").status.code()), (Some(1), Some(2)));
    std::fs::write(&file, json.replace("AM25", "AM22")).unwrap();
    assert!(refusal(&verify(&key)).contains("differs from what was signed"));
    std::fs::write(&file, "{}").unwrap();
    assert!(refusal(&verify(&key)).contains("not a receipt"));
}

fn receipt() -> (String, String) {
    use identity::{NetworkAuthority, RegionKeys, receipt};
    use vocabulary::{HandoverId, RegionId};
    let network = NetworkAuthority::generate(jiff::Timestamp::UNIX_EPOCH).unwrap();
    let [sender, receiver] = [(); 2].map(|()| RegionKeys::generate().unwrap());
    let statement = protocol::encode(&protocol::latest::HandoverStatement {
        handover: HandoverId::from_bytes([4; 16]),
        from: RegionId::new("AM25").unwrap(),
        to: RegionId::new("AM24").unwrap(),
        envelope_sha256: [1; 32],
        preview_sha256: [3; 32],
        consent_sha256: [2; 32],
        offered_at_ms: 1_790_000_000_000,
        expires_at_ms: 1_791_000_000_000,
    })
    .unwrap();
    let unsigned = protocol::latest::HandoverReceipt {
        sender_signature: receipt::sign_offer(&sender, &statement),
        receiver_signature: receipt::sign_accept(&receiver, &statement),
        statement,
        sender_key: sender.signing_key(),
        receiver_key: receiver.signing_key(),
        decided_at_ms: 1_790_000_500_123,
        log_index: 77,
        network_signature: Vec::new(),
    };
    let signed = receipt::sign(&network, unsigned).unwrap();
    (hex::encode(network.network_key()), receipt::to_json(&network.network_key(), &signed).unwrap())
}

#[test]
fn the_audit_log_is_verified_against_a_head_that_was_kept_elsewhere() {
    let folder = tempdir().unwrap();
    let config = made(folder.path());
    let mut add = node(&config);
    let mut add =
        add.args(["user", "add", "anna", "--role", "adviser"]).stdin(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut add.stdin.take().unwrap(), b"a long enough password\n").unwrap();
    assert!(add.wait().unwrap().success());
    let verify = |more: &[&str]| node(&config).args(["audit", "verify"]).args(more).output().unwrap();
    let printed = String::from_utf8(verify(&[]).stdout).unwrap();
    let head = printed.trim().rsplit(' ').next().unwrap();
    assert!(printed.contains("1 entries, head ") && head.len() == 64, "{printed}");
    let same = verify(&["--expect", head]);
    assert!(same.status.success() && String::from_utf8(same.stdout).unwrap().contains("is entry 1"));
    let other = refusal(&verify(&["--expect", &"0".repeat(64)]));
    assert!(other.contains("no entry has the expected head"), "{other}");
    let no_head = refusal(&verify(&["--expect", "abc"]));
    assert!(no_head.contains("64 hexadecimal digits"), "{no_head}");
}
