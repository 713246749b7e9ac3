//! Languages inside strings: image references, URLs, cron schedules, PromQL and the like.
//!
//! In: the pieces of a string literal, text and holes. Out: nothing, or an [`EmbeddedError`] whose range lies in one piece, so
//! that the caller can point into the literal. Each language has a file, which says what it accepts and where a late value may
//! stand; the files also give the typed readings that later stages use ([`ImageRef`], [`Schedule`], [`Network`],
//! [`PartialVersion`]).
//!
//! A *build hole* is a value that is known once the model is evaluated: the checker is permissive about it, since the finished
//! text is checked again then. A *late hole* is known only when deploying, so this is the last look at the text: it may stand
//! only where any value of its kind leaves the text well-formed.
//!
//! Deliberately not here: spans, diagnostics, and what a string means to a target. Every check is linear in the text or
//! bounded by a limit that it states, and none recurses without bound.

mod abs_path;
mod cidr;
mod cron;
mod domain;
mod email;
mod image;
mod language;
mod name;
mod piece;
mod promql;
mod query;
mod regex;
mod shell;
mod url;
mod url_path;
mod version;

pub use cidr::Network;
pub use cron::Schedule;
pub use image::ImageRef;
pub use language::{Language, check};
pub use piece::{EmbeddedError, Fault, HoleKind, Piece};
pub use query::{Counters, LabelMatcher, QuerySelector, SimpleComparison, comparison, counters, selectors};
pub use version::PartialVersion;
