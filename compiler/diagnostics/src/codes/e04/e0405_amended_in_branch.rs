use crate::Diagnostic;
use infrac_source::Span;

define!(E0405, "amended-in-branch", Error, "e0405_amended_in_branch.md");

/// A labelled block of a lower layer that is amended within `if`, `match` or `for`.
pub fn amended_in_branch(span: Span, kind: &str, label: &str, declared: Span, branch: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("{kind} `{label}` is declared elsewhere and cannot be changed in a branch"), span, "changed here")
        .label(declared, "declared here")
        .label(branch.at_start(), "within this branch")
        .help("put the branch into the block: change it outside, with the condition inside its body")
}
