//! From a place in a text to the nodes around it.

use crate::files::FileView;
use crate::node::{Node, roots};
use infrac_syntax::ast::{Body, DeclKind, EntryKind, Expr};

/// The nodes around a place, outermost first.
#[derive(Clone, Debug, Default)]
pub struct NodePath<'a> {
    /// Outermost first.
    pub nodes: Vec<Node<'a>>,
}

impl<'a> NodePath<'a> {
    /// The nodes around the byte `offset`, ends included. Where two meet, the later one is taken.
    pub fn at(file: FileView<'a>, offset: u32) -> Self {
        let mut nodes = Vec::new();
        let mut next = nearest(roots(file.tree()), offset);
        while let Some(node) = next {
            nodes.push(node);
            // One level of the tree is a few levels of nodes; the parser bounds the tree.
            let mut found = None;
            node.children(&mut |child| {
                if holds(child, offset) {
                    found = Some(child);
                }
            });
            next = found;
        }
        Self { nodes }
    }

    /// As [`NodePath::at`]; but blank space behind a body whose brace is missing belongs to the body as far as it is indented deeper than the line
    /// that opened it.
    pub fn open_at(file: FileView<'a>, offset: u32) -> Self {
        let mut path = Self::at(file, offset);
        let Some((_, before)) = file.token_ending_before(offset) else { return path };
        if before.end == offset {
            return path;
        }
        let left = Self::at(file, before.end);
        let column = |at: u32| file.indentation(at).len();
        let line = file.line_start(offset);
        let own = if line <= before.start { usize::MAX } else { column(offset).max((offset - line).min(200) as usize) };
        let open = left.nodes.iter().rposition(|node| match node {
            Node::Body(body) => is_open(file, body, before.end) && column(body.span.start) < own,
            _ => false,
        });
        if let Some(open) = open.filter(|&open| open >= path.nodes.len()) {
            path.nodes = left.nodes;
            path.nodes.truncate(open + 1);
        }
        path
    }

    /// The innermost node.
    pub fn last(&self) -> Option<Node<'a>> {
        self.nodes.last().copied()
    }

    /// The innermost expression.
    pub fn expr(&self) -> Option<&'a Expr> {
        self.nodes.iter().rev().find_map(|node| match node {
            Node::Expr(expr) => Some(*expr),
            _ => None,
        })
    }

    /// The innermost body.
    pub fn body(&self) -> Option<&'a Body> {
        self.nodes.iter().rev().find_map(|node| match node {
            Node::Body(body) => Some(*body),
            _ => None,
        })
    }

    /// The innermost block with the node that holds it, a declaration or an entry.
    pub fn block(&self) -> Option<(&'a infrac_syntax::ast::Block, Node<'a>)> {
        let at = self.nodes.iter().rposition(|node| matches!(node, Node::Block(_)))?;
        match (self.nodes.get(at)?, self.nodes.get(at.checked_sub(1)?)?) {
            (Node::Block(block), holder) => Some((block, *holder)),
            _ => None,
        }
    }

    /// The declaration around the place.
    pub fn decl(&self) -> Option<&'a infrac_syntax::ast::Decl> {
        self.nodes.iter().find_map(|node| match node {
            Node::Decl(decl) => Some(*decl),
            _ => None,
        })
    }

    /// Whether the innermost thing is the top of a file: nothing, or a declaration that could not be read.
    pub fn is_top(&self) -> bool {
        match self.last() {
            None => true,
            Some(Node::Decl(decl)) => matches!(decl.kind, DeclKind::Error),
            _ => false,
        }
    }

    /// The innermost assignment, with the key.
    pub fn assignment(&self) -> Option<&'a infrac_syntax::ast::Entry> {
        self.nodes.iter().rev().find_map(|node| match node {
            Node::Entry(entry) if matches!(entry.kind, EntryKind::Assign { .. }) => Some(*entry),
            _ => None,
        })
    }
}

/// Whether a body lacks its closing brace: what ends it is the end of something in it.
fn is_open(file: FileView<'_>, body: &Body, end: u32) -> bool {
    if !body.damaged || body.span.end != end {
        return false;
    }
    let inner = body.entries.last().map_or(body.span.start + 1, |last| last.span.end);
    let closed = inner < end && file.text().get(inner as usize..end as usize).is_some_and(|rest| rest.ends_with('}'));
    !closed
}

fn holds(node: Node<'_>, offset: u32) -> bool {
    let span = node.span();
    span.start <= offset && offset <= span.end && !(span.is_empty() && span.start == 0)
}

fn nearest<'a>(nodes: impl Iterator<Item = Node<'a>>, offset: u32) -> Option<Node<'a>> {
    nodes.take_while(|node| node.span().start <= offset).filter(|node| holds(*node, offset)).last()
}
