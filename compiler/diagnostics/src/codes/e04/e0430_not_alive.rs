use crate::Diagnostic;
use infrac_source::Span;

define!(E0430, "not-alive", Error, "e0430_not_alive.md");

/// A use at `span` of the block `label` that does not live in the environment under evaluation; its header stands at `declared`, and says
/// `in` those `environments` if it says so itself.
pub fn not_alive(span: Span, label: &str, declared: Span, environments: Option<&str>) -> Diagnostic {
    let why = match environments {
        Some(environments) => format!("it exists only in `{environments}`"),
        None => "its `if`, `match` or `for`, or the component around it, leaves it out here".to_owned(),
    };
    Diagnostic::new(CODE, format!("`{label}` is used where it does not exist"), span, "used here")
        .label(declared, why)
        .help(format!("use it only where it exists: by `in`, or by `if exists({label})`"))
}
