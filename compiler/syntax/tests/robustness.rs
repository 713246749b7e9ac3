//! No input makes the parser panic, hang, or say nothing where it did not understand.

mod support;

use infrac_source::{FileId, Source};
use infrac_syntax::{Kind, parse};
use proptest::prelude::*;
use support::{SYSTEM, has_error_node, read};

const WORDS: &[&str] = &[
    "service",
    "a",
    "B",
    "let",
    "if",
    "then",
    "else",
    "match",
    "for",
    "in",
    "true",
    "null",
    "fn",
    "type",
    "component",
    "kind",
    "child",
    "output",
    "expose",
    "as",
    "where",
    "late",
    "unset",
    "assert",
    "import",
    "pub",
    "test",
    "param",
    "defaults",
    "extend",
    "=",
    "=>",
    ":",
    ",",
    ".",
    "..",
    "...",
    "?.",
    "??",
    "?",
    "@",
    "|",
    "+",
    "-",
    "*",
    "/",
    "!",
    "==",
    "<",
    ">",
    ">=",
    "&&",
    "||",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "\"\"\"",
    "r\"",
    "${",
    "\"x\"",
    "1",
    "2.5",
    "30s",
    "1h30m",
    "5%",
    "100/s",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "// c\n",
    "/// d\n",
    "\\",
    "#",
    "é",
];

/// What holds for every input.
fn check(text: &str) -> Result<(), TestCaseError> {
    let parsed = read(text);
    let mut last = 0;
    for token in &parsed.tokens {
        prop_assert!(last <= token.start && token.start <= token.end, "tokens in order");
        last = token.end;
    }
    prop_assert_eq!(last as usize, text.len());
    prop_assert_eq!(parsed.tokens.last().map(|token| token.kind), Some(Kind::End));
    prop_assert!(!parsed.diagnostics.0.is_empty() || !has_error_node(&parsed), "an error node without a message");
    for diagnostic in &parsed.diagnostics.0 {
        let spans = diagnostic.labels.iter().map(|label| label.span);
        for span in spans.chain(diagnostic.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span)) {
            prop_assert!(text.get(span.range()).is_some(), "a span on characters: {:?}", diagnostic);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let source = Source::from_bytes(FileId(0), "x.infra", &bytes);
        let parsed = parse(&source);
        prop_assert!(parsed.tokens.last().is_some_and(|token| token.kind == Kind::End));
        // Of a file with NUL characters it is said that it is no UTF-8 text at all.
        let no_text = parsed.diagnostics.0.iter().any(|found| found.message == "the file holds NUL characters");
        let invalid = parsed.diagnostics.0.iter().any(|found| found.code.as_str() == "E0101");
        prop_assert_eq!(!source.invalid().is_empty() && !no_text, invalid);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..120), spaced in any::<bool>()) {
        check(&words.join(if spaced { " " } else { "" }))?;
    }

    #[test]
    fn a_good_file_with_a_bad_piece_is_read(at in 0usize..SYSTEM.len(), length in 0usize..60, words in prop::collection::vec(prop::sample::select(WORDS), 0..6)) {
        let cut = |at: usize| (at..=SYSTEM.len()).find(|&at| SYSTEM.is_char_boundary(at)).unwrap_or(SYSTEM.len());
        let (start, end) = (cut(at), cut((at + length).min(SYSTEM.len())));
        check(&format!("{}{}{}", &SYSTEM[..start], words.join(" "), &SYSTEM[end..]))?;
    }
}
