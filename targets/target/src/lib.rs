//! What every back end implements, and what they share: names, delivery of secrets, the limits pass, patches.
//!
//! In: plans. Out: trees, then documents. A target is pure; it sees plan, tree and diagnostics, never syntax or model.

use infrac_diagnostics::Diagnostics;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_tree::data::Node;
use infrac_tree::{Document, Line};

/// A back end.
pub trait Target: Sync {
    /// Its name on the command line and its folder: `compose`.
    fn id(&self) -> &'static str;

    /// Whether it has anything to do for this environment, from its runtime and cloud.
    fn applies(&self, plan: &Plan) -> bool;

    /// What of the plan it cannot carry, and what of the plan is wrong in its terms. Run before [`Target::lower`].
    fn check(&self, plan: &Plan) -> Diagnostics;

    /// One environment to plain trees. Pure.
    fn lower(&self, plan: &Plan) -> Forest;

    /// [`Target::check`] and [`Target::lower`] at once, for a target whose findings are made by lowering.
    fn checked(&self, plan: &Plan) -> (Diagnostics, Forest) {
        (self.check(plan), self.lower(plan))
    }

    /// All environments' forests to documents: by default each file as it is, below `ID/ENV/`. A chart generalises here, a workflow joins.
    fn assemble(&self, forests: Vec<(Str, Forest)>) -> Vec<Document> {
        forest::one_folder_per_environment(self.id(), forests)
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
mod variable;

pub use forest::one_folder_per_environment;
pub use limits::{is_allowed, limits};
pub use patch::{patch, unknown_targets};
pub use variable::VariableName;
