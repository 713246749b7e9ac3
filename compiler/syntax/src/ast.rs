//! The syntax tree: what was written, nothing more. Names are not resolved, bodies are not yet records, maps or blocks.
//!
//! Broken pieces are [`ExprKind::Error`], [`EntryKind::Error`], [`DeclKind::Error`]: a diagnostic stands for each of them
//! already, and later stages pass them by in silence.

mod string;

pub use string::{StringForm, StringLit, StringPart};

use infrac_quantity::Literal;
use infrac_source::{FileId, Span, Str};

/// A whole file.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// Which.
    pub id: FileId,
    /// The `//!` text at its head.
    pub doc: Option<Doc>,
    /// `import …`, at its head.
    pub imports: Vec<Import>,
    /// The declarations, in order.
    pub declarations: Vec<Decl>,
}

/// A name and where it stands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Ident {
    /// The text.
    pub text: Str,
    /// The place.
    pub span: Span,
}

/// `std.aws`, `postgres`: names joined by dots. Never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path {
    /// The names.
    pub segments: Vec<Ident>,
    /// All of it.
    pub span: Span,
}

/// Documentation: the text of adjoining `///` lines without the slashes and one space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doc {
    /// Lines joined by newlines.
    pub text: Str,
    /// From the first slash to the end of the last line.
    pub span: Span,
}

/// What stands before a declaration, entry, parameter or tag.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Notes {
    /// `/// …`
    pub doc: Option<Doc>,
    /// `@allow(…)`, `@was(…)`.
    pub attributes: Vec<Attribute>,
}

impl Notes {
    /// A place with the documentation before it.
    pub(crate) fn with_doc(&self, span: Span) -> Span {
        match &self.doc {
            Some(doc) => doc.span.to(span),
            None => span,
        }
    }
}

/// `@name(args)`.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// The name, without `@`.
    pub name: Ident,
    /// The arguments.
    pub args: Vec<Arg>,
    /// From `@` to the end.
    pub span: Span,
}

/// `import "../shared" as s`, `import std.aws`.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// What.
    pub target: ImportTarget,
    /// `as name`.
    pub alias: Option<Ident>,
    /// All of it.
    pub span: Span,
}

/// What an import names.
#[derive(Clone, PartialEq, Debug)]
pub enum ImportTarget {
    /// A folder, relative to the importing file's.
    Folder(Ident),
    /// A module of the standard library.
    Std(Path),
}

/// A declaration at the top of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Decl {
    /// Documentation and attributes.
    pub notes: Notes,
    /// `pub`.
    pub public: Option<Span>,
    /// What it declares.
    pub kind: DeclKind,
    /// From its first note to its last token.
    pub span: Span,
}

/// What a declaration declares.
#[derive(Clone, PartialEq, Debug)]
pub enum DeclKind {
    /// `let x: T = e`
    Let(Let),
    /// `fn f(a: T): U = e`
    Fn(Fn),
    /// `type T = …`
    Type(TypeDecl),
    /// `component c(…): k { … }`
    Component(Component),
    /// `kind k { … }`
    Kind(Kind),
    /// `extend environment { … }`
    Extend(Extend),
    /// `defaults service { … }`
    Defaults(Defaults),
    /// `test "name" in e { … }`
    Test(Test),
    /// `param p: T = e`
    Param(Param),
    /// `assert e, "text"`
    Assert(Assert),
    /// `service booking { … }`
    Block(Block),
    /// Unreadable; reported.
    Error,
}

/// `let name: Type = value`.
#[derive(Clone, PartialEq, Debug)]
pub struct Let {
    /// The name.
    pub name: Ident,
    /// The annotation.
    pub ty: Option<Type>,
    /// The value.
    pub value: Expr,
}

/// `fn name(params): result = body`; without body an intrinsic of the standard library.
#[derive(Clone, PartialEq, Debug)]
pub struct Fn {
    /// The name.
    pub name: Ident,
    /// `<K, V>`: type variables, allowed for intrinsics only.
    pub variables: Vec<Ident>,
    /// The parameters.
    pub params: Vec<Field>,
    /// The result type.
    pub result: Type,
    /// The body.
    pub body: Option<Expr>,
}

