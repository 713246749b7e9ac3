//! Writing, safely: below one directory, by temporary file and rename, never over what a person changed.

use crate::generated::Content;
use crate::ground::{Ground, folders};
use crate::manifest::{MANIFEST, Manifest, hash};
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use infrac_source::Str;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// What the path of a file begins with that lies in the repository, beside the output directory: `@repository/.github/workflows/shop.yml`. It
/// stands in the same manifest, and everything that holds for files below the output directory holds for it.
pub const IN_REPOSITORY: &str = "@repository/";

/// Where the files of a build lie.
#[derive(Clone, Debug)]
pub(crate) struct Land {
    pub(crate) out: Utf8PathBuf,
    pub(crate) repository: Utf8PathBuf,
}

/// A file that is generated.
#[derive(Debug)]
struct Wanted {
    /// `None`: the file holds it already.
    text: Option<Arc<str>>,
    hash: Str,
}

impl Land {
    /// The absolute place of a file.
    pub(crate) fn place(&self, path: &str) -> Utf8PathBuf {
        match path.strip_prefix(IN_REPOSITORY) {
            Some(path) => self.repository.join(path),
            None => self.out.join(path),
        }
    }

    /// The folder that a file may not lie outside of.
    pub(crate) fn around(&self, path: &str) -> &Utf8Path {
        if path.starts_with(IN_REPOSITORY) { &self.repository } else { &self.out }
    }
}

/// What a build would do to the files on the disk.
#[derive(Debug)]
pub struct WritePlan {
    land: Land,
    /// Everything that is generated, by path below `out`, or behind [`IN_REPOSITORY`].
    wanted: BTreeMap<Str, Wanted>,
    states: BTreeMap<Str, State>,
    /// The hashes of the stale files as they are on the disk.
    there: BTreeMap<Str, Str>,
    /// What the manifest says of files that this build did not speak of: other environments or targets.
    kept: Manifest,
    /// The manifest as it was.
    before: Manifest,
    /// A file beside the output directory that is written with it: the lock.
    beside: Option<(Utf8PathBuf, Vec<u8>)>,
}

/// How a file stands to what is generated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// As it should be.
    Current,
    /// infrac's own, of an earlier source.
    Stale,
    /// Not there.
    Missing,
    /// Not as infrac left it.
    Edited,
    /// infrac's own, no longer generated.
    Orphaned,
    /// No longer generated, and changed by a person.
    OrphanedEdited,
}

/// Why nothing could be written.
#[derive(Debug)]
pub struct WriteError {
    path: Utf8PathBuf,
    doing: &'static str,
    error: io::Error,
    /// It is the folder of the output that lies outside.
    wrong_folder: bool,
}

impl WriteError {
    /// Whether the folder that was asked for the output lies outside the repository: nothing is wrong with the disk.
    pub fn is_wrong_folder(&self) -> bool {
        self.wrong_folder
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.doing, self.path, self.error)
    }
}

impl std::error::Error for WriteError {}

pub(crate) fn failed(doing: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |error| WriteError { path, doing, error, wrong_folder: false }
}

