//! The tour of docs/editors.md: each of its transcripts is what a client received of the server on examples/jatra.
//!
//! A transcript follows a comment `<!-- tour {…} -->`: `ask` is the method, `file` the file, `at` a text that stands there once with the cursor in it
//! as `‸`, `type` what is typed at the cursor first, `with` more parameters, `argument` more of a command's argument, `first` how many items of a list are shown, `lines` how many lines of a
//! text, `only` the label of the one item that is shown (of an action the beginning of its title), `here` that items of other lines are not, and of
//! actions that they are those of the cursor, not of its line. `INFRAC_BLESS=1` writes the transcripts anew.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_editor::{Client, Text, position, root, uri};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const PAGE: &str = "docs/editors.md";
const MARK: &str = "<!-- tour ";
const FENCE: &str = "````";
const CURSOR: char = '‸';
/// So many items of a list are shown unless the comment says otherwise.
const FIRST: u64 = 6;

/// A client with what is known of all its texts.
struct Tour {
    client: Client,
}

impl Tour {
    fn start() -> Self {
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-8"] },
            "textDocument": {
                "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
                "hover": { "contentFormat": ["markdown"] },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true },
                "codeAction": {
                    "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor"] } },
                    "resolveSupport": { "properties": ["edit"] },
                    "dataSupport": true,
                },
            },
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "experimental": { "commands": { "commands": ["infrac.showReferences", "infrac.showGenerated"] } },
        });
        Self {
            client: Client::start(
                &root().join("examples/jatra"),
                capabilities,
                json!({ "diagnostics": { "delivery": "push" } }),
            ),
        }
    }

    /// The transcript of one comment.
    fn transcript(&mut self, asked: &Value) -> String {
        let (method, file) = (asked["ask"].as_str().unwrap(), asked["file"].as_str().unwrap());
        let path = root().join("examples/jatra").join(file);
        let saved = std::fs::read_to_string(&path).unwrap();
        let (text, offset) = placed(&saved, asked["at"].as_str().unwrap_or_default(), file);
        let mut open = self.client.open(&path, &text);
        self.client.settle();
        let offset = self.type_at(&mut open, &text, offset, asked["type"].as_str().unwrap_or_default());
        let typed = format!("{}{}{}", &text[..offset.0], asked["type"].as_str().unwrap_or_default(), &text[offset.0..]);
        let (line, column) = place(&typed, offset.1);
        let answer = self.ask(method, &open, asked, &typed, (line, column));
        self.client.close(&open);
        self.client.settle();
        let mut out = format!("→ {method}  {file}:{}:{}\n", line + 1, column + 1);
        out.push_str(&shown(&answer, asked));
        out
    }

    /// Types a text: where it began and where the cursor is then.
    fn type_at(&mut self, open: &mut Text, text: &str, offset: usize, typed: &str) -> (usize, usize) {
        if !typed.is_empty() {
            let (line, column) = place(text, offset);
            let at = position(line, column);
            self.client.change(open, &json!([{ "range": { "start": at, "end": at }, "text": typed }]));
            self.client.settle();
        }
        (offset, offset + typed.len())
    }

    fn ask(&mut self, method: &str, open: &Text, asked: &Value, text: &str, at: (u32, u32)) -> Value {
        if method == "textDocument/publishDiagnostics" {
            return self
                .client
                .published
                .get(&open.uri)
                .map(|params| params["diagnostics"].clone())
                .unwrap_or_default();
        }
        let document = json!({ "uri": open.uri });
        let width = text.lines().nth(at.0 as usize).map_or(0, |line| u32::try_from(line.len()).unwrap());
        let mut params = json!({
            "textDocument": document,
            "position": position(at.0, at.1),
            "range": { "start": position(at.0, 0), "end": position(at.0, width) },
            "context": { "includeDeclaration": true, "triggerKind": 1, "isRetrigger": false, "diagnostics": [] },
        });
        if method == "workspace/executeCommand" {
            let mut argument = json!({ "uri": open.uri, "position": position(at.0, at.1) });
            merge(&mut argument, &asked["argument"]);
            params = json!({ "arguments": [argument] });
        }
        if method == "textDocument/codeAction" && asked["here"] == true {
            params["range"] = json!({ "start": position(at.0, at.1), "end": position(at.0, at.1) });
        }
        merge(&mut params, &asked["with"]);
        let answer = self.client.request(method, params).unwrap_or_else(|error| panic!("{method}: {error:?}"));
        match method {
            "textDocument/completion" if asked["only"].is_string() => {
                let item = items(&answer).iter().find(|item| item["label"] == asked["only"]).cloned().unwrap();
                self.client.request("completionItem/resolve", item).unwrap()
            }
            "textDocument/codeAction" => {
                let wanted = asked["only"].as_str().unwrap_or_default();
                let titled = |action: &&Value| action["title"].as_str().is_some_and(|title| title.starts_with(wanted));
                let action =
                    items(&answer).iter().find(titled).cloned().unwrap_or_else(|| panic!("{wanted}: {answer}"));
                self.client.request("codeAction/resolve", action).unwrap()
            }
            "textDocument/prepareCallHierarchy" => {
                let item = answer[0].clone();
                let uses = self.client.request("callHierarchy/outgoingCalls", json!({ "item": item })).unwrap();
                let names = |calls: &Value, key: &str| -> Value {
                    calls.as_array().into_iter().flatten().map(|call| call[key]["name"].clone()).collect()
                };
                let used = self.client.request("callHierarchy/incomingCalls", json!({ "item": item })).unwrap();
                json!({ "name": item["name"], "outgoing": names(&uses, "to"), "incoming": names(&used, "from") })
            }
            _ if asked["here"] == true => {
                items(&answer).iter().filter(|item| item["range"]["start"]["line"] == at.0).cloned().collect()
            }
            _ => answer,
        }
    }
}

