//! The tree-sitter grammar as tree-sitter itself takes it: its generator makes the parser that is in the repository, and its runtime reads the texts
//! of the corpus into the trees beside them.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_grammars::{cases, on_path, parser, plain, root, temporary};
use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// What the generator writes beside the headers, which it does not make from the grammar.
const GENERATED: &[&str] = &["parser.c", "grammar.json", "node-types.json", "tree_sitter/parser.h"];

/// The interface of generated parsers that the oldest supported editors know: Neovim before 0.11 knows 14 alone.
const INTERFACE: usize = 14;

fn grammar() -> Utf8PathBuf {
    root().join("editors/tree-sitter-infra")
}

#[test]
fn the_parser_is_what_the_grammar_generates() {
    if !on_path("node") {
        return;
    }
    let folder = temporary("generate");
    let fresh = folder.join("src");
    generate_parser_in_directory(
        grammar(),
        Some(&fresh),
        None::<&Utf8Path>,
        INTERFACE,
        None,
        Some("node"),
        true,
        OptLevel::default(),
        &mut Vec::new(),
    )
    .unwrap_or_else(|error| panic!("the generator refuses the grammar: {error}"));
    for file in GENERATED {
        let (own, fresh) = (grammar().join("src").join(file), fresh.join(file));
        let made = std::fs::read_to_string(&fresh).unwrap_or_else(|error| panic!("{fresh}: {error}"));
        if std::env::var("INFRAC_BLESS").as_deref() == Ok("1") {
            std::fs::write(&own, made).unwrap_or_else(|error| panic!("{own}: {error}"));
        } else {
            let stored = std::fs::read_to_string(&own).unwrap_or_default();
            assert!(
                stored == made,
                "{own} is not current: INFRAC_BLESS=1 cargo test -p infrac-grammars --test tree_sitter"
            );
        }
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn the_corpus_is_read_as_it_says() {
    let folder = grammar().join("test/corpus");
    let mut parser = parser();
    let mut count = 0;
    for entry in folder.read_dir_utf8().unwrap_or_else(|error| panic!("{folder}: {error}")).flatten() {
        let path = entry.path();
        let file = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for case in cases(&file) {
            let tree = parser.parse(&case.text, None).expect("nobody stops the parser");
            let has_error = tree.root_node().has_error();
            assert_eq!(has_error, case.is_error, "{path}: {}: {}", case.name, tree.root_node().to_sexp());
            if !case.is_error {
                assert_eq!(plain(&tree), case.tree, "{path}: {}", case.name);
            }
            count += 1;
        }
    }
    assert!(count > 30, "{count} cases");
}
