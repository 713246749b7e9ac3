//! The thread that listens: it keeps the open texts in step with the editor and hands everything else on, so that nothing that takes time ever
//! stands between two keystrokes.

use crate::background::{Background, STACK_BYTES};
use crate::capabilities::{capabilities, watchers};
use crate::client::Client;
use crate::documents::{Document, Documents};
use crate::fault::Fault;
use crate::frames::Incoming;
use crate::outbox::Outbox;
use crate::paths;
use crate::protocol::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams,
    InitializeResult, ServerInfo, Uri, WorkspaceFolder, WorkspaceFolders,
};
use crate::requests::{self, Entry};
use crate::settings::Settings;
use crate::worker::{Ask, Task, Worker};
use crate::workspace::Workspace;
use camino::Utf8PathBuf;
use crossbeam_channel::{Receiver, Sender, unbounded};
use infrac_driver::{Shelf, real_path};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io;
use std::thread;

/// How a server is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A folder for files that can be made again: the standard library and the pages of codes are laid down below it. Without one, nothing leads
    /// there.
    pub cache: Option<Utf8PathBuf>,
}

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The client said so, in the order of the protocol.
    Orderly,
    /// The client went away, or left without `shutdown`.
    Abrupt,
}

/// Serves one session, until the client ends it or goes away.
pub fn serve(sender: Sender<Message>, incoming: &Receiver<Incoming>, options: &Options) -> io::Result<End> {
    let outbox = Outbox::new(sender);
    let Some((id, params)) = handshake(&outbox, incoming) else { return Ok(End::Abrupt) };
    let (mut listener, worker) = match start(&outbox, &params, options) {
        Ok(started) => started,
        Err(error) => {
            outbox.reply(id, Err(Fault::internal(error.to_string())));
            return Err(error);
        }
    };
    outbox.reply(id, Ok(serde_json::to_value(listener.greeting()).unwrap_or_default()));
    let end = listener.listen(incoming);
    let _ = listener.tasks.send(Task::Stop);
    worker.join().map_err(|_| io::Error::other("the answering thread panicked"))?;
    Ok(end)
}

/// Waits for `initialize`; until then requests are refused and notifications dropped. `None` if it never comes.
fn handshake(outbox: &Outbox, incoming: &Receiver<Incoming>) -> Option<(RequestId, InitializeParams)> {
    for message in incoming {
        match message {
            Incoming::Message(Message::Request(Request { id, method, params })) if method == "initialize" => {
                match serde_json::from_value(params) {
                    Ok(params) => return Some((id, params)),
                    Err(error) => outbox.reply(id, Err(Fault::params(error))),
                }
            }
            Incoming::Message(Message::Request(Request { id, .. })) => outbox.reply(id, Err(Fault::too_early())),
            Incoming::Message(Message::Notification(note)) if note.method == "exit" => return None,
            Incoming::Message(_) => {}
            Incoming::Malformed(what) => outbox.log_warning(format!("the client sent {what}")),
        }
    }
    None
}

/// Starts the threads behind the listener.
fn start(
    outbox: &Outbox,
    params: &InitializeParams,
    options: &Options,
) -> io::Result<(Listener, thread::JoinHandle<()>)> {
    let client = Client::new(&params.capabilities);
    let mut settings = Settings::default();
    settings.update(params.initialization_options.as_ref().unwrap_or(&Value::Null));
    let shelf = options.cache.as_ref().and_then(|cache| match Shelf::open(cache) {
        Ok(shelf) => Some(shelf),
        Err(error) => {
            outbox.log_warning(format!("cannot lay down the standard library below {cache}: {error}"));
            None
        }
    });
    let (tasks, orders) = unbounded();
    let background = Background::start(tasks.clone())?;
    let workspace = Workspace::new(client, settings.clone(), shelf);
    let worker = Worker::new(workspace, outbox.clone(), background);
    let thread = thread::Builder::new().name("worker".to_owned()).stack_size(STACK_BYTES);
    let handle = thread.spawn(move || worker.run(&orders))?;
    let roots = roots(params);
    let listener = Listener {
        outbox: outbox.clone(),
        tasks,
        client,
        settings,
        roots,
        documents: Documents::default(),
        is_shut: false,
    };
    Ok((listener, handle))
}

/// The folders that the editor has open.
fn roots(params: &InitializeParams) -> Vec<Utf8PathBuf> {
    match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => paths_of(folders),
        #[allow(deprecated, reason = "clients of LSP 3.5 and older say nothing else")]
        _ => params.root_uri.iter().filter_map(paths::path).collect(),
    }
}

fn paths_of(folders: &[WorkspaceFolder]) -> Vec<Utf8PathBuf> {
    folders.iter().filter_map(|folder| paths::path(&folder.uri)).collect()
}

/// The state of the listening thread.
#[derive(Debug)]
struct Listener {
    outbox: Outbox,
    tasks: Sender<Task>,
    client: Client,
    settings: Settings,
    roots: Vec<Utf8PathBuf>,
    documents: Documents,
    /// `shutdown` has come: only `exit` may follow.
    is_shut: bool,
}

