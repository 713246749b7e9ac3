//! From a file to its tree: lexer, token trees, and the grammar in two passes.

use crate::ast::{self, DeclKind};
use crate::comments::Comments;
use crate::context::Context;
use crate::dangling::dangling;
use crate::grammar::detail::{Detail, Reporter};
use crate::grammar::{self, Item, Read, Rule};
use crate::lexer::lex;
use crate::quick;
use crate::token::{Kind, Token};
use crate::trees::{Tree, trees};
use chumsky::Parser;
use chumsky::error::EmptyErr;
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e01::e0118_expected_declaration;
use infrac_source::Source;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// What was read of a file.
#[derive(Debug)]
pub struct Parsed {
    /// The tree, for every input.
    pub file: ast::File,
    /// What stands beside it.
    pub comments: Comments,
    /// All tokens, in order, strings in pieces; the last is the end.
    pub tokens: Vec<Token>,
    /// Where declarations, entries, arms, fields, parameters and arguments begin, in order: what a formatter breaks lines at.
    pub item_starts: Vec<u32>,
    /// What was wrong.
    pub diagnostics: Diagnostics,
}

/// Reads a file. Never fails: what cannot be read becomes an `Error` node with a diagnostic, and the rest is kept.
pub fn parse(source: &Source) -> Parsed {
    parse_by(source, quick::item)
}

/// Reads a file, each item by `first` if that takes it, else by the grammar.
pub(crate) fn parse_by(source: &Source, first: impl FirstReader) -> Parsed {
    let mut lexed = lex(source);
    let mut diagnostics = std::mem::take(&mut lexed.diagnostics);
    let trees = trees(source.id(), source.text(), &lexed, &mut diagnostics);
    let mut context = Context::new(source, &trees, &lexed);
    let (items, failed) = read(&mut context, first);
    diagnostics.0.append(&mut context.problems);
    explain_all(&context, &lexed.tokens, &failed, &mut diagnostics);
    let (mut item_starts, mut documented) = (context.item_starts, context.documented);
    for starts in [&mut item_starts, &mut documented] {
        starts.sort_unstable();
        starts.dedup();
    }
    // Where something could not be read, what documents it could not be taken either.
    if diagnostics.0.is_empty() {
        diagnostics.0.extend(dangling(&lexed, &documented));
    }
    diagnostics.0.sort_by_key(|diagnostic| diagnostic.primary().map(|span| (span.start, span.end)));
    let mut file = ast::File { id: source.id(), doc: lexed.module_doc, imports: Vec::new(), declarations: Vec::new() };
    for item in items {
        match item {
            Item::Import(import) => file.imports.push(import),
            Item::Decl(decl) => file.declarations.push(decl),
        }
    }
    Parsed { file, comments: lexed.comments, tokens: lexed.tokens, item_starts, diagnostics }
}

/// What reads an item that is right: gives it and the number of its trees, or leaves it to the grammar.
pub(crate) trait FirstReader: for<'t> FnMut(&mut Context<'t>, &'t [Tree]) -> Option<(Item, usize)> {}

impl<F: for<'t> FnMut(&mut Context<'t>, &'t [Tree]) -> Option<(Item, usize)>> FirstReader for F {}

/// Items that did not go well.
struct Failed {
    /// Their trees at the top of the file.
    range: Range<usize>,
    /// How many they are.
    count: usize,
}

/// Reads all items: by `first`, else by the grammar without error detail.
fn read<'t>(context: &mut Context<'t>, mut first: impl FirstReader) -> (Vec<Item>, Vec<Failed>) {
    // Built when an item needs it, which most files have none of.
    let grammar: LazyCell<Rule<'t, (), EmptyErr>> = LazyCell::new(grammar::next);
    let root = context.trees.root();
    let (mut items, mut failed) = (Vec::new(), Vec::new());
    let mut before: Option<Range<usize>> = None;
    let mut at = 0;
    while let Some(rest) = root.get(at..).filter(|rest| rest.first().is_some_and(|tree| tree.kind != Kind::End)) {
        let read = match first(context, rest) {
            Some((item, count)) => Some(Read { item, count, recovered: false }),
            None => {
                // Whether anything follows is no matter here.
                let _ = grammar.parse_with_state(rest, context);
                context.read.take()
            }
        };
        let Some(Read { item, count, recovered }) = read else { break };
        let range = at..at + count;
        at = range.end;
        if recovered {
            // What begins no declaration may be the rest of the one before: `let x = a +`.
            let lost = matches!(&item, Item::Decl(decl) if matches!(decl.kind, DeclKind::Error));
            failed.push(match before.take() {
                Some(before) if lost => Failed { range: before.start..range.end, count: 2 },
                _ => Failed { range, count: 1 },
            });
        } else {
            before = Some(range);
        }
        items.push(item);
    }
    (items, failed)
}

/// Reads what did not go well again, for what its failures have to say.
fn explain_all<'t>(context: &Context<'t>, tokens: &[Token], failed: &[Failed], diagnostics: &mut Diagnostics) {
    let one: LazyCell<Rule<'t, (), Detail>> = LazyCell::new(|| grammar::first(1));
    let two: LazyCell<Rule<'t, (), Detail>> = LazyCell::new(|| grammar::first(2));
    let root = context.trees.root();
    for Failed { range, count } in failed {
        // With the trees behind it, which a message may name.
        let part: &[Tree] = root.get(range.start..(range.end + 3).min(root.len())).unwrap_or(&[]);
        explain(context, tokens, part, if *count == 1 { &one } else { &two }, diagnostics);
        // Silence would be taken for consent: a file that could not be read has at least one message.
        if let (true, Some(first)) = (diagnostics.0.is_empty(), part.first()) {
            let found = context.text_of(first).lines().next().unwrap_or("");
            diagnostics.push(e0118_expected_declaration::expected(context.span(first), &format!("`{found}`")));
        }
    }
}

/// Reads the first items of `part` again by `rule`, for what their failures have to say.
fn explain<'t>(
    context: &Context<'t>,
    tokens: &[Token],
    part: &'t [Tree],
    rule: &Rule<'t, (), Detail>,
    diagnostics: &mut Diagnostics,
) {
    let mut again = context.again();
    let (_, errors) = rule.parse_with_state(part, &mut again).into_output_errors();
    let reporter = Reporter { context: &again, tokens };
    // Where one rule stopped, the rule that reads on behind a comma before it may stop again: that is told once.
    let mut told: BTreeSet<Option<u32>> = BTreeSet::new();
    for error in &errors {
        if let Some(diagnostic) = reporter.report(error)
            && told.insert(error.place())
        {
            diagnostics.push(diagnostic);
        }
    }
}
