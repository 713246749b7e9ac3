//! Document trees and their printers. Back ends build trees; text is made here and nowhere else.
//!
//! In: [`Document`]s whose nodes carry origins. Out: bytes, and on demand the origins of each line (`infrac why`). Deliberately not
//! here: what any target means by its keys.

pub mod data;
mod document;

pub use document::{Body, Document, Line, Printed};
