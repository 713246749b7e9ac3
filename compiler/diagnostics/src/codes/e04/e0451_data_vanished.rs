use crate::Diagnostic;
use infrac_source::Span;

define!(E0451, "data-vanished", Error, "e0451_data_vanished.md");

/// The lock knows a block that held data and is gone: its kind, identity and name; `heir` is a new block of that kind that holds data. `span`
/// is the project's declaration.
pub fn data_vanished(span: Span, kind: &str, identity: &str, name: &str, heir: Option<&str>) -> Diagnostic {
    let report = Diagnostic::new(
        CODE,
        format!("`{kind} {identity}` holds data and is not declared any more"),
        span,
        format!("the storage of `{name}` would be left behind or deleted"),
    );
    let report = match heir {
        Some(heir) => report.help(format!("if it is called `{heir}` now, write `@was({identity})` before its declaration: names and storage stay")),
        None => report.help(format!("if it has another name now, write `@was({identity})` before its declaration: names and storage stay")),
    };
    report.help(format!("if its data is to go, save what you need and remove the line `{identity}` from infrac.lock"))
}
