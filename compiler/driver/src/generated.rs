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
    There(Str),
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's own files")]
mod tests {
    use super::{Content, OutputFolder};
    use crate::manifest::hash;
    use crate::world::Disk;
    use camino::Utf8Path;

    #[test]
    fn only_what_the_disk_holds_byte_for_byte_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        let pipeline = "workflows/github/shop.yml";
        assert!(infrac_workflows::github_place(pipeline).is_some());
        let disk = Disk::open(root).unwrap();
        let text = |text: &str| Content::Text(text.into());
        let before = OutputFolder::of(&disk, Utf8Path::new("out"));
        for path in ["a/f", pipeline] {
            let place = root.join("out").join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, "12").unwrap();
        }
        assert_eq!(before.finish("a/f", "12".to_owned()), text("12"), "there was no folder when the build began");
        let output = OutputFolder::of(&disk, Utf8Path::new("out"));
        assert_eq!(output.finish("a/f", "12".to_owned()), Content::There(hash(b"12")));
        for other in ["1", "123", "13", ""] {
            assert_eq!(output.finish("a/f", other.to_owned()), text(other));
        }
        assert_eq!(output.finish("a/g", "12".to_owned()), text("12"), "it is not there");
        assert_eq!(output.finish(pipeline, "12".to_owned()), text("12"), "the repository may get a copy");
    }
}
