use crate::args::{Cli, Completions};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::CommandFactory;

/// `infrac completions bash`.
pub fn run(args: &Completions, output: &Output) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "infrac", &mut script);
    output.result(&String::from_utf8_lossy(&script));
    Ok(Exit::Fine)
}
