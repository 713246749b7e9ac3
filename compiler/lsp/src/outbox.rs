//! What is sent to the client.

use crate::client::Client;
use crate::documents::Document;
use crate::fault::Fault;
use crate::paths;
use crate::protocol::{
    CodeLensRefreshRequest, Diagnostic, DiagnosticRefreshRequest, InlayHintRefreshRequest, LogMessageNotification,
    LogMessageParams, MessageType, Notification as NotificationOf, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, Request as RequestOf,
};
use camino::Utf8Path;
use crossbeam_channel::Sender;
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Sends messages; a client that is gone is no fault. Clones share everything.
#[derive(Clone, Debug)]
pub struct Outbox {
    sender: Sender<Message>,
    /// Requests that wait for an answer, each with the flag that calls it off.
    waiting: Arc<Mutex<BTreeMap<RequestId, Arc<AtomicBool>>>>,
    /// The number of the next request to the client.
    next: Arc<AtomicI32>,
}

impl Outbox {
    /// To a client.
    pub fn new(sender: Sender<Message>) -> Self {
        Self { sender, waiting: Arc::default(), next: Arc::new(AtomicI32::new(1)) }
    }

    /// Notes that a request waits. The flag is set when the client cancels it.
    pub fn expect(&self, id: RequestId) -> Arc<AtomicBool> {
        let flag = Arc::new(AtomicBool::new(false));
        self.waiting().insert(id, Arc::clone(&flag));
        flag
    }

    /// The client cancels a request, which may have been answered meanwhile.
    pub fn cancel(&self, id: &RequestId) {
        if let Some(flag) = self.waiting().get(id) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Answers a request.
    pub fn reply(&self, id: RequestId, result: Result<Value, Fault>) {
        self.waiting().remove(&id);
        let response = Response { id, response_result: result.map_err(Into::into) };
        let _ = self.sender.send(Message::Response(response));
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, BTreeMap<RequestId, Arc<AtomicBool>>> {
        // A map of flags is whole whatever panicked.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The findings of a file.
    pub fn publish(&self, path: &Utf8Path, open: Option<&Document>, diagnostics: Vec<Diagnostic>) {
        let uri = open.map_or_else(|| paths::uri(path), |document| document.uri.clone());
        let version = open.map(|document| document.version);
        self.notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams { uri, version, diagnostics });
    }

    /// Something that people should know who look into the log.
    pub fn log_warning(&self, message: String) {
        self.notify::<LogMessageNotification>(&LogMessageParams { kind: MessageType::Warning, message });
    }

    /// Something that is wrong.
    pub fn log_error(&self, message: String) {
        self.notify::<LogMessageNotification>(&LogMessageParams { kind: MessageType::Error, message });
    }

    /// Findings changed that a client has not asked for since.
    pub fn refresh_diagnostics(&self, client: &Client) {
        if client.refreshes_diagnostics {
            self.request(DiagnosticRefreshRequest::METHOD.as_str(), Value::Null);
        }
    }

    /// Plans are known: clients that can, ask again for what depends on them.
    pub fn refresh_plans(&self, client: &Client) {
        if client.refreshes_hints {
            self.request(InlayHintRefreshRequest::METHOD.as_str(), Value::Null);
        }
        if client.refreshes_lenses {
            self.request(CodeLensRefreshRequest::METHOD.as_str(), Value::Null);
        }
    }

    /// Whether all findings of the current texts have been told: the notification `infrac/status`.
    pub fn status(&self, is_settled: bool) {
        let note = Notification { method: "infrac/status".to_owned(), params: json!({ "settled": is_settled }) };
        let _ = self.sender.send(Message::Notification(note));
    }

    /// Asks the client for something; what it answers changes nothing here.
    pub fn request(&self, method: &str, params: Value) {
        let id = RequestId::from(format!("infrac-{}", self.next.fetch_add(1, Ordering::Relaxed)));
        let _ = self.sender.send(Message::Request(Request { id, method: method.to_owned(), params }));
    }

    fn notify<N: NotificationOf>(&self, params: &N::Params) {
        let params = serde_json::to_value(params).unwrap_or_default();
        let note = Notification { method: N::METHOD.as_str().to_owned(), params };
        let _ = self.sender.send(Message::Notification(note));
    }
}
