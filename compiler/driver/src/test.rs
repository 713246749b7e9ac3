//! `test` blocks.

use crate::analysis::{Analysis, analyse_timed};
use crate::files::Files;
use crate::load::LoadError;
use crate::stopwatch::Stopwatch;
use crate::world::World;
use infrac_diagnostics::Diagnostics;
use infrac_source::Sources;

/// What came of the tests of a project.
#[derive(Debug)]
pub struct Tested {
    /// All texts, for whoever shows the diagnostics.
    pub sources: Sources,
    /// What failed; where the project itself has errors, those, and no test was run.
    pub diagnostics: Diagnostics,
    /// How many tests passed, counted once an environment.
    pub passed: usize,
}

/// Runs all `test` blocks, each in the environments that it speaks of.
pub fn test(world: &dyn World) -> Result<Tested, LoadError> {
    let Analysis { sources, model, lock, mut diagnostics, .. } = analyse_timed(world, &mut Stopwatch::off())?;
    let files = Files { world, sources: &sources };
    diagnostics.extend(infrac_plan::plan_all(&model, &lock, &files).1);
    let mut passed = 0;
    if !diagnostics.has_errors() {
        for env in model.concrete_environments() {
            for outcome in infrac_plan::run_tests(&model, env, &lock, &files) {
                passed += usize::from(!outcome.diagnostics.has_errors());
                diagnostics.extend(outcome.diagnostics);
            }
        }
    }
    Ok(Tested { diagnostics: diagnostics.merged(), sources, passed })
}
