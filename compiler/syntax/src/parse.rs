//! From a file to its tree: lexer, token trees, and the grammar in two passes.

use crate::ast;
use crate::comments::Comments;
use crate::grammar::detail::{Detail, Reporter};
use crate::grammar::{self, Context, Item};
use crate::lexer::{Lexed, lex};
use crate::token::Token;
use crate::trees::{Tree, Trees, trees};
use chumsky::Parser;
use chumsky::error::EmptyErr;
use infrac_diagnostics::Diagnostics;
use infrac_source::Source;

/// What was read of a file.
#[derive(Debug)]
pub struct Parsed {
    /// The tree, for every input.
    pub file: ast::File,
    /// What stands beside it.
    pub comments: Comments,
    /// All tokens, in order, strings in pieces; the last is the end.
    pub tokens: Vec<Token>,
    /// What was wrong.
    pub diagnostics: Diagnostics,
}

/// Reads a file. Never fails: what cannot be read becomes an `Error` node with a diagnostic, and the rest is kept.
pub fn parse(source: &Source) -> Parsed {
    let mut lexed = lex(source);
    let mut diagnostics = std::mem::take(&mut lexed.diagnostics);
    let trees = trees(source.id(), source.text(), &lexed, &mut diagnostics);
    let items = read(source, &lexed, &trees, &mut diagnostics);
    diagnostics.0.sort_by_key(|diagnostic| diagnostic.primary().map(|span| (span.start, span.end)));
    let mut file =
        ast::File { id: source.id(), doc: lexed.module_doc, imports: Vec::new(), declarations: Vec::new() };
    for item in items {
        match item {
            Item::Import(import) => file.imports.push(import),
            Item::Decl(decl) => file.declarations.push(decl),
        }
    }
    Parsed { file, comments: lexed.comments, tokens: lexed.tokens, diagnostics }
}

/// Reads all items without error detail, then those again that did not go well.
fn read(source: &Source, lexed: &Lexed, trees: &Trees, diagnostics: &mut Diagnostics) -> Vec<Item> {
    let mut context = Context {
        file: source.id(),
        text: source.text(),
        trees,
        docs: &lexed.docs,
        problems: Vec::new(),
        recovered: false,
    };
    let root = trees.root();
    let quick = grammar::file::<EmptyErr>().parse_with_state(root, &mut context);
    let mut items = Vec::new();
    let mut detailed = None;
    for (item, range, recovered) in quick.into_output().unwrap_or_default() {
        if !recovered {
            items.push(item);
            continue;
        }
        let rule = detailed.get_or_insert_with(grammar::declaration::<Detail>);
        let part: &[Tree] = root.get(range).unwrap_or(&[]);
        let mut again = Context { problems: Vec::new(), recovered: false, ..context };
        let (read, errors) = rule.parse_with_state(part, &mut again).into_output_errors();
        let reporter = Reporter { context: &again, tokens: &lexed.tokens };
        for error in &errors {
            if let Some(diagnostic) = reporter.report(error) {
                diagnostics.push(diagnostic);
            }
        }
        items.push(read.unwrap_or(item));
    }
    diagnostics.0.append(&mut context.problems);
    items
}
