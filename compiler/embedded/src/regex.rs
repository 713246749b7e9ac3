//! Regular expressions in the syntax of RE2 and Rust, which Prometheus, Loki, Go programs and infrac share. No look-around and
//! no back references, so that matching is linear. Late values may stand nowhere.

use crate::piece::{Fault, Joined};
use regex_syntax::ParserBuilder;

/// Deeper groups than these are refused; it bounds the parser's work on the tree.
const NEST_LIMIT: u32 = 100;

/// Longer expressions are refused.
const MAX_BYTES: usize = 16 << 10;

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if text.has_build_hole() {
        return Ok(());
    }
    if text.text.len() > MAX_BYTES {
        return Err(Fault::new(0..text.text.len(), "the regular expression is longer than 16 KiB"));
    }
    let parsed = ParserBuilder::new().nest_limit(NEST_LIMIT).build().parse(&text.text);
    let (span, message) = match parsed {
        Ok(_) => return Ok(()),
        Err(regex_syntax::Error::Parse(error)) => (*error.span(), error.kind().to_string()),
        Err(regex_syntax::Error::Translate(error)) => (*error.span(), error.kind().to_string()),
        Err(_) => return Err(Fault::new(0..text.text.len(), "no valid regular expression")),
    };
    let fault = Fault::new(span.start.offset..span.end.offset, lower_first(&message));
    Err(if message.contains("look-around") || message.contains("backreference") {
        fault.help("expressions are matched in linear time, as by RE2; say it without this")
    } else {
        fault
    })
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect::<String>().trim_end_matches('.').to_owned()
}
