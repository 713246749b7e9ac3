//! What a plan of writing is made on: the disk, what infrac wrote there, and what it wants there now.

use crate::generated::{Content, is_same};
use crate::manifest::{Manifest, hash};
use crate::write::{Land, State, WriteError, failed, real, stays_below, stays_inside};
use camino::Utf8Path;
use infrac_source::Str;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::fs::FileType;
use std::io;

/// The disk below the output directory, the manifest, and what is generated.
pub(crate) struct Ground<'a> {
    pub(crate) land: &'a Land,
    pub(crate) before: &'a Manifest,
    pub(crate) wanted: &'a BTreeMap<Str, Content>,
    pub(crate) folders: Folders,
}

/// The folders of everything that is wanted, by their paths.
pub(crate) type Folders = FxHashMap<Str, Folder>;

/// The path of a file's folder, and its name in it.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A folder that files are to be written to, as it is. Looked at once for all of its files.
pub(crate) struct Folder {
    /// Whether it lies, after links, where it may.
    inside: bool,
    /// What stands in it; an error if that cannot be found out.
    entries: io::Result<FxHashMap<String, FileType>>,
}

impl Folder {
    fn look(land: &Land, path: &str, inside: Option<&Utf8Path>, place: &Utf8Path) -> Self {
        let inside = match land.around(path) {
            around if around == land.out => stays_below(inside, &land.out, place),
            around => stays_inside(around, place),
        };
        Self { inside: inside.is_ok(), entries: entries(place) }
    }
}

/// The names in a folder; those that are not UTF-8 are none of infrac's.
fn entries(folder: &Utf8Path) -> io::Result<FxHashMap<String, FileType>> {
    let listed = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FxHashMap::default()),
        listed => listed?,
    };
    let mut entries = FxHashMap::default();
    for entry in listed {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string() {
            entries.insert(name, entry.file_type()?);
        }
    }
    Ok(entries)
}

/// Looks at the folders of everything that is wanted, side by side.
pub(crate) fn folders(land: &Land, wanted: &BTreeMap<Str, Content>) -> Folders {
    let inside = real(&land.out);
    let mut first_files: Vec<&str> = Vec::new();
    // Files of one folder stand beside each other but for those of its own folders.
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for path in wanted.keys() {
        if seen.insert(parts(path).0) {
            first_files.push(path);
        }
    }
    let look = |path: &str| {
        let place = land.place(path);
        let folder = place.parent()?;
        Some((parts(path).0.into(), Folder::look(land, path, inside.as_deref(), folder)))
    };
    first_files.into_par_iter().filter_map(look).collect()
}

impl Ground<'_> {
    /// How the file at `path` stands to what is wanted, and the hash of what is there if that is to be replaced.
    pub(crate) fn state(&self, path: &str, wanted: &Content) -> Result<(State, Option<Str>), WriteError> {
        let (folder, name) = parts(path);
        match self.folders.get(folder) {
            Some(Folder { inside: true, entries: Ok(entries) }) => match entries.get(name) {
                Some(kind) if kind.is_file() => self.compared(path, wanted),
                None if entries.is_empty() && matches!(wanted, Content::Text(_)) => Ok((State::Missing, None)),
                // A link may lead out of the folder, and what is not listed may be there in another spelling of upper and lower case.
                _ => self.looked(path, wanted),
            },
            _ => self.looked(path, wanted),
        }
    }

    /// [`Ground::state`] of whatever stands there, if anything does.
    fn looked(&self, path: &str, wanted: &Content) -> Result<(State, Option<Str>), WriteError> {
        stays_inside(self.land.around(path), &self.land.place(path))?;
        self.compared(path, wanted)
    }

    /// [`Ground::state`] of what lies where it may.
    fn compared(&self, path: &str, wanted: &Content) -> Result<(State, Option<Str>), WriteError> {
        let Content::Text(wanted) = wanted else { return Ok((State::Current, None)) };
        let place = &self.land.place(path);
        match is_same(place, wanted.as_bytes()) {
            Ok(true) => return Ok((State::Current, None)),
            Ok(false) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((State::Missing, None)),
            // Of a folder where a file is to be, or a file where a folder is to be, only infrac's own leftovers make way.
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                return Ok((if self.is_leftover_folder(path, place) { State::Missing } else { State::Edited }, None));
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Ok((if self.is_below_leftover(path) { State::Missing } else { State::Edited }, None));
            }
            Err(error) => return Err(failed("read", place)(error)),
        }
        let found = hash(&std::fs::read(place).map_err(failed("read", place))?);
        Ok(if self.before.wrote(path, &found) { (State::Stale, Some(found)) } else { (State::Edited, None) })
    }

    /// How a file stands that is no longer generated; `None` if it is gone.
    pub(crate) fn orphan(&self, path: &str) -> Option<State> {
        let place = self.land.place(path);
        let there = std::fs::read(&place).ok()?;
        // Behind a link lies somebody else's folder, whatever it holds.
        let own = self.before.wrote(path, &hash(&there)) && stays_inside(self.land.around(path), &place).is_ok();
        Some(if own { State::Orphaned } else { State::OrphanedEdited })
    }

    /// Whether infrac wrote the file at `path`, no longer wants it, and nobody changed it.
    fn is_leftover(&self, path: &str) -> bool {
        !self.wanted.contains_key(path) && self.orphan(path) == Some(State::Orphaned)
    }

    /// Whether all files of a folder are leftovers.
    fn is_leftover_folder(&self, path: &str, folder: &Utf8Path) -> bool {
        let top = folder;
        let inner = |place: &Utf8Path| Some(format!("{path}/{}", place.strip_prefix(top).ok()?));
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let Ok(entries) = folder.read_dir_utf8() else { return false };
            for entry in entries {
                let Ok(entry) = entry else { return false };
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => waiting.push(entry.path().to_owned()),
                    Ok(_) if inner(entry.path()).is_some_and(|path| self.is_leftover(&path)) => {}
                    _ => return false,
                }
            }
        }
        true
    }

    /// Whether the file that stands where `path` wants a folder is a leftover.
    fn is_below_leftover(&self, path: &str) -> bool {
        let above = Utf8Path::new(path).ancestors().skip(1).find(|above| self.land.place(above.as_str()).is_file());
        above.is_some_and(|above| self.is_leftover(above.as_str()))
    }
}
