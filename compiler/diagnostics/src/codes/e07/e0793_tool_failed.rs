use crate::Diagnostic;

define!(E0793, "tool-failed", Error, "e0793_tool_failed.md");

/// `tool` went wrong itself: `why`.
pub fn failed(tool: &str, why: &str) -> Diagnostic {
    Diagnostic::without_place(CODE, format!("{tool} failed, so its verdict is not known"))
        .note(why)
        .help("run the tool by hand on the output; `--timeout SECONDS` gives it more time")
}
