use crate::Diagnostic;
use infrac_source::Span;

define!(E0311, "not-exhaustive", Error, "e0311_not_exhaustive.md");

/// A `match` without an arm for each case. `missing` are the cases; `environments`: they are environments.
pub fn not_exhaustive(
    span: Span,
    what: &str,
    missing: &[String],
    environments: bool,
    definition: Option<Span>,
    whole: Span,
) -> Diagnostic {
    let shown: Vec<String> = missing.iter().take(8).map(|case| format!("`{case}`")).collect();
    let more = if missing.len() > shown.len() { ", …" } else { "" };
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    let message = format!("this match of {what} has no arm for {}{more}", shown.join(", "));
    let mut diagnostic = Diagnostic::new(CODE, message, span, "not all cases are covered");
    if let Some(definition) = definition {
        diagnostic = diagnostic.label(definition, "its cases are declared here");
    }
    let _ = whole;
    if environments {
        diagnostic.help("add an arm for each, for a parent that they inherit from, or `_ => …` for all others")
    } else {
        diagnostic.help("add the missing arms, or `_ => …` for all others")
    }
}
