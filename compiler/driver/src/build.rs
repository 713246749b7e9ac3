//! From documents to files.

use crate::generated::Content;
use crate::lock::LOCK;
use crate::pipeline::{Compiled, Request, TARGETS};
use crate::world::Disk;
use crate::write::{IN_REPOSITORY, WriteError, WritePlan};
use camino::Utf8Path;
use infrac_plan::kinds::CiHost;
use infrac_source::Str;

/// What writing the texts of [`crate::compile_to_text`] below `out` (relative to the project) would do. Files of environments or targets that the
/// request left out are left alone; so is the lock unless everything was built.
pub fn plan_build(
    disk: &Disk,
    out: &Utf8Path,
    compiled: &Compiled,
    request: &Request,
) -> Result<WritePlan, WriteError> {
    let mut files: Vec<(Str, Content)> =
        compiled.texts.iter().map(|file| (file.path.clone(), file.content.clone())).collect();
    let placed: Vec<(Str, Content)> =
        files.iter().filter_map(|(path, content)| Some((placed(compiled, path)?, content.clone()))).collect();
    files.extend(placed);
    let covers = |path: &str| {
        if path.starts_with(IN_REPOSITORY) {
            return request.targets.is_empty() || request.targets.iter().any(|one| one == infrac_workflows::ID);
        }
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

/// Where a host of pipelines looks for the document of that path, if it is a pipeline and the project wants it there.
fn placed(compiled: &Compiled, path: &str) -> Option<Str> {
    let place = infrac_workflows::github_place(path)?;
    let project = compiled.plans.first()?.blocks().projects.first()?;
    let wanted = project.value.ci.value.iter().any(|host| host.value == CiHost::Github);
    wanted.then(|| [IN_REPOSITORY, place.as_str()].concat().into())
}

/// The path of the document that is written to this place of the repository besides; the inverse of placing.
pub fn document_at(disk: &Disk, file: &Utf8Path) -> Option<String> {
    let place = file.strip_prefix(disk.repository()).ok()?;
    let path = format!("{}/github/{}", infrac_workflows::ID, place.file_name()?);
    (infrac_workflows::github_place(&path)? == place.as_str()).then_some(path)
}
