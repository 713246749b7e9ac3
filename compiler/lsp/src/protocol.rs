//! The types of the protocol. No other module names the crate that they come from, so that it can be exchanged.

pub use gen_lsp_types::{
    ClientCapabilities, Code, CodeDescription, Diagnostic, DiagnosticOptions, DiagnosticProvider,
    DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticRequest, FileChangeType, FullDocumentDiagnosticReport, InitializeParams, InitializeResult,
    Location, LogMessageParams, Message as Text, MessageType, Position, PositionEncodingKind, PublishDiagnosticsParams,
    Range, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, Request, Save, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentContentChangeEvent, TextDocumentPositionParams, TextDocumentSync,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit, UnchangedDocumentDiagnosticReport, Uri, WorkspaceFolder,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticRequest, WorkspaceDocumentDiagnosticReport,
    WorkspaceEdit, WorkspaceFolders, WorkspaceFoldersServerCapabilities, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceOptions, WorkspaceUnchangedDocumentDiagnosticReport, ChangeNotifications,
};
