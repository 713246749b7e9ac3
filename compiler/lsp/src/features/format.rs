//! `textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`. The layout is the language's; the client's tab size changes nothing.

use crate::fault::Fault;
use crate::protocol::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};
use crate::workspace::{Subject, Workspace};
use infrac_diagnostics::Edit;
use infrac_source::Span;

/// Letters behind which a line or a block is laid out.
pub const TRIGGERS: [&str; 4] = ["}", "]", ")", "\n"];

/// Lays out a text; nothing if it has syntax errors.
pub fn document(workspace: &mut Workspace, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(None) };
    let edits = infrac_ide::format_document(&subject.snapshot, subject.file);
    Ok(edits.map(|edits| converted(workspace, &subject, &edits)))
}

/// Lays out lines of a text.
pub fn range(workspace: &mut Workspace, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(None) };
    let (start, end) = (workspace.offset(&subject, params.range.start), workspace.offset(&subject, params.range.end));
    let edits = infrac_ide::format_range(&subject.snapshot, Span::new(subject.file, start, end.max(start)));
    Ok(Some(converted(workspace, &subject, &edits)))
}

/// Lays out what was just closed.
pub fn on_type(
    workspace: &mut Workspace,
    params: DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Fault> {
    let at = (&params.text_document.uri, params.position);
    let Some((subject, offset)) = workspace.place(at.0, at.1) else { return Ok(None) };
    let Some(typed) = params.ch.chars().next() else { return Ok(None) };
    let edits = infrac_ide::format_on_type(&subject.snapshot, subject.file, offset, typed);
    Ok(Some(converted(workspace, &subject, &edits)))
}

fn converted(workspace: &Workspace, subject: &Subject, edits: &[Edit]) -> Vec<TextEdit> {
    let convert = workspace.converter(subject);
    edits.iter().map(|edit| convert.edit(edit.span, &edit.text)).collect()
}
