//! One command a file.

mod build;
mod check;
mod completions;
mod env;
mod explain;
mod fmt;
mod graph;
mod init;
mod lsp;
mod test;
mod verify;
mod why;

use crate::args::Command;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use camino::Utf8Path;
use infrac_diagnostics::did_you_mean;
use infrac_driver::Disk;

/// Runs a command.
pub fn run(command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::Init(args) => init::run(&args, output),
        Command::Check(args) => check::run(&args, output),
        Command::Build(args) => build::run(&args, output),
        Command::Fmt(args) => fmt::run(&args, output),
        Command::Test(args) => test::run(&args, output),
        Command::Verify(args) => verify::run(&args, output),
        Command::Explain(args) => explain::run(&args, output),
        Command::Why(args) => why::run(&args, output),
        Command::Graph(args) => graph::run(&args, output),
        Command::Env(args) => env::run(&args, output),
        Command::Lsp(args) => lsp::run(&args),
        Command::Completions(args) => completions::run(&args, output),
    }
}

/// The project in a folder.
fn open(folder: &Utf8Path) -> Result<Disk, Failure> {
    Disk::open(folder).map_err(|error| Failure::io(format_args!("cannot open `{folder}`"), error))
}

/// What `--env` and `--target` name must be there.
fn known<'a>(what: &str, wanted: &[String], there: impl Iterator<Item = &'a str> + Clone) -> Result<(), Failure> {
    for name in wanted {
        if there.clone().any(|known| known == name) {
            continue;
        }
        let all: Vec<&str> = there.clone().collect();
        let help = match did_you_mean(name, there.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}", all.join(", ")),
        };
        return Err(Failure::usage(format!("there is no {what} `{name}`"), help));
    }
    Ok(())
}
