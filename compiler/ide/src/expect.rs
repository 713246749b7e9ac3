//! What is expected at a place: which keys a body takes, which type a value has. Read off the declarations along the nodes around the place, so that
//! it works in text that is not finished.

use crate::node::Node;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::{BlockDeclId, ComponentId, FieldDef, Head, KindId, ModuleId, Type};
use infrac_source::{Span, Str};
use infrac_syntax::ast::{self, Arg, BinaryOp, Block, Body, DeclKind, EntryKind, Expr, ExprKind, Key, ListItem};
use std::sync::Arc;

/// What a body is for.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A block of a kind, its defaults, an environment.
    Kind(KindId),
    /// An instance of a component.
    Instance(ComponentId),
    /// A component's own body.
    Component(ComponentId),
    /// A record, or the payload of a tag.
    Fields(Vec<FieldDef>),
    /// A map: the types of keys and values.
    Map(Type, Type),
    /// A test.
    Test,
    /// Anything, or nobody knows.
    Open,
}

/// What is known of a place.
#[derive(Clone, Debug)]
pub(crate) struct Expected<'a> {
    /// What the innermost body is for; `None` outside of bodies.
    pub shape: Option<Shape>,
    /// The innermost body.
    pub body: Option<&'a Body>,
    /// The bodies of the same block around it that add to the same thing (overlays, branches), outermost first, with `body` as the last.
    pub layers: Vec<&'a Body>,
    /// What a value here must be.
    pub ty: Option<Type>,
    /// The attribute or field whose value stands here.
    pub field: Option<FieldDef>,
    /// The innermost block, and its number if it has one.
    pub block: Option<(&'a Block, Option<BlockDeclId>)>,
    /// The keys from that block to the place.
    pub keys: Vec<Str>,
    /// The component around the place.
    pub component: Option<ComponentId>,
    /// The environments of the overlay around the place.
    pub overlay: Option<&'a [ast::Ident]>,
}

struct Walk<'s, 'a> {
    snapshot: &'s Snapshot,
    module: ModuleId,
    at: Expected<'a>,
}

impl Snapshot {
    /// What is expected at the innermost node of the path.
    pub(crate) fn expected<'a>(&self, module: ModuleId, path: &NodePath<'a>) -> Expected<'a> {
        let at = Expected {
            shape: None,
            body: None,
            layers: Vec::new(),
            ty: None,
            field: None,
            block: None,
            keys: Vec::new(),
            component: None,
            overlay: None,
        };
        let mut walk = Walk { snapshot: self, module, at };
        for (place, node) in path.nodes.iter().enumerate() {
            walk.enter(*node, path.nodes.get(place + 1).copied());
        }
        walk.at
    }

    /// What a block's head means at the top of a module or among a body's entries.
    pub(crate) fn head_of(&self, module: ModuleId, head: &ast::Path) -> Option<Head> {
        let last = head.segments.last()?;
        let used = self.uses().at(last.span.file, last.span.start).filter(|(span, _)| *span == last.span);
        match used.and_then(|(_, definition)| self.table().at(definition.span)) {
            Some(Symbol::Kind(id)) => return Some(Head::Kind(id)),
            Some(Symbol::Component(id)) => return Some(Head::Component(id)),
            _ => {}
        }
        let scope = |module: usize| self.analysis().scopes.get(module)?.heads.get(&last.text).map(|entry| entry.item);
        scope(module.index()).or_else(|| scope(0)).or_else(|| self.model().kind_named(&last.text).map(Head::Kind))
    }

    /// The block declared by a tree.
    pub(crate) fn decl_of(&self, block: &Block) -> Option<BlockDeclId> {
        let place = block.labels.last().map_or(block.head.span, |label| label.span);
        match self.table().at(place) {
            Some(Symbol::Block(id)) => Some(id),
            _ => None,
        }
    }

    /// The key of a shape.
    pub(crate) fn slot(&self, shape: &Shape, name: &str) -> Option<FieldDef> {
        let model = self.model();
        let of_kind = |kind: KindId| model.kind(kind).attributes.get(name).cloned();
        match shape {
            Shape::Kind(kind) => of_kind(*kind),
            Shape::Instance(id) => {
                let component = model.component(*id);
                component.params.get(name).cloned().or_else(|| of_kind(component.base?))
            }
            Shape::Component(id) => of_kind(model.component(*id).base?),
            Shape::Fields(fields) => fields.iter().find(|field| field.name == name).cloned(),
            Shape::Map(..) | Shape::Test | Shape::Open => None,
        }
    }

    /// All keys of a shape, in declaration order.
    pub(crate) fn slots(&self, shape: &Shape) -> Vec<FieldDef> {
        let model = self.model();
        let of_kind = |kind: KindId| model.kind(kind).attributes.values().cloned().collect::<Vec<_>>();
        match shape {
            Shape::Kind(kind) => of_kind(*kind),
            Shape::Instance(id) => {
                let component = model.component(*id);
                let mut all: Vec<FieldDef> = component.params.values().cloned().collect();
                let own = component.base.map(of_kind).unwrap_or_default();
                all.extend(own.into_iter().filter(|field| !component.params.contains_key(&field.name)));
                all
            }
            Shape::Component(id) => model.component(*id).base.map(of_kind).unwrap_or_default(),
            Shape::Fields(fields) => fields.clone(),
            Shape::Map(..) | Shape::Test | Shape::Open => Vec::new(),
        }
    }

    /// What a body is for where a value of that type is expected.
    pub(crate) fn shape_of(&self, ty: &Type) -> Shape {
        let model = self.model();
        let found = model.find_form(ty, &mut |form| match form {
            Type::Map(key, value) => Some(Shape::Map(key.as_ref().clone(), value.as_ref().clone())),
            Type::Named(_) => model.record_fields(form).map(|fields| Shape::Fields(fields.to_vec())),
            _ => None,
        });
        let any_tag = || {
            let fields: Vec<FieldDef> = self.tags_of(ty).into_iter().flat_map(|tag| tag.fields.clone()).collect();
            if fields.is_empty() { Shape::Open } else { Shape::Fields(fields) }
        };
        found.unwrap_or_else(any_tag)
    }
}

