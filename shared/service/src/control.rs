//! The command line of a running program: a socket on the loopback address, its address and a random token in
//! `DATA_DIR/control.json`, one JSON line in, one JSON line out.
//!
//! Who can read the data folder may give commands, and nobody else: the token is compared before the command is
//! looked at.

use crate::TaskGroup;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    fs, io,
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};
use tracing::{debug, warn};

/// The file that tells the command line where the program listens.
pub const FILE: &str = "control.json";
/// The longest line either side reads, in bytes: a directory of all regions is far below it.
const LONGEST_LINE_BYTES: u64 = 8 * 1024 * 1024;
/// How long a command may take before the command line gives up; an import of a whole vocabulary fits.
const CALL_DEADLINE: Duration = Duration::from_secs(600);

/// What a command gives back: a value, or a sentence that says why not.
pub type CommandFuture = Pin<Box<dyn Future<Output = Result<Value, Refusal>> + Send>>;

/// Why a command was not carried out, in a sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What was asked or sent cannot be used: it has to be changed.
    Unusable(String),
    /// It could not be done.
    Failed(String),
}

impl From<String> for Refusal {
    fn from(sentence: String) -> Self {
        Self::Failed(sentence)
    }
}

/// Carries out the commands of the command line.
pub trait ControlHandler: Send + Sync + 'static {
    /// Carries out one command. An unknown command is an error sentence.
    fn command(&self, command: &str, arguments: Value) -> CommandFuture;
}

impl<F> ControlHandler for F
where
    F: Fn(&str, Value) -> CommandFuture + Send + Sync + 'static,
{
    fn command(&self, command: &str, arguments: Value) -> CommandFuture {
        self(command, arguments)
    }
}

/// Why a command did not reach the program or was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// No program runs in the folder.
    #[error("nothing runs in {data_dir}: start it with `run` first")]
    NotRunning {
        /// The data folder.
        data_dir: PathBuf,
    },
    /// The program does not answer as it should.
    #[error("the program in {data_dir} does not answer")]
    NoAnswer {
        /// The data folder.
        data_dir: PathBuf,
        /// What went wrong.
        #[source]
        source: io::Error,
    },
    /// The program refused what was asked or sent, with its own sentence.
    #[error("{0}")]
    Unusable(String),
    /// The program could not do it, with its own sentence.
    #[error("{0}")]
    Refused(String),
}

impl From<Refusal> for ControlError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unusable(sentence) => Self::Unusable(sentence),
            Refusal::Failed(sentence) => Self::Refused(sentence),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Whereabouts {
    address: SocketAddr,
    token: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Command {
    token: String,
    command: String,
    #[serde(default)]
    arguments: Value,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Ok(Value),
    Unusable(String),
    Error(String),
}

/// Starts to listen and writes `DATA_DIR/control.json`; ends with the group.
///
/// # Errors
/// The system's error when no socket can be opened or the file cannot be written.
pub async fn listen(data_dir: &Path, handler: Arc<dyn ControlHandler>, tasks: &TaskGroup) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let mut token = [0; 32];
    getrandom::fill(&mut token).map_err(|error| io::Error::other(error.to_string()))?;
    let whereabouts = Whereabouts { address: listener.local_addr()?, token: hex::encode(token) };
    let file = data_dir.join(FILE);
    write_private(&file, &serde_json::to_vec(&whereabouts)?)?;
    let group = tasks.clone();
    tasks.spawn("control", async move {
        let token: Arc<str> = whereabouts.token.into();
        while let Some(accepted) = group.token().run_until_cancelled(listener.accept()).await {
            match accepted {
                Ok((stream, _)) => {
                    let (handler, token) = (Arc::clone(&handler), Arc::clone(&token));
                    group.spawn_until_stopped("control command", async move {
                        if let Err(error) = serve(stream, &token, handler.as_ref()).await {
                            debug!("a command line went away: {error}");
                        }
                    });
                }
                Err(error) => warn!("the control socket cannot accept: {error}"),
            }
        }
        if let Err(error) = fs::remove_file(&file) {
            debug!("cannot remove {}: {error}", file.display());
        }
    });
    Ok(())
}

