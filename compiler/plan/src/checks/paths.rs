//! Paths of a container at which two things stand.

use super::finder::Finder;
use super::workload::{Workload, workloads};
use crate::OriginId;
use infrac_diagnostics::codes::e06::e0670_same_path::{below_file, same_path};
use std::collections::BTreeMap;

/// What stands at a path.
struct Mount {
    path: String,
    what: String,
    is_file: bool,
    origin: OriginId,
}

pub(super) fn find(finder: &mut Finder<'_>) {
    for workload in workloads(finder.plan) {
        let mounts = mounts(&workload);
        let mut taken: BTreeMap<&str, &Mount> = BTreeMap::new();
        for mount in &mounts {
            if let Some(earlier) = taken.get(mount.path.as_str()) {
                clash(finder, &workload, mount, earlier);
            } else {
                taken.insert(&mount.path, mount);
            }
        }
        for mount in &mounts {
            let file = ancestors(&mount.path).find_map(|folder| taken.get(folder).filter(|above| above.is_file));
            if let Some(file) = file {
                below(finder, &workload, mount, file);
            }
        }
    }
}

fn mounts(workload: &Workload<'_>) -> Vec<Mount> {
    let state = workload.state.iter().flat_map(|state| &state.value).map(|(name, volume)| Mount {
        path: normal(&volume.value.path.value),
        what: format!("the volume `{name}`"),
        is_file: false,
        origin: volume.value.path.origin,
    });
    let files = workload.files.iter().flat_map(|files| &files.value).map(|(path, content)| Mount {
        path: normal(path),
        what: "a file".to_owned(),
        is_file: true,
        origin: content.origin,
    });
    let scratch = workload.scratch.iter().flat_map(|scratch| &scratch.value).map(|folder| Mount {
        path: normal(&folder.value),
        what: "a folder to write to".to_owned(),
        is_file: false,
        origin: folder.origin,
    });
    state.chain(files).chain(scratch).collect()
}

/// Without doubled `/`, `.` and a `/` at the end.
fn normal(path: &str) -> String {
    let steps = path.split('/').filter(|step| !step.is_empty() && *step != ".");
    steps.fold(String::new(), |path, step| path + "/" + step)
}

/// The folders above a path, innermost first, without the root.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent).filter(|parent| !parent.is_empty())
}

fn clash(finder: &mut Finder<'_>, workload: &Workload<'_>, mount: &Mount, earlier: &Mount) {
    let Some(place) = finder.place(mount.origin, workload.header) else { return };
    let taken = finder.span(earlier.origin, workload.header);
    let name = finder.name(workload.header);
    let diagnostic = same_path(place.span, &name, &mount.path, &mount.what, &earlier.what, taken);
    finder.report(workload.header, &place, diagnostic);
}

fn below(finder: &mut Finder<'_>, workload: &Workload<'_>, mount: &Mount, file: &Mount) {
    let Some(place) = finder.place(mount.origin, workload.header) else { return };
    let declared = finder.span(file.origin, workload.header);
    let name = finder.name(workload.header);
    let diagnostic = below_file(place.span, &name, &mount.path, &mount.what, &file.path, declared);
    finder.report(workload.header, &place, diagnostic);
}

#[cfg(test)]
mod tests {
    use super::{ancestors, normal};

    #[test]
    fn paths_are_compared_in_normal_form() {
        assert_eq!(normal("/data//x/./y/"), "/data/x/y");
        assert_eq!(normal("/"), "");
        assert_eq!(ancestors("/a/b/c").collect::<Vec<_>>(), ["/a/b", "/a"]);
    }
}
