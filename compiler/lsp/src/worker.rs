//! The thread that answers: it takes over texts, checks what was just typed, and answers requests one after the other. Findings wait until nobody
//! has typed for a while; a request does not wait, it sees the newest texts.

use crate::background::{Background, Done, said};
use crate::documents::Documents;
use crate::fault::Fault;
use crate::outbox::Outbox;
use crate::requests::{self, Entry};
use crate::settings::Delivery;
use crate::workspace::{Workspace, failure_text};
use camino::Utf8PathBuf;
use crossbeam_channel::{Receiver, RecvTimeoutError};
use infrac_ide::Snapshot;
use lsp_server::RequestId;
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// What the worker is told.
#[derive(Debug)]
pub enum Task {
    /// The open texts are these now; the one at `path` changed.
    Texts {
        /// All of them.
        documents: Documents,
        /// Which one changed.
        path: Utf8PathBuf,
    },
    /// Files changed on the disk.
    Disk(Vec<Utf8PathBuf>),
    /// The user set something.
    Settings(Value),
    /// The editor opened or closed folders.
    Roots {
        /// Opened.
        added: Vec<Utf8PathBuf>,
        /// Closed.
        removed: Vec<Utf8PathBuf>,
    },
    /// A request.
    Request(Ask),
    /// A whole analysis ended.
    Done(Done),
    /// What was generated of an accepted analysis is known by its places.
    Prepared {
        /// The project's folder.
        folder: Utf8PathBuf,
        /// The analysis.
        snapshot: Arc<Snapshot>,
        /// What a panic said that kept it from being known.
        fault: Option<String>,
    },
    /// Nothing more is to be done.
    Stop,
}

/// A request that waits for its answer.
#[derive(Debug)]
pub struct Ask {
    /// The client's number.
    pub id: RequestId,
    /// What answers it.
    pub entry: &'static Entry,
    /// The parameters.
    pub params: Value,
    /// Set if the client takes no interest any more.
    pub cancelled: Arc<AtomicBool>,
}

/// The worker.
#[derive(Debug)]
pub struct Worker {
    workspace: Workspace,
    outbox: Outbox,
    background: Background,
    /// Requests, each with the number of edits that had come before it.
    asked: VecDeque<(Ask, u64)>,
    edits: u64,
    /// When findings are due.
    due: Option<Instant>,
    /// What was logged about projects that cannot be read, so that it is said once.
    failures: BTreeMap<Utf8PathBuf, String>,
    /// What the client was told last: whether all findings are complete.
    is_settled: bool,
    /// Requests that are answered once they are.
    waiting: Vec<Ask>,
    /// Requests for findings that are answered once all are known, each with the number of edits that had come before it.
    pulling: Vec<(Ask, u64)>,
}

impl Worker {
    /// A worker on a workspace.
    pub fn new(workspace: Workspace, outbox: Outbox, background: Background) -> Self {
        Self {
            workspace,
            outbox,
            background,
            asked: VecDeque::new(),
            edits: 0,
            due: None,
            failures: BTreeMap::new(),
            is_settled: true,
            waiting: Vec::new(),
            pulling: Vec::new(),
        }
    }

