//! Damages projects, compiles what is left through the whole pipeline, and says what came of it.
//!
//! In: the files of a project. Out: diagnostics or documents; a panic anywhere is caught by the test harness as a failure of the case.

use infrac_diagnostics::{Diagnostic, render};
use infrac_driver::{Compiled, Memory, Request, compile};
use infrac_source::{FileId, Source};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The files of a project: names and bytes.
pub type Files = Vec<(String, Vec<u8>)>;

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The `.infra` files of an example.
pub fn example(name: &str) -> Files {
    let folder = repository().join("examples").join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Files = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "infra"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap_or_default())
        })
        .collect();
    files.sort();
    files
}

/// The same files, one of them with other bytes.
pub fn with(files: &Files, at: usize, bytes: Vec<u8>) -> Files {
    let mut changed = files.clone();
    if let Some(file) = changed.get_mut(at) {
        file.1 = bytes;
    }
    changed
}

/// Compiles; `Err` holds the words of a failure that has no place in the source.
pub fn run(files: &Files) -> Result<Compiled, String> {
    let world = Memory::new(files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())));
    compile(&world, &Request::default()).map_err(|error| format!("{error:?}"))
}

/// What must hold of every outcome: errors have a place and words and can be shown; without errors there is an output.
pub fn is_sound(compiled: &Compiled) -> Result<(), String> {
    for found in &compiled.diagnostics.0 {
        is_sound_finding(found, compiled)?;
    }
    let shown = render::short(&compiled.diagnostics, &compiled.sources);
    if shown.lines().count() < compiled.diagnostics.0.len() {
        return Err("a finding is not shown".to_owned());
    }
    if compiled.diagnostics.has_errors() != compiled.documents.is_empty() {
        return Err("errors and an output, or neither".to_owned());
    }
    Ok(())
}

fn is_sound_finding(found: &Diagnostic, compiled: &Compiled) -> Result<(), String> {
    if found.message.is_empty() || found.labels.is_empty() {
        return Err(format!("{} has no words or no place", found.code.as_str()));
    }
    for label in &found.labels {
        let source = compiled.sources.get(label.span.file).ok_or("a label in a file that is not there")?;
        if source.text().get(label.span.range()).is_none() {
            return Err(format!("{} points into the midst of a character or past the end", found.code.as_str()));
        }
    }
    Ok(())
}

/// The places of all tokens of a text.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let source = Source::new(FileId(0), "tokens.infra", text);
    let parsed = infrac_syntax::parse(&source);
    let places = parsed.tokens.iter().map(|token| token.start as usize..token.end as usize);
    places.filter(|range| !range.is_empty()).collect()
}
