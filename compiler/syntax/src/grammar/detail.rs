//! What the second pass remembers of a failure: the tree at which it stopped, and what would have fitted there, in the user's words.

use super::Input;
use crate::token::{Kind, Token, Word};
use crate::trees::Tree;
use chumsky::DefaultExpected;
use chumsky::error::{Error, LabelError};
use chumsky::span::SimpleSpan;
use chumsky::util::MaybeRef;
use infrac_diagnostics::Diagnostic;
use infrac_diagnostics::codes::e01::{
    e0109_unclosed_delimiter, e0112_missing_value, e0115_hyphen_in_name, e0117_missing_body,
    e0118_expected_declaration, e0119_dangling_attribute, e0120_unexpected_token, e0121_incomplete_if,
};
use infrac_source::Span;

/// What a rule wanted, as users call it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum What {
    Declaration,
    Entry,
    Item,
    Value,
    Type,
    TypeName,
    TypeEnd,
    Name,
    KindName,
    Binder,
    Field,
    Key,
    Member,
    Environment,
    Attribute,
    ImportTarget,
    TestName,
    Pattern,
    Parameters,
    Multiplicity,
    Equals,
    Colon,
    Arrow,
    As,
    In,
    Then,
    Else,
    Body,
    Label,
    Comma,
    Close,
    Dot,
    Where,
    Operator,
    Other,
}

/// In words; the order is that of messages. What may always follow is not worth saying.
const WORDS: &[(What, &str)] = &[
    (What::Type, "a type"),
    (What::TypeName, "a name with a capital letter"),
    (What::TypeEnd, "`>`"),
    (What::Name, "a name"),
    (What::KindName, "the name of a kind"),
    (What::Field, "a name"),
    (What::Key, "a key"),
    (What::Member, "a name"),
    (What::Environment, "the name of an environment"),
    (What::Attribute, "the name of an attribute"),
    (What::ImportTarget, "a folder in quotes or a module of std"),
    (What::TestName, "the name of the test in quotes"),
    (What::Pattern, "a pattern"),
    (What::Parameters, "parameters in parentheses"),
    (What::Multiplicity, "`*` or `?`"),
    (What::Equals, "`=`"),
    (What::Colon, "`:`"),
    (What::Arrow, "`=>`"),
    (What::Binder, "a name for the value"),
    (What::As, "`as`"),
    (What::In, "`in`"),
    (What::Body, "`{`"),
    (What::Item, "an attribute, `child`, `expose`, `output` or `assert`"),
    (What::Entry, "an entry"),
    (What::Comma, "`,`"),
    (What::Close, "the end"),
];

/// The failure of a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detail {
    expected: u64,
    found: Option<Tree>,
}

impl Detail {
    /// Where it stopped.
    pub(crate) fn place(&self) -> Option<u32> {
        self.found.map(|found| found.start)
    }

    pub(super) const fn wants(&self, what: What) -> bool {
        self.expected & (1 << what as u64) != 0
    }
}

impl<'t> Error<'t, Input<'t>> for Detail {
    fn merge(self, other: Self) -> Self {
        let at = |detail: &Self| detail.found.map(|found| found.start);
        match at(&self).cmp(&at(&other)) {
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Equal => Self { expected: self.expected | other.expected, found: self.found },
        }
    }
}

impl<'t> LabelError<'t, Input<'t>, DefaultExpected<'t, Tree>> for Detail {
    fn expected_found<E: IntoIterator<Item = DefaultExpected<'t, Tree>>>(
        _: E,
        found: Option<MaybeRef<'t, Tree>>,
        _: SimpleSpan<usize>,
    ) -> Self {
        Self { expected: 0, found: found.map(|found| *found) }
    }
}

impl<'t> LabelError<'t, Input<'t>, What> for Detail {
    fn expected_found<E: IntoIterator<Item = What>>(
        expected: E,
        found: Option<MaybeRef<'t, Tree>>,
        _: SimpleSpan<usize>,
    ) -> Self {
        let expected = expected.into_iter().fold(0, |set, what| set | 1 << what as u64);
        Self { expected, found: found.map(|found| *found) }
    }

    fn label_with(&mut self, label: What) {
        self.expected = 1 << label as u64;
    }
}

/// Where a failure is told.
pub(crate) struct Reporter<'r> {
    pub context: &'r super::Context<'r>,
    pub tokens: &'r [Token],
}

