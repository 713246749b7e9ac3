use crate::Diagnostic;
use infrac_source::Span;

define!(E0412, "nothing-to-unset", Error, "e0412_nothing_to_unset.md");

/// An `unset` at `span` below which nothing is set.
pub fn nothing_to_unset(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "there is nothing to unset here", span, "nothing below this sets it")
        .note("`unset` removes what lower ones said: the block without `in`, a component, `defaults`; a kind's own default stays")
        .help("remove the `unset`")
}
