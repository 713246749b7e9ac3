//! What the compiler carries within itself, laid down as files, so that any editor can open it: the standard library, where definitions of kinds and
//! attributes lead, and the page of each code, where a finding's link leads.

use crate::write::write_file;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_diagnostics::codes;
use std::io;

/// The folder that holds them.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: Utf8PathBuf,
}

impl Shelf {
    /// Lays the files down below `cache`, in a folder of their own that is named by their content, so that versions of the compiler do not disturb
    /// each other. Nothing is written if they are there.
    pub fn open(cache: &Utf8Path) -> io::Result<Self> {
        let mut hash = blake3::Hasher::new();
        for (path, text) in infrac_stdlib::FILES {
            hash.update(path.as_bytes()).update(text.as_bytes());
        }
        for info in codes::all() {
            hash.update(info.code.as_bytes()).update(info.page.as_bytes());
        }
        let hash = hash.finalize().to_hex();
        let name = format!("infrac-{}-{}", env!("CARGO_PKG_VERSION"), hash.get(..12).unwrap_or_default());
        let shelf = Self { folder: cache.join(name) };
        for (path, text) in infrac_stdlib::FILES {
            write_file(&shelf.folder.join(path), text.as_bytes())?;
        }
        for info in codes::all() {
            write_file(&shelf.page(info.code), info.page.as_bytes())?;
        }
        Ok(shelf)
    }

    /// The page of a code, which may be one that there is.
    pub fn page(&self, code: &str) -> Utf8PathBuf {
        self.folder.join("codes").join(format!("{code}.md"))
    }

    /// The file of a source of the standard library: `std/…`.
    pub fn library(&self, path: &Utf8Path) -> Utf8PathBuf {
        self.folder.join(path)
    }

    /// The source of the standard library that lies at a place, as the sources name it: `std/…`.
    pub fn library_path<'p>(&self, place: &'p Utf8Path) -> Option<&'p Utf8Path> {
        place.strip_prefix(&self.folder).ok().filter(|path| path.starts_with("std"))
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;
    use camino::Utf8Path;

    #[test]
    fn the_library_and_the_pages_can_be_opened() {
        let cache = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(Utf8Path::from_path(cache.path()).unwrap()).unwrap();
        let (path, text) = infrac_stdlib::FILES.first().unwrap();
        let place = shelf.library(Utf8Path::new(path));
        assert_eq!(std::fs::read_to_string(&place).unwrap(), *text);
        assert_eq!(shelf.library_path(&place).unwrap(), *path);
        assert!(std::fs::read_to_string(shelf.page("E0301")).unwrap().contains("E0301"));
    }
}
