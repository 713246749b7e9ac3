use super::open;
use crate::args::Project;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use infrac_driver::{Request, compile};

/// `infrac check`: everything that `build` checks, for all environments; no file is written.
pub fn run(args: &Project, output: &Output) -> Result<Exit, Failure> {
    let disk = open(&args.path)?;
    let compiled = compile(&disk, &Request::default())?;
    output.findings(&compiled.diagnostics, &compiled.sources);
    let said = counted(&compiled.diagnostics);
    if compiled.diagnostics.has_errors() {
        output.summary(&said);
        return Ok(Exit::Errors);
    }
    let environments = compiled.plans.len();
    let environments =
        if environments == 1 { "1 environment".to_owned() } else { format!("{environments} environments") };
    let said = if said.is_empty() { "no findings".to_owned() } else { said };
    output.summary(&format!("checked {environments}: {said}"));
    Ok(Exit::Fine)
}
