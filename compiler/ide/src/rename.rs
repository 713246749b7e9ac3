//! Renaming: every place of a name at once, and only where nothing else changes its meaning by it.

use crate::name::Name;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_diagnostics::Edit;
use infrac_model::DefinitionKind;
use infrac_plan::in_library;
use infrac_source::{FileId, Span};
use infrac_syntax::{Kind, Word};

/// Why a name cannot be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RenameProblem {
    /// There is no name here.
    NoName,
    /// It belongs to the standard library.
    Library(String),
    /// It is the language's own word: `env`, `self`.
    Word(String),
    /// The text cannot be a name of this sort; with what such a name is made of.
    Invalid {
        /// The text.
        text: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// The new name would mean something else somewhere, or something would no longer be right: the first finding that it would lead to.
    Clash(String),
}

impl std::fmt::Display for RenameProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoName => f.write_str("there is no name here that can be changed"),
            Self::Library(name) => write!(f, "`{name}` belongs to the standard library"),
            Self::Word(name) => write!(f, "`{name}` is a word of the language"),
            Self::Invalid { text, wanted } => write!(f, "`{text}` cannot be this name: {wanted}"),
            Self::Clash(message) => write!(f, "with that name: {message}"),
        }
    }
}

/// What can be renamed: where the name stands, and what it is now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renamable {
    /// The name under the cursor, without quotes.
    pub span: Span,
    /// Its text.
    pub text: String,
}

/// What a new name means for the texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renaming {
    /// One edit a place, in the order of places.
    pub edits: Vec<Edit>,
    /// For a block whose label names what is generated: `@was(old)` before it, so that state and generated names are kept.
    pub keep_names: Option<Edit>,
}

/// Whether the name under the cursor can be changed.
pub fn prepare_rename(snapshot: &Snapshot, file: FileId, offset: u32) -> Result<Renamable, RenameProblem> {
    let name = renamable(snapshot, file, offset)?;
    let span = without_quotes(snapshot, name.span);
    Ok(Renamable { span, text: snapshot.slice(span).to_owned() })
}

/// The edits that give the name under the cursor a new text, everywhere. They are tried out first: the project is checked with them, and a finding
/// that was not there before refuses them.
pub fn rename(snapshot: &Snapshot, file: FileId, offset: u32, to: &str) -> Result<Renaming, RenameProblem> {
    let name = renamable(snapshot, file, offset)?;
    valid(name.kind, to)?;
    let places = snapshot.references_of(&name);
    let old = snapshot.slice(without_quotes(snapshot, name.definition)).to_owned();
    let edits: Vec<Edit> = places
        .into_iter()
        .map(|place| without_quotes(snapshot, place.span))
        .filter(|span| snapshot.slice(*span) == old)
        .map(|span| Edit { span, text: to.to_owned() })
        .collect();
    if old == to {
        return Ok(Renaming { edits: Vec::new(), keep_names: None });
    }
    try_out(snapshot, &edits)?;
    let keep_names = keep_names(snapshot, &name, &old);
    Ok(Renaming { edits, keep_names })
}

fn renamable(snapshot: &Snapshot, file: FileId, offset: u32) -> Result<Name, RenameProblem> {
    let Some(name) = snapshot.name_at(file, offset) else {
        let view = snapshot.file(file).ok_or(RenameProblem::NoName)?;
        let token = view.token_at(offset).filter(|token| token.word.is_reserved());
        return Err(token.map_or(RenameProblem::NoName, |token| RenameProblem::Word(view.token_text(token).to_owned())));
    };
    let text = snapshot.slice(without_quotes(snapshot, name.span));
    if in_library(name.definition) {
        return Err(RenameProblem::Library(text.to_owned()));
    }
    if Word::of(text).is_reserved() {
        return Err(RenameProblem::Word(text.to_owned()));
    }
    // An import without an alias is called by its folder's name, which stands in no place of its own.
    if text.is_empty() || (name.kind == DefinitionKind::Module && snapshot.slice(name.definition) != text) {
        return Err(RenameProblem::NoName);
    }
    Ok(name)
}

/// A quoted label or key is renamed within its quotes.
fn without_quotes(snapshot: &Snapshot, span: Span) -> Span {
    let text = snapshot.slice(span);
    if text.len() >= 2 && text.starts_with('"') && text.ends_with('"') {
        return Span::new(span.file, span.start + 1, span.end - 1);
    }
    span
}

