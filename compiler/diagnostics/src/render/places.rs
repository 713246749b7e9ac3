use infrac_source::{FileId, LineColumn, Source, Sources, Span};
use std::collections::HashMap;

/// A span as people and machines count it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place<'a> {
    /// The path as users see it.
    pub(super) path: &'a str,
    /// Where it begins.
    pub(super) start: LineColumn,
    /// Where it ends; the column is one past the last character.
    pub(super) end: LineColumn,
}

/// Finds lines and columns, and remembers the last place of each file: findings come in the order of the text, and a file may
/// be one long line.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    last: HashMap<FileId, (u32, LineColumn)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, last: HashMap::new() }
    }

    /// The place of `span`; `None` if there is no such file.
    pub(super) fn of(&mut self, span: Span) -> Option<Place<'a>> {
        let source = self.sources.get(span.file)?;
        let start = self.line_column(source, span.start);
        let end = self.line_column(source, span.end.max(span.start));
        Some(Place { path: source.path().as_str(), start, end })
    }

    fn line_column(&mut self, source: &Source, offset: u32) -> LineColumn {
        let offset = offset.min(source.text().len() as u32);
        let line = source.lines().line_of(offset) + 1;
        let place = match self.last.get(&source.id()) {
            Some(&(before, known)) if known.line == line && before <= offset => {
                let between = source.text().get(before as usize..offset as usize).unwrap_or("");
                LineColumn { line, column: known.column + between.chars().count() as u32 }
            }
            _ => source.line_column(offset),
        };
        self.last.insert(source.id(), (offset, place));
        place
    }
}