/// A parameter, a record field, an attribute of a kind: `name: Type = default where cond, "message"`.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// Documentation and attributes.
    pub notes: Notes,
    /// The name. A positional payload without a name (`cpu(Percent)`) is called `value`, with an empty span.
    pub name: Ident,
    /// The type.
    pub ty: Type,
    /// The default.
    pub default: Option<Expr>,
    /// The refinement.
    pub refinement: Option<Box<Where>>,
    /// All of it, without notes.
    pub span: Span,
}

/// `where condition, "message"`; `it` is the value.
#[derive(Clone, PartialEq, Debug)]
pub struct Where {
    /// A Bool.
    pub condition: Expr,
    /// Text for when it is false.
    pub message: Option<Expr>,
    /// All of it.
    pub span: Span,
}

/// `param release: String`: known when deploying.
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// The name.
    pub name: Ident,
    /// The type.
    pub ty: Type,
    /// What it is if nobody says.
    pub default: Option<Expr>,
}

/// `type Name = Type where …`.
#[derive(Clone, PartialEq, Debug)]
pub struct TypeDecl {
    /// The name.
    pub name: Ident,
    /// What it stands for.
    pub ty: Type,
    /// The refinement.
    pub refinement: Option<Where>,
}

/// `component name(params): base { … }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Component {
    /// The name.
    pub name: Ident,
    /// The parameters.
    pub params: Vec<Field>,
    /// The kind that it is.
    pub base: Option<Path>,
    /// The outputs.
    pub outputs: Vec<Output>,
    /// Everything else.
    pub body: Body,
}

/// `output name(params): Type = value`; in a kind the value may be absent (the compiler gives it).
#[derive(Clone, PartialEq, Debug)]
pub struct Output {
    /// Documentation and attributes.
    pub notes: Notes,
    /// The name.
    pub name: Ident,
    /// The parameters; `None` without parentheses.
    pub params: Option<Vec<Field>>,
    /// The type.
    pub ty: Type,
    /// The value.
    pub value: Option<Expr>,
    /// All of it.
    pub span: Span,
}

/// `kind name { … }`, in the standard library.
#[derive(Clone, PartialEq, Debug)]
pub struct Kind {
    /// The name.
    pub name: Ident,
    /// The items, in order.
    pub items: Vec<KindItem>,
}

/// What stands in a kind.
#[derive(Clone, PartialEq, Debug)]
pub enum KindItem {
    /// `name: Type = default where …`
    Attribute(Field),
    /// `child slo*`, `child dns?`
    Child {
        /// The kind of the children.
        kind: Path,
        /// Documentation and attributes.
        notes: Notes,
        /// `*`: any number, else at most one.
        many: bool,
    },
    /// `expose ports as Endpoint`
    Expose {
        /// The map or list whose keys become members.
        attribute: Ident,
        /// Their type.
        ty: Type,
    },
    /// `output url: T = e`
    Output(Output),
    /// `assert c, "text"`
    Assert(Assert),
}

/// `extend environment { … }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Extend {
    /// What is extended; only `environment` is.
    pub kind: Ident,
    /// The new attributes and asserts.
    pub items: Vec<KindItem>,
}

/// `defaults service { … }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Defaults {
    /// The kind.
    pub kind: Path,
    /// What is said of all its blocks in this module.
    pub body: Body,
}

/// `test "name" in dev { … }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Test {
    /// The name.
    pub name: Ident,
    /// The environments; empty means all.
    pub environments: Vec<Ident>,
    /// Lets and asserts.
    pub body: Body,
}

/// `assert condition, "message"`.
#[derive(Clone, PartialEq, Debug)]
pub struct Assert {
    /// A Bool.
    pub condition: Expr,
    /// A string.
    pub message: Expr,
    /// All of it.
    pub span: Span,
}

/// `{ entries }`: a block's body, a record or a map; the expected type decides.
#[derive(Clone, PartialEq, Debug)]
pub struct Body {
    /// The entries.
    pub entries: Vec<Entry>,
    /// With its braces.
    pub span: Span,
    /// A brace of it was missing or it holds unreadable entries: what is absent may stand in what was not understood, so nobody complains of
    /// missing, unused or unknown things in it.
    pub damaged: bool,
}

