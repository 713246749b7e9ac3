//! Layout by edits: all of them together are the layout, a part of them keeps every word.

use infrac_format::{Replacement, edits, format, range_edits};
use infrac_source::{FileId, Source, Span};
use infrac_syntax::{Parsed, parse};
use proptest::prelude::*;

fn read(text: &str) -> (Source, Parsed) {
    let source = Source::new(FileId(0), "test.infra", text);
    let parsed = parse(&source);
    (source, parsed)
}

fn applied(text: &str, edits: &[Replacement]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

fn words(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect()
}

const WILD: &str = "let  a = [1,2 ,
3]
service web {
image = \"a/b:1\"
  ports={http=80}
}
let b   = 3
";

#[test]
fn all_edits_together_are_the_layout() {
    let (source, parsed) = read(WILD);
    let found = edits(&source, &parsed).expect("no syntax errors");
    assert_eq!(Some(applied(WILD, &found)), format(&source, &parsed));
}

#[test]
fn a_range_is_laid_out_alone() {
    let (source, parsed) = read(WILD);
    let start = WILD.find("let b").expect("it is there") as u32;
    let found = range_edits(&source, &parsed, Span::new(FileId(0), start, start + 1));
    assert_eq!(applied(WILD, &found), WILD.replace("let b   =", "let b ="));
}

#[test]
fn in_a_broken_file_the_declarations_that_are_right_are_laid_out() {
    let text = "service a {\n  image = \n}\nlet b   = 3\nlet c  = 4\n";
    let (source, parsed) = read(text);
    assert_eq!(edits(&source, &parsed), None);
    let all = Span::new(FileId(0), 0, text.len() as u32);
    let wanted = "service a {\n  image = \n}\nlet b = 3\nlet c = 4\n";
    assert_eq!(applied(text, &range_edits(&source, &parsed, all)), wanted);
}

proptest! {
    #[test]
    fn any_range_keeps_every_word(start in 0u32..120, length in 0u32..60) {
        let (source, parsed) = read(WILD);
        let range = Span::new(FileId(0), start, start + length);
        let text = applied(WILD, &range_edits(&source, &parsed, range));
        prop_assert_eq!(words(&text), words(WILD));
        prop_assert!(!read(&text).1.diagnostics.has_errors());
    }
}
