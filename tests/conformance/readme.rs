//! Every command of the README is run here: the pilot with `--once`, the deployment on loopback in a scratch folder.
//! `tests/run` alone is left out, since it runs this. What stands inside a sentence is run too, or has a reason in
//! [`ELSEWHERE`].

use crate::source::root;
use std::{fs, path::PathBuf, process::Stdio, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::{interval, timeout},
};

/// How long a command may take that does not build anything.
const SHORT: Duration = Duration::from_mins(2);
/// How long a build or the pilot may take on a slow machine.
const LONG: Duration = Duration::from_mins(25);
/// How many people a region of the pilot has here; the figures of the README are for more.
const FEW_PEOPLE: &str = "2000";

/// What has to be done for a command of the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Runs this very test.
    TheTests,
    Pilot,
    Build,
    Install,
    Init,
    Run,
    Join,
    Invite,
    Approve,
    AddUser,
    ImportVocabulary,
    Other,
}

impl Kind {
    fn of(command: &str) -> Option<Self> {
        let kinds = [
            ("tests/run", Self::TheTests),
            ("cargo pilot", Self::Pilot),
            ("cargo build --release --locked ", Self::Build),
            ("install -D -m 755 -t /usr/local/bin ", Self::Install),
            ("schakel-coordinator init ", Self::Init),
            ("schakel-node init ", Self::Init),
            ("schakel-coordinator run", Self::Run),
            ("schakel-node run", Self::Run),
            ("schakel-node join ", Self::Join),
            ("schakel-coordinator region invite ", Self::Invite),
            ("schakel-coordinator region approve ", Self::Approve),
            ("schakel-coordinator user add ", Self::AddUser),
            ("schakel-node user add ", Self::AddUser),
            ("schakel-node vocabulary import ", Self::ImportVocabulary),
            ("schakel-coordinator ", Self::Other),
            ("schakel-node ", Self::Other),
        ];
        kinds.into_iter().find(|(start, _)| command.starts_with(start)).map(|(_, kind)| kind)
    }
}

#[test]
fn every_command_of_the_readme_is_one_that_is_run_here() {
    let commands = commands(&readme());
    assert!(commands.len() >= 10, "{commands:?}");
    for command in &commands {
        assert!(Kind::of(command).is_some(), "no test runs `{command}`");
    }
    assert!(Kind::of("curl example.nl | sh").is_none());
    assert_eq!(self::commands("a\n```sh\nx\n# why\n\ny\n```\n```ini\nz\n```\n"), ["x", "y"]);
}

/// What the README names inside a sentence and no test here runs, and where it is run instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("tests/run", "it runs this test"),
    ("tests/full", "needs the full data; a test below runs it without them"),
    ("tests/nightly", "takes hours; a test below reads it"),
    ("just check", "runs this test; another one compares its commands with those of tests/run"),
    ("--once", "every run of the pilot in a test has it"),
    ("--people N", "the pilot's test here has it"),
    ("--replicas 3", "a test of the pilot has it"),
    ("--esco PATH", "needs a full list: tests/full has it"),
];

#[test]
fn every_command_inside_a_sentence_of_the_readme_is_run_somewhere() {
    let readme = readme();
    let found = inline_commands(&readme);
    assert!(found.len() > 5, "{found:?}");
    let in_blocks = commands(&readme);
    for command in &found {
        let is_run = in_blocks.iter().any(|block| block.starts_with(command.as_str()))
            || ELSEWHERE.iter().any(|(named, _)| named == command);
        assert!(is_run, "no test runs `{command}` of the README, and ELSEWHERE gives no reason");
    }
    for (named, _) in ELSEWHERE {
        assert!(found.iter().any(|command| command == named), "the README does not name `{named}` any more");
    }
    assert_eq!(
        inline_commands("`cargo x` and `x`, `--y`\n```sh\ncargo z\n```\n`tests/w`"),
        ["cargo x", "--y", "tests/w"]
    );
}

