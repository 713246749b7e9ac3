use crate::Diagnostic;
use infrac_source::Span;

define!(E0808, "patch-target", Error, "e0808_patch_target.md");

/// The patch at `span` is for `target`, which is none; `targets` are those that there are.
pub fn patch_target(span: Span, target: &str, near: Option<&str>, targets: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{target}` is not a target that can be patched"), span, "unknown target")
        .note(format!("targets: {targets}"));
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}