/// One entry of a body.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Documentation and attributes.
    pub notes: Notes,
    /// What it is.
    pub kind: EntryKind,
    /// From its first note to its last token.
    pub span: Span,
}

/// What an entry is. What is large and rarer than an assignment is boxed: bodies are most of what a tree takes in memory.
#[derive(Clone, PartialEq, Debug)]
pub enum EntryKind {
    /// `key = value`
    Assign {
        /// The key.
        key: Key,
        /// The value.
        value: Expr,
    },
    /// `let x = e`
    Let(Box<Let>),
    /// `in dev, staging { … }`
    Overlay {
        /// The environments.
        environments: Vec<Ident>,
        /// What is said there.
        body: Body,
    },
    /// `for k, v in xs { … }`
    For {
        /// One binder or two.
        binders: Vec<Ident>,
        /// What is walked.
        iterable: Expr,
        /// For each.
        body: Body,
    },
    /// `if c { … } else { … }`
    If(Box<IfEntry>),
    /// `match e { p => { … } }`
    Match {
        /// What is looked at.
        scrutinee: Expr,
        /// The arms.
        arms: Vec<EntryArm>,
    },
    /// `unset env.LOG_LEVEL`, `unset slo latency`
    Unset(UnsetTarget),
    /// `assert c, "text"`
    Assert(Box<Assert>),
    /// `...base`
    Spread(Expr),
    /// `kind label { … }`; without label possibly an attribute written as a block.
    Block(Box<Block>),
    /// Unreadable; reported.
    Error,
}

/// `if condition { … } else …`.
#[derive(Clone, PartialEq, Debug)]
pub struct IfEntry {
    /// A Bool.
    pub condition: Expr,
    /// If true.
    pub then: Body,
    /// If false.
    pub otherwise: Option<ElseEntry>,
}

/// What follows `else`.
#[derive(Clone, PartialEq, Debug)]
pub enum ElseEntry {
    /// `else if …`
    If(Box<IfEntry>),
    /// `else { … }`
    Body(Body),
}

/// An arm of an entry-level match.
#[derive(Clone, PartialEq, Debug)]
pub struct EntryArm {
    /// Alternatives.
    pub patterns: Vec<Pattern>,
    /// The entries.
    pub body: Body,
}

/// What `unset` removes.
#[derive(Clone, PartialEq, Debug)]
pub enum UnsetTarget {
    /// `unset slo latency`
    Block {
        /// The child kind.
        kind: Ident,
        /// Its label.
        label: Ident,
    },
    /// `unset env.LOG_LEVEL`
    Path(Vec<Key>),
}

/// A key: `lower`, `Upper`, or a string (maps and raw blocks), which may interpolate build-time values.
#[derive(Clone, PartialEq, Debug)]
pub enum Key {
    /// A name.
    Name(Ident),
    /// A string.
    Text(StringLit),
}

/// `kind label… : parent in envs { … }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// The kind or component, or an attribute's name.
    pub head: Path,
    /// Labels.
    pub labels: Vec<Label>,
    /// `: parent`, environments only.
    pub parent: Option<Ident>,
    /// `in dev`: alive there only.
    pub alive_in: Option<Vec<Ident>>,
    /// The body.
    pub body: Body,
}

/// A label of a block.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The text, unquoted.
    pub text: Str,
    /// The place.
    pub span: Span,
    /// Whether it was a string.
    pub quoted: bool,
}

