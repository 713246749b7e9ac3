use crate::Diagnostic;
use infrac_source::Span;

define!(E0611, "limit-under-request", Error, "e0611_limit_under_request.md");

/// `resource` of `block` is requested at `request` and limited to `limit`, which is less.
pub fn limit_under_request(span: Span, block: &str, resource: &str, request: &str, limit: &str) -> Diagnostic {
    let message = format!("`{block}` asks for {request} of {resource}, but may use only {limit}");
    Diagnostic::new(CODE, message, span, "request to limit: the limit is below the request")
        .note("a cluster refuses such a container")
        .help(format!("if both are meant, write `{limit}..{request}`"))
}
