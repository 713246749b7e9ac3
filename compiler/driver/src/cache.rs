//! Trees of an earlier run, for whoever reads the same project again and again: of two runs an editor changes a file or two.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_source::{FileId, Source, Sources};
use infrac_syntax::{Parsed, parse};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Texts and trees by the number of the file. They hold as long as the number, the path and the text are the same; a tree's spans carry the number.
#[derive(Debug, Default)]
pub struct ParseCache {
    files: FxHashMap<FileId, (Arc<Source>, Arc<Parsed>)>,
}

impl ParseCache {
    /// Adds a file to `sources`: the one of the earlier run if path and text are the same.
    pub(crate) fn source(&self, sources: &mut Sources, path: Utf8PathBuf, bytes: &[u8]) -> Arc<Source> {
        match self.files.get(&sources.next_id()) {
            Some((source, _)) if is_same(source, &path, bytes) => sources.add_shared(Arc::clone(source)),
            _ => sources.add(|id| Source::from_bytes(id, path, bytes)),
        }
    }

    /// The tree of a file, which is parsed if it is not the very one of the earlier run.
    pub(crate) fn parsed(&mut self, source: &Arc<Source>) -> Arc<Parsed> {
        if let Some((known, parsed)) = self.files.get(&source.id())
            && Arc::ptr_eq(known, source)
        {
            return Arc::clone(parsed);
        }
        let parsed = Arc::new(parse(source));
        self.files.insert(source.id(), (Arc::clone(source), Arc::clone(&parsed)));
        parsed
    }

    /// Forgets what is not among the files of the run that ends.
    pub(crate) fn end(&mut self, sources: &Sources) {
        self.files.retain(|id, _| sources.get(*id).is_some());
    }
}

/// Whether a file would be read as it was. A text with replaced bytes is not the bytes any more, so such a file never is.
fn is_same(source: &Source, path: &Utf8Path, bytes: &[u8]) -> bool {
    source.path() == path && source.text().as_bytes() == bytes && source.invalid().is_empty()
}

#[cfg(test)]
mod tests {
    use super::ParseCache;
    use crate::load::load_again;
    use crate::world::Memory;
    use std::sync::Arc;

    #[test]
    fn what_is_the_same_is_parsed_once() {
        let mut cache = ParseCache::default();
        let first = load_again(&Memory::new([("a.infra", "let a = 1"), ("b.infra", "let b = 1")]), &mut cache).unwrap();
        let again = load_again(&Memory::new([("a.infra", "let a = 2"), ("b.infra", "let b = 1")]), &mut cache).unwrap();
        let same: Vec<bool> = first
            .modules
            .iter()
            .zip(&again.modules)
            .flat_map(|(first, again)| first.files.iter().zip(&again.files))
            .map(|(first, again)| Arc::ptr_eq(&first.parsed, &again.parsed))
            .collect();
        let std = infrac_stdlib::FILES.len();
        assert!(same.iter().take(std).all(|same| *same));
        assert_eq!(same.get(std..), Some([false, true].as_slice()));
    }

    #[test]
    fn a_file_that_moved_is_parsed_anew() {
        let mut cache = ParseCache::default();
        load_again(&Memory::new([("b.infra", "let b = 1")]), &mut cache).unwrap();
        let two = load_again(&Memory::new([("a.infra", "let b = 1"), ("b.infra", "let b = 1")]), &mut cache).unwrap();
        for file in &two.modules.last().unwrap().files {
            assert_eq!(file.parsed.file.id, file.source.id());
        }
    }
}
