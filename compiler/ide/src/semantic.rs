//! What each word of a file is, for colours that know the meaning: from the tokens, and for names from the checker's uses.

use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::DefinitionKind;
use infrac_plan::in_library;
use infrac_source::{FileId, Span};
use infrac_syntax::{Kind, Token, Word};
use rustc_hash::FxHashMap;

/// What a piece of text is. The names are those of the Language Server Protocol, as far as it has one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "each is its own name")]
pub enum TokenType {
    Comment,
    Keyword,
    String,
    Number,
    Operator,
    Namespace,
    /// A kind or component.
    Class,
    Type,
    EnumMember,
    /// A block.
    Variable,
    Parameter,
    Property,
    Function,
    Decorator,
    /// An environment.
    Macro,
    /// An escape in a string.
    Escape,
}

impl TokenType {
    /// All, in the order in which a legend lists them.
    pub const ALL: &'static [Self] = &[
        Self::Comment,
        Self::Keyword,
        Self::String,
        Self::Number,
        Self::Operator,
        Self::Namespace,
        Self::Class,
        Self::Type,
        Self::EnumMember,
        Self::Variable,
        Self::Parameter,
        Self::Property,
        Self::Function,
        Self::Decorator,
        Self::Macro,
        Self::Escape,
    ];

    /// What the protocol calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Keyword => "keyword",
            Self::String | Self::Escape => "string",
            Self::Number => "number",
            Self::Operator => "operator",
            Self::Namespace => "namespace",
            Self::Class => "class",
            Self::Type => "type",
            Self::EnumMember => "enumMember",
            Self::Variable => "variable",
            Self::Parameter => "parameter",
            Self::Property => "property",
            Self::Function => "function",
            Self::Decorator => "decorator",
            Self::Macro => "macro",
        }
    }
}

/// A coloured piece of text; never over a line's end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SemanticToken {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenType,
    /// It is declared here.
    pub declaration: bool,
    /// It belongs to the standard library.
    pub library: bool,
    /// It documents something.
    pub documentation: bool,
}

/// The pieces of a file, or of the part `within` of it, in the order of places; none overlap.
pub fn semantic_tokens(snapshot: &Snapshot, file: FileId, within: Option<Span>) -> Vec<SemanticToken> {
    let Some(view) = snapshot.file(file) else { return Vec::new() };
    let (start, end) = within.map_or((0, u32::MAX), |span| (span.start, span.end));
    let uses = uses_of(snapshot, file, start, end);
    let first = view.tokens().partition_point(|token| token.end <= start);
    let mut found: Vec<SemanticToken> = Vec::new();
    let rest = view.tokens().get(first..).unwrap_or_default();
    for (at, token) in (first..).zip(rest).take_while(|(_, token)| token.start < end) {
        let before = at.checked_sub(1).and_then(|at| view.tokens().get(at));
        let after = view.tokens().get(at + 1);
        if let Some(piece) = piece(snapshot, &uses, token.span(file), *token, before, after) {
            found.push(piece);
        }
    }
    let comments = &view.comments().comments;
    let first = comments.partition_point(|comment| comment.span.end <= start);
    for comment in comments.iter().skip(first).take_while(|comment| comment.span.start < end) {
        let documentation = comment.kind != infrac_syntax::CommentKind::Plain;
        let plain = plain(comment.span, TokenType::Comment);
        found.push(SemanticToken { documentation, ..plain });
    }
    found.sort_by_key(|token| token.span);
    found.retain(|token| !token.span.is_empty());
    one_line_each(view.text(), found)
}

fn plain(span: Span, kind: TokenType) -> SemanticToken {
    SemanticToken { span, kind, declaration: false, library: false, documentation: false }
}

/// The uses of names in a part of a file, by place.
fn uses_of(snapshot: &Snapshot, file: FileId, start: u32, end: u32) -> FxHashMap<Span, (DefinitionKind, Span)> {
    let all = snapshot.uses().all();
    let first = all.partition_point(|(span, _)| (span.file, span.end) < (file, start));
    let rest = all.get(first..).unwrap_or_default();
    let own = rest.iter().take_while(|(span, _)| span.file == file && span.start < end);
    own.map(|(span, definition)| (*span, (definition.kind, definition.span))).collect()
}

fn piece(
    snapshot: &Snapshot,
    uses: &FxHashMap<Span, (DefinitionKind, Span)>,
    span: Span,
    token: Token,
    before: Option<&Token>,
    after: Option<&Token>,
) -> Option<SemanticToken> {
    let kind = match token.kind {
        Kind::Lower | Kind::Upper => return Some(name(snapshot, uses, span, token, before, after)),
        Kind::Number => TokenType::Number,
        Kind::LineString
        | Kind::BlockString
        | Kind::RawString
        | Kind::RawBlockString
        | Kind::StringEnd
        | Kind::Text => TokenType::String,
        Kind::Escape | Kind::BadPiece => TokenType::Escape,
        Kind::At => TokenType::Decorator,
        Kind::Eq
        | Kind::Arrow
        | Kind::DotDot
        | Kind::Ellipsis
        | Kind::QuestionDot
        | Kind::Coalesce
        | Kind::Question
        | Kind::Bar
        | Kind::Plus
        | Kind::Minus
        | Kind::Star
        | Kind::Slash
        | Kind::Bang
        | Kind::EqEq
        | Kind::NotEq
        | Kind::Lt
        | Kind::LtEq
        | Kind::Gt
        | Kind::GtEq
        | Kind::And
        | Kind::Or => TokenType::Operator,
        _ => return None,
    };
    Some(plain(span, kind))
}

