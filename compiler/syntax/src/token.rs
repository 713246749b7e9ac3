//! Tokens as the lexer gives them: what, where, and two flags on how they stand.

use infrac_source::{FileId, Span};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Kind {
    /// `[a-z_][A-Za-z0-9_]*`
    Lower,
    /// `[A-Z][A-Za-z0-9_]*`
    Upper,
    /// Digits with an optional fraction and joint units.
    Number,
    /// `{`; in a tree the whole group.
    LBrace,
    /// `}`
    RBrace,
    /// `[`; in a tree the whole group.
    LBracket,
    /// `]`
    RBracket,
    /// `(`; in a tree the whole group.
    LParen,
    /// `)`
    RParen,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `=`
    Eq,
    /// `=>`
    Arrow,
    /// `.`
    Dot,
    /// `..`
    DotDot,
    /// `...`
    Ellipsis,
    /// `?.`
    QuestionDot,
    /// `??`
    Coalesce,
    /// `?`
    Question,
    /// `@`
    At,
    /// `|`
    Bar,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Star,
    /// `/`
    Slash,
    /// `!`
    Bang,
    /// `==`
    EqEq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtEq,
    /// `>`
    Gt,
    /// `>=`
    GtEq,
    /// `&&`
    And,
    /// `||`
    Or,
    /// The opening quote of `"…"`; in a tree the whole string. So the next three.
    LineString,
    /// The opening `"""` of a block string.
    BlockString,
    /// `r"`
    RawString,
    /// `r"""`
    RawBlockString,
    /// The closing quotes; empty if they were missing.
    StringEnd,
    /// Verbatim text in a string.
    Text,
    /// An escape in a string.
    Escape,
    /// A line break of a block string, with the indentation that is removed from the next line.
    Break,
    /// A piece of a string that cannot be read (`${{`); reported.
    BadPiece,
    /// `${`; in a tree the whole interpolation.
    InterpolationStart,
    /// The `}` of an interpolation; empty if it was missing.
    InterpolationEnd,
    /// Something unreadable; reported.
    Error,
    /// Only in trees: the end of a group, whatever closed it.
    Close,
    /// The end of the file.
    End,
}

impl Kind {
    /// Whether it opens `{ }`, `[ ]` or `( )`.
    pub const fn is_opener(self) -> bool {
        matches!(self, Self::LBrace | Self::LBracket | Self::LParen)
    }

    /// Whether it closes one of them.
    pub const fn is_closer(self) -> bool {
        matches!(self, Self::RBrace | Self::RBracket | Self::RParen)
    }

    /// Whether it begins a string.
    pub const fn is_string(self) -> bool {
        matches!(self, Self::LineString | Self::BlockString | Self::RawString | Self::RawBlockString)
    }

    /// The closer of an opener.
    pub const fn closer(self) -> Option<Self> {
        match self {
            Self::LBrace => Some(Self::RBrace),
            Self::LBracket => Some(Self::RBracket),
            Self::LParen => Some(Self::RParen),
            _ => None,
        }
    }
}

/// The contextual words, recognised by the lexer so that no rule compares text. Each is an ordinary name where the grammar takes a name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is its own spelling")]
pub enum Word {
    None,
    As,
    Assert,
    Child,
    Component,
    Defaults,
    Else,
    Expose,
    Extend,
    False,
    Fn,
    For,
    If,
    Import,
    In,
    Kind,
    Late,
    Let,
    Match,
    Null,
    Output,
    Param,
    Pub,
    Test,
    Then,
    True,
    Type,
    Unset,
    Where,
    Env,
    It,
    Name,
    SelfValue,
    This,
    Underscore,
}

impl Word {
    /// All words, each with its spelling: what the grammars of editors are generated from.
    pub const SPELLED: &[(&str, Self)] = &[
        ("as", Self::As),
        ("assert", Self::Assert),
        ("child", Self::Child),
        ("component", Self::Component),
        ("defaults", Self::Defaults),
        ("else", Self::Else),
        ("expose", Self::Expose),
        ("extend", Self::Extend),
        ("false", Self::False),
        ("fn", Self::Fn),
        ("for", Self::For),
        ("if", Self::If),
        ("import", Self::Import),
        ("in", Self::In),
        ("kind", Self::Kind),
        ("late", Self::Late),
        ("let", Self::Let),
        ("match", Self::Match),
        ("null", Self::Null),
        ("output", Self::Output),
        ("param", Self::Param),
        ("pub", Self::Pub),
        ("test", Self::Test),
        ("then", Self::Then),
        ("true", Self::True),
        ("type", Self::Type),
        ("unset", Self::Unset),
        ("where", Self::Where),
        ("env", Self::Env),
        ("it", Self::It),
        ("name", Self::Name),
        ("self", Self::SelfValue),
        ("this", Self::This),
        ("_", Self::Underscore),
    ];

