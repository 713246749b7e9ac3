use crate::Diagnostic;
use infrac_source::Span;

define!(L0501, "chart-choice", Warning, "l0501_chart_choice.md");

/// The versions of an object differ so much that the chart holds each of them whole. `attributes` are the first that make them differ, by the
/// names that their values would have; `more` are left out.
pub fn chart_choice(span: Span, kind: &str, name: &str, attributes: &[String], more: usize) -> Diagnostic {
    let names = attributes.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = format!("{kind} `{name}` has little in common in its environments: the chart holds a whole version of it for each");
    Diagnostic::new(CODE, what, span, "its objects differ in more than half of what they say")
        .note(format!("what differs: {names}{rest}"))
        .note("nothing of such an object can be set by the chart's values")
        .help("make the environments more alike, or two blocks of it: `service NAME in ENV { … }`")
}
