//! The name under the cursor: what it stands for, and where else it stands.

use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::DefinitionKind;
use infrac_source::{FileId, Span};
use infrac_syntax::Kind;

/// A name in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// What it stands for, as the checker says it.
    pub kind: DefinitionKind,
    /// Where that is declared: `span` itself if this is the declaration.
    pub definition: Span,
    /// What is declared there; `None` for what has no table of its own: a key that a block exposes, a module's alias.
    pub symbol: Option<Symbol>,
}

impl Name {
    /// Whether this is the declaration itself.
    pub fn is_definition(&self) -> bool {
        self.span == self.definition
    }
}

impl Snapshot {
    /// The name at a place: a use, or a declaration.
    pub fn name_at(&self, file: FileId, offset: u32) -> Option<Name> {
        // A declaration may be recorded as a use of itself, and the name of a tag both is one and uses one.
        if let Some((span, definition)) = self.uses().at(file, offset) {
            let symbol = self.table().at(definition.span);
            return Some(Name { span, kind: definition.kind, definition: definition.span, symbol });
        }
        let view = self.file(file)?;
        let token = view.token_at(offset)?;
        if !matches!(token.kind, Kind::Lower | Kind::Upper | Kind::Text | Kind::LineString | Kind::StringEnd) {
            return None;
        }
        let span = self.declaration_on(view, *token)?;
        let symbol = self.table().at(span);
        let kind = match symbol {
            Some(symbol) => kind_of(symbol),
            None => self.used_as(span)?,
        };
        Some(Name { span, kind, definition: span, symbol })
    }

    /// The declared name that a token is, or is a part of: labels and keys may be quoted.
    fn declaration_on(&self, file: crate::FileView<'_>, token: infrac_syntax::Token) -> Option<Span> {
        let known = |span: Span| self.table().at(span).is_some() || self.used_as(span).is_some();
        let span = token.span(file.id());
        if known(span) {
            return Some(span);
        }
        let at = file.tokens_before(token.start);
        let around = |first: usize| {
            let (open, close) = (file.tokens().get(first)?, file.tokens().get(first + 2)?);
            (open.kind == Kind::LineString && close.kind == Kind::StringEnd)
                .then(|| file.span(open.start, close.end))
                .filter(|span| known(*span))
        };
        match token.kind {
            Kind::Text => around(at.checked_sub(1)?),
            Kind::LineString => around(at),
            Kind::StringEnd => around(at.checked_sub(2)?),
            _ => None,
        }
    }

    /// What the uses of the name at that place take it for.
    fn used_as(&self, definition: Span) -> Option<DefinitionKind> {
        self.table()
            .uses_of(definition)
            .first()
            .and_then(|&at| self.uses().all().get(at as usize))
            .map(|(_, it)| it.kind)
    }
}

/// What the checker calls a symbol.
fn kind_of(symbol: Symbol) -> DefinitionKind {
    match symbol {
        Symbol::Kind(_) => DefinitionKind::Kind,
        Symbol::Component(_) => DefinitionKind::Component,
        Symbol::Type(_) => DefinitionKind::Type,
        Symbol::Tag(..) => DefinitionKind::Tag,
        Symbol::Let(_) | Symbol::Local(_) => DefinitionKind::Local,
        Symbol::Param(_) => DefinitionKind::Param,
        Symbol::Function(_) => DefinitionKind::Function,
        Symbol::Environment(_) => DefinitionKind::Environment,
        Symbol::Block(_) => DefinitionKind::Block,
        Symbol::Field(crate::FieldOf::Component(_) | crate::FieldOf::Function(_), _) => DefinitionKind::Parameter,
        Symbol::Field(..) => DefinitionKind::Attribute,
        Symbol::Output(..) => DefinitionKind::Output,
    }
}
