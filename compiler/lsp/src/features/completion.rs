//! `textDocument/completion` and `completionItem/resolve`.

use crate::fault::Fault;
use crate::features::set;
use crate::protocol::{CompletionParams, Uri};
use crate::workspace::Workspace;
use infrac_ide::CompletionKind;
use infrac_source::{FileId, Span};
use serde_json::{Value, json};

/// Letters behind which a list is asked for: a member, a value, a note, an interpolation, a path within text.
pub const TRIGGERS: [&str; 6] = [".", "=", "@", "{", "\"", "/"];

/// So many items are sent at most: a project has thousands of names, and nobody reads a list to its end.
const MOST: usize = 256;

/// What may be written under the cursor. The documentation of each comes when the client asks for it.
pub fn completion(workspace: &mut Workspace, params: CompletionParams) -> Result<Value, Fault> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let Some((subject, offset)) = workspace.place(&uri, at.position) else { return Ok(Value::Null) };
    let snippets = workspace.client.takes_snippets;
    let convert = workspace.converter(&subject);
    let found = infrac_ide::completions(&subject.snapshot, subject.file, offset);
    let (found, is_incomplete) = infrac_ide::narrowed(&subject.snapshot, found, offset, MOST);
    let items = found.into_iter().enumerate().map(|(number, found)| {
        let text = if snippets { found.insert.clone() } else { without_places(&found.insert) };
        let mut item = json!({
            "label": found.name.as_str(),
            "kind": kind(found.kind),
            "sortText": format!("{number:05}"),
            "filterText": found.name.as_str(),
            "insertTextFormat": if snippets { 2 } else { 1 },
            "textEdit": convert.edit(found.replace, &text),
        });
        if !found.detail.is_empty() {
            set(&mut item, "detail", found.detail.as_str());
        }
        if found.required {
            set(&mut item, "labelDetails", json!({ "description": "required" }));
            set(&mut item, "preselect", number == 0);
        }
        if let Some(place) = found.declared {
            set(&mut item, "data", json!({ "uri": uri.0, "declared": [place.file.0, place.start, place.end] }));
        }
        item
    });
    // What is offered depends on the letters before the cursor only by filtering, which the client does, unless the list was cut.
    Ok(json!({ "isIncomplete": is_incomplete, "items": items.collect::<Vec<Value>>() }))
}

/// Adds the documentation of an item.
pub fn resolve(workspace: &mut Workspace, mut item: Value) -> Result<Value, Fault> {
    let data = item.get("data");
    let Some(uri) = data.and_then(|data| data.get("uri")?.as_str()) else { return Ok(item) };
    let uri = Uri(uri.to_owned());
    let declared = data.and_then(|data| data.get("declared")?.as_array());
    let numbers: Vec<u32> = declared.into_iter().flatten().filter_map(|n| n.as_u64()?.try_into().ok()).collect();
    let [file, start, end] = numbers.as_slice() else { return Ok(item) };
    let Some(subject) = workspace.subject(&uri) else { return Ok(item) };
    if let Some(text) = infrac_ide::resolve(&subject.snapshot, Span::new(FileId(*file), *start, *end)) {
        set(&mut item, "documentation", json!({ "kind": "markdown", "value": text }));
    }
    Ok(item)
}

/// `CompletionItemKind` of the protocol.
fn kind(kind: CompletionKind) -> u32 {
    match kind {
        CompletionKind::Function | CompletionKind::Output => 3,
        CompletionKind::Exposed | CompletionKind::Metric => 5,
        CompletionKind::Local | CompletionKind::Block => 6,
        CompletionKind::Kind | CompletionKind::Component | CompletionKind::Child => 7,
        CompletionKind::Module => 9,
        CompletionKind::Attribute => 10,
        CompletionKind::Unit => 11,
        CompletionKind::Word => 14,
        CompletionKind::Snippet => 15,
        CompletionKind::File => 17,
        CompletionKind::Tag => 20,
        CompletionKind::Environment | CompletionKind::Param => 21,
        CompletionKind::Type => 22,
    }
}

/// A snippet for clients that know none: places to fill in become what they propose.
fn without_places(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut letters = snippet.chars().peekable();
    let mut open = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            '$' => {
                let is_braced = letters.next_if_eq(&'{').is_some();
                while letters.next_if(char::is_ascii_digit).is_some() {}
                if is_braced && letters.next_if_eq(&':').is_some() {
                    open += 1;
                } else if is_braced && letters.next_if_eq(&'|').is_some() {
                    // A choice: the first of it.
                    let choice: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                    text.push_str(choice.trim_end_matches('|').split(',').next().unwrap_or_default());
                } else if is_braced {
                    letters.next_if_eq(&'}');
                }
            }
            '}' if open > 0 => open -= 1,
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_places;

    #[test]
    fn places_to_fill_in_become_what_they_propose() {
        assert_eq!(without_places("service ${1:name} {\n  $0\n}"), "service name {\n  \n}");
        assert_eq!(without_places("a = ${1|x,y|}"), "a = x");
        assert_eq!(without_places("\\$\\{b\\}${2}$3"), "${b}");
    }
}
