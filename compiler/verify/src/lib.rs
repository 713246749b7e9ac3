//! The real tools that are present on the machine, run on the output.
//!
//! In: what [`compile_for`] made of a project, in memory. Out: a [`Report`]: what `docker-compose`, `kubectl` and their like say of the documents, as
//! findings at the `.infra` lines that the documents came from; and which tools were there. The documents are written to a temporary folder; the
//! user's output directory is neither read nor written. Each tool is a module of its own below `tools`: how it is found, what it judges, its command
//! line, and how its words are read. No shell is started.
//!
//! Deliberately not here: rules of infrac's own. What the compiler can know by itself, it says before anything is written.

mod advice;
mod finding;
mod locate;
mod process;
mod program;
mod report;
mod stage;
mod subject;
mod tools;
mod verify;

pub use report::{Report, Standing, ToolReport};
pub use subject::compile_for;
pub use tools::names;
pub use verify::{Options, verify};
