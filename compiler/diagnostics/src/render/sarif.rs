use super::environments;
use super::places::{Place, Places};
use crate::{Applicability, CodeInfo, Diagnostic, Diagnostics, Fix, Severity};
use infrac_source::{Sources, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A SARIF 2.1.0 document of one run, with a rule for every code that occurs. Columns count characters.
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut rules: BTreeMap<&str, &CodeInfo> = BTreeMap::new();
    for diagnostic in &diagnostics.0 {
        rules.insert(diagnostic.code.as_str(), diagnostic.code.0);
    }
    let index_of = |code: &str| rules.keys().position(|known| *known == code);
    let mut places = Places::new(sources);
    let results: Vec<Value> = diagnostics
        .0
        .iter()
        .map(|diagnostic| result(diagnostic, index_of(diagnostic.code.as_str()), &mut places))
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "infrac",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|info| rule(info)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // A tree of strings and integers always serialises.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The page's first line is `# CODE: title`; the page itself is the rule's help.
fn rule(info: &CodeInfo) -> Value {
    let title = info.page.lines().next().unwrap_or("");
    let title = title.split_once(": ").map_or(info.name, |(_, title)| title);
    json!({
        "id": info.code,
        "name": info.name,
        "shortDescription": { "text": title },
        "help": { "text": info.page, "markdown": info.page },
        "defaultConfiguration": { "level": level(info.severity) },
    })
}

fn result(diagnostic: &Diagnostic, index: Option<usize>, places: &mut Places<'_>) -> Value {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(environments(diagnostic));
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.helps.iter().map(|help| format!("help: {help}")));
    let mut locations = diagnostic.labels.iter().enumerate().filter_map(|(id, label)| {
        let location = object([
            ("id", (id > 0).then(|| json!(id))),
            ("physicalLocation", Some(physical(label.span, places)?)),
            ("message", (!label.text.is_empty()).then(|| json!({ "text": label.text }))),
        ]);
        Some((id, location))
    });
    let (primary, related): (Vec<_>, Vec<_>) = locations.by_ref().partition(|(id, _)| *id == 0);
    let list = |locations: Vec<(usize, Value)>| locations.into_iter().map(|(_, location)| location).collect::<Vec<_>>();
    let fixes: Vec<Value> = diagnostic.fixes.iter().filter_map(|made| fix(made, places)).collect();
    let names: Vec<&str> = diagnostic.environments.iter().map(infrac_source::Str::as_str).collect();
    object([
        ("ruleId", Some(json!(diagnostic.code.as_str()))),
        ("ruleIndex", index.map(|index| json!(index))),
        ("level", Some(json!(level(diagnostic.severity)))),
        ("message", Some(json!({ "text": lines.join("\n") }))),
        ("locations", Some(json!(list(primary)))),
        ("relatedLocations", (!related.is_empty()).then(|| json!(list(related)))),
        ("fixes", (!fixes.is_empty()).then(|| json!(fixes))),
        ("properties", (!names.is_empty()).then(|| json!({ "environments": names }))),
    ])
}

/// An object of the members that there are.
fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

fn physical(span: Span, places: &mut Places<'_>) -> Option<Value> {
    let place = places.of(span)?;
    Some(json!({ "artifactLocation": { "uri": uri(place.path) }, "region": region(&place, span) }))
}

fn region(place: &Place<'_>, span: Span) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
        "byteOffset": span.start,
        "byteLength": span.len(),
    })
}

/// A change that a tool may apply; one with a part to fill in is none. Edits of one file share an artifact change.
fn fix(fix: &Fix, places: &mut Places<'_>) -> Option<Value> {
    if fix.applicability == Applicability::Display {
        return None;
    }
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let place = places.of(edit.span)?;
        let replacement = json!({
            "deletedRegion": region(&place, edit.span),
            "insertedContent": { "text": edit.text },
        });
        changes.entry(uri(place.path)).or_default().push(replacement);
    }
    let changes: Vec<Value> = changes
        .into_iter()
        .map(|(uri, replacements)| json!({ "artifactLocation": { "uri": uri }, "replacements": replacements }))
        .collect();
    (!changes.is_empty()).then(|| json!({ "description": { "text": fix.title }, "artifactChanges": changes }))
}

/// A relative URI reference of the path (RFC 3986): everything but unreserved characters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
