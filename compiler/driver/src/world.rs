//! The one contact with the world outside: files.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::io;

/// Where files are read from. Paths are relative to the project's folder, with `/`; `..` may lead to other folders of the same repository,
/// never out of it.
pub trait World: Sync {
    /// The bytes of a file.
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>>;

    /// The number of its bytes, so that a file that is too large need not be read to be refused.
    fn length(&self, path: &Utf8Path) -> io::Result<u64> {
        Ok(self.read(path)?.len() as u64)
    }

    /// The `*.infra` files that lie in a folder itself, in byte order of their names.
    fn infra_files(&self, folder: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>>;

    /// The names of all files and folders that lie in a folder itself, in byte order: for "did you mean".
    fn names(&self, folder: &Utf8Path) -> io::Result<Vec<String>>;
}

/// The disk.
#[derive(Clone, Debug)]
pub struct Disk {
    project: Utf8PathBuf,
    repository: Utf8PathBuf,
}

impl Disk {
    /// The project in `folder`, which must exist. Its repository is the nearest folder upwards that holds `.git`, else the project's own folder.
    pub fn open(folder: &Utf8Path) -> io::Result<Self> {
        let project = folder.canonicalize_utf8()?;
        let repository = project.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&project);
        Ok(Self { repository: repository.to_owned(), project })
    }

    /// The project's folder, absolute.
    pub fn project(&self) -> &Utf8Path {
        &self.project
    }

    /// The repository's folder, absolute.
    pub fn repository(&self) -> &Utf8Path {
        &self.repository
    }

    /// The absolute path, after links; an error if it leads out of the repository.
    fn resolve(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        let absolute = self.project.join(path).canonicalize_utf8()?;
        if absolute.starts_with(&self.repository) {
            return Ok(absolute);
        }
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "it lies outside the repository"))
    }
}

impl World for Disk {
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let place = self.resolve(path)?;
        regular(&place)?;
        std::fs::read(place)
    }

    fn length(&self, path: &Utf8Path) -> io::Result<u64> {
        regular(&self.resolve(path)?)
    }

    fn infra_files(&self, folder: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>> {
        let mut names = Vec::new();
        for entry in self.resolve(folder)?.read_dir_utf8()? {
            let entry = entry?;
            // A link that leads nowhere is listed, so that reading it says so; folders, pipes and sockets are no sources.
            let is_file = std::fs::metadata(entry.path()).map_or(true, |there| there.is_file());
            if entry.path().extension() == Some("infra") && is_file {
                names.push(folder.join(entry.file_name()));
            }
        }
        names.sort();
        Ok(names)
    }

    fn names(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        let entries = self.resolve(folder)?.read_dir_utf8()?;
        let mut names = entries.map(|entry| Ok(entry?.file_name().to_owned())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }
}

/// The length of a regular file; reading a pipe would wait for whoever writes to it.
fn regular(place: &Utf8Path) -> io::Result<u64> {
    let there = std::fs::metadata(place)?;
    if there.is_file() {
        return Ok(there.len());
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"))
}

/// Files in memory, for tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<Utf8PathBuf, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl AsRef<Utf8Path>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(normalize(path.as_ref()), bytes.into());
    }

    /// A world of these files.
    pub fn new<P: AsRef<Utf8Path>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let mut world = Self::default();
        for (path, bytes) in files {
            world.insert(path, bytes);
        }
        world
    }
}

impl World for Memory {
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.files.get(&normalize(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn infra_files(&self, folder: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>> {
        let folder = normalize(folder);
        if folder.components().next().is_some() && !self.files.keys().any(|path| path.starts_with(&folder)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = self.files.keys().filter(|path| path.extension() == Some("infra"));
        Ok(inside.filter(|path| path.parent() == Some(folder.as_path())).cloned().collect())
    }

    fn names(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        let folder = normalize(folder);
        let inside = self.files.keys().filter_map(|path| path.strip_prefix(&folder).ok());
        let mut names: Vec<String> =
            inside.filter_map(|path| path.components().next()).map(|name| name.to_string()).collect();
        names.dedup();
        Ok(names)
    }
}

/// Without `.` and with `a/..` taken away, by the text alone; leading `..` stay.
pub fn normalize(path: &Utf8Path) -> Utf8PathBuf {
    let mut clean = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => match clean.components().next_back() {
                Some(Utf8Component::Normal(_)) => {
                    clean.pop();
                }
                _ => clean.push(".."),
            },
            Utf8Component::Normal(_) | Utf8Component::RootDir | Utf8Component::Prefix(_) => clean.push(component),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::{Memory, World, normalize};
    use camino::Utf8Path;

    #[test]
    fn paths_are_normalized_by_their_text() {
        assert_eq!(normalize(Utf8Path::new("a/./b/../c")), "a/c");
        assert_eq!(normalize(Utf8Path::new("../x/..")), "..");
        assert_eq!(normalize(Utf8Path::new(".")), "");
    }

    #[test]
    fn a_folder_holds_its_own_files_alone_in_order() {
        let world = Memory::new([("b.infra", ""), ("a.infra", ""), ("sub/c.infra", ""), ("d.txt", "")]);
        assert_eq!(world.infra_files(Utf8Path::new("")).unwrap(), ["a.infra", "b.infra"]);
        assert_eq!(world.infra_files(Utf8Path::new("sub")).unwrap(), ["sub/c.infra"]);
        assert!(world.infra_files(Utf8Path::new("none")).is_err());
    }
}