/// A name is one token of the sort that its place takes, and no word that cannot be declared.
fn valid(kind: DefinitionKind, to: &str) -> Result<(), RenameProblem> {
    let source = infrac_source::Source::new(FileId(0), "name", to);
    let lexed = infrac_syntax::lex(&source);
    let sort = match lexed.tokens.as_slice() {
        [only, end] if end.kind == Kind::End && only.start == 0 && only.end as usize == to.len() => Some(only.kind),
        _ => None,
    };
    let upper = kind == DefinitionKind::Type;
    let (fits, wanted) = match kind {
        _ if upper => (sort == Some(Kind::Upper), "a capital letter, then letters, digits and `_`"),
        DefinitionKind::Exposed => {
            (matches!(sort, Some(Kind::Lower | Kind::Upper)), "a letter, then letters, digits and `_`")
        }
        _ => (sort == Some(Kind::Lower), "a small letter or `_`, then letters, digits and `_`"),
    };
    if !fits {
        return Err(RenameProblem::Invalid { text: to.to_owned(), wanted });
    }
    if Word::of(to).is_reserved() {
        return Err(RenameProblem::Word(to.to_owned()));
    }
    Ok(())
}

/// Checks the project with the edits in it.
fn try_out(snapshot: &Snapshot, edits: &[Edit]) -> Result<(), RenameProblem> {
    let Some(changed) = snapshot.edited(edits) else { return Ok(()) };
    if let Some(message) = snapshot.worsened(&changed) {
        return Err(RenameProblem::Clash(message));
    }
    if changed.uses().all().len() != snapshot.uses().all().len() {
        return Err(RenameProblem::Clash("a name elsewhere would mean something else".to_owned()));
    }
    Ok(())
}

/// `@was(old)` before a block of the project that did not have one: what it is called in the targets, and what Terraform knows it as, stays.
fn keep_names(snapshot: &Snapshot, name: &Name, old: &str) -> Option<Edit> {
    let Some(Symbol::Block(id)) = name.symbol else { return None };
    let block = snapshot.model().block(id);
    if block.was.is_some() || block.label.is_empty() {
        return None;
    }
    let view = snapshot.file(block.span.file)?;
    let at = view.span(block.header_span.start, block.header_span.start);
    Some(Edit { span: at, text: format!("@was({old})\n{}", view.indentation(at.start)) })
}

#[cfg(test)]
mod tests {
    use crate::rename::{RenameProblem, prepare_rename, rename};
    use crate::testing::{Case, case};

    const TEXT: &str = "service a { image = \"a:1\", ports = { http = 80 } }
service b { image = \"b:1\", env = { A = a.http.url } }
let size = 3
service c { image = \"c:1\", replicas = size }
";

    fn renamed(text: &str, to: &str) -> Result<String, String> {
        let Case { snapshot, file, offset } = case(text);
        let renaming = rename(&snapshot, file, offset, to).map_err(|problem| problem.to_string())?;
        let mut changed = snapshot.source(file).map(|source| source.text().to_owned()).unwrap_or_default();
        for edit in renaming.keep_names.iter().chain(&renaming.edits).rev() {
            changed.replace_range(edit.span.range(), &edit.text);
        }
        Ok(changed)
    }

    #[test]
    fn a_block_is_renamed_everywhere_and_may_keep_its_names() {
        let text = renamed(&TEXT.replace("A = a", "A = $0a"), "api");
        let wanted = TEXT.replace("service a", "@was(a)\nservice api").replace("A = a", "A = api");
        assert_eq!(text, Ok(wanted));
    }

    #[test]
    fn keys_and_lets_are_renamed() {
        let text = renamed(&TEXT.replace("{ http", "{ ht$0tp"), "web");
        assert_eq!(text, Ok(TEXT.replace("http", "web")));
        assert_eq!(renamed(&TEXT.replace("= size", "= si$0ze"), "width"), Ok(TEXT.replace("size", "width")));
    }

    #[test]
    fn what_cannot_be_a_name_is_refused() {
        let at = TEXT.replace("service a", "service $0a");
        assert!(renamed(&at, "two words").is_err_and(|text| text.contains("small letter")));
        assert!(renamed(&at, "Big").is_err_and(|text| text.contains("small letter")));
        assert_eq!(renamed(&at, "env"), Err("`env` is a word of the language".to_owned()));
        assert!(renamed(&at, "b").is_err_and(|text| text.starts_with("with that name: ")));
    }

    #[test]
    fn the_standard_library_keeps_its_names() {
        let Case { snapshot, file, offset } = case("ser$0vice a { image = \"a:1\" }");
        assert_eq!(prepare_rename(&snapshot, file, offset), Err(RenameProblem::Library("service".to_owned())));
    }
}
