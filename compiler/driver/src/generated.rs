//! Files as text, and whether the disk holds them already.

use crate::manifest::hash;
use crate::world::Disk;
use crate::write::Land;
use camino::Utf8Path;
use infrac_source::Str;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

/// A generated file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Generated {
    /// Its path below the output directory, with `/`.
    pub path: Str,
    /// What it holds.
    pub content: Content,
}

/// What a generated file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// This text.
    Text(Arc<str>),
    /// What the file of its path held already when it was made, byte for byte: its BLAKE3 hash, in hexadecimal digits.
    There(String),
}

/// Makes of a path and a text what is kept of it.
pub type Finish<'f> = dyn Fn(&str, String) -> Content + Sync + 'f;

/// The output directory as it is while a build makes its files. Most builds change few of them: what is there already is not kept in memory.
#[derive(Clone, Debug)]
pub struct OutputFolder {
    land: Land,
    /// There is anything at all.
    is_there: bool,
}

impl OutputFolder {
    /// The directory `out`, relative to the project.
    pub fn of(disk: &Disk, out: &Utf8Path) -> Self {
        let land = Land { out: disk.project().join(out), repository: disk.repository().to_owned() };
        let is_there = land.out.is_dir();
        Self { land, is_there }
    }

    /// What is kept of a file. Pipelines are kept whole, since the repository may get a copy.
    pub fn finish(&self, path: &str, text: String) -> Content {
        let is_current = self.is_there
            && infrac_workflows::github_place(path).is_none()
            && is_same(&self.land.place(path), text.as_bytes()).is_ok_and(|same| same);
        if is_current { Content::There(hash(text.as_bytes())) } else { Content::Text(text.into()) }
    }
}

/// Whether a file holds exactly these bytes. Of a longer one no more is read than tells.
pub(crate) fn is_same(place: &Utf8Path, wanted: &[u8]) -> io::Result<bool> {
    let mut there = Vec::with_capacity(wanted.len() + 1);
    File::open(place)?.take(wanted.len() as u64 + 1).read_to_end(&mut there)?;
    Ok(there == wanted)
}
