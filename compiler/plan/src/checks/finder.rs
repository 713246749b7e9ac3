//! What every check has at hand, and the one way to report.

use crate::kinds::{AddOn, Environment, NodePool, Quota, Runtime};
use crate::{At, Block, BlockId, Header, OriginId, Place, Plan};
use indexmap::IndexMap;
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_embedded::Schedule;
use infrac_quantity::Nanos;
use infrac_source::{Span, Str};
use std::collections::BTreeMap;

/// The plan under check, and what was found so far.
pub(crate) struct Finder<'a> {
    pub(crate) plan: &'a Plan,
    found: Diagnostics,
    gaps: BTreeMap<Str, Option<Nanos>>,
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
        Self { plan, found: Diagnostics::default(), gaps: BTreeMap::new() }
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

    /// The longest time between two runs of a schedule; `None` if it is no schedule, which is reported elsewhere. Each schedule is
    /// looked at once, for that can go over the whole calendar.
    pub(crate) fn longest_gap(&mut self, schedule: &Str) -> Option<Nanos> {
        let gap = || Schedule::parse(schedule).ok().map(|schedule| schedule.max_gap());
        *self.gaps.entry(schedule.clone()).or_insert_with(gap)
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
