use super::{known, open};
use crate::args::{Graph, Notation};
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use infrac_driver::{Request, compile};

/// `infrac graph --env production --as dot`.
pub fn run(args: &Graph, output: &Output) -> Result<Exit, Failure> {
    let disk = open(&args.path)?;
    let compiled = compile(&disk, &Request::default())?;
    if compiled.diagnostics.has_errors() {
        output.findings(&compiled.diagnostics, &compiled.sources);
        output.summary(&counted(&compiled.diagnostics));
        return Ok(Exit::Errors);
    }
    known("environment", args.env.as_slice(), compiled.environments.iter().map(infrac_source::Str::as_str))?;
    let mut plans = compiled.plans.iter();
    let Some(plan) = plans.find(|plan| args.env.as_deref().is_none_or(|name| plan.environment_name() == name)) else {
        return Err(Failure::usage(
            "the project has no environment that is built",
            "declare one: `environment dev { runtime = compose }`",
        ));
    };
    let notation = match args.notation {
        Notation::Mermaid => infrac_driver::Notation::Mermaid,
        Notation::Dot => infrac_driver::Notation::Dot,
    };
    output.result(&infrac_driver::graph(plan, &compiled.plans, notation));
    Ok(Exit::Fine)
}
