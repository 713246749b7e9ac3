//! What the server can do.

use crate::client::Client;
use crate::features::{actions, commands, completion, format, tokens};
use crate::position::Encoding;
use crate::protocol::{
    ChangeNotifications, CodeLensOptions, CompletionOptions, DiagnosticOptions, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, ExecuteCommandOptions, PositionEncodingKind, RenameOptions, RenameProvider, Save,
    SaveOptions, ServerCapabilities, SignatureHelpOptions, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
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
        text_document_sync: Some(synchronisation()),
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
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(texts(&completion::TRIGGERS)),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(texts(&["(", ","])),
            ..SignatureHelpOptions::default()
        }),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        semantic_tokens_provider: serde_json::from_value(json!({
            "legend": tokens::legend(), "range": true, "full": { "delta": true },
        }))
        .ok(),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        inlay_hint_provider: Some(true.into()),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_action_provider: serde_json::from_value(json!({
            "codeActionKinds": actions::KINDS, "resolveProvider": true,
        }))
        .ok(),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: texts(&commands::COMMANDS),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        call_hierarchy_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        document_range_formatting_provider: Some(true.into()),
        document_on_type_formatting_provider: on_type(),
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

/// Texts are told change by change.
fn synchronisation() -> TextDocumentSync {
    TextDocumentSync::Options(TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        will_save: None,
        will_save_wait_until: None,
        save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
    })
}

fn texts(letters: &[&str]) -> Vec<String> {
    letters.iter().map(|letter| (*letter).to_owned()).collect()
}

fn on_type() -> Option<DocumentOnTypeFormattingOptions> {
    let mut letters = texts(&format::TRIGGERS).into_iter();
    Some(DocumentOnTypeFormattingOptions {
        first_trigger_character: letters.next()?,
        more_trigger_character: Some(letters.collect()),
    })
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
