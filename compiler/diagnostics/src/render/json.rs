use super::places::{Place, Places};
use super::severity_word;
use crate::{Applicability, Diagnostic, Diagnostics};
use infrac_source::{Sources, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    environments: Vec<&'a str>,
    labels: Vec<LabelRecord<'a>>,
    notes: &'a [String],
    helps: &'a [String],
    fixes: Vec<FixRecord<'a>>,
}

#[derive(Serialize)]
struct LabelRecord<'a> {
    #[serde(flatten)]
    range: RangeRecord<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    title: &'a str,
    applicability: &'a str,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Serialize)]
struct EditRecord<'a> {
    #[serde(flatten)]
    range: RangeRecord<'a>,
    text: &'a str,
}

/// Bytes from 0, half-open; lines and columns from 1, columns in characters, the end column one past the last character.
#[derive(Serialize)]
struct RangeRecord<'a> {
    file: Option<&'a str>,
    start_byte: u32,
    end_byte: u32,
    start_line: Option<u32>,
    start_column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// JSON lines: one object a finding, with every field. The first label is the primary place.
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut places = Places::new(sources);
    let mut text = String::new();
    for diagnostic in &diagnostics.0 {
        // Strings and integers always serialise.
        text.push_str(&serde_json::to_string(&record(diagnostic, &mut places)).unwrap_or_default());
        text.push('\n');
    }
    text
}

fn record<'a>(diagnostic: &'a Diagnostic, places: &mut Places<'a>) -> Record<'a> {
    let labels = diagnostic.labels.iter();
    let labels = labels.map(|label| LabelRecord { range: range(label.span, places), text: &label.text }).collect();
    let fixes = diagnostic.fixes.iter().map(|fix| FixRecord {
        title: &fix.title,
        applicability: match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Display => "display",
        },
        edits: fix.edits.iter().map(|edit| EditRecord { range: range(edit.span, places), text: &edit.text }).collect(),
    });
    Record {
        code: diagnostic.code.as_str(),
        name: diagnostic.code.0.name,
        severity: severity_word(diagnostic.severity),
        message: &diagnostic.message,
        environments: diagnostic.environments.iter().map(infrac_source::Str::as_str).collect(),
        labels,
        notes: &diagnostic.notes,
        helps: &diagnostic.helps,
        fixes: fixes.collect(),
    }
}

fn range<'a>(span: Span, places: &mut Places<'a>) -> RangeRecord<'a> {
    let place = places.of(span);
    let number = |get: fn(&Place<'_>) -> u32| place.as_ref().map(get);
    RangeRecord {
        file: place.as_ref().map(|place| place.path),
        start_byte: span.start,
        end_byte: span.end,
        start_line: number(|place| place.start.line),
        start_column: number(|place| place.start.column),
        end_line: number(|place| place.end.line),
        end_column: number(|place| place.end.column),
    }
}
