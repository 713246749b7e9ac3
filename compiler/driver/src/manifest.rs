//! `infrac.manifest.json`: which files infrac wrote, and what they were. It tells a file that a person changed from one that is merely old.

use infrac_source::Str;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The manifest's name, in the output directory.
pub const MANIFEST: &str = "infrac.manifest.json";

/// Path below the output directory to the BLAKE3 hash of what was written there, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file.
    pub version: u32,
    /// The files, by path.
    pub files: BTreeMap<Str, Str>,
    /// What a build that has begun is about to write: it is noted before the first file and gone after the last, so that a build that was
    /// interrupted does not make its own files look like a person's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unfinished: BTreeMap<Str, Str>,
}

/// No files, in today's form.
impl Default for Manifest {
    fn default() -> Self {
        Self { version: 1, files: BTreeMap::new(), unfinished: BTreeMap::new() }
    }
}

impl Manifest {
    /// Reads it; what cannot be read counts as empty, so that every file on the disk is somebody's own and none is overwritten.
    pub fn parse(text: &[u8]) -> Self {
        serde_json::from_slice(text).ok().filter(|manifest: &Self| manifest.version == 1).unwrap_or_default()
    }

    /// Its text: sorted, one file a line, so that two branches merge.
    pub fn print(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Whether infrac wrote a file of that hash at `path`, or was about to.
    pub fn wrote(&self, path: &str, hash: &str) -> bool {
        [&self.files, &self.unfinished].into_iter().any(|files| files.get(path).is_some_and(|known| known == hash))
    }

    /// Every path that it knows, in order.
    pub fn paths(&self) -> BTreeSet<&str> {
        self.files.keys().chain(self.unfinished.keys()).map(Str::as_str).collect()
    }
}

/// The hash of a file's bytes.
pub fn hash(bytes: &[u8]) -> Str {
    blake3::hash(bytes).to_hex().as_str().into()
}
