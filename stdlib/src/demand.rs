// Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.

//! Files that are read only where a project speaks of what they declare.

/// A file that most projects do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Optional {
    /// Its place in [`crate::FILES`].
    pub file: usize,
    /// What it declares.
    pub declares: &'static [&'static str],
    /// The files that it speaks of, they too with what they speak of; places in [`crate::FILES`].
    pub needs: &'static [usize],
}

/// Those files, in the order of [`crate::FILES`].
pub const OPTIONAL: &[Optional] = &[
    Optional { file: 0, declares: &["aws_families", "aws_machines", "aws_size", "pool_machines"], needs: &[] },
    Optional { file: 2, declares: &["bucket"], needs: &[] },
    Optional { file: 3, declares: &["cluster"], needs: &[0, 9, 12] },
    Optional { file: 4, declares: &["deploy_roles"], needs: &[0, 3, 9, 12] },
    Optional { file: 9, declares: &["Nat", "network", "zone_letters"], needs: &[] },
    Optional { file: 12, declares: &["Place", "store_prefix"], needs: &[] },
    Optional {
        file: 13,
        declares: &["BackupInterval", "BackupPolicy", "DatabaseName", "backup_schedule", "postgres"],
        needs: &[0, 3, 9, 12],
    },
    Optional { file: 15, declares: &["Exchange", "ExchangeKind", "Queue", "rabbitmq"], needs: &[0, 3, 9, 12] },
    Optional { file: 17, declares: &["Eviction", "cache_class", "cache_holds", "redis"], needs: &[0, 3, 9, 12] },
    Optional { file: 18, declares: &["registry"], needs: &[] },
];
