use crate::Diagnostic;
use infrac_source::Span;

define!(E0225, "misplaced-block", Error, "e0225_misplaced_block.md");

/// A block in a body that takes none of its kind; `children` are the kinds that it takes.
pub fn misplaced_block(span: Span, kind: &str, what: &str, children: &[String], definition: Option<Span>) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(CODE, format!("{kind} cannot stand in {what}"), span, "not here");
    if let Some(definition) = definition {
        diagnostic = diagnostic.label(definition, "declared here");
    }
    if children.is_empty() {
        diagnostic.help("move it out, to the top of the file")
    } else {
        let children: Vec<String> = children.iter().map(|child| format!("`{child}`")).collect();
        diagnostic.help(format!("the blocks that may stand there are {}; move this one to the top of the file", children.join(", ")))
    }
}
