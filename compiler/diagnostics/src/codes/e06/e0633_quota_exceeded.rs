use crate::Diagnostic;
use infrac_source::Span;

define!(E0633, "quota-exceeded", Error, "e0633_quota_exceeded.md");

/// The services together take more than the quota at `span` allows: `claim` says what they take ("the services request 3 cpu"), the service
/// that takes most is `most`, declared at its place.
pub fn quota_exceeded(span: Span, claim: &str, allowed: &str, most: Option<(&str, Option<Span>)>) -> Diagnostic {
    let message = format!("{claim}, the quota allows {allowed}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{allowed} in all"))
        .note("the cluster refuses every pod beyond the quota; counted are the least replicas of each service")
        .help("raise the quota, or lower replicas or resources");
    match most {
        Some((name, Some(at))) if at != span => diagnostic.label(at, format!("`{name}` takes the most")),
        _ => diagnostic,
    }
}
