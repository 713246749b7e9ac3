//! HCL documents, as Terraform reads them: typed bodies, blocks, attributes and expressions.
//!
//! Literal text is data: the printer alone escapes `${` and `%{` in it. What is live is an expression of its own, so that the two cannot be
//! mixed up. Layout is that of `terraform fmt`.

mod layout;
mod text;

pub(crate) use layout::print;
pub use text::is_word;

use infrac_plan::OriginId;
use infrac_quantity::Ratio;
use infrac_source::Str;

/// What stands in a file or between the braces of a block.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Body {
    /// In the order of the text.
    pub items: Vec<Item>,
}

/// A part of a body.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// `key = value`
    Attribute(Attribute),
    /// `kind "label" { … }`
    Block(Block),
    /// An empty line between attributes. Around blocks there is one in any case.
    Gap,
}

/// `key = value`
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// The name: a word of HCL.
    pub key: Str,
    /// What it is set to.
    pub value: Expr,
    /// Where it came from.
    pub origin: OriginId,
    /// A comment above it, one line each.
    pub comment: Option<Str>,
}

/// `kind "label" { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// `resource`, `lifecycle`: a word of HCL.
    pub kind: Str,
    /// The labels, printed between quotes.
    pub labels: Vec<Str>,
    /// What it holds.
    pub body: Body,
    /// Where it came from.
    pub origin: OriginId,
    /// A comment above it, one line each.
    pub comment: Option<Str>,
}

/// An expression, and the place it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// Where it came from: `infrac why` answers with it.
    pub origin: OriginId,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a finite decimal form.
    Number(Box<Ratio>),
    /// Text with live parts; without any it is a plain string.
    Template(Vec<Part>),
    /// `aws_vpc.this.id`, `var.release`, also bare words such as the type `string`.
    Traversal(Traversal),
    /// `jsonencode(…)`
    Call(Box<Call>),
    /// `[…]`
    List(Vec<Expr>),
    /// `{ key = value }`; keys are data.
    Object(Vec<(Str, Expr)>),
}

/// A function call.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    /// The function.
    pub function: Str,
    /// What it is given.
    pub arguments: Vec<Expr>,
}

/// A part of a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// Data, as it stands; escaped by the printer.
    Lit(Str),
    /// `${…}`
    Live(Expr),
}

/// A path from a root name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Traversal {
    /// `var`, `aws_vpc`: a word of HCL.
    pub root: Str,
    /// The steps after it.
    pub steps: Vec<Step>,
}

/// A step of a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// `.name`; what is no word of HCL is printed as `["name"]`.
    Attr(Str),
    /// `[0]`
    Index(i64),
}

impl Body {
    /// An empty body.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `key = value`; the attribute has the value's origin.
    pub fn set(&mut self, key: impl Into<Str>, value: Expr) -> &mut Self {
        let origin = value.origin;
        self.items.push(Item::Attribute(Attribute { key: key.into(), value, origin, comment: None }));
        self
    }

    /// Adds a block.
    pub fn block(&mut self, block: Block) -> &mut Self {
        self.items.push(Item::Block(block));
        self
    }
}

impl Block {
    /// A block of that kind, from that origin.
    pub fn new(kind: impl Into<Str>, labels: impl IntoIterator<Item = Str>, body: Body, origin: OriginId) -> Self {
        Self { kind: kind.into(), labels: labels.into_iter().collect(), body, origin, comment: None }
    }

    /// With a comment above it.
    pub fn commented(mut self, comment: impl Into<Str>) -> Self {
        self.comment = Some(comment.into());
        self
    }
}

impl Expr {
    /// An expression of that kind, from that origin.
    pub fn new(kind: ExprKind, origin: OriginId) -> Self {
        Self { origin, kind }
    }

    /// Literal text.
    pub fn text(text: impl Into<Str>, origin: OriginId) -> Self {
        Self::new(ExprKind::Template(vec![Part::Lit(text.into())]), origin)
    }

    /// A Bool.
    pub fn bool(value: bool, origin: OriginId) -> Self {
        Self::new(ExprKind::Bool(value), origin)
    }

    /// A whole number.
    pub fn int(value: i64, origin: OriginId) -> Self {
        Self::new(ExprKind::Int(value), origin)
    }

    /// A list.
    pub fn list(items: Vec<Self>, origin: OriginId) -> Self {
        Self::new(ExprKind::List(items), origin)
    }

    /// An object.
    pub fn object(entries: Vec<(Str, Self)>, origin: OriginId) -> Self {
        Self::new(ExprKind::Object(entries), origin)
    }

    /// `function(argument, …)`
    pub fn call(function: impl Into<Str>, arguments: Vec<Self>, origin: OriginId) -> Self {
        Self::new(ExprKind::Call(Box::new(Call { function: function.into(), arguments })), origin)
    }

    /// `root.step.step`; a root without steps is a bare word.
    pub fn path(root: impl Into<Str>, steps: impl IntoIterator<Item = Step>, origin: OriginId) -> Self {
        Self::new(ExprKind::Traversal(Traversal { root: root.into(), steps: steps.into_iter().collect() }), origin)
    }
}
