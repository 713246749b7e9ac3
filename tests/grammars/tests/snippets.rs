//! The snippets of the extension are right where they are meant to stand.

use infrac_grammars::{compiler_errors, root};
use serde_json::Value;

/// A snippet with what its places hold at first: `${1:name}` is `name`, `${2|a,b|}` is `a`, `$0` is `x`.
fn filled(body: &str) -> String {
    let (mut text, mut rest) = (String::new(), body);
    while let Some((before, behind)) = rest.split_once('$') {
        text.push_str(before);
        rest = match behind.strip_prefix('{') {
            None => {
                text.push_str("x = 1");
                behind.trim_start_matches(|sign: char| sign.is_ascii_digit())
            }
            Some(place) => {
                let (inner, after) = place.split_once('}').expect("a place is closed");
                let inner = inner.trim_start_matches(|sign: char| sign.is_ascii_digit());
                let first = inner.strip_prefix('|').map(|list| list.split(',').next().unwrap_or_default());
                text.push_str(first.unwrap_or_else(|| inner.trim_start_matches(':')));
                after
            }
        };
    }
    text + rest
}

#[test]
fn every_snippet_can_be_read() {
    let path = root().join("editors/vscode/snippets/infra.json");
    let snippets: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("the snippets")).expect("JSON");
    let snippets = snippets.as_object().expect("an object");
    assert!(snippets.len() > 10, "{} snippets", snippets.len());
    for (name, snippet) in snippets {
        let lines = snippet["body"].as_array().expect("lines").iter().filter_map(Value::as_str);
        let body = filled(&lines.collect::<Vec<_>>().join("\n"));
        // Some end in a value, some stand in a body, an attribute stands before something.
        let places = [
            body.clone(),
            body.replace("x = 1", "1"),
            format!("service a {{\n{body}\n}}"),
            format!("let a = {body}"),
            format!("{body}\nproject a {{}}"),
        ];
        let errors: Vec<_> = places.iter().map(|text| compiler_errors(text.as_bytes())).collect();
        assert!(errors.iter().any(Vec::is_empty), "{name}:\n{body}\n{errors:#?}");
    }
}
