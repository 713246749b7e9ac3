//! `textDocument/semanticTokens`: full, of a range, and as a difference.

use crate::fault::Fault;
use crate::protocol::{SemanticTokensDeltaParams, SemanticTokensParams, SemanticTokensRangeParams};
use crate::workspace::{Subject, Workspace};
use infrac_ide::{SemanticToken, TokenType};
use infrac_source::Span;
use serde_json::{Value, json};

/// The modifiers, in the order of their bits.
const MODIFIERS: [&str; 3] = ["declaration", "defaultLibrary", "documentation"];
/// Each token is five numbers: line and column from the one before, length, type, modifiers.
const NUMBERS: usize = 5;

/// The names of the types and modifiers, as the capabilities list them.
pub fn legend() -> Value {
    let types: Vec<&str> = TokenType::ALL.iter().map(|kind| kind.name()).collect();
    json!({ "tokenTypes": types, "tokenModifiers": MODIFIERS })
}

/// The tokens of a text.
pub fn full(workspace: &mut Workspace, params: SemanticTokensParams) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(Value::Null) };
    let data = encoded(workspace, &subject, None);
    let id = workspace.remember_tokens(&params.text_document.uri, data.clone());
    Ok(json!({ "resultId": id, "data": data }))
}

/// The tokens of a part of a text.
pub fn range(workspace: &mut Workspace, params: SemanticTokensRangeParams) -> Result<Value, Fault> {
    let Some(subject) = workspace.subject(&params.text_document.uri) else { return Ok(Value::Null) };
    let (start, end) = (workspace.offset(&subject, params.range.start), workspace.offset(&subject, params.range.end));
    let data = encoded(workspace, &subject, Some(Span::new(subject.file, start, end.max(start))));
    Ok(json!({ "data": data }))
}

/// What differs from the tokens that the client has; all of them if it has others than the last.
pub fn delta(workspace: &mut Workspace, params: SemanticTokensDeltaParams) -> Result<Value, Fault> {
    let uri = params.text_document.uri;
    let Some(subject) = workspace.subject(&uri) else { return Ok(Value::Null) };
    let data = encoded(workspace, &subject, None);
    let old = workspace.remembered_tokens(&uri, &params.previous_result_id);
    let id = workspace.remember_tokens(&uri, data.clone());
    Ok(match old {
        Some(old) => json!({ "resultId": id, "edits": edits(&old, &data) }),
        None => json!({ "resultId": id, "data": data }),
    })
}

/// One replacement between the tokens that both begin and end with.
fn edits(old: &[u32], new: &[u32]) -> Vec<Value> {
    if old == new {
        return Vec::new();
    }
    let forwards = old.chunks(NUMBERS).zip(new.chunks(NUMBERS));
    let same = forwards.take_while(|(old, new)| old == new).count() * NUMBERS;
    let room = old.len().min(new.len()) - same;
    let backwards = old.rchunks(NUMBERS).zip(new.rchunks(NUMBERS)).take(room / NUMBERS);
    let tail = backwards.take_while(|(old, new)| old == new).count() * NUMBERS;
    let data = new.get(same..new.len() - tail).unwrap_or_default();
    vec![json!({ "start": same, "deleteCount": old.len() - tail - same, "data": data })]
}

fn encoded(workspace: &Workspace, subject: &Subject, within: Option<Span>) -> Vec<u32> {
    let convert = workspace.converter(subject);
    let mut data = Vec::new();
    let (mut line, mut column) = (0, 0);
    for token in infrac_ide::semantic_tokens(&subject.snapshot, subject.file, within) {
        let range = convert.range(token.span);
        // A token lies on one line; should it not, its colour ends with its line.
        let length = if range.end.line == range.start.line { range.end.character - range.start.character } else { 0 };
        if length == 0 {
            continue;
        }
        let start = range.start;
        let from = if start.line == line { column } else { 0 };
        data.extend([start.line - line, start.character - from, length, kind(token.kind), modifiers(&token)]);
        (line, column) = (start.line, start.character);
    }
    data
}

fn kind(kind: TokenType) -> u32 {
    TokenType::ALL.iter().position(|one| *one == kind).unwrap_or(0) as u32
}

fn modifiers(token: &SemanticToken) -> u32 {
    u32::from(token.declaration) | u32::from(token.library) << 1 | u32::from(token.documentation) << 2
}

#[cfg(test)]
mod tests {
    use super::edits;
    use serde_json::json;

    fn tokens(kinds: &[u32]) -> Vec<u32> {
        kinds.iter().flat_map(|kind| [0, 1, 1, *kind, 0]).collect()
    }

    #[test]
    fn a_difference_is_what_lies_between_the_common_ends() {
        let made = |old: &[u32], new: &[u32]| edits(&tokens(old), &tokens(new));
        assert!(made(&[1, 2], &[1, 2]).is_empty());
        assert_eq!(made(&[1, 2, 3], &[1, 9, 3]), [json!({ "start": 5, "deleteCount": 5, "data": tokens(&[9]) })]);
        assert_eq!(made(&[1, 1], &[1]), [json!({ "start": 5, "deleteCount": 5, "data": [] })]);
        assert_eq!(made(&[], &[1]), [json!({ "start": 0, "deleteCount": 0, "data": tokens(&[1]) })]);
    }
}
