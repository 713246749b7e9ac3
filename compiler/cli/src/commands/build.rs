use super::{known, open};
use crate::args::Build;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use infrac_driver::{Compiled, Request, TARGETS, WritePlan, compile};

/// `infrac build`, `infrac build --check`.
pub fn run(args: &Build, output: &Output) -> Result<Exit, Failure> {
    known("target", &args.target, TARGETS.iter().map(|target| target.id()))?;
    let disk = open(&args.path)?;
    let request = Request { environments: args.env.clone(), targets: args.target.clone(), strict: args.strict };
    let compiled = compile(&disk, &request)?;
    if !compiled.diagnostics.has_errors() {
        known("environment", &args.env, compiled.environments.iter().map(infrac_source::Str::as_str))?;
    }
    output.findings(&compiled.diagnostics, &compiled.sources);
    if compiled.diagnostics.has_errors() {
        output.summary(&format!("{}; nothing was written", counted(&compiled.diagnostics)));
        return Ok(Exit::Errors);
    }
    let plan = infrac_driver::plan_build(&disk, &args.out, &compiled, &request)?;
    if args.check {
        return Ok(checked(&plan, output));
    }
    plan.apply()?;
    written(&plan, &compiled, output);
    let exit = if plan.edited().is_empty() { Exit::Fine } else { Exit::Stale };
    // The process ends: to free a large model and its documents piece by piece would take a good part of the build's time.
    std::mem::forget((compiled, plan));
    Ok(exit)
}

/// Names each file that is not as a build would leave it.
fn checked(plan: &WritePlan, output: &Output) -> Exit {
    let groups = [
        ("stale", plan.stale(), "the source has changed since; run `infrac build`"),
        ("missing", plan.missing(), "run `infrac build`"),
        (
            "edited",
            plan.edited(),
            "changed by hand; move the change into a `patch` block, then remove the file and build",
        ),
        ("orphaned", plan.orphaned(), "no longer generated; run `infrac build`, which removes it"),
    ];
    let mut exit = Exit::Fine;
    for (state, files, help) in groups {
        for file in &files {
            exit = Exit::Stale;
            output.result(&format!("{state}: {file}\n"));
        }
        if !files.is_empty() {
            output.note(&format!("  {state}: {help}\n"));
        }
    }
    if exit == Exit::Fine {
        output.summary("all generated files are current");
    }
    exit
}

/// One line a target, and one a file that was left alone.
fn written(plan: &WritePlan, compiled: &Compiled, output: &Output) {
    for target in TARGETS {
        let files = compiled.documents.iter().filter(|document| document.path.split('/').next() == Some(target.id()));
        let (mut all, mut new) = (0, 0);
        for document in files {
            all += 1;
            new += usize::from(plan.writes(&document.path));
        }
        if all > 0 {
            output.summary(&format!("{}: {all} files, {new} written", target.id()));
        }
    }
    for file in plan.edited() {
        output.note(&format!(
            "warning: `{file}` was changed by hand and is left as it is\n  help: move the change into a `patch` block, then remove the file and build; `infrac why {file}` names the lines\n"
        ));
    }
    for file in plan.removed() {
        output.summary(&format!("removed {file}: it is no longer generated"));
    }
}
