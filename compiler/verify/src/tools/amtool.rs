//! amtool: the configuration of Alertmanager.

use super::{Bench, Judgement, Tool, quoted, split};
use crate::finding::{Finding, Place};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;

pub(crate) struct Amtool;

impl Tool for Amtool {
    fn name(&self) -> &'static str {
        "amtool"
    }

    fn judges(&self) -> &'static str {
        "the configuration of Alertmanager"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "amtool", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| path.starts_with("prometheus/") && split(path).1 == "alertmanager.yml")
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        Judgement::each(&self.documents(bench.stage), |path| judge(bench, path))
    }
}

fn judge(bench: &Bench<'_, '_>, path: &str) -> Result<Vec<Finding>, Trouble> {
    let (folder, file) = split(path);
    let said = bench.run(folder, Call::new(["check-config", file]))?;
    let failed = said.out.split_once("FAILED: ").map(|(_, message)| message.trim());
    if let Some(field) = failed.and_then(later) {
        return Err(Trouble::Unable(format!("this amtool is older than 0.26 and does not know `{field}` of webhooks")));
    }
    match (said.code, failed) {
        (Some(0), None) => Ok(Vec::new()),
        (Some(1), Some(message)) => Ok(vec![Finding::refused(path, place(message), message)]),
        _ => Err(said.unread()),
    }
}

/// The field that an amtool before 0.26 does not know of a webhook: the file that holds its address (Alertmanager's change log, 0.26.0). That nothing
/// else is wrong cannot be said then.
fn later(message: &str) -> Option<&'static str> {
    let mut unknown = message.matches("not found in type");
    (message.contains("field url_file not found in type") && unknown.next().is_some() && unknown.next().is_none())
        .then_some("url_file")
}

/// A line that it names, or the first mention of what it quotes.
fn place(message: &str) -> Place {
    let line = message.split_once("line ").and_then(|(_, rest)| rest.split(':').next()?.parse().ok());
    match (line, quoted(message).next()) {
        (Some(line), _) => Place::Line(line),
        (None, Some(word)) => Place::Mention { path: Vec::new(), word: word.to_owned() },
        (None, None) => Place::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{later, place};
    use crate::finding::Place;

    #[test]
    fn what_an_old_build_does_not_know_is_told_from_what_nobody_knows() {
        let old = "yaml: unmarshal errors:\n  line 31: field url_file not found in type config.plain";
        assert_eq!(later(old), Some("url_file"));
        assert_eq!(later(&format!("{old}\n  line 32: field urll not found in type config.plain")), None);
        assert_eq!(later("undefined receiver \"x\" used in route"), None);
    }

    #[test]
    fn places_are_read() {
        assert_eq!(place("yaml: line 4: did not find expected key"), Place::Line(4));
        let mention = Place::Mention { path: Vec::new(), word: "x".to_owned() };
        assert_eq!(place("undefined receiver \"x\" used in route"), mention);
    }
}
