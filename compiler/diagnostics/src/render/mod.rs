//! One file an output format. Each function takes the findings in the order in which they are to appear and the files that
//! their spans mean, and returns the whole text; nothing is printed here.

mod github;
mod human;
mod json;
mod places;
mod sarif;
mod short;

pub use github::github;
pub use human::human;
pub use json::json;
pub use sarif::sarif;
pub use short::short;

use crate::{Diagnostics, Severity};

/// The word for a severity: `error`, `warning`, `info`.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// How many there are of each severity, as a person says it: `2 errors, 1 warning`. `None` if there are none.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let parts: Vec<String> = counts
        .into_iter()
        .filter_map(|(severity, word)| {
            let count = diagnostics.0.iter().filter(|diagnostic| diagnostic.severity == severity).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {word}{plural}"))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Text that a terminal may show: what would move the cursor, change colours or reverse the reading direction becomes U+FFFD.
/// Messages quote the user's source, so they can hold anything.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && c != '\t' && is_unsafe(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The same on one line.
fn plain_line(text: &str) -> String {
    plain(text).replace(['\n', '\t'], " ")
}

/// Control characters and the ones that reorder text (Unicode bidirectional controls).
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

/// "in production, staging"; `None` if it holds whatever the environment.
fn environments(diagnostic: &crate::Diagnostic) -> Option<String> {
    if diagnostic.environments.is_empty() {
        return None;
    }
    let names: Vec<&str> = diagnostic.environments.iter().map(infrac_source::Str::as_str).collect();
    Some(format!("in {}", names.join(", ")))
}
