//! The checked tree: every name resolved, every literal read by its expected type, every tag told from every variable.
//!
//! What the evaluator may rely on: an expression of type T yields a value of type T, `Poison`, or a coded failure of its own
//! (a refinement, an overflow, `fail`). What was wrong in the source is [`ExprKind::Poison`], already reported.

use crate::types::{Head, Type};
use crate::{BlockDeclId, ComponentId, EnvId, FnId, LetId, LocalId, ParamId, TypeId};
use infrac_quantity::Ratio;
use infrac_source::{Span, Str};
use std::sync::Arc;

/// A checked expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type after checking; the value that it yields fits this.
    pub ty: Type,
    /// Where it was written.
    pub span: Span,
}

/// What a checked expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// Wrong and reported.
    Poison,
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// An Int.
    Int(i64),
    /// A Decimal, or a quantity in base units (ns, bytes, millicores, fraction, events a second); `ty` says which.
    Number(Ratio),
    /// Text, with interpolations.
    Text(Arc<[TextPart]>),
    /// A parameter of the enclosing function, output or component; a body `let`; a binder; `it`.
    Local(LocalId),
    /// A `let` of a module.
    Let(LetId),
    /// A `param`.
    Param(ParamId),
    /// A block visible from here: of a module, or of the enclosing component. If it was declared in a `for`: inside that loop this round's,
    /// outside (`family`) the whole Map<String, Ref>.
    Block {
        /// The declaration.
        decl: BlockDeclId,
        /// All rounds, as a map by key.
        family: bool,
    },
    /// An output of the enclosing component, by its bare name.
    Output(Str),
    /// `this`: the block of the enclosing component that takes the instance's name.
    This,
    /// `self`: the innermost block of a kind around the expression.
    SelfBlock,
    /// `name`: the label of the enclosing component's instance.
    InstanceName,
    /// `env`: the environment's block.
    Env,
    /// `project`: the project's block.
    Project,
    /// An environment's name as a value (`env == dev`).
    EnvName(EnvId),
    /// `base.name`: a record field, `.min`/`.max` of a range, `.host` … of an endpoint, or a member of a block: exposed keys, then
    /// outputs, then attributes, then child kinds (`booking.slo` yields a map of children by label), in this order.
    Member {
        /// Of what.
        base: Box<Expr>,
        /// Which.
        name: Str,
        /// `?.`: null stays null.
        optional: bool,
    },
    /// `base[index]`: a list by Int, a map by String; absent is a failure that names what there is.
    Index {
        /// Of what.
        base: Box<Expr>,
        /// Which.
        index: Box<Expr>,
    },
    /// A call of a function; one argument a parameter, defaults filled in by the evaluator where `None`.
    Call {
        /// Which.
        function: FnId,
        /// The arguments in parameter order.
        args: Vec<Option<Expr>>,
    },
    /// A call of an output with parameters: `db.url("booking")`.
    CallOutput {
        /// The block; `None`: the enclosing component's own.
        base: Option<Box<Expr>>,
        /// The output.
        name: Str,
        /// The arguments in parameter order.
        args: Vec<Option<Expr>>,
    },
    /// `tag`, `tag(…)`, `tag { … }`: fields by name, as entries that may be conditional and that merge.
    Tag {
        /// The tag.
        name: Str,
        /// Its named union, if it has a name.
        union: Option<TypeId>,
        /// Its payload. Positional arguments have become assignments to their fields.
        payload: Option<Arc<Body>>,
    },
    /// `cloud { region = … }` where `cloud` is the attribute under a Body without tag: adds to whatever tag lies below.
    /// Also a Body for a record, a map, or a structural record: `ty` says which.
    Body(Arc<Body>),
    /// `[ … ]`.
    List(Vec<ListItem>),
    /// `if c then a else b`.
    If {
        /// A Bool.
        condition: Box<Expr>,
        /// If true.
        then: Box<Expr>,
        /// If false.
        otherwise: Box<Expr>,
    },
    /// `match e { … }`, known to be exhaustive.
    Match {
        /// What is looked at.
        scrutinee: Box<Expr>,
        /// The arms, in order; the first that fits.
        arms: Vec<(Vec<Pattern>, Expr)>,
    },
    /// `!b`.
    Not(Box<Expr>),
    /// `-n`.
    Negate(Box<Expr>),
    /// An operator; the operand types decide which arithmetic.
    Binary {
        /// Which.
        op: infrac_syntax::ast::BinaryOp,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// `a..b`, `a..`.
    Range {
        /// From.
        min: Box<Expr>,
        /// To, inclusive.
        max: Option<Box<Expr>>,
    },
    /// `inner` where `ty` (this node's type) is wanted: the evaluator converts the value by `ty` and runs the refinements and languages that `inner.ty`
    /// has not passed yet. The one place where types act at evaluation; inserted by the checker wherever inner.ty ≠ ty.
    Coerce(Box<Expr>),
}

