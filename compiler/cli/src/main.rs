//! The `infrac` command: arguments in, findings and files out. Everything that it does is a function of `infrac_driver`; here are words and
//! exit codes alone.

mod args;
mod commands;
mod failure;
mod output;

use clap::Parser;
use std::process::ExitCode;

/// A build makes millions of small nodes on several threads at once; the system's allocator asks for their memory page by page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    let output = output::Output::new(&cli);
    match commands::run(cli.command, &output) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(failure.exit() as u8)
        }
    }
}
