use crate::Diagnostic;
use infrac_source::Span;

define!(E0433, "nothing-to-amend", Error, "e0433_nothing_to_amend.md");

/// A labelled block at `span` that amends a child which the block at `owner` does not have in `environment`; `near` is a label it has.
pub fn nothing_to_amend(
    span: Span,
    (kind, label): (&str, &str),
    owner: Span,
    near: Option<&str>,
    environment: &str,
) -> Diagnostic {
    let report = Diagnostic::new(CODE, format!("there is no `{kind} {label}` to change here"), span, "changes nothing")
        .label(owner, format!("this block has no `{kind} {label}` in `{environment}`"));
    let report = match near {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report,
    };
    report.help(format!("to declare one that exists in some environments only, write `{kind} {label} in {environment} {{ … }}`"))
}
