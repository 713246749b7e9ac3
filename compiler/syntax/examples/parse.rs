//! Reads the files named on the command line and prints what is wrong with them, and how fast they were read.

use infrac_source::{FileId, Source};
use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let source = Source::from_bytes(FileId(0), path.as_str(), &bytes);
        let start = Instant::now();
        let lexed = infrac_syntax::lex(&source);
        let lexing = start.elapsed();
        let parsed = infrac_syntax::parse(&source);
        let both = start.elapsed() - lexing;
        let megabytes = bytes.len() as f64 / 1e6;
        eprintln!(
            "{path}: {} bytes, {} tokens, {} declarations, {} problems; lex {:.0} MB/s, parse {:.1} MB/s ({both:?})",
            bytes.len(),
            lexed.tokens.len(),
            parsed.file.declarations.len(),
            parsed.diagnostics.0.len(),
            megabytes / lexing.as_secs_f64(),
            megabytes / both.as_secs_f64(),
        );
        for diagnostic in parsed.diagnostics.0.iter().take(12) {
            let at = diagnostic.primary().map(|span| source.line_column(span.start));
            let (line, column) = at.map_or((0, 0), |at| (at.line, at.column));
            eprintln!("  {line}:{column} {}: {}", diagnostic.code.as_str(), diagnostic.message);
        }
    }
}
