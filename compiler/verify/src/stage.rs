//! The documents in a temporary folder, and what each of their lines came from.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::Compiled;
use infrac_tree::{Document, Printed, print_with_origins};
use std::collections::BTreeMap;
use std::io;
use tempfile::TempDir;

/// All documents of a build, on the disk for as long as this lives.
pub(crate) struct Stage<'c> {
    pub(crate) compiled: &'c Compiled,
    staged: BTreeMap<&'c str, Staged<'c>>,
    root: Utf8PathBuf,
    scratch: Utf8PathBuf,
    _folder: TempDir,
}

/// A document and its text.
pub(crate) struct Staged<'c> {
    pub(crate) document: &'c Document,
    pub(crate) printed: Printed,
}

impl<'c> Stage<'c> {
    /// Writes all documents below a temporary folder, as a build would below its output directory.
    pub(crate) fn new(compiled: &'c Compiled) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("infrac-verify-").tempdir()?;
        let utf8 = |path: std::path::PathBuf| {
            Utf8PathBuf::from_path_buf(path)
                .map_err(|path| io::Error::other(format!("{} is not UTF-8", path.display())))
        };
        // After links: tools name files by their real paths.
        let real = utf8(folder.path().canonicalize()?)?;
        let (root, scratch) = (real.join("out"), real.join("scratch"));
        std::fs::create_dir(&scratch)?;
        let mut staged = BTreeMap::new();
        for document in &compiled.documents {
            let printed = print_with_origins(document);
            let place = root.join(document.path.as_str());
            std::fs::create_dir_all(place.parent().unwrap_or(&root))?;
            std::fs::write(&place, &printed.text)?;
            staged.insert(document.path.as_str(), Staged { document, printed });
        }
        Ok(Self { compiled, staged, root, scratch, _folder: folder })
    }

    /// The folder that stands for the output directory, absolute.
    pub(crate) fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// A folder beside it for what tools need besides, absolute.
    pub(crate) fn scratch(&self) -> &Utf8Path {
        &self.scratch
    }

    /// The document of that path.
    pub(crate) fn get(&self, path: &str) -> Option<&Staged<'c>> {
        self.staged.get(path)
    }

    /// The paths of the documents whose path fits.
    pub(crate) fn paths(&self, fits: impl Fn(&str) -> bool) -> Vec<&'c str> {
        self.staged.keys().copied().filter(|path| fits(path)).collect()
    }

    /// The path of a document as a tool named it: absolute, or relative to `folder` (itself relative to the root).
    pub(crate) fn named(&self, folder: &str, name: &str) -> Option<&'c str> {
        let place = infrac_driver::normalize(&self.root.join(folder).join(name));
        let path = place.strip_prefix(&self.root).ok()?;
        self.staged.get_key_value(path.as_str()).map(|(path, _)| *path)
    }

    /// A tool's words without the temporary folder.
    pub(crate) fn cleaned(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.root), "")
            .replace(self.root.as_str(), ".")
            .replace(&format!("{}/", self.scratch), "")
    }
}
