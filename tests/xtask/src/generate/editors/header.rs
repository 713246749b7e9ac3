//! `words.h`: the words and units for the scanner of the tree-sitter grammar.

use infrac_quantity::{Dimension, UNITS};
use infrac_syntax::Word;
use std::fmt::Write;

/// Digits that 128 bits hold, whichever they are.
const MAX_DIGITS: u32 = i128::MAX.ilog10();

/// A set of words, as the compiler tells it.
type Set = fn(Word) -> bool;

/// The sets of words that the scanner asks for.
const SETS: &[(&str, Set)] = &[
    ("is_expression_word", Word::is_expression_word),
    ("is_declaration_word", Word::begins_declaration),
    ("is_entry_word", Word::begins_entry),
    ("is_reserved", Word::is_reserved),
];

/// The header's text.
pub fn text() -> String {
    let mut text = String::from(
        "// Generated from the compiler's words and units by `cargo xtask gen`. Do not edit.\n\n\
         #ifndef INFRA_WORDS_H\n#define INFRA_WORDS_H\n\n#include <stdbool.h>\n#include <string.h>\n\n\
         typedef enum {\n  WORD_NONE,\n",
    );
    for (word, _) in Word::SPELLED {
        let _ = writeln!(text, "  {},", constant(word));
    }
    let spelled = Word::SPELLED.iter().map(|(word, _)| *word);
    text.push_str("} Word;\n\n");
    text.push_str(&array("WORDS", spelled));
    text.push_str(
        "static Word word_of(const char *text) {\n  \
         for (unsigned at = 0; at < sizeof WORDS / sizeof *WORDS; at++) {\n    \
         if (strcmp(text, WORDS[at]) == 0) return (Word)(at + 1);\n  }\n  return WORD_NONE;\n}\n\n",
    );
    for (name, is_in) in SETS {
        let _ = writeln!(text, "static bool {name}(Word word) {{\n  switch (word) {{");
        for (word, _) in Word::SPELLED.iter().filter(|(_, word)| is_in(*word)) {
            let _ = writeln!(text, "  case {}:", constant(word));
        }
        text.push_str("    return true;\n  default:\n    return false;\n  }\n}\n\n");
    }
    text.push_str(&array("UNITS", UNITS.iter().map(|unit| unit.suffix)));
    let durations = UNITS.iter().filter(|unit| unit.dimension == Dimension::Duration).map(|unit| unit.suffix);
    text.push_str("// In the order in which a compound names them.\n");
    text.push_str(&array("DURATIONS", durations));
    let _ = writeln!(text, "enum {{ MAX_DIGITS = {MAX_DIGITS} }};\n\n#endif");
    text
}

fn constant(word: &str) -> String {
    match word {
        "_" => "WORD_UNDERSCORE".to_owned(),
        word => format!("WORD_{}", word.to_uppercase()),
    }
}

fn array<'w>(name: &str, words: impl Iterator<Item = &'w str>) -> String {
    let mut text = format!("static const char *const {name}[] = {{\n");
    for word in words {
        let _ = writeln!(text, "  \"{word}\",");
    }
    text.push_str("};\n\n");
    text
}
