use crate::Diagnostic;
use infrac_source::Span;

define!(E0738, "ingress-class", Error, "e0738_ingress_class.md");

/// `attribute`, at `span`, has no effect with the ingress class `class`.
pub fn ingress_class(span: Span, attribute: &str, class: &str) -> Diagnostic {
    let message = format!("`{attribute}` protects nothing here: the ingress class `{class}` does not read it");
    Diagnostic::new(CODE, message, span, "known to ingress-nginx only")
        .note("the Ingress API has no field for it; each controller has its own way")
        .help("set the class `nginx`, or unset it and say it in the way of the controller, by a `patch`")
}