impl WritePlan {
    /// Compares what is generated with what is there. `out` is absolute and must lie in `repository`; `covers` says of a path whether this build
    /// would have generated it if the project still asked for it (a build of one environment leaves the others alone).
    pub fn new(
        repository: &Utf8Path,
        out: &Utf8Path,
        files: Vec<(Str, Content)>,
        covers: impl Fn(&str) -> bool,
    ) -> Result<Self, WriteError> {
        stays_inside(repository, out).map_err(|error| WriteError { wrong_folder: true, ..error })?;
        let files: BTreeMap<Str, Content> = files.into_iter().collect();
        let land = Land { out: out.to_owned(), repository: repository.to_owned() };
        for path in files.keys() {
            checked_path(path).map_err(failed("write", &land.place(path)))?;
        }
        let (before, folders) = rayon::join(|| manifest(out), || folders(&land, &files));
        let before = before?;
        let ground = Ground { land: &land, before: &before, wanted: &files, folders };
        type Looked = Result<(State, Option<Str>, Str), WriteError>;
        let look = |(path, content): (&Str, &Content)| -> Looked {
            let (state, found) = ground.state(path, content)?;
            let hash = match content {
                Content::Text(text) => hash(text.as_bytes()),
                Content::There(hash) => hash.clone(),
            };
            Ok((state, found, hash))
        };
        let looked: Vec<Looked> = files.par_iter().map(look).collect();
        let mut there = BTreeMap::new();
        let (mut wanted, mut states) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
        for ((path, content), looked) in files.iter().zip(looked) {
            let (state, found, hash) = looked?;
            let text = match content {
                Content::Text(text) => Some(Arc::clone(text)),
                Content::There(_) => None,
            };
            wanted.push((path.clone(), Wanted { text, hash }));
            states.push((path.clone(), state));
            there.extend(found.map(|found| (path.clone(), found)));
        }
        // Made of what is sorted, which is faster than entry by entry.
        let wanted: BTreeMap<Str, Wanted> = wanted.into_iter().collect();
        let mut states: BTreeMap<Str, State> = states.into_iter().collect();
        let mut kept = Manifest::default();
        // Most builds make the files of the build before.
        let is_as_before = before.unfinished.is_empty() && before.files.keys().eq(wanted.keys());
        let others = if is_as_before { BTreeSet::new() } else { before.paths() };
        for path in others.into_iter().filter(|path| !wanted.contains_key(*path)) {
            if covers(path) && checked_path(path).is_ok() {
                states.extend(ground.orphan(path).map(|state| (path.into(), state)));
            } else {
                kept.files.extend(before.files.get_key_value(path).map(|(path, hash)| (path.clone(), hash.clone())));
                let unfinished = before.unfinished.get_key_value(path);
                kept.unfinished.extend(unfinished.map(|(path, hash)| (path.clone(), hash.clone())));
            }
        }
        Ok(Self { land, wanted, states, there, kept, before, beside: None })
    }

    /// Writes `bytes` to `path` (absolute) too, after all else.
    pub fn with_beside(mut self, path: Utf8PathBuf, bytes: Vec<u8>) -> Self {
        self.beside = Some((path, bytes));
        self
    }

    fn in_state(&self, wanted: &[State]) -> Vec<&str> {
        self.states.iter().filter(|(_, state)| wanted.contains(state)).map(|(path, _)| path.as_str()).collect()
    }

    /// Files that an earlier source gave.
    pub fn stale(&self) -> Vec<String> {
        let mut files = self.named(&[State::Stale]);
        if let Some((path, bytes)) = &self.beside
            && std::fs::read(path).is_ok_and(|there| there != *bytes)
        {
            files.extend(path.file_name().map(str::to_owned));
        }
        files
    }

    /// Files that are not there.
    pub fn missing(&self) -> Vec<String> {
        let mut files = self.named(&[State::Missing]);
        if let Some((path, _)) = &self.beside
            && !path.exists()
        {
            files.extend(path.file_name().map(str::to_owned));
        }
        files
    }

    /// Files that a person changed.
    pub fn edited(&self) -> Vec<String> {
        self.named(&[State::Edited, State::OrphanedEdited])
    }

    /// Files that are no longer generated.
    pub fn orphaned(&self) -> Vec<String> {
        self.named(&[State::Orphaned])
    }

    /// Files that `apply` removes.
    pub fn removed(&self) -> Vec<String> {
        self.orphaned()
    }

    /// The paths of the documents that `apply` writes.
    pub fn written(&self) -> Vec<&str> {
        self.in_state(&[State::Stale, State::Missing])
    }

    /// Whether `apply` writes the document of that path.
    pub fn writes(&self, path: &str) -> bool {
        matches!(self.states.get(path), Some(State::Stale | State::Missing))
    }

    fn named(&self, states: &[State]) -> Vec<String> {
        let folder = self.land.out.file_name().unwrap_or("out");
        let named = |path: &str| match path.strip_prefix(IN_REPOSITORY) {
            Some(path) => path.to_owned(),
            None => format!("{folder}/{path}"),
        };
        self.in_state(states).into_iter().map(named).collect()
    }

