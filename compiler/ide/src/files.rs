use infrac_driver::{Analysis, LoadedFile};
use infrac_model::ModuleId;
use infrac_source::{FileId, Source, Span, Utf8Path, Utf8PathBuf};
use infrac_syntax::{Comments, Kind, Token, ast};
use std::collections::BTreeMap;

/// Where each file is found in an [`Analysis`].
#[derive(Debug)]
pub(crate) struct Files {
    /// By number: module, and file within the module.
    places: Vec<Option<(usize, usize)>>,
    paths: BTreeMap<Utf8PathBuf, FileId>,
}

impl Files {
    pub fn of(analysis: &Analysis) -> Self {
        let mut places = vec![None; analysis.sources.iter().count()];
        let mut paths = BTreeMap::new();
        for (module, loaded) in analysis.modules.iter().enumerate() {
            for (at, file) in loaded.files.iter().enumerate() {
                if let Some(place) = places.get_mut(file.source.id().0 as usize) {
                    *place = Some((module, at));
                }
                paths.insert(file.source.path().to_owned(), file.source.id());
            }
        }
        Self { places, paths }
    }

    pub fn at_path(&self, path: &Utf8Path) -> Option<FileId> {
        self.paths.get(path).copied()
    }

    pub fn get<'a>(&self, analysis: &'a Analysis, file: FileId) -> Option<FileView<'a>> {
        let (module, at) = (*self.places.get(file.0 as usize)?)?;
        let loaded = analysis.modules.get(module)?.files.get(at)?;
        Some(FileView { module: ModuleId(module as u32), loaded })
    }

    pub fn ids(&self) -> impl Iterator<Item = FileId> {
        (0..self.places.len() as u32).map(FileId)
    }
}

/// A file: its text, tree, tokens and comments.
#[derive(Clone, Copy, Debug)]
pub struct FileView<'a> {
    /// The module that it belongs to.
    pub module: ModuleId,
    loaded: &'a LoadedFile,
}

impl<'a> FileView<'a> {
    /// Its number.
    pub fn id(self) -> FileId {
        self.loaded.source.id()
    }

    /// Its source.
    pub fn source(self) -> &'a Source {
        &self.loaded.source
    }

    /// Its text.
    pub fn text(self) -> &'a str {
        self.loaded.source.text()
    }

    /// Its tree.
    pub fn tree(self) -> &'a ast::File {
        &self.loaded.parsed.file
    }

    /// What was read of it: tree, tokens, comments, and what was wrong.
    pub fn parsed(self) -> &'a infrac_syntax::Parsed {
        &self.loaded.parsed
    }

    /// What each of its imports leads to.
    pub fn imports(self) -> &'a [infrac_model::Import] {
        &self.loaded.imports
    }

    /// Its tokens; the last is the end.
    pub fn tokens(self) -> &'a [Token] {
        &self.loaded.parsed.tokens
    }

    /// Its comments and blank lines.
    pub fn comments(self) -> &'a Comments {
        &self.loaded.parsed.comments
    }

    /// Whether it belongs to the standard library.
    pub fn in_library(self) -> bool {
        self.module.0 == 0
    }

    /// The span `start..end` of it.
    pub fn span(self, start: u32, end: u32) -> Span {
        Span::new(self.id(), start, end)
    }

    /// The text of a token.
    pub fn token_text(self, token: &Token) -> &'a str {
        self.text().get(token.start as usize..token.end as usize).unwrap_or("")
    }

    /// How many tokens begin before `offset`.
    pub fn tokens_before(self, offset: u32) -> usize {
        self.tokens().partition_point(|token| token.start < offset)
    }

    /// The token on which `offset` lies: the one that contains it, else the one that ends there; a name before anything else.
    pub fn token_at(self, offset: u32) -> Option<&'a Token> {
        let after = self.tokens().partition_point(|token| token.start <= offset);
        let touches = |token: &&Token| token.end >= offset && token.kind != Kind::End;
        let last = after.checked_sub(1).and_then(|at| self.tokens().get(at)).filter(touches);
        let before = after.checked_sub(2).and_then(|at| self.tokens().get(at)).filter(touches);
        let is_name = |token: &&Token| matches!(token.kind, Kind::Lower | Kind::Upper);
        match (before, last) {
            (Some(before), Some(last)) if is_name(&before) && !is_name(&last) => Some(before),
            (_, last) => last,
        }
    }

    /// The last token that ends at or before `offset`.
    pub fn token_ending_before(self, offset: u32) -> Option<(usize, &'a Token)> {
        let after = self.tokens().partition_point(|token| token.end <= offset);
        let at = after.checked_sub(1)?;
        // The end of the file is no token that anything stands behind.
        let at = if self.tokens().get(at)?.kind == Kind::End { at.checked_sub(1)? } else { at };
        Some((at, self.tokens().get(at)?))
    }

    /// Where the line of `offset` begins.
    pub fn line_start(self, offset: u32) -> u32 {
        let lines = self.source().lines();
        lines.start_of(lines.line_of(offset)).unwrap_or(0)
    }

    /// The blanks at the beginning of the line of `offset`.
    pub fn indentation(self, offset: u32) -> &'a str {
        let rest = self.text().get(self.line_start(offset) as usize..).unwrap_or("");
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest.get(..blanks).unwrap_or("")
    }

    /// `offset`, brought to the end of the text and to the beginning of a character.
    pub fn clamp(self, offset: u32) -> u32 {
        let mut at = (offset as usize).min(self.text().len());
        while at > 0 && !self.text().is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    }
}
