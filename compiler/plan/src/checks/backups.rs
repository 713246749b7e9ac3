//! Backups that leave gaps, copy nothing, or have no room.

use super::finder::Finder;
use crate::kinds::{Backup, Service};
use crate::{Block, BlockId};
use infrac_diagnostics::codes::e06::e0652_backup_gap::backup_gap;
use infrac_diagnostics::codes::e06::w0653_backup_of_nothing::backup_of_nothing;
use infrac_diagnostics::codes::e06::w0654_small_backup::small_backup;
use infrac_quantity::{ByteSize, Nanos};
use std::collections::BTreeMap;

pub(super) fn find(finder: &mut Finder<'_>) {
    let blocks = finder.plan.blocks();
    if blocks.backups.is_empty() {
        return;
    }
    let stores: BTreeMap<BlockId, &Block<Service>> =
        blocks.services.iter().map(|block| (block.header.id, block)).collect();
    for backup in &blocks.backups {
        let gap = finder.longest_gap(&backup.value.schedule.value);
        kept(finder, backup, gap);
        let Some(store) = stores.get(&backup.value.of.value) else { continue };
        if store.value.state.value.is_empty() {
            nothing(finder, backup, store);
        } else {
            room(finder, backup, store);
        }
    }
}

fn kept(finder: &mut Finder<'_>, backup: &Block<Backup>, gap: Option<Nanos>) {
    let keep = &backup.value.keep;
    let Some(gap) = gap.filter(|&gap| gap > keep.value) else { return };
    let Some(place) = finder.place(keep.origin, &backup.header) else { return };
    let said = finder.span(backup.value.schedule.origin, &backup.header);
    let store = finder.name_of(backup.value.of.value);
    let diagnostic = backup_gap(place.span, &store, &keep.value.to_string(), &gap.to_string(), said);
    finder.report(&backup.header, &place, diagnostic);
}

fn nothing(finder: &mut Finder<'_>, backup: &Block<Backup>, store: &Block<Service>) {
    let Some(place) = finder.place(backup.value.of.origin, &backup.header) else { return };
    let declared = finder.span(store.header.origin, &store.header);
    let diagnostic = backup_of_nothing(place.span, &finder.name(&backup.header), &finder.name(&store.header), declared);
    finder.report(&backup.header, &place, diagnostic);
}

fn room(finder: &mut Finder<'_>, backup: &Block<Backup>, store: &Block<Service>) {
    let lasting = || store.value.state.value.values().filter(|volume| !volume.value.rebuildable.value);
    let held = lasting().fold(0i128, |sum, volume| sum.saturating_add(volume.value.size.value.0));
    let size = &backup.value.size;
    if size.value.0 >= held {
        return;
    }
    let Some(place) = finder.place(size.origin, &backup.header) else { return };
    let volume = lasting().next().and_then(|volume| finder.span(volume.value.size.origin, &store.header));
    let name = finder.name(&store.header);
    let diagnostic = small_backup(place.span, &name, &size.value.to_string(), &ByteSize(held).to_string(), volume);
    finder.report(&backup.header, &place, diagnostic);
}
