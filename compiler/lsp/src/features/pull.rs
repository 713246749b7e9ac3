//! Findings for clients that ask: `textDocument/diagnostic`, `workspace/diagnostic`.

use crate::fault::Fault;
use crate::paths;
use crate::protocol::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};
use crate::reports::result_id;
use crate::workspace::Workspace;
use camino::Utf8PathBuf;
use infrac_driver::real_path;
use std::collections::{BTreeMap, BTreeSet};

/// The findings of a text: what is known at once, and the rest as it was before the last change; once all is known the client is told to ask again.
/// A client that cannot be told is answered when all is known.
pub fn document(
    workspace: &mut Workspace,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReport, Fault> {
    let changed = workspace.report_all();
    let path = paths::path(&params.text_document.uri).map(|path| real_path(&path));
    workspace.has_unseen |= changed.iter().any(|changed| Some(changed) != path.as_ref());
    let items = path.map(|path| workspace.reports.of(&path)).unwrap_or_default();
    let id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
        return Ok(RelatedUnchangedDocumentDiagnosticReport::new(None, unchanged).into());
    }
    let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
    Ok(RelatedFullDocumentDiagnosticReport::new(None, full).into())
}

/// The findings of all files: of those that have some, and of those that the client remembers some of.
pub fn workspace(
    workspace: &mut Workspace,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReport, Fault> {
    workspace.report_all();
    workspace.has_unseen = false;
    let known = params.previous_result_ids.into_iter().filter_map(|known| {
        let path = real_path(&paths::path(&known.uri)?);
        Some((path, known.value))
    });
    let known: BTreeMap<Utf8PathBuf, String> = known.collect();
    let files: BTreeSet<Utf8PathBuf> = workspace.reports.files().into_iter().chain(known.keys()).cloned().collect();
    let items = files.into_iter().map(|path| {
        let open = workspace.documents.get(&path);
        let uri = open.map_or_else(|| paths::uri(&path), |document| document.uri.clone());
        let version = open.map(|document| document.version);
        let items = workspace.reports.of(&path);
        let id = result_id(&items);
        if known.get(&path) == Some(&id) {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
            return WorkspaceDocumentDiagnosticReport::WorkspaceUnchangedDocumentDiagnosticReport(
                WorkspaceUnchangedDocumentDiagnosticReport::new(uri, version, unchanged),
            );
        }
        let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
        WorkspaceDocumentDiagnosticReport::WorkspaceFullDocumentDiagnosticReport(
            WorkspaceFullDocumentDiagnosticReport::new(uri, version, full),
        )
    });
    Ok(WorkspaceDiagnosticReport { items: items.collect() })
}
