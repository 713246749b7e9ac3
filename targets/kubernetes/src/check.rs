//! What only shows once everything is lowered.

use crate::cluster::Cluster;
use indexmap::IndexMap;
use infrac_diagnostics::codes::e07;
use infrac_source::Str;
use infrac_target::Object;

/// Two objects of one kind and name would overwrite each other.
pub(crate) fn unique(cluster: &Cluster, objects: &[&Object]) {
    let mut seen: IndexMap<(&Str, &Str), &Object> = IndexMap::new();
    for object in objects {
        match seen.get(&(&object.kind, &object.name)) {
            Some(first) if first.of != object.of => {
                let first = cluster.plan.origins().span(first.origin);
                cluster.report_at(object.origin, |span| {
                    Some(e07::e0704_target_name_clash::name_clash(
                        span,
                        "kubernetes",
                        &object.kind,
                        &object.name,
                        first,
                    ))
                });
            }
            Some(_) => {}
            None => {
                seen.insert((&object.kind, &object.name), object);
            }
        }
    }
}
