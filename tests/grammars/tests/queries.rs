//! The queries fit the grammar, and find what they are for.

use infrac_grammars::{infra_files, parser};
use std::collections::BTreeSet;
use tree_sitter::{Language, Query, QueryCursor, StreamingIterator};

fn query(text: &str) -> Query {
    Query::new(&Language::from(tree_sitter_infra::LANGUAGE), text).expect("the query fits the grammar")
}

/// What a query captures in a text: capture and captured text; predicates of the kinds that the runtime knows are respected.
fn captures(query: &Query, text: &str) -> BTreeSet<(String, String)> {
    let tree = parser().parse(text, None).expect("nobody stops the parser");
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
    let mut found = BTreeSet::new();
    while let Some(one) = matches.next() {
        let settings = query.property_settings(one.pattern_index);
        let language = settings.iter().find(|setting| setting.key.as_ref() == "injection.language");
        for capture in one.captures() {
            let name = query.capture_names().get(capture.index as usize).copied().unwrap_or_default();
            let name = language.and_then(|setting| setting.value.as_deref()).unwrap_or(name);
            found.insert((name.to_owned(), text.get(capture.node.byte_range()).unwrap_or_default().to_owned()));
        }
    }
    found
}

#[test]
fn every_query_fits_the_grammar() {
    for text in [
        tree_sitter_infra::HIGHLIGHTS,
        tree_sitter_infra::INJECTIONS,
        tree_sitter_infra::LOCALS,
        tree_sitter_infra::FOLDS,
        tree_sitter_infra::INDENTS,
    ] {
        assert!(query(text).pattern_count() > 0);
    }
}

/// What other editors read, in their own dialects.
#[test]
fn the_queries_of_other_editors_fit_the_grammar() {
    for folder in ["neovim/queries/infra", "helix/runtime/queries/infra", "zed/languages/infra"] {
        let folder = infrac_grammars::root().join("editors").join(folder);
        let entries = folder.read_dir_utf8().unwrap_or_else(|error| panic!("{folder}: {error}"));
        let files: Vec<_> = entries.flatten().map(|entry| entry.into_path()).collect();
        let queries: Vec<_> = files.iter().filter(|file| file.extension() == Some("scm")).collect();
        assert!(queries.len() >= 4, "{folder}");
        for file in queries {
            let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(query(&text).pattern_count() > 0, "{file}");
        }
    }
}

#[test]
fn strings_hold_the_languages_that_the_library_says() {
    let injections = query(tree_sitter_infra::INJECTIONS);
    let text = r#"
backup nightly { schedule = "0 2 * * *", in live { schedule = "0 3 * * *" } }
job build { run = ["make all", "make test"] }
alert slow { when = "rate(errors_total[5m]) > 1" }
slo seats { measures = ratio { good = "sum(rate(ok[5m]))", total = "sum(rate(all[5m]))" } }
task sweep { run = cron("*/5 * * * *") }
let version: Regex = "^v[0-9]+$"
service web { schedule = "no cron here" }
"#;
    let found = captures(&injections, text);
    for (language, content) in [
        ("cron", "0 2 * * *"),
        ("cron", "0 3 * * *"),
        ("cron", "*/5 * * * *"),
        ("bash", "make all"),
        ("bash", "make test"),
        ("promql", "rate(errors_total[5m]) > 1"),
        ("promql", "sum(rate(ok[5m]))"),
        ("promql", "sum(rate(all[5m]))"),
        ("regex", "^v[0-9]+$"),
    ] {
        assert!(found.contains(&(language.to_owned(), content.to_owned())), "{language}: {content}\n{found:#?}");
    }
    assert!(!found.iter().any(|(_, content)| content == "no cron here"), "{found:#?}");
}

#[test]
fn names_are_shown_by_what_they_are() {
    let highlights = query(tree_sitter_infra::HIGHLIGHTS);
    let text = "/// Doc.\nservice api in live { replicas = max(2, env.cores), for = 1, image = \"a${x}\\n\" }\n";
    let found = captures(&highlights, text);
    for (capture, content) in [
        ("comment.documentation", "/// Doc."),
        ("keyword.type", "service"),
        ("type.definition", "api"),
        ("constant", "live"),
        ("property", "replicas"),
        ("property", "for"),
        ("function.builtin", "max"),
        ("variable.builtin", "env"),
        ("variable.member", "cores"),
        ("number", "2"),
        ("string.escape", "\\n"),
        ("keyword", "in"),
    ] {
        assert!(found.contains(&(capture.to_owned(), content.to_owned())), "{capture}: {content}\n{found:#?}");
    }
    assert!(!found.contains(&("keyword.repeat".to_owned(), "for".to_owned())), "a key is no keyword");
}

#[test]
fn every_body_of_the_examples_can_be_folded() {
    let folds = query(tree_sitter_infra::FOLDS);
    for file in infra_files("examples") {
        let text = String::from_utf8(file.bytes).expect("UTF-8");
        let found = captures(&folds, &text);
        assert!(found.iter().any(|(_, content)| content.starts_with('{') && content.ends_with('}')), "{}", file.path);
    }
}
