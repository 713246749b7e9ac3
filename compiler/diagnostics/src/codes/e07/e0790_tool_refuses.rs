use crate::Diagnostic;

define!(E0790, "tool-refuses", Error, "e0790_tool_refuses.md");

/// A tool does not take a generated file; `message` begins with the tool's name and holds its words. The caller adds the places.
pub fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::without_place(CODE, message)
}
