//! What the server can do.

use crate::client::Client;
use crate::position::Encoding;
use crate::protocol::{
    ChangeNotifications, DiagnosticOptions, PositionEncodingKind, RenameOptions, RenameProvider, Save, SaveOptions,
    ServerCapabilities, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use crate::settings::Delivery;
use serde_json::{Value, json};

/// The capabilities for a client. Findings are offered to be pulled unless they are pushed: a client that gets both shows them twice.
pub fn capabilities(client: &Client, delivery: Delivery) -> ServerCapabilities {
    let pulls = match delivery {
        Delivery::Auto => client.pulls,
        Delivery::Push => false,
        Delivery::Pull => true,
    };
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            will_save: None,
            will_save_wait_until: None,
            save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
        })),
        diagnostic_provider: pulls.then(|| {
            let options = DiagnosticOptions {
                identifier: Some("infrac".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            };
            options.into()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        type_definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(ChangeNotifications::Bool(true)),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// The files that decide about a project: its sources, its lock, and what `file("…")` reads, which may be anything.
pub fn watchers() -> Value {
    json!({
        "registrations": [{
            "id": "infrac-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": [{ "globPattern": "**/*" }] },
        }],
    })
}
