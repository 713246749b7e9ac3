//! What every check has at hand, and the one way to report.

use crate::kinds::{AddOn, Environment, NodePool, Quota, Runtime};
use crate::{At, Block, BlockId, Header, OriginId, Place, Plan};
use indexmap::IndexMap;
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_source::{Span, Str};

/// The plan under check, and what was found so far.
pub(crate) struct Finder<'a> {
    pub(crate) plan: &'a Plan,
    found: Diagnostics,
}

/// The cluster that the environment runs in.
#[derive(Clone, Copy)]
pub(crate) struct Cluster<'a> {
    /// The environment's block.
    pub(crate) block: &'a Block<Environment>,
    pub(crate) provides: &'a At<Vec<At<AddOn>>>,
    pub(crate) pools: &'a At<IndexMap<Str, At<NodePool>>>,
    pub(crate) quota: Option<&'a At<Quota>>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        Self { plan, found: Diagnostics::default() }
    }

    pub(crate) fn into_found(self) -> Diagnostics {
        self.found
    }

    /// Where a value of `block` is shown.
    pub(crate) fn place(&self, origin: OriginId, block: &Header) -> Option<Place> {
        self.plan.place(origin, block.id)
    }

    /// The span of a second place, where there is one.
    pub(crate) fn span(&self, origin: OriginId, block: &Header) -> Option<Span> {
        self.place(origin, block).map(|place| place.span)
    }

    /// The span of a second place, where a user wrote it.
    pub(crate) fn written(&self, origin: OriginId, block: &Header) -> Option<Span> {
        self.place(origin, block).filter(Place::is_direct).map(|place| place.span)
    }

    /// What the user calls a block.
    pub(crate) fn name(&self, block: &Header) -> Str {
        self.plan.users_name(block.id)
    }

    /// What the user calls the block of that number.
    pub(crate) fn name_of(&self, block: BlockId) -> Str {
        self.plan.users_name(block)
    }

    /// The cluster, if the environment runs in one.
    pub(crate) fn cluster(&self) -> Option<Cluster<'a>> {
        let block = self.plan.blocks().environments.first()?;
        match &block.value.runtime.value {
            Runtime::Kubernetes { provides, pools, quota, .. } => {
                Some(Cluster { block, provides, pools, quota: quota.as_ref() })
            }
            Runtime::Compose => None,
        }
    }

    /// Whether it runs by Docker Compose.
    pub(crate) fn in_compose(&self) -> bool {
        let environment = self.plan.blocks().environments.first();
        environment.is_some_and(|block| matches!(block.value.runtime.value, Runtime::Compose))
    }

    /// Whether all blocks of a kind that are alive here could be read: `readable` is their number. A block that holds a fault is
    /// left out of the plan, and a check that misses it must not conclude that there is none.
    pub(crate) fn all_readable(&self, kind: &str, readable: usize) -> bool {
        self.plan.headers().iter().filter(|header| header.kind == kind).count() <= readable
    }

    /// Reports a finding whose primary label is `place`, on account of `block`. What is not certain (warnings, and what is
    /// guessed from names and texts) can be silenced there by `@allow`.
    pub(crate) fn report(&mut self, block: &Header, place: &Place, diagnostic: Diagnostic) {
        let code = diagnostic.code.as_str();
        let allowable = diagnostic.severity < Severity::Error || code.starts_with("E055");
        let allowed = |header: &Header| header.allows.iter().any(|(allowed, _)| allowed == code);
        if allowable && self.plan.owners(block.id).any(allowed) {
            return;
        }
        self.found.push(place.explain(diagnostic).in_environment(self.plan.environment_name().clone()));
    }
}
