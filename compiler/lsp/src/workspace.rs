//! Everything that is open: texts, the projects that they belong to, and what was told about them.

use crate::client::Client;
use crate::convert::{Converter, Site};
use crate::diagnostics::by_file;
use crate::documents::Documents;
use crate::overlay::Overlay;
use crate::paths;
use crate::project::Project;
use crate::protocol::{Position, Uri};
use crate::reports::Reports;
use crate::settings::Settings;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Disk, LoadError, Shelf, declares_project, real_path};
use infrac_ide::Snapshot;
use infrac_source::FileId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a request is about: a file of a project, as it is now.
#[derive(Debug)]
pub struct Subject {
    /// The project's texts and what is known of them.
    pub snapshot: Arc<Snapshot>,
    /// The file.
    pub file: FileId,
    /// The project's folder.
    pub folder: Utf8PathBuf,
}

/// All that the worker knows.
#[derive(Debug, Default)]
pub struct Workspace {
    /// What the client can do.
    pub client: Client,
    /// What the user has set.
    pub settings: Settings,
    /// The standard library and the pages of codes as files.
    pub shelf: Option<Shelf>,
    /// The open texts.
    pub documents: Documents,
    /// What was told.
    pub reports: Reports,
    /// Findings changed that a pulling client has not asked for since.
    pub has_unseen: bool,
    /// The folders that the editor has open.
    roots: Vec<Utf8PathBuf>,
    projects: BTreeMap<Utf8PathBuf, Project>,
    /// Which project an open text belongs to.
    homes: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// The semantic tokens that a client has of a text, and their number.
    tokens: BTreeMap<String, (u64, Vec<u32>)>,
    /// How many times such tokens were sent.
    token_count: u64,
    /// The project that was asked about last: it answers for files of the standard library.
    latest: Option<Utf8PathBuf>,
}

impl Workspace {
    /// For a client, with nothing open.
    pub fn new(client: Client, settings: Settings, shelf: Option<Shelf>) -> Self {
        Self { client, settings, shelf, ..Self::default() }
    }

    /// The editor opened folders; those that hold a project are analysed although none of their files is open.
    pub fn add_roots(&mut self, folders: impl IntoIterator<Item = Utf8PathBuf>) {
        for folder in folders.into_iter().map(|folder| real_path(&folder)) {
            if self.roots.contains(&folder) {
                continue;
            }
            if self.holds_project(&folder) {
                self.project_at(&folder);
            }
            self.roots.push(folder);
        }
    }

    /// The editor closed folders. Their projects stay as long as a file of them is open.
    pub fn remove_roots(&mut self, folders: &[Utf8PathBuf]) -> Vec<Utf8PathBuf> {
        let gone: Vec<Utf8PathBuf> = folders.iter().map(|folder| real_path(folder)).collect();
        self.roots.retain(|root| !gone.contains(root));
        let unused = |folder: &&Utf8PathBuf| gone.contains(folder) && !self.homes.values().any(|home| home == *folder);
        let unused: Vec<Utf8PathBuf> = self.projects.keys().filter(unused).cloned().collect();
        let mut cleared = Vec::new();
        for folder in unused {
            self.projects.remove(&folder);
            cleared.extend(self.reports.replace(&folder, BTreeMap::new()));
        }
        cleared
    }

    /// Takes over the open texts; `path` is the one that changed.
    pub fn set_documents(&mut self, documents: Documents, path: &Utf8Path) {
        let was_open = self.documents.get(path).is_some();
        self.documents = documents;
        let is_open = self.documents.get(path).is_some();
        if is_open && !was_open {
            self.settle(path);
        }
        for (folder, project) in &mut self.projects {
            // A file may be a module of any project of its repository.
            if path.starts_with(project.disk().repository()) || path.starts_with(folder) {
                project.touch();
            }
        }
        if !is_open {
            self.homes.remove(path);
            self.tokens.remove(&paths::uri(path).0);
        }
    }

    /// Files changed on the disk.
    pub fn files_changed(&mut self, paths: &[Utf8PathBuf]) {
        for project in self.projects.values_mut() {
            if paths.iter().any(|path| path.starts_with(project.disk().repository())) {
                project.touch_disk();
            }
        }
    }

