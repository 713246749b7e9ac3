//! Trees of YAML and JSON documents.

use infrac_plan::OriginId;
use infrac_quantity::Ratio;
use infrac_source::Str;

/// The entries of a map, in order.
pub type Entries = infrac_plan::Entries<Node>;
pub use crate::filling::{Filling, Key};
pub use crate::phrase::{Absent, Grammar, Phrase, Piece, Pieces};

/// A node, the place it came from, and what it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Where it came from: `infrac why` answers with it.
    pub origin: OriginId,
    /// What it is.
    pub kind: NodeKind,
    /// A comment printed above it (in YAML), one line each. Rare, and a tree has a node for every word of the output: hence the box.
    pub comment: Option<Box<Str>>,
    /// A comment printed behind it, on its line (in YAML, behind a scalar on one line).
    pub aside: Option<Box<Str>>,
}

/// What a node is.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// A scalar.
    Scalar(Scalar),
    /// Items, in order.
    List(Vec<Node>),
    /// Entries, in order.
    Map(Entries),
}

/// A scalar, typed: the printer decides on quotes, so that every reader reads the same type back.
#[derive(Clone, PartialEq, Debug)]
pub enum Scalar {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a finite decimal form.
    Number(Box<Ratio>),
    /// Text.
    Text(Phrase),
}

impl Node {
    /// A node of that kind, from that origin.
    pub fn new(kind: NodeKind, origin: OriginId) -> Self {
        Self { origin, kind, comment: None, aside: None }
    }

    /// Plain literal text.
    pub fn text(text: impl Into<Str>, origin: OriginId) -> Self {
        Self::phrase(Phrase::plain(text), origin)
    }

    /// Text with pieces.
    pub fn phrase(phrase: Phrase, origin: OriginId) -> Self {
        Self::new(NodeKind::Scalar(Scalar::Text(phrase)), origin)
    }

    /// A whole number.
    pub fn int(value: i64, origin: OriginId) -> Self {
        Self::new(NodeKind::Scalar(Scalar::Int(value)), origin)
    }

    /// A Bool.
    pub fn bool(value: bool, origin: OriginId) -> Self {
        Self::new(NodeKind::Scalar(Scalar::Bool(value)), origin)
    }

    /// A list.
    pub fn list(items: Vec<Self>, origin: OriginId) -> Self {
        Self::new(NodeKind::List(items), origin)
    }

    /// A map.
    pub fn map<K: Into<Str>>(entries: impl IntoIterator<Item = (K, Self)>, origin: OriginId) -> Self {
        Self::entries(entries.into_iter().map(|(key, node)| (key.into(), node)).collect(), origin)
    }

    /// A map of entries that were collected before.
    pub fn entries(entries: Entries, origin: OriginId) -> Self {
        Self::new(NodeKind::Map(entries), origin)
    }

    /// With a comment above it.
    pub fn commented(mut self, comment: impl Into<Str>) -> Self {
        self.comment = Some(Box::new(comment.into()));
        self
    }

    /// With a comment behind it, on its line.
    pub fn with_aside(mut self, comment: &str) -> Self {
        self.aside = Some(Box::new(comment.into()));
        self
    }

    /// The entry of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            NodeKind::Map(entries) => entries.get(key),
            NodeKind::Scalar(_) | NodeKind::List(_) => None,
        }
    }
}
