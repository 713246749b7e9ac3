//! The pipeline on a case.

use crate::case::Case;
use crate::expectation::Finding;
use infrac_diagnostics::{Diagnostics, render};
use infrac_driver::{Compiled, Memory, Request, compile};
use infrac_source::Sources;

/// What came of a case.
pub struct Outcome {
    /// The findings, in order.
    pub findings: Vec<Finding>,
    /// What the pipeline returned.
    pub compiled: Compiled,
}

impl Outcome {
    /// The findings as people see them, without colours; lints are left out unless wanted.
    pub fn rendered(&self, lints: bool) -> String {
        let mut shown = self.compiled.diagnostics.clone();
        shown.0.retain(|diagnostic| lints || !diagnostic.code.as_str().starts_with('L'));
        let text = render::human(&shown, &self.compiled.sources, false);
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
    }
}

/// The files as a world in memory.
pub fn world(case: &Case) -> Memory {
    Memory::new(case.files.iter().map(|(path, bytes)| (path, bytes.clone())))
}

/// Runs the pipeline.
///
/// # Errors
/// What kept the project from being read at all.
pub fn run(case: &Case) -> Result<Outcome, String> {
    let compiled = compile(&world(case), &Request::default()).map_err(|error| format!("{error:?}"))?;
    Ok(Outcome { findings: findings(&compiled.diagnostics, &compiled.sources), compiled })
}

/// The findings as the expectations name them.
pub fn findings(diagnostics: &Diagnostics, sources: &Sources) -> Vec<Finding> {
    diagnostics
        .0
        .iter()
        .map(|diagnostic| {
            let primary = diagnostic.primary();
            let source = primary.and_then(|span| sources.get(span.file));
            let line = source.zip(primary).map_or(0, |(source, span)| source.line_column(span.start).line as usize);
            Finding {
                path: source.map(|source| source.path().to_owned()).unwrap_or_default(),
                line,
                code: diagnostic.code.as_str().to_owned(),
                message: diagnostic.message.clone(),
                environments: diagnostic.environments.iter().map(ToString::to_string).collect(),
            }
        })
        .collect()
}
