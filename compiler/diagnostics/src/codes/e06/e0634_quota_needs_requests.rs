use crate::Diagnostic;
use infrac_source::Span;

define!(E0634, "quota-needs-requests", Error, "e0634_quota_needs_requests.md");

/// The quota at `quota` counts `resource`, of which `block` names no `bound` ("request", "limit" or "request and limit").
pub fn quota_needs_requests(span: Span, block: &str, resource: &str, bound: &str, quota: Option<Span>) -> Diagnostic {
    let key = if resource == "memory" { "memory = 256Mi..512Mi" } else { "cpu = 250m..1" };
    let message = format!("`{block}` has no {resource} {bound}, which the quota of its namespace demands");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("no {resource} {bound}"))
        .note("where a quota counts a resource, the cluster refuses every pod that does not say how much it takes")
        .help(format!("say what it takes: `resources = {{ {key} }}`"));
    match quota.filter(|&quota| quota != span) {
        Some(quota) => diagnostic.label(quota, format!("counts every {bound}")),
        None => diagnostic,
    }
}
