//! Waiting for a block that Compose starts only with a profile.

use super::finder::Finder;
use crate::kinds::Profile;
use crate::{At, BlockId, Strength};
use infrac_diagnostics::codes::e06::e0605_needs_profile::needs_profile;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn find(finder: &mut Finder<'_>) {
    if !finder.in_compose() {
        return;
    }
    let plan = finder.plan;
    let services = plan.blocks().services.iter().map(|block| (block.header.id, &block.value.profile));
    let tasks = plan.blocks().tasks.iter().map(|block| (block.header.id, &block.value.profile));
    let profiles: BTreeMap<BlockId, &At<Profile>> =
        services.chain(tasks).filter_map(|(id, profile)| Some((id, profile.as_ref()?))).collect();
    let mut told = BTreeSet::new();
    for edge in plan.edges().iter().filter(|edge| edge.strength == Strength::Hard) {
        let Some(&profile) = profiles.get(&edge.to) else { continue };
        let same = profiles.get(&edge.from).is_some_and(|own| name_of(&own.value) == name_of(&profile.value));
        if same || !told.insert((edge.from, edge.to)) {
            continue;
        }
        let (Some(from), Some(to)) = (plan.header(edge.from), plan.header(edge.to)) else { continue };
        let Some(place) = finder.place(edge.origin, from) else { continue };
        let said = finder.span(profile.origin, to);
        let (waiting, needed) = (finder.name(from), finder.name(to));
        let diagnostic = needs_profile(place.span, &waiting, &needed, name_of(&profile.value), said);
        finder.report(from, &place, diagnostic);
    }
}

fn name_of(profile: &Profile) -> &str {
    match profile {
        Profile::Tools => "tools",
        Profile::Debug => "debug",
        Profile::Custom { name } => &name.value,
    }
}
