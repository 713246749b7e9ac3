//! The thread that analyses whole projects while somebody types: plans, limits, lints, documents. It leaves one processor to the worker.

use crate::project::{Job, Whole};
use crate::worker::Task;
use camino::Utf8PathBuf;
use crossbeam_channel::{Receiver, Sender, unbounded};
use infrac_ide::Snapshot;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

/// The stack of a thread that analyses: the compiler's own bounds hold with much less.
pub const STACK_BYTES: usize = 16 << 20;

/// What became of a job.
#[derive(Debug)]
pub struct Done {
    /// The project's folder.
    pub folder: Utf8PathBuf,
    /// The state of the texts that it was ordered for.
    pub generation: u64,
    /// `None` if it was called off; an error if the compiler panicked.
    pub result: Result<Option<Whole>, String>,
}

/// Where jobs are sent, and what is to be freed: of a large project that takes longer than an answer may.
#[derive(Clone, Debug)]
pub struct Background {
    jobs: Sender<(Utf8PathBuf, Job)>,
    waste: Sender<Vec<Arc<Snapshot>>>,
}

impl Background {
    /// Starts the threads; what is done is told to `worker`.
    pub fn start(worker: Sender<Task>) -> io::Result<Self> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(processors.saturating_sub(1).max(1))
            .stack_size(STACK_BYTES)
            .thread_name(|number| format!("analysis-{number}"))
            .build()
            .map_err(io::Error::other)?;
        let (jobs, orders) = unbounded();
        let (waste, heap) = unbounded::<Vec<Arc<Snapshot>>>();
        thread::Builder::new().name("background".to_owned()).spawn(move || work(&pool, &orders, &worker))?;
        thread::Builder::new().name("heap".to_owned()).spawn(move || heap.into_iter().for_each(drop))?;
        Ok(Self { jobs, waste })
    }

    /// Orders an analysis.
    pub fn order(&self, folder: Utf8PathBuf, job: Job) {
        // Without the thread there are no whole analyses; the session goes on with what the worker finds.
        let _ = self.jobs.send((folder, job));
    }

    /// Frees snapshots that nobody needs.
    pub fn free(&self, old: Vec<Arc<Snapshot>>) {
        let _ = self.waste.send(old);
    }
}

/// Runs jobs until nobody orders any more; of several for one project only the last.
fn work(pool: &rayon::ThreadPool, orders: &Receiver<(Utf8PathBuf, Job)>, worker: &Sender<Task>) {
    let mut waiting: BTreeMap<Utf8PathBuf, Job> = BTreeMap::new();
    loop {
        if waiting.is_empty() {
            match orders.recv() {
                Ok((folder, job)) => waiting.insert(folder, job),
                Err(_) => return,
            };
        }
        waiting.extend(orders.try_iter());
        let Some((folder, job)) = waiting.pop_first() else { continue };
        let (generation, cancelled) = (job.generation, job.cancelled());
        let result = catch_unwind(AssertUnwindSafe(|| pool.install(|| job.run()))).map_err(|panic| said(&*panic));
        // Called off by now: it will not be taken.
        let is_taken = !cancelled.load(Ordering::Relaxed);
        let made = result.as_ref().ok().and_then(|whole| Some(Arc::clone(&whole.as_ref()?.snapshot)));
        if worker.send(Task::Done(Done { folder: folder.clone(), generation, result })).is_err() {
            return;
        }
        // Findings do not wait for it, hovers and lenses do: which lines were generated of what.
        if let Some(snapshot) = made.filter(|_| is_taken) {
            let fault = catch_unwind(AssertUnwindSafe(|| pool.install(|| snapshot.prepare())));
            let fault = fault.err().map(|panic| said(&*panic));
            if worker.send(Task::Prepared { folder, snapshot, fault }).is_err() {
                return;
            }
        }
    }
}

/// What a panic said.
pub fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}