impl Listener {
    fn greeting(&self) -> InitializeResult {
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        InitializeResult {
            capabilities: capabilities(&self.client, self.settings.delivery),
            server_info: Some(ServerInfo { name: "infrac".to_owned(), version }),
        }
    }

    fn listen(&mut self, incoming: &Receiver<Incoming>) -> End {
        for message in incoming {
            match message {
                Incoming::Message(Message::Request(request)) => self.request(request),
                Incoming::Message(Message::Notification(note)) if note.method == "exit" => {
                    return if self.is_shut { End::Orderly } else { End::Abrupt };
                }
                Incoming::Message(Message::Notification(note)) => self.notification(note),
                // Answers to what the server asked for change nothing.
                Incoming::Message(Message::Response(Response { .. })) => {}
                Incoming::Malformed(what) => self.outbox.log_warning(format!("the client sent {what}")),
            }
        }
        End::Abrupt
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let refusal = match requests::find(&method) {
            _ if self.is_shut => Fault::invalid("the server is shutting down"),
            _ if method == "shutdown" => {
                self.is_shut = true;
                return self.outbox.reply(id, Ok(Value::Null));
            }
            _ if method == "initialize" => Fault::invalid("the server is initialized already"),
            Some(entry) => return self.ask(id, entry, params),
            None => Fault::unknown(&method),
        };
        self.outbox.reply(id, Err(refusal));
    }

    fn ask(&self, id: RequestId, entry: &'static Entry, params: Value) {
        let cancelled = self.outbox.expect(id.clone());
        self.tell(Task::Request(Ask { id, entry, params, cancelled }));
    }

    fn tell(&self, task: Task) {
        // The worker goes on until it is told to stop, so it is there.
        let _ = self.tasks.send(task);
    }

    fn notification(&mut self, note: Notification) {
        let Notification { method, params } = note;
        let result = match method.as_str() {
            "initialized" => self.initialized(),
            "textDocument/didOpen" => read(params).map(|params| self.opened(params)),
            "textDocument/didChange" => read(params).map(|params| self.changed(&params)),
            "textDocument/didClose" => read(params).map(|params| self.closed(&params)),
            "textDocument/didSave" => Ok(()),
            "workspace/didChangeWatchedFiles" => read(params).map(|params| self.files_changed(&params)),
            "workspace/didChangeConfiguration" => {
                read(params).map(|params: DidChangeConfigurationParams| self.tell(Task::Settings(params.settings)))
            }
            "workspace/didChangeWorkspaceFolders" => read(params).map(|params: DidChangeWorkspaceFoldersParams| {
                let (added, removed) = (paths_of(&params.event.added), paths_of(&params.event.removed));
                self.tell(Task::Roots { added, removed });
            }),
            "$/cancelRequest" => {
                self.cancel(&params);
                Ok(())
            }
            // Whatever else there is: `$/…` may be ignored by the protocol, the rest is of no interest.
            _ => Ok(()),
        };
        if let Err(error) = result {
            self.outbox.log_warning(format!("`{method}` cannot be read: {error}"));
        }
    }

    /// The client is ready: its folders are analysed, and it is asked to tell of files.
    fn initialized(&mut self) -> Result<(), serde_json::Error> {
        if self.client.watches {
            self.outbox.request("client/registerCapability", watchers());
        }
        let added = std::mem::take(&mut self.roots);
        self.tell(Task::Roots { added, removed: Vec::new() });
        Ok(())
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let Some(path) = self.path(&item.uri) else { return };
        let document = Document { uri: item.uri, version: item.version, text: item.text.into() };
        self.documents.open(path.clone(), document);
        self.texts(path);
    }

    fn changed(&mut self, params: &DidChangeTextDocumentParams) {
        let Some(path) = self.path(&params.text_document.text_document_identifier.uri) else { return };
        let version = params.text_document.version;
        if self.documents.change(&path, version, &params.content_changes, self.client.encoding) {
            self.texts(path);
        } else {
            self.outbox.log_warning(format!("`{path}` changed, but it was not opened"));
        }
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(path) = self.path(&params.text_document.uri) else { return };
        if self.documents.close(&path) {
            self.texts(path);
        }
    }

    /// The path of a text; `None` if it lies in no file, so that it can belong to no project.
    fn path(&self, uri: &Uri) -> Option<Utf8PathBuf> {
        paths::path(uri).map(|path| real_path(&path))
    }

    fn texts(&self, path: Utf8PathBuf) {
        self.tell(Task::Texts { documents: self.documents.clone(), path });
    }

    fn files_changed(&self, params: &DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| self.path(&change.uri));
        // The text of an open file is the editor's.
        let saved: Vec<Utf8PathBuf> = paths.filter(|path| self.documents.get(path).is_none()).collect();
        if !saved.is_empty() {
            self.tell(Task::Disk(saved));
        }
    }

    fn cancel(&self, params: &Value) {
        if let Ok(id) = serde_json::from_value(params["id"].clone()) {
            self.outbox.cancel(&id);
        }
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, serde_json::Error> {
    serde_json::from_value(params)
}
