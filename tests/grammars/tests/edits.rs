//! The tree-sitter parser under typing: random edits of bytes and of tokens, each parsed anew from the tree before, as an editor does it. No text
//! stops the parser, an undone edit gives the tree that was there before, and a right text gives the tree of a first parse.

use infrac_grammars::{InfraFile, infra_files, parser, tokens};
use rayon::prelude::*;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use tree_sitter::{InputEdit, ParseOptions, Parser, Point, Tree};

/// A parse of the longest of these texts takes milliseconds; a machine may be slow, but not so slow.
const PATIENCE: Duration = Duration::from_secs(20);

/// So many edits of each file.
const EDITS: usize = 60;

/// What is pasted beside pieces of the file itself: what opens, closes and begins things, and bytes that are no UTF-8.
const PASTED: &[&[u8]] = &[
    b"{",
    b"}",
    b"(",
    b")",
    b"[",
    b"]",
    b"\"",
    b"\"\"\"",
    b"r\"\"\"\n",
    b"${",
    b"${{",
    b"}}",
    b"\\",
    b"\\u{",
    b"1e6",
    b"0x10",
    b"1h30",
    b"..",
    b"...",
    b"=>",
    b"//",
    b"///",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xe2\x82",
    b"in ",
    b"for ",
    b"match ",
    b"late ",
    b"unset ",
    b"where ",
    b" then ",
    "\u{feff}".as_bytes(),
    "é".as_bytes(),
];

/// Numbers by a linear congruence (Knuth, MMIX): the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// A replacement: the bytes that go, and those that take their place.
struct Edit {
    range: Range<usize>,
    text: Vec<u8>,
}

fn choose(numbers: &mut Numbers, bytes: &[u8], tokens: &[Range<usize>]) -> Edit {
    let place = numbers.below(bytes.len() + 1);
    let token = tokens.get(numbers.below(tokens.len())).cloned().filter(|token| token.end <= bytes.len());
    let other = tokens.get(numbers.below(tokens.len())).and_then(|token| bytes.get(token.clone())).unwrap_or_default();
    let end = (place + 1 + numbers.below(40)).min(bytes.len());
    match (numbers.below(6), token) {
        (0, _) => Edit { range: place..(place + 1).min(bytes.len()), text: Vec::new() },
        (1, _) => Edit { range: place..end, text: Vec::new() },
        (2, Some(token)) => Edit { range: token, text: Vec::new() },
        (3, Some(token)) => Edit { range: token, text: other.to_vec() },
        (4, Some(token)) => Edit { range: token.end..token.end, text: [b" ", other].concat() },
        _ => Edit {
            range: place..place,
            text: PASTED.get(numbers.below(PASTED.len())).copied().unwrap_or_default().to_vec(),
        },
    }
}

/// Where a byte stands, as tree-sitter counts: rows from 0, columns in bytes.
fn point(bytes: &[u8], at: usize) -> Point {
    let before = bytes.get(..at).unwrap_or(bytes);
    let row = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    Point { row, column }
}

/// A text with its tree.
struct Open {
    parser: Parser,
    bytes: Vec<u8>,
    tree: Tree,
}

/// Parses; a parse that takes too long fails the test with the text.
fn parse(parser: &mut Parser, bytes: &[u8], old: Option<&Tree>) -> Tree {
    let since = Instant::now();
    let mut watch = |_: &tree_sitter::ParseState| {
        if since.elapsed() > PATIENCE { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut watch);
    let tree = parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), old, Some(options));
    tree.unwrap_or_else(|| panic!("the parser does not end:\n{}", String::from_utf8_lossy(bytes)))
}

impl Open {
    fn new(bytes: &[u8]) -> Self {
        let mut parser = parser();
        let tree = parse(&mut parser, bytes, None);
        Self { parser, bytes: bytes.to_vec(), tree }
    }

    /// Makes the edit and gives the one that undoes it.
    fn edit(&mut self, edit: &Edit) -> Edit {
        let (start, old_end, new_end) = (edit.range.start, edit.range.end, edit.range.start + edit.text.len());
        let (start_position, old_end_position) = (point(&self.bytes, start), point(&self.bytes, old_end));
        let gone: Vec<u8> = self.bytes.splice(edit.range.clone(), edit.text.iter().copied()).collect();
        self.tree.edit(&InputEdit {
            start_byte: start,
            old_end_byte: old_end,
            new_end_byte: new_end,
            start_position,
            old_end_position,
            new_end_position: point(&self.bytes, new_end),
        });
        self.tree = parse(&mut self.parser, &self.bytes, Some(&self.tree));
        Edit { range: start..new_end, text: gone }
    }

    fn shape(&self) -> String {
        self.tree.root_node().to_sexp()
    }
}

/// Types in a file and gives how often a tree was compared with that of a first parse.
fn type_in(at: usize, file: &InfraFile) -> usize {
    let mut numbers = Numbers(at as u64);
    let places = std::str::from_utf8(&file.bytes).map(tokens).unwrap_or_default();
    let mut open = Open::new(&file.bytes);
    let mut compared = 0;
    for _ in 0..EDITS {
        let (before, bytes) = (open.shape(), open.bytes.clone());
        let is_right = !open.tree.root_node().has_error();
        let edit = choose(&mut numbers, &open.bytes, &places);
        let undo = open.edit(&edit);
        if !open.tree.root_node().has_error() {
            assert_eq!(
                open.shape(),
                Open::new(&open.bytes).shape(),
                "{}:\n{}",
                file.path,
                String::from_utf8_lossy(&open.bytes)
            );
            compared += 1;
        }
        // Every other edit is undone; the others pile up until the file is past reading.
        if numbers.below(2) == 0 {
            open.edit(&undo);
            assert_eq!(open.bytes, bytes);
            if is_right {
                assert_eq!(open.shape(), before, "{}: undone {:?}", file.path, String::from_utf8_lossy(&undo.text));
                compared += 1;
            }
        } else if numbers.below(8) == 0 {
            open = Open::new(&file.bytes);
        }
    }
    compared
}

#[test]
fn typing_never_stops_the_parser() {
    let files = infra_files("");
    // The scanner is C: if it does not return, nothing can stop it but the end of the process.
    let (done, watch) = channel();
    let watchdog = std::thread::spawn(move || {
        let mut last = String::new();
        loop {
            match watch.recv_timeout(PATIENCE * 6) {
                Ok(path) => last = path,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    eprintln!("the scanner does not return; the last file that was done: {last}");
                    std::process::exit(101);
                }
            }
        }
    });
    let compared: usize = files
        .par_iter()
        .enumerate()
        .map_with(done, |done, (at, file)| {
            let compared = type_in(at, file);
            let _ = done.send(file.path.to_string());
            compared
        })
        .sum();
    watchdog.join().expect("the watchdog does not panic");
    assert!(compared > 10 * files.len(), "{compared} comparisons over {} files", files.len());
}
