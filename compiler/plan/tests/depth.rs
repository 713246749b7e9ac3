//! Bounds: long chains, deep values, exponential functions end in an answer or a coded error, never in a crash.

mod support;

use infrac_plan::lock::Lock;
use support::{BASE, analyze, plan};

fn chain(length: usize) -> String {
    let mut source = format!("{BASE}let a0 = 1\n");
    for at in 1..=length {
        source.push_str(&format!("let a{at}: Int = a{} + 1\n", at - 1));
    }
    source.push_str(&format!("service web {{ image = \"nginx:1.27\", env = {{ LAST = a{length} }} }}\n"));
    source
}

fn codes_of(source: &str) -> Vec<&'static str> {
    let (analyzed, _) = analyze(source);
    let (_, diagnostics) = infrac_plan::plan_all(&analyzed.model, &Lock::default(), &infrac_plan::NoFiles);
    diagnostics.0.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

#[test]
fn a_chain_of_a_thousand_values_is_computed() {
    assert_eq!(codes_of(&chain(1_000)), [""; 0]);
}

#[test]
fn a_chain_of_ten_thousand_values_is_a_coded_error() {
    assert_eq!(codes_of(&chain(10_000)), ["E0440"]);
}

#[test]
fn exponential_functions_end() {
    let mut source = format!("{BASE}fn f0(n: Int): Int = n + 1\n");
    for at in 1..=30 {
        source.push_str(&format!("fn f{at}(n: Int): Int = f{}(n) + f{}(n)\n", at - 1, at - 1));
    }
    source.push_str("service web { image = \"nginx:1.27\", env = { N = f30(1) } }\n");
    assert_eq!(codes_of(&source), ["E0440"]);
}

#[test]
fn text_does_not_grow_without_bound() {
    let mut source = format!("{BASE}let t0 = \"0123456789\"\n");
    for at in 1..=40 {
        source.push_str(&format!("let t{at}: String = \"${{t{}}}${{t{}}}\"\n", at - 1, at - 1));
    }
    source.push_str("service web { image = \"nginx:1.27\", env = { N = t40 } }\n");
    assert_eq!(codes_of(&source), ["E0440"]);
}

#[test]
fn values_on_a_circle_are_drawn_step_by_step() {
    let planned = plan(
        "service a { image = \"nginx:1.27\", user = b.user }\nservice b { image = \"nginx:1.27\", user = c.user }\nservice c { image = \"nginx:1.27\", user = a.user }\n",
    );
    assert_eq!(planned.codes(), ["E0441"], "{}", planned.report());
    assert_eq!(planned.diagnostics.0[0].labels.len(), 3);
}