    /// Does it. Files that a person changed are left as they are. What is about to be written is noted in the manifest before the first file
    /// and settled after the last, so that a build that is interrupted anywhere recovers, whatever the next one wants.
    pub fn apply(&self) -> Result<(), WriteError> {
        let writes = self.states.values().any(|state| matches!(state, State::Stale | State::Missing));
        if writes {
            self.write_manifest(&self.begun())?;
        }
        for path in self.in_state(&[State::Orphaned]) {
            let place = self.land.place(path);
            std::fs::remove_file(&place).map_err(failed("remove", &place))?;
            remove_empty_folders(&place, self.land.around(path));
        }
        let written: Vec<Result<(), WriteError>> =
            self.in_state(&[State::Stale, State::Missing]).into_par_iter().map(|path| self.write(path)).collect();
        written.into_iter().collect::<Result<(), WriteError>>()?;
        let done = self.done();
        // Most builds change nothing: then the manifest is what it was.
        if writes || done != self.before {
            self.write_manifest(&done)?;
        }
        match &self.beside {
            Some((path, bytes)) => write_file(path, bytes).map_err(failed("write", path)),
            None => Ok(()),
        }
    }

    /// Writes one file that is not as it should be.
    fn write(&self, path: &str) -> Result<(), WriteError> {
        let place = self.land.place(path);
        // An empty folder in the place of a file is nobody's work; one that holds something stays, and writing fails.
        let _ = std::fs::remove_dir(&place);
        match self.wanted.get(path).and_then(|wanted| wanted.text.as_ref()) {
            Some(text) => replace_file(&place, text.as_bytes()).map_err(failed("write", &place)),
            // What was there when it was made is current, not to be written.
            None => Ok(()),
        }
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), WriteError> {
        let place = self.land.out.join(MANIFEST);
        write_file(&place, manifest.print().as_bytes()).map_err(failed("write", &place))
    }

    /// The manifest while files are written: what is there, and what is to come.
    fn begun(&self) -> Manifest {
        let mut manifest = self.before.clone();
        for (path, wanted) in self.wanted.iter().filter(|(path, _)| self.writes(path)) {
            manifest.files.extend(self.there.get(path).map(|found| (path.clone(), found.clone())));
            manifest.unfinished.insert(path.clone(), wanted.hash.clone());
        }
        manifest
    }

    /// The manifest when all is written. A file that a person changed keeps the hash that infrac last wrote, if it wrote one.
    fn done(&self) -> Manifest {
        let mut manifest = self.kept.clone();
        // What is wanted has a state, in the same order.
        let mut wanted = self.wanted.iter().peekable();
        let written = self.states.iter().filter_map(|(path, state)| {
            let wanted = wanted.next_if(|(wanted, _)| *wanted == path);
            let written = match state {
                State::Current | State::Stale | State::Missing => wanted.map(|(_, wanted)| wanted.hash.clone()),
                State::Edited | State::OrphanedEdited => self.before.files.get(path).cloned(),
                State::Orphaned => None,
            };
            Some((path.clone(), written?))
        });
        manifest.files.append(&mut written.collect());
        manifest
    }
}

