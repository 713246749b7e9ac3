//! The protocol: greetings, positions, synchronisation, cancelling, faults, the end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use camino::{Utf8Path, Utf8PathBuf};
use infrac_editor::{Client, position, uri};
use infrac_lsp::End;
use serde_json::{Value, json};

const PROJECT: &str = "project shop {\n  language = 1\n  domain   = \"shop.example.com\"\n  registry = \"ghcr.io/acme\"\n}\n\n\
                       environment dev {\n  runtime = compose\n  domain  = \"localhost\"\n}\n";

/// A folder with a project in it.
fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8Path::from_path(&folder.path().canonicalize().unwrap()).unwrap().to_owned();
    std::fs::write(path.join("project.infra"), PROJECT).unwrap();
    (folder, path)
}

fn utf8() -> Value {
    json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } })
}

#[test]
fn utf_8_is_taken_if_it_is_offered_and_else_utf_16() {
    let (_keep, path) = folder();
    for (capabilities, encoding) in [(utf8(), "utf-8"), (json!({}), "utf-16")] {
        let client = Client::start(&path, capabilities, json!({}));
        assert_eq!(client.greeting["capabilities"]["positionEncoding"], encoding);
        assert_eq!(client.greeting["capabilities"]["textDocumentSync"]["change"], 2);
        client.end();
    }
}

#[test]
fn places_behind_characters_outside_the_basic_plane_are_counted_as_agreed() {
    let (_keep, path) = folder();
    for (capabilities, column) in [(utf8(), 12), (json!({}), 10)] {
        let mut client = Client::start(&path, capabilities, json!({}));
        let text = client.open(&path.join("a.infra"), "let a = \"𝄞\"\nlet b = \"𝄞\" + x\n");
        client.settle();
        let found = client.codes(&text.uri);
        let unknown: Vec<u64> =
            found.iter().filter(|(code, _)| code == "E0201").filter_map(|(_, at)| at["character"].as_u64()).collect();
        // `let b = "` are 9 columns; the sign is four bytes or two units; then `" + `.
        assert_eq!(unknown, [column + 5], "{found:?}");
        client.end();
    }
}

#[test]
fn every_way_to_change_a_text_leads_to_the_same_findings() {
    let (_keep, path) = folder();
    let mut client = Client::start(&path, utf8(), json!({}));
    let mut text = client.open(&path.join("a.infra"), "let a = 1\n");
    client.settle();
    assert!(client.codes(&text.uri).is_empty());
    // Inserted, with the line end that is not there yet.
    client.change(
        &mut text,
        &json!([{ "range": { "start": position(9, 0), "end": position(9, 9) }, "text": "let b = c" }]),
    );
    client.settle();
    assert_eq!(client.codes(&text.uri), [("E0201".to_owned(), position(1, 8))]);
    // Two changes, the second of what the first left.
    client.change(
        &mut text,
        &json!([
            // A carriage return alone is a line end to the protocol, though a stray character to the language.
            { "range": { "start": position(0, 0), "end": position(0, 0) }, "text": "\r\n\r" },
            { "range": { "start": position(3, 8), "end": position(3, 9) }, "text": "dd" },
        ]),
    );
    client.settle();
    let control = ("E0102".to_owned(), position(1, 0));
    assert_eq!(client.codes(&text.uri), [control, ("E0201".to_owned(), position(3, 8))]);
    // The whole text.
    client.change(&mut text, &json!([{ "text": "let a = b\n" }]));
    client.settle();
    assert_eq!(client.codes(&text.uri), [("E0201".to_owned(), position(0, 8))]);
    // Closed: the file was never saved, so nothing is left to be found.
    client.close(&text);
    client.settle();
    assert!(client.codes(&text.uri).is_empty());
    client.end();
}