/// A piece of text.
#[derive(Clone, Debug)]
pub enum TextPart {
    /// As it stands; the span is the piece's, byte for byte if the lengths agree.
    Text(Str, Span),
    /// `${ e }`: text, Int, Decimal, Bool, a tag, late text or a secret.
    Interpolation(Expr),
}

/// An item of a list.
#[derive(Clone, Debug)]
pub enum ListItem {
    /// One element.
    Expr(Expr),
    /// All elements of a list.
    Spread(Expr),
    /// One element a round.
    For {
        /// Key or index, if two binders were written.
        key: Option<LocalId>,
        /// Element or map value.
        value: LocalId,
        /// What is walked: a List, or a Map in order.
        iterable: Expr,
        /// Only where true.
        condition: Option<Expr>,
        /// The element.
        element: Expr,
    },
}

/// What a pattern asks, and binds.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// Always.
    Wildcard,
    /// Always; binds the value.
    Bind(LocalId),
    /// null.
    Null,
    /// Equal to.
    Bool(bool),
    /// Equal to, in base units.
    Number(Ratio),
    /// Equal to.
    Text(Str),
    /// This tag; binds the fields named.
    Tag {
        /// The tag.
        name: Str,
        /// Binds the payload as a record.
        whole: Option<LocalId>,
        /// Binds fields by name.
        fields: Vec<(Str, LocalId)>,
    },
    /// The environment under evaluation is this one or its heir (nearest ancestor wins: the checker has ordered the arms' environments, the
    /// evaluator takes the arm whose environment is nearest).
    Env(EnvId),
    /// Not null: binds the value without its `?`. (`let v` after a `null` arm.)
    Some(LocalId),
}

/// A body: a block's, a record's, a map's or a payload's. Its entries become contributions (section 5 of the language reference).
#[derive(Clone, Debug)]
pub struct Body {
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// With its braces.
    pub span: Span,
    /// Something in it could not be read: absence of anything is not reported.
    pub damaged: bool,
}

/// An entry of a body.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Where.
    pub span: Span,
}

/// A key: static text, or a string that interpolates build-time values (maps only).
#[derive(Clone, Debug)]
pub struct Key {
    /// Its text.
    pub text: KeyText,
    /// Where.
    pub span: Span,
}

/// The text of a key.
#[derive(Clone, Debug)]
pub enum KeyText {
    /// Known now.
    Static(Str),
    /// Known at evaluation.
    Computed(Box<Expr>),
}

/// What an entry is.
#[derive(Clone, Debug)]
pub enum EntryKind {
    /// `key = value`, checked against the key's type. A value that is an [`ExprKind::Body`] contributes its leaves, anything else is one leaf.
    Set {
        /// The key.
        key: Key,
        /// The value.
        value: Expr,
    },
    /// `let x = e`: bound lazily, visible in the whole body.
    Let {
        /// Its number.
        local: LocalId,
        /// The value.
        value: Expr,
    },
    /// `in a, b { … }`: with the depth of the nearest of these environments on E's chain as stratum.
    Overlay {
        /// The environments.
        environments: Vec<EnvId>,
        /// What is said there.
        body: Body,
    },
    /// `for k, v in xs { … }`.
    For {
        /// Key or index.
        key: Option<LocalId>,
        /// Element.
        value: LocalId,
        /// What is walked.
        iterable: Expr,
        /// For each.
        body: Body,
    },
    /// `if c { … } else { … }`; `else if` is an `If` alone in `otherwise`.
    If {
        /// A Bool, never late.
        condition: Expr,
        /// If true.
        then: Body,
        /// If false.
        otherwise: Option<Body>,
    },
    /// `match e { … }`, exhaustive.
    Match {
        /// What is looked at.
        scrutinee: Expr,
        /// The arms.
        arms: Vec<(Vec<Pattern>, Body)>,
    },
    /// `unset a.b`: removes what lower contributions built at the path.
    Unset {
        /// The path.
        path: Vec<Key>,
    },
    /// `unset slo latency`: removes a child declared by a lower layer.
    UnsetBlock {
        /// The child kind.
        head: Head,
        /// Its label.
        label: Str,
    },
    /// `...e`: entries of a map or record, just below the explicit ones of this Body.
    Spread(Expr),
    /// `assert c, "text"`.
    Assert {
        /// A Bool.
        condition: Expr,
        /// Text.
        message: Expr,
    },
    /// A block declared here: a child (its kind is a child kind of the surrounding block's kind) or an inner block of a component.
    Block(BlockDeclId),
    /// A labelled child written in an overlay, or in an instance whose component declares a child of that label: it amends it.
    Amend {
        /// The child kind.
        head: Head,
        /// Its label.
        label: Str,
        /// What is said of it.
        body: Body,
    },
}

