//! What infrac says when something is wrong. One [`Diagnostic`] type; every code has a file under [`codes`] with its wording
//! and a markdown page beside it; every output format has a file under [`render`].
//!
//! In: spans and facts from any stage. Out: text for people (ariadne), one-line, JSON, SARIF and GitHub annotations.
//! Deliberately not here: when a rule applies. That is decided by the stage that knows.

pub mod codes;
mod diagnostic;
mod foreign;
pub mod render;
mod suggest;

pub use diagnostic::{Applicability, Code, CodeInfo, Diagnostic, Diagnostics, Edit, Fix, Label, Severity};
pub use foreign::{ATTRIBUTES as FOREIGN_ATTRIBUTES, Foreign, HEADS as FOREIGN_HEADS, foreign_attribute, foreign_head};
pub use suggest::did_you_mean;
