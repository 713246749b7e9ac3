//! `measure-editor [SERVICES FILES]`: how long the language server takes on a generated project (1,000 services in 50 files unless said), as Markdown. The
//! server is the command `infrac lsp` that lies beside it, over its standard input and output; each time is that of a client: from the moment before
//! a message is written until the answer is read. `cargo build --release -p infrac-cli -p infrac-bench` builds both.
//!
//! A keystroke is one that changes the findings of its file, so that something is published; the next follows after 120 ms, as a fast typist's does,
//! whether or not the whole analysis behind the last one has ended. The pause that coalesces edits is set to nothing.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use camino::{Utf8Path, Utf8PathBuf};
use infrac_bench::{ENVIRONMENTS, Size, project};
use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::io::BufReader;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

/// What the project wants, in milliseconds: median and 95th percentile of keystrokes, 95th percentile of requests.
const KEYSTROKE_GOALS: [f64; 2] = [20.0, 40.0];
const REQUEST_GOAL: f64 = 10.0;
/// How often each thing is measured.
const ROUNDS: usize = 200;
/// Between two keystrokes.
const TYPING: Duration = Duration::from_millis(120);

fn main() -> ExitCode {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize, or: usize| numbers.get(at).copied().unwrap_or(or);
    match measure(number(0, 1_000), number(1, 50)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(services: usize, files: usize) -> Result<(), Failure> {
    let keep = tempfile::tempdir()?;
    let folder = Utf8PathBuf::from_path_buf(keep.path().canonicalize()?).map_err(|path| path.display().to_string())?;
    let texts = split(&project(Size { services, environments: ENVIRONMENTS }), files);
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(folder.join(format!("part{number:03}.infra")), text)?;
    }
    let number = texts.len() / 2;
    let (path, text) = (folder.join(format!("part{number:03}.infra")), texts.get(number).ok_or("no file")?);
    let mut server = Server::start(&folder)?;
    let uri = format!("file://{path}");
    let start = Instant::now();
    server.open(&uri, text)?;
    server.request("infrac/settled", Value::Null)?;
    println!("{services} services in {} files, {ENVIRONMENTS} environments\n", texts.len());
    println!("- from opening the first file to all findings: {:.0} ms", milliseconds(start.elapsed()));
    println!("\n| | median | 95th percentile | largest | goal |\n| --- | ---: | ---: | ---: | --- |");
    let [median, high] = KEYSTROKE_GOALS;
    keystrokes(&mut server, &uri, text)?.print("keystroke to findings", &format!("{median:.0}, {high:.0}"));
    let goal = format!("{REQUEST_GOAL:.0}");
    server.request("infrac/settled", Value::Null)?;
    let place = |needle: &str| position(text, text.find(needle).unwrap_or(0) + needle.len());
    for (name, method, at) in [
        ("hover", "textDocument/hover", place("\n  replic")),
        ("definition", "textDocument/definition", place("DATABASE_URL = d")),
        ("completion of attributes", "textDocument/completion", place("resources = {")),
        ("completion of values", "textDocument/completion", place("DATABASE_URL = ")),
    ] {
        let params = json!({ "textDocument": { "uri": uri }, "position": at });
        server.request(method, params.clone())?;
        let times = (0..ROUNDS).map(|_| server.timed(method, params.clone())).collect::<Result<_, _>>()?;
        Times(times).print(name, &goal);
    }
    typed(&mut server, &uri, text)?.print("keystroke, then completion, to the list", "");
    println!("\n- largest resident size of the server: {} MB", server.peak()? / 1024);
    server.end()
}

/// The text in so many files: cut before services.
fn split(text: &str, files: usize) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with("service ") {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push_str(line);
        }
    }
    let size = pieces.len().div_ceil(files.max(1));
    pieces.chunks(size).map(<[String]>::concat).collect()
}

/// A name loses and gets back its last letter.
fn keystrokes(server: &mut Server, uri: &str, text: &str) -> Result<Times, Failure> {
    let at = text.find(".http.url").ok_or("no call")? + ".http".len();
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let change = if round % 2 == 0 {
            json!({ "range": { "start": position(text, at), "end": position(text, at) }, "text": "x" })
        } else {
            json!({ "range": { "start": position(text, at), "end": position(text, at + 1) }, "text": "" })
        };
        let start = Instant::now();
        let version = server.change(uri, &change)?;
        server.published(uri, version)?;
        times.push(start.elapsed());
        std::thread::sleep(TYPING);
    }
    Ok(Times(times))
}

