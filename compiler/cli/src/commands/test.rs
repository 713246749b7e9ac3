use super::open;
use crate::args::Project;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};

/// `infrac test`: the `test` blocks of the project, each in its environments.
pub fn run(args: &Project, output: &Output) -> Result<Exit, Failure> {
    let disk = open(&args.path)?;
    let tested = infrac_driver::test(&disk)?;
    output.findings(&tested.diagnostics, &tested.sources);
    if tested.diagnostics.has_errors() {
        output.summary(&counted(&tested.diagnostics));
        return Ok(Exit::Errors);
    }
    output.summary(&format!(
        "{} passed",
        if tested.passed == 1 { "1 test".to_owned() } else { format!("{} tests", tested.passed) }
    ));
    Ok(Exit::Fine)
}