fn name(
    snapshot: &Snapshot,
    uses: &FxHashMap<Span, (DefinitionKind, Span)>,
    span: Span,
    token: Token,
    before: Option<&Token>,
    after: Option<&Token>,
) -> SemanticToken {
    if before.is_some_and(|before| before.kind == Kind::At) {
        return plain(span, TokenType::Decorator);
    }
    if let Some((kind, definition)) = uses.get(&span) {
        let token = plain(span, of_definition(*kind));
        return SemanticToken { declaration: *definition == span, library: in_library(*definition), ..token };
    }
    if let Some(symbol) = snapshot.table().at(span) {
        return SemanticToken { declaration: true, ..plain(span, of_symbol(symbol)) };
    }
    let is_key = after.is_some_and(|after| after.kind == Kind::Eq);
    let is_member = before.is_some_and(|before| matches!(before.kind, Kind::Dot | Kind::QuestionDot));
    let kind = match token.word {
        _ if is_key || is_member => TokenType::Property,
        Word::None | Word::Underscore | Word::Name => match token.kind {
            Kind::Upper => TokenType::Type,
            _ => TokenType::Variable,
        },
        _ => TokenType::Keyword,
    };
    plain(span, kind)
}

fn of_definition(kind: DefinitionKind) -> TokenType {
    match kind {
        DefinitionKind::Block | DefinitionKind::Local | DefinitionKind::Param => TokenType::Variable,
        DefinitionKind::Kind | DefinitionKind::Component => TokenType::Class,
        DefinitionKind::Type => TokenType::Type,
        DefinitionKind::Tag => TokenType::EnumMember,
        DefinitionKind::Parameter => TokenType::Parameter,
        DefinitionKind::Function => TokenType::Function,
        DefinitionKind::Environment => TokenType::Macro,
        DefinitionKind::Attribute | DefinitionKind::Exposed | DefinitionKind::Output => TokenType::Property,
        DefinitionKind::Module => TokenType::Namespace,
    }
}

fn of_symbol(symbol: Symbol) -> TokenType {
    match symbol {
        Symbol::Kind(_) | Symbol::Component(_) => TokenType::Class,
        Symbol::Type(_) => TokenType::Type,
        Symbol::Tag(..) => TokenType::EnumMember,
        Symbol::Let(_) | Symbol::Param(_) | Symbol::Block(_) | Symbol::Local(_) => TokenType::Variable,
        Symbol::Function(_) => TokenType::Function,
        Symbol::Environment(_) => TokenType::Macro,
        Symbol::Field(crate::FieldOf::Component(_) | crate::FieldOf::Function(_), _) => TokenType::Parameter,
        Symbol::Field(..) | Symbol::Output(..) => TokenType::Property,
    }
}

/// Text of several lines (a block string) in one piece a line: not every editor takes more.
fn one_line_each(text: &str, tokens: Vec<SemanticToken>) -> Vec<SemanticToken> {
    let mut found = Vec::with_capacity(tokens.len());
    for token in tokens {
        let Some(inner) = text.get(token.span.range()).filter(|inner| inner.contains('\n')) else {
            found.push(token);
            continue;
        };
        let mut at = token.span.start;
        for line in inner.split('\n') {
            let end = at + line.trim_end_matches('\r').len() as u32;
            if end > at {
                found.push(SemanticToken { span: Span::new(token.span.file, at, end), ..token });
            }
            at += line.len() as u32 + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{TokenType, semantic_tokens};
    use crate::testing::case;

    #[test]
    fn names_are_coloured_by_what_they_stand_for() {
        let text = "/// Doc.\nservice a in dev {\n  image = \"a:1\" // why\n  replicas = 2\n  rollout = rolling\n}\n";
        let case = case(text);
        let found = semantic_tokens(&case.snapshot, case.file, None);
        let of = |text: &str| found.iter().find(|token| case.snapshot.slice(token.span) == text);
        let kind = |text: &str| of(text).map(|token| token.kind);
        assert_eq!(kind("/// Doc."), Some(TokenType::Comment));
        assert_eq!(kind("service"), Some(TokenType::Class));
        assert_eq!(of("a").map(|token| (token.kind, token.declaration)), Some((TokenType::Variable, true)));
        assert_eq!(kind("in"), Some(TokenType::Keyword));
        assert_eq!(kind("dev"), Some(TokenType::Macro));
        assert_eq!(kind("image"), Some(TokenType::Property));
        assert_eq!(kind("2"), Some(TokenType::Number));
        assert_eq!(kind("rolling"), Some(TokenType::EnumMember));
        assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "none overlap");
        let part = found.iter().find(|token| token.kind == TokenType::Number).map(|token| token.span);
        assert_eq!(semantic_tokens(&case.snapshot, case.file, part).len(), 1);
    }
}