    /// Finds the project of a text that was opened: the nearest folder upwards that holds a `project` block, as far as the editor's folder or, where
    /// it has none, the repository; else the text's own folder.
    fn settle(&mut self, path: &Utf8Path) {
        if self.is_library(path) {
            return;
        }
        let Some(own) = path.parent() else { return };
        let root = self.roots.iter().filter(|root| own.starts_with(root)).max_by_key(|root| root.as_str().len());
        let top = root.cloned().or_else(|| Disk::open(own).ok().map(|disk| disk.repository().to_owned()));
        let top = top.unwrap_or_else(|| own.to_owned());
        let within = own.ancestors().take_while(|folder| folder.starts_with(&top));
        let found = within.into_iter().find(|folder| self.holds_project(folder)).map(Utf8Path::to_owned);
        let mut home = found.unwrap_or_else(|| own.to_owned());
        if home != own && !self.reaches(&home, path) {
            // No import leads there: it is looked at by itself, as `infrac check` of its folder would.
            home = own.to_owned();
        }
        self.project_at(&home);
        self.homes.insert(path.to_owned(), home);
    }

    /// Whether the project of a folder has a file among its own.
    fn reaches(&mut self, folder: &Utf8Path, path: &Utf8Path) -> bool {
        let documents = self.documents.clone();
        let Some(project) = self.project_at(folder) else { return false };
        project.refresh(&documents);
        let Some(snapshot) = project.snapshot() else { return false };
        file_of(folder, &snapshot, path).is_some()
    }

    fn holds_project(&self, folder: &Utf8Path) -> bool {
        match Disk::open(folder) {
            Ok(disk) => declares_project(&Overlay::new(disk, self.documents.clone())),
            Err(_) => false,
        }
    }

    fn project_at(&mut self, folder: &Utf8Path) -> Option<&mut Project> {
        if !self.projects.contains_key(folder) {
            let disk = Disk::open(folder).ok()?;
            self.projects.insert(folder.to_owned(), Project::new(disk));
        }
        self.projects.get_mut(folder)
    }

    /// All projects, in the order of their folders.
    pub fn projects(&mut self) -> impl Iterator<Item = (&Utf8PathBuf, &mut Project)> {
        self.projects.iter_mut()
    }

    /// The project of a folder that is open.
    pub fn project(&mut self, folder: &Utf8Path) -> Option<&mut Project> {
        self.projects.get_mut(folder)
    }

    /// Brings all projects up to the open texts. Returns the folders of those that changed.
    pub fn refresh(&mut self) -> Vec<Utf8PathBuf> {
        let documents = &self.documents;
        let changed = self.projects.iter_mut().filter_map(|(folder, project)| {
            let has_changed = project.refresh(documents);
            has_changed.then(|| folder.clone())
        });
        changed.collect()
    }

    /// Makes the findings of a project what is to be told about its files. Returns the files whose findings differ from what was told.
    pub fn report(&mut self, folder: &Utf8Path) -> Vec<Utf8PathBuf> {
        let Some(project) = self.projects.get(folder) else { return Vec::new() };
        let site = self.site(folder);
        let findings = match project.snapshot() {
            Some(snapshot) => by_file(&project.findings(), &Converter::new(site, snapshot.sources())),
            None => BTreeMap::new(),
        };
        self.reports.replace(folder, findings)
    }

    /// Brings everything that is to be told up to the open texts. Returns the files whose findings differ from what was told.
    pub fn report_all(&mut self) -> Vec<Utf8PathBuf> {
        self.refresh();
        let folders: Vec<Utf8PathBuf> = self.projects.keys().cloned().collect();
        folders.iter().flat_map(|folder| self.report(folder)).collect()
    }

    /// Where the files of a project lie.
    pub fn site<'a>(&'a self, folder: &'a Utf8Path) -> Site<'a> {
        Site { folder, shelf: self.shelf.as_ref(), documents: &self.documents, encoding: self.client.encoding }
    }

    /// A converter for a subject's texts.
    pub fn converter<'a>(&'a self, subject: &'a Subject) -> Converter<'a> {
        Converter::new(self.site(&subject.folder), subject.snapshot.sources())
    }