impl<'a> Walk<'_, 'a> {
    fn enter(&mut self, node: Node<'a>, next: Option<Node<'a>>) {
        match node {
            Node::Decl(decl) => self.declaration(&decl.kind),
            Node::Block(block) => self.block(block),
            Node::Body(body) => self.body(body),
            Node::Entry(entry) => self.entry(&entry.kind),
            Node::Expr(expr) => self.expression(expr, next),
            Node::Field(field) => self.at.ty = self.field_type(field.name.span),
            Node::Output(output) => {
                self.at.ty = match self.snapshot.table().at(output.name.span) {
                    Some(symbol) => self.snapshot.type_of(symbol),
                    None => None,
                };
            }
            Node::If(_) => self.at.ty = None,
            Node::Pattern(_) => {}
            Node::Where(node) => self.at.ty = next.filter(|next| is(*next, &node.condition)).map(|_| Type::Bool),
            Node::Assert(node) => {
                let condition = next.is_some_and(|next| is(next, &node.condition));
                self.at.ty = Some(if condition { Type::Bool } else { Type::String });
            }
            Node::Import(_) | Node::EntryArm(_) | Node::ExprArm(_) | Node::Arg(_) | Node::Text(_) | Node::Type(_) => {}
        }
    }

    fn declaration(&mut self, kind: &'a DeclKind) {
        let table = self.snapshot.table();
        match kind {
            DeclKind::Component(node) => {
                if let Some(Symbol::Component(id)) = table.at(node.name.span) {
                    self.at.component = Some(id);
                    self.at.shape = Some(Shape::Component(id));
                }
            }
            DeclKind::Defaults(node) => {
                let head = self.snapshot.head_of(self.module, &node.kind);
                self.at.shape = Some(head.map_or(Shape::Open, |head| of_head(head, self.snapshot)));
            }
            DeclKind::Test(_) => self.at.shape = Some(Shape::Test),
            DeclKind::Param(node) => {
                if let Some(Symbol::Param(id)) = table.at(node.name.span) {
                    self.at.ty = Some(self.snapshot.model().param(id).ty.clone());
                }
            }
            DeclKind::Fn(node) => {
                self.at.ty = table.at(node.name.span).and_then(|symbol| self.snapshot.type_of(symbol));
            }
            DeclKind::Let(node) => self.at.ty = self.annotated(node),
            DeclKind::Type(_)
            | DeclKind::Kind(_)
            | DeclKind::Extend(_)
            | DeclKind::Assert(_)
            | DeclKind::Block(_)
            | DeclKind::Error => {}
        }
    }

    /// The type that a `let` is annotated with.
    fn annotated(&self, node: &ast::Let) -> Option<Type> {
        node.ty.as_ref()?;
        let symbol = self.snapshot.table().at(node.name.span)?;
        self.snapshot.type_of(symbol)
    }

    fn block(&mut self, block: &'a Block) {
        self.at.layers.clear();
        if let ([name], true, Some(shape)) = (block.head.segments.as_slice(), block.labels.is_empty(), &self.at.shape)
            && let Some(field) = self.snapshot.slot(shape, &name.text)
        {
            self.at.shape = Some(self.snapshot.shape_of(&field.ty));
            self.at.keys.push(name.text.clone());
            self.at.field = Some(field);
            return;
        }
        let head = self.snapshot.head_of(self.module, &block.head);
        self.at.shape = Some(head.map_or(Shape::Open, |head| of_head(head, self.snapshot)));
        self.at.block = Some((block, self.snapshot.decl_of(block)));
        self.at.keys.clear();
        self.at.field = None;
        self.at.overlay = None;
    }

    fn body(&mut self, body: &'a Body) {
        self.at.layers.push(body);
        self.at.body = Some(body);
        self.at.ty = None;
    }

    fn entry(&mut self, kind: &'a EntryKind) {
        self.at.ty = None;
        self.at.field = None;
        match kind {
            EntryKind::Assign { key, .. } => {
                self.at.layers.clear();
                let Some(name) = key_text(key) else { return };
                let shape = self.at.shape.take().unwrap_or(Shape::Open);
                self.at.keys.push(name.clone());
                self.at.ty = match &shape {
                    Shape::Map(_, value) => Some(value.clone()),
                    shape => {
                        self.at.field = self.snapshot.slot(shape, &name);
                        self.at.field.as_ref().map(|field| field.ty.clone())
                    }
                };
                self.at.shape = Some(shape);
            }
            EntryKind::Let(node) => self.at.ty = self.annotated(node),
            EntryKind::Overlay { environments, .. } => self.at.overlay = Some(environments),
            EntryKind::For { .. }
            | EntryKind::If(_)
            | EntryKind::Match { .. }
            | EntryKind::Unset(_)
            | EntryKind::Assert(_)
            | EntryKind::Spread(_)
            | EntryKind::Block(_)
            | EntryKind::Error => {}
        }
    }

    /// Goes into an expression of the expected type: what is expected of the part that the path goes on with.
    fn expression(&mut self, expr: &'a Expr, next: Option<Node<'a>>) {
        let Some(next) = next else { return };
        let ty = self.at.ty.take();
        let wanted = match &expr.kind {
            ExprKind::Body(_) => {
                self.at.shape = Some(ty.map_or(Shape::Open, |ty| self.snapshot.shape_of(&ty)));
                None
            }
            ExprKind::Payload { tag, .. } => {
                self.at.shape = Some(self.payload(tag, ty.as_ref()));
                None
            }
            ExprKind::List(items) => self.element(items, next, ty.as_ref()),
            ExprKind::Paren(_) => ty,
            ExprKind::If { condition, .. } if is(next, condition) => Some(Type::Bool),
            ExprKind::If { .. } => ty,
            ExprKind::Match { scrutinee, .. } if is(next, scrutinee) => None,
            ExprKind::Match { .. } => ty,
            ExprKind::Range { .. } => ty.and_then(|ty| self.model_range(&ty)),
            ExprKind::Binary { op: BinaryOp::Coalesce | BinaryOp::Add | BinaryOp::Sub, .. } => ty,
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, .. } => ty.or(Some(Type::Bool)),
            ExprKind::Binary { op: BinaryOp::Mul | BinaryOp::Div, .. } => None,
            ExprKind::Binary { left, right, .. } => {
                // Two sides of a comparison are of one type: the other one's.
                let other = if is(next, left) { right } else { left };
                self.snapshot.type_of_expr(other)
            }
            ExprKind::Call { callee, args } if !is(next, callee) => self.argument(callee, args, next, ty.as_ref()),
            ExprKind::Unary { .. } => ty,
            _ => None,
        };
        self.at.ty = wanted;
    }

    fn payload(&self, tag: &ast::Ident, ty: Option<&Type>) -> Shape {
        let tags = ty.map(|ty| self.snapshot.tags_of(ty)).unwrap_or_default();
        let known = tags.into_iter().find(|known| known.name == tag.text);
        known.map_or(Shape::Open, |tag| Shape::Fields(tag.fields.clone()))
    }

    fn element(&self, items: &[ListItem], next: Node<'_>, ty: Option<&Type>) -> Option<Type> {
        let Node::Expr(next) = next else { return None };
        let ty = ty?;
        let is_element = items.iter().any(|item| match item {
            ListItem::Expr(expr) => std::ptr::eq(expr, next),
            ListItem::For { value, .. } => std::ptr::eq(value, next),
            ListItem::Spread(_) => false,
        });
        if !is_element {
            return None;
        }
        self.snapshot.element_type(ty)
    }

    fn model_range(&self, ty: &Type) -> Option<Type> {
        self.snapshot.model().find_form(ty, &mut |form| match form {
            Type::Range(bound) => Some(bound.as_ref().clone()),
            _ => None,
        })
    }

    fn argument(&self, callee: &Expr, args: &[Arg], next: Node<'_>, ty: Option<&Type>) -> Option<Type> {
        let Node::Arg(arg) = next else { return None };
        let at = args.iter().position(|one| std::ptr::eq(one, arg))?;
        let params = self.snapshot.parameters(callee, ty)?;
        let param = match &arg.name {
            Some(name) => params.iter().find(|param| param.name == name.text),
            None => params.get(at),
        };
        param.map(|param| param.ty.clone())
    }

    fn field_type(&self, name: Span) -> Option<Type> {
        let symbol = self.snapshot.table().at(name)?;
        self.snapshot.type_of(symbol)
    }
}

