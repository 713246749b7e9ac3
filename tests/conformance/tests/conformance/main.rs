//! The judges, one module each.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod chart_law;
mod ci_files;
mod compose;
mod crds;
mod determinism;
mod first_release;
mod helm;
mod kubernetes;
mod prometheus;
mod scanners;
mod secrets;
mod terraform;
mod verify;
mod workflows;
mod yaml;
