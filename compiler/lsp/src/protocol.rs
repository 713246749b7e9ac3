//! The types of the protocol. No other module names the crate that they come from, so that it can be exchanged.

pub use gen_lsp_types::{
    ChangeNotifications, ClientCapabilities, Code, CodeDescription, CodeLensRefreshRequest, Contents, DefinitionParams,
    Diagnostic, DiagnosticOptions, DiagnosticRefreshRequest, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams,
    FullDocumentDiagnosticReport, Hover, HoverParams, InitializeParams, InitializeResult, InlayHintRefreshRequest,
    Location, LocationLink, LogMessageNotification, LogMessageParams, MarkupContent, MarkupKind, Message as Text,
    MessageType, Notification, Position, PositionEncodingKind, PrepareRenameParams, PrepareRenamePlaceholder,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, Range, ReferenceParams,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, RenameOptions, RenameParams,
    RenameProvider, Request, Save, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentContentChangeEvent,
    TextDocumentPositionParams, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit,
    TypeDefinitionParams, UnchangedDocumentDiagnosticReport, Uri, WorkDoneProgressOptions, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport, WorkspaceEdit, WorkspaceFolder, WorkspaceFolders,
    WorkspaceFoldersServerCapabilities, WorkspaceFullDocumentDiagnosticReport, WorkspaceOptions,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
