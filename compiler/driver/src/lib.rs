//! The pipeline and the disk.
//!
//! In: a folder. Out: diagnostics and documents, and, when asked, files. All contact with the outside goes through [`World`]; the whole
//! pipeline is one function of a screen's length.

mod world;

pub use world::{Disk, Memory, World, normalize};
