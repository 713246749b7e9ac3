//! One project under the editor: what was read of it, what is known of its current texts, and what the last whole analysis found.

use crate::carry::{Carry, is_same};
use crate::documents::Documents;
use crate::overlay::Overlay;
use infrac_diagnostics::Diagnostic;
use infrac_driver::{Analysis, Disk, LoadError, ParseCache, Read};
use infrac_ide::{SharedWorld, Snapshot};
use infrac_source::{FileId, Sources};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much of the current texts a snapshot knows.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Extent {
    /// The bodies of these files alone.
    Part(Vec<FileId>),
    /// All names and types.
    Model,
    /// Plans and documents too.
    Whole,
}

/// A snapshot of texts, analysed to the end.
#[derive(Debug)]
pub struct Whole {
    /// The snapshot, with plans and documents.
    pub snapshot: Arc<Snapshot>,
    /// What was found by the stages behind the check of names and types.
    later: Vec<Diagnostic>,
    /// It is known which lines were generated of what, or that this cannot be known.
    is_prepared: bool,
}

/// The order to analyse a project to the end.
#[derive(Debug)]
pub struct Job {
    world: Arc<Overlay>,
    read: Read,
    /// Of which state of the texts.
    pub generation: u64,
    cancelled: Arc<AtomicBool>,
}

impl Job {
    /// Set when newer texts make it pointless.
    pub fn cancelled(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Runs all stages; `None` if newer texts made it pointless. Between two stages it looks whether they did.
    pub fn run(self) -> Option<Whole> {
        let is_on = || !self.cancelled.load(Ordering::Relaxed);
        let analysis = is_on().then(|| Analysis::of(self.read.loaded, self.read.lock))?;
        let key = |found: &Diagnostic| (found.code.as_str(), found.primary(), found.message.clone());
        let early: BTreeSet<_> = analysis.diagnostics.0.iter().map(key).collect();
        let world: SharedWorld = self.world;
        let snapshot = Snapshot::of(world, analysis);
        is_on().then(|| snapshot.plan())?;
        let found = is_on().then(|| snapshot.diagnostics())?;
        let later = found.0.iter().filter(|found| !early.contains(&key(found))).cloned().collect();
        Some(Whole { snapshot: Arc::new(snapshot), later, is_prepared: false })
    }
}

/// A project and what is known of it.
#[derive(Debug)]
pub struct Project {
    disk: Disk,
    cache: ParseCache,
    world: Option<Arc<Overlay>>,
    read: Option<Read>,
    current: Option<(Arc<Snapshot>, Extent)>,
    whole: Option<Whole>,
    failure: Option<LoadError>,
    generation: u64,
    running: Option<Arc<AtomicBool>>,
    /// Texts changed since they were read.
    is_stale: bool,
    /// The whole analysis of the current texts failed by a fault of infrac itself.
    is_given_up: bool,
    /// Files that no tree holds may have changed, so that a whole analysis is due whatever the texts say.
    is_forced: bool,
}

impl Project {
    /// The project of a folder. Nothing is read yet.
    pub fn new(disk: Disk) -> Self {
        Self {
            disk,
            cache: ParseCache::default(),
            world: None,
            read: None,
            current: None,
            whole: None,
            failure: None,
            generation: 0,
            running: None,
            is_stale: true,
            is_given_up: false,
            is_forced: true,
        }
    }

    /// Its folder and repository.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Why it cannot be read.
    pub fn failure(&self) -> Option<&LoadError> {
        self.failure.as_ref()
    }

    /// An open text changed: what is being computed is of no use any more.
    pub fn touch(&mut self) {
        self.is_stale = true;
        self.is_given_up = false;
        self.generation += 1;
        if let Some(running) = self.running.take() {
            running.store(true, Ordering::Relaxed);
        }
    }

    /// Something on the disk changed, which may be a file that a value reads.
    pub fn touch_disk(&mut self) {
        self.is_forced = true;
        self.touch();
    }

    /// Brings the snapshot up to the texts: reads what changed, and checks the bodies of those files. True if there was anything to do.
    pub fn refresh(&mut self, documents: &Documents) -> bool {
        if !std::mem::take(&mut self.is_stale) {
            return false;
        }
        let world = Arc::new(Overlay::new(self.disk.clone(), documents.clone()));
        let read = match Read::again(&*world, &mut self.cache) {
            Ok(read) => read,
            Err(error) => {
                self.failure = Some(error);
                (self.world, self.read, self.current) = (None, None, None);
                return true;
            }
        };
        self.failure = None;
        let changed = match &self.whole {
            Some(whole) => changed(whole.snapshot.sources(), &read.loaded.sources),
            None => self.open_files(&read.loaded.sources, documents),
        };
        let shared: SharedWorld = Arc::clone(&world) as SharedWorld;
        self.current = Some(match &self.whole {
            Some(whole) if changed.is_empty() && !self.is_forced => (Arc::clone(&whole.snapshot), Extent::Whole),
            _ => {
                let analysis = Analysis::of_part(read.clone(), &changed);
                (Arc::new(Snapshot::of(shared, analysis)), Extent::Part(changed))
            }
        });
        self.world = Some(world);
        self.read = Some(read);
        true
    }

