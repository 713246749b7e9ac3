//! The command as its users meet it: the binary, run in folders of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod build;
mod fmt;
mod formats;
mod help;
mod hooks;
mod project;
mod questions;
mod rename;
mod start;
mod verify;
