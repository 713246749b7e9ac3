//! `test "name" { … }`: asserts of the project about itself.

use crate::eval::{Evaluator, Rank};
use crate::file::FileReader;
use crate::lock::Lock;
use infrac_diagnostics::Diagnostics;
use infrac_model::hir::EntryKind;
use infrac_model::{EnvId, Model};
use infrac_source::{Span, Str};
use std::rc::Rc;

/// What came of a test in one environment.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// Its name.
    pub name: Str,
    /// Where the name stands.
    pub span: Span,
    /// How many asserts it has here.
    pub asserts: usize,
    /// What failed; none: it passed.
    pub diagnostics: Diagnostics,
}

/// Runs the tests that speak of an environment, in declaration order.
pub fn run_tests(model: &Model, env: EnvId, lock: &Lock, files: &dyn FileReader) -> Vec<TestOutcome> {
    crate::assemble::on_big_stack(|| {
        let mut ev = Evaluator::new(model, env, lock, files);
        ev.run();
        let chain = ev.chain.clone();
        let speaks =
            |environments: &[EnvId]| environments.is_empty() || chain.iter().any(|env| environments.contains(env));
        model.tests().iter().filter(|test| speaks(&test.environments)).map(|test| run(&mut ev, test)).collect()
    })
}

fn run<'m>(ev: &mut Evaluator<'m>, test: &'m infrac_model::TestDef) -> TestOutcome {
    ev.diagnostics = Diagnostics::default();
    let root = ev.root_scope();
    let node = ev.open(&test.body, &root, Rank::PLAIN, None);
    let mut found = Vec::new();
    ev.asserts_of(&node, &mut found);
    let asserts = found.len();
    for (node, at) in found {
        if let Some(entry) = node.body.entries.get(at)
            && let EntryKind::Assert { condition, message } = &entry.kind
        {
            let scope = Rc::clone(&node.scope);
            ev.assert(condition, message, &scope);
        }
    }
    let diagnostics = std::mem::take(&mut ev.diagnostics);
    TestOutcome { name: test.name.clone(), span: test.span, asserts, diagnostics }
}
