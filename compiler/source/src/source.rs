use crate::{FileId, LineColumn, LineIndex, Span};
use camino::{Utf8Path, Utf8PathBuf};
use std::sync::{Arc, OnceLock};

/// The largest file that is read: spans are `u32`, and nobody writes 64 MiB of `.infra` by hand.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// One file: its path as users see it and its text.
#[derive(Debug)]
pub struct Source {
    id: FileId,
    path: Utf8PathBuf,
    text: Arc<str>,
    invalid: Vec<Span>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// From bytes. A run of bytes that is not UTF-8 becomes one U+FFFD, and its span in the text is kept in [`Self::invalid`].
    pub fn from_bytes(id: FileId, path: impl Into<Utf8PathBuf>, bytes: &[u8]) -> Self {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Self::new(id, path, text);
        }
        let mut text = String::with_capacity(bytes.len());
        let mut invalid: Vec<Span> = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if chunk.invalid().is_empty() {
                continue;
            }
            let at = text.len() as u32;
            match invalid.last_mut() {
                Some(last) if last.end == at => {}
                _ => {
                    text.push(char::REPLACEMENT_CHARACTER);
                    invalid.push(Span::new(id, at, text.len() as u32));
                }
            }
        }
        Self { id, path: path.into(), text: text.into(), invalid, lines: OnceLock::new() }
    }

    /// From text that is known to be valid.
    pub fn new(id: FileId, path: impl Into<Utf8PathBuf>, text: &str) -> Self {
        Self { id, path: path.into(), text: text.into(), invalid: Vec::new(), lines: OnceLock::new() }
    }

    /// Its number in the run.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The path as users see it, relative to the project; `std/…` for the standard library.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Where bytes that are not UTF-8 stood.
    pub fn invalid(&self) -> &[Span] {
        &self.invalid
    }

    /// The text of `span`; empty if it does not lie on characters of this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Its lines, indexed at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        self.lines().line_column(&self.text, offset)
    }
}

/// All files of a run, by [`FileId`].
#[derive(Debug, Default, Clone)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a file made by `make`, which is given its number.
    pub fn add(&mut self, make: impl FnOnce(FileId) -> Source) -> Arc<Source> {
        let source = Arc::new(make(self.next_id()));
        self.files.push(Arc::clone(&source));
        source
    }

    /// Adds a file that has been made for this very number.
    pub fn add_shared(&mut self, source: Arc<Source>) -> Arc<Source> {
        debug_assert_eq!(source.id(), self.next_id(), "a file's spans carry its number");
        self.files.push(Arc::clone(&source));
        source
    }

    /// The number of the next file.
    pub fn next_id(&self) -> FileId {
        FileId(self.files.len() as u32)
    }

    /// The file of that number.
    pub fn get(&self, id: FileId) -> Option<&Arc<Source>> {
        self.files.get(id.0 as usize)
    }

    /// All, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.files.iter()
    }

    /// The text of a span, empty if there is none.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |source| source.slice(span))
    }
}
