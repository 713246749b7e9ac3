//! Files and places in them. The lowest crate: it knows nothing of syntax, diagnostics or editors.
//!
//! In: bytes of a file. Out: [`Source`] (valid UTF-8 text plus the ranges that were not) and the [`Span`]s that all later
//! stages carry. Line and column exist only in [`LineIndex`], and only renderers and editors ask for them.

mod lines;
mod source;
mod span;

pub use camino::{Utf8Path, Utf8PathBuf};
pub use lines::{LineColumn, LineIndex};
/// Text that is cheap to clone: names, keys, literals. Up to 23 bytes are held without allocation.
pub use smol_str::SmolStr as Str;
pub use source::{MAX_FILE_BYTES, Source, Sources};
pub use span::{FileId, Span};
