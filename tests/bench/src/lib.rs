//! What a build costs. In: a number of services. Out: a project of that many ([`fn@project`]), and by `src/bin/measure.rs` the figures of
//! `docs/performance.md`. Deliberately not here: any assertion on time; other load on a machine swings single runs, so ratios within one run
//! are what counts, and a person reads them.

mod project;
mod run;

pub use project::{ENVIRONMENTS, Size, project};
pub use run::{Run, run};