#[test]
fn what_is_found_elsewhere_is_told_there_and_cleared_when_it_is_mended() {
    let (_keep, path) = folder();
    std::fs::write(path.join("b.infra"), "let b = a\n").unwrap();
    let other = uri(&path.join("b.infra"));
    let mut client = Client::start(&path, utf8(), json!({}));
    let mut text = client.open(&path.join("a.infra"), "let c = 1\n");
    client.settle();
    assert_eq!(client.codes(&other), [("E0201".to_owned(), position(0, 8))]);
    client.change(&mut text, &json!([{ "range": { "start": position(0, 4), "end": position(0, 5) }, "text": "a" }]));
    client.settle();
    assert!(client.codes(&other).is_empty());
    client.end();
}

#[test]
fn a_finding_has_its_code_its_other_places_and_its_fixes() {
    let (_keep, path) = folder();
    let mut client = Client::start(&path, utf8(), json!({}));
    let text = client.open(&path.join("a.infra"), "let first = 1\nlet first = 2\nlet second = firts\n");
    client.settle();
    let params = client.published.get(&text.uri).unwrap();
    assert_eq!(params["version"], 1);
    let found = params["diagnostics"].as_array().unwrap();
    let twice = found.iter().find(|found| found["code"] == "E0202").unwrap();
    assert_eq!(twice["source"], "infrac");
    assert_eq!(twice["severity"], 1);
    assert_eq!(twice["relatedInformation"][0]["location"]["uri"], text.uri);
    assert_eq!(twice["relatedInformation"][0]["location"]["range"]["start"], position(0, 4));
    let unknown = found.iter().find(|found| found["code"] == "E0201").unwrap();
    let fix = &unknown["data"]["fixes"][0];
    assert_eq!(fix["title"], "write `first`");
    assert_eq!(fix["changes"][&text.uri][0]["newText"], "first");
    client.end();
}

