//! Running a program: no shell, no input, a bound on time and on what it may say.

use camino::Utf8Path;
use std::ffi::OsString;
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// What a tool may write to each of its streams; the rest is thrown away and the run counts as failed.
const MAX_OUTPUT: usize = 16 << 20;
/// How long the streams may stay open when the program has ended: something that it started may hold them.
const GRACE: Duration = Duration::from_secs(2);
/// How often one looks whether a program has ended.
const TICK: Duration = Duration::from_millis(10);
/// Variables that would make a tool judge something else than what it is given.
const MISLEADING: [&str; 11] = [
    "COMPOSE_FILE",
    "COMPOSE_PROFILES",
    "COMPOSE_PROJECT_NAME",
    "COMPOSE_ENV_FILES",
    "COMPOSE_PATH_SEPARATOR",
    "TF_WORKSPACE",
    "TF_DATA_DIR",
    "TF_CLI_ARGS",
    "TF_CLI_ARGS_init",
    "TF_CLI_ARGS_validate",
    "TF_CLI_ARGS_fmt",
];

/// What is run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    arguments: Vec<String>,
    variables: Vec<(&'static str, OsString)>,
}

impl Call {
    /// With these arguments.
    pub(crate) fn new<A: Into<String>>(arguments: impl IntoIterator<Item = A>) -> Self {
        Self { arguments: arguments.into_iter().map(Into::into).collect(), variables: Vec::new() }
    }

    /// With a variable of the environment.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// With these arguments before its own.
    pub(crate) fn after(mut self, first: &[&str]) -> Self {
        self.arguments.splice(0..0, first.iter().map(|argument| (*argument).to_owned()));
        self
    }
}

/// What a program said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Said {
    /// Its exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
    /// What it wrote to standard output.
    pub(crate) out: String,
    /// What it wrote to standard error.
    pub(crate) err: String,
}

impl Said {
    /// How it ended, and its last words: "ended with exit code 2 and said: …".
    pub(crate) fn end(&self) -> String {
        let how = match self.code {
            Some(code) => format!("ended with exit code {code}"),
            None => "was ended by a signal".to_owned(),
        };
        let mut words: Vec<&str> =
            self.err.lines().chain(self.out.lines()).filter(|line| !line.trim().is_empty()).collect();
        words.truncate(5);
        if words.is_empty() {
            format!("{how} and said nothing")
        } else {
            format!("{how} and said:\n{}", words.join("\n"))
        }
    }

    /// The run could not be read.
    pub(crate) fn unread(&self) -> Trouble {
        Trouble::Failed(format!("it {}", self.end()))
    }
}

/// Why a tool has not judged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Trouble {
    /// It went wrong: it crashed, hung, or said what cannot be understood.
    Failed(String),
    /// It works, and something that it needs is not here: why.
    Unable(String),
}

/// Runs a program in a folder until it ends or its time is over.
pub(crate) fn run(program: &Utf8Path, folder: &Utf8Path, call: &Call, timeout: Duration) -> Result<Said, Trouble> {
    let mut command = Command::new(program);
    command
        .args(&call.arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    MISLEADING.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.env("NO_COLOR", "1").envs(call.variables.iter().map(|(name, value)| (name, value)));
    own_group(&mut command);
    let mut child = command.spawn().map_err(|error| Trouble::Failed(format!("it cannot be started: {error}")))?;
    let (out, err) = (collected(child.stdout.take()), collected(child.stderr.take()));
    let status = wait(&mut child, timeout)?;
    let (out, err) = (arrived(&out)?, arrived(&err)?);
    Ok(Said { code: status.code(), out, err })
}

/// Waits, and ends the program and what it started when its time is over.
fn wait(child: &mut Child, timeout: Duration) -> Result<ExitStatus, Trouble> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if begun.elapsed() < timeout => std::thread::sleep(TICK),
            Ok(None) => {
                end(child);
                return Err(Trouble::Failed(format!(
                    "it did not end within {} s; `--timeout SECONDS` gives it longer",
                    timeout.as_secs()
                )));
            }
            Err(error) => {
                end(child);
                return Err(Trouble::Failed(format!("it cannot be waited for: {error}")));
            }
        }
    }
}

/// In a process group of its own, so that what it starts ends with it.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

fn end(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads a stream to its end in a thread of its own, so that a full pipe stops nobody; keeps its first [`MAX_OUTPUT`] bytes and whether that is all.
fn collected<R: Read + Send + 'static>(stream: Option<R>) -> Receiver<(Vec<u8>, bool)> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let Some(mut stream) = stream else { return };
        let _ = stream.by_ref().take(MAX_OUTPUT as u64).read_to_end(&mut bytes);
        let rest = io::copy(&mut stream, &mut io::sink()).unwrap_or(0);
        // Nobody listens any more where the time was over.
        let _ = sender.send((bytes, rest == 0));
    });
    receiver
}

fn arrived(stream: &Receiver<(Vec<u8>, bool)>) -> Result<String, Trouble> {
    match stream.recv_timeout(GRACE) {
        Ok((bytes, true)) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Ok((_, false)) => Err(Trouble::Failed(format!("it said more than {} MiB", MAX_OUTPUT >> 20))),
        Err(_) => Err(Trouble::Failed("it ended, but something that it started did not".to_owned())),
    }
}
