//! The examples' output in a temporary folder, made once a test run.

use crate::tools::root;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Disk, Request, TARGETS, compile};
use infrac_tree::print;
use std::sync::OnceLock;

/// An example and its files.
#[derive(Debug)]
pub struct Built {
    /// `jatra`.
    pub name: String,
    /// The temporary folder that holds `compose/…`, `kubernetes/…`, `helm/…`.
    pub folder: Utf8PathBuf,
    /// The files, relative to it, in order.
    pub files: Vec<Utf8PathBuf>,
}

impl Built {
    /// The folders of a target, one an environment: its name and path.
    pub fn environments(&self, target: &str) -> Vec<(String, Utf8PathBuf)> {
        let mut names: Vec<&str> =
            self.files.iter().filter(|path| path.starts_with(target)).filter_map(|path| path.iter().nth(1)).collect();
        names.dedup();
        names.into_iter().map(|name| (name.to_owned(), self.folder.join(target).join(name))).collect()
    }

    /// A file's text.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn read(&self, path: &Utf8Path) -> String {
        std::fs::read_to_string(self.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// The documents of a project in the order of their paths, as text.
///
/// # Panics
/// If the project has errors.
pub fn documents(folder: &Utf8Path) -> Vec<(String, String)> {
    let disk = Disk::open(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let targets = TARGETS.iter().map(|target| target.id().to_owned()).collect();
    let request = Request { targets, ..Request::default() };
    let compiled = compile(&disk, &request).unwrap_or_else(|error| panic!("{folder}: {error:?}"));
    if compiled.diagnostics.has_errors() {
        let findings = compiled.diagnostics.0.iter().map(|found| format!("{}: {}", found.code.as_str(), found.message));
        panic!("{folder} has errors:\n  {}", findings.collect::<Vec<_>>().join("\n  "));
    }
    compiled.documents.iter().map(|document| (document.path.to_string(), print(document).text)).collect()
}

/// The names of the examples.
pub fn examples() -> Vec<String> {
    let mut names: Vec<String> = root()
        .join("examples")
        .read_dir_utf8()
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.file_name().to_owned())
        .collect();
    names.sort();
    names
}

/// All examples, built.
///
/// # Panics
/// If one of them has errors, or the temporary folder is not writable.
pub fn all() -> &'static [Built] {
    static BUILT: OnceLock<Vec<Built>> = OnceLock::new();
    BUILT.get_or_init(|| examples().iter().map(|name| build(name)).collect())
}

fn build(name: &str) -> Built {
    let temporary = tempfile::Builder::new().prefix("infrac-").tempdir().expect("a temporary folder");
    // Kept: the tests of one run share it, and whoever looks into a failure wants it.
    let folder = Utf8PathBuf::from_path_buf(temporary.keep()).expect("a path that is UTF-8");
    let mut files = Vec::new();
    for (path, text) in documents(&root().join("examples").join(name)) {
        let place = folder.join(&path);
        std::fs::create_dir_all(place.parent().unwrap_or(&folder)).expect("a folder");
        std::fs::write(&place, text).expect("a file");
        files.push(Utf8PathBuf::from(path));
    }
    Built { name: name.to_owned(), folder, files }
}
