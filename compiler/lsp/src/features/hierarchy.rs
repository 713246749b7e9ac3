//! The hierarchy of calls is one of dependencies: `prepareCallHierarchy`, `callHierarchy/incomingCalls` and `outgoingCalls`.

use crate::convert::Converter;
use crate::fault::Fault;
use crate::features::set;
use crate::features::symbols::kind;
use crate::protocol::{CallHierarchyPrepareParams, Position, Uri};
use crate::workspace::{Subject, Workspace};
use infrac_ide::{Dependency, Dependent, Snapshot, SymbolKind};
use infrac_source::Span;
use serde_json::{Value, json};

/// The block under the cursor.
pub fn prepare(workspace: &mut Workspace, params: CallHierarchyPrepareParams) -> Result<Value, Fault> {
    let at = params.text_document_position_params;
    let Some(subject) = workspace.subject_of_all(&at.text_document.uri) else { return Ok(Value::Null) };
    let offset = workspace.offset(&subject, at.position);
    let convert = workspace.converter(&subject);
    let found = infrac_ide::dependent_at(&subject.snapshot, subject.file, offset);
    Ok(found.and_then(|block| item(&block, &convert)).map_or(Value::Null, |item| json!([item])))
}

/// Who uses a block.
pub fn incoming(workspace: &mut Workspace, params: Value) -> Result<Value, Fault> {
    let Some((subject, name)) = named(workspace, &params)? else { return Ok(Value::Null) };
    let convert = workspace.converter(&subject);
    let found = infrac_ide::used_by(&subject.snapshot, name);
    Ok(Value::Array(found.iter().filter_map(|found| call("from", found, &convert)).collect()))
}

/// What a block uses.
pub fn outgoing(workspace: &mut Workspace, params: Value) -> Result<Value, Fault> {
    let Some((subject, name)) = named(workspace, &params)? else { return Ok(Value::Null) };
    let convert = workspace.converter(&subject);
    let found = infrac_ide::uses(&subject.snapshot, name);
    Ok(Value::Array(found.iter().filter_map(|found| call("to", found, &convert)).collect()))
}

/// The block that an item stands for, in the texts as they are now, with plans.
fn named(workspace: &mut Workspace, params: &Value) -> Result<Option<(Subject, Span)>, Fault> {
    let item = &params["item"];
    let uri = Uri(item["uri"].as_str().ok_or_else(|| Fault::params("an item has a `uri`"))?.to_owned());
    let start = item.pointer("/selectionRange/start").cloned().unwrap_or_default();
    let start: Position = serde_json::from_value(start).map_err(Fault::params)?;
    let Some(subject) = workspace.subject_of_all(&uri) else { return Ok(None) };
    let offset = workspace.offset(&subject, start);
    let snapshot: &Snapshot = &subject.snapshot;
    snapshot.plan();
    let block = infrac_ide::dependent_at(snapshot, subject.file, offset);
    Ok(block.map(|block| (subject, block.name_span)))
}

fn item(block: &Dependent, convert: &Converter<'_>) -> Option<Value> {
    let place = convert.location(block.name_span)?;
    Some(json!({
        "name": block.name.as_str(),
        "detail": block.detail.as_str(),
        "kind": kind(SymbolKind::Block),
        "uri": place.uri,
        "range": convert.range(block.span.to(block.name_span)),
        "selectionRange": place.range,
    }))
}

fn call(end: &str, found: &Dependency, convert: &Converter<'_>) -> Option<Value> {
    let places: Vec<_> = found.places.iter().map(|place| convert.range(*place)).collect();
    let mut item = item(&found.block, convert)?;
    let names: Vec<&str> = found.environments.iter().map(infrac_source::Str::as_str).collect();
    set(&mut item, "detail", format!("{} · {}", found.block.detail, names.join(", ")));
    Some(json!({ end: item, "fromRanges": places }))
}