fn merge(params: &mut Value, more: &Value) {
    for (key, value) in more.as_object().into_iter().flatten() {
        match params.get_mut(key) {
            Some(own) if own.is_object() && value.is_object() => merge(own, value),
            _ => params[key] = value.clone(),
        }
    }
}

fn items(answer: &Value) -> &[Value] {
    answer["items"].as_array().or_else(|| answer.as_array()).map_or(&[], Vec::as_slice)
}

/// The text, and where the cursor stands in it.
fn placed(text: &str, at: &str, file: &str) -> (String, usize) {
    let (before, after) = at.split_once(CURSOR).unwrap_or(("", at));
    let plain = format!("{before}{after}");
    let start = text.find(&plain).unwrap_or_else(|| panic!("{file} holds no `{plain}`"));
    (text.to_owned(), start + before.len())
}

fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (u32::try_from(before.matches('\n').count()).unwrap(), u32::try_from(offset - start).unwrap())
}

/// How much is shown: items of a list, lines of a text.
#[derive(Clone, Copy)]
struct Cut {
    first: usize,
    lines: usize,
}

/// An answer as text: as YAML would show it, ranges short and counted from 1, addresses relative to the project. What the server keeps for itself
/// (`data`) is left out.
fn shown(answer: &Value, asked: &Value) -> String {
    let number = |name: &str, otherwise| usize::try_from(asked[name].as_u64().unwrap_or(otherwise)).unwrap();
    let cut = Cut { first: number("first", FIRST), lines: number("lines", 1000) };
    let mut out = String::new();
    write(&mut out, answer, 0, cut);
    let folder = format!("{}/", uri(&root().join("examples/jatra")));
    out.replace(&folder, "").lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

fn point(value: &Value) -> Option<String> {
    let fields = value.as_object().filter(|fields| fields.len() == 2)?;
    Some(format!("{}:{}", fields.get("line")?.as_u64()? + 1, fields.get("character")?.as_u64()? + 1))
}

fn range(value: &Value) -> Option<String> {
    let fields = value.as_object().filter(|fields| fields.len() == 2)?;
    Some(format!("{}-{}", point(fields.get("start")?)?, point(fields.get("end")?)?))
}

/// What fits into the rest of a line.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.contains('\n') => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(all) if all.is_empty() => Some("[]".to_owned()),
        Value::Array(all) if all.iter().all(|one| one.is_number() || one.is_string()) => {
            let all: Vec<String> = all.iter().filter_map(scalar).collect();
            Some(format!("[{}]", all.join(", ")))
        }
        Value::Object(_) => range(value).or_else(|| point(value)),
        Value::Array(_) => None,
        other => Some(other.to_string()),
    }
}

