//! `measure`: the figures of `docs/performance.md`, as Markdown. Everything is measured in turns, so that other load on the machine falls on
//! all of it alike, and of each figure the best of all rounds counts. Every run is a process of its own. Generated projects have
//! [`ENVIRONMENTS`] environments, so that every target has its work.
//!
//! `measure ROUNDS LARGEST` takes so many rounds (11 unless said) up to so many services (10000 unless said); `measure once FOLDER` is what it
//! starts for each run. The command `infrac` must lie beside it: `cargo build --release -p infrac-cli -p infrac-bench`.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use camino::{Utf8Path, Utf8PathBuf};
use infrac_bench::{ENVIRONMENTS, Size, project, run};
use std::collections::BTreeMap;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// That of the command, so that both do the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

/// The numbers of services that are compared.
const SIZES: [usize; 5] = [1_000, 2_000, 4_000, 8_000, 10_000];
/// What the project wants: Jatra, and the smallest of the sizes, in less than so many milliseconds each.
const JATRA_GOAL: f64 = 25.0;
const SIZE_GOAL: f64 = 400.0;
/// A service of the largest project costs at most so many times one of the smallest.
const RATIO_GOAL: f64 = 1.2;
/// Small runs are cheap and swing more: so many of them in each round.
const SMALL_RUNS: usize = 10;
const EMPTY: &str = "project empty { language = 1 }\n\nenvironment dev { runtime = compose }\n";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |at: usize, or: usize| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(or);
    let done = match words.as_slice() {
        ["once", folder] => once(Utf8Path::new(folder)),
        _ => measure(number(0, 11), number(1, 10_000)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// One build in this process: each stage and each target in microseconds, then the largest resident size in KiB.
fn once(folder: &Utf8Path) -> Result<(), Failure> {
    let run = run(folder, Utf8Path::new("out"))?;
    for (stage, took) in run.stages {
        println!("{stage}\t{}", took.as_micros());
    }
    for (target, took) in run.targets {
        println!("{TARGET}{target}\t{}", took.as_micros());
    }
    println!("{PEAK}\t{}", peak()?);
    let (user, system) = processor()?;
    println!("{USER}\t{user}\n{SYSTEM}\t{system}");
    Ok(())
}

const USER: &str = "user";
const SYSTEM: &str = "system";
const PEAK: &str = "peak";
const TARGET: &str = "target ";

/// The largest resident size of this process so far, in KiB (proc(5): `VmHWM`).
fn peak() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

/// What this process has taken of all processors so far, in its own code and in the system's, in milliseconds (proc(5): `utime` and `stime`, the
/// 14th and the 15th field; the system counts them in hundredths of a second).
fn processor() -> Result<(u64, u64), Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The second field is the command's name in brackets, which may hold anything.
    let (_, rest) = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut next = || -> Result<u64, Failure> { Ok(fields.next().ok_or("/proc/self/stat is too short")?.parse()?) };
    Ok((next()? * 10, next()? * 10))
}

/// A project that is measured.
struct Subject {
    name: String,
    folder: Utf8PathBuf,
    services: usize,
    /// The whole process, from its start to its end.
    whole: Option<Duration>,
    /// The best of each stage, in the order of the stages.
    stages: Vec<(String, u64)>,
    /// The best of each target, in their order.
    targets: Vec<(String, u64)>,
    peak: u64,
    /// The least of the process's own code, and of the system's, in milliseconds.
    user: u64,
    system: u64,
}

impl Subject {
    fn new(name: impl Into<String>, folder: Utf8PathBuf, services: usize) -> Self {
        Self {
            name: name.into(),
            folder,
            services,
            whole: None,
            stages: Vec::new(),
            targets: Vec::new(),
            peak: u64::MAX,
            user: u64::MAX,
            system: u64::MAX,
        }
    }

    /// One whole process that builds what is built already.
    fn whole(&mut self, infrac: &Utf8Path) -> Result<(), Failure> {
        let mut command = Command::new(infrac);
        command.args(["build", self.folder.as_str()]).stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let status = command.status()?;
        let took = begun.elapsed();
        if !status.success() {
            return Err(format!("infrac build {}: {status}", self.folder).into());
        }
        self.whole = Some(self.whole.map_or(took, |best| best.min(took)));
        Ok(())
    }

    /// One process that says how long each stage took.
    fn staged(&mut self) -> Result<(), Failure> {
        let output = Command::new(std::env::current_exe()?).args(["once", self.folder.as_str()]).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        for line in String::from_utf8(output.stdout)?.lines() {
            let (stage, number) = line.split_once('\t').ok_or("a line without a number")?;
            let number: u64 = number.parse()?;
            let least = match stage {
                PEAK => Some(&mut self.peak),
                USER => Some(&mut self.user),
                SYSTEM => Some(&mut self.system),
                _ => None,
            };
            if let Some(least) = least {
                *least = number.min(*least);
                continue;
            }
            let (figures, name) = match stage.strip_prefix(TARGET) {
                Some(target) => (&mut self.targets, target),
                None => (&mut self.stages, stage),
            };
            match figures.iter_mut().find(|(known, _)| known == name) {
                Some((_, best)) => *best = number.min(*best),
                None => figures.push((name.to_owned(), number)),
            }
        }
        Ok(())
    }

    fn micros(&self) -> f64 {
        self.whole.map_or(0.0, |best| best.as_secs_f64() * 1e6)
    }

    /// What a service takes of it, in microseconds.
    fn each(&self) -> f64 {
        self.micros() / self.services as f64
    }
}

fn measure(rounds: usize, largest: usize) -> Result<(), Failure> {
    let here = Utf8PathBuf::try_from(std::env::current_exe()?)?;
    let infrac = here.with_file_name("infrac");
    let scratch = tempfile::tempdir()?;
    let scratch = Utf8PathBuf::try_from(scratch.path().to_owned())?;
    let mut small = vec![Subject::new("empty project", folder(&scratch, "empty", EMPTY)?, 0)];
    small.push(Subject::new("Jatra", copy_of_jatra(&scratch)?, 0));
    let mut sizes = Vec::new();
    for size in SIZES.into_iter().filter(|size| *size <= largest) {
        let folder =
            folder(&scratch, &size.to_string(), &project(Size { services: size, environments: ENVIRONMENTS }))?;
        sizes.push(Subject::new(format!("{size} services"), folder, size));
    }
    let mut first: BTreeMap<usize, Duration> = BTreeMap::new();
    for subject in small.iter_mut().chain(&mut sizes) {
        subject.whole(&infrac)?;
        first.extend(subject.whole.take().map(|took| (subject.services, took)));
    }
    for _ in 0..rounds {
        for subject in &mut small {
            for _ in 0..SMALL_RUNS {
                subject.whole(&infrac)?;
                subject.staged()?;
            }
        }
        for subject in &mut sizes {
            subject.whole(&infrac)?;
            subject.staged()?;
        }
    }
    report_goals(&small, &sizes);
    report_whole(&small, &sizes, &first);
    let all: Vec<&Subject> = small.iter().chain(&sizes).collect();
    report_parts("stage, in ms", &all, |subject| &subject.stages);
    report_parts("target: lower and assemble, in ms of one thread", &all, |subject| &subject.targets);
    Ok(())
}

fn folder(scratch: &Utf8Path, name: &str, text: &str) -> Result<Utf8PathBuf, Failure> {
    let folder = scratch.join(name);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("project.infra"), text)?;
    Ok(folder)
}

