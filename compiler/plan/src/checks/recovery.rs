//! The recovery point against the backups that are really made.

use super::finder::Finder;
use crate::kinds::{Backup, Recovery, Service};
use crate::{Block, BlockId};
use infrac_diagnostics::codes::e06::e0650_recovery_point_missed::recovery_point_missed;
use infrac_diagnostics::codes::e06::e0651_recovery_without_backup::recovery_without_backup;
use infrac_quantity::Nanos;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    let blocks = finder.plan.blocks();
    if blocks.recoveries.is_empty() {
        return;
    }
    let mut best: BTreeMap<BlockId, (Nanos, &Block<Backup>)> = BTreeMap::new();
    for backup in &blocks.backups {
        let Some(gap) = finder.longest_gap(&backup.value.schedule.value) else { continue };
        let known = best.entry(backup.value.of.value).or_insert((gap, backup));
        if gap < known.0 {
            *known = (gap, backup);
        }
    }
    let certain = finder.all_readable("backup", blocks.backups.len());
    for recovery in &blocks.recoveries {
        let excluded: BTreeSet<BlockId> = recovery.value.exclude.value.iter().map(|store| store.value).collect();
        for store in blocks.services.iter().filter(|block| !excluded.contains(&block.header.id)) {
            let keeps = store.value.state.value.values().any(|volume| !volume.value.rebuildable.value);
            match best.get(&store.header.id) {
                _ if !keeps => {}
                Some(&(gap, backup)) if gap > recovery.value.rpo.value => {
                    missed(finder, recovery, store, backup, gap);
                }
                None if certain => uncopied(finder, recovery, store),
                Some(_) | None => {}
            }
        }
    }
}

fn missed(
    finder: &mut Finder<'_>,
    recovery: &Block<Recovery>,
    store: &Block<Service>,
    backup: &Block<Backup>,
    gap: Nanos,
) {
    let Some(place) = finder.place(backup.value.schedule.origin, &backup.header) else { return };
    let rpo = &recovery.value.rpo;
    let point = finder.span(rpo.origin, &recovery.header);
    let name = finder.name(&store.header);
    let diagnostic = recovery_point_missed(place.span, &name, &gap.to_string(), &rpo.value.to_string(), point);
    finder.report(&backup.header, &place, diagnostic);
}

fn uncopied(finder: &mut Finder<'_>, recovery: &Block<Recovery>, store: &Block<Service>) {
    let Some(volume) = store.value.state.value.values().find(|volume| !volume.value.rebuildable.value) else { return };
    let Some(place) = finder.place(volume.origin, &store.header) else { return };
    let rpo = &recovery.value.rpo;
    let point = finder.span(rpo.origin, &recovery.header);
    let name = finder.name(&store.header);
    let diagnostic = recovery_without_backup(place.span, &name, &rpo.value.to_string(), point);
    finder.report(&store.header, &place, diagnostic);
}