#[test]
fn a_client_that_pulls_gets_nothing_pushed_and_is_told_when_to_ask_again() {
    let (_keep, path) = folder();
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let mut client = Client::start(&path, capabilities, json!({}));
    assert_eq!(client.greeting["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    let text = client.open(&path.join("a.infra"), "let a = b\n");
    client.settle();
    assert!(client.published.is_empty());
    assert!(client.heard.iter().any(|(method, _)| method == "workspace/diagnostic/refresh"));
    let document = json!({ "textDocument": { "uri": text.uri } });
    let report = client.request("textDocument/diagnostic", document).unwrap();
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"][0]["code"], "E0201");
    let again = json!({ "textDocument": { "uri": text.uri }, "previousResultId": report["resultId"] });
    assert_eq!(client.request("textDocument/diagnostic", again).unwrap()["kind"], "unchanged");
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    assert_eq!(all["items"][0]["uri"], text.uri);
    client.end();
}

#[test]
fn a_client_that_cannot_be_told_to_ask_again_gets_all_pushed() {
    let (_keep, path) = folder();
    let mut client = Client::start(&path, json!({ "textDocument": { "diagnostic": {} } }), json!({}));
    assert_eq!(client.greeting["capabilities"]["diagnosticProvider"], Value::Null);
    let text = client.open(&path.join("a.infra"), "let a = b\n");
    client.settle();
    assert_eq!(client.codes(&text.uri), [("E0201".to_owned(), position(0, 8))]);
    client.end();
}

#[test]
fn files_that_change_on_the_disk_are_read_again() {
    let (_keep, path) = folder();
    let file = path.join("a.infra");
    std::fs::write(&file, "let a = b\n").unwrap();
    let mut client = Client::start(&path, utf8(), json!({}));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let other = client.open(&path.join("c.infra"), "let c = 1\n");
    client.settle();
    assert_eq!(client.codes(&uri(&file)).len(), 1);
    std::fs::write(&file, "let a = c\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&file), "type": 2 }] }));
    client.settle();
    assert!(client.codes(&uri(&file)).is_empty());
    assert!(client.codes(&other.uri).is_empty());
    client.end();
}

#[test]
fn a_client_that_shows_it_is_told_when_all_is_known() {
    let (_keep, path) = folder();
    let mut client = Client::start(&path, json!({ "experimental": { "infracStatus": true } }), json!({}));
    client.open(&path.join("a.infra"), "let a = 1\n");
    client.settle();
    let told = client.heard.iter().filter(|(method, _)| method == "infrac/status");
    let told: Vec<&Value> = told.map(|(_, params)| &params["settled"]).collect();
    assert_eq!(told.last(), Some(&&json!(true)), "{told:?}");
    client.end();
}

#[test]
fn folders_come_and_go() {
    let (_keep, path) = folder();
    let (_other, second) = folder();
    std::fs::write(second.join("a.infra"), "let a = b\n").unwrap();
    let wrong = uri(&second.join("a.infra"));
    let mut client = Client::start(&path, utf8(), json!({}));
    let folder = json!([{ "uri": uri(&second), "name": "second" }]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": folder, "removed": [] } }));
    client.settle();
    assert_eq!(client.codes(&wrong).len(), 1);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": folder } }));
    client.settle();
    assert!(client.codes(&wrong).is_empty());
    client.end();
}

#[test]
fn a_request_that_is_cancelled_or_overtaken_by_typing_is_told_so() {
    let (_keep, path) = folder();
    let mut client = Client::start(&path, utf8(), json!({}));
    let mut text = client.open(&path.join("a.infra"), "let a = 1\n");
    let hover = json!({ "textDocument": { "uri": text.uri }, "position": position(0, 4) });
    let mut codes = Vec::new();
    for _ in 0..20 {
        let ids: Vec<_> = (0..20).map(|_| client.ask("textDocument/hover", hover.clone())).collect();
        client.notify("$/cancelRequest", json!({ "id": ids.last() }));
        client.change(&mut text, &json!([{ "text": "let a = 2\n" }]));
        for id in &ids {
            codes.push(client.answer(id).err().map(|error| error.code));
        }
    }
    // How many of them came too late is a matter of the threads; that all are answered is not.
    assert_eq!(codes.len(), 400);
    assert!(codes.iter().flatten().all(|code| [-32800, -32801].contains(code)), "{codes:?}");
    assert!(client.request("textDocument/hover", hover).unwrap()["contents"]["value"].is_string());
    client.end();
}

#[test]
fn what_makes_no_sense_is_refused_and_the_session_goes_on() {
    let (_keep, path) = folder();
    let mut client = Client::start(&path, utf8(), json!({}));
    let refused = |client: &mut Client, method: &str, params| client.request(method, params).unwrap_err().code;
    assert_eq!(refused(&mut client, "textDocument/brew", json!({})), -32601);
    assert_eq!(refused(&mut client, "textDocument/hover", json!({ "position": 1 })), -32602);
    assert_eq!(refused(&mut client, "initialize", json!({ "capabilities": {} })), -32600);
    client.notify("textDocument/didChange", json!({ "textDocument": 5 }));
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri(&path.join("never.infra")), "version": 1 },
            "contentChanges": [],
        }),
    );
    client.notify("no/such", json!(null));
    let nothing = json!({ "textDocument": { "uri": "untitled:Untitled-1" }, "position": position(0, 0) });
    assert_eq!(client.request("textDocument/hover", nothing).unwrap(), Value::Null);
    let logged = client.heard.iter().filter(|(method, _)| method == "window/logMessage").count();
    assert_eq!(logged, 2, "{:?}", client.heard);
    client.end();
}

#[test]
fn before_the_greeting_and_after_the_farewell_nothing_is_answered() {
    let mut client = Client::connect();
    assert_eq!(client.request("textDocument/hover", json!({})).unwrap_err().code, -32002);
    client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} })).unwrap();
    client.notify("initialized", json!({}));
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.request("textDocument/hover", json!({})).unwrap_err().code, -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.wait(), End::Orderly);
}

#[test]
fn leaving_without_farewell_ends_the_server_all_the_same() {
    let mut client = Client::connect();
    client.notify("exit", Value::Null);
    assert_eq!(client.wait(), End::Abrupt);
    let (_keep, path) = folder();
    let client = Client::start(&path, utf8(), json!({}));
    assert_eq!(client.vanish(), End::Abrupt);
}
