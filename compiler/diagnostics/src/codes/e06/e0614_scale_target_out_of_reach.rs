use crate::Diagnostic;
use infrac_source::Span;

define!(E0614, "scale-target-out-of-reach", Error, "e0614_scale_target_out_of_reach.md");

/// `service` scales at `target` of its request, which is `reached` or more than its limit allows (both at `resources`).
pub fn scale_target_out_of_reach(
    span: Span,
    service: &str,
    resource: &str,
    target: &str,
    most: &str,
    resources: Option<Span>,
) -> Diagnostic {
    let message = format!("`{service}` never scales: its {resource} use cannot rise above {target} of the request");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("scales only above {target}"))
        .help(format!("lower the target below {most}, or raise the limit"));
    match resources.filter(|&resources| resources != span) {
        Some(resources) => diagnostic.label(resources, format!("the limit is {most} of the request")),
        None => diagnostic.note(format!("the limit is {most} of the request")),
    }
}

/// `service` scales at `target`, which is no part of anything.
pub fn scale_target_not_positive(span: Span, service: &str, target: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{service}` scales at {target} of its request"), span, "a target is above 0%")
        .help("a usual target is `cpu(70%)`")
}
