//! promtool: rules, the configuration of Prometheus, and the tests that are generated for the alerts.

use super::{Bench, Judgement, Tool, quoted, split};
use crate::finding::{Finding, Place};
use crate::process::{Call, Said, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use rayon::prelude::*;

/// promtool's exit code where the files are valid and a lint of theirs is fatal.
const LINT: i32 = 3;

pub(crate) struct Promtool;

/// What promtool does with a document, by its path below `prometheus/ENV/`.
fn command(path: &str) -> Option<&'static [&'static str]> {
    let path = path.strip_prefix("prometheus/")?.split_once('/')?.1;
    match (split(path), path.ends_with(".yml")) {
        (("rules", _), true) => Some(&["check", "rules", "--lint=all", "--lint-fatal"]),
        (("tests", _), true) => Some(&["test", "rules"]),
        (("", "prometheus.yml"), _) => Some(&["check", "config"]),
        _ => None,
    }
}

impl Tool for Promtool {
    fn name(&self) -> &'static str {
        "promtool"
    }

    fn judges(&self) -> &'static str {
        "rules, their tests, and the configuration of Prometheus"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "promtool", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| command(path).is_some())
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        let documents = self.documents(bench.stage);
        let mut commands: Vec<(&[&str], Vec<&str>)> = Vec::new();
        for (path, command) in documents.iter().filter_map(|path| Some((*path, command(path)?))) {
            match commands.iter_mut().find(|(known, _)| *known == command) {
                Some((_, paths)) => paths.push(path),
                None => commands.push((command, vec![path])),
            }
        }
        let runs: Vec<_> = commands.par_iter().map(|(command, paths)| together(bench, paths, command)).collect();
        Judgement::of(runs.into_iter().flatten())
    }
}

/// All files of one command in one call, as a person would: there are more than a hundred in a project of five environments. Where it does not take them
/// all, each is judged alone, so that each finding has its file. Tests are run one file a call, side by side: they take much longer than promtool
/// takes to start, and one call runs them one after another.
fn together(bench: &Bench<'_, '_>, paths: &[&str], command: &[&str]) -> Vec<Result<Vec<Finding>, Trouble>> {
    let alone = || paths.par_iter().map(|path| judge(bench, path, command)).collect();
    if let ["test", ..] = command {
        return alone();
    }
    match bench.run("", Call::new(command.iter().chain(paths).copied())) {
        Ok(said) if said.code == Some(0) => Vec::new(),
        _ => alone(),
    }
}

fn judge(bench: &Bench<'_, '_>, path: &str, command: &[&str]) -> Result<Vec<Finding>, Trouble> {
    let (folder, file) = split(path);
    let said = bench.run(folder, Call::new(command.iter().chain(&[file]).copied()))?;
    if let Some(discovery) = left_out(&said.err) {
        return Err(Trouble::Unable(format!(
            "this promtool is built without service discovery: it does not know `{discovery}`"
        )));
    }
    let mut findings = match command {
        ["test", ..] => failed_tests(path, &said.err),
        _ => faults(path, &said),
    };
    let is_read = !findings.is_empty();
    // A faulty file of rules is told of what reads it, too; it is judged by itself.
    findings.retain(|finding| !is_of_other(bench.stage, path, &finding.message));
    match said.code {
        Some(0) => Ok(Vec::new()),
        Some(1 | LINT) if is_read => Ok(findings),
        _ => Err(said.unread()),
    }
}

/// Whether a message names another document, between quotes or at its begin: `../rules/alerts.yml: group "alerts", rule 1, …`.
fn is_of_other(stage: &Stage<'_>, path: &str, message: &str) -> bool {
    let first = message.split(": ").next().into_iter();
    first.chain(quoted(message)).any(|name| stage.named(split(path).0, name).is_some_and(|named| named != path))
}

/// The service discovery that a configuration uses and this build of promtool leaves out, as Debian's does. That nothing else is wrong cannot be
/// said then.
fn left_out(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("field ").filter(|(_, rest)| rest.contains(" not found in type "))?;
    rest.split_whitespace().next().filter(|field| field.ends_with("_sd_configs"))
}

