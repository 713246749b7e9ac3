//! From documents to files.

use crate::lock::LOCK;
use crate::pipeline::{Compiled, Request, TARGETS};
use crate::world::Disk;
use crate::write::{WriteError, WritePlan};
use camino::Utf8Path;
use infrac_tree::{Document, print};
use rayon::prelude::*;

/// What writing the documents below `out` (relative to the project) would do. Files of environments or targets that the request left out are left
/// alone; so is the lock unless everything was built.
pub fn plan_build(
    disk: &Disk,
    out: &Utf8Path,
    compiled: &Compiled,
    request: &Request,
) -> Result<WritePlan, WriteError> {
    let files: Vec<(String, Vec<u8>)> = compiled.documents.par_iter().map(printed).collect();
    let covers = |path: &str| {
        let mut parts = path.split('/');
        let wanted = |wanted: &[String], name: Option<&str>| {
            wanted.is_empty() || wanted.iter().any(|one| Some(one.as_str()) == name)
        };
        let target = parts.next();
        let joins = TARGETS.iter().any(|one| Some(one.id()) == target && one.joins());
        wanted(&request.targets, target) && (joins || wanted(&request.environments, parts.next()))
    };
    let plan = WritePlan::new(disk.repository(), &disk.project().join(out), files, covers)?;
    Ok(plan.with_beside(disk.project().join(LOCK), compiled.lock.print().into_bytes()))
}

fn printed(document: &Document) -> (String, Vec<u8>) {
    (document.path.to_string(), print(document).text.into_bytes())
}
