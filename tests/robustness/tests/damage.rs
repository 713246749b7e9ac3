//! Examples with one thing wrong: each token deleted, each doubled, each file cut at every byte.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use rayon::prelude::*;
use robustness::{Files, example, is_sound, run, tokens, with};
use std::ops::Range;

/// A changed file and how it was changed.
type Damaged = (usize, String, Vec<u8>);

fn text(files: &Files, at: usize) -> String {
    String::from_utf8(files[at].1.clone()).unwrap()
}

fn check_all(files: &Files, damaged: Vec<Damaged>) {
    assert!(!damaged.is_empty());
    let faults: Vec<String> = damaged
        .into_par_iter()
        .filter_map(|(at, what, bytes)| {
            let name = files[at].0.clone();
            let outcome = run(&with(files, at, bytes)).and_then(|compiled| is_sound(&compiled));
            outcome.err().map(|fault| format!("{name}, {what}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn by_token(files: &Files, damage: impl Fn(&str, &Range<usize>) -> (String, String)) -> Vec<Damaged> {
    let mut damaged = Vec::new();
    for at in 0..files.len() {
        let text = text(files, at);
        for token in tokens(&text) {
            let (what, changed) = damage(&text, &token);
            damaged.push((at, format!("{what} at byte {}", token.start), changed.into_bytes()));
        }
    }
    damaged
}

fn without(text: &str, token: &Range<usize>) -> String {
    format!("{}{}", &text[..token.start], &text[token.end..])
}

#[test]
fn every_single_token_of_jatra_deleted() {
    let files = example("jatra");
    check_all(&files, by_token(&files, |text, token| ("a token less".into(), without(text, token))));
}

#[test]
fn every_single_token_of_jatra_doubled() {
    let files = example("jatra");
    let damaged = by_token(&files, |text, token| {
        let word = &text[token.clone()];
        ("a token twice".into(), format!("{}{word} {word}{}", &text[..token.start], &text[token.end..]))
    });
    check_all(&files, damaged);
}

#[test]
fn every_single_token_of_the_quickstart_deleted_or_doubled() {
    let files = example("quickstart");
    check_all(&files, by_token(&files, |text, token| ("a token less".into(), without(text, token))));
    let twice = |text: &str, token: &Range<usize>| {
        let word = &text[token.clone()];
        ("a token twice".into(), format!("{}{word}{word}{}", &text[..token.start], &text[token.end..]))
    };
    check_all(&files, by_token(&files, twice));
}

#[test]
fn cut_at_every_byte() {
    for name in ["quickstart", "jatra"] {
        let files = example(name);
        let mut damaged: Vec<Damaged> = Vec::new();
        for (at, (_, bytes)) in files.iter().enumerate() {
            damaged.extend((0..bytes.len()).map(|end| (at, format!("cut at byte {end}"), bytes[..end].to_vec())));
        }
        check_all(&files, damaged);
    }
}

/// A project whose first and last declarations each hold one mistake; between them stands what is damaged.
fn framed(middle: &str) -> (String, usize) {
    let head = "project shop { }\nenvironment dev { runtime = compose }\n\nservice first { image = \"a:1\", env = { A = nowhere_first } }\n\n";
    let tail = "\nlet between = 1\n\nservice last { image = \"a:1\", env = { A = nowhere_last } }\n";
    (format!("{head}{middle}{tail}"), head.len())
}

#[test]
fn after_a_deletion_the_other_declarations_are_still_checked() {
    let middle = "\
service web {
  image    = \"nginx:1.27.3\"
  ports    = { http = 8080, admin = 8081 }
  env      = { LEVEL = match env { dev => \"debug\" }, SIZE = if 1 < 2 then \"a\" else \"b\" }
  health   = { ready = http(\"/ready\"), live = exec([\"true\", \"-x\"]) }
  replicas = 2..4
  in dev { replicas = 1 }
}
";
    let (whole, start) = framed(middle);
    let inside: Vec<Range<usize>> =
        tokens(&whole).into_iter().filter(|token| (start..start + middle.len()).contains(&token.start)).collect();
    assert!(inside.len() > 60);
    let faults: Vec<String> = inside
        .into_par_iter()
        .filter_map(|token| {
            let changed = without(&whole, &token);
            let compiled = run(&vec![("shop.infra".into(), changed.into_bytes())]).unwrap();
            let said = |name: &str| compiled.diagnostics.0.iter().any(|found| found.message.contains(name));
            if said("nowhere_first") && said("nowhere_last") {
                return None;
            }
            let messages: Vec<&str> = compiled.diagnostics.0.iter().map(|found| found.message.as_str()).collect();
            Some(format!("without `{}` at byte {}: {messages:?}", &whole[token.clone()], token.start))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
