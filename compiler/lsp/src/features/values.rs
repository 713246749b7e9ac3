//! What plans say beside the text: `inlayHint`, `codeLens`. Before the plans of new texts are made there is less of it; then the client is told to ask
//! again.

use crate::fault::Fault;
use crate::protocol::{CodeLensParams, InlayHintParams};
use crate::workspace::Workspace;
use infrac_ide::{HintKind, LensKind};
use infrac_source::Span;
use serde_json::{Value, json};

/// `InlayHintKind.Type` and `.Parameter` of the protocol.
const TYPE: u32 = 1;
const PARAMETER: u32 = 2;

/// Defaults that are taken, values in each environment, dependencies that were derived.
pub fn hints(workspace: &mut Workspace, params: InlayHintParams) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(Value::Null) };
    let (start, end) = (workspace.offset(&subject, params.range.start), workspace.offset(&subject, params.range.end));
    let within = Span::new(subject.file, start, end.max(start));
    let convert = workspace.converter(&subject);
    let hints = infrac_ide::inlay_hints(&subject.snapshot, subject.file, within).into_iter().map(|hint| {
        let place = Span::new(subject.file, hint.at, hint.at);
        json!({
            "position": convert.range(place).start,
            "label": hint.text,
            "kind": match hint.kind { HintKind::Defaults => PARAMETER, HintKind::Values | HintKind::Dependencies => TYPE },
            "tooltip": { "kind": "markdown", "value": hint.tooltip },
            "paddingLeft": true,
        })
    });
    Ok(Value::Array(hints.collect()))
}

/// References, generated files and error budgets above what is declared. The commands are the client's: one that has not said that it knows them
/// gets titles alone.
pub fn lenses(workspace: &mut Workspace, params: CodeLensParams) -> Result<Value, Fault> {
    let uri = params.text_document.uri;
    let Some(subject) = workspace.subject_of_all(&uri) else { return Ok(Value::Null) };
    let client = workspace.client;
    let convert = workspace.converter(&subject);
    let lenses = infrac_ide::lenses(&subject.snapshot, subject.file).into_iter().map(|lens| {
        let range = convert.range(lens.span);
        let (command, arguments) = match &lens.kind {
            LensKind::References(_) if client.shows_references => {
                ("infrac.showReferences", json!([uri.0, range.start]))
            }
            LensKind::Generated(_) if client.shows_generated => ("infrac.showGenerated", json!([uri.0, range.start])),
            // An empty command is a title that nothing happens behind.
            LensKind::References(_) | LensKind::Generated(_) | LensKind::ErrorBudget(_) => ("", json!([])),
        };
        json!({ "range": range, "command": { "title": lens.title, "command": command, "arguments": arguments } })
    });
    Ok(Value::Array(lenses.collect()))
}
