//! From plans to pipeline graphs, without a word of any host.
//!
//! In: the plans of all environments. Out: one graph for each pipeline that the project writes, or one that follows from the model where it
//! writes none. Deliberately not here: how any host writes it down.

mod check;
mod cloud;
mod deploy;
pub(crate) mod graph;
mod images;
mod job;
mod manifests;
mod pipeline;
mod reads;
mod rollout;
pub(crate) mod settings;
mod survey;
mod tags;
mod text;

pub(crate) use pipeline::pipelines;
pub(crate) use survey::{Env, Survey};
pub(crate) use tags::{globs, prefix};
