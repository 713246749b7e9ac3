//! Findings in the protocol's words.

use crate::convert::Converter;
use crate::paths;
use crate::protocol::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Range, Text,
    Uri,
};
use camino::Utf8PathBuf;
use infrac_diagnostics::{Applicability, Diagnostic as Finding, Fix, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What clients show beside a code.
pub const SOURCE: &str = "infrac";

/// Codes whose place is text that does nothing: editors show it faded.
const UNNECESSARY: &[&str] = &["L0201"];

/// The findings of each file that has some, by its absolute path. One that has no place stands at the start of the project's first file.
pub fn by_file(findings: &[Finding], convert: &Converter<'_>) -> BTreeMap<Utf8PathBuf, Vec<Diagnostic>> {
    let mut files: BTreeMap<Utf8PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    let own = |path: &camino::Utf8Path| !path.starts_with("std");
    let first = convert.sources().iter().find(|source| own(source.path()));
    for finding in findings {
        let source = finding.primary().and_then(|place| convert.sources().get(place.file)).or(first);
        let Some(path) = source.and_then(|source| convert.site().path(source.path())) else { continue };
        files.entry(path).or_default().push(diagnostic(finding, convert));
    }
    files
}

/// A finding. Its message has what the compiler prints besides: the words at its place, notes, helps and environments, a line each.
pub fn diagnostic(finding: &Finding, convert: &Converter<'_>) -> Diagnostic {
    let code = finding.code.as_str();
    let page = convert.site().shelf.map(|shelf| CodeDescription { href: paths::uri(&shelf.page(code)) });
    let related = related(finding, convert);
    Diagnostic {
        range: finding.primary().map_or_else(Range::default, |place| convert.range(place)),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Info => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(code.to_owned())),
        code_description: page,
        source: Some(SOURCE.to_owned()),
        message: Text::String(message(finding)),
        tags: UNNECESSARY.contains(&code).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: data(finding, convert),
    }
}

fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    let mut line = |before: &str, words: &str| {
        text.push('\n');
        text.push_str(before);
        text.push_str(words);
    };
    if let Some(label) = finding.labels.first().filter(|label| !label.text.is_empty()) {
        line("", &label.text);
    }
    finding.notes.iter().for_each(|note| line("note: ", note));
    finding.helps.iter().for_each(|help| line("help: ", help));
    if !finding.environments.is_empty() {
        let names: Vec<&str> = finding.environments.iter().map(infrac_source::Str::as_str).collect();
        line("in: ", &names.join(", "));
    }
    text
}

fn related(finding: &Finding, convert: &Converter<'_>) -> Vec<DiagnosticRelatedInformation> {
    let others = finding.labels.iter().skip(1);
    let told = others.filter_map(|label| {
        let location = convert.location(label.span)?;
        Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
    });
    told.collect()
}

/// The fixes, for the code action that is asked for next: `{ "fixes": [{ "title", "applicability", "changes": { uri: [edit] } }] }`.
fn data(finding: &Finding, convert: &Converter<'_>) -> Option<Value> {
    let fixes: Vec<Value> = finding.fixes.iter().filter_map(|fix| fix_data(fix, convert)).collect();
    (!fixes.is_empty()).then(|| json!({ "fixes": fixes }))
}

fn fix_data(fix: &Fix, convert: &Converter<'_>) -> Option<Value> {
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let Uri(uri) = convert.location(edit.span)?.uri;
        changes.entry(uri).or_default().push(json!(convert.edit(edit.span, &edit.text)));
    }
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::Display => "display",
    };
    Some(json!({ "title": fix.title, "applicability": applicability, "changes": changes }))
}
