//! From a file to its tree: lexer, token trees, and the grammar in two passes.

use crate::ast::{self, DeclKind};
use crate::comments::Comments;
use crate::dangling::dangling;
use crate::grammar::detail::{Detail, Reporter};
use crate::grammar::{self, Context, Item, Rule};
use crate::lexer::{Lexed, lex};
use crate::token::Token;
use crate::trees::{Tree, Trees, trees};
use chumsky::Parser;
use chumsky::error::EmptyErr;
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e01::e0118_expected_declaration;
use infrac_source::Source;
use std::cell::LazyCell;
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
    let mut lexed = lex(source);
    let mut diagnostics = std::mem::take(&mut lexed.diagnostics);
    let trees = trees(source.id(), source.text(), &lexed, &mut diagnostics);
    let Read { items, item_starts, documented } = read(source, &lexed, &trees, &mut diagnostics);
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

/// What the grammar made of a file.
struct Read {
    items: Vec<Item>,
    item_starts: Vec<u32>,
    /// The starts of the tokens whose documentation was taken, in order.
    documented: Vec<u32>,
}

/// Reads all items without error detail, then those again that did not go well.
fn read<'t>(source: &'t Source, lexed: &'t Lexed, trees: &'t Trees, diagnostics: &mut Diagnostics) -> Read {
    let mut context = Context {
        file: source.id(),
        text: source.text(),
        trees,
        docs: &lexed.docs,
        problems: Vec::new(),
        recovered: false,
        item_starts: Vec::new(),
        documented: Vec::new(),
    };
    let root = trees.root();
    let quick = grammar::file::<EmptyErr>().parse_with_state(root, &mut context);
    diagnostics.0.append(&mut context.problems);
    let read = quick.into_output().unwrap_or_default();
    let mut items = Vec::with_capacity(read.len());
    let mut before: Option<Range<usize>> = None;
    // Built when the first failure needs them.
    let one: LazyCell<Rule<'_, (), Detail>> = LazyCell::new(|| grammar::first(1));
    let two: LazyCell<Rule<'_, (), Detail>> = LazyCell::new(|| grammar::first(2));
    for (item, range, recovered) in read {
        if recovered {
            // What begins no declaration may be the rest of the one before: `let x = a +`.
            let lost = matches!(&item, Item::Decl(decl) if matches!(decl.kind, DeclKind::Error));
            let (from, rule) = match before.take() {
                Some(before) if lost => (before.start, &two),
                _ => (range.start, &one),
            };
            // With the trees behind it, which a message may name.
            let part: &[Tree] = root.get(from..(range.end + 3).min(root.len())).unwrap_or(&[]);
            explain(&context, &lexed.tokens, part, rule, diagnostics);
            // Silence would be taken for consent: a file that could not be read has at least one message.
            if let (true, Some(first)) = (diagnostics.0.is_empty(), part.first()) {
                let found = context.text_of(first).lines().next().unwrap_or("");
                diagnostics.push(e0118_expected_declaration::expected(context.span(first), &format!("`{found}`")));
            }
        } else {
            before = Some(range);
        }
        items.push(item);
    }
    let (mut item_starts, mut documented) = (context.item_starts, context.documented);
    for starts in [&mut item_starts, &mut documented] {
        starts.sort_unstable();
        starts.dedup();
    }
    Read { items, item_starts, documented }
}

/// Reads the first items of `part` again by `rule`, for what their failures have to say.
fn explain<'t>(
    context: &Context<'t>,
    tokens: &[Token],
    part: &'t [Tree],
    rule: &Rule<'t, (), Detail>,
    diagnostics: &mut Diagnostics,
) {
    let mut again =
        Context { problems: Vec::new(), item_starts: Vec::new(), documented: Vec::new(), recovered: false, ..*context };
    let (_, errors) = rule.parse_with_state(part, &mut again).into_output_errors();
    let reporter = Reporter { context: &again, tokens };
    for diagnostic in errors.iter().filter_map(|error| reporter.report(error)) {
        diagnostics.push(diagnostic);
    }
}