fn write(out: &mut String, value: &Value, depth: usize, cut: Cut) {
    let indent = "  ".repeat(depth);
    match value {
        _ if scalar(value).is_some() => {
            let _ = writeln!(out, "{indent}{}", scalar(value).unwrap());
        }
        Value::String(text) => {
            for line in text.lines().take(cut.lines) {
                let _ = writeln!(out, "{indent}{line}");
            }
            if text.lines().count() > cut.lines {
                let _ = writeln!(out, "{indent}… and {} more lines", text.lines().count() - cut.lines);
            }
        }
        Value::Array(all) => {
            for one in all.iter().take(cut.first) {
                let mut item = String::new();
                write(&mut item, one, depth + 1, cut);
                let _ = write!(out, "{indent}- {}", item.trim_start());
            }
            if all.len() > cut.first {
                let _ = writeln!(out, "{indent}… and {} more", all.len() - cut.first);
            }
        }
        Value::Object(fields) => write_fields(out, fields, depth, cut),
        _ => {}
    }
}

/// The edits of a rename by file: an object without an order, so that of the names is taken.
fn by_name<'v>(key: &str, value: &'v Value) -> Cow<'v, Value> {
    match value {
        Value::Object(files) if key == "changes" => {
            let sorted: BTreeMap<&String, &Value> = files.iter().collect();
            Cow::Owned(json!(sorted))
        }
        _ => Cow::Borrowed(value),
    }
}

fn write_fields(out: &mut String, fields: &Map<String, Value>, depth: usize, cut: Cut) {
    let indent = "  ".repeat(depth);
    for (key, value) in fields.iter().filter(|(key, value)| *key != "data" && !value.is_null()) {
        match scalar(value) {
            Some(text) => {
                let _ = writeln!(out, "{indent}{key}: {text}");
            }
            None => {
                let _ = writeln!(out, "{indent}{key}:");
                write(out, &by_name(key, value), depth + 1, cut);
            }
        }
    }
}

#[test]
fn the_tour_is_what_a_client_received() {
    let page = std::fs::read_to_string(root().join(PAGE)).unwrap();
    let mut tour = Tour::start();
    let (mut made, mut rest, mut count) = (String::new(), page.as_str(), 0);
    while let Some((before, after)) = rest.split_once(MARK) {
        let (asked, after) = after.split_once("-->\n").unwrap();
        let asked_value: Value = serde_json::from_str(asked).unwrap_or_else(|error| panic!("{asked}: {error}"));
        let behind = after.strip_prefix(&format!("{FENCE}text\n"));
        let behind =
            behind.map_or(after, |block| block.split_once(&format!("{FENCE}\n")).map_or("", |(_, behind)| behind));
        let transcript = tour.transcript(&asked_value);
        let _ = write!(made, "{before}{MARK}{asked}-->\n{FENCE}text\n{transcript}{FENCE}\n");
        rest = behind;
        count += 1;
    }
    made.push_str(rest);
    tour.client.end();
    assert!(count >= 10, "{count} transcripts");
    if std::env::var("INFRAC_BLESS").as_deref() == Ok("1") {
        std::fs::write(root().join(PAGE), made).unwrap();
    } else {
        for (own, fresh) in page.lines().zip(made.lines()) {
            assert_eq!(
                own, fresh,
                "{PAGE} is not what the server says: INFRAC_BLESS=1 cargo test -p infrac-editor --test tour"
            );
        }
        assert_eq!(page.lines().count(), made.lines().count(), "{PAGE}");
    }
}