/// An expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `250m`, `99.9%`, `3`
    Number(Literal),
    /// `"…"`
    String(StringLit),
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
    /// A bare name: a tag or a value, the expected type decides.
    Name(Str),
    /// `base.name`, `base?.name`
    Member {
        /// Of what.
        base: Box<Expr>,
        /// Which.
        name: Ident,
        /// `?.`
        optional: bool,
    },
    /// `base[index]`
    Index {
        /// Of what.
        base: Box<Expr>,
        /// Which.
        index: Box<Expr>,
    },
    /// `f(args)`: a function, an output with parameters, or a tag with a positional payload.
    Call {
        /// Of what.
        callee: Box<Expr>,
        /// The arguments.
        args: Vec<Arg>,
    },
    /// `tag { … }`
    Payload {
        /// The tag.
        tag: Ident,
        /// Its fields.
        body: Body,
    },
    /// `{ … }`
    Body(Body),
    /// `[ … ]`
    List(Vec<ListItem>),
    /// `( e )`: kept for the formatter.
    Paren(Box<Expr>),
    /// `if c then a else b`
    If {
        /// A Bool.
        condition: Box<Expr>,
        /// If true.
        then: Box<Expr>,
        /// If false.
        otherwise: Box<Expr>,
    },
    /// `match e { p => x }`
    Match {
        /// What is looked at.
        scrutinee: Box<Expr>,
        /// The arms.
        arms: Vec<ExprArm>,
    },
    /// `-x`, `!x`
    Unary {
        /// Which.
        op: UnaryOp,
        /// Of what.
        operand: Box<Expr>,
    },
    /// `a + b`
    Binary {
        /// Which.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// `a..b`, `a..`
    Range {
        /// From.
        min: Box<Expr>,
        /// To, inclusive; absent: open.
        max: Option<Box<Expr>>,
    },
    /// Unreadable; reported.
    Error,
}

/// An argument, perhaps named.
#[derive(Clone, PartialEq, Debug)]
pub struct Arg {
    /// `name =`
    pub name: Option<Ident>,
    /// The value.
    pub value: Expr,
}

/// An item of a list.
#[derive(Clone, PartialEq, Debug)]
pub enum ListItem {
    /// `e`
    Expr(Expr),
    /// `for k, v in xs if c: e`
    For {
        /// One binder or two.
        binders: Vec<Ident>,
        /// What is walked.
        iterable: Expr,
        /// The filter.
        condition: Option<Expr>,
        /// For each.
        value: Expr,
    },
    /// `...xs`
    Spread(Expr),
}

/// An arm of a match expression.
#[derive(Clone, PartialEq, Debug)]
pub struct ExprArm {
    /// Alternatives.
    pub patterns: Vec<Pattern>,
    /// The value.
    pub value: Expr,
}

/// A pattern.
#[derive(Clone, PartialEq, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// Where.
    pub span: Span,
}

/// What a pattern is.
#[derive(Clone, PartialEq, Debug)]
pub enum PatternKind {
    /// `_`
    Wildcard,
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `3`, `30s`
    Number(Literal),
    /// `"text"`
    String(StringLit),
    /// `tag`, `tag(a, b)`, `tag { a, b }`, `tag whole`
    Tag {
        /// The tag or environment.
        name: Ident,
        /// What is bound.
        bind: TagBinding,
    },
    /// `let x`
    Bind(Ident),
    /// Unreadable; reported.
    Error,
}

/// What a tag pattern binds of the payload.
#[derive(Clone, PartialEq, Debug)]
pub enum TagBinding {
    /// Nothing.
    None,
    /// `tag x`: all of it.
    Whole(Ident),
    /// `tag(a, b)`: by position.
    Positional(Vec<Ident>),
    /// `tag { a, b }`: by name.
    Fields(Vec<Ident>),
}

/// Prefix operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    /// `-`
    Neg,
    /// `!`
    Not,
}

/// Infix operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `??`
    Coalesce,
}

/// A type as written.
#[derive(Clone, PartialEq, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// Where.
    pub span: Span,
}

/// What a type is.
#[derive(Clone, PartialEq, Debug)]
pub enum TypeKind {
    /// `String`, `List<T>`, `Ref<service>`, `s.Tier`
    Named {
        /// The name.
        path: Path,
        /// The arguments; a lower name (a kind) is a `Tag` without payload.
        args: Vec<Type>,
    },
    /// `late T`
    Late(Box<Type>),
    /// `T?`
    Optional(Box<Type>),
    /// `a | b`
    Union(Vec<Type>),
    /// `{ a: T, b: U = 3 }`
    Record(Vec<Field>),
    /// `tag`, `tag { … }`, `tag(…)`
    Tag {
        /// Documentation and attributes.
        notes: Notes,
        /// The name.
        name: Ident,
        /// The payload.
        payload: TagPayload,
    },
    /// Unreadable; reported.
    Error,
}

/// The payload of a tag in a type.
#[derive(Clone, PartialEq, Debug)]
pub enum TagPayload {
    /// None.
    None,
    /// `( … )`
    Positional(Vec<Field>),
    /// `{ … }`
    Fields(Vec<Field>),
}
