//! What only shows once everything is lowered.

use crate::cluster::Cluster;
use infrac_diagnostics::codes::e07;
use infrac_plan::{BlockId, OriginId};
use infrac_source::Str;
use infrac_target::Object;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// The objects met so far, by kind and name: two of one kind and name would overwrite each other.
#[derive(Default)]
pub(crate) struct Unique {
    seen: FxHashMap<(Str, Str), (Option<BlockId>, OriginId)>,
}

impl Unique {
    /// Notes an object; reports it if another block has one of its kind and name.
    pub(crate) fn note(&mut self, cluster: &Cluster, object: &Object) {
        match self.seen.entry((object.kind.clone(), object.name.clone())) {
            Entry::Vacant(place) => {
                place.insert((object.of, object.origin));
            }
            Entry::Occupied(known) => {
                let (of, first) = *known.get();
                if of != object.of {
                    let first = cluster.plan.origins().span(first);
                    let (kind, name) = (&object.kind, &object.name);
                    cluster.report_at(object.origin, |span| {
                        Some(e07::e0704_target_name_clash::name_clash(span, "kubernetes", kind, name, first))
                    });
                }
            }
        }
    }
}
