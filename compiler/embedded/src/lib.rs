//! Languages inside strings.

/// A language that text may be written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Image references.
    Image,
}