    /// The file of a request; `None` if it belongs to no project, or its project cannot be read.
    pub fn subject(&mut self, uri: &Uri) -> Option<Subject> {
        let path = real_path(&paths::path(uri)?);
        let folder = self.home(&path)?;
        let library = self.shelf.as_ref().and_then(|shelf| shelf.library_path(&path)).map(Utf8Path::to_owned);
        self.refresh_one(&folder);
        let project = self.projects.get_mut(&folder)?;
        let snapshot = project.snapshot()?;
        let file = match library {
            Some(path) => snapshot.file_at(&path),
            None => file_of(&folder, &snapshot, &path),
        }?;
        let snapshot = project.snapshot_for(file)?;
        self.latest = Some(folder.clone());
        Some(Subject { snapshot, file, folder })
    }

    /// [`Workspace::subject`], with names and types of all files.
    pub fn subject_of_all(&mut self, uri: &Uri) -> Option<Subject> {
        let subject = self.subject(uri)?;
        let snapshot = self.projects.get_mut(&subject.folder)?.snapshot_of_all()?;
        Some(Subject { snapshot, ..subject })
    }

    /// All projects that can be read, with names and types of all files. Of each, the file is its first.
    pub fn all_projects(&mut self) -> Vec<Subject> {
        self.refresh();
        let subjects = self.projects.iter_mut().filter_map(|(folder, project)| {
            let snapshot = project.snapshot_of_all()?;
            let file = snapshot.own_files().next()?.id();
            Some(Subject { snapshot, file, folder: folder.clone() })
        });
        subjects.collect()
    }

    /// Remembers the semantic tokens that a client gets of a text. Returns the name that it will call them by: as long as they stay the same, the same,
    /// as parts of a client ask independently of each other (in Neovim its colours, and any plug-in).
    pub fn remember_tokens(&mut self, uri: &Uri, data: Vec<u32>) -> String {
        if let Some((number, _)) = self.tokens.get(&uri.0).filter(|(_, own)| *own == data) {
            return number.to_string();
        }
        self.token_count += 1;
        self.tokens.insert(uri.0.clone(), (self.token_count, data));
        self.token_count.to_string()
    }

    /// The semantic tokens that a client has of a text, if these are the last that it got.
    pub fn remembered_tokens(&self, uri: &Uri, name: &str) -> Option<Vec<u32>> {
        let (number, data) = self.tokens.get(&uri.0)?;
        (number.to_string() == name).then(|| data.clone())
    }

    /// The file of a request, and the byte of a position in it.
    pub fn place(&mut self, uri: &Uri, position: Position) -> Option<(Subject, u32)> {
        let subject = self.subject(uri)?;
        let offset = self.offset(&subject, position);
        Some((subject, offset))
    }

    /// The byte of a position in a subject's file.
    pub fn offset(&self, subject: &Subject, position: Position) -> u32 {
        let source = subject.snapshot.source(subject.file);
        source.map_or(0, |source| self.converter(subject).offset(source, position))
    }

    /// The folder of the project that a path belongs to.
    fn home(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        if let Some(home) = self.homes.get(path) {
            return Some(home.clone());
        }
        if self.is_library(path) {
            return self.latest.clone().or_else(|| self.projects.keys().next().cloned());
        }
        // Nothing is open there; the nearest project around it.
        let around = self.projects.keys().filter(|folder| path.starts_with(folder));
        around.max_by_key(|folder| folder.as_str().len()).cloned()
    }

    fn is_library(&self, path: &Utf8Path) -> bool {
        self.shelf.as_ref().is_some_and(|shelf| shelf.library_path(path).is_some())
    }

    fn refresh_one(&mut self, folder: &Utf8Path) {
        if let Some(project) = self.projects.get_mut(folder) {
            project.refresh(&self.documents);
        }
    }
}

/// The source of a project that lies at an absolute path.
fn file_of(folder: &Utf8Path, snapshot: &Snapshot, path: &Utf8Path) -> Option<FileId> {
    let at = |source: &Utf8Path| infrac_driver::normalize(&folder.join(source)) == path;
    snapshot.own_files().find(|file| at(file.source().path())).map(|file| file.source().id())
}

/// What is said of a project that cannot be read.
pub fn failure_text(folder: &Utf8Path, failure: &LoadError) -> String {
    match failure {
        LoadError::Empty(path) => format!("{folder}: there is no `.infra` file in `{path}`"),
        LoadError::TooLarge(path, bytes) => format!("{folder}: `{path}` has {bytes} bytes; a file may have 64 MiB"),
        LoadError::Lock(line, fault) => format!("{folder}: `infrac.lock`, line {line}: {fault}"),
        LoadError::Io(path, error) => format!("{folder}: cannot read `{path}`: {error}"),
    }
}