/// The example, away from its repository.
fn copy_of_jatra(scratch: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    let folder = scratch.join("jatra");
    std::fs::create_dir_all(&folder)?;
    let from = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/jatra");
    for entry in from.read_dir_utf8()? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    Ok(folder)
}

/// What the project wants of itself, and what it has. Nothing fails if it has not: other load on the machine counts too.
fn report_goals(small: &[Subject], sizes: &[Subject]) {
    println!("| goal | wanted | measured |\n| --- | ---: | ---: |");
    if let Some(jatra) = small.last() {
        println!(
            "| {}, all targets, all environments | {JATRA_GOAL} ms | {:.1} ms |",
            jatra.name,
            jatra.micros() / 1e3
        );
    }
    if let (Some(first), Some(last)) = (sizes.first(), sizes.last()) {
        let name = format!("{} in {ENVIRONMENTS} environments, all targets", first.name);
        println!("| {name} | {SIZE_GOAL} ms | {:.0} ms |", first.micros() / 1e3);
        let ratio = last.each() / first.each();
        let name = format!("a service of {} against one of {}", last.services, first.services);
        println!("| {name} | {RATIO_GOAL} times | {ratio:.2} times |");
    }
    println!();
}

/// What a whole process takes, and for the sizes what a service takes of it.
fn report_whole(small: &[Subject], sizes: &[Subject], first: &BTreeMap<usize, Duration>) {
    println!("| `infrac build`, whole process | time | peak memory |\n| --- | ---: | ---: |");
    for subject in small {
        println!("| {} | {:.1} ms | {} MB |", subject.name, subject.micros() / 1e3, subject.peak / 1024);
    }
    println!(
        "\n| n | first build | build again | per service | against the smallest | user | system | peak memory | per service |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let Some(base) = sizes.first().map(Subject::each) else { return };
    for subject in sizes {
        let each = subject.each();
        println!(
            "| {} | {:.0} ms | {:.0} ms | {each:.1} µs | {:.2} | {} ms | {} ms | {} MB | {} KB |",
            subject.services,
            first.get(&subject.services).map_or(0.0, Duration::as_secs_f64) * 1e3,
            subject.micros() / 1e3,
            each / base,
            subject.user,
            subject.system,
            subject.peak / 1024,
            subject.peak / subject.services as u64,
        );
    }
}

/// What each stage or target takes: a row for each that any subject has.
fn report_parts(title: &str, subjects: &[&Subject], parts: impl Fn(&Subject) -> &Vec<(String, u64)>) {
    let mut rows: Vec<&str> = Vec::new();
    for (name, _) in subjects.iter().flat_map(|subject| parts(subject)) {
        if !rows.contains(&name.as_str()) {
            rows.push(name);
        }
    }
    let names: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
    println!("\n| {title} | {} |", names.join(" | "));
    println!("| --- |{}", " ---: |".repeat(names.len()));
    for row in rows {
        let of = |subject: &&Subject| {
            let found = parts(subject).iter().find(|(known, _)| known == row);
            found.map_or_else(|| "-".to_owned(), |(_, best)| format!("{:.2}", *best as f64 / 1e3))
        };
        println!("| {row} | {} |", subjects.iter().map(of).collect::<Vec<_>>().join(" | "));
    }
}