    /// The sources that are open in the editor.
    fn open_files(&self, sources: &Sources, documents: &Documents) -> Vec<FileId> {
        let is_open = |path| documents.get(&infrac_driver::normalize(&self.disk.project().join(path))).is_some();
        sources.iter().filter(|source| is_open(source.path())).map(|source| source.id()).collect()
    }

    /// What there is to do behind [`Project::refresh`]; `None` if nothing.
    pub fn job(&mut self) -> Option<Job> {
        if matches!(self.current, Some((_, Extent::Whole))) && !self.is_forced {
            return None;
        }
        let (world, read) = (self.world.clone()?, self.read.clone()?);
        let cancelled = Arc::new(AtomicBool::new(false));
        if let Some(before) = self.running.replace(Arc::clone(&cancelled)) {
            before.store(true, Ordering::Relaxed);
        }
        self.is_forced = false;
        Some(Job { world, read, generation: self.generation, cancelled })
    }

    /// Takes what a job made, if no text changed since it was ordered. What it replaces is handed back: to free it takes its time.
    pub fn accept(&mut self, generation: u64, whole: Whole) -> Result<Vec<Arc<Snapshot>>, Whole> {
        if generation != self.generation {
            return Err(whole);
        }
        let mut old = Vec::new();
        old.extend(self.current.replace((Arc::clone(&whole.snapshot), Extent::Whole)).map(|(snapshot, _)| snapshot));
        old.extend(self.whole.replace(whole).map(|whole| whole.snapshot));
        self.running = None;
        Ok(old)
    }

    /// Nothing more is made of a snapshot.
    pub fn prepared(&mut self, snapshot: &Arc<Snapshot>) {
        if let Some(whole) = self.whole.as_mut().filter(|whole| Arc::ptr_eq(&whole.snapshot, snapshot)) {
            whole.is_prepared = true;
        }
    }

    /// What is known of the current texts, for questions about one file: its bodies are checked.
    pub fn snapshot_for(&mut self, file: FileId) -> Option<Arc<Snapshot>> {
        let known = match &self.current.as_ref()?.1 {
            Extent::Part(files) if !files.contains(&file) => {
                let mut files = files.clone();
                files.push(file);
                Some(files)
            }
            _ => None,
        };
        if let Some(files) = known {
            let analysis = Analysis::of_part(self.read.clone()?, &files);
            let world: SharedWorld = self.world.clone()?;
            self.current = Some((Arc::new(Snapshot::of(world, analysis)), Extent::Part(files)));
        }
        self.snapshot()
    }

    /// What is known of the current texts, for questions about all files: all names and types are known.
    pub fn snapshot_of_all(&mut self) -> Option<Arc<Snapshot>> {
        if matches!(self.current.as_ref()?.1, Extent::Part(_)) {
            let read = self.read.clone()?;
            let world: SharedWorld = self.world.clone()?;
            let analysis = Analysis::of(read.loaded, read.lock);
            self.current = Some((Arc::new(Snapshot::of(world, analysis)), Extent::Model));
        }
        self.snapshot()
    }

    /// What is known of the current texts; of which files, is not said.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.current.as_ref().map(|(snapshot, _)| Arc::clone(snapshot))
    }

    /// Whether all findings of the current texts are known, as far as they can be.
    pub fn has_all_findings(&self) -> bool {
        let is_known = self.is_given_up || matches!(self.current, Some((_, Extent::Whole)));
        self.failure.is_some() || (!self.is_stale && is_known)
    }

    /// Whether everything is known of the current texts: all findings, and which lines were generated of what.
    pub fn is_settled(&self) -> bool {
        let is_prepared = self.whole.as_ref().is_some_and(|whole| whole.is_prepared);
        self.has_all_findings() && (is_prepared || self.failure.is_some() || self.is_given_up)
    }

    /// The whole analysis of a state of the texts failed by a fault of infrac itself: nothing more will be known of it.
    pub fn give_up(&mut self, generation: u64) {
        if generation == self.generation {
            self.is_given_up = true;
            self.running = None;
        }
    }

    /// The findings: of the current texts if they are settled. Otherwise those of the changed files' names and types, with the others of the last
    /// whole analysis, moved along with the text.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let Some((snapshot, extent)) = &self.current else { return Vec::new() };
        let all = || snapshot.diagnostics_so_far().0;
        match (extent, &self.whole) {
            (Extent::Whole, _) | (_, None) => all(),
            (Extent::Part(_) | Extent::Model, Some(whole)) => {
                let old = whole.snapshot.sources();
                let changed = changed(old, snapshot.sources());
                let is_changed =
                    |found: &Diagnostic| found.primary().is_some_and(|place| changed.contains(&place.file));
                let carry = Carry::new(old, snapshot.sources());
                let mut findings: Vec<Diagnostic> = all().into_iter().filter(is_changed).collect();
                let elsewhere = whole.snapshot.diagnostics().0.iter().filter(|found| !is_changed(found));
                let later = whole.later.iter().filter(|found| is_changed(found));
                findings.extend(elsewhere.chain(later).filter_map(|found| carry.finding(found)));
                findings
            }
        }
    }
}

/// The files that are not as they were, or were not there. The standard library never changes.
fn changed(old: &Sources, new: &Sources) -> Vec<FileId> {
    let is_new = |id| match (old.get(id), new.get(id)) {
        (Some(old), Some(new)) => !is_same(old, new),
        _ => true,
    };
    new.iter().map(|source| source.id()).filter(|id| is_new(*id)).collect()
}
