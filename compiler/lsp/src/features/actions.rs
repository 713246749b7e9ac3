//! `textDocument/codeAction` and `codeAction/resolve`. To clients that resolve, edits are given only for the one action that is chosen.

use crate::convert::Converter;
use crate::diagnostics::diagnostic;
use crate::fault::Fault;
use crate::features::rename::changes;
use crate::features::set;
use crate::protocol::{CodeActionParams, Range, Uri};
use crate::workspace::{Subject, Workspace};
use infrac_diagnostics::Diagnostics;
use infrac_ide::{Action, ActionKind};
use infrac_source::Span;
use serde_json::{Value, json};

/// The kinds, as the capabilities list them.
pub const KINDS: [&str; 5] =
    ["quickfix", "refactor.extract", "refactor.inline", "refactor.rewrite", "source.fixAll.infrac"];

/// What can be done with the selected text: the fixes of what is found there, and changes that keep or complete its meaning.
pub fn actions(workspace: &mut Workspace, params: CodeActionParams) -> Result<Value, Fault> {
    let only = params.context.only.as_ref().map(|kinds| json!(kinds));
    let wanted: Option<Vec<&str>> =
        only.as_ref().map(|kinds| kinds.as_array().into_iter().flatten().filter_map(Value::as_str).collect());
    let uri = &params.text_document.uri;
    let Some((subject, found, offered)) = offered(workspace, uri, params.range) else { return Ok(Value::Null) };
    let resolves = workspace.client.resolves_edits;
    let convert = workspace.converter(&subject);
    let answers = offered.iter().enumerate().filter_map(|(number, action)| {
        let kind = kind(action.kind);
        // A kind stands for all below it: `refactor` for `refactor.inline`.
        let below =
            |wanted: &&str| kind.strip_prefix(*wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        // What mends the whole file is given to those that ask for it alone.
        if !wanted.as_ref().map_or(action.kind != ActionKind::FixAll, |wanted| wanted.iter().any(below)) {
            return None;
        }
        let mut answer = json!({ "title": action.title, "kind": kind });
        if action.preferred {
            set(&mut answer, "isPreferred", true);
        }
        if let Some(finding) = action.mends.and_then(|at| found.0.get(at)) {
            set(&mut answer, "diagnostics", json!([diagnostic(finding, &convert)]));
        }
        if resolves {
            // The title is a check that the same is meant: texts may change between the two questions.
            set(&mut answer, "data", json!({ "uri": uri.0, "range": params.range, "number": number }));
        } else {
            set(&mut answer, "edit", edit(action, &convert)?);
        }
        Some(answer)
    });
    Ok(Value::Array(answers.collect()))
}

/// Adds the edits of an action that was offered.
pub fn resolve(workspace: &mut Workspace, mut action: Value) -> Result<Value, Fault> {
    let asked = |pointer: &str| action.pointer(pointer).cloned().unwrap_or_default();
    let uri: Uri = serde_json::from_value(asked("/data/uri")).map_err(Fault::params)?;
    let range: Range = serde_json::from_value(asked("/data/range")).map_err(Fault::params)?;
    let number = asked("/data/number").as_u64().and_then(|number| usize::try_from(number).ok());
    let title = asked("/title");
    let gone = || Fault::refused("the text has changed since this was offered");
    let (subject, _, offered) = offered(workspace, &uri, range).ok_or_else(gone)?;
    let chosen = number.and_then(|number| offered.get(number)).filter(|chosen| title == chosen.title.as_str());
    let edit = chosen.and_then(|chosen| edit(chosen, &workspace.converter(&subject))).ok_or_else(gone)?;
    set(&mut action, "edit", edit);
    Ok(action)
}

/// What is offered for a range, with the findings that are shown: those that actions may mend.
fn offered(workspace: &mut Workspace, uri: &Uri, range: Range) -> Option<(Subject, Diagnostics, Vec<Action>)> {
    let subject = workspace.subject_of_all(uri)?;
    let (start, end) = (workspace.offset(&subject, range.start), workspace.offset(&subject, range.end));
    let found = Diagnostics(workspace.project(&subject.folder)?.findings());
    let span = Span::new(subject.file, start.min(end), start.max(end));
    let offered = infrac_ide::actions(&subject.snapshot, &found, span);
    Some((subject, found, offered))
}

fn edit(action: &Action, convert: &Converter<'_>) -> Option<Value> {
    Some(json!({ "changes": changes(&action.edits, convert)? }))
}

fn kind(kind: ActionKind) -> &'static str {
    let [fix, extract, inline, rewrite, fix_all] = KINDS;
    match kind {
        ActionKind::QuickFix => fix,
        ActionKind::Extract => extract,
        ActionKind::Inline => inline,
        ActionKind::Rewrite => rewrite,
        ActionKind::FixAll => fix_all,
    }
}
