//! Document trees and their printers. Back ends build trees; text is made here and nowhere else.
//!
//! In: [`Document`]s whose nodes carry origins. Out: bytes, and on demand the origins of each line (`infrac why`). The printers alone
//! decide on quotes, and alone escape what is data for the grammar that reads it next (Compose interpolation, Kubernetes expansion).
//! Deliberately not here: what any target means by its keys.

pub mod data;
mod document;
mod escape;
mod filling;
pub mod github;
pub mod hcl;
mod json;
pub mod nginx;
mod page;
mod phrase;
mod scalar;
pub mod template;
mod yaml;

pub use document::{Body, Document, Line, Printed, print, print_with_origins};
