use crate::Diagnostic;
use infrac_source::Span;

define!(E0689, "promotion-order", Error, "e0689_promotion_order.md");

/// `later` comes after `earlier` here (at `span`), and before it at `other`.
pub fn promotion_order(span: Span, earlier: &str, later: &str, other: Option<Span>) -> Diagnostic {
    let message = format!("`{later}` is deployed after `{earlier}` here and before it elsewhere");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("`{earlier}` first, then `{later}`"))
        .note("the order in `to` is the order of promotion: each environment takes what the one before it has proven")
        .help("name the environments in one order everywhere");
    match other.filter(|&other| other != span) {
        Some(other) => diagnostic.label(other, format!("`{later}` first, then `{earlier}`")),
        None => diagnostic,
    }
}

/// `environment` is named twice in one `to`.
pub fn deployed_twice(span: Span, environment: &str, first: Option<Span>) -> Diagnostic {
    let message = format!("`{environment}` has two places in one order of promotion");
    let diagnostic = Diagnostic::new(CODE, message, span, "named again").help("name it once");
    match first.filter(|&first| first != span) {
        Some(first) => diagnostic.label(first, "its first place"),
        None => diagnostic,
    }
}