/// `FAILED:` and what follows: `FILE: 5:11: group "a", rule 1, "Y": …`, `FILE: group "a", rule 2, "Z": annotation "summary": …`, or
/// `FILE: yaml: unmarshal errors:` with `  line 10: …` below it.
fn faults(path: &str, said: &Said) -> Vec<Finding> {
    let file = split(path).1;
    let mut findings = Vec::new();
    for line in said.err.lines().chain(said.out.lines()) {
        let text = line.trim();
        let text = text.strip_prefix("FAILED:").map_or(text, str::trim);
        let text = text.strip_prefix("parsing YAML file ").unwrap_or(text);
        if let Some((number, message)) = text.strip_prefix("line ").and_then(|rest| rest.split_once(": "))
            && let Ok(number) = number.parse()
        {
            findings.push(Finding::refused(path, Place::Line(number), message));
        } else if let Some(message) = text.strip_prefix(file).and_then(|rest| rest.strip_prefix(": ")) {
            if !message.ends_with("unmarshal errors:") {
                findings.push(fault(path, message));
            }
        } else if line.trim_start().starts_with("FAILED: ") {
            findings.push(Finding::refused(path, Place::Whole, text));
        } else if said.code == Some(LINT) && text.contains("duplicate rule") {
            findings.push(Finding::advised(path, Place::Whole, text));
        }
    }
    findings
}

fn fault(path: &str, message: &str) -> Finding {
    let mut numbers = message.splitn(3, ':');
    if let (Some(Ok(line)), Some(Ok(_)), Some(rest)) =
        (numbers.next().map(str::parse), numbers.next().map(str::parse::<usize>), numbers.next())
    {
        return Finding::refused(path, Place::Line(line), rest.trim());
    }
    Finding::refused(path, rule(message).map_or(Place::Whole, Place::Path), message)
}

/// The path of `group "a", rule 2, "Z": annotation "summary": …`.
fn rule(message: &str) -> Option<Vec<String>> {
    let (group, rest) = message.strip_prefix("group \"")?.split_once("\", rule ")?;
    let (number, rest) = rest.split_once(',')?;
    let index = number.parse::<usize>().ok()?.checked_sub(1)?;
    let mut path = vec!["groups".to_owned(), format!("name={group}"), "rules".to_owned(), index.to_string()];
    for section in ["annotation", "label"] {
        if let Some((_, rest)) = rest.split_once(&format!("{section} \"")) {
            path.extend([format!("{section}s"), rest.split('"').next()?.to_owned()]);
            break;
        }
    }
    Some(path)
}

/// `alertname: Y, time: 1m,` and what was expected and got.
fn failed_tests(path: &str, text: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "FAILED:") {
        let name = line.split_once("alertname: ").and_then(|(_, rest)| rest.split(',').next());
        match (name, findings.last_mut()) {
            (Some(name), _) => {
                let place = Place::Mention { path: Vec::new(), word: name.to_owned() };
                findings.push(Finding::refused(path, place, format!("the test of {}", line.trim_end_matches(','))));
            }
            (None, Some(last)) => last.message.push_str(&format!(" {line}")),
            (None, None) => findings.push(Finding::refused(path, Place::Whole, line)),
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{failed_tests, fault, rule};
    use crate::finding::Place;

    #[test]
    fn a_rule_is_found_by_its_group_and_number() {
        let path = rule("group \"a\", rule 2, \"Z\": annotation \"summary\": template: __alert_Z:1: unclosed action");
        assert_eq!(path.unwrap(), ["groups", "name=a", "rules", "1", "annotations", "summary"]);
        assert_eq!(rule("not a valid duration string"), None);
    }

    #[test]
    fn lines_are_read() {
        let found = fault(
            "r.yml",
            "5:11: group \"a\", rule 1, \"Y\": could not parse expression: 1:6: parse error: unexpected end of input",
        );
        assert_eq!(found.place, Place::Line(5));
        assert_eq!(
            found.message,
            "group \"a\", rule 1, \"Y\": could not parse expression: 1:6: parse error: unexpected end of input"
        );
    }

    #[test]
    fn a_failed_test_names_its_alert() {
        let said = "  FAILED:\n    alertname: Y, time: 1m, \n        exp:[], \n        got:[\n            0:\n              Labels:{alertname=\"Y\"}\n";
        let found = failed_tests("t.yml", said);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("the test of alertname: Y, time: 1m exp:[],"), "{found:?}");
    }
}
