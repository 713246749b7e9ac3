use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0611, "limit-under-request", Error, "e0611_limit_under_request.md");

/// `literal`: the span is the range itself. `resource` of `block` is requested at `request` and limited to `limit`, which is less.
pub fn limit_under_request(span: Span, literal: bool, block: &str, resource: &str, request: &str, limit: &str) -> Diagnostic {
    let message = format!("`{block}` asks for {request} of {resource}, but may use only {limit}");
    let turned = format!("{limit}..{request}");
    let diagnostic = Diagnostic::new(CODE, message, span, "request to limit: the limit is below the request")
        .note("a cluster refuses such a container");
    if literal {
        diagnostic.fix(format!("if both bounds are meant, write `{turned}`"), span, turned, Applicability::Unsafe)
    } else {
        diagnostic.help(format!("if both bounds are meant, write `{turned}`"))
    }
}
