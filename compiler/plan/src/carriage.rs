// Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.

//! Which attributes a target loses, from `@lost` and `@partial` in the standard library.

/// How much of an attribute a target loses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it: the output does not change with it.
    Lost,
    /// A part of it.
    Partial,
}

/// An attribute that a target does not carry, or not wholly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loss {
    /// The kind.
    pub kind: &'static str,
    /// The attribute.
    pub attribute: &'static str,
    /// The target's name.
    pub target: &'static str,
    /// How much is lost.
    pub extent: Extent,
    /// Why, for the diagnostic.
    pub why: &'static str,
}

/// All losses, in the order of the library.
pub const LOSSES: &[Loss] = &[
    Loss {
        kind: "backup",
        attribute: "timeout",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose does not end a container that takes too long",
    },
    Loss {
        kind: "gateway",
        attribute: "tls",
        target: "compose",
        extent: Extent::Lost,
        why: "on a developer's machine requests come in by plain HTTP",
    },
    Loss {
        kind: "gateway",
        attribute: "class",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose has no ingress classes",
    },
    Loss {
        kind: "gateway",
        attribute: "publish",
        target: "kubernetes",
        extent: Extent::Lost,
        why: "a cluster's ingress controller has its own address",
    },
    Loss {
        kind: "secret",
        attribute: "rotate",
        target: "compose",
        extent: Extent::Lost,
        why: "a .env file is filled in by hand",
    },
    Loss {
        kind: "service",
        attribute: "build",
        target: "kubernetes",
        extent: Extent::Lost,
        why: "a cluster runs images, it does not build them",
    },
    Loss {
        kind: "service",
        attribute: "publish",
        target: "kubernetes",
        extent: Extent::Lost,
        why: "a cluster publishes through a gateway",
    },
    Loss {
        kind: "service",
        attribute: "replicas",
        target: "compose",
        extent: Extent::Partial,
        why: "Compose does not scale by itself; the lower bound is used",
    },
    Loss {
        kind: "service",
        attribute: "scale_on",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose does not scale by itself",
    },
    Loss {
        kind: "service",
        attribute: "metrics",
        target: "compose",
        extent: Extent::Lost,
        why: "nothing collects metrics on a developer's machine",
    },
    Loss {
        kind: "service",
        attribute: "egress",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose does not restrict what a container reaches",
    },
    Loss {
        kind: "service",
        attribute: "rollout",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose replaces containers one by one",
    },
    Loss {
        kind: "service",
        attribute: "disruption",
        target: "compose",
        extent: Extent::Lost,
        why: "a single machine is not drained",
    },
    Loss {
        kind: "service",
        attribute: "profile",
        target: "kubernetes",
        extent: Extent::Lost,
        why: "a cluster has no profiles; give the block an `in` to keep it out",
    },
    Loss {
        kind: "service",
        attribute: "interruptible",
        target: "compose",
        extent: Extent::Lost,
        why: "a single machine has no spot nodes",
    },
    Loss {
        kind: "task",
        attribute: "build",
        target: "kubernetes",
        extent: Extent::Lost,
        why: "a cluster runs images, it does not build them",
    },
    Loss {
        kind: "task",
        attribute: "egress",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose does not restrict what a container reaches",
    },
    Loss {
        kind: "task",
        attribute: "timeout",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose does not end a container that takes too long",
    },
    Loss {
        kind: "task",
        attribute: "overlap",
        target: "compose",
        extent: Extent::Lost,
        why: "Compose has no schedules",
    },
    Loss {
        kind: "task",
        attribute: "profile",
        target: "kubernetes",
        extent: Extent::Lost,
        why: "a cluster has no profiles; give the block an `in` to keep it out",
    },
    Loss {
        kind: "task",
        attribute: "interruptible",
        target: "compose",
        extent: Extent::Lost,
        why: "a single machine has no spot nodes",
    },
];