impl Snapshot {
    /// The type of the elements where a list is expected.
    pub(crate) fn element_type(&self, ty: &Type) -> Option<Type> {
        self.model().find_form(ty, &mut |form| match form {
            Type::List(element) => Some(element.as_ref().clone()),
            _ => None,
        })
    }

    /// The parameters of what a call calls: a function, an output, or a tag of the expected type.
    pub(crate) fn parameters(&self, callee: &Expr, ty: Option<&Type>) -> Option<Vec<FieldDef>> {
        let name = match &callee.kind {
            ExprKind::Name(name) => (name.clone(), callee.span),
            ExprKind::Member { name, .. } => (name.text.clone(), name.span),
            _ => return None,
        };
        let tag = ty.and_then(|ty| self.tags_of(ty).into_iter().find(|tag| tag.name == name.0));
        if let Some(tag) = tag {
            return Some(tag.fields.clone());
        }
        self.called(&name.0, name.1)
    }

    /// The parameters of the function or output that a name in a call stands for.
    pub(crate) fn called(&self, name: &str, span: Span) -> Option<Vec<FieldDef>> {
        let model = self.model();
        let used = self.uses().at(span.file, span.start).filter(|(at, _)| *at == span);
        let symbol = used.and_then(|(_, definition)| self.table().at(definition.span)).or_else(|| {
            let function = model.functions().iter().find(|function| function.name == name)?;
            self.table().at(function.span)
        })?;
        match symbol {
            Symbol::Function(id) => Some(model.function(id).params.clone()),
            Symbol::Output(..) => symbol.output(model).map(|output| output.params.clone()),
            Symbol::Tag(..) => symbol.tag(model).map(|tag| tag.fields.clone()),
            _ => None,
        }
    }

