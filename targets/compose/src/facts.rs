//! Facts of the outer world that the Compose files rest on: images that infrac adds by itself. Each with its source.

/// nginx as user 101 on port 8080, with its temporary files in `/tmp` (README of nginxinc/docker-nginx-unprivileged). The tag of the stable
/// branch is in wide public use (`FROM nginxinc/nginx-unprivileged:1.28-alpine`).
pub(crate) const GATEWAY_IMAGE: &str = "nginxinc/nginx-unprivileged:1.28-alpine";

/// The user that nginx runs as there.
pub(crate) const GATEWAY_USER: i64 = 101;

/// The port that nginx listens on there: the first that needs no privilege.
pub(crate) const GATEWAY_PORT: i64 = 8080;

/// Where nginx answers its own health check: inside the container only.
pub(crate) const GATEWAY_HEALTH_PORT: i64 = 8081;

/// A shell and `chown`, 4 MB; the tag is in wide public use (`image: busybox:1.37`).
pub(crate) const CHOWN_IMAGE: &str = "busybox:1.37";

/// Docker's own DNS server inside user-defined networks (Docker documentation, "Networking overview", chapter "DNS services").
pub(crate) const DNS: &str = "127.0.0.11";

/// Longest name of a service: it is a label of a domain name (RFC 1035, section 2.3.4).
pub(crate) const LONGEST_NAME: usize = 63;
