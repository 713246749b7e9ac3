//! Docker Compose: `config` reads the file as `up` would, without the daemon.

use super::{Bench, Judgement, Tool, folders, quoted};
use crate::finding::{Finding, Place, steps};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;

/// What every variable is set to that has no value of its own: it reads as text and as a number.
const FILLER: &str = "1";

pub(crate) struct DockerCompose;

impl Tool for DockerCompose {
    fn name(&self) -> &'static str {
        "docker-compose"
    }

    fn judges(&self) -> &'static str {
        "Compose files, as Docker reads them"
    }

    fn ways(&self) -> &'static [Way] {
        &[
            Way { name: "docker", first: &["compose"], version: &["version"] },
            Way { name: "docker-compose", first: &[], version: &["version"] },
        ]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| path.starts_with("compose/") && path.ends_with("/compose.yaml"))
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        Judgement::each(&folders(&self.documents(bench.stage)), |folder| judge(bench, folder))
    }
}

fn judge(bench: &Bench<'_, '_>, folder: &str) -> Result<Vec<Finding>, Trouble> {
    let variables = bench.stage.get(&format!("{folder}/.env.example")).map_or("", |staged| &staged.printed.text);
    let file = bench.stage.scratch().join(format!("{}.env", folder.replace('/', "-")));
    std::fs::write(&file, filled_in(variables))
        .map_err(|error| Trouble::Failed(format!("cannot write `{file}`: {error}")))?;
    let arguments = ["--env-file", file.as_str(), "--profile", "*", "--file", "compose.yaml", "config", "--quiet"];
    let said = bench.run(folder, Call::new(arguments))?;
    let document = format!("{folder}/compose.yaml");
    let mut findings: Vec<Finding> = said
        .err
        .lines()
        .filter_map(warning)
        .map(|message| Finding::advised(&document, place(&message), &message))
        .collect();
    match said.code {
        Some(0) => Ok(findings),
        Some(1 | 15) => {
            let message = refusal(&said.err);
            if message.is_empty() {
                return Err(said.unread());
            }
            findings.push(Finding::refused(&document, place(&message), message));
            Ok(findings)
        }
        _ => Err(said.unread()),
    }
}

/// The example of the environment file, with a value for each variable that has none.
fn filled_in(example: &str) -> String {
    let fill = |line: &str| {
        let filler = if !line.starts_with('#') && line.ends_with('=') { FILLER } else { "" };
        format!("{line}{filler}\n")
    };
    example.lines().map(fill).collect()
}

/// The message of a line that the logger wrote: `time="…" level=warning msg="…"`.
fn warning(line: &str) -> Option<String> {
    let (_, message) = line.split_once("level=warning msg=")?;
    Some(message.trim().trim_matches('"').replace("\\\"", "\""))
}

/// Why it refuses the file, on one line.
fn refusal(text: &str) -> String {
    let lines = text.lines().filter(|line| warning(line).is_none());
    let words: Vec<&str> =
        lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("decoding failed")).collect();
    let message = words.join("; ");
    match message.strip_prefix("validating ").and_then(|rest| rest.split_once(": ")) {
        Some((_, message)) => message.to_owned(),
        None => message,
    }
}

/// Where it says that the fault is: at a line, at a path, at a service.
fn place(message: &str) -> Place {
    if let Some(line) =
        message.split_once("yaml: line ").and_then(|(_, rest)| rest.split(':').next()?.trim().parse().ok())
    {
        return Place::Line(line);
    }
    let sections = ["services", "networks", "volumes", "configs", "secrets"];
    let mut words = message.split_whitespace().map(|word| word.trim_matches(['\'', '"', ':', ',']));
    if let Some(path) = words.find(|word| {
        sections.iter().any(|section| word.strip_prefix(section).is_some_and(|rest| rest.starts_with(['.', '['])))
    }) {
        let mut path = steps(path);
        if message.contains("additional properties") {
            path.extend(quoted(message).last().map(str::to_owned));
        }
        return Place::Path(path);
    }
    let named = |section: &str| {
        let singular = format!("{} \"", section.trim_end_matches('s'));
        let (_, rest) = message.split_once(&singular)?;
        let (name, rest) = rest.split_once('"')?;
        Some((vec![section.to_owned(), name.to_owned()], rest))
    };
    let Some((path, rest)) = sections.into_iter().find_map(named) else { return Place::Whole };
    // `… refers to undefined network ghost: …`, `… depends on undefined service "ghost": …`.
    let missing = rest.split_once("undefined ").and_then(|(_, rest)| rest.split(' ').nth(1));
    match missing.map(|word| word.trim_matches(['"', ':'])) {
        Some(word) => Place::Mention { path, word: word.to_owned() },
        None => Place::Path(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{filled_in, place, refusal};
    use crate::finding::{Place, steps};

    #[test]
    fn every_variable_has_a_value() {
        assert_eq!(filled_in("# Says=\nA=\nB=2\n"), "# Says=\nA=1\nB=2\n");
    }

    #[test]
    fn words_of_compose_are_read() {
        let said = "validating /tmp/x/compose.yaml: services.public.restart must be a string\n";
        assert_eq!(refusal(said), "services.public.restart must be a string");
        let at = |path: &str| Place::Path(steps(path));
        assert_eq!(place(&refusal(said)), at("services.public.restart"));
        let said = "decoding failed due to the following error(s):\n\n'services[api-gateway].deploy.resources.limits.memory' strconv.ParseFloat: parsing \"x768\": invalid syntax\n";
        assert_eq!(place(&refusal(said)), at("services[api-gateway].deploy.resources.limits.memory"));
        assert!(refusal(said).ends_with("invalid syntax"));
        let ghost = Place::Mention { path: steps("services.public"), word: "ghost".to_owned() };
        assert_eq!(place("service \"public\" refers to undefined network ghost: invalid compose project"), ghost);
        assert_eq!(place("service \"public\" depends on undefined service \"ghost\": invalid compose project"), ghost);
        assert_eq!(place("services.public additional properties 'restrt' not allowed"), at("services.public.restrt"));
        assert_eq!(place("yaml: line 12: did not find expected key"), Place::Line(12));
        assert_eq!(place("something else"), Place::Whole);
    }
}