impl Reporter<'_> {
    /// The message of a failure; `None` if the cause was reported already.
    pub fn report(&self, detail: &Detail) -> Option<Diagnostic> {
        let found = detail.found?;
        // Unreadable text and repaired delimiters have their own messages.
        if found.kind == Kind::Error || found.kind == Kind::Close && found.start == found.end {
            return None;
        }
        let before = self.before(&found);
        if before.is_some_and(|before| self.context.trees.is_repaired(before.end)) {
            return None;
        }
        if self.context.is_unclosed(found.start) || before.is_some_and(|before| self.context.is_unclosed(before.start))
        {
            return None;
        }
        self.special(detail, &found, before.as_ref()).or_else(|| Some(self.general(detail, &found, before.as_ref())))
    }

    /// The token before `tree`.
    fn before(&self, tree: &Tree) -> Option<Token> {
        let at = self.tokens.partition_point(|token| token.start < tree.start);
        self.tokens.get(at.checked_sub(1)?).copied()
    }

    fn special(&self, detail: &Detail, found: &Tree, before: Option<&Token>) -> Option<Diagnostic> {
        let at = self.context.span(found);
        let opens_line = found.nl() && matches!(found.kind, Kind::LBrace | Kind::LParen | Kind::LBracket | Kind::Minus);
        if opens_line && (detail.wants(What::Entry) || detail.wants(What::Operator) || detail.wants(What::Comma)) {
            return Some(super::bodies::join_lines(self.context, found));
        }
        if let Some(attribute) = self.dangling(found) {
            return Some(e0119_dangling_attribute::dangling(attribute));
        }
        if let Some(name) = self.hyphenated(detail, found, before) {
            return Some(name);
        }
        if let Some(overlay) = self.overlay(detail, found, before) {
            return Some(overlay);
        }
        if let Some(sign) = self.colon_for_equals(detail, found).or_else(|| self.equality_for_equals(detail, found)) {
            return Some(sign);
        }
        if detail.wants(What::Then) || detail.wants(What::Else) {
            let word = if detail.wants(What::Then) { "then" } else { "else" };
            return Some(e0121_incomplete_if::incomplete(self.if_before(found)?, word, self.after(before, at)));
        }
        if detail.wants(What::Value) && !detail.wants(What::Operator) {
            return Some(self.missing_value(found, before));
        }
        if detail.wants(What::Body) && !detail.wants(What::Label) && found.nl() {
            let before = before?;
            return Some(e0117_missing_body::missing_body(
                before.span(self.context.file),
                self.shown(before).trim_matches('`'),
            ));
        }
        if detail.wants(What::Declaration) {
            return Some(e0118_expected_declaration::expected(at, &self.describe(found)));
        }
        None
    }

    /// `a-b` where a name is wanted.
    fn hyphenated(&self, detail: &Detail, found: &Tree, before: Option<&Token>) -> Option<Diagnostic> {
        let before = before.filter(|token| matches!(token.kind, Kind::Lower | Kind::Upper))?;
        let wants_header = [What::Label, What::Equals, What::Body, What::Colon, What::Parameters];
        if found.kind != Kind::Minus || !found.joint() || !wants_header.iter().any(|&what| detail.wants(what)) {
            return None;
        }
        let rest = self.context.text.get(found.end as usize..)?;
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
        if length == 0 {
            return None;
        }
        let span = Span::new(self.context.file, before.start, found.end + length as u32);
        Some(e0115_hyphen_in_name::hyphen(span, self.context.text.get(span.range())?))
    }

    /// The attribute that ends where the group or the file ends.
    fn dangling(&self, found: &Tree) -> Option<Span> {
        if !matches!(found.kind, Kind::Close | Kind::End) {
            return None;
        }
        let at = self.tokens.partition_point(|token| token.start < found.start);
        let mut rest = self.tokens.get(..at)?;
        let end = rest.last()?.end;
        if rest.last()?.kind == Kind::RParen {
            let mut open = 0u32;
            let opener = rest.iter().rposition(|token| {
                open += u32::from(token.kind == Kind::RParen);
                open -= u32::from(token.kind == Kind::LParen && open > 0);
                open == 0
            })?;
            rest = rest.get(..opener)?;
        }
        let (name, rest) = rest.split_last()?;
        let sign = rest.last()?;
        let is_attribute = name.kind == Kind::Lower && sign.kind == Kind::At;
        is_attribute.then(|| Span::new(self.context.file, sign.start, end))
    }

    /// `key: value` in a body, as YAML and JSON write it.
    fn colon_for_equals(&self, detail: &Detail, found: &Tree) -> Option<Diagnostic> {
        let at = self.tokens.partition_point(|token| token.start < found.start);
        let (key, colon) = (self.tokens.get(at.checked_sub(2)?)?, self.tokens.get(at.checked_sub(1)?)?);
        let is_key = matches!(key.kind, Kind::Lower | Kind::Upper) && colon.kind == Kind::Colon;
        let begins = key.nl() || self.tokens.get(at.checked_sub(3)?).is_some_and(|token| token.kind == Kind::LBrace);
        let applies =
            is_key && begins && !key.flags.has(crate::token::Flags::COLUMN_0) && detail.wants(What::Environment);
        applies.then(|| {
            let name = self.context.text.get(key.start as usize..key.end as usize).unwrap_or("");
            e0120_unexpected_token::colon_for_equals(colon.span(self.context.file), name)
        })
    }

    /// `key == value` in a body.
    fn equality_for_equals(&self, detail: &Detail, found: &Tree) -> Option<Diagnostic> {
        let at = self.tokens.partition_point(|token| token.start < found.start);
        let key = self.tokens.get(at.checked_sub(1)?)?;
        let begins = key.nl()
            || at
                .checked_sub(2)
                .and_then(|at| self.tokens.get(at))
                .is_none_or(|token| matches!(token.kind, Kind::LBrace | Kind::Comma));
        let applies = found.kind == Kind::EqEq && key.kind == Kind::Lower && begins && detail.wants(What::Body);
        applies.then(|| {
            let name = self.context.text.get(key.start as usize..key.end as usize).unwrap_or("");
            e0120_unexpected_token::equality_for_equals(self.context.span(found), name)
        })
    }

    fn missing_value(&self, found: &Tree, before: Option<&Token>) -> Diagnostic {
        let at = self.context.span(found);
        let Some(before) = before else {
            return e0120_unexpected_token::unexpected(at, "a value", &self.describe(found));
        };
        let shown = self.shown(before);
        let shown = shown.trim_matches('`');
        let nothing = found.nl() || matches!(found.kind, Kind::Close | Kind::Comma | Kind::End);
        match nothing {
            true => e0112_missing_value::after(before.span(self.context.file).at_end(), shown),
            false => e0112_missing_value::instead(at, &self.describe(found), before.span(self.context.file), shown),
        }
    }

    fn general(&self, detail: &Detail, found: &Tree, before: Option<&Token>) -> Diagnostic {
        let at = self.context.span(found);
        if found.kind == Kind::End && detail.wants(What::Close) {
            return e0109_unclosed_delimiter::unclosed(at, "{", "}", at);
        }
        let no_binder = |what: What| what == What::Binder && detail.wants(What::Arrow);
        let wanted = WORDS.iter().filter(|(what, _)| detail.wants(*what) && !no_binder(*what)).map(|(_, words)| *words);
        let mut wanted: Vec<&str> = wanted.take(3).collect();
        wanted.dedup();
        if wanted == ["the end"] && detail.wants(What::Operator) {
            wanted = vec!["an operator", "the end"];
        }
        let expected = match wanted.split_last() {
            None => "something else here".to_owned(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        };
        let next_line = found.nl();
        let found = self.describe(found);
        match before {
            Some(before) if next_line => {
                let after_span = before.span(self.context.file);
                let shown = self.shown(before);
                e0120_unexpected_token::missing_after(after_span.at_end(), &expected, shown.trim_matches('`'))
            }
            Some(before) => {
                let shown = self.shown(before);
                let after = shown.trim_matches('`');
                let after_span = before.span(self.context.file);
                e0120_unexpected_token::unexpected_after(at, &expected, &found, after_span, after)
            }
            None => e0120_unexpected_token::unexpected(at, &expected, &found),
        }
    }

    /// The end of the token before, for what is missing there.
    fn after(&self, before: Option<&Token>, otherwise: Span) -> Span {
        before.map_or(otherwise, |token| token.span(self.context.file).at_end())
    }

    /// The nearest `if` before `found`, within a reasonable distance.
    fn if_before(&self, found: &Tree) -> Option<Span> {
        let at = self.tokens.partition_point(|token| token.start < found.start);
        let near = self.tokens.get(at.saturating_sub(500)..at)?;
        near.iter().rev().find(|token| token.word == Word::If).map(|token| token.span(self.context.file))
    }

    /// A token as it is quoted in a message.
    fn shown(&self, token: &Token) -> String {
        match token.kind {
            Kind::StringEnd => "the string".to_owned(),
            _ => format!(
                "`{}`",
                shortened(self.context.text.get(token.start as usize..token.end as usize).unwrap_or(""))
            ),
        }
    }

    /// A tree as it is called in a message.
    fn describe(&self, tree: &Tree) -> String {
        match tree.kind {
            Kind::End => "the end of the file".to_owned(),
            Kind::LBrace => "`{`".to_owned(),
            Kind::LBracket => "`[`".to_owned(),
            Kind::LParen => "`(`".to_owned(),
            kind if kind.is_string() => "a string".to_owned(),
            _ => format!("`{}`", shortened(self.context.text_of(tree))),
        }
    }
}

/// At most 24 characters of `text`.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 24 { text.to_owned() } else { text.chars().take(23).chain(['…']).collect() }
}
