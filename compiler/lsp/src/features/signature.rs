//! `textDocument/signatureHelp`.

use crate::fault::Fault;
use crate::features::set;
use crate::protocol::SignatureHelpParams;
use crate::workspace::Workspace;
use serde_json::{Value, json};

/// The parameters of the call around the cursor.
pub fn signature_help(workspace: &mut Workspace, params: SignatureHelpParams) -> Result<Value, Fault> {
    let at = params.text_document_position_params;
    let Some((subject, offset)) = workspace.place(&at.text_document.uri, at.position) else { return Ok(Value::Null) };
    let Some(help) = infrac_ide::signature_help(&subject.snapshot, subject.file, offset) else {
        return Ok(Value::Null);
    };
    let markdown = |text: &str| json!({ "kind": "markdown", "value": text });
    let parameters = help.parameters.iter().map(|(label, doc)| {
        let mut parameter = json!({ "label": label });
        if let Some(doc) = doc {
            set(&mut parameter, "documentation", markdown(doc));
        }
        parameter
    });
    let mut signature = json!({ "label": help.label, "parameters": parameters.collect::<Vec<Value>>() });
    if let Some(doc) = &help.doc {
        set(&mut signature, "documentation", markdown(doc));
    }
    let mut answer = json!({ "signatures": [signature], "activeSignature": 0 });
    if let Some(active) = help.active {
        set(&mut answer, "activeParameter", active);
    }
    Ok(answer)
}
