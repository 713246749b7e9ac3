//! A client that does what it is told and keeps what it hears.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_lsp::{Connection, End, Options};
use lsp_server::{Message, Notification, Request, RequestId, Response, ResponseError};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Longer than anything takes on a loaded machine: a server that is silent for so long hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// A session with a server in a thread of its own.
pub struct Client {
    connection: Option<Connection>,
    server: Option<JoinHandle<std::io::Result<End>>>,
    next: i32,
    /// The last findings of each file, by address.
    pub published: BTreeMap<String, Value>,
    /// All other notifications and all requests of the server, in order.
    pub heard: Vec<(String, Value)>,
    /// The answer to `initialize`.
    pub greeting: Value,
}

/// An open text, as the client has it.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its address.
    pub uri: String,
    /// Its version.
    pub version: i32,
}

impl Client {
    /// A server on a folder, for a client of these capabilities beside those that this one needs; findings are made without a pause.
    ///
    /// # Panics
    /// If the server does not greet.
    pub fn start(folder: &Utf8Path, capabilities: Value, options: Value) -> Self {
        let mut client = Self::connect();
        let mut settings = json!({ "diagnostics": { "pause": 0 } });
        if let (Some(settings), Some(options)) = (settings.as_object_mut(), options.as_object()) {
            settings.extend(options.clone());
        }
        let params = json!({
            "processId": null,
            "rootUri": uri(folder),
            "workspaceFolders": [{ "uri": uri(folder), "name": "test" }],
            "capabilities": capabilities,
            "initializationOptions": settings,
        });
        client.greeting = client.request("initialize", params).expect("the server greets");
        client.notify("initialized", json!({}));
        client
    }

    /// A server that has not been greeted yet.
    pub fn connect() -> Self {
        let (server, client) = Connection::memory();
        let thread = std::thread::spawn(move || infrac_lsp::memory(server, &Options::default()));
        Self {
            connection: Some(client),
            server: Some(thread),
            next: 0,
            published: BTreeMap::new(),
            heard: Vec::new(),
            greeting: Value::Null,
        }
    }

    fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("the session lasts until the client ends it")
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        let note = Notification { method: method.to_owned(), params };
        let _ = self.connection().sender.send(Message::Notification(note));
    }

    /// Sends a request and returns its number.
    pub fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        let _ = self.connection().sender.send(Message::Request(request));
        id
    }

    /// Waits for the answer to a request.
    ///
    /// # Panics
    /// If the server is silent for too long.
    pub fn answer(&mut self, id: &RequestId) -> Result<Value, ResponseError> {
        loop {
            if let Some(Response { id: of, response_result }) = self.hear()
                && of == *id
            {
                return response_result;
            }
        }
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, ResponseError> {
        let id = self.ask(method, params);
        self.answer(&id)
    }

    /// Takes in one message; a response is returned.
    fn hear(&mut self) -> Option<Response> {
        let message = self.connection().receiver.recv_timeout(PATIENCE);
        match message.expect("the server says something") {
            Message::Response(response) => return Some(response),
            Message::Notification(note) if note.method == "textDocument/publishDiagnostics" => {
                let uri = note.params.get("uri").and_then(Value::as_str).unwrap_or_default();
                self.published.insert(uri.to_owned(), note.params);
            }
            Message::Notification(note) => self.heard.push((note.method, note.params)),
            Message::Request(request) => {
                self.heard.push((request.method, request.params));
                let response = Response { id: request.id, response_result: Ok(Value::Null) };
                let _ = self.connection().sender.send(Message::Response(response));
            }
        }
        None
    }

    /// Waits until the findings of all texts are complete.
    pub fn settle(&mut self) {
        self.request("infrac/settled", Value::Null).expect("it is answered some time");
    }

    /// Waits for the next findings of a file, and says how long that took.
    pub fn published_after(&mut self, uri: &str, since: Instant) -> Duration {
        self.published.remove(uri);
        while !self.published.contains_key(uri) {
            self.hear();
        }
        since.elapsed()
    }

    /// Opens a text.
    pub fn open(&mut self, path: &Utf8Path, text: &str) -> Text {
        let document = Text { uri: uri(path), version: 1 };
        let item = json!({ "uri": document.uri, "languageId": "infra", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
        document
    }

    /// Changes a text: each change is a range of two positions, or none for the whole, and the text that takes its place.
    pub fn change(&mut self, text: &mut Text, changes: &Value) {
        text.version += 1;
        let document = json!({ "uri": text.uri, "version": text.version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Closes a text.
    pub fn close(&mut self, text: &Text) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": text.uri } }));
    }

    /// The codes of the last findings of a file, with the position that each starts at.
    pub fn codes(&self, uri: &str) -> Vec<(String, Value)> {
        let found = self.published.get(uri).and_then(|params| params.get("diagnostics")?.as_array()).cloned();
        let code = |found: &Value| found["code"].as_str().unwrap_or_default().to_owned();
        let start = |found: &Value| found.pointer("/range/start").cloned().unwrap_or_default();
        found.unwrap_or_default().iter().map(|found| (code(found), start(found))).collect()
    }

    /// Ends the session as the protocol wants it.
    ///
    /// # Panics
    /// If the server does not end in order.
    pub fn end(mut self) {
        self.request("shutdown", Value::Null).expect("shutdown is answered");
        self.notify("exit", Value::Null);
        assert_eq!(self.wait(), End::Orderly);
    }

    /// Waits for the server's end.
    ///
    /// # Panics
    /// If it ended by a panic or an error.
    pub fn wait(&mut self) -> End {
        let server = self.server.take().expect("a server ends once");
        server.join().expect("no panic").expect("no error")
    }

    /// Goes away without a word.
    pub fn vanish(mut self) -> End {
        drop(self.connection.take());
        self.wait()
    }
}

/// A position of the protocol.
pub fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

/// The address of a path.
///
/// # Panics
/// If the path is not absolute.
pub fn uri(path: &Utf8Path) -> String {
    let path = Utf8PathBuf::from(path);
    url::Url::from_file_path(path).expect("an absolute path").into()
}
