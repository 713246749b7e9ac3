//! The machines of GitHub.

/// The runner's label: a fixed release, because `ubuntu-latest` changes under a pipeline (GitHub documentation, "GitHub-hosted runners", table
/// of standard runners). It brings git, Docker with buildx, jq, curl, kubectl, rustup, and the clouds' command lines.
pub(crate) const LABEL: &str = "ubuntu-24.04";