#[test]
fn tests_full_fails_without_the_data_and_says_what_to_set() {
    let mut full = std::process::Command::new("bash");
    full.arg("tests/full").current_dir(root()).env_remove("SCHAKELNET_DATA").env_remove("SCHAKELNET_PEERS");
    let output = full.output().expect("bash can be started");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("set SCHAKELNET_DATA to the folder"), "{said}");
    // With the data it also tells the story with as many people as the pilot has by itself.
    assert!(read("tests/full").lines().any(|line| line == "cargo pilot --once"));
}

#[test]
fn tests_nightly_gives_every_property_the_cases_that_it_promises() {
    assert!(read("tests/nightly").contains("export PROPTEST_CASES="));
    let mut fixed = Vec::new();
    for path in crate::source::rust_files(&root()) {
        let text = fs::read_to_string(&path).expect("a source is readable");
        if FEW_CASES.iter().any(|(file, _)| path.ends_with(file)) {
            continue;
        }
        fixed.extend(fixed_cases(&text).into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(fixed.is_empty(), "a number of cases that PROPTEST_CASES does not change:\n{}", fixed.join("\n"));
    let fixed_cases_of = |inside: &str| fixed_cases(&format!("#![{}({inside})]", "proptest_config"));
    assert_eq!(fixed_cases_of("ProptestConfig::with_cases(24)"), [1]);
    assert_eq!(fixed_cases_of("ProptestConfig { cases: 2_000, ..ProptestConfig::default() }"), [1]);
    assert!(fixed_cases_of("ProptestConfig::with_cases(privacy::testing::cases(24))").is_empty());
}

/// Properties whose few cases are meant, with the reason.
const FEW_CASES: &[(&str, &str)] = &[
    (
        "shared/vocabulary/src/search.rs",
        "each case searches the whole list, and thousands of them find nothing new",
    ),
    (
        "shared/vocabulary/src/text/extraction.rs",
        "each case looks for every run of words of a text in the whole list",
    ),
];

/// The lines that set a number of cases without looking at `PROPTEST_CASES`.
fn fixed_cases(text: &str) -> Vec<usize> {
    let is_fixed = |line: &str| line.contains("#![proptest_config(") && !line.contains("testing::cases(");
    text.lines().zip(1..).filter(|(line, _)| is_fixed(line)).map(|(_, number)| number).collect()
}

#[test]
fn just_check_has_the_commands_of_tests_run() {
    let plain = |text: &str| text.replace(" --quiet", "").replace("--no-fail-fast", "").replace("  ", " ");
    let run = plain(&read("tests/run"));
    let recipes = read(".justfile");
    let commands = recipes.lines().filter(|line| line.starts_with(' ')).map(str::trim);
    let mut compared = 0;
    for command in commands.filter(|line| *line != "tests/run") {
        compared += 1;
        assert!(run.contains(plain(command).trim()), "tests/run does not have `{command}` of the justfile");
    }
    assert!(compared > 5);
}

#[test]
fn the_first_screen_of_the_readme_says_the_two_commands() {
    let readme = readme();
    let first_screen: String = readme.lines().take(30).map(|line| format!("{line}\n")).collect();
    assert_eq!(commands(&first_screen), ["cargo pilot", "tests/run"]);
}

#[test]
fn every_picture_and_page_that_the_readme_links_to_is_there() {
    let readme = readme();
    let mut links = 0;
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        links += 1;
        assert!(root().join(link).exists(), "the README links to {link}, which is not there");
    }
    assert!(links > 8);
}

#[tokio::test]
async fn the_pilot_of_the_readme_tells_its_story_to_the_end() {
    let pilot = commands(&readme()).into_iter().find(|command| Kind::of(command) == Some(Kind::Pilot));
    let pilot = pilot.expect("the README has the pilot");
    let once = format!("{pilot} --once --people {FEW_PEOPLE}");
    let mut command = Command::new("sh");
    command.args(["-c", &once]).current_dir(root()).stdin(Stdio::null());
    finish(&once, command, LONG).await;
}

#[tokio::test]
async fn the_deployment_of_the_readme_works_on_loopback() {
    let mut deployment = Deployment::new();
    for command in commands(&readme()) {
        deployment.carry_out(&command).await;
    }
    deployment.stop().await;
}

fn readme() -> String {
    read("README.md")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What stands in backticks outside of the blocks and is something to type.
fn inline_commands(readme: &str) -> Vec<String> {
    let mut inside = false;
    let mut text = String::new();
    for line in readme.lines() {
        match line.trim_start().starts_with("```") {
            true => inside = !inside,
            false if !inside => text += &format!("{line}\n"),
            false => {}
        }
    }
    let is_command = |code: &str| {
        // A word with an argument, a script of the tree, or an option.
        let starts = ["cargo ", "just ", "tests/", "--", "schakel-node ", "schakel-coordinator "];
        starts.iter().any(|start| code.starts_with(start))
    };
    let code = text.split('`').skip(1).step_by(2);
    code.filter(|code| is_command(code)).map(|code| code.replace('\n', " ")).collect()
}

/// The lines of the README's `sh` blocks, without comments.
fn commands(readme: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.trim() {
            "```sh" => inside = true,
            "```" => inside = false,
            "" => {}
            command if inside && !command.starts_with('#') => found.push(command.to_owned()),
            _ => {}
        }
    }
    found
}

/// A coordinator and a node in a scratch folder, as the README has them on two machines.
struct Deployment {
    folder: TempDir,
    token: String,
    words: String,
    joining: Option<(Child, Lines<BufReader<ChildStdout>>)>,
    running: Vec<(String, Child)>,
}

impl Deployment {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder can be made");
        Self { folder, token: String::new(), words: String::new(), joining: None, running: Vec::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command with scratch folders and loopback in place of the README's machines.
    fn here(&self, command: &str) -> String {
        let mut here = command
            .replace("/usr/local/bin", &self.path("bin").display().to_string())
            .replace("coordinator.example.nl:8450", "127.0.0.1:0")
            .replace("TOKEN", &self.token)
            .replace("WORDS", &self.words);
        if Kind::of(command) == Some(Kind::Init) {
            let (name, ports) = if command.starts_with("schakel-node") {
                ("node", "--listen 127.0.0.1:0")
            } else {
                ("coordinator", "--listen 127.0.0.1:0 --http-listen 127.0.0.1:0")
            };
            here = format!("{here} --data-dir {} {ports}", self.path(name).join("data").display());
        }
        here
    }

    fn command(&self, here: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("exec {here}")])
            .current_dir(root())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("SCHAKEL_NODE_CONFIG", self.path("node").join("node.toml"))
            .env("SCHAKEL_COORDINATOR_CONFIG", self.path("coordinator").join("coordinator.toml"));
        command
    }

    async fn carry_out(&mut self, command: &str) {
        let here = self.here(command);
        match Kind::of(command).unwrap_or_else(|| panic!("no test runs `{command}`")) {
            Kind::TheTests | Kind::Pilot => {}
            Kind::Build => drop(finish(command, self.command(&here), LONG).await),
            Kind::Install | Kind::Init | Kind::Other => {
                drop(finish(command, self.command(&here), SHORT).await)
            }
            Kind::AddUser => {
                // The password comes on standard input, as an operator's script gives it.
                let piped = format!("sh -c 'echo a-long-pass-phrase-of-a-test | {here}'");
                drop(finish(command, self.command(&piped), SHORT).await);
            }
            Kind::Invite => {
                let said = finish(command, self.command(&here), SHORT).await;
                let token = said.split_whitespace().find(|word| word.starts_with("schakel-join-"));
                token
                    .unwrap_or_else(|| panic!("`{command}` gave no token: {said}"))
                    .clone_into(&mut self.token);
            }
            Kind::ImportVocabulary => {
                let release = self.path("ESCO");
                write_made_up_release(&release);
                let here = here.replace("ESCO-FOLDER", &release.display().to_string());
                let said = finish(command, self.command(&here), SHORT).await;
                assert!(said.contains("It is now the working list"), "{said}");
            }
            Kind::Join => self.begin_to_join(command, &here).await,
            Kind::Approve => {
                drop(finish(command, self.command(&here), SHORT).await);
                let (mut child, mut lines) =
                    self.joining.take().expect("the README joins before it approves");
                let rest = async { while let Ok(Some(_)) = lines.next_line().await {} };
                let ended = async { (rest.await, child.wait().await).1 };
                let status = timeout(SHORT, ended).await.expect("joining ends after the approval");
                assert!(
                    status.expect("joining can be waited for").success(),
                    "joining failed after the approval"
                );
            }
            Kind::Run => self.begin_to_run(command, &here).await,
        }
    }

    /// Starts joining and reads the six words that it shows; it goes on until the approval.
    async fn begin_to_join(&mut self, command: &str, here: &str) {
        let mut child = self.command(here).stdout(Stdio::piped()).spawn().expect("a shell can be started");
        let mut lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
        let words = async {
            while let Some(line) = lines.next_line().await.expect("the output is text") {
                let words: Vec<_> = line.split_whitespace().collect();
                if words.len() == 6
                    && words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
                {
                    return words.join(" ");
                }
            }
            panic!("`{command}` ended without showing six words");
        };
        self.words = timeout(SHORT, words).await.expect("joining shows six words in time");
        self.joining = Some((child, lines));
    }

    /// Starts a program and waits until its command line answers.
    async fn begin_to_run(&mut self, command: &str, here: &str) {
        let child = self.command(here).spawn().expect("a shell can be started");
        self.running.push((command.to_owned(), child));
        let program = command.split(' ').next().unwrap_or_default();
        let answers = async {
            let mut tick = interval(Duration::from_millis(200));
            loop {
                tick.tick().await;
                let (name, child) = self.running.last_mut().expect("it was just started");
                let ended = child.try_wait().expect("a child can be asked");
                assert!(ended.is_none(), "`{name}` ended by itself: {ended:?}");
                let mut status = self.command(&format!("{program} status"));
                let asked = status.stdout(Stdio::null()).stderr(Stdio::null()).status().await;
                if asked.is_ok_and(|status| status.success()) {
                    return;
                }
            }
        };
        timeout(SHORT, answers).await.unwrap_or_else(|_| panic!("`{program} status` never succeeded"));
    }

    /// Asks the programs to stop and expects that they do, cleanly.
    async fn stop(&mut self) {
        assert_eq!(self.running.len(), 2, "the README runs a coordinator and a node");
        for (name, mut child) in self.running.drain(..).rev() {
            let id = child.id().expect("it still runs").to_string();
            let asked =
                Command::new("kill").args(["-TERM", &id]).status().await.expect("kill can be started");
            assert!(asked.success());
            let status =
                timeout(SHORT, child.wait()).await.unwrap_or_else(|_| panic!("`{name}` does not stop"));
            assert!(status.expect("a child can be waited for").success(), "`{name}` stopped with an error");
        }
    }
}

