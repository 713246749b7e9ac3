//! Facts about the outside world that pipelines are made of, each with the place where it was read.

pub(crate) mod actions;
pub(crate) mod runner;
pub(crate) mod tools;
