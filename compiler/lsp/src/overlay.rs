//! The disk, with what is open in the editor laid over it.

use crate::documents::Documents;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Disk, World, normalize};
use std::collections::BTreeSet;
use std::io;

/// The files of a project as the editor shows them: an open text hides the file that is saved, whether or not there is one.
#[derive(Clone, Debug)]
pub struct Overlay {
    disk: Disk,
    documents: Documents,
}

impl Overlay {
    /// The project of `disk` with `documents` over it.
    pub fn new(disk: Disk, documents: Documents) -> Self {
        Self { disk, documents }
    }

    fn absolute(&self, path: &Utf8Path) -> Utf8PathBuf {
        normalize(&self.disk.project().join(path))
    }

    fn open(&self, path: &Utf8Path) -> Option<&str> {
        self.documents.get(&self.absolute(path)).map(|document| &*document.text)
    }

    /// The open texts that lie in a folder itself.
    fn open_in(&self, folder: &Utf8Path) -> impl Iterator<Item = &str> {
        let folder = self.absolute(folder);
        let inside = self.documents.iter().filter(move |(path, _)| path.parent() == Some(folder.as_path()));
        inside.filter_map(|(path, _)| path.file_name())
    }
}

/// What the disk lists, which may be nothing if something is open there: a folder that is about to be made.
fn listed<T>(disk: io::Result<Vec<T>>, is_open: bool) -> io::Result<Vec<T>> {
    match disk {
        Err(error) if is_open && error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        result => result,
    }
}

impl World for Overlay {
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.open(path).map_or_else(|| self.disk.read(path), |text| Ok(text.as_bytes().to_vec()))
    }

    fn length(&self, path: &Utf8Path) -> io::Result<u64> {
        self.open(path).map_or_else(|| self.disk.length(path), |text| Ok(text.len() as u64))
    }

    fn infra_files(&self, folder: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>> {
        let open = self.open_in(folder).filter(|name| Utf8Path::new(name).extension() == Some("infra"));
        let open: Vec<Utf8PathBuf> = open.map(|name| folder.join(name)).collect();
        let saved = listed(self.disk.infra_files(folder), !open.is_empty())?;
        Ok(saved.into_iter().chain(open).collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn names(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        let open: Vec<String> = self.open_in(folder).map(str::to_owned).collect();
        let saved = listed(self.disk.names(folder), !open.is_empty())?;
        Ok(saved.into_iter().chain(open).collect::<BTreeSet<_>>().into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Overlay;
    use crate::documents::{Document, Documents};
    use crate::paths;
    use camino::{Utf8Path, Utf8PathBuf};
    use infrac_driver::{Disk, World};

    #[test]
    fn open_texts_hide_saved_ones_and_are_listed_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        std::fs::write(folder.join("b.infra"), "saved").unwrap();
        let mut documents = Documents::default();
        for name in ["b.infra", "a.infra", "new/c.infra"] {
            let path = folder.join(name);
            let document = Document { uri: paths::uri(&path), version: 1, text: "open".into() };
            documents.open(path, document);
        }
        let world = Overlay::new(Disk::open(&folder).unwrap(), documents);
        assert_eq!(world.infra_files(Utf8Path::new("")).unwrap(), ["a.infra", "b.infra"]);
        assert_eq!(world.infra_files(Utf8Path::new("new")).unwrap(), ["new/c.infra"]);
        assert!(world.infra_files(Utf8Path::new("none")).is_err());
        assert_eq!(world.read(Utf8Path::new("new/../b.infra")).unwrap(), b"open");
        assert_eq!(world.length(Utf8Path::new("a.infra")).unwrap(), 4);
    }
}
