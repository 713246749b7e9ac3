use super::Expr;
use infrac_source::{Span, Str};

/// A string of any form.
#[derive(Clone, PartialEq, Debug)]
pub struct StringLit {
    /// Text and interpolations, in order.
    pub parts: Vec<StringPart>,
    /// With its quotes.
    pub span: Span,
    /// How it was written.
    pub form: StringForm,
}

impl StringLit {
    /// The text, if nothing is interpolated.
    pub fn plain(&self) -> Option<Str> {
        match self.parts.as_slice() {
            [] => Some(Str::default()),
            [StringPart::Text { text, .. }] => Some(text.clone()),
            parts => {
                let mut all = String::new();
                for part in parts {
                    match part {
                        StringPart::Text { text, .. } => all.push_str(text),
                        StringPart::Interpolation { .. } => return None,
                    }
                }
                Some(all.into())
            }
        }
    }
}

/// How a string was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StringForm {
    /// `"…"`
    Line,
    /// `"""` … `"""`
    Block,
    /// `r"…"`
    RawLine,
    /// `r"""…"""`
    RawBlock,
}

/// A piece of a string.
#[derive(Clone, PartialEq, Debug)]
pub enum StringPart {
    /// Literal text. If `text.len() == span.len()` it is a verbatim run of the source, so that offsets map one to one; otherwise it
    /// is one escape, or one line break of a block string.
    Text {
        /// Decoded.
        text: Str,
        /// Where it stands.
        span: Span,
    },
    /// `${ e }`
    Interpolation {
        /// The expression.
        expr: Box<Expr>,
        /// From `$` to `}`.
        span: Span,
        /// Its `}` is there. Where it is not, that has been reported, and the expression is what stands in the rest of the line.
        closed: bool,
    },
}
