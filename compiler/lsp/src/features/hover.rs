//! `textDocument/hover`.

use crate::fault::Fault;
use crate::protocol::{Contents, Hover, HoverParams, MarkupContent, MarkupKind};
use crate::workspace::Workspace;

/// What is shown of the name under the cursor.
pub fn hover(workspace: &mut Workspace, params: HoverParams) -> Result<Option<Hover>, Fault> {
    let at = params.text_document_position_params;
    let Some((subject, offset)) = workspace.place(&at.text_document.uri, at.position) else { return Ok(None) };
    let hover = infrac_ide::hover(&subject.snapshot, subject.file, offset);
    Ok(hover.map(|hover| Hover {
        contents: Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: hover.markdown() }),
        range: Some(workspace.converter(&subject).range(hover.span)),
    }))
}
