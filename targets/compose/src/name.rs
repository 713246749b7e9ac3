use infrac_plan::{BlockId, Header, Plan};
use infrac_source::Str;
use std::collections::BTreeMap;

/// A name in the form of Compose: small letters, digits and `-`, so that a service's name is also the host name that it is reached under (RFC 1123;
/// Compose itself allows `_` and `.`, which resolvers and URL parsers do not).
pub(crate) fn service_name(name: &str) -> Str {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    name.trim_matches('-').into()
}

/// The headers of all blocks that become a Compose service, in the order in which they are written.
pub(crate) fn containers(plan: &Plan) -> impl Iterator<Item = &Header> {
    let blocks = plan.blocks();
    let gateways = blocks.gateways.iter().map(|block| &block.header);
    let services = blocks.services.iter().map(|block| &block.header);
    let tasks = blocks.tasks.iter().map(|block| &block.header);
    let backups = blocks.backups.iter().map(|block| &block.header);
    gateways.chain(services).chain(tasks).chain(backups)
}

/// The Compose name of each of them.
pub(crate) fn names(plan: &Plan) -> BTreeMap<BlockId, Str> {
    containers(plan).map(|header| (header.id, service_name(&header.name))).collect()
}

/// The name of the container that hands volumes to the users that write to them.
pub(crate) const VOLUME_PERMISSIONS: &str = "volume-permissions";
