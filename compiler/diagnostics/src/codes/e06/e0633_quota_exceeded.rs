use crate::Diagnostic;
use infrac_source::Span;

define!(E0633, "quota-exceeded", Error, "e0633_quota_exceeded.md");

/// What always runs takes `taken` of `what`; the quota at `span` allows `allowed`. The service that takes most is `most`,
/// declared at `at`.
pub fn quota_exceeded(
    span: Span,
    what: &str,
    taken: &str,
    allowed: &str,
    most: Option<(&str, Option<Span>)>,
) -> Diagnostic {
    let message = format!("the services take {taken} {what}, the quota allows {allowed}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{allowed} in all"))
        .note("the cluster refuses every pod beyond the quota; counted are the least replicas of each service")
        .help("raise the quota, or lower replicas or resources");
    match most {
        Some((name, Some(at))) if at != span => diagnostic.label(at, format!("`{name}` takes the most")),
        _ => diagnostic,
    }
}