/// A block as declared.
#[derive(Clone, Debug)]
pub struct BlockDecl {
    /// Its number.
    pub id: BlockDeclId,
    /// Kind or component.
    pub head: Head,
    /// The label; `this` in a component takes the instance's. Empty for label-less kinds (`recovery`).
    pub label: Str,
    /// `resource TYPE LABEL`, `object`, `data`, `patch TARGET LABEL`: the first label.
    pub type_label: Option<(Str, Span)>,
    /// Where the label stands, else the head.
    pub name_span: Span,
    /// Kind to label, for headlines.
    pub header_span: Span,
    /// All of it.
    pub span: Span,
    /// Where it stands.
    pub owner: Owner,
    /// The environments of its header's `in`, with all their heirs; `None`: everywhere.
    pub alive_in: Option<Vec<EnvId>>,
    /// Its body.
    pub body: Body,
    /// Declared within a `for`: the loop's binders, identity by key.
    pub in_loop: bool,
    /// `///` text.
    pub doc: Option<Str>,
    /// `@was(old)`.
    pub was: Option<(Str, Span)>,
    /// `@allow(CODE, "reason")`: code text, reason, place.
    pub allows: Vec<(Str, Str, Span)>,
}

/// Where a block is declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// At the top of a module.
    Module(crate::ModuleId),
    /// In a component's body.
    Component(ComponentId),
    /// In a block's body, as a child.
    Block(BlockDeclId),
}

/// Calls `each` for the expression and every expression within it, bodies included. Blocks that a body declares are not entered: they are
/// reached by their numbers.
pub fn each_expr(expr: &Expr, each: &mut impl FnMut(&Expr)) {
    visit(expr, each);
}

fn visit(expr: &Expr, each: &mut dyn FnMut(&Expr)) {
    each(expr);
    match &expr.kind {
        ExprKind::Poison
        | ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Number(_)
        | ExprKind::Local(_)
        | ExprKind::Let(_)
        | ExprKind::Param(_)
        | ExprKind::Block { .. }
        | ExprKind::Output(_)
        | ExprKind::This
        | ExprKind::SelfBlock
        | ExprKind::InstanceName
        | ExprKind::Env
        | ExprKind::Project
        | ExprKind::EnvName(_) => {}
        ExprKind::Text(parts) => {
            for part in parts.iter() {
                if let TextPart::Interpolation(inner) = part {
                    visit(inner, each);
                }
            }
        }
        ExprKind::Member { base, .. } => visit(base, each),
        ExprKind::Index { base, index } => {
            visit(base, each);
            visit(index, each);
        }
        ExprKind::Call { args, .. } => args.iter().flatten().for_each(|arg| visit(arg, each)),
        ExprKind::CallOutput { base, args, .. } => {
            base.iter().for_each(|base| visit(base, each));
            args.iter().flatten().for_each(|arg| visit(arg, each));
        }
        ExprKind::Tag { payload, .. } => payload.iter().for_each(|body| visit_body(body, each)),
        ExprKind::Body(body) => visit_body(body, each),
        ExprKind::List(items) => items.iter().for_each(|item| visit_item(item, each)),
        ExprKind::If { condition, then, otherwise } => {
            [condition, then, otherwise].into_iter().for_each(|part| visit(part, each));
        }
        ExprKind::Match { scrutinee, arms } => {
            visit(scrutinee, each);
            arms.iter().for_each(|(_, value)| visit(value, each));
        }
        ExprKind::Not(inner) | ExprKind::Negate(inner) | ExprKind::Coerce(inner) => visit(inner, each),
        ExprKind::Binary { left, right, .. } => {
            visit(left, each);
            visit(right, each);
        }
        ExprKind::Range { min, max } => {
            visit(min, each);
            max.iter().for_each(|max| visit(max, each));
        }
    }
}

fn visit_item(item: &ListItem, each: &mut dyn FnMut(&Expr)) {
    match item {
        ListItem::Expr(inner) | ListItem::Spread(inner) => visit(inner, each),
        ListItem::For { iterable, condition, element, .. } => {
            visit(iterable, each);
            condition.iter().for_each(|condition| visit(condition, each));
            visit(element, each);
        }
    }
}

fn visit_body(body: &Body, each: &mut dyn FnMut(&Expr)) {
    for entry in &body.entries {
        match &entry.kind {
            EntryKind::Set { key, value } => {
                if let KeyText::Computed(text) = &key.text {
                    visit(text, each);
                }
                visit(value, each);
            }
            EntryKind::Let { value, .. } | EntryKind::Spread(value) => visit(value, each),
            EntryKind::Overlay { body, .. } | EntryKind::Amend { body, .. } => visit_body(body, each),
            EntryKind::For { iterable, body, .. } => {
                visit(iterable, each);
                visit_body(body, each);
            }
            EntryKind::If { condition, then, otherwise } => {
                visit(condition, each);
                visit_body(then, each);
                otherwise.iter().for_each(|body| visit_body(body, each));
            }
            EntryKind::Match { scrutinee, arms } => {
                visit(scrutinee, each);
                arms.iter().for_each(|(_, body)| visit_body(body, each));
            }
            EntryKind::Assert { condition, message } => {
                visit(condition, each);
                visit(message, each);
            }
            EntryKind::Unset { .. } | EntryKind::UnsetBlock { .. } | EntryKind::Block(_) => {}
        }
    }
}
