//! From spans of the compiler to places of the protocol.

use crate::documents::Documents;
use crate::paths;
use crate::position::{Encoding, Lines};
use crate::protocol::{Location, Range, TextEdit, Uri};
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Shelf, normalize};
use infrac_source::{FileId, Source, Sources, Span};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops;
use std::rc::Rc;
use std::sync::Arc;

/// Where the files of one project lie for the client.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The project's folder, absolute.
    pub folder: &'a Utf8Path,
    /// The standard library as files, if there is a place for them.
    pub shelf: Option<&'a Shelf>,
    /// What is open: its addresses are the client's own.
    pub documents: &'a Documents,
    /// How characters are counted.
    pub encoding: Encoding,
}

impl Site<'_> {
    /// The absolute path of a source; `None` for the standard library where it has no files.
    pub fn path(&self, source: &Utf8Path) -> Option<Utf8PathBuf> {
        if source.starts_with("std") {
            return self.shelf.map(|shelf| shelf.library(source));
        }
        Some(normalize(&self.folder.join(source)))
    }

    /// The address of a path: the client's own spelling if it is open.
    pub fn uri(&self, path: &Utf8Path) -> Uri {
        self.documents.get(path).map_or_else(|| paths::uri(path), |document| document.uri.clone())
    }
}

/// Converts the spans of one state of a project.
#[derive(Debug)]
pub struct Converter<'a> {
    site: Site<'a>,
    sources: &'a Sources,
    lines: RefCell<HashMap<FileId, Rc<Lines>>>,
}

impl<'a> Converter<'a> {
    /// Of the texts `sources`.
    pub fn new(site: Site<'a>, sources: &'a Sources) -> Self {
        Self { site, sources, lines: RefCell::default() }
    }

    /// Where the files lie.
    pub fn site(&self) -> Site<'a> {
        self.site
    }

    /// The texts.
    pub fn sources(&self) -> &'a Sources {
        self.sources
    }

    fn lines(&self, source: &Source) -> Rc<Lines> {
        let mut known = self.lines.borrow_mut();
        Rc::clone(known.entry(source.id()).or_insert_with(|| Rc::new(Lines::new(source.text()))))
    }

    /// The range of some bytes of a source.
    pub fn bytes(&self, source: &Source, bytes: ops::Range<u32>) -> Range {
        self.lines(source).range(source.text(), bytes, self.site.encoding)
    }

    /// The byte of a position.
    pub fn offset(&self, source: &Source, position: crate::protocol::Position) -> u32 {
        self.lines(source).offset(source.text(), position, self.site.encoding)
    }

    /// The range of a span in its file; the start of everything if there is no such file.
    pub fn range(&self, span: Span) -> Range {
        self.source(span).map_or_else(Range::default, |source| self.bytes(source, span.start..span.end))
    }

    /// Address and range of a span; `None` if its file is none that the client can open.
    pub fn location(&self, span: Span) -> Option<Location> {
        let source = self.source(span)?;
        Some(Location { uri: self.uri(source)?, range: self.bytes(source, span.start..span.end) })
    }

    /// The address of a source.
    pub fn uri(&self, source: &Source) -> Option<Uri> {
        Some(self.site.uri(&self.site.path(source.path())?))
    }

    /// A replacement.
    pub fn edit(&self, span: Span, text: &str) -> TextEdit {
        TextEdit { range: self.range(span), new_text: text.to_owned() }
    }

    fn source(&self, span: Span) -> Option<&'a Arc<Source>> {
        self.sources.get(span.file)
    }
}
