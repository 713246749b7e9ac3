use crate::provider;
use crate::schema::{Family, Schema, find};
use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_plan::{BlockId, Header, OriginId, Plan};
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One environment on its way to Terraform: what was found wrong, and what the blocks turn out to need besides.
pub(crate) struct Lowering<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// What was wrong.
    pub found: Diagnostics,
    /// The params that Terraform reads.
    pub params: BTreeSet<Str>,
    /// The names of the providers in use.
    pub providers: BTreeSet<&'static str>,
    schemas: FxHashMap<(Family, Str), Option<Arc<Schema>>>,
}

impl<'p> Lowering<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            found: Diagnostics::default(),
            params: BTreeSet::new(),
            providers: BTreeSet::new(),
            schemas: FxHashMap::default(),
        }
    }

    /// The schema of a type; `None` where provider or type are unknown.
    pub fn schema(&mut self, family: Family, name: &Str) -> Option<Arc<Schema>> {
        let look_up = || Some(Arc::new(find(provider::of_type(name)?, family, name)?));
        self.schemas.entry((family, name.clone())).or_insert_with(look_up).clone()
    }

    /// The schema of a block.
    pub fn schema_of(&mut self, block: BlockId) -> Option<Arc<Schema>> {
        let header = self.plan.header(block)?;
        self.schema(family(header)?, header.type_label.as_ref()?)
    }

    /// Reports at a value of a block.
    pub fn report(&mut self, origin: OriginId, header: &Header, word: impl FnOnce(Span) -> Diagnostic) {
        let Some(place) = self.plan.place(origin, header.id) else { return };
        let found = place.explain(word(place.span)).in_environment(self.plan.environment_name().clone());
        self.found.push(found);
    }
}

/// Whether a block is a resource or a data source, if it is one of them.
pub(crate) fn family(header: &Header) -> Option<Family> {
    match header.kind.as_str() {
        "resource" => Some(Family::Resource),
        "data" => Some(Family::Data),
        _ => None,
    }
}
