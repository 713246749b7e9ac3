use super::{known, open};
use crate::args::Build;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use infrac_driver::{Carried, Compiled, Request, Stopwatch, WritePlan, compile_to_text};

/// `infrac build`, `infrac build --check`.
pub fn run(args: &Build, output: &Output) -> Result<Exit, Failure> {
    let disk = open(&args.path)?;
    let request = Request { environments: args.env.clone(), targets: args.target.clone(), strict: args.strict };
    let place = infrac_driver::OutputFolder::of(&disk, &args.out);
    let compiled = compile_to_text(&disk, &request, &|path, text| place.finish(path, text), &mut Stopwatch::off())?;
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
            output.result(&output.file_state(state, file));
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
    let removed = plan.removed();
    let edited = plan.edited();
    for carried in &compiled.carried {
        let line = TargetLine::of(carried, plan, compiled, &removed);
        if output.speaks_json() { output.result(&line.json()) } else { output.summary(&line.words()) }
    }
    for file in &edited {
        output.note(&format!(
            "warning: `{file}` was changed by hand and is left as it is\n  help: move the change into a `patch` block, then remove the file and build; `infrac why {file}` names the lines\n"
        ));
    }
    for file in &removed {
        output.summary(&format!("removed {file}: it is no longer generated"));
    }
}

/// What became of a target.
struct TargetLine<'c> {
    carried: &'c Carried,
    written: usize,
    unchanged: usize,
    removed: usize,
}

impl<'c> TargetLine<'c> {
    fn of(carried: &'c Carried, plan: &WritePlan, compiled: &Compiled, removed: &[String]) -> Self {
        let own = |path: &str| path.split('/').next() == Some(carried.target);
        let all = compiled.texts.iter().filter(|file| own(&file.path)).count();
        let new = plan.written().into_iter().filter(|path| own(path)).count();
        // A removed file is named with the output directory before it.
        let removed = removed.iter().filter(|path| path.split_once('/').is_some_and(|(_, path)| own(path))).count();
        Self { carried, written: new, unchanged: all.saturating_sub(new), removed }
    }

    /// `kubernetes (staging, production): 2 written, 36 unchanged; loses 3 (2 W0701, 1 W0740)`.
    fn words(&self) -> String {
        let environments: Vec<&str> = self.carried.environments.iter().map(infrac_source::Str::as_str).collect();
        let mut text = format!(
            "{} ({}): {} written, {} unchanged",
            self.carried.target,
            environments.join(", "),
            self.written,
            self.unchanged
        );
        if self.removed > 0 {
            text.push_str(&format!(", {} removed", self.removed));
        }
        let codes: Vec<String> = self.carried.losses().map(|(code, count)| format!("{count} {code}")).collect();
        let lost: usize = self.carried.losses().map(|(_, count)| count).sum();
        if lost > 0 {
            text.push_str(&format!("; loses {lost} ({})", codes.join(", ")));
        }
        text
    }

    /// The same as one JSON object on a line; `event` tells it from findings.
    fn json(&self) -> String {
        let losses: serde_json::Map<String, serde_json::Value> =
            self.carried.losses().map(|(code, count)| (code.to_owned(), count.into())).collect();
        let environments: Vec<&str> = self.carried.environments.iter().map(infrac_source::Str::as_str).collect();
        let line = serde_json::json!({
            "event": "target",
            "target": self.carried.target,
            "environments": environments,
            "written": self.written,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "losses": losses,
        });
        format!("{line}\n")
    }
}
