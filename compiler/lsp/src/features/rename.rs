//! `textDocument/prepareRename` and `rename`.

use crate::convert::Converter;
use crate::fault::Fault;
use crate::protocol::{PrepareRenameParams, PrepareRenamePlaceholder, RenameParams, TextEdit, Uri, WorkspaceEdit};
use crate::workspace::Workspace;
use infrac_diagnostics::Edit;
use std::collections::HashMap;

/// Whether the name under the cursor can be changed; the reason, if not.
pub fn prepare(
    workspace: &mut Workspace,
    params: PrepareRenameParams,
) -> Result<Option<PrepareRenamePlaceholder>, Fault> {
    let at = params.text_document_position_params;
    let Some((subject, offset)) = workspace.place(&at.text_document.uri, at.position) else { return Ok(None) };
    let found = infrac_ide::prepare_rename(&subject.snapshot, subject.file, offset).map_err(Fault::refused)?;
    let range = workspace.converter(&subject).range(found.span);
    Ok(Some(PrepareRenamePlaceholder { range, placeholder: found.text }))
}

/// The edits that give the name a new text, in all files. Where the name is that of something which is generated under it, `@was` keeps what runs.
pub fn rename(workspace: &mut Workspace, params: RenameParams) -> Result<Option<WorkspaceEdit>, Fault> {
    let at = params.text_document_position_params;
    let Some(subject) = workspace.subject_of_all(&at.text_document.uri) else { return Ok(None) };
    let offset = workspace.offset(&subject, at.position);
    let renaming = infrac_ide::rename(&subject.snapshot, subject.file, offset, &params.new_name);
    let renaming = renaming.map_err(Fault::refused)?;
    let convert = workspace.converter(&subject);
    let changes = changes(renaming.edits.iter().chain(&renaming.keep_names), &convert)
        .ok_or_else(|| Fault::refused("it stands in the standard library too"))?;
    Ok(Some(WorkspaceEdit { changes: Some(changes), document_changes: None, change_annotations: None }))
}

/// Edits by file; `None` if one of them lies in a file that the client cannot open.
pub fn changes<'e>(
    edits: impl IntoIterator<Item = &'e Edit>,
    convert: &Converter<'_>,
) -> Option<HashMap<Uri, Vec<TextEdit>>> {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        let uri = convert.location(edit.span)?.uri;
        changes.entry(uri).or_default().push(convert.edit(edit.span, &edit.text));
    }
    Some(changes)
}
