//! `textDocument/documentSymbol` and `workspace/symbol`.

use crate::convert::Converter;
use crate::fault::Fault;
use crate::protocol::{DocumentSymbolParams, WorkspaceSymbolParams};
use crate::workspace::Workspace;
use infrac_ide::{DocumentSymbol, SymbolKind};
use serde_json::{Value, json};

/// More symbols than anybody reads; a longer query finds fewer.
const MOST: usize = 512;

/// What a file declares: as a tree, for clients that know trees.
pub fn document(workspace: &mut Workspace, params: DocumentSymbolParams) -> Result<Value, Fault> {
    let uri = params.text_document.uri;
    let Some(subject) = workspace.subject(&uri) else { return Ok(Value::Null) };
    let as_tree = workspace.client.nests_symbols;
    let convert = workspace.converter(&subject);
    let found = infrac_ide::document_symbols(&subject.snapshot, subject.file);
    if as_tree {
        return Ok(Value::Array(found.iter().map(|symbol| tree(symbol, &convert)).collect()));
    }
    let mut flat = Vec::new();
    flatten(&found, "", &convert, &mut flat);
    Ok(Value::Array(flat))
}

fn tree(symbol: &DocumentSymbol, convert: &Converter<'_>) -> Value {
    json!({
        "name": shown(&symbol.name, &symbol.detail),
        "detail": symbol.detail.as_str(),
        "kind": kind(symbol.kind),
        "range": convert.range(symbol.span.to(symbol.name_span)),
        "selectionRange": convert.range(symbol.name_span),
        "children": symbol.children.iter().map(|child| tree(child, convert)).collect::<Vec<Value>>(),
    })
}

fn flatten(symbols: &[DocumentSymbol], container: &str, convert: &Converter<'_>, flat: &mut Vec<Value>) {
    for symbol in symbols {
        let name = shown(&symbol.name, &symbol.detail);
        if let Some(location) = convert.location(symbol.span) {
            flat.push(json!({
                "name": name, "kind": kind(symbol.kind), "location": location, "containerName": container,
            }));
        }
        flatten(&symbol.children, name, convert, flat);
    }
}

/// The protocol allows no empty name.
fn shown<'s>(name: &'s str, detail: &'s str) -> &'s str {
    if !name.trim().is_empty() {
        name
    } else if !detail.trim().is_empty() {
        detail
    } else {
        "…"
    }
}

/// What all projects declare that fits a query.
pub fn workspace(workspace: &mut Workspace, params: WorkspaceSymbolParams) -> Result<Value, Fault> {
    let mut symbols = Vec::new();
    for subject in workspace.all_projects() {
        let convert = workspace.converter(&subject);
        for symbol in infrac_ide::workspace_symbols(&subject.snapshot, &params.query) {
            let Some(location) = convert.location(symbol.name_span) else { continue };
            symbols.push(json!({
                "name": shown(&symbol.name, &symbol.detail),
                "kind": kind(symbol.kind),
                "location": location,
                "containerName": symbol.container.as_str(),
            }));
        }
    }
    symbols.truncate(MOST);
    Ok(Value::Array(symbols))
}

/// `SymbolKind` of the protocol.
pub fn kind(kind: SymbolKind) -> u32 {
    match kind {
        SymbolKind::Environment => 3,
        SymbolKind::Component | SymbolKind::Kind => 5,
        SymbolKind::Test => 6,
        SymbolKind::Attribute => 7,
        SymbolKind::Type => 10,
        SymbolKind::Function => 12,
        SymbolKind::Constant => 14,
        SymbolKind::Block => 19,
        SymbolKind::Section => 2,
    }
}
