//! The examples' output in a temporary folder, made once a test run.

use crate::tools::root;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Disk, Request, TARGETS, compile};
use infrac_tree::data::{Node, NodeKind, Piece, Scalar};
use infrac_tree::{Body, Document, print};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// An example and its files.
#[derive(Debug)]
pub struct Built {
    /// `jatra`.
    pub name: String,
    /// The temporary folder that holds `compose/…`, `kubernetes/…`, `helm/…`.
    pub folder: Utf8PathBuf,
    /// The files, relative to it, in order.
    pub files: Vec<Utf8PathBuf>,
    /// [`stand_ins`].
    pub late: BTreeMap<String, BTreeMap<String, String>>,
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

/// A project's documents in the order of their paths.
///
/// # Panics
/// If the project has errors.
fn compiled(folder: &Utf8Path) -> Vec<Document> {
    let disk = Disk::open(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let targets = TARGETS.iter().map(|target| target.id().to_owned()).collect();
    let request = Request { targets, ..Request::default() };
    let compiled = compile(&disk, &request).unwrap_or_else(|error| panic!("{folder}: {error:?}"));
    if compiled.diagnostics.has_errors() {
        let findings = compiled.diagnostics.0.iter().map(|found| format!("{}: {}", found.code.as_str(), found.message));
        panic!("{folder} has errors:\n  {}", findings.collect::<Vec<_>>().join("\n  "));
    }
    compiled.documents
}

/// The documents of a project in the order of their paths, as text.
///
/// # Panics
/// If the project has errors.
pub fn documents(folder: &Utf8Path) -> Vec<(String, String)> {
    compiled(folder).iter().map(|document| (document.path.to_string(), print(document).text)).collect()
}

/// What the plain manifests of each environment show for what is known only when deploying: by environment, then by its place in the
/// values of a chart.
pub fn stand_ins(documents: &[Document]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for document in documents.iter().filter(|document| document.path.starts_with("kubernetes/")) {
        let Body::Yaml(nodes) = &document.body else { continue };
        let environment = found.entry(document.environment.to_string()).or_default();
        nodes.iter().for_each(|node| collect(node, environment));
    }
    found
}

fn collect(node: &Node, found: &mut BTreeMap<String, String>) {
    match &node.kind {
        NodeKind::Map(entries) => entries.values().for_each(|node| collect(node, found)),
        NodeKind::List(items) => items.iter().for_each(|node| collect(node, found)),
        NodeKind::Scalar(Scalar::Text(phrase)) => {
            for piece in phrase.pieces.mixed() {
                if let Piece::Late { values, stand_in } = piece {
                    found.insert(values.to_string(), stand_in.to_string());
                }
            }
        }
        NodeKind::Scalar(_) => {}
    }
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
    let folder = |name: &str| root().join("examples").join(name);
    BUILT.get_or_init(|| examples().iter().map(|name| build(name, &folder(name))).collect())
}

/// A project of the tests' own, built once a test run.
///
/// # Panics
/// As [`all`].
pub fn case(name: &str, folder: &Utf8Path) -> &'static Built {
    static BUILT: Mutex<BTreeMap<String, &'static Built>> = Mutex::new(BTreeMap::new());
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    // Like the folder, it is kept to the end of the run.
    built.entry(name.to_owned()).or_insert_with(|| Box::leak(Box::new(build(name, folder))))
}

fn build(name: &str, project: &Utf8Path) -> Built {
    let temporary = tempfile::Builder::new().prefix("infrac-").tempdir().expect("a temporary folder");
    // Kept: the tests of one run share it, and whoever looks into a failure wants it.
    let folder = Utf8PathBuf::from_path_buf(temporary.keep()).expect("a path that is UTF-8");
    let mut files = Vec::new();
    let documents = compiled(project);
    for document in &documents {
        let place = folder.join(document.path.as_str());
        std::fs::create_dir_all(place.parent().unwrap_or(&folder)).expect("a folder");
        std::fs::write(&place, print(document).text).expect("a file");
        files.push(Utf8PathBuf::from(document.path.as_str()));
    }
    Built { name: name.to_owned(), folder, files, late: stand_ins(&documents) }
}
