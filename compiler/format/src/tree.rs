//! Groups and items: the tokens of a file without errors, nested by delimiters and split where items begin.

use crate::roles::{Role, space};
use infrac_syntax::{Kind, Parsed, Token};

/// What stands between two delimiters, or in the file.
#[derive(Debug)]
pub(crate) struct Group {
    /// The opening delimiter; `None` for the file.
    pub open: Option<usize>,
    /// The closing one, or the end of the file.
    pub close: usize,
    pub items: Vec<Item>,
    /// Whether it is a list of items, so that a comma may stand behind the last.
    pub list: bool,
    /// Whether a line break stands behind the opening delimiter.
    pub broken: bool,
    /// Its width on one line; `None` if it cannot stand on one.
    pub flat: Option<usize>,
}

/// An entry, a declaration, an argument.
#[derive(Debug)]
pub(crate) struct Item {
    pub parts: Vec<Part>,
    /// Its width on one line, without a comma; `None` if it cannot stand on one.
    pub flat: Option<usize>,
}

/// A piece of an item.
#[derive(Debug)]
pub(crate) enum Part {
    /// A token.
    Token(usize),
    /// A string: its first and last token.
    Text(usize, usize),
    /// A group.
    Group(Group),
}

impl Part {
    /// Its first token.
    pub fn first(&self) -> usize {
        match self {
            Self::Token(at) | Self::Text(at, _) => *at,
            Self::Group(group) => group.open.unwrap_or(0),
        }
    }

    /// Its last token.
    pub fn last(&self) -> usize {
        match self {
            Self::Token(at) | Self::Text(_, at) => *at,
            Self::Group(group) => group.close,
        }
    }
}

/// The tree of a file.
pub(crate) fn file(text: &str, parsed: &Parsed, roles: &[Role]) -> Group {
    let mut builder = Builder { text, parsed, roles, at: 0 };
    builder.group(None)
}

struct Builder<'b> {
    text: &'b str,
    parsed: &'b Parsed,
    roles: &'b [Role],
    at: usize,
}

