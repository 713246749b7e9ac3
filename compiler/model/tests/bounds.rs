//! No input makes the checker run without end or out of stack, and its time grows with the size of the input.

#[allow(dead_code)]
mod support;

use std::fmt::Write as _;
use support::{BASE, check};

#[test]
fn a_long_chain_of_lets_ends_in_one_message() {
    let mut text = BASE.to_owned();
    for at in 0..5000 {
        let _ = writeln!(text, "let v{at} = v{} + 1", at + 1);
    }
    text.push_str("let v5000 = 1\n");
    let checked = check(&text);
    let codes = checked.codes();
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == "E0222"), "{}", checked.report());
}

#[test]
fn a_chain_in_the_order_of_lines_has_no_bound() {
    let mut text = format!("{BASE}let v0 = 1\n");
    for at in 1..5000 {
        let _ = writeln!(text, "let v{at} = v{} + 1", at - 1);
    }
    assert_eq!(check(&text).report(), "");
}

#[test]
fn ten_thousand_services_are_checked_in_linear_time() {
    let seconds = |count: usize| {
        let mut text = BASE.to_owned();
        for at in 0..count {
            let _ = writeln!(
                text,
                "service s{at} {{ image = \"a:1\", ports = {{ http = 80 }}, env = {{ NEXT = \"${{s{}.http.port}}\" }} }}",
                (at + 1) % count
            );
        }
        let start = std::time::Instant::now();
        assert_eq!(check(&text).report(), "");
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (seconds(1_000), seconds(10_000));
    // Ten times the services may cost ten times the time; three times that would show a pass that is not linear.
    assert!(large < small * 30.0, "1,000 services: {small} s, 10,000 services: {large} s");
}

#[test]
fn ten_thousand_mistakes_are_all_reported() {
    let mut text = BASE.to_owned();
    for at in 0..2_000 {
        let _ = writeln!(text, "service s{at} {{ image = \"a:1\", calls = [t{at}] }}");
    }
    assert_eq!(check(&text).codes().len(), 2_000);
}

#[test]
fn types_and_aliases_in_a_circle_end() {
    let mut text = BASE.to_owned();
    for at in 0..40 {
        let (a, b) = ((at + 1) % 40, (at + 2) % 40);
        let _ = writeln!(text, "type T{at} = List<T{a}> | Map<String, T{b}>");
    }
    let checked = check(&text);
    assert_eq!(checked.codes(), ["E0213"], "{}", checked.report());
}
