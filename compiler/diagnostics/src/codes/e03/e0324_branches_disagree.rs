use crate::Diagnostic;
use infrac_source::Span;

define!(E0324, "branches-disagree", Error, "e0324_branches_disagree.md");

/// Two branches of one value that have no type in common.
pub fn branches_disagree(span: Span, found: &str, first: Span, before: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("one branch is of type {before}, the other of type {found}"), span, found)
        .label(first, before)
}

/// Two elements of one list that have no type in common.
pub fn elements_disagree(span: Span, found: &str, first: Span, before: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("this list holds elements of type {before} and of type {found}"), span, found)
        .label(first, before)
}
