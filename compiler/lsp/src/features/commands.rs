//! `workspace/executeCommand`: what the compiler makes of a project, for clients to show. Nothing is changed by it.

use crate::fault::Fault;
use crate::protocol::{ExecuteCommandParams, Position, Uri};
use crate::workspace::Workspace;
use infrac_driver::Notation;
use serde::Deserialize;
use serde_json::{Value, json};

/// `{ uri, position }` → `[{ path, target, environment, firstLine, lastLine, text }]`: what was generated of the block under the cursor.
const OUTPUT: &str = "infrac.generatedOutput";
/// `{ uri, format?: "mermaid" | "dot", environment? }` → text, or null: who depends on whom in the project.
const GRAPH: &str = "infrac.graph";
/// All commands, as the capabilities list them.
pub const COMMANDS: [&str; 2] = [OUTPUT, GRAPH];

#[derive(Deserialize)]
struct OutputOf {
    uri: Uri,
    position: Position,
}

#[derive(Deserialize)]
struct GraphOf {
    uri: Uri,
    format: Option<String>,
    environment: Option<String>,
}

/// Runs a command with its one argument.
pub fn execute(workspace: &mut Workspace, params: ExecuteCommandParams) -> Result<Value, Fault> {
    let argument = params.arguments.into_iter().flatten().next().map(|argument| json!(argument)).unwrap_or_default();
    match params.command.as_str() {
        OUTPUT => output(workspace, serde_json::from_value(argument).map_err(Fault::params)?),
        GRAPH => graph(workspace, serde_json::from_value(argument).map_err(Fault::params)?),
        other => Err(Fault::refused(format!("there is no command `{other}`; there are {}", COMMANDS.join(", ")))),
    }
}

/// The documents of the texts as they are now: made for this if they have not been yet. None where there are errors.
fn output(workspace: &mut Workspace, asked: OutputOf) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject_of_all(&asked.uri) else { return Ok(json!([])) };
    let offset = workspace.offset(&subject, asked.position);
    if subject.snapshot.lower().diagnostics.has_errors() {
        return Err(Fault::refused("nothing is generated while the project has errors"));
    }
    let found = subject.snapshot.generated_at(subject.file, offset).map(|(_, lines)| lines).unwrap_or_default();
    let lines = found.iter().map(|lines| {
        json!({
            "path": lines.path.as_str(),
            "target": lines.target.as_str(),
            "environment": lines.environment.as_str(),
            "firstLine": lines.first,
            "lastLine": lines.last,
            "text": lines.text,
        })
    });
    Ok(Value::Array(lines.collect()))
}

fn graph(workspace: &mut Workspace, asked: GraphOf) -> Result<Value, Fault> {
    let notation = match asked.format.as_deref() {
        None | Some("mermaid") => Notation::Mermaid,
        Some("dot") => Notation::Dot,
        Some(other) => return Err(Fault::params(format!("no format `{other}`; there are `mermaid` and `dot`"))),
    };
    let Some(subject) = workspace.subject_of_all(&asked.uri) else { return Ok(Value::Null) };
    subject.snapshot.plan();
    Ok(json!(infrac_ide::graph(&subject.snapshot, asked.environment.as_deref(), notation)))
}
