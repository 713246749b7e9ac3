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
        .label(owner, format!("this block has no `{kind} {label}` here"));
    let report = match near {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report,
    };
    report.help(format!("to declare one that exists in some environments only, write `{kind} {label} in {environment} {{ … }}`"))
}

/// A labelled block in an overlay that is declared nowhere outside it, whatever the environment.
pub fn declared_nowhere(span: Span, kind: &str, label: &str, near: Option<&str>, overlay: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("there is no {kind} `{label}` to change"), span, "declared nowhere else")
        .label(overlay, "an overlay changes what is declared outside it")
        .help(format!("to have it in these environments only, write `{kind} {label} in … {{ … }}` outside the overlay"))
        .meant(span, near)
}