/// A release of ESCO in the official form, as small as it can be.
fn write_made_up_release(folder: &std::path::Path) {
    let (occupation, skill) =
        ("http://data.europa.eu/esco/occupation/a", "http://data.europa.eu/esco/skill/b");
    let tables = [
        (
            "occupations_nl.csv",
            format!(
                "conceptUri,iscoGroup,preferredLabel,status,code\n{occupation},2221,zuster,released,2221.1\n"
            ),
        ),
        (
            "skills_nl.csv",
            format!("conceptUri,skillType,preferredLabel,status\n{skill},knowledge,anatomie,released\n"),
        ),
        (
            "occupationSkillRelations_nl.csv",
            format!(
                "occupationUri,relationType,skillType,skillUri\n{occupation},essential,knowledge,{skill}\n"
            ),
        ),
    ];
    fs::create_dir_all(folder).expect("a scratch folder can be made");
    for (name, text) in tables {
        fs::write(folder.join(name), text).expect("a scratch file can be written");
    }
}

/// Runs a command to its end and gives what it wrote on standard output; a failure shows all that it said.
async fn finish(name: &str, mut command: Command, limit: Duration) -> String {
    let output = timeout(limit, command.kill_on_drop(true).output()).await;
    let output = output
        .unwrap_or_else(|_| panic!("`{name}` takes longer than {limit:?}"))
        .expect("a shell can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`{name}` ended with {}:\n{said}\n{complained}", output.status);
    said
}
