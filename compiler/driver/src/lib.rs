//! The pipeline and the disk.
//!
//! In: a folder. Out: diagnostics and documents, and, when asked, files. All contact with the outside goes through [`World`]; the whole
//! pipeline is one function of a screen's length.

mod manifest;
mod world;
mod write;

pub use manifest::{MANIFEST, Manifest};
pub use world::{Disk, Memory, World, normalize};
pub use write::{WriteError, WritePlan, write_file};
