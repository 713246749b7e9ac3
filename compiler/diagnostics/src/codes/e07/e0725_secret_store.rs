use crate::Diagnostic;
use infrac_source::Span;

define!(E0725, "secret-store", Error, "e0725_secret_store.md");

/// The way of secrets at `span` does not work here: `why`; `what` does.
pub fn secret_store(span: Span, why: &str, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, why, span, "cannot be used here").help(what)
}