/// A letter is typed and the list asked for at once: both are waited for.
fn typed(server: &mut Server, uri: &str, text: &str) -> Result<Times, Failure> {
    let at = text.find("DATABASE_URL = ").ok_or("no variable")? + "DATABASE_URL = ".len();
    let here = position(text, at);
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let start = Instant::now();
        let end = position(text, at + 1);
        let change = if round % 2 == 0 {
            json!({ "range": { "start": here, "end": here }, "text": "s" })
        } else {
            json!({ "range": { "start": here, "end": end }, "text": "" })
        };
        server.change(uri, &change)?;
        let params = json!({ "textDocument": { "uri": uri }, "position": here });
        server.request("textDocument/completion", params)?;
        times.push(start.elapsed());
        std::thread::sleep(TYPING);
    }
    Ok(Times(times))
}

/// Line and column of a byte; the generated text is ASCII.
fn position(text: &str, at: usize) -> Value {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    json!({ "line": before.matches('\n').count(), "character": at - start })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What was measured.
struct Times(Vec<Duration>);

impl Times {
    fn print(mut self, name: &str, goal: &str) {
        self.0.sort();
        let at =
            |share: usize| self.0.get((self.0.len() * share / 100).min(self.0.len() - 1)).copied().unwrap_or_default();
        let [median, high, most] = [at(50), at(95), at(100)].map(milliseconds);
        println!("| {name} | {median:.1} ms | {high:.1} ms | {most:.1} ms | {goal} |");
    }
}

/// The server under measurement.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    number: i32,
    version: i32,
}

impl Server {
    fn start(folder: &Utf8Path) -> Result<Self, Failure> {
        let infrac = std::env::current_exe()?.with_file_name("infrac");
        let mut process =
            Command::new(infrac).args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = process.stdin.take().ok_or("no input")?;
        let output = BufReader::new(process.stdout.take().ok_or("no output")?);
        let mut server = Self { process, input, output, number: 0, version: 1 };
        let params = json!({
            "processId": null,
            "rootUri": format!("file://{folder}"),
            "capabilities": { "general": { "positionEncodings": ["utf-8"] } },
            "initializationOptions": { "diagnostics": { "pause": 0 } },
        });
        server.request("initialize", params)?;
        server.notify("initialized", json!({}))?;
        Ok(server)
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<(), Failure> {
        let note = Notification { method: method.to_owned(), params };
        Ok(Message::Notification(note).write(&mut self.input)?)
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Failure> {
        self.number += 1;
        let id = RequestId::from(self.number);
        Message::Request(Request { id: id.clone(), method: method.to_owned(), params }).write(&mut self.input)?;
        loop {
            if let Message::Response(response) = self.read()?
                && response.id == id
            {
                return response.response_result.map_err(|error| format!("{method}: {}", error.message).into());
            }
        }
    }

    fn timed(&mut self, method: &str, params: Value) -> Result<Duration, Failure> {
        let start = Instant::now();
        let answer = self.request(method, params)?;
        if answer.is_null() {
            return Err(format!("{method}: no answer").into());
        }
        Ok(start.elapsed())
    }

    fn read(&mut self) -> Result<Message, Failure> {
        Ok(Message::read(&mut self.output)?.ok_or("the server is gone")?)
    }

    fn open(&mut self, uri: &str, text: &str) -> Result<(), Failure> {
        let item = json!({ "uri": uri, "languageId": "infra", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }))
    }

    fn change(&mut self, uri: &str, change: &Value) -> Result<i32, Failure> {
        self.version += 1;
        let document = json!({ "uri": uri, "version": self.version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }))?;
        Ok(self.version)
    }

    /// Waits for the findings of a version.
    fn published(&mut self, uri: &str, version: i32) -> Result<(), Failure> {
        loop {
            if let Message::Notification(note) = self.read()?
                && note.method == "textDocument/publishDiagnostics"
                && note.params.get("uri").is_some_and(|said| said == uri)
                && note.params.get("version").is_some_and(|said| *said == version)
            {
                return Ok(());
            }
        }
    }

    /// The largest resident size so far, in KiB (Linux: `VmHWM` in proc(5)).
    fn peak(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse()?)
    }

    fn end(mut self) -> Result<(), Failure> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        drop(self.input);
        self.process.wait()?;
        Ok(())
    }
}