    /// Works until it is told to stop, or nobody is left who could tell it anything.
    pub fn run(mut self, tasks: &Receiver<Task>) {
        loop {
            if self.asked.is_empty() {
                let task = match self.due {
                    Some(due) => tasks.recv_deadline(due),
                    None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
                };
                match task {
                    Ok(Task::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                    Ok(task) => self.guarded("taking over texts", |worker| worker.take(task)),
                    Err(RecvTimeoutError::Timeout) => {}
                }
            }
            for task in tasks.try_iter() {
                if matches!(task, Task::Stop) {
                    return;
                }
                self.guarded("taking over texts", |worker| worker.take(task));
            }
            if self.due.is_some_and(|due| due <= Instant::now()) {
                self.due = None;
                self.guarded("making findings", Self::report);
            }
            if let Some((ask, edits)) = self.asked.pop_front() {
                self.answer(ask, edits);
            }
            self.answer_pulls();
            self.status();
        }
    }

    /// Runs something that is no request; a panic of it is logged and the session goes on.
    fn guarded(&mut self, doing: &str, work: impl FnOnce(&mut Self)) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(self))) {
            self.outbox.log_error(format!("a fault of infrac itself while {doing}: {}", said(&*panic)));
        }
    }

    fn take(&mut self, task: Task) {
        match task {
            Task::Texts { documents, path } => {
                self.edits += 1;
                self.soon();
                self.workspace.set_documents(documents, &path);
            }
            Task::Disk(paths) => {
                self.soon();
                self.workspace.files_changed(&paths);
            }
            Task::Settings(said) => self.workspace.settings.update(&said),
            Task::Roots { added, removed } => {
                self.soon();
                self.workspace.add_roots(added);
                let cleared = self.workspace.remove_roots(&removed);
                self.tell(&cleared);
            }
            Task::Request(ask) => self.asked.push_back((ask, self.edits)),
            Task::Done(done) => self.done(done),
            Task::Prepared { folder, snapshot, fault } => {
                if let Some(panic) = fault {
                    self.outbox
                        .log_error(format!("a fault of infrac itself while indexing the output of {folder}: {panic}"));
                }
                if let Some(project) = self.workspace.project(&folder) {
                    project.prepared(&snapshot);
                    self.outbox.refresh_plans(&self.workspace.client);
                }
                self.background.free(vec![snapshot]);
            }
            Task::Stop => {}
        }
    }

    /// Tells the client whether all findings are complete, each time that it changes: whoever waits for it, and clients that show it.
    fn status(&mut self) {
        let is_settled = self.due.is_none() && self.workspace.projects().all(|(_, project)| project.is_settled());
        if std::mem::replace(&mut self.is_settled, is_settled) != is_settled && self.workspace.client.wants_status {
            self.outbox.status(is_settled);
        }
        if !is_settled {
            return;
        }
        if self.pulls() && std::mem::take(&mut self.workspace.has_unseen) {
            self.outbox.refresh_diagnostics(&self.workspace.client);
        }
        for ask in std::mem::take(&mut self.waiting) {
            let is_cancelled = ask.cancelled.load(Ordering::Relaxed);
            self.outbox.reply(ask.id, if is_cancelled { Err(Fault::cancelled()) } else { Ok(Value::Null) });
        }
    }

    /// Findings are due when nobody has typed for a while.
    fn soon(&mut self) {
        self.due = Some(Instant::now() + self.workspace.settings.pause);
    }

    /// Tells what is known at once, and orders the rest.
    fn report(&mut self) {
        let changed = self.workspace.report_all();
        self.tell(&changed);
        let mut failures = Vec::new();
        for (folder, project) in self.workspace.projects() {
            if let Some(failure) = project.failure() {
                failures.push((folder.clone(), failure_text(folder, failure)));
            }
            if let Some(job) = project.job() {
                self.background.order(folder.clone(), job);
            }
        }
        for (folder, text) in failures {
            if self.failures.get(&folder) != Some(&text) {
                self.outbox.log_warning(text.clone());
                self.failures.insert(folder, text);
            }
        }
    }

    /// A whole analysis ended: its findings replace the earlier ones, unless the texts have changed since.
    fn done(&mut self, done: Done) {
        let whole = match done.result {
            Ok(Some(whole)) => whole,
            Ok(None) => return,
            Err(panic) => {
                self.outbox.log_error(format!("a fault of infrac itself while analysing {}: {panic}", done.folder));
                if let Some(project) = self.workspace.project(&done.folder) {
                    project.give_up(done.generation);
                }
                return;
            }
        };
        let Some(project) = self.workspace.project(&done.folder) else { return };
        match project.accept(done.generation, whole) {
            Ok(old) => self.background.free(old),
            Err(stale) => return self.background.free(vec![stale.snapshot]),
        }
        let changed = self.workspace.report(&done.folder);
        self.tell(&changed);
    }

    /// Publishes the findings of files, to clients that do not ask.
    fn tell(&mut self, files: &[Utf8PathBuf]) {
        if self.pulls() {
            self.workspace.has_unseen |= !files.is_empty();
            return;
        }
        for path in files {
            let open = self.workspace.documents.get(path);
            self.outbox.publish(path, open, self.workspace.reports.of(path));
        }
    }

    fn pulls(&self) -> bool {
        match self.workspace.settings.delivery {
            Delivery::Auto => self.workspace.client.pulls,
            Delivery::Push => false,
            Delivery::Pull => true,
        }
    }

    fn answer(&mut self, ask: Ask, edits: u64) {
        if ask.entry.method == requests::SETTLED {
            return self.waiting.push(ask);
        }
        // A client that cannot be told to ask again would keep what was not the last word.
        if ask.entry.is_pull() && !self.workspace.client.refreshes_diagnostics {
            return self.pulling.push((ask, edits));
        }
        self.answer_now(ask, edits);
    }

    /// Answers requests for findings that waited for all of them, or that nobody waits for any more.
    fn answer_pulls(&mut self) {
        if self.pulling.is_empty() {
            return;
        }
        let is_known = self.due.is_none() && self.workspace.projects().all(|(_, project)| project.has_all_findings());
        for (ask, edits) in std::mem::take(&mut self.pulling) {
            let is_over = ask.cancelled.load(Ordering::Relaxed) || (ask.entry.is_of_text && edits < self.edits);
            if is_known || is_over {
                self.answer_now(ask, edits);
            } else {
                self.pulling.push((ask, edits));
            }
        }
    }

    fn answer_now(&mut self, ask: Ask, edits: u64) {
        let Ask { id, entry, params, cancelled } = ask;
        if cancelled.load(Ordering::Relaxed) {
            return self.outbox.reply(id, Err(Fault::cancelled()));
        }
        if entry.is_of_text && edits < self.edits {
            return self.outbox.reply(id, Err(Fault::stale(entry.method)));
        }
        let workspace = &mut self.workspace;
        let result = catch_unwind(AssertUnwindSafe(|| (entry.handler)(workspace, params)));
        let result = result.unwrap_or_else(|panic| {
            let text = format!("a fault of infrac itself in `{}`: {}", entry.method, said(&*panic));
            self.outbox.log_error(text.clone());
            Err(Fault::internal(text))
        });
        let result = if cancelled.load(Ordering::Relaxed) { Err(Fault::cancelled()) } else { result };
        self.outbox.reply(id, result);
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, Task, Worker};
    use crate::background::Background;
    use crate::fault::Fault;
    use crate::outbox::Outbox;
    use crate::requests::Entry;
    use crate::workspace::Workspace;
    use crossbeam_channel::unbounded;
    use lsp_server::{Message, RequestId};
    use serde_json::{Value, json};

    static BREAKS: Entry = Entry { method: "test/breaks", handler: |_, _| broken(), is_of_text: false };
    static WORKS: Entry = Entry { method: "test/works", handler: |_, _| Ok(json!("yes")), is_of_text: false };

    fn broken() -> Result<Value, Fault> {
        panic!("on purpose")
    }

    #[test]
    fn a_panic_in_a_request_is_one_error_reply_and_the_session_goes_on() {
        let (sender, said) = unbounded();
        let (tasks, orders) = unbounded();
        let outbox = Outbox::new(sender);
        for (number, entry) in [(1, &BREAKS), (2, &WORKS)] {
            let id = RequestId::from(number);
            let cancelled = outbox.expect(id.clone());
            tasks.send(Task::Request(Ask { id, entry, params: Value::Null, cancelled })).unwrap();
        }
        let background = Background::start(tasks.clone()).unwrap();
        let worker = Worker::new(Workspace::default(), outbox, background);
        let thread = std::thread::spawn(move || worker.run(&orders));
        let mut replies = Vec::new();
        let mut logged = 0;
        while replies.len() < 2 {
            match said.recv().unwrap() {
                Message::Response(response) => replies.push((response.id, response.response_result)),
                Message::Notification(note) => logged += usize::from(note.method == "window/logMessage"),
                Message::Request(_) => {}
            }
        }
        tasks.send(Task::Stop).unwrap();
        thread.join().unwrap();
        let (first, second) = (&replies[0], &replies[1]);
        assert_eq!(first.0, RequestId::from(1));
        let error = first.1.as_ref().unwrap_err();
        // `InternalError` of JSON-RPC.
        assert_eq!(error.code, -32603);
        assert!(error.message.contains("on purpose"), "{}", error.message);
        assert_eq!(logged, 1);
        assert_eq!(second.0, RequestId::from(2));
        assert_eq!(second.1.as_ref().unwrap(), "yes");
    }
}
