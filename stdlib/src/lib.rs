//! The standard library: kinds, types, functions and components in `.infra`, embedded into the compiler.
//!
//! In: nothing; the files lie beside this crate. Out: their paths and texts, and which of them a project may do without. Deliberately not here: any reading of them. Checker, documentation,
//! completion and the structs of the plan all read the same declarations, each by way of the parser.

mod demand;

pub use demand::{OPTIONAL, Optional};

/// A file: its path (as diagnostics show it) and its text, in byte order of the paths.
pub const FILES: &[(&str, &str)] = &[
    ("std/aws_machines.infra", include_str!("../aws_machines.infra")),
    ("std/backup.infra", include_str!("../backup.infra")),
    ("std/bucket.infra", include_str!("../bucket.infra")),
    ("std/cluster.infra", include_str!("../cluster.infra")),
    ("std/deploy_roles.infra", include_str!("../deploy_roles.infra")),
    ("std/environment.infra", include_str!("../environment.infra")),
    ("std/functions.infra", include_str!("../functions.infra")),
    ("std/gateway.infra", include_str!("../gateway.infra")),
    ("std/metrics.infra", include_str!("../metrics.infra")),
    ("std/network.infra", include_str!("../network.infra")),
    ("std/observability.infra", include_str!("../observability.infra")),
    ("std/pipeline.infra", include_str!("../pipeline.infra")),
    ("std/place.infra", include_str!("../place.infra")),
    ("std/postgres.infra", include_str!("../postgres.infra")),
    ("std/project.infra", include_str!("../project.infra")),
    ("std/rabbitmq.infra", include_str!("../rabbitmq.infra")),
    ("std/raw.infra", include_str!("../raw.infra")),
    ("std/redis.infra", include_str!("../redis.infra")),
    ("std/registry.infra", include_str!("../registry.infra")),
    ("std/secret.infra", include_str!("../secret.infra")),
    ("std/service.infra", include_str!("../service.infra")),
    ("std/task.infra", include_str!("../task.infra")),
    ("std/types.infra", include_str!("../types.infra")),
];
