use crate::Diagnostic;

define!(W0791, "tool-advises", Warning, "w0791_tool_advises.md");

/// A tool takes a generated file and advises against something in it; `message` begins with the tool's name and holds its words. The caller adds
/// the places.
pub fn advised(message: impl Into<String>) -> Diagnostic {
    Diagnostic::without_place(CODE, message)
}
