//! The judges, one module each.

mod compose;
mod crds;
mod determinism;
mod kubernetes;
mod scanners;
mod secrets;
mod yaml;
