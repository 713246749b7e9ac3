//! Findings that a case expects, written into it as comments.
//!
//! `//~ E0301: text` at the end of a line expects a finding with that code, whose place begins on that line and whose message holds
//! the text; `//~^` speaks of the line above, `//~^^` of two above. `//~ E0401 [dev, staging]: text` names the environments too.

use crate::case::Case;
use camino::Utf8PathBuf;

/// A finding that is expected, or that was made.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// The file.
    pub path: Utf8PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The code.
    pub code: String,
    /// The message; of an expectation a part of it.
    pub message: String,
    /// The environments; an expectation without any does not speak of them.
    pub environments: Vec<String>,
}

/// What a case expects, and how it wants to be run.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    /// The findings.
    pub findings: Vec<Finding>,
    /// `//@ lints` anywhere: lints count too.
    pub lints: bool,
}

impl Expectations {
    /// Reads the comments of all files of a case.
    pub fn of(case: &Case) -> Self {
        let mut expectations = Self::default();
        for (path, bytes) in &case.files {
            let text = String::from_utf8_lossy(bytes);
            for (at, line) in text.split('\n').enumerate() {
                expectations.lints |= line.trim() == "//@ lints";
                for comment in line.split("//~").skip(1) {
                    let up = comment.chars().take_while(|character| *character == '^').count();
                    let (head, message) = comment.trim_start_matches('^').split_once(':').unwrap_or((comment, ""));
                    let (code, environments) = head.split_once('[').unwrap_or((head, ""));
                    expectations.findings.push(Finding {
                        path: path.clone(),
                        line: (at + 1).saturating_sub(up),
                        code: code.trim_start_matches('^').trim().to_owned(),
                        message: message.trim().to_owned(),
                        environments: names(environments),
                    });
                }
            }
        }
        expectations
    }

    /// What differs between what was expected and what was found, one line each; empty if nothing.
    pub fn differences(&self, found: &[Finding]) -> Vec<String> {
        let mut open: Vec<&Finding> = found.iter().filter(|one| self.lints || !one.code.starts_with('L')).collect();
        let mut differences = Vec::new();
        for expected in &self.findings {
            if expected.message.is_empty() || expected.code.len() < 5 {
                differences.push(format!("{}:{}: an expectation needs code and message", expected.path, expected.line));
            }
            match open.iter().position(|one| expected.is_met_by(one)) {
                Some(at) => {
                    open.remove(at);
                }
                None => differences.push(format!("not found: {expected}")),
            }
        }
        differences.extend(open.iter().map(|one| format!("not expected: {one}")));
        differences
    }
}

impl Finding {
    /// Whether `found` is what this expects.
    pub fn is_met_by(&self, found: &Self) -> bool {
        self.path == found.path
            && self.line == found.line
            && found.code.starts_with(&self.code)
            && found.message.contains(&self.message)
            && (self.environments.is_empty() || self.environments == found.environments)
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.code)?;
        if !self.environments.is_empty() {
            write!(out, " [{}]", self.environments.join(", "))?;
        }
        write!(out, ": {}", self.message)
    }
}

fn names(list: &str) -> Vec<String> {
    let names = list.trim_end().trim_end_matches(']').split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The text of a case in which expectations that name only the beginning of a code are filled in from what was found there. What was
/// not foreseen is not added: whoever blesses decides about it.
pub fn filled_in(text: &str, found: &[Finding], path_of_line: impl Fn(usize) -> (Utf8PathBuf, usize)) -> String {
    let mut open: Vec<&Finding> = found.iter().collect();
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let (path, own) = path_of_line(at + 1);
        let mut pieces = line.split("//~");
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let up = piece.chars().take_while(|character| *character == '^').count();
            let head = piece.trim_start_matches('^');
            let (code, message) = head.split_once(':').unwrap_or((head, ""));
            let (code, environments) = code.split_once('[').unwrap_or((code, ""));
            let wanted = Finding {
                path: path.clone(),
                line: own.saturating_sub(up),
                code: code.trim().to_owned(),
                message: message.trim().to_owned(),
                environments: names(environments),
            };
            out.push_str("//~");
            match open.iter().position(|one| wanted.is_met_by(one)) {
                Some(place) if wanted.message.is_empty() => {
                    let one = open.remove(place);
                    out.push_str(&"^".repeat(up));
                    out.push_str(&format!(" {}", one.code));
                    if !one.environments.is_empty() {
                        out.push_str(&format!(" [{}]", one.environments.join(", ")));
                    }
                    out.push_str(&format!(": {}", one.message));
                    out.push_str(if piece.ends_with('\n') { "\n" } else { " " });
                }
                Some(place) => {
                    open.remove(place);
                    out.push_str(piece);
                }
                None => out.push_str(piece),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Expectations, Finding};
    use crate::case::Case;

    fn finding(line: usize, code: &str, message: &str) -> Finding {
        let (code, message) = (code.to_owned(), message.to_owned());
        Finding { path: "main.infra".into(), line, code, message, environments: Vec::new() }
    }

    #[test]
    fn comments_speak_of_their_line_or_of_one_above() {
        let case = Case::read(b"a //~ E0101: one\n//~^ E0102: two\n");
        let expected = Expectations::of(&case);
        assert_eq!(expected.findings, [finding(1, "E0101", "one"), finding(1, "E0102", "two")]);
    }

    #[test]
    fn both_sides_are_checked() {
        let expected = Expectations::of(&Case::read(b"a //~ E0101: one\n"));
        assert!(expected.differences(&[finding(1, "E0101", "number one")]).is_empty());
        assert_eq!(expected.differences(&[]).len(), 1);
        assert_eq!(expected.differences(&[finding(1, "E0101", "one"), finding(2, "E0301", "two")]).len(), 1);
        assert_eq!(expected.differences(&[finding(2, "E0101", "one")]).len(), 2);
    }

    #[test]
    fn lints_count_where_they_are_asked_for() {
        let quiet = Expectations::of(&Case::read(b"a\n"));
        assert!(quiet.differences(&[finding(1, "L0101", "x")]).is_empty());
        let loud = Expectations::of(&Case::read(b"//@ lints\na\n"));
        assert_eq!(loud.differences(&[finding(1, "L0101", "x")]).len(), 1);
    }
}
