//! The pipeline and the disk.
//!
//! In: a folder. Out: diagnostics and documents, and, when asked, files. Sources come through [`World`]; the output directory is looked at by
//! [`OutputFolder`] and written by [`WritePlan`]. The whole pipeline is one function of a screen's length.

mod analysis;
mod build;
mod cache;
mod carried;
mod damage;
mod demand;
mod files;
mod format;
mod generated;
mod graph;
mod ground;
mod load;
mod lock;
mod making;
mod manifest;
mod pipeline;
mod place;
mod shelf;
mod stopwatch;
mod test;
mod values;
mod why;
mod world;
mod write;

pub use analysis::{Analysis, Output, Plans, Read, analyse};
pub use build::{document_at, plan_build};
pub use cache::ParseCache;
pub use carried::Carried;
pub use format::{Formatted, format_text, infra_files_below};
pub use generated::{Content, Finish, Generated, OutputFolder};
pub use graph::{Notation, graph};
pub use load::{LoadError, Loaded, LoadedFile, LoadedModule, load, load_again};
pub use lock::LOCK;
pub use manifest::{MANIFEST, Manifest};
pub use pipeline::{Compiled, Request, TARGETS, compile, compile_to_text};
pub use place::{declares_project, real_path};
pub use shelf::Shelf;
pub use stopwatch::Stopwatch;
pub use test::{Tested, test};
pub use values::{Row, values};
pub use why::{Answer, LineSource, Step, why};
pub use world::{Disk, Memory, World, normalize};
pub use write::{IN_REPOSITORY, WriteError, WritePlan, write_file};
