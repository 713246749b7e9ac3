use crate::Diagnostic;
use infrac_source::Span;

define!(E0810, "unknown-provider", Error, "e0810_unknown_provider.md");

/// The type of the block at `span` is of no provider that infrac knows; `known`: those that it does.
pub fn unknown_provider(span: Span, kind: &str, known: &[&str]) -> Diagnostic {
    let prefix = kind.split('_').next().unwrap_or(kind);
    let near = crate::did_you_mean(prefix, known.iter().copied());
    let meant = near.map_or_else(String::new, |near| format!("; did you mean `{near}_`?"));
    let message = format!("no known Terraform provider has types that begin with `{prefix}_`{meant}");
    Diagnostic::new(CODE, message, span, "declared here")
        .note(format!("infrac holds each block against the schema of its provider; it has those of {}", known.join(", ")))
}
