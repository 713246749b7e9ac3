//! Trees of YAML and JSON documents.

use infrac_plan::OriginId;
use infrac_quantity::Ratio;
use infrac_source::Str;

pub use crate::entries::Entries;

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
    pub aside: Option<Box<str>>,
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

/// Text whose literal pieces are data; the printer escapes them for the grammar that will read the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// Who reads it, after YAML or JSON has been read.
    pub grammar: Grammar,
    /// Always quoted, whatever it holds (ports such as `22:22`, versions).
    pub quoted: bool,
}

/// A piece of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Data, as it stands; escaped by the printer.
    Lit(Str),
    /// A reference in the phrase's grammar to a variable of that name.
    Variable {
        /// The name.
        name: Str,
        /// What to do where it is not set.
        absent: Absent,
    },
    /// Known only when deploying. A chart reads it from its values; every other format shows what stands in for it.
    Late {
        /// Where a chart has it, below `.Values`: `params.release`, `terraform.db_address`.
        values: Str,
        /// What is shown for it.
        stand_in: Str,
    },
}

/// What a reference does where its variable is not set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Absent {
    /// Nothing said: the reader's own way (Kubernetes: its entry stands before).
    Unsaid,
    /// Stop, with this text.
    Fail(Str),
    /// Use this.
    Default(Str),
}

/// Which grammar reads a text after the document's own, and so how a literal `$` must be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grammar {
    /// None: text is text.
    Plain,
    /// Compose interpolation: `${NAME:?text}`, `$$` for a dollar (Compose specification, chapter "Interpolation").
    Compose,
    /// Kubernetes' expansion in `env[].value`, `command`, `args`: `$(NAME)`, `$$(` for a literal `$(`.
    KubernetesEnv,
    /// Go's text/template over a map, as the External Secrets Operator reads it: `{{ .NAME }}`; a literal `{` before another is the action
    /// `{{ "{" }}`. Names are letters, digits and `_`.
    GoTemplate,
    /// GitHub's expressions in a workflow: `${{ NAME }}`, where a name is any expression; a literal `${{` is the expression that gives it
    /// (GitHub documentation, "Evaluate expressions in workflows and actions").
    GitHub,
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
        self.aside = Some(comment.into());
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

impl Phrase {
    /// Text that nobody reads further.
    pub fn plain(text: impl Into<Str>) -> Self {
        Self { pieces: vec![Piece::Lit(text.into())], grammar: Grammar::Plain, quoted: false }
    }

    /// Whether a part of it is known only when deploying.
    pub fn has_late(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Late { .. }))
    }

    /// Literal text that `grammar` will read.
    pub fn literal(text: impl Into<Str>, grammar: Grammar) -> Self {
        Self { pieces: vec![Piece::Lit(text.into())], grammar, quoted: false }
    }
}
