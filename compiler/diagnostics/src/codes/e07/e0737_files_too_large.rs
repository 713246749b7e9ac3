use crate::Diagnostic;
use infrac_source::Span;

define!(E0737, "files-too-large", Error, "e0737_files_too_large.md");

/// The files at `span` have `bytes` together; `most` are allowed.
pub fn files_too_large(span: Span, bytes: usize, most: usize) -> Diagnostic {
    Diagnostic::new(CODE, format!("these files have {bytes} bytes, a ConfigMap holds {most}"), span, "too large together")
        .help("put large files into the image")
}
