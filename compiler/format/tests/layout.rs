//! What the layout is, and what it must keep: tokens, comments, and itself when it is applied again.

use infrac_source::{FileId, Source};
use infrac_syntax::{Kind, Parsed, parse};
use proptest::prelude::*;
use std::path::Path;

fn read(text: &str) -> (Source, Parsed) {
    let source = Source::new(FileId(0), "test.infra", text);
    let parsed = parse(&source);
    (source, parsed)
}

fn formatted(text: &str) -> Option<String> {
    let (source, parsed) = read(text);
    infrac_format::format(&source, &parsed)
}

/// The tokens that layout must keep. Commas are laid out anew; the indentation that a block string loses is none of its text.
fn tokens(text: &str) -> Vec<(Kind, String)> {
    let (source, parsed) = read(text);
    let slice = |token: &infrac_syntax::Token| source.slice(token.span(FileId(0))).to_owned();
    let kept = parsed.tokens.iter().filter(|token| token.kind != Kind::Comma);
    kept.map(|token| (token.kind, if token.kind == Kind::Break { String::new() } else { slice(token) })).collect()
}

fn comments(text: &str) -> Vec<String> {
    read(text).1.comments.comments.iter().map(|comment| comment.text.to_string()).collect()
}

/// The tree without places, and without what only they tell apart.
fn tree(text: &str) -> String {
    let debug = format!("{:?}", read(text).1.file);
    let mut out = String::new();
    let mut rest = debug.as_str();
    while let Some(at) = rest.find("0:") {
        out.push_str(&rest[..at]);
        rest = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    out.push_str(rest);
    out
}

/// Panics with the first difference.
fn same<T: PartialEq + std::fmt::Debug>(name: &str, what: &str, now: &[T], before: &[T]) {
    let at = now.iter().zip(before).position(|(now, before)| now != before).unwrap_or(now.len().min(before.len()));
    assert!(now == before, "{name}: {what} differ at {at}: now {:?}, before {:?}", now.get(at), before.get(at));
}

/// Formats `text`, which is right, and holds the result against what must stay.
fn check(name: &str, text: &str) {
    let once = formatted(text).unwrap_or_else(|| panic!("{name} has errors"));
    same(name, "tokens", &tokens(&once), &tokens(text));
    same(name, "comments", &comments(&once), &comments(text));
    same(name, "nodes", &tree(&once).split(", ").collect::<Vec<_>>(), &tree(text).split(", ").collect::<Vec<_>>());
    let twice = formatted(&once).unwrap_or_else(|| panic!("{name}: its layout has errors\n{once}"));
    same(name, "lines", &twice.lines().collect::<Vec<_>>(), &once.lines().collect::<Vec<_>>());
    assert!(twice == once, "{name}: formatting twice");
    assert!(!once.lines().any(|line| line.ends_with(' ')) || text.contains("\"\"\""), "{name}: blanks at a line's end");
}

/// Every `.infra` file of the repository.
fn corpus() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("stdlib"), root.join("examples"), root.join("compiler/syntax/tests/samples")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "infra") {
                files.push((path.display().to_string(), std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn files_of_the_repository_keep_their_meaning() {
    let files = corpus();
    assert!(files.len() >= 2);
    for (path, text) in files {
        check(&path, &text);
    }
}

fn lays_out(text: &str, expected: &str) {
    check(text, text);
    assert_eq!(formatted(text).as_deref(), Some(expected));
}

#[test]
fn adjacent_entries_of_one_line_share_a_column() {
    lays_out(
        "service a {\nx = 1\nlonger=2 // beside\n\n\n\nshort = 3\nbody = {\n a = 1 }\nz = 4\n}\n",
        "service a {\n  x      = 1\n  longer = 2 // beside\n\n  short = 3\n  body = {\n    a = 1\n  }\n  z = 4\n}\n",
    );
}

#[test]
fn what_was_on_one_line_stays_if_it_fits() {
    lays_out("x  a { b = 1 c = [1,2,], d = f( g,h=1 ) }", "x a { b = 1, c = [1, 2], d = f(g, h = 1) }\n");
    let long = format!("x a {{ b = [{}] }}\n", ["\"element\""; 12].join(", "));
    let lines = ["    \"element\","; 12].join("\n");
    lays_out(&long, &format!("x a {{\n  b = [\n{lines}\n  ]\n}}\n"));
}

#[test]
fn comments_keep_their_places() {
    lays_out(
        "// head\n\n// two\nx a { // open\n// first\n  a = 1 // beside\n\n  // own\n  b = [ 1, // one\n // two\n 2 ]\n  // last\n}\n// end",
        "// head\n\n// two\nx a { // open\n  // first\n  a = 1 // beside\n\n  // own\n  b = [\n    1, // one\n    // two\n    2,\n  ]\n  // last\n}\n// end\n",
    );
    lays_out("x a {\n  // only\n}\n", "x a {\n  // only\n}\n");
    lays_out("// only\n", "// only\n");
}

#[test]
fn operators_types_and_attributes_are_spaced() {
    lays_out(
        "@allow( L1 ,\"x\" )\ntype   T=a|b( x:Int )|Map<K,List<V>>?\n",
        "@allow(L1, \"x\")\ntype T = a | b(x: Int) | Map<K, List<V>>?\n",
    );
    lays_out("let x=-a+b*- c..d&&!e\n", "let x = -a + b * -c..d && !e\n");
    lays_out("let x=if a then b else(c)\n", "let x = if a then b else (c)\n");
    lays_out("let x = a\n ?? b\n     .c\n", "let x = a\n  ?? b\n  .c\n");
    lays_out("kind k{child slo*\nchild x?\na:T= {}\n}\n", "kind k {\n  child slo*\n  child x?\n  a: T = {}\n}\n");
}

#[test]
fn block_strings_move_with_their_entry() {
    lays_out(
        "x a {\nb { s = \"\"\"\n      one\n\n        two ${c}\n      \"\"\" }\n}\n",
        "x a {\n  b {\n    s = \"\"\"\n      one\n\n        two ${c}\n      \"\"\"\n  }\n}\n",
    );
}

#[test]
fn a_line_that_is_too_wide_is_broken_before_its_loosest_operators() {
    let (a, b) = ("a".repeat(40), "b".repeat(50));
    lays_out(
        &format!("let x = if cond then f({a}) else f({b})\n"),
        &format!("let x = if cond\n  then f({a})\n  else f({b})\n"),
    );
}

#[test]
fn an_empty_group_that_was_spread_stands_in_its_run() {
    let text =
        "service web {\n  metrics = {\n    exports = {\n      a = gauge(\n\n)\n      longer = gauge()\n    }\n  }\n}\n";
    let laid = "service web {\n  metrics = {\n    exports = {\n      a      = gauge()\n      longer = gauge()\n    }\n  }\n}\n";
    assert_eq!(formatted(text).as_deref(), Some(laid));
    assert_eq!(formatted(laid).as_deref(), Some(laid));
}

#[test]
fn broken_files_are_left_alone() {
    assert_eq!(formatted("x a { b = \n"), None);
}

/// A file of the corpus with other blanks: at random places between tokens stand spaces, line breaks or comments.
fn respaced(text: &str, choices: &[u8]) -> String {
    let (source, parsed) = read(text);
    let mut out = String::new();
    let (mut last, mut strings, mut next) = (0u32, 0u32, 0usize);
    for token in &parsed.tokens {
        let gap = &source.text()[last as usize..token.start as usize];
        let choice = choices.get(next % choices.len().max(1)).copied().unwrap_or(0);
        next += 1;
        match choice {
            _ if strings > 0 => out.push_str(gap),
            0 => {
                out.push_str(gap);
                out.push_str("  ");
            }
            1 => {
                out.push_str(gap);
                out.push_str("// added\n");
            }
            2 => {
                out.push_str(gap);
                out.push_str("\n\n\n");
            }
            3 if !gap.contains("//") && gap.contains('\n') => out.push('\n'),
            _ => out.push_str(gap),
        }
        strings += u32::from(token.kind.is_string());
        strings = strings.saturating_sub(u32::from(token.kind == Kind::StringEnd));
        out.push_str(source.slice(token.span(FileId(0))));
        last = token.end;
    }
    out
}

proptest! {
    #[test]
    fn other_blanks_and_comments_change_no_token(file in 0usize..100, choices in prop::collection::vec(0u8..40, 1..400)) {
        let files = corpus();
        let (name, text) = &files[file % files.len()];
        let text = respaced(text, &choices);
        let (_, parsed) = read(&text);
        // A line break before `(` or `{` is a mistake: such a file is not formatted.
        if !parsed.diagnostics.has_errors() {
            check(name, &text);
        } else {
            prop_assert_eq!(formatted(&text), None);
        }
    }
}