impl Builder<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.parsed.tokens.get(at)
    }

    fn kind(&self, at: usize) -> Kind {
        self.token(at).map_or(Kind::End, |token| token.kind)
    }

    /// Reads up to the closer; the recursion is as deep as the delimiters, which the parser has bounded.
    fn group(&mut self, open: Option<usize>) -> Group {
        let broken = self.token(self.at).is_some_and(Token::nl);
        let mut items: Vec<Item> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        loop {
            let kind = self.kind(self.at);
            let ends = kind.is_closer() || kind == Kind::End;
            let begins = self.begins_item(self.at);
            if (ends || begins) && !parts.is_empty() {
                items.push(self.item(std::mem::take(&mut parts)));
            }
            if ends {
                break;
            }
            // A comma between items is written anew.
            if kind == Kind::Comma && self.separates(self.at) {
                self.at += 1;
                continue;
            }
            parts.push(self.part());
        }
        let close = self.at;
        let opener = open.map_or(Kind::End, |open| self.kind(open));
        let is_list = match opener {
            Kind::LParen => open.is_some_and(|open| self.roles.get(open) == Some(&Role::Postfix)),
            Kind::LBracket => open.is_some_and(|open| self.roles.get(open) != Some(&Role::Postfix)),
            // The names of a pattern, `tag { a, b }`: no entry is a single name.
            Kind::LBrace => {
                let is_name =
                    |item: &Item| matches!(item.parts.as_slice(), [Part::Token(at)] if self.kind(*at) == Kind::Lower);
                !items.is_empty() && items.iter().all(is_name)
            }
            _ => false,
        };
        let mut group = Group { open, close, items, list: is_list, broken, flat: None };
        group.flat = self.flat_group(&group, opener);
        group
    }

    fn begins_item(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.parsed.item_starts.binary_search(&token.start).is_ok())
    }

    /// Whether the comma at `at` stands between two items or behind the last.
    fn separates(&self, at: usize) -> bool {
        let next = self.kind(at + 1);
        next.is_closer() || next == Kind::End || self.begins_item(at + 1)
    }

    fn part(&mut self) -> Part {
        let start = self.at;
        let kind = self.kind(start);
        self.at += 1;
        if kind.is_opener() {
            let group = self.group(Some(start));
            self.at += 1;
            return Part::Group(group);
        }
        if kind.is_string() {
            let mut open = 1u32;
            while open > 0 && self.kind(self.at) != Kind::End {
                let kind = self.kind(self.at);
                open += u32::from(kind.is_string());
                open -= u32::from(kind == Kind::StringEnd);
                self.at += 1;
            }
            return Part::Text(start, self.at - 1);
        }
        Part::Token(start)
    }

    fn item(&self, parts: Vec<Part>) -> Item {
        let flat = self.flat_item(&parts);
        Item { parts, flat }
    }

    fn flat_item(&self, parts: &[Part]) -> Option<usize> {
        let mut width = 0;
        let mut before: Option<usize> = None;
        for part in parts {
            let first = self.token(part.first())?;
            if let Some(before) = before {
                // A comment, or a line break that stays.
                if self.comment_before(part.first()) || first.nl() && keeps_break(first, self.token(before)) {
                    return None;
                }
                let left = (self.token(before)?, *self.roles.get(before)?);
                width += usize::from(space(left, (first, *self.roles.get(part.first())?)));
            }
            width += match part {
                Part::Token(_) => (first.end - first.start) as usize,
                Part::Text(open, close) => self.flat_text(*open, *close)?,
                Part::Group(group) => group.flat?,
            };
            before = Some(part.last());
        }
        Some(width)
    }

    fn flat_text(&self, open: usize, close: usize) -> Option<usize> {
        let (first, last) = (self.token(open)?, self.token(close)?);
        let block = matches!(first.kind, Kind::BlockString | Kind::RawBlockString);
        let text = self.text.get(first.start as usize..last.end as usize)?;
        (!block).then(|| text.chars().count())
    }

    fn flat_group(&self, group: &Group, opener: Kind) -> Option<usize> {
        if opener == Kind::End || self.comment_before(group.close) {
            return None;
        }
        // However its author spread it, an empty one is written `()`.
        if group.items.is_empty() {
            return Some(2);
        }
        if group.broken {
            return None;
        }
        let mut width = 2;
        for (at, item) in group.items.iter().enumerate() {
            let first = item.parts.first()?.first();
            let on_new_line = opener == Kind::LBrace && self.token(first)?.nl();
            let last = item.parts.last()?.last();
            if self.comment_before(first) || self.comment_before(last + 1) || on_new_line {
                return None;
            }
            width += item.flat? + if at > 0 { 2 } else { 0 };
        }
        if opener == Kind::LBrace {
            if self.token(group.close)?.nl() {
                return None;
            }
            width += 2;
        }
        Some(width)
    }

    /// Whether a comment stands between the token at `at` and the one before.
    fn comment_before(&self, at: usize) -> bool {
        let start = at.checked_sub(1).and_then(|before| self.token(before)).map_or(0, |before| before.end);
        let end = self.token(at).map_or(start, |token| token.start);
        !self.parsed.comments.between(start, end).is_empty()
    }
}

/// Whether a line break before `token` stays where an item goes on.
pub(crate) fn keeps_break(token: &Token, before: Option<&Token>) -> bool {
    use infrac_syntax::Word;
    let after_brace = before.is_some_and(|before| before.kind == Kind::RBrace);
    match token.kind {
        Kind::Lower => match token.word {
            Word::Else => !after_brace,
            Word::Then | Word::Where => true,
            _ => false,
        },
        Kind::Eq => true,
        Kind::Dot
        | Kind::QuestionDot
        | Kind::Plus
        | Kind::Star
        | Kind::Slash
        | Kind::EqEq
        | Kind::NotEq
        | Kind::Lt
        | Kind::LtEq
        | Kind::Gt
        | Kind::GtEq
        | Kind::And
        | Kind::Or
        | Kind::Coalesce
        | Kind::Bar => true,
        _ => false,
    }
}