/// The manifest in an output directory; an empty one if there is none.
fn manifest(out: &Utf8Path) -> Result<Manifest, WriteError> {
    match std::fs::read(out.join(MANIFEST)) {
        Ok(text) => Ok(Manifest::parse(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Manifest::default()),
        Err(error) => Err(failed("read", &out.join(MANIFEST))(error)),
    }
}

/// Removes the folders that the removal of a file left empty, up to the folder around all.
fn remove_empty_folders(removed: &Utf8Path, around: &Utf8Path) {
    let folders: BTreeSet<&Utf8Path> = removed.ancestors().skip(1).take_while(|above| *above != around).collect();
    for folder in folders.into_iter().rev() {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

/// A generated path: relative, of plain components.
fn checked_path(path: &str) -> io::Result<()> {
    let plain = Utf8Path::new(path).components().all(|part| matches!(part, Utf8Component::Normal(_)));
    if plain && !path.is_empty() {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no relative path of plain names"))
}

/// The nearest folder above `path` that exists must, after links, lie in `folder` or above it where `folder` does not exist yet.
pub(crate) fn stays_inside(folder: &Utf8Path, path: &Utf8Path) -> Result<(), WriteError> {
    stays_below(real(folder).as_deref(), folder, path)
}

/// The nearest folder above `path`, or it itself, that exists, after links.
pub(crate) fn real(path: &Utf8Path) -> Option<Utf8PathBuf> {
    path.ancestors().find_map(|above| above.canonicalize_utf8().ok())
}

/// [`stays_inside`], where [`real`] of `folder` is known.
pub(crate) fn stays_below(inside: Option<&Utf8Path>, folder: &Utf8Path, path: &Utf8Path) -> Result<(), WriteError> {
    match (inside, real(path)) {
        (Some(inside), Some(real)) if real.starts_with(inside) => Ok(()),
        _ => Err(failed("write", path)(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!("it would lie outside `{folder}`"),
        ))),
    }
}

/// Writes a file whole or not at all: to a temporary file beside it, then by rename. The bytes on the disk stay untouched if they are the same.
pub fn write_file(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    if std::fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    replace_file(path, bytes)
}

/// [`write_file`], where it is known that other bytes are there, or none.
fn replace_file(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    let mut file = match tempfile::NamedTempFile::new_in(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir_all(folder)?;
            tempfile::NamedTempFile::new_in(folder)?
        }
        made => made?,
    };
    file.write_all(bytes)?;
    keep_mode(path, file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private; what is generated has the mode of the file that it replaces, or 0644.
#[cfg(unix)]
fn keep_mode(path: &Utf8Path, file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |there| there.permissions().mode() & 0o777);
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_mode(_: &Utf8Path, _: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::WritePlan;
    use crate::generated::Content;
    use crate::manifest::hash;
    use camino::{Utf8Path, Utf8PathBuf};

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn root(&self) -> Utf8PathBuf {
            Utf8Path::from_path(self.0.path()).unwrap().canonicalize_utf8().unwrap()
        }

        fn plan(&self, files: &[(&str, &str)]) -> WritePlan {
            let files = files.iter().map(|(path, text)| ((*path).into(), text_of(text))).collect();
            WritePlan::new(&self.root(), &self.root().join("out"), files, |_| true).unwrap()
        }

        fn read(&self, path: &str) -> Option<String> {
            std::fs::read_to_string(self.root().join(path)).ok()
        }
    }

    fn text_of(text: &str) -> Content {
        Content::Text(text.into())
    }

    #[test]
    fn what_was_there_when_it_was_made_is_current_and_its_hash_is_kept() {
        let folder = Folder::new();
        folder.plan(&[("f", "1")]).apply().unwrap();
        let out = folder.root().join("out");
        let there = |path: &str| vec![(path.into(), Content::There(hash(b"1")))];
        let plan = WritePlan::new(&folder.root(), &out, there("f"), |_| true).unwrap();
        assert!(!plan.writes("f"));
        plan.apply().unwrap();
        assert_eq!(folder.read("out/f").as_deref(), Some("1"));
        assert!(folder.plan(&[("f", "2")]).edited().is_empty(), "the manifest knows it");
        // Also of such a file it is asked whether it lies where it may.
        assert!(WritePlan::new(&folder.root(), &out, there("../f"), |_| true).is_err());
    }

    #[test]
    fn the_four_states_are_told_apart() {
        let folder = Folder::new();
        folder.plan(&[("a/same", "1"), ("a/old", "1"), ("a/edited", "1"), ("a/gone", "1")]).apply().unwrap();
        std::fs::write(folder.root().join("out/a/edited"), "by hand").unwrap();
        let plan = folder.plan(&[("a/same", "1"), ("a/old", "2"), ("a/edited", "2"), ("a/new", "1")]);
        assert_eq!(plan.stale(), ["out/a/old"]);
        assert_eq!(plan.edited(), ["out/a/edited"]);
        assert_eq!(plan.orphaned(), ["out/a/gone"]);
        assert_eq!(plan.missing(), ["out/a/new"]);
        plan.apply().unwrap();
        assert_eq!(folder.read("out/a/old").as_deref(), Some("2"));
        assert_eq!(folder.read("out/a/edited").as_deref(), Some("by hand"));
        assert_eq!(folder.read("out/a/gone"), None);
    }

    #[test]
    fn an_edit_stays_an_edit_however_often_one_builds() {
        let folder = Folder::new();
        folder.plan(&[("f", "1")]).apply().unwrap();
        std::fs::write(folder.root().join("out/f"), "by hand").unwrap();
        for _ in 0..3 {
            let plan = folder.plan(&[("f", "1")]);
            assert_eq!(plan.edited(), ["out/f"]);
            plan.apply().unwrap();
        }
        let plan = folder.plan(&[]);
        assert_eq!(plan.edited(), ["out/f"], "no longer generated, but a person's work is in it");
        plan.apply().unwrap();
        assert_eq!(folder.read("out/f").as_deref(), Some("by hand"));
    }

    #[test]
    fn a_file_that_was_there_before_infrac_is_never_overwritten() {
        let folder = Folder::new();
        std::fs::create_dir(folder.root().join("out")).unwrap();
        std::fs::write(folder.root().join("out/f"), "mine").unwrap();
        let plan = folder.plan(&[("f", "1")]);
        assert_eq!(plan.edited(), ["out/f"]);
        plan.apply().unwrap();
        assert_eq!(folder.read("out/f").as_deref(), Some("mine"));
    }

    #[test]
    fn an_interrupted_build_goes_on_where_it_stopped() {
        let folder = Folder::new();
        folder.plan(&[("f", "1")]).apply().unwrap();
        // The file was renamed into place, the manifest not yet.
        std::fs::write(folder.root().join("out/f"), "2").unwrap();
        let plan = folder.plan(&[("f", "2")]);
        assert!(plan.edited().is_empty());
        plan.apply().unwrap();
        assert!(folder.plan(&[("f", "3")]).edited().is_empty());
    }

    #[test]
    fn nothing_is_written_outside() {
        let folder = Folder::new();
        for path in ["../f", "/etc/f", "a/../../f", ""] {
            let files = vec![(path.into(), text_of(""))];
            assert!(WritePlan::new(&folder.root(), &folder.root().join("out"), files, |_| true).is_err(), "{path}");
        }
        std::fs::create_dir_all(folder.root().join("out")).unwrap();
        assert!(WritePlan::new(&folder.root().join("out"), &folder.root(), Vec::new(), |_| true).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let (folder, outside) = (Folder::new(), Folder::new());
        std::fs::create_dir(folder.root().join("out")).unwrap();
        std::os::unix::fs::symlink(outside.root(), folder.root().join("out/a")).unwrap();
        let files = vec![("a/f".into(), text_of(""))];
        assert!(WritePlan::new(&folder.root(), &folder.root().join("out"), files, |_| true).is_err());
        assert_eq!(outside.read("f"), None);
    }

    #[test]
    fn a_build_of_one_environment_leaves_the_others() {
        let folder = Folder::new();
        folder.plan(&[("compose/dev/f", "1"), ("compose/live/f", "1")]).apply().unwrap();
        let out = folder.root().join("out");
        let files = vec![("compose/dev/f".into(), text_of("2"))];
        let plan = WritePlan::new(&folder.root(), &out, files, |path| path.starts_with("compose/dev/")).unwrap();
        assert!(plan.orphaned().is_empty());
        plan.apply().unwrap();
        assert_eq!(folder.read("out/compose/live/f").as_deref(), Some("1"));
        assert!(folder.plan(&[("compose/dev/f", "2"), ("compose/live/f", "1")]).stale().is_empty());
    }
}
