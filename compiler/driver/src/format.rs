//! Laying out files on the disk.

use camino::{Utf8Path, Utf8PathBuf};
use ignore::WalkBuilder;
use infrac_diagnostics::Diagnostics;
use infrac_source::{Source, Sources};
use similar::TextDiff;
use std::sync::Arc;

/// A text, laid out.
#[derive(Debug)]
pub struct Formatted {
    /// As it was.
    pub source: Arc<Source>,
    /// As it should be; `None`: it has syntax errors, and what is broken is left as it is.
    pub text: Option<String>,
    /// The syntax errors.
    pub diagnostics: Diagnostics,
}

impl Formatted {
    /// What laying out would change, as a unified diff of the file called `name`; `None` if nothing.
    pub fn diff(&self, name: &str) -> Option<String> {
        let text = self.text.as_deref().filter(|text| *text != self.source.text())?;
        let diff = TextDiff::from_lines(self.source.text(), text);
        Some(diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string())
    }
}

/// Lays out one text.
pub fn format_text(sources: &mut Sources, path: impl Into<Utf8PathBuf>, bytes: &[u8]) -> Formatted {
    let source = sources.add(|id| Source::from_bytes(id, path, bytes));
    let parsed = infrac_syntax::parse(&source);
    let text = infrac_format::format(&source, &parsed);
    Formatted { source, text, diagnostics: parsed.diagnostics }
}

/// The `.infra` files below a folder, in byte order of their paths, without what Git ignores; a file is itself.
pub fn infra_files_below(path: &Utf8Path) -> Result<Vec<Utf8PathBuf>, ignore::Error> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(path).build() {
        let entry = entry?;
        let named = entry.depth() == 0 || entry.path().extension().is_some_and(|extension| extension == "infra");
        if named && entry.path().is_file() {
            files.extend(Utf8PathBuf::from_path_buf(entry.into_path()).ok());
        }
    }
    files.sort();
    Ok(files)
}
