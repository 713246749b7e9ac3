//! Growing a selection: word, value, entry, body, block, file.

use crate::node::Node;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_source::{FileId, Span};

/// What a selection at a place grows to, the smallest first; each holds the one before and is larger.
pub fn selection_ranges(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Span> {
    let Some(view) = snapshot.file(file) else { return Vec::new() };
    let offset = view.clamp(offset);
    let mut spans = vec![view.span(0, view.text().len() as u32)];
    for node in NodePath::at(view, offset).nodes {
        let span = node.span();
        spans.push(span);
        if let Node::Body(body) = node {
            let inner = view.span(span.start + 1, span.end.saturating_sub(1).max(span.start + 1));
            if !body.damaged && inner.start <= offset && offset <= inner.end {
                spans.push(inner);
            }
        }
    }
    spans.extend(view.token_at(offset).map(|token| token.span(file)));
    let mut grown: Vec<Span> = Vec::new();
    for span in spans.into_iter().rev().filter(|span| !span.is_empty()) {
        match grown.last() {
            Some(last) if span.start > last.start || span.end < last.end || span == *last => {}
            _ => grown.push(span),
        }
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::selection_ranges;
    use crate::testing::case;

    #[test]
    fn a_selection_grows_outwards() {
        let case = case("service a { ports = { http = 8$00 } }");
        let found = selection_ranges(&case.snapshot, case.file, case.offset);
        let texts: Vec<&str> = found.iter().map(|span| case.snapshot.slice(*span)).collect();
        assert_eq!(
            texts,
            [
                "80",
                "http = 80",
                " http = 80 ",
                "{ http = 80 }",
                "ports = { http = 80 }",
                " ports = { http = 80 } ",
                "{ ports = { http = 80 } }",
                "service a { ports = { http = 80 } }",
            ]
        );
    }
}
