use crate::Diagnostic;
use infrac_source::Span;

define!(E0612, "scaling-without-request", Error, "e0612_scaling_without_request.md");

/// `service` scales (its range at `span`) on its use of `resource` ("cpu" or "memory"), of which it requests nothing; `measure` is where a
/// user said so, if one did.
pub fn scaling_without_request(span: Span, service: &str, resource: &str, measure: Option<Span>) -> Diagnostic {
    let key = if resource == "memory" { "memory = 256Mi..512Mi" } else { "cpu = 250m..1" };
    let message = format!("`{service}` scales on its {resource} use, but requests no {resource}");
    let diagnostic = Diagnostic::new(CODE, message, span, "scales within this range")
        .note("use is measured as a part of the request; without one the autoscaler never acts")
        .help(format!("say what it needs: `resources = {{ {key} }}`"));
    match measure.filter(|&measure| measure != span) {
        Some(measure) => diagnostic.label(measure, format!("measured by its {resource}")),
        None => diagnostic.note("a range scales on cpu use unless `scale_on` says otherwise"),
    }
}
