//! What all answers are read from: one state of a project's texts, and what the compiler made of them.

use crate::files::{FileView, Files};
use crate::generated::OutputIndex;
use crate::table::SymbolTable;
use crate::values::Instances;
use infrac_diagnostics::Diagnostics;
use infrac_driver::{Analysis, LoadError, Output, Plans, Request, World, analyse};
use infrac_model::{Model, Uses};
use infrac_plan::Plan;
use infrac_source::{FileId, Source, Sources, Span, Utf8Path};
use std::sync::{Arc, LazyLock, OnceLock};

/// Files that may be asked from any thread: the disk, with what is open in the editor laid over it.
pub type SharedWorld = Arc<dyn World + Send + Sync>;

/// One state of a project. Reading and checking are done when it is made; plans and documents are made once, when they are asked for, or beforehand
/// by whoever has time. It is never changed, so any number of threads may ask.
pub struct Snapshot {
    world: SharedWorld,
    analysis: Analysis,
    files: Files,
    table: OnceLock<SymbolTable>,
    plans: OnceLock<Plans>,
    instances: OnceLock<Instances>,
    output: OnceLock<Output>,
    index: OnceLock<OutputIndex>,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("analysis", &self.analysis).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Reads and checks the project of `world`.
    pub fn new(world: SharedWorld) -> Result<Self, LoadError> {
        let analysis = analyse(&*world)?;
        Ok(Self::of(world, analysis))
    }

    /// Of what has been read and checked already; `world` is where it was read from.
    pub fn of(world: SharedWorld, analysis: Analysis) -> Self {
        let files = Files::of(&analysis);
        Self {
            world,
            analysis,
            files,
            table: OnceLock::new(),
            plans: OnceLock::new(),
            instances: OnceLock::new(),
            output: OnceLock::new(),
            index: OnceLock::new(),
        }
    }

    /// Where it was read from.
    pub(crate) fn world(&self) -> SharedWorld {
        Arc::clone(&self.world)
    }

    /// What was read and checked.
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// The checked model.
    pub fn model(&self) -> &Model {
        &self.analysis.model
    }

    /// What each name stands for.
    pub fn uses(&self) -> &Uses {
        &self.analysis.uses
    }

    /// All texts.
    pub fn sources(&self) -> &Sources {
        &self.analysis.sources
    }

    /// A file's text.
    pub fn source(&self, file: FileId) -> Option<&Arc<Source>> {
        self.analysis.sources.get(file)
    }

    /// The text of a span; empty if there is none.
    pub fn slice(&self, span: Span) -> &str {
        self.analysis.sources.slice(span)
    }

    /// The file of that path: relative to the project's folder, `std/…` for the standard library.
    pub fn file_at(&self, path: &Utf8Path) -> Option<FileId> {
        self.files.at_path(path)
    }

    /// A file with its tree, tokens and comments.
    pub fn file(&self, file: FileId) -> Option<FileView<'_>> {
        self.files.get(&self.analysis, file)
    }

    /// All files, the standard library's first.
    pub fn files(&self) -> impl Iterator<Item = FileView<'_>> {
        self.files.ids().filter_map(|id| self.file(id))
    }

    /// The files of the project itself and of what it imports.
    pub fn own_files(&self) -> impl Iterator<Item = FileView<'_>> {
        self.files().filter(|file| !file.in_library())
    }

    /// What is declared, by the place of its name. Made at the first call, in time linear in the model.
    pub(crate) fn table(&self) -> &SymbolTable {
        self.table.get_or_init(|| SymbolTable::of(&self.analysis.model, &self.analysis.uses))
    }

    /// Plans all environments, if nobody has yet.
    pub fn plan(&self) -> &Plans {
        self.plans.get_or_init(|| self.analysis.plan(&*self.world))
    }

    /// The plans that have been made; none before [`Snapshot::plan`]. Answers that speak of values leave them out until then.
    pub fn plans(&self) -> &[Plan] {
        self.plans.get().map_or(&[], |plans| plans.plans.as_slice())
    }

    /// What all targets make of all environments, if nobody has asked yet.
    pub fn lower(&self) -> &Output {
        self.output.get_or_init(|| self.plan().lower(&Request::default()))
    }

    /// The documents that have been made; `None` before [`Snapshot::lower`].
    pub fn output(&self) -> Option<&Output> {
        self.output.get()
    }

    /// Which blocks of the plans each declaration became; nothing before the plans are made.
    pub(crate) fn instance_table(&self) -> &Instances {
        static NONE: LazyLock<Instances> = LazyLock::new(Instances::default);
        if self.plans().is_empty() { &NONE } else { self.instances.get_or_init(|| Instances::of(self.plans())) }
    }

    /// Which lines were generated of what; nothing before the documents are made. Made at the first call, in time linear in the output.
    pub(crate) fn output_index(&self) -> &OutputIndex {
        static NONE: LazyLock<OutputIndex> = LazyLock::new(OutputIndex::default);
        match self.output() {
            Some(output) => self.index.get_or_init(|| OutputIndex::of(&output.documents, self.plans())),
            None => &NONE,
        }
    }

    /// Whether it is known which lines were generated of what.
    pub(crate) fn is_indexed(&self) -> bool {
        self.index.get().is_some()
    }

    /// Makes all that answers are read from: plans, documents, and which lines were generated of what. For whoever has time; without it answers
    /// leave out what has not been made, or make it when they need it.
    pub fn prepare(&self) {
        self.lower();
        self.output_index();
        self.table();
        self.instance_table();
    }

    /// What `infrac check` finds in these texts: all stages, sorted. Runs those that have not run.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.lower().diagnostics
    }

    /// What has been found by the stages that have run, sorted.
    pub fn diagnostics_so_far(&self) -> Diagnostics {
        match (self.output.get(), self.plans.get()) {
            (Some(output), _) => output.diagnostics.clone(),
            (None, Some(plans)) => plans.diagnostics.clone().merged(),
            (None, None) => self.analysis.diagnostics.clone().merged(),
        }
    }
}
