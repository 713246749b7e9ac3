//! What was told about which file, so that only what differs is sent, and what vanishes is cleared.

use crate::protocol::Diagnostic;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Findings of the files of a project.
pub type ByFile = BTreeMap<Utf8PathBuf, Vec<Diagnostic>>;

/// The findings of all projects. A file may belong to several, as a module does that two of them import; it has the findings of all.
#[derive(Debug, Default)]
pub struct Reports {
    projects: BTreeMap<Utf8PathBuf, ByFile>,
}

impl Reports {
    /// Replaces the findings of a project, and names the files whose findings differ from before.
    pub fn replace(&mut self, project: &Utf8Path, new: ByFile) -> Vec<Utf8PathBuf> {
        let old = self.projects.get(project);
        let files: BTreeSet<&Utf8PathBuf> = old.iter().flat_map(|old| old.keys()).chain(new.keys()).collect();
        let differs = |path: &&&Utf8PathBuf| old.and_then(|old| old.get(**path)) != new.get(**path);
        let changed = files.iter().filter(differs).map(|path| (*path).clone()).collect();
        self.projects.insert(project.to_owned(), new);
        changed
    }

    /// What is found in a file, each finding once.
    pub fn of(&self, path: &Utf8Path) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = Vec::new();
        for found in self.projects.values().filter_map(|files| files.get(path)).flatten() {
            if !all.contains(found) {
                all.push(found.clone());
            }
        }
        all
    }

    /// The files that have findings.
    pub fn files(&self) -> BTreeSet<&Utf8PathBuf> {
        self.projects.values().flat_map(|files| files.keys()).collect()
    }
}

/// A name for findings, as pulling clients give it back to learn whether anything changed.
pub fn result_id(findings: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    findings.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::{ByFile, Reports};
    use crate::protocol::{Diagnostic, Range, Text};
    use camino::Utf8Path;

    fn found(message: &str) -> Diagnostic {
        let message = Text::String(message.to_owned());
        Diagnostic::new(Range::default(), None, None, None, None, message, None, None, None)
    }

    fn files<const N: usize>(list: [(&str, &str); N]) -> ByFile {
        list.into_iter().map(|(path, message)| (path.into(), vec![found(message)])).collect()
    }

    #[test]
    fn only_what_differs_is_told_and_what_vanishes_is_cleared() {
        let mut reports = Reports::default();
        let project = Utf8Path::new("/p");
        assert_eq!(reports.replace(project, files([("a", "1"), ("b", "1")])), ["a", "b"]);
        assert_eq!(reports.replace(project, files([("a", "2"), ("b", "1")])), ["a"]);
        assert_eq!(reports.replace(project, files([("b", "1")])), ["a"]);
        assert!(reports.of(Utf8Path::new("a")).is_empty());
    }

    #[test]
    fn a_file_of_two_projects_has_the_findings_of_both_once() {
        let mut reports = Reports::default();
        reports.replace(Utf8Path::new("/p"), files([("a", "1")]));
        reports.replace(Utf8Path::new("/q"), files([("a", "1")]));
        assert_eq!(reports.of(Utf8Path::new("a")).len(), 1);
        reports.replace(Utf8Path::new("/q"), files([("a", "2")]));
        assert_eq!(reports.of(Utf8Path::new("a")).len(), 2);
    }
}
