//! The syntax tree as one kind of node, so that a place can be found in it.

use infrac_source::Span;
use infrac_syntax::ast::{
    Arg, Assert, Block, Body, Component, Decl, DeclKind, ElseEntry, Entry, EntryArm, EntryKind, Expr, ExprArm,
    ExprKind, Field, File, IfEntry, Import, Key, KindItem, Let, ListItem, Output, Pattern, StringLit, StringPart,
    TagPayload, Type, TypeKind, Where,
};

/// A node of the tree.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    /// `import …`
    Import(&'a Import),
    /// A declaration.
    Decl(&'a Decl),
    /// An entry of a body.
    Entry(&'a Entry),
    /// The block of a declaration or an entry.
    Block(&'a Block),
    /// `{ … }`
    Body(&'a Body),
    /// `if c { … } else …` among entries.
    If(&'a IfEntry),
    /// `p => { … }` among entries.
    EntryArm(&'a EntryArm),
    /// An expression.
    Expr(&'a Expr),
    /// `p => x`
    ExprArm(&'a ExprArm),
    /// A pattern.
    Pattern(&'a Pattern),
    /// An argument.
    Arg(&'a Arg),
    /// A string as a key.
    Text(&'a StringLit),
    /// A type.
    Type(&'a Type),
    /// A parameter, field or attribute.
    Field(&'a Field),
    /// An output.
    Output(&'a Output),
    /// `where …`
    Where(&'a Where),
    /// `assert …`
    Assert(&'a Assert),
}

/// Whoever is shown the children of a node.
type Each<'a, 'e> = &'e mut dyn FnMut(Node<'a>);

impl<'a> Node<'a> {
    /// Its place.
    pub fn span(self) -> Span {
        match self {
            Self::Import(node) => node.span,
            Self::Decl(node) => node.span,
            Self::Entry(node) => node.span,
            Self::Block(node) => node.head.span.to(node.body.span),
            Self::Body(node) => node.span,
            Self::If(node) => {
                let end = match &node.otherwise {
                    Some(ElseEntry::Body(body)) => body.span,
                    Some(ElseEntry::If(inner)) => Node::If(inner).span(),
                    None => node.then.span,
                };
                joined(node.condition.span, node.then.span).to(end)
            }
            Self::EntryArm(node) => node.patterns.first().map_or(node.body.span, |first| first.span.to(node.body.span)),
            Self::Expr(node) => node.span,
            Self::ExprArm(node) => {
                node.patterns.first().map_or(node.value.span, |first| joined(first.span, node.value.span))
            }
            Self::Pattern(node) => node.span,
            Self::Arg(node) => node.name.as_ref().map_or(node.value.span, |name| joined(name.span, node.value.span)),
            Self::Text(node) => node.span,
            Self::Type(node) => node.span,
            Self::Field(node) => node.span,
            Self::Output(node) => node.span,
            Self::Where(node) => node.span,
            Self::Assert(node) => node.span,
        }
    }

    /// Calls `each` for its children, in the order in which they stand.
    pub fn children(self, each: Each<'a, '_>) {
        match self {
            Self::Import(_) => {}
            Self::Decl(node) => declaration(&node.kind, each),
            Self::Entry(node) => entry(&node.kind, each),
            Self::Block(node) => each(Self::Body(&node.body)),
            Self::Body(node) => node.entries.iter().for_each(|entry| each(Self::Entry(entry))),
            Self::If(node) => {
                each(Self::Expr(&node.condition));
                each(Self::Body(&node.then));
                match &node.otherwise {
                    Some(ElseEntry::If(inner)) => each(Self::If(inner)),
                    Some(ElseEntry::Body(body)) => each(Self::Body(body)),
                    None => {}
                }
            }
            Self::EntryArm(node) => {
                node.patterns.iter().for_each(|pattern| each(Self::Pattern(pattern)));
                each(Self::Body(&node.body));
            }
            Self::Expr(node) => expression(&node.kind, each),
            Self::ExprArm(node) => {
                node.patterns.iter().for_each(|pattern| each(Self::Pattern(pattern)));
                each(Self::Expr(&node.value));
            }
            Self::Pattern(_) => {}
            Self::Arg(node) => each(Self::Expr(&node.value)),
            Self::Text(node) => text(node, each),
            Self::Type(node) => written_type(&node.kind, each),
            Self::Field(node) => field(node, each),
            Self::Output(node) => output(node, each),
            Self::Where(node) => {
                each(Self::Expr(&node.condition));
                node.message.iter().for_each(|message| each(Self::Expr(message)));
            }
            Self::Assert(node) => {
                each(Self::Expr(&node.condition));
                each(Self::Expr(&node.message));
            }
        }
    }
}

/// The nodes of the top of a file.
pub fn roots<'a>(file: &'a File) -> impl Iterator<Item = Node<'a>> {
    file.imports.iter().map(Node::Import).chain(file.declarations.iter().map(Node::Decl))
}

/// A part that could not be read may have no place: then the other stands alone.
fn joined(a: Span, b: Span) -> Span {
    if b.is_empty() && b.start == 0 { a } else { a.to(b) }
}

fn declaration<'a>(kind: &'a DeclKind, each: Each<'a, '_>) {
    match kind {
        DeclKind::Let(node) => binding(node, each),
        DeclKind::Fn(node) => {
            node.params.iter().for_each(|param| each(Node::Field(param)));
            each(Node::Type(&node.result));
            node.body.iter().for_each(|body| each(Node::Expr(body)));
        }
        DeclKind::Type(node) => {
            each(Node::Type(&node.ty));
            node.refinement.iter().for_each(|refinement| each(Node::Where(refinement)));
        }
        DeclKind::Component(node) => component(node, each),
        DeclKind::Kind(node) => node.items.iter().for_each(|item| kind_item(item, each)),
        DeclKind::Extend(node) => node.items.iter().for_each(|item| kind_item(item, each)),
        DeclKind::Defaults(node) => each(Node::Body(&node.body)),
        DeclKind::Test(node) => each(Node::Body(&node.body)),
        DeclKind::Param(node) => {
            each(Node::Type(&node.ty));
            node.default.iter().for_each(|default| each(Node::Expr(default)));
        }
        DeclKind::Assert(node) => each(Node::Assert(node)),
        DeclKind::Block(node) => each(Node::Block(node)),
        DeclKind::Error => {}
    }
}

fn binding<'a>(node: &'a Let, each: Each<'a, '_>) {
    node.ty.iter().for_each(|ty| each(Node::Type(ty)));
    each(Node::Expr(&node.value));
}

/// The outputs, which the tree keeps apart, stand between the braces of the body: whoever looks for a place finds them after it.
fn component<'a>(node: &'a Component, each: Each<'a, '_>) {
    node.params.iter().for_each(|param| each(Node::Field(param)));
    each(Node::Body(&node.body));
    node.outputs.iter().for_each(|output| each(Node::Output(output)));
}

fn kind_item<'a>(item: &'a KindItem, each: Each<'a, '_>) {
    match item {
        KindItem::Attribute(node) => each(Node::Field(node)),
        KindItem::Child { .. } => {}
        KindItem::Expose { ty, .. } => each(Node::Type(ty)),
        KindItem::Output(node) => each(Node::Output(node)),
        KindItem::Assert(node) => each(Node::Assert(node)),
    }
}

fn field<'a>(node: &'a Field, each: Each<'a, '_>) {
    each(Node::Type(&node.ty));
    node.default.iter().for_each(|default| each(Node::Expr(default)));
    node.refinement.iter().for_each(|refinement| each(Node::Where(refinement)));
}

fn output<'a>(node: &'a Output, each: Each<'a, '_>) {
    node.params.iter().flatten().for_each(|param| each(Node::Field(param)));
    each(Node::Type(&node.ty));
    node.value.iter().for_each(|value| each(Node::Expr(value)));
}

fn entry<'a>(kind: &'a EntryKind, each: Each<'a, '_>) {
    match kind {
        EntryKind::Assign { key, value } => {
            if let Key::Text(text) = key {
                each(Node::Text(text));
            }
            each(Node::Expr(value));
        }
        EntryKind::Let(node) => binding(node, each),
        EntryKind::Overlay { body, .. } => each(Node::Body(body)),
        EntryKind::For { iterable, body, .. } => {
            each(Node::Expr(iterable));
            each(Node::Body(body));
        }
        EntryKind::If(node) => each(Node::If(node)),
        EntryKind::Match { scrutinee, arms } => {
            each(Node::Expr(scrutinee));
            arms.iter().for_each(|arm| each(Node::EntryArm(arm)));
        }
        EntryKind::Assert(node) => each(Node::Assert(node)),
        EntryKind::Spread(value) => each(Node::Expr(value)),
        EntryKind::Block(node) => each(Node::Block(node)),
        EntryKind::Unset(_) | EntryKind::Error => {}
    }
}

fn expression<'a>(kind: &'a ExprKind, each: Each<'a, '_>) {
    match kind {
        ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null | ExprKind::Name(_) | ExprKind::Error => {}
        ExprKind::String(node) => text(node, each),
        ExprKind::Member { base, .. } => each(Node::Expr(base)),
        ExprKind::Index { base, index } => {
            each(Node::Expr(base));
            each(Node::Expr(index));
        }
        ExprKind::Call { callee, args } => {
            each(Node::Expr(callee));
            args.iter().for_each(|arg| each(Node::Arg(arg)));
        }
        ExprKind::Payload { body, .. } | ExprKind::Body(body) => each(Node::Body(body)),
        ExprKind::List(items) => items.iter().for_each(|item| list_item(item, each)),
        ExprKind::Paren(inner) => each(Node::Expr(inner)),
        ExprKind::If { condition, then, otherwise } => {
            [condition, then, otherwise].into_iter().for_each(|part| each(Node::Expr(part)));
        }
        ExprKind::Match { scrutinee, arms } => {
            each(Node::Expr(scrutinee));
            arms.iter().for_each(|arm| each(Node::ExprArm(arm)));
        }
        ExprKind::Unary { operand, .. } => each(Node::Expr(operand)),
        ExprKind::Binary { left, right, .. } => {
            each(Node::Expr(left));
            each(Node::Expr(right));
        }
        ExprKind::Range { min, max } => {
            each(Node::Expr(min));
            max.iter().for_each(|max| each(Node::Expr(max)));
        }
    }
}

fn text<'a>(node: &'a StringLit, each: Each<'a, '_>) {
    for part in &node.parts {
        if let StringPart::Interpolation { expr, .. } = part {
            each(Node::Expr(expr));
        }
    }
}

fn list_item<'a>(item: &'a ListItem, each: Each<'a, '_>) {
    match item {
        ListItem::Expr(inner) | ListItem::Spread(inner) => each(Node::Expr(inner)),
        ListItem::For { iterable, condition, value, .. } => {
            each(Node::Expr(iterable));
            condition.iter().for_each(|condition| each(Node::Expr(condition)));
            each(Node::Expr(value));
        }
    }
}

fn written_type<'a>(kind: &'a TypeKind, each: Each<'a, '_>) {
    match kind {
        TypeKind::Named { args, .. } => args.iter().for_each(|arg| each(Node::Type(arg))),
        TypeKind::Late(inner) | TypeKind::Optional(inner) => each(Node::Type(inner)),
        TypeKind::Union(members) => members.iter().for_each(|member| each(Node::Type(member))),
        TypeKind::Record(fields) => fields.iter().for_each(|field| each(Node::Field(field))),
        TypeKind::Tag { payload, .. } => match payload {
            TagPayload::None => {}
            TagPayload::Positional(fields) | TagPayload::Fields(fields) => {
                fields.iter().for_each(|field| each(Node::Field(field)));
            }
        },
        TypeKind::Error => {}
    }
}
