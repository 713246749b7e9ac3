use crate::Diagnostic;
use infrac_source::Span;

define!(W0740, "ingress-settings", Warning, "w0740_ingress_settings.md");

/// The controller of the class at `span` keeps its own sizes and timeouts.
pub fn ingress_settings(span: Span, class: &str) -> Diagnostic {
    let message = format!("`max_body`, `connect_timeout` and `read_timeout` are lost: the ingress class `{class}` does not read them");
    Diagnostic::new(CODE, message, span, "not ingress-nginx")
        .note("the Ingress API has no fields for them; the controller keeps its own settings")
        .help("say them in the way of the controller, by a `patch`")
}