    /// The type of a name or a chain of members, as far as its last name is known.
    pub(crate) fn type_of_expr(&self, expr: &Expr) -> Option<Type> {
        let place = match &expr.kind {
            ExprKind::Name(name) if name == "env" => return Some(Type::Environment),
            ExprKind::Name(_) => expr.span,
            ExprKind::Member { name, .. } => name.span,
            ExprKind::Call { callee, .. } => return self.type_of_expr(callee),
            ExprKind::Paren(inner) => return self.type_of_expr(inner),
            _ => return None,
        };
        let (span, definition) = self.uses().at(place.file, place.start)?;
        if span != place {
            return None;
        }
        self.type_of(self.table().at(definition.span)?)
    }
}

/// What the body of a block of that head is for.
fn of_head(head: Head, snapshot: &Snapshot) -> Shape {
    match head {
        Head::Kind(kind) if snapshot.model().kind(kind).raw => Shape::Open,
        Head::Kind(kind) => Shape::Kind(kind),
        Head::Component(component) => Shape::Instance(component),
    }
}

/// A key's text, unless it is computed.
pub(crate) fn key_text(key: &Key) -> Option<Str> {
    match key {
        Key::Name(name) => Some(name.text.clone()),
        Key::Text(text) => text.plain(),
    }
}

/// Where a key stands.
pub(crate) fn key_span(key: &Key) -> Span {
    match key {
        Key::Name(name) => name.span,
        Key::Text(text) => text.span,
    }
}

fn is(node: Node<'_>, expr: &Expr) -> bool {
    matches!(node, Node::Expr(node) if std::ptr::eq(node, expr))
}

/// A reference to a block of that head.
pub(crate) fn reference(head: Head) -> Type {
    Type::Ref(Arc::new([head]))
}
