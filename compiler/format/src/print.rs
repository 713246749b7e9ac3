//! The tree to text.

use crate::roles::{Role, space};
use crate::tree::{Group, Item, Part, keeps_break};
use infrac_syntax::{Comment, Kind, Parsed, Token, Word};

/// Lines are broken, where they can be, to fit into so many columns.
const WIDTH: usize = 100;

/// Spaces a level.
const INDENT: usize = 2;

pub(crate) fn print(text: &str, parsed: &Parsed, roles: &[Role], file: &Group) -> String {
    let mut printer =
        Printer { text, parsed, roles, out: String::with_capacity(text.len() + text.len() / 8), column: 0 };
    printer.items(file, 0);
    printer.trailing(file.close, 0);
    printer.out
}

struct Printer<'p> {
    text: &'p str,
    parsed: &'p Parsed,
    roles: &'p [Role],
    out: String,
    /// Characters in the current line.
    column: usize,
}

impl Printer<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.parsed.tokens.get(at)
    }

    fn slice(&self, first: usize, last: usize) -> &str {
        match (self.token(first), self.token(last)) {
            (Some(first), Some(last)) => self.text.get(first.start as usize..last.end as usize).unwrap_or(""),
            _ => "",
        }
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn line(&mut self, indent: usize) {
        if self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    /// What stands between the token at `at` and the one before: `start..end`.
    fn gap(&self, at: usize) -> (u32, u32) {
        let start = at.checked_sub(1).and_then(|before| self.token(before)).map_or(0, |before| before.end);
        (start, self.token(at).map_or(start, |token| token.start))
    }

    fn comments(&self, at: usize) -> Vec<Comment> {
        let (start, end) = self.gap(at);
        self.parsed.comments.between(start, end).to_vec()
    }

    /// The comment at the end of the line on which the token before `at` ends, and those on lines of their own.
    fn split_comments(&self, at: usize) -> (Option<Comment>, Vec<Comment>) {
        let mut comments = self.comments(at);
        match comments.first() {
            Some(first) if !first.own_line => {
                let beside = comments.remove(0);
                (Some(beside), comments)
            }
            _ => (None, comments),
        }
    }

    /// The comments of lines of their own before the token at `at`, each followed by a new line; a blank line among them stays.
    /// `first` tells that nothing stands before them in their group.
    fn own_lines(&mut self, at: usize, comments: &[Comment], mut first: bool, indent: usize) {
        let (mut from, end) = self.gap(at);
        for comment in comments {
            if !first && self.parsed.comments.has_blank_line(from, comment.span.start) {
                self.blank(indent);
            }
            self.write(&comment.text);
            self.line(indent);
            (from, first) = (comment.span.end, false);
        }
        if !first && self.parsed.comments.has_blank_line(from, end) {
            self.blank(indent);
        }
    }

    /// A blank line before what comes, which stands at the start of a line.
    fn blank(&mut self, indent: usize) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    /// The items of a broken group, each on its own line at `indent`. The cursor stands at the start of the first line.
    fn items(&mut self, group: &Group, indent: usize) {
        let widths = self.aligned_keys(group, indent);
        for (at, item) in group.items.iter().enumerate() {
            let Some(first) = item.parts.first().map(Part::first) else { continue };
            let (_, own) = self.split_own(first, at == 0 && group.open.is_none());
            self.own_lines(first, &own, at == 0, indent);
            self.item(item, indent, widths.get(at).copied().unwrap_or(0), false);
            if group.list {
                self.write(",");
            }
            self.beside(item, group, at, indent);
            if at + 1 < group.items.len() {
                self.line(indent);
            }
        }
    }

    fn split_own(&self, at: usize, file_head: bool) -> (Option<Comment>, Vec<Comment>) {
        let (beside, mut own) = self.split_comments(at);
        // Nothing stands before the head of a file.
        if file_head && let Some(beside) = beside {
            own.insert(0, beside);
            return (None, own);
        }
        (beside, own)
    }

    /// The comment beside the last token of an item, and those around its comma, which would otherwise go with it.
    fn beside(&mut self, item: &Item, group: &Group, at: usize, indent: usize) {
        let Some(last) = item.parts.last().map(Part::last) else { return };
        let next = group.items.get(at + 1).and_then(|next| next.parts.first()).map_or(group.close, Part::first);
        let mut comments = Vec::new();
        for between in last + 1..=next {
            let (beside, own) = self.split_comments(between);
            comments.extend(beside);
            if between < next {
                comments.extend(own);
            }
        }
        for (at, comment) in comments.iter().enumerate() {
            if at == 0 && !comment.own_line {
                self.write(" ");
            } else {
                self.line(indent);
            }
            self.write(&comment.text);
        }
    }

    /// Comments before the closer of a broken group, and the line of the closer itself.
    fn trailing(&mut self, close: usize, indent: usize) {
        let (_, own) = self.split_own(close, close == 0);
        let from = self.gap(close).0;
        let mut from = from;
        for (at, comment) in own.iter().enumerate() {
            if close > 0 || at > 0 {
                self.line(indent);
                if self.parsed.comments.has_blank_line(from, comment.span.start) {
                    self.blank(indent);
                }
            }
            self.write(&comment.text);
            from = comment.span.end;
        }
        if self.token(close).is_some_and(|token| token.kind == Kind::End) && !self.out.is_empty() {
            self.line(0);
        }
    }

    /// For each item the column of its `=`, or 0: runs of adjacent entries of one line each share one.
    fn aligned_keys(&self, group: &Group, indent: usize) -> Vec<usize> {
        let mut widths = vec![0; group.items.len()];
        let mut run: Vec<usize> = Vec::new();
        let mut widest = 0;
        for (at, item) in group.items.iter().enumerate() {
            let key = self.key_width(item).filter(|_| item.flat.is_some_and(|flat| indent + flat <= WIDTH));
            let apart = item.parts.first().is_none_or(|part| self.is_apart(part.first()));
            if apart || key.is_none() {
                flush(&mut run, &mut widest, &mut widths);
            }
            if let Some(key) = key {
                run.push(at);
                widest = widest.max(key);
            }
        }
        flush(&mut run, &mut widest, &mut widths);
        widths
    }

    /// Whether a comment on a line of its own or a blank line stands before the token at `at`.
    fn is_apart(&self, at: usize) -> bool {
        let (start, end) = self.gap(at);
        let comments = self.parsed.comments.between(start, end);
        comments.iter().any(|comment| comment.own_line) || self.parsed.comments.has_blank_line(start, end)
    }

    /// The width of the key of `key = value`.
    fn key_width(&self, item: &Item) -> Option<usize> {
        let [key, equals, ..] = item.parts.as_slice() else { return None };
        let is_equals = matches!(equals, Part::Token(at) if self.token(*at)?.kind == Kind::Eq);
        let is_key = match key {
            Part::Token(at) => matches!(self.token(*at)?.kind, Kind::Lower | Kind::Upper),
            Part::Text(..) => true,
            Part::Group(_) => false,
        };
        (is_equals && is_key).then(|| self.slice(key.first(), key.last()).chars().count())
    }

    /// An item from the current column on; `key_width` pads its key, which only items of one line have. `on_line` tells that all
    /// around it was found to fit on the line.
    fn item(&mut self, item: &Item, indent: usize, key_width: usize, on_line: bool) {
        let flat = item.flat.is_some_and(|flat| on_line || key_width > 0 || self.column + flat <= WIDTH);
        let mut line_indent = indent;
        let mut notes = Notes::default();
        // Too wide, and nothing in it is broken by its author: broken before its loosest operators.
        let loosest = if flat || item.flat.is_none() { None } else { self.loosest(item) };
        for (at, part) in item.parts.iter().enumerate() {
            let Some(first) = self.token(part.first()).copied() else { continue };
            let after_note = notes.step(&first, self.roles.get(part.first()) == Some(&Role::Postfix));
            if let Some(before) = at.checked_sub(1).and_then(|before| item.parts.get(before)) {
                let forced = loosest.is_some() && looseness(&first) == loosest;
                if !self.break_inside(&first, part, before, (after_note, forced), indent, &mut line_indent) {
                    self.gap_on_line(before.last(), part.first());
                }
                if at == 1 && key_width > 0 {
                    let pad = key_width.saturating_sub(self.slice(before.first(), before.last()).chars().count());
                    self.write(&" ".repeat(pad));
                }
            }
            match part {
                Part::Token(token) => {
                    let text = self.slice(*token, *token).to_owned();
                    self.write(&text);
                }
                Part::Text(open, close) => self.string(*open, *close, line_indent + INDENT),
                Part::Group(group) => {
                    let rest = self.rest_width(&item.parts, at, loosest);
                    self.group(group, line_indent, flat, rest);
                }
            }
        }
    }

    /// The loosest operators of an item, at which it may be broken; none if a body can be broken instead.
    fn loosest(&self, item: &Item) -> Option<u8> {
        if matches!(item.parts.last(), Some(Part::Group(group)) if self.slice_is_brace(group)) {
            return None;
        }
        let tokens = item.parts.iter().skip(1).filter_map(|part| self.token(part.first()));
        tokens.filter_map(looseness).min()
    }

    fn slice_is_brace(&self, group: &Group) -> bool {
        group.open.and_then(|open| self.token(open)).is_some_and(|token| token.kind == Kind::LBrace)
    }

    fn gap_on_line(&mut self, before: usize, next: usize) {
        let pair = (self.token(before), self.roles.get(before), self.token(next), self.roles.get(next));
        if let (Some(left), Some(left_role), Some(right), Some(right_role)) = pair
            && space((left, *left_role), (right, *right_role))
        {
            self.write(" ");
        }
    }

    /// Breaks the line before `part` if a comment or a break that stays is there; tells whether it did.
    fn break_inside(
        &mut self,
        first: &Token,
        part: &Part,
        before: &Part,
        (after_note, forced): (bool, bool),
        indent: usize,
        line_indent: &mut usize,
    ) -> bool {
        let (beside, own) = self.split_comments(part.first());
        let kept = forced || first.nl() && (after_note || keeps_break(first, self.token(before.last())));
        if beside.is_none() && own.is_empty() && !kept {
            return false;
        }
        *line_indent = if after_note { indent } else { indent + INDENT };
        if let Some(comment) = beside {
            self.write(" ");
            self.write(&comment.text);
        }
        self.line(*line_indent);
        for comment in own {
            self.write(&comment.text);
            self.line(*line_indent);
        }
        true
    }

    /// The width of what follows the part at `at` on its line, up to the next group, which could be broken by itself.
    fn rest_width(&self, parts: &[Part], at: usize, loosest: Option<u8>) -> usize {
        let mut width = 0;
        for (next, part) in parts.iter().enumerate().skip(at + 1) {
            let before =
                next.checked_sub(1).and_then(|before| parts.get(before)).and_then(|part| self.token(part.last()));
            let breaks = self.token(part.first()).is_some_and(|token| {
                token.nl() && keeps_break(token, before) || loosest.is_some() && looseness(token) == loosest
            });
            if breaks || self.has_comments(part.first()) {
                return width;
            }
            match part {
                Part::Group(_) => return width + 2,
                Part::Token(at) => width += self.slice(*at, *at).len() + 1,
                Part::Text(open, close) => width += self.slice(*open, *close).lines().next().map_or(0, str::len) + 1,
            }
        }
        width
    }

    fn has_comments(&self, at: usize) -> bool {
        let (start, end) = self.gap(at);
        !self.parsed.comments.between(start, end).is_empty()
    }

    fn group(&mut self, group: &Group, indent: usize, flat: bool, rest: usize) {
        let Some(open) = group.open else { return };
        let (opener, closer) = (self.slice(open, open).to_owned(), self.slice(group.close, group.close).to_owned());
        let braces = opener == "{";
        self.write(&opener);
        let fits = group.flat.is_some_and(|width| self.column - 1 + width + rest <= WIDTH);
        if group.flat.is_some() && (flat || fits) {
            self.inline(group, indent, braces && !group.items.is_empty(), true);
        } else if !braces && !group.broken && group.flat.is_none() && !self.has_comment(group) {
            // Something in it takes several lines, but its author began on this one: `f({`.
            self.inline(group, indent, false, false);
        } else if group.items.is_empty() && !self.has_comment(group) {
            // Nothing to put on lines.
        } else {
            let (beside, _) = self.split_comments(
                group.items.first().and_then(|item| item.parts.first()).map_or(group.close, Part::first),
            );
            if let Some(comment) = beside {
                self.write(" ");
                self.write(&comment.text);
            }
            if !group.items.is_empty() {
                self.line(indent + INDENT);
                self.items(group, indent + INDENT);
            }
            self.trailing_in_group(group, indent + INDENT);
            self.line(indent);
        }
        self.write(&closer);
    }

    /// Comments before the closer, each on its line.
    fn trailing_in_group(&mut self, group: &Group, indent: usize) {
        let (_, own) = self.split_comments(group.close);
        let mut from = self.gap(group.close).0;
        for (at, comment) in own.iter().enumerate() {
            self.line(indent);
            let first = at == 0 && group.items.is_empty();
            if !first && self.parsed.comments.has_blank_line(from, comment.span.start) {
                self.blank(indent);
            }
            self.write(&comment.text);
            from = comment.span.end;
        }
    }

    /// Whether a comment stands right in the group, outside inner groups.
    fn has_comment(&self, group: &Group) -> bool {
        let before_items = group.items.iter().filter_map(|item| item.parts.first()).map(Part::first);
        let after_items = group.items.iter().filter_map(|item| item.parts.last()).map(|part| part.last() + 1);
        before_items.chain(after_items).chain([group.close]).any(|at| self.has_comments(at))
    }

    /// The items on one line, as far as they take one.
    fn inline(&mut self, group: &Group, indent: usize, padded: bool, on_line: bool) {
        if padded {
            self.write(" ");
        }
        for (at, item) in group.items.iter().enumerate() {
            if at > 0 {
                self.write(", ");
            }
            self.item(item, indent, 0, on_line);
        }
        if padded {
            self.write(" ");
        }
    }

    /// A string as it is; the lines of a block string move to `indent`.
    fn string(&mut self, open: usize, close: usize, indent: usize) {
        let is_block =
            self.token(open).is_some_and(|token| matches!(token.kind, Kind::BlockString | Kind::RawBlockString));
        if !is_block {
            let text = self.slice(open, close).to_owned();
            return self.write(&text);
        }
        let margin = " ".repeat(indent);
        let opener = self.slice(open, open).to_owned();
        self.write(&opener);
        self.out.push('\n');
        let mut at_start = true;
        let mut any = false;
        for at in open + 1..close {
            any = true;
            if self.token(at).is_some_and(|token| token.kind == Kind::Break) {
                self.out.push('\n');
                at_start = true;
                continue;
            }
            if at_start {
                self.out.push_str(&margin);
                at_start = false;
            }
            let text = self.slice(at, at).to_owned();
            self.out.push_str(&text);
            // Inside interpolations the text between tokens belongs to the string as well.
            let next = self.token(at + 1).filter(|next| next.kind != Kind::Break && at + 1 < close);
            if let (Some(token), Some(next)) = (self.token(at), next) {
                let between = self.text.get(token.end as usize..next.start as usize).unwrap_or("").to_owned();
                self.out.push_str(&between);
            }
        }
        if any {
            self.out.push('\n');
        }
        self.out.push_str(&margin);
        self.out.push_str("\"\"\"");
        self.column = indent + 3;
    }
}

fn flush(run: &mut Vec<usize>, widest: &mut usize, widths: &mut [usize]) {
    for at in run.drain(..) {
        if let Some(width) = widths.get_mut(at) {
            *width = *widest;
        }
    }
    *widest = 0;
}

/// How loosely an operator binds, the loosest first; `None` for what no line is broken at.
fn looseness(token: &Token) -> Option<u8> {
    match (token.kind, token.word) {
        (Kind::Lower, Word::Where) => Some(0),
        (Kind::Bar, _) => Some(1),
        (Kind::Lower, Word::Then | Word::Else) => Some(2),
        (Kind::Coalesce, _) => Some(3),
        (Kind::Or, _) => Some(4),
        (Kind::And, _) => Some(5),
        (Kind::Plus, _) => Some(6),
        _ => None,
    }
}

/// Follows the attributes at the head of an item: `@name(args)`.
#[derive(Default)]
struct Notes {
    state: NoteState,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum NoteState {
    /// Nothing was read, or an attribute was.
    #[default]
    Start,
    /// After `@`.
    Sign,
    /// After `@name`.
    Name,
    /// After `@name(…)`.
    Args,
    /// What the attributes stand before has begun.
    Over,
}

impl Notes {
    /// Takes the first token of the next part; tells whether it is the first behind an attribute.
    fn step(&mut self, token: &Token, postfix: bool) -> bool {
        let state = self.state;
        let after_note = matches!(state, NoteState::Name | NoteState::Args) && !(state == NoteState::Name && postfix);
        self.state = match state {
            NoteState::Over => NoteState::Over,
            NoteState::Sign => NoteState::Name,
            NoteState::Name if postfix => NoteState::Args,
            _ if token.kind == Kind::At => NoteState::Sign,
            _ => NoteState::Over,
        };
        after_note
    }
}
