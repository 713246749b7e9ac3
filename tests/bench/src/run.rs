use camino::Utf8Path;
use infrac_driver::{Disk, OutputFolder, Request, Stopwatch, compile_to_text, plan_build};
use std::time::Duration;

/// What one build cost, stage by stage.
#[derive(Clone, Debug)]
pub struct Run {
    /// Each stage and how long it took, in order: those of [`infrac_driver::compile`], then compare and write.
    pub stages: Vec<(&'static str, Duration)>,
    /// Each target and how long it lowered and assembled, on all threads together; then how long printing took.
    pub targets: Vec<(&'static str, Duration)>,
    /// How many documents came of it.
    pub documents: usize,
}

/// Builds the project in `folder` into `out` below it; an error in words if there is anything to say against the project.
pub fn run(folder: &Utf8Path, out: &Utf8Path) -> Result<Run, String> {
    let mut watch = Stopwatch::start();
    let disk = Disk::open(folder).map_err(|error| error.to_string())?;
    let request = Request::default();
    let output = OutputFolder::of(&disk, out);
    let compiled = compile_to_text(&disk, &request, &|path, text| output.finish(path, text), &mut watch)
        .map_err(|error| format!("{error:?}"))?;
    if compiled.diagnostics.has_errors() {
        let messages: Vec<&str> = compiled.diagnostics.0.iter().map(|found| found.message.as_str()).take(3).collect();
        return Err(format!("{folder}: {}", messages.join("; ")));
    }
    let plan = plan_build(&disk, out, &compiled, &request).map_err(|error| error.to_string())?;
    watch.lap("compare");
    plan.apply().map_err(|error| error.to_string())?;
    watch.lap("write");
    let (stages, targets) = (watch.laps().to_vec(), watch.parts().to_vec());
    let documents = compiled.texts.len();
    // As the command does: freeing all of it piece by piece is no part of a build.
    std::mem::forget((compiled, plan));
    Ok(Run { stages, targets, documents })
}
