use crate::Diagnostic;
use infrac_source::Span;

define!(E0612, "scaling-without-request", Error, "e0612_scaling_without_request.md");

/// `service` scales (its range at `range`) on `resource` (said at `span`), of which it requests nothing.
pub fn scaling_without_request(span: Span, service: &str, resource: &str, range: Option<Span>) -> Diagnostic {
    let key = if resource == "memory" { "memory = 256Mi..512Mi" } else { "cpu = 250m..1" };
    let message = format!("`{service}` scales on {resource}, but requests none");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("measured as a part of the requested {resource}"))
        .note("without a request the autoscaler has nothing to measure against and never acts")
        .help(format!("say what it needs: `resources = {{ {key} }}`"));
    match range.filter(|&range| range != span) {
        Some(range) => diagnostic.label(range, "this range is what scales"),
        None => diagnostic,
    }
}
