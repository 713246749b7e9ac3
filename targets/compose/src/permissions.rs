//! Docker makes named volumes for root. Containers here run as users of their own, so one short-lived container hands each volume to its user first.

use crate::facts::CHOWN_IMAGE;
use crate::lowering::{Entries, Lowering, quoted, text};
use crate::name::VOLUME_PERMISSIONS;
use crate::workload;
use infrac_plan::{BlockId, OriginId};
use infrac_source::Str;
use infrac_tree::data::{Node, NodeKind};
use std::collections::BTreeSet;

/// The container that hands volumes over, if any user but root has one; the containers that mount them wait for it.
pub(crate) fn lower(lowering: &Lowering<'_>, services: &mut [(BlockId, Node)]) -> Option<Node> {
    let wanted = || lowering.volumes.iter().filter(|(_, volume)| volume.user != 0);
    // The container is there because of the volumes; the first stands for them.
    let origin = wanted().next()?.1.node.origin;
    let waiting: BTreeSet<BlockId> = wanted().map(|(_, volume)| volume.of).collect();
    for (id, node) in services.iter_mut().filter(|(id, _)| waiting.contains(id)) {
        let own = lowering.plan.header(*id).map_or(origin, |header| header.origin);
        wait(node, own);
    }
    let place = |name: &Str| format!("/volumes/{name}");
    let line: Vec<String> =
        wanted().map(|(name, volume)| format!("chown {0}:{0} {1}", volume.user, place(name))).collect();
    let mounts = wanted().map(|(name, volume)| workload::mount(name, &place(name), volume.node.origin)).collect();
    let mut service = Entries::default();
    service.add("image", text(CHOWN_IMAGE, origin));
    let words = ["sh".to_owned(), "-c".to_owned(), line.join(" && ")];
    service.add("command", Node::list(words.map(|word| text(word, origin)).to_vec(), origin));
    service.add("volumes", Node::list(mounts, origin));
    service.add("network_mode", text("none", origin));
    service.add("restart", quoted("no", origin));
    service.add("user", quoted("0:0", origin));
    service.add("read_only", Node::bool(true, origin));
    service.add("cap_drop", Node::list(vec![text("ALL", origin)], origin));
    service.add("cap_add", Node::list(vec![text("CHOWN", origin)], origin));
    service.add("security_opt", Node::list(vec![text("no-new-privileges:true", origin)], origin));
    let node = service.node(origin);
    Some(node.commented("Hands each volume to the user that writes to it: Docker makes volumes for root."))
}

/// Adds the dependency to a service, where people look for it.
fn wait(service: &mut Node, origin: OriginId) {
    let condition = Node::map([("condition", text("service_completed_successfully", origin))], origin);
    let NodeKind::Map(entries) = &mut service.kind else { return };
    if let Some(Node { kind: NodeKind::Map(depends_on), .. }) = entries.get_mut("depends_on") {
        depends_on.insert(VOLUME_PERMISSIONS.into(), condition);
        return;
    }
    let before = ["healthcheck", "restart"].iter().find_map(|key| entries.get_index_of(key));
    let node = Node::map([(VOLUME_PERMISSIONS, condition)], origin);
    let _ = entries.shift_insert(before.unwrap_or(entries.len()), "depends_on".into(), node);
}
