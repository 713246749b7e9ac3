//! What every back end implements, and what they share: names, delivery of secrets, the limits pass, patches.
//!
//! In: plans. Out: trees, then documents. A target is pure; it sees plan, tree and diagnostics, never syntax or model.

use infrac_diagnostics::Diagnostics;
use infrac_plan::lock::Lock;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_tree::data::Node;
use infrac_tree::{Document, Line};

/// A back end.
pub trait Target: Sync {
    /// Its name on the command line and its folder: `compose`.
    fn id(&self) -> &'static str;

    /// Whether it can carry this environment at all, from its runtime and cloud.
    fn applies(&self, plan: &Plan) -> bool;

    /// Whether it carries this environment when nobody asks for it by name. Where [`Target::applies`] says no, this is not asked.
    fn is_default(&self, plan: &Plan) -> bool {
        let _ = plan;
        true
    }

    /// Whether [`Target::assemble`] joins environments: then it is given the forests of all of them, whichever are asked for.
    fn joins(&self) -> bool {
        false
    }

    /// The name of the target whose patches change its trees: its own, unless it carries the trees of another.
    fn patched_as(&self) -> &'static str {
        self.id()
    }

    /// Whether patches change its trees. Otherwise it applies them itself, to what its trees are made of.
    fn is_patched_as_trees(&self) -> bool {
        true
    }

    /// What of the plan it cannot carry, and what of the plan is wrong in its terms. Run before [`Target::lower`].
    fn check(&self, plan: &Plan) -> Diagnostics;

    /// One environment to plain trees. Pure.
    fn lower(&self, plan: &Plan) -> Forest;

    /// [`Target::check`] and [`Target::lower`] at once, for a target whose findings are made by lowering: one that gives its files away has them sorted here.
    fn checked(&self, plan: &Plan) -> (Diagnostics, Forest) {
        let mut files = Vec::new();
        match self.streamed(plan, &mut |file| files.push(file)) {
            Some(found) => {
                files.sort_by(|a, b| a.path.cmp(&b.path));
                (found, Forest { files })
            }
            None => (self.check(plan), self.lower(plan)),
        }
    }

    /// [`Target::checked`], in which each file is given away as soon as it is made, in any order; `None` if this target makes all of them at
    /// once. Where no more is to be done with trees than to print them, few of them are in memory at one time then.
    fn streamed(&self, plan: &Plan, each: &mut dyn FnMut(TargetFile)) -> Option<Diagnostics> {
        let _ = (plan, each);
        None
    }

    /// [`Target::checked`] of these environments and [`Target::assembled`] in one, for a target that joins environments and can do so block by
    /// block; `None` if it cannot. Nothing changes the trees in between, so this is not asked where patches do. Each document is given away as
    /// soon as it is made, in any order and on any thread: the assembly holds the rest.
    fn joined(&self, system: &System, plans: &[&Plan], give: &Give<'_>) -> Option<(Vec<Diagnostics>, Assembly)> {
        let _ = (system, plans, give);
        None
    }

    /// All environments' forests to documents: by default each file as it is, below `ID/ENV/`. A chart generalises here, a workflow joins.
    fn assemble(&self, system: &System, forests: Vec<(Str, Forest)>) -> Vec<Document> {
        let _ = system;
        forest::one_folder_per_environment(self.id(), forests)
    }

    /// [`Target::assemble`], for a target that finds something then, or has names to keep.
    fn assembled(&self, system: &System, forests: Vec<(Str, Forest)>) -> Assembly {
        Assembly { documents: self.assemble(system, forests), ..Assembly::default() }
    }
}

/// Takes a document that is made.
pub type Give<'g> = dyn Fn(Document) + Sync + 'g;

/// What came of assembling.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Assembly {
    /// The documents.
    pub documents: Vec<Document>,
    /// What was found that only shows in all environments together.
    pub diagnostics: Diagnostics,
    /// What the lock is to keep.
    pub kept: Vec<Kept>,
}

/// A name of a target's own that stays, once it has been given (`infrac.lock`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The block that it belongs to, in any environment's plan.
    pub identity: Str,
    /// What kind of name it is: `helm.values`.
    pub key: Str,
    /// The name.
    pub name: Str,
}

/// What holds beyond one environment: the input of [`Target::assemble`].
#[derive(Clone, Copy, Debug)]
pub struct System<'p> {
    /// The plans of all environments that are built, in declaration order.
    pub plans: &'p [Plan],
    /// The names that stay: the lock of this build, with what earlier builds kept of the blocks that are still there.
    pub lock: &'p Lock,
}

impl<'p> System<'p> {
    /// The plan of an environment.
    pub fn plan(&self, environment: &str) -> Option<&'p Plan> {
        self.plans.iter().find(|plan| plan.environment_name() == environment)
    }
}

/// The trees of one environment.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Forest {
    /// The files, in order of their paths once printed.
    pub files: Vec<TargetFile>,
}

/// A file of a forest.
#[derive(Clone, PartialEq, Debug)]
pub struct TargetFile {
    /// Below the environment's folder: `compose.yaml`.
    pub path: Str,
    /// What it holds.
    pub body: FileBody,
}

/// What a file of a forest holds.
#[derive(Clone, PartialEq, Debug)]
pub enum FileBody {
    /// Objects that patches can select and change.
    Objects(Vec<Object>),
    /// A JSON document.
    Json(Node),
    /// A file of Terraform; not patched.
    Hcl(infrac_tree::hcl::Body),
    /// Lines; not patched.
    Lines(Vec<Line>),
}

/// A generated object: what a patch selects.
#[derive(Clone, PartialEq, Debug)]
pub struct Object {
    /// `Deployment`; for Compose `compose`.
    pub kind: Str,
    /// Its name in the target.
    pub name: Str,
    /// The block that it was made for.
    pub of: Option<infrac_plan::BlockId>,
    /// The block's origin.
    pub origin: OriginId,
    /// The tree.
    pub node: Node,
}

mod forest;
mod limits;
mod patch;
mod store;
mod variable;

pub use forest::{one_folder_per_environment, placed};
pub use limits::{is_allowed, limits};
pub use patch::{Step, has_patches, list_keys, parse_path, patch, unknown_targets};
pub use store::{has_root_module, made_entries, store_entry};
pub use variable::VariableName;
