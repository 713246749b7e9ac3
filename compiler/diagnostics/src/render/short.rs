use super::places::Places;
use super::{environments, plain_line, severity_word};
use crate::{Diagnostic, Diagnostics};
use infrac_source::Sources;

/// One line a finding: `path:line:column: error[E0301]: message (in production)`. A finding without a place has no prefix.
pub fn short(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut places = Places::new(sources);
    let lines = diagnostics.0.iter().map(|diagnostic| line(diagnostic, &mut places));
    lines.collect()
}

fn line(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let prefix = match diagnostic.primary().and_then(|span| places.of(span)) {
        Some(place) => format!("{}:{}:{}: ", plain_line(place.path), place.start.line, place.start.column),
        None => String::new(),
    };
    let environments = environments(diagnostic).map_or(String::new(), |text| format!(" ({text})"));
    let (severity, code) = (severity_word(diagnostic.severity), diagnostic.code.as_str());
    format!("{prefix}{severity}[{code}]: {}{environments}\n", plain_line(&diagnostic.message))
}
