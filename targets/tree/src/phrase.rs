//! Text of documents.

use infrac_source::Str;
use std::fmt;

/// Text whose literal pieces are data; the printer escapes them for the grammar that will read the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// What it is made of.
    pub pieces: Pieces,
    /// Who reads it, after YAML or JSON has been read.
    pub grammar: Grammar,
    /// Always quoted, whatever it holds (ports such as `22:22`, versions).
    pub quoted: bool,
}

/// What a text is made of. Nearly all are one literal, and a tree has a text for every word of the output: so that one is no list on the heap.
#[derive(Clone, PartialEq, Eq)]
pub enum Pieces {
    /// One literal.
    Literal(Str),
    /// The pieces, in order; never a literal alone.
    Mixed(Box<[Piece]>),
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

impl Phrase {
    /// Text that nobody reads further.
    pub fn plain(text: impl Into<Str>) -> Self {
        Self::literal(text, Grammar::Plain)
    }

    /// Literal text that `grammar` will read.
    pub fn literal(text: impl Into<Str>, grammar: Grammar) -> Self {
        Self { pieces: Pieces::Literal(text.into()), grammar, quoted: false }
    }

    /// Text of these pieces that `grammar` will read.
    pub fn mixed(pieces: Vec<Piece>, grammar: Grammar) -> Self {
        Self { pieces: pieces.into(), grammar, quoted: false }
    }

    /// Whether a part of it is known only when deploying.
    pub fn has_late(&self) -> bool {
        self.pieces.mixed().iter().any(|piece| matches!(piece, Piece::Late { .. }))
    }
}

impl Pieces {
    /// The text, if it is one literal.
    pub fn literal(&self) -> Option<&Str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Mixed(_) => None,
        }
    }

    /// The pieces, if it is more than one literal.
    pub fn mixed(&self) -> &[Piece] {
        match self {
            Self::Literal(_) => &[],
            Self::Mixed(pieces) => pieces,
        }
    }

    /// The text, if all of it is literal.
    pub fn known(&self) -> Option<Str> {
        if let Self::Literal(text) = self {
            return Some(text.clone());
        }
        let literal = |piece: &Piece| match piece {
            Piece::Lit(text) => Some(text.to_string()),
            Piece::Variable { .. } | Piece::Late { .. } => None,
        };
        self.mixed().iter().map(literal).collect::<Option<String>>().map(Str::from)
    }
}

impl From<Vec<Piece>> for Pieces {
    fn from(mut pieces: Vec<Piece>) -> Self {
        match (pieces.pop(), pieces.is_empty()) {
            (Some(Piece::Lit(text)), true) => Self::Literal(text),
            (last, _) => {
                pieces.extend(last);
                Self::Mixed(pieces.into())
            }
        }
    }
}

/// As a list of pieces, however it is held: checksums of files are made of it.
impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.debug_list().entry(&Piece::Lit(text.clone())).finish(),
            Self::Mixed(pieces) => f.debug_list().entries(pieces).finish(),
        }
    }
}
