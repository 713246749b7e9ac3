use super::environments;
use super::places::Places;
use crate::{Diagnostic, Diagnostics, Severity};
use infrac_source::Sources;

/// Workflow commands of GitHub Actions, one line a finding: `::error file=…,line=…,col=…,title=…::message`. Helps and notes
/// follow the message within the annotation.
pub fn github(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut places = Places::new(sources);
    diagnostics.0.iter().map(|diagnostic| command(diagnostic, &mut places)).collect()
}

fn command(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = diagnostic.primary().and_then(|span| places.of(span)) {
        properties.push(format!("file={}", property(place.path)));
        properties.push(format!("line={}", place.start.line));
        properties.push(format!("endLine={}", place.end.line));
        // GitHub takes columns only for a range within one line.
        if place.start.line == place.end.line {
            properties.push(format!("col={}", place.start.column));
            properties.push(format!("endColumn={}", place.end.column));
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", diagnostic.code.as_str(), diagnostic.code.0.name))));
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(environments(diagnostic));
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.helps.iter().map(|help| format!("help: {help}")));
    lines.extend(diagnostic.fixes.iter().map(|fix| format!("fix: {}", fix.title)));
    format!("::{level} {}::{}\n", properties.join(","), data(&lines.join("\n")))
}

/// Escapes of the message, as `@actions/core` writes them.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes of a property's value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
