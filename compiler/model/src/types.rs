//! Types as the checker knows them.

use crate::{ComponentId, KindId, TypeId};
use infrac_source::{Span, Str};
use std::sync::Arc;

/// A type. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// Something was wrong here and has been reported: fits everything in silence.
    Error,
    /// The type of `fail("…")`: fits everything.
    Never,
    /// `true`, `false`.
    Bool,
    /// 64-bit integer.
    Int,
    /// Exact rational.
    Decimal,
    /// Text known at build time.
    String,
    /// Nanoseconds.
    Duration,
    /// Bytes.
    Bytes,
    /// Millicores.
    Cpu,
    /// Fraction of one.
    Percent,
    /// Events a second.
    Rate,
    /// `List<T>`.
    List(Arc<Type>),
    /// `Map<K, V>`; K is String or a refinement of it.
    Map(Arc<Type>, Arc<Type>),
    /// `Range<T>`: `.min`, `.max: T?`.
    Range(Arc<Type>),
    /// `T?`.
    Optional(Arc<Type>),
    /// `late T`: shape known at build, payload only when running the producer.
    Late(Arc<Type>),
    /// A structural union whose members have distinct heads: `late String | Secret`. Members are never unions or optionals.
    Union(Arc<[Type]>),
    /// A structural record: from a `let` or a Body without expected type.
    Record(Arc<[(Str, Type)]>),
    /// Tags without a row of their own.
    Tags(Arc<[TagDef]>),
    /// A type of the model's table: a record, tagged union, refinement, or std scalar with an embedded language. Records and unions that are
    /// written in place have a row too, without a name.
    Named(TypeId),
    /// `Ref<a | b>`: kinds and components that the block may be of.
    Ref(Arc<[Head]>),
    /// A port that something answers on: `.port`; late `.host`, `.address`, `.url`.
    Endpoint,
    /// Text that only the running system may see.
    Secret,
    /// What is observed: admitted by alerts alone.
    Signal(Arc<Type>),
    /// A comparison of signals.
    Condition,
    /// An attribute of a raw block without schema.
    Raw,
    /// `env`: the environment under evaluation.
    Environment,
    /// A type variable of an intrinsic function.
    Variable(Str),
}

/// What a block can be headed by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Head {
    /// A kind of the standard library.
    Kind(KindId),
    /// A component, of the standard library or the project.
    Component(ComponentId),
}

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where its name stands.
    pub span: Span,
    /// The module that declares it; 0 is the standard library.
    pub module: crate::ModuleId,
    /// What it is.
    pub shape: Shape,
    /// `where …`.
    pub refinement: Option<Arc<Refinement>>,
    /// `@parse(language)`: the language of its text.
    pub language: Option<infrac_embedded::Language>,
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Another name for a type (with a refinement or language: a subtype of it).
    Alias(Type),
    /// `{ a: T, … }`, nominal.
    Record(Vec<FieldDef>),
    /// `a | b(x: T) | c { f: T }`, nominal.
    Tags(Vec<TagDef>),
}

/// A record field, a component parameter, or a kind's attribute.
#[derive(Clone, Debug)]
pub struct FieldDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where the name stands.
    pub span: Span,
    /// The type.
    pub ty: Type,
    /// What it is if nobody says.
    pub default: Option<Arc<crate::hir::Expr>>,
    /// `where …`.
    pub refinement: Option<Arc<Refinement>>,
    /// `@lost(target, "why")` and `@partial(target, "why")`.
    pub carriage: Vec<Carriage>,
    /// `@deprecated("text", language = n)`.
    pub deprecated: Option<Str>,
    /// `@until(producer)`: the latest producer whose late values it takes.
    pub until: Option<Str>,
    /// For a component's parameter: how its body refers to it.
    pub local: Option<crate::LocalId>,
    /// A default was written.
    pub has_default: bool,
}

impl FieldDef {
    /// Whether a value must be given: it has no default and is not optional.
    pub fn required(&self) -> bool {
        !self.has_default && !matches!(self.ty, Type::Optional(_))
    }
}

/// What a target does with an attribute that it cannot carry whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Carriage {
    /// The target's id: `compose`.
    pub target: Str,
    /// Lost whole, or carried in part.
    pub lost: bool,
    /// Why, for people.
    pub why: Str,
}

/// `where condition, "message"`.
#[derive(Clone, Debug)]
pub struct Refinement {
    /// How the condition names the value: `it`.
    pub it: crate::LocalId,
    /// A Bool over `it`.
    pub condition: crate::hir::Expr,
    /// Text, if given.
    pub message: Option<crate::hir::Expr>,
    /// Where it stands.
    pub span: Span,
}

/// A tag of a union.
#[derive(Clone, Debug)]
pub struct TagDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where it stands.
    pub span: Span,
    /// Its fields; empty for a bare tag. Positional ones in order.
    pub fields: Vec<FieldDef>,
    /// Written `tag(x: T)`: given by position or name. Otherwise `tag { f: T }`.
    pub positional: bool,
}

impl PartialEq for TagDef {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.span == other.span
    }
}
impl Eq for TagDef {}
impl std::hash::Hash for TagDef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.span.hash(state);
    }
}
