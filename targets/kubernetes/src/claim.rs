use crate::cluster::Cluster;
use crate::entries::{Entries, texts};
use crate::metadata::{Draft, Owner};
use infrac_plan::{At, OriginId};
use infrac_quantity::ByteSize;
use infrac_source::Str;

/// `spec` of a claim: one node writes to it.
pub(crate) fn claim_spec(size: &At<ByteSize>, class: Option<&At<Str>>, origin: OriginId) -> Entries {
    let storage = size.value.to_kubernetes().unwrap_or_default();
    let requests = Entries::new(size.origin).text("storage", storage);
    let mut spec = Entries::new(origin).node("accessModes", texts(&["ReadWriteOnce"], origin));
    if let Some(class) = class {
        spec = spec.text_at("storageClassName", class.value.clone(), class.origin);
    }
    spec.map("resources", Entries::new(size.origin).map("requests", requests))
}

/// A claim that is nobody's replica: the storage of a task or of backups.
pub(crate) fn claim<'c, 'p>(cluster: &'c Cluster<'p>, owner: &'c Owner, name: Str) -> Draft<'c, 'p> {
    Draft::new(cluster, owner, "v1", "PersistentVolumeClaim", name)
}
