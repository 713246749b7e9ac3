//! What the editors' grammars take from the compiler: words, units, kinds, types, functions, attributes, and which strings hold another
//! language.
//!
//! `editors/templates` holds the grammars with places for lists: `«kinds by |»` is all kinds with `|` between them, `«kinds quoted»` all kinds
//! in quotes with spaces between them. `«injections»` is what tree-sitter is told of strings that hold another language.

mod embedded;
mod header;
mod lists;

use super::Generated;
use crate::library::Library;
use camino::Utf8Path;
use embedded::Embedded;
use lists::Lists;

/// Templates, and where each goes below `editors`.
const TEMPLATES: &[(&str, &[&str])] = &[
    (
        "highlights.scm",
        &[
            "tree-sitter-infra/queries/highlights.scm",
            "neovim/queries/infra/highlights.scm",
            "helix/runtime/queries/infra/highlights.scm",
            "zed/languages/infra/highlights.scm",
        ],
    ),
    (
        "injections.scm",
        &[
            "tree-sitter-infra/queries/injections.scm",
            "neovim/queries/infra/injections.scm",
            "helix/runtime/queries/infra/injections.scm",
            "zed/languages/infra/injections.scm",
        ],
    ),
    (
        "locals.scm",
        &[
            "tree-sitter-infra/queries/locals.scm",
            "neovim/queries/infra/locals.scm",
            "helix/runtime/queries/infra/locals.scm",
        ],
    ),
    ("folds.scm", &["tree-sitter-infra/queries/folds.scm", "neovim/queries/infra/folds.scm"]),
    ("indents.scm", &["tree-sitter-infra/queries/indents.scm", "neovim/queries/infra/indents.scm"]),
    ("infra.tmLanguage.json", &["vscode/syntaxes/infra.tmLanguage.json"]),
    ("infra.sublime-syntax", &["sublime/infra.sublime-syntax"]),
    ("infra.vim", &["neovim/syntax/infra.vim"]),
    ("infra-mode.el", &["emacs/infra-mode.el"]),
];

/// All files of the editors that hold lists.
///
/// # Errors
/// If a template cannot be read, or asks for a list that is not there.
pub fn files(root: &Utf8Path, library: &Library) -> Result<Vec<Generated>, String> {
    let embedded = Embedded::of(library);
    let lists = Lists::of(library, &embedded);
    let mut files = vec![("editors/tree-sitter-infra/src/words.h".to_owned(), header::text())];
    for (template, outputs) in TEMPLATES {
        let path = root.join("editors/templates").join(template);
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let filled = fill(&text, &lists, &embedded).map_err(|name| format!("{path}: there is no list `{name}`"))?;
        files.extend(outputs.iter().map(|output| (format!("editors/{output}"), filled.clone())));
    }
    Ok(files)
}

/// The template with its lists; `Err` holds the place that asks for what is not there.
fn fill(template: &str, lists: &Lists, embedded: &Embedded) -> Result<String, String> {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('«') {
        let (place, after) = behind.split_once('»').ok_or("«")?;
        text.push_str(before);
        text.push_str(&value(place, lists, embedded).ok_or(place)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

fn value(place: &str, lists: &Lists, embedded: &Embedded) -> Option<String> {
    if place == "injections" {
        return Some(embedded.queries());
    }
    if let Some(name) = place.strip_suffix(" quoted") {
        let quoted = |word: &String| format!("\"{word}\"");
        return Some(lists.get(name)?.iter().map(quoted).collect::<Vec<_>>().join(" "));
    }
    let (name, joiner) = place.split_once(" by ")?;
    Some(lists.get(name)?.join(if joiner == "space" { " " } else { joiner }))
}
