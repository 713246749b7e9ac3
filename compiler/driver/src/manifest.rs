//! `infrac.manifest.json`: which files infrac wrote, and what they were. It tells a file that a person changed from one that is merely old.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The manifest's name, in the output directory.
pub const MANIFEST: &str = "infrac.manifest.json";

/// Path below the output directory to the BLAKE3 hash of what was written there, in hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file.
    pub version: u32,
    /// The files, by path.
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads it; what cannot be read counts as empty, so that every file on the disk is somebody's own and none is overwritten.
    pub fn parse(text: &[u8]) -> Self {
        serde_json::from_slice(text).ok().filter(|manifest: &Self| manifest.version == 1).unwrap_or_default()
    }

    /// Its text: sorted, one file a line, so that two branches merge.
    pub fn print(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(&Self { version: 1, files: self.files.clone() }).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The hash of a file's bytes.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