async fn serve(stream: TcpStream, token: &str, handler: &dyn ControlHandler) -> io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    BufReader::new(reader).take(LONGEST_LINE_BYTES).read_line(&mut line).await?;
    let answer = match serde_json::from_str::<Command>(&line) {
        Err(_) => Answer::Error("this is not a command".to_owned()),
        Ok(command) if !same(command.token.as_bytes(), token.as_bytes()) => {
            Answer::Error("the token is not this program's; has it been restarted?".to_owned())
        }
        Ok(command) => match handler.command(&command.command, command.arguments).await {
            Ok(value) => Answer::Ok(value),
            Err(Refusal::Unusable(sentence)) => Answer::Unusable(sentence),
            Err(Refusal::Failed(sentence)) => Answer::Error(sentence),
        },
    };
    let mut bytes = serde_json::to_vec(&answer)?;
    bytes.push(b'\n');
    writer.write_all(&bytes).await?;
    writer.shutdown().await
}

/// Compares without telling by its time where two tokens differ.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Gives a command to the program that runs in a data folder.
///
/// # Errors
/// [`ControlError`] when nothing runs there, it does not answer, or it refuses.
pub async fn call(data_dir: &Path, command: &str, arguments: Value) -> Result<Value, ControlError> {
    let not_running = || ControlError::NotRunning { data_dir: data_dir.to_owned() };
    let no_answer = |source| ControlError::NoAnswer { data_dir: data_dir.to_owned(), source };
    let text = fs::read_to_string(data_dir.join(FILE)).map_err(|_| not_running())?;
    let whereabouts: Whereabouts = serde_json::from_str(&text).map_err(|error| no_answer(error.into()))?;
    let stream = TcpStream::connect(whereabouts.address).await.map_err(|_| not_running())?;
    let command = Command { token: whereabouts.token, command: command.to_owned(), arguments };
    match tokio::time::timeout(CALL_DEADLINE, exchange(stream, &command)).await {
        Ok(Ok(Answer::Ok(value))) => Ok(value),
        Ok(Ok(Answer::Unusable(sentence))) => Err(ControlError::Unusable(sentence)),
        Ok(Ok(Answer::Error(sentence))) => Err(ControlError::Refused(sentence)),
        Ok(Err(source)) => Err(no_answer(source)),
        Err(_) => Err(no_answer(io::ErrorKind::TimedOut.into())),
    }
}

async fn exchange(stream: TcpStream, command: &Command) -> io::Result<Answer> {
    let (reader, mut writer) = stream.into_split();
    let mut bytes = serde_json::to_vec(command)?;
    bytes.push(b'\n');
    writer.write_all(&bytes).await?;
    let mut line = String::new();
    BufReader::new(reader).take(LONGEST_LINE_BYTES).read_line(&mut line).await?;
    Ok(serde_json::from_str(&line)?)
}

/// Writes a file that only its owner can read, under its name only when it is complete.
///
/// # Errors
/// The system's error.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let part = path.with_extension("part");
    let mut file = fs::OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::os::unix::fs::PermissionsExt as _;

    fn echo() -> Arc<dyn ControlHandler> {
        Arc::new(|command: &str, arguments: Value| -> CommandFuture {
            let command = command.to_owned();
            Box::pin(async move {
                match command.as_str() {
                    "echo" => Ok(arguments),
                    "read" => Err(Refusal::Unusable("this cannot be read".to_owned())),
                    _ => Err(format!("there is no command `{command}`").into()),
                }
            })
        })
    }

    #[tokio::test]
    async fn a_command_reaches_the_running_program_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let tasks = TaskGroup::new();
        listen(folder.path(), echo(), &tasks).await.unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

        let answer = call(folder.path(), "echo", json!({"region": "AM24"})).await.unwrap();
        assert_eq!(answer, json!({"region": "AM24"}));
        let refused = call(folder.path(), "fly", Value::Null).await.unwrap_err();
        assert_eq!(refused.to_string(), "there is no command `fly`");
        assert!(matches!(refused, ControlError::Refused(_)), "{refused:?}");
        let unusable = call(folder.path(), "read", Value::Null).await.unwrap_err();
        assert!(matches!(&unusable, ControlError::Unusable(it) if it == "this cannot be read"));

        let mut whereabouts: Whereabouts = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        whereabouts.token = "0".repeat(64);
        fs::write(&file, serde_json::to_vec(&whereabouts).unwrap()).unwrap();
        let refused = call(folder.path(), "echo", Value::Null).await.unwrap_err();
        assert!(refused.to_string().contains("token"), "{refused}");

        assert!(tasks.shutdown(Duration::from_secs(5)).await);
        let nobody = call(folder.path(), "echo", Value::Null).await.unwrap_err();
        assert!(matches!(nobody, ControlError::NotRunning { .. }), "{nobody}");
    }
}
