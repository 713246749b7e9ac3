//! Everything that the examples generate, given to the real tools.
//!
//! In: the folders below `examples`. Out: their files in a temporary folder, and what Compose, Kubernetes' schemas, kustomize, the
//! operators' CRDs, checkov, trivy and other YAML readers say of them. Deliberately not here: what the files should hold; that is the
//! matter of the targets' own tests. `tests/tools/install` installs the tools.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

pub mod built;
pub mod objects;
pub mod template;
pub mod terraform;
pub mod tools;
