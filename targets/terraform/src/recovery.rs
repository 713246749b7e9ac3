//! The recovery point against the backups of databases that the cloud keeps.

use crate::lowering::Lowering;
use infrac_diagnostics::codes::e06::e0650_recovery_point_missed::managed_point_missed;
use infrac_diagnostics::codes::e06::e0651_recovery_without_backup::managed_without_backup;
use infrac_plan::kinds::Recovery;
use infrac_plan::{Block, OriginId, RawBlock, Value};
use infrac_quantity::Nanos;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A type of database.
struct Store {
    kind: &'static str,
    /// How many days backups are kept; 0: there are none.
    keeps: &'static str,
    /// What the provider takes where nothing is said.
    default: i64,
    /// Set where it copies another database: losing it loses nothing.
    copies: Option<&'static str>,
    /// How long ago it can be set back to at best.
    behind: Nanos,
}

/// Arguments and defaults: registry.terraform.io, documentation of hashicorp/aws, the page of each type. How far behind: Amazon RDS User Guide,
/// "Restoring a DB instance to a specified time" (logs are kept apart every five minutes); Amazon Aurora User Guide, Amazon DocumentDB Developer
/// Guide and Amazon Neptune User Guide, of the latest restorable time ("typically within the last five minutes").
const STORES: [Store; 4] = [
    Store {
        kind: "aws_db_instance",
        keeps: "backup_retention_period",
        default: 0,
        copies: Some("replicate_source_db"),
        behind: FIVE_MINUTES,
    },
    Store {
        kind: "aws_rds_cluster",
        keeps: "backup_retention_period",
        default: 1,
        copies: Some("replication_source_identifier"),
        behind: FIVE_MINUTES,
    },
    Store {
        kind: "aws_docdb_cluster",
        keeps: "backup_retention_period",
        default: 1,
        copies: None,
        behind: FIVE_MINUTES,
    },
    Store {
        kind: "aws_neptune_cluster",
        keeps: "backup_retention_period",
        default: 1,
        copies: Some("replication_source_identifier"),
        behind: FIVE_MINUTES,
    },
];

const FIVE_MINUTES: Nanos = Nanos(5 * 60 * Nanos::SECOND.0);

/// Reports databases without backups, and those whose backups come too late for the recovery point.
pub(crate) fn check(lowering: &mut Lowering<'_>, resources: &[Cow<'_, Block<RawBlock>>]) {
    let plan = lowering.plan;
    for recovery in &plan.blocks().recoveries {
        let excluded: BTreeSet<_> = recovery.value.exclude.value.iter().map(|store| store.value).collect();
        for block in resources.iter().filter(|block| !excluded.contains(&block.header.id)) {
            let store = STORES.iter().find(|store| block.header.type_label.as_deref() == Some(store.kind));
            if let Some(store) = store {
                held(lowering, recovery, block, store);
            }
        }
    }
}

fn held(lowering: &mut Lowering<'_>, recovery: &Block<Recovery>, block: &Block<RawBlock>, store: &Store) {
    let attributes = &block.value.attributes;
    let said = |name: &str| attributes.get(name).filter(|val| val.value != Value::Null);
    if store.copies.is_some_and(|copies| said(copies).is_some()) {
        return;
    }
    let (days, origin) = match said(store.keeps).map(|val| (&val.value, val.origin)) {
        None => (store.default, block.header.origin),
        Some((Value::Int(days), origin)) => (*days, origin),
        // What Terraform learns only later, or what its own check refuses.
        Some(_) => return,
    };
    let (name, rpo) = (lowering.plan.users_name(block.header.id), &recovery.value.rpo);
    let point = place(lowering, recovery, rpo.origin);
    let allowed = rpo.value.to_string();
    if days == 0 {
        lowering.report(origin, &block.header, |span| {
            managed_without_backup(span, &name, store.kind, store.keeps, &allowed, point)
        });
    } else if store.behind > rpo.value {
        let behind = store.behind.to_string();
        lowering.report(origin, &block.header, |span| managed_point_missed(span, &name, &behind, &allowed, point));
    }
}

fn place(lowering: &Lowering<'_>, recovery: &Block<Recovery>, origin: OriginId) -> Option<infrac_source::Span> {
    lowering.plan.place(origin, recovery.header.id).map(|place| place.span)
}