    /// The word that `text` spells, or [`Word::None`].
    pub fn of(text: &str) -> Self {
        match text {
            "as" => Self::As,
            "assert" => Self::Assert,
            "child" => Self::Child,
            "component" => Self::Component,
            "defaults" => Self::Defaults,
            "else" => Self::Else,
            "expose" => Self::Expose,
            "extend" => Self::Extend,
            "false" => Self::False,
            "fn" => Self::Fn,
            "for" => Self::For,
            "if" => Self::If,
            "import" => Self::Import,
            "in" => Self::In,
            "kind" => Self::Kind,
            "late" => Self::Late,
            "let" => Self::Let,
            "match" => Self::Match,
            "null" => Self::Null,
            "output" => Self::Output,
            "param" => Self::Param,
            "pub" => Self::Pub,
            "test" => Self::Test,
            "then" => Self::Then,
            "true" => Self::True,
            "type" => Self::Type,
            "unset" => Self::Unset,
            "where" => Self::Where,
            "env" => Self::Env,
            "it" => Self::It,
            "name" => Self::Name,
            "self" => Self::SelfValue,
            "this" => Self::This,
            "_" => Self::Underscore,
            _ => Self::None,
        }
    }

    /// The words of expressions, which are never a bare name there.
    pub const fn is_expression_word(self) -> bool {
        matches!(
            self,
            Self::If
                | Self::Then
                | Self::Else
                | Self::Match
                | Self::For
                | Self::In
                | Self::True
                | Self::False
                | Self::Null
        )
    }

    /// The words that cannot be declared: those of expressions and the value names.
    pub const fn is_reserved(self) -> bool {
        self.is_expression_word() || matches!(self, Self::SelfValue | Self::It | Self::Env | Self::Name | Self::This)
    }

    /// The words that begin an entry of a body.
    pub const fn begins_entry(self) -> bool {
        matches!(self, Self::Let | Self::In | Self::For | Self::If | Self::Match | Self::Unset | Self::Assert)
    }

    /// The words that begin a declaration.
    pub const fn begins_declaration(self) -> bool {
        matches!(
            self,
            Self::Import
                | Self::Pub
                | Self::Let
                | Self::Fn
                | Self::Type
                | Self::Component
                | Self::Kind
                | Self::Extend
                | Self::Defaults
                | Self::Test
                | Self::Param
                | Self::Assert
        )
    }
}

/// A set of facts about how a token stands.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Flags(pub u8);

impl Flags {
    /// It is the first token of its line.
    pub const NL: Self = Self(1);
    /// Nothing stands between it and the token before.
    pub const JOINT: Self = Self(2);
    /// It stands in the first column of its line.
    pub const COLUMN_0: Self = Self(4);
    /// A `///` comment stands right before it.
    pub const DOC: Self = Self(8);
    /// A group: a delimiter of it was missing or dropped.
    pub const DAMAGED: Self = Self(16);
    /// A name or string that is followed by `=`.
    pub const KEY: Self = Self(32);
    /// The first of its line, and what follows shows that it begins an entry: `key =`, `kind label`.
    pub const BEGINS: Self = Self(64);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the flags of `other`.
    pub const fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// One token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What.
    pub kind: Kind,
    /// Which word, if a lower name spells one.
    pub word: Word,
    /// How it stands.
    pub flags: Flags,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Token {
    /// Whether it is the first of its line.
    pub const fn nl(&self) -> bool {
        self.flags.has(Flags::NL)
    }

    /// Whether nothing stands between it and the token before.
    pub const fn joint(&self) -> bool {
        self.flags.has(Flags::JOINT)
    }

    /// Its place.
    pub const fn span(&self, file: FileId) -> Span {
        Span::new(file, self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn every_word_has_its_spelling() {
        for (at, (text, word)) in Word::SPELLED.iter().enumerate() {
            assert_eq!(Word::of(text), *word);
            assert_eq!(*word as usize, at + 1, "in the order of the words, none left out");
        }
        assert_eq!(Word::SPELLED.len(), Word::Underscore as usize);
    }
}
