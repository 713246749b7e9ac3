use crate::{Diagnostic, Severity};

define!(W0792, "tool-absent", Warning, "w0792_tool_absent.md");

/// `tool`, which judges `what`, is not installed.
pub fn absent(severity: Severity, tool: &str, what: &str) -> Diagnostic {
    let diagnostic = Diagnostic::without_place(CODE, format!("{tool} is not installed, so nobody has judged {what}"));
    Diagnostic { severity, ..diagnostic }.help(format!("install {tool}, so that it is found on `PATH`"))
}

/// `tool`, which judges `what`, is installed and lacks something: `why`.
pub fn unable(severity: Severity, tool: &str, what: &str, why: &str) -> Diagnostic {
    let diagnostic = Diagnostic::without_place(CODE, format!("{tool} cannot judge {what} on this machine"));
    Diagnostic { severity, ..diagnostic }.note(why)
}
