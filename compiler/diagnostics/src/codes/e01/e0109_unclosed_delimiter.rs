use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0109, "unclosed-delimiter", Error, "e0109_unclosed_delimiter.md");

/// So many openers are shown: more would not help.
const SHOWN: usize = 4;

/// A delimiter without its partner: where it stands, what it is, what would close it.
pub type Opener = (Span, &'static str, &'static str);

/// `open` at `span` has no closing `close`; it is taken to end at `assumed`.
pub fn unclosed(span: Span, open: &'static str, close: &'static str, assumed: Span) -> Diagnostic {
    unclosed_together(&[(span, open, close)], assumed)
}

/// All of `openers`, the innermost first, are taken to end at `assumed`: one mistake, most often a text that breaks off.
pub fn unclosed_together(openers: &[Opener], assumed: Span) -> Diagnostic {
    let closers: String = openers.iter().map(|(_, _, close)| *close).collect();
    let expected = match openers.len() <= SHOWN {
        true => format!("`{closers}`"),
        false => format!("{} closing delimiters", openers.len()),
    };
    let Some(&(span, open, _)) = openers.last() else {
        return Diagnostic::new(CODE, "a delimiter is not closed", assumed, "expected here, going by the layout");
    };
    let message = match openers {
        [_] => format!("this `{open}` is not closed"),
        [(_, inner, _), _] => format!("this `{open}` and the `{inner}` within it are not closed"),
        _ => format!("this `{open}` and {} more within it are not closed", openers.len() - 1),
    };
    let inner = openers.iter().rev().skip(1).take(SHOWN - 1);
    inner
        .fold(Diagnostic::new(CODE, message, span, "opened here"), |diagnostic, (span, _, _)| {
            diagnostic.label(*span, "opened here")
        })
        .label(assumed, format!("expected {expected} here, going by the layout"))
        .fix(format!("insert {expected}"), assumed.at_start(), closers, Applicability::Unsafe)
}
