//! actionlint: the grammar and the expressions of GitHub Actions workflows.

use super::{Bench, Judgement, Tool};
use crate::finding::{Finding, Place};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;

pub(crate) struct Actionlint;

/// The workflows of GitHub Actions.
pub(crate) fn workflows<'c>(stage: &Stage<'c>) -> Vec<&'c str> {
    stage.paths(|path| path.starts_with("workflows/github/") && path.ends_with(".yml"))
}

impl Tool for Actionlint {
    fn name(&self) -> &'static str {
        "actionlint"
    }

    fn judges(&self) -> &'static str {
        "GitHub Actions workflows"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "actionlint", first: &[], version: &["-version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        workflows(stage)
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        Judgement::of([judge(bench, &workflows(bench.stage))])
    }
}

fn judge(bench: &Bench<'_, '_>, files: &[&str]) -> Result<Vec<Finding>, Trouble> {
    let said = bench.run("", Call::new(files.iter().copied()))?;
    // The program writes to standard output; the edition for Node.js to either.
    let lines = said.out.lines().chain(said.err.lines());
    let findings: Vec<Finding> = lines.filter_map(|line| finding(bench.stage, line)).collect();
    match said.code {
        Some(0) => Ok(Vec::new()),
        Some(1) if !findings.is_empty() => Ok(findings),
        _ => Err(said.unread()),
    }
}

/// `FILE:3:5: message [kind]`; the edition for Node.js leaves out the last colon.
fn finding(stage: &Stage<'_>, line: &str) -> Option<Finding> {
    let (file, line, message, rule) = read(line)?;
    Some(Finding::refused(stage.named("", file)?, Place::Line(line), message).by_rule(rule))
}

fn read(text: &str) -> Option<(&str, usize, &str, &str)> {
    let (message, rule) = text.strip_suffix(']')?.rsplit_once('[')?;
    let mut parts = message.splitn(3, ':');
    let (file, line, rest) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    let message = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(':').trim();
    Some((file, line, message, rule.trim()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn both_editions_are_read() {
        let wanted =
            Some(("a.yml", 3, "job \"a\" needs job \"ghost\" which does not exist in this workflow", "job-needs"));
        assert_eq!(
            read("a.yml:3:3: job \"a\" needs job \"ghost\" which does not exist in this workflow [job-needs]"),
            wanted
        );
        assert_eq!(
            read("a.yml:3:3 job \"a\" needs job \"ghost\" which does not exist in this workflow [ job-needs ]"),
            wanted
        );
        assert_eq!(read("  |     ^~~~~~"), None);
    }
}
