//! The stages one by one, for whoever asks about a project instead of building it: an editor wants trees, tokens and uses at once, the plans a
//! moment later, and the documents only when it shows them.

use crate::cache::ParseCache;
use crate::carried::Carried;
use crate::damage::Damage;
use crate::files::Files;
use crate::load::{LoadError, Loaded, LoadedModule, inputs, load, load_again};
use crate::lock;
use crate::making::Ends;
use crate::pipeline::{Products, Request, lower};
use crate::stopwatch::Stopwatch;
use crate::world::World;
use infrac_diagnostics::Diagnostics;
use infrac_model::{Analyzed, Model, ModuleScope, Uses};
use infrac_plan::Plan;
use infrac_plan::lock::Lock;
use infrac_source::{FileId, Sources};
use infrac_tree::Document;

/// A project, read and checked.
#[derive(Debug)]
pub struct Analysis {
    /// All texts.
    pub sources: Sources,
    /// The modules with their trees, tokens and comments: the standard library first, then the root, then what is imported.
    pub modules: Vec<LoadedModule>,
    /// The checked model.
    pub model: Model,
    /// What each name stands for.
    pub uses: Uses,
    /// The names at the top of each module, by module.
    pub scopes: Vec<ModuleScope>,
    /// The lock of the last build.
    pub lock: Lock,
    /// What was wrong so far, in the order found.
    pub diagnostics: Diagnostics,
}

/// All environments of an [`Analysis`], planned.
#[derive(Debug)]
pub struct Plans {
    /// The plans, in declaration order.
    pub plans: Vec<Plan>,
    /// The lock after a build.
    pub lock: Lock,
    /// What was wrong so far, in the order found: of the analysis, the plans and, if there is no error, the lints.
    pub diagnostics: Diagnostics,
    /// What is not spoken of.
    pub(crate) damage: Damage,
}

/// What the targets made of [`Plans`].
#[derive(Debug)]
pub struct Output {
    /// The generated documents, sorted by path; none if there is an error.
    pub documents: Vec<Document>,
    /// The targets that made them; none if there is an error.
    pub carried: Vec<Carried>,
    /// The lock after this build.
    pub lock: Lock,
    /// What was found by all stages, sorted by place; findings that differ only in their environments are one.
    pub diagnostics: Diagnostics,
}

/// A project, read and parsed: all that an [`Analysis`] is made of. A clone shares texts and trees.
#[derive(Clone, Debug)]
pub struct Read {
    /// The files.
    pub loaded: Loaded,
    /// The lock of the last build.
    pub lock: Lock,
}

impl Read {
    /// Reads a project, and parses what was not the same in the run before.
    pub fn again(world: &dyn World, cache: &mut ParseCache) -> Result<Self, LoadError> {
        Ok(Self { loaded: load_again(world, cache)?, lock: lock::read(world)? })
    }
}

/// Reads and checks a project, against the whole standard library: an editor offers what nobody has spoken of yet.
pub fn analyse(world: &dyn World) -> Result<Analysis, LoadError> {
    let Read { loaded, lock } = Read::again(world, &mut ParseCache::default())?;
    Ok(Analysis::of(loaded, lock))
}

/// Reads and checks a project, against the part of the standard library that it speaks of; with the time of each stage.
pub(crate) fn analyse_timed(world: &dyn World, watch: &mut Stopwatch) -> Result<Analysis, LoadError> {
    let loaded = load(world)?;
    watch.lap("load, parse");
    let lock = lock::read(world)?;
    let analysis = Analysis::of(loaded, lock);
    watch.lap("check");
    Ok(analysis)
}

impl Analysis {
    /// Checks what was read; where something is wrong, against the whole standard library, because what was meant may be declared in the rest of it.
    pub fn of(mut loaded: Loaded, lock: Lock) -> Self {
        let mut analyzed = infrac_model::analyze(&inputs(&loaded));
        if analyzed.diagnostics.has_errors() && !loaded.has_whole_library() {
            loaded.complete_library();
            analyzed = infrac_model::analyze(&inputs(&loaded));
        }
        let Loaded { sources, modules, mut diagnostics, .. } = loaded;
        let Analyzed { model, uses, scopes, diagnostics: found } = analyzed;
        diagnostics.extend(found);
        Self { sources, modules, model, uses, scopes, lock, diagnostics }
    }

    /// Checks the bodies of some files alone ([`infrac_model::analyze_part`]): what an editor can say at once of the file that is being written. The
    /// findings are those of these files; plans of such an analysis would be hollow.
    pub fn of_part(read: Read, files: &[FileId]) -> Self {
        let analyzed = infrac_model::analyze_part(&inputs(&read.loaded), files);
        let Loaded { sources, modules, mut diagnostics, .. } = read.loaded;
        diagnostics.0.retain(|found| found.primary().is_some_and(|place| files.contains(&place.file)));
        let Analyzed { model, uses, scopes, diagnostics: found } = analyzed;
        diagnostics.extend(found);
        Self { sources, modules, model, uses, scopes, lock: read.lock, diagnostics }
    }

    /// Plans all environments. `world` is asked for the files that values read.
    pub fn plan(&self, world: &dyn World) -> Plans {
        let files = Files { world, sources: &self.sources };
        plan(&self.model, &self.lock, &files, self.diagnostics.clone(), &mut Stopwatch::off())
    }
}

impl Plans {
    /// What the targets make of the plans.
    pub fn lower(&self, request: &Request) -> Output {
        let (mut lock, mut diagnostics) = (self.lock.clone(), self.diagnostics.clone());
        let watch = &mut Stopwatch::off();
        let Products { documents, carried, .. } =
            lower(request, &self.plans, &self.damage, Ends::Trees, &mut lock, &mut diagnostics, watch);
        Output { documents, carried, lock, diagnostics: diagnostics.merged() }
    }
}

/// Plans all environments of a model; lints them if nothing is wrong. `diagnostics` is what was found before.
pub(crate) fn plan(
    model: &Model,
    old_lock: &Lock,
    files: &Files<'_>,
    mut diagnostics: Diagnostics,
    watch: &mut Stopwatch,
) -> Plans {
    let damage = Damage::of(model, &diagnostics);
    let (plans, mut found) = infrac_plan::plan_all(model, old_lock, files);
    damage.silence(&mut found);
    if diagnostics.has_errors() {
        // What has no value then follows from what could not be read or checked.
        found.0.retain(|found| found.code.as_str() != "E0499");
    }
    diagnostics.extend(found);
    let plans: Vec<Plan> = plans.into_iter().map(|(_, plan)| plan).collect();
    let (lock, found) = lock::update(model, &plans, old_lock, diagnostics.has_errors());
    diagnostics.extend(found);
    watch.lap("plan");
    if !diagnostics.has_errors() {
        diagnostics.extend(infrac_lint::run(&plans.iter().collect::<Vec<_>>()));
    }
    watch.lap("lint");
    Plans { plans, lock, diagnostics, damage }
}
