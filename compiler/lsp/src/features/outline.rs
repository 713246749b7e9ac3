//! The shape of a text: `foldingRange`, `selectionRange`, `documentLink`.

use crate::convert::Converter;
use crate::fault::Fault;
use crate::features::set;
use crate::paths;
use crate::protocol::{DocumentLinkParams, FoldingRangeParams, SelectionRangeParams};
use crate::workspace::Workspace;
use infrac_ide::{FoldKind, LinkTarget};
use infrac_source::Span;
use serde_json::{Value, json};

/// What can be folded away.
pub fn folds(workspace: &mut Workspace, params: FoldingRangeParams) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(Value::Null) };
    let convert = workspace.converter(&subject);
    let folds = infrac_ide::folds(&subject.snapshot, subject.file).into_iter().map(|fold| {
        let range = convert.range(fold.span);
        let mut answer = json!({
            "startLine": range.start.line, "startCharacter": range.start.character,
            "endLine": range.end.line, "endCharacter": range.end.character,
        });
        match fold.kind {
            FoldKind::Region => {}
            FoldKind::Comment => set(&mut answer, "kind", "comment"),
            FoldKind::Imports => set(&mut answer, "kind", "imports"),
        }
        answer
    });
    Ok(Value::Array(folds.collect()))
}

/// What the selection grows to, for each cursor.
pub fn selections(workspace: &mut Workspace, params: SelectionRangeParams) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(Value::Null) };
    let convert = workspace.converter(&subject);
    let answers = params.positions.iter().map(|position| {
        let offset = workspace.offset(&subject, *position);
        let spans = infrac_ide::selection_ranges(&subject.snapshot, subject.file, offset);
        nested(&spans, &convert).unwrap_or_else(|| json!({ "range": { "start": position, "end": position } }))
    });
    Ok(Value::Array(answers.collect()))
}

/// Spans, the smallest first, each within the next.
fn nested(spans: &[Span], convert: &Converter<'_>) -> Option<Value> {
    spans.iter().rev().fold(None, |parent, span| {
        let mut answer = json!({ "range": convert.range(*span) });
        if let Some(parent) = parent {
            set(&mut answer, "parent", parent);
        }
        Some(answer)
    })
}

/// What leads out of a text.
pub fn links(workspace: &mut Workspace, params: DocumentLinkParams) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(Value::Null) };
    let convert = workspace.converter(&subject);
    let links = infrac_ide::links(&subject.snapshot, subject.file).into_iter().filter_map(|link| {
        let target = match link.target {
            LinkTarget::Url(url) => url,
            LinkTarget::File(path) => paths::uri(&convert.site().path(&path)?).0,
        };
        Some(json!({ "range": convert.range(link.span), "target": target }))
    });
    Ok(Value::Array(links.collect()))
}
