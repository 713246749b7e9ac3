//! Random edits over the examples: the server never falls or hangs, and after each batch its findings are those of a fresh `infrac check` of the same
//! texts. `INFRAC_EDITS` says how many edits (2,000 unless said), `INFRAC_SEED` which.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use camino::{Utf8Path, Utf8PathBuf};
use infrac_diagnostics::{Diagnostic, Severity};
use infrac_driver::{Disk, Request, compile};
use infrac_editor::{Client, Numbers, Scratch, Text, place, root, uri};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Edits between two comparisons.
const BATCH: usize = 20;

/// An example in a folder of its own, all of its files open.
struct Session {
    _keep: tempfile::TempDir,
    folder: Utf8PathBuf,
    client: Client,
    files: Vec<(Utf8PathBuf, Text, Scratch)>,
    originals: Vec<String>,
}

impl Session {
    fn open(example: &str) -> Self {
        let keep = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(&keep.path().canonicalize().unwrap()).unwrap().to_owned();
        let mut originals = Vec::new();
        let mut names = Vec::new();
        for entry in root().join("examples").join(example).read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            if path.extension() == Some("infra") {
                let text = std::fs::read_to_string(&path).unwrap();
                std::fs::write(folder.join(path.file_name().unwrap()), &text).unwrap();
                names.push(folder.join(path.file_name().unwrap()));
                originals.push(text);
            }
        }
        let mut client = Client::start(&folder, json!({}), json!({}));
        let files = names
            .into_iter()
            .zip(&originals)
            .map(|(path, text)| (path.clone(), client.open(&path, text), Scratch::new(text)))
            .collect();
        Self { _keep: keep, folder, client, files, originals }
    }

    fn edit(&mut self, numbers: &mut Numbers) {
        let at = numbers.below(self.files.len());
        let (_, text, scratch) = &mut self.files[at];
        if numbers.below(40) == 0 {
            let change = scratch.reset(&self.originals[at]);
            return self.client.change(text, &json!([change]));
        }
        // Sometimes several changes come at once, each of what the one before left.
        let count = if numbers.below(5) == 0 { 3 } else { 1 };
        let changes: Vec<Value> = (0..count).map(|_| scratch.edit(numbers, &self.originals)).collect();
        self.client.change(text, &json!(changes));
    }

    /// A text that grows without bound, or that nothing is left of, says little.
    fn tidy(&mut self, numbers: &mut Numbers) {
        for at in 0..self.files.len() {
            let (_, text, scratch) = &mut self.files[at];
            let original = &self.originals[at];
            let is_far = scratch.text.len() > 2 * original.len() || scratch.text.len() * 2 < original.len();
            if is_far || numbers.below(3) == 0 {
                let change = scratch.reset(original);
                self.client.change(text, &json!([change]));
            }
        }
    }

    /// What the server has told, in a form to be compared.
    fn told(&mut self) -> BTreeMap<String, Vec<String>> {
        self.client.settle();
        let mut files = BTreeMap::new();
        for (uri, params) in &self.client.published {
            let found: Vec<String> = params["diagnostics"].as_array().unwrap().iter().map(of_protocol).collect();
            if !found.is_empty() {
                files.insert(uri.clone(), found);
            }
        }
        files
    }

    /// What a fresh check of the same texts finds, in the same form.
    fn checked(&self) -> BTreeMap<String, Vec<String>> {
        for (path, _, scratch) in &self.files {
            std::fs::write(path, &scratch.text).unwrap();
        }
        let compiled = compile(&Disk::open(&self.folder).unwrap(), &Request::default()).unwrap();
        let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for found in &compiled.diagnostics.0 {
            let file = found.primary().map_or_else(
                || compiled.sources.iter().find(|source| !source.path().starts_with("std")),
                |place| compiled.sources.get(place.file),
            );
            let file = file.unwrap().path();
            files.entry(uri(&self.folder.join(file))).or_default().push(of_check(found, &compiled.sources));
        }
        files
    }
}

fn of_protocol(found: &Value) -> String {
    let message = found["message"].as_str().unwrap();
    let environments = message.lines().rev().find(|line| line.starts_with("in: ")).unwrap_or("in: ");
    let others: Vec<String> = found["relatedInformation"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|other| format!("{} {}", other["location"]["range"], other["message"]))
        .collect();
    let first = message.lines().next().unwrap_or_default();
    let (code, severity, range) = (&found["code"], &found["severity"], &found["range"]);
    format!("{code} {severity} {range} {first}\n{environments}\n{}", others.join("\n"))
}

fn of_check(found: &Diagnostic, sources: &infrac_source::Sources) -> String {
    let range = |span: infrac_source::Span| {
        let text = sources.get(span.file).unwrap().text();
        json!({ "start": place(text, span.start as usize), "end": place(text, span.end as usize) })
    };
    let own = |span: infrac_source::Span| !sources.get(span.file).unwrap().path().starts_with("std");
    let nowhere = json!({ "start": place("", 0), "end": place("", 0) });
    let severity = match found.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    let others: Vec<String> = found
        .labels
        .iter()
        .skip(1)
        .filter(|label| own(label.span))
        .map(|label| format!("{} {}", range(label.span), json!(label.text)))
        .collect();
    let names: Vec<&str> = found.environments.iter().map(|name| name.as_str()).collect();
    let first = found.message.lines().next().unwrap_or_default();
    let code = json!(found.code.as_str());
    let place = found.primary().map_or(nowhere, range);
    format!("{code} {severity} {place} {first}\nin: {}\n{}", names.join(", "), others.join("\n"))
}

#[test]
fn after_each_batch_the_findings_are_those_of_a_fresh_check() {
    let number = |name: &str, or: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(or);
    let (edits, seed) = (number("INFRAC_EDITS", 2_000), number("INFRAC_SEED", 20_260_101));
    let mut numbers = Numbers::new(seed);
    let mut sessions: Vec<Session> = ["jatra", "quickstart"].into_iter().map(Session::open).collect();
    let mut compared = 0;
    let mut findings = 0;
    let mut done = 0;
    while done < edits {
        let at = numbers.below(sessions.len());
        let session = &mut sessions[at];
        session.tidy(&mut numbers);
        // A few batches of one or two edits: most of the file is right, so that plans and targets have something to say.
        let count = if numbers.below(2) == 0 { 1 + numbers.below(2) } else { BATCH };
        for _ in 0..count {
            session.edit(&mut numbers);
            done += 1;
        }
        let (told, checked) = (session.told(), session.checked());
        if told != checked {
            for (path, _, scratch) in &session.files {
                eprintln!("---- {path}\n{}", scratch.text);
            }
        }
        assert_eq!(told, checked, "seed {seed}, after {done} edits");
        compared += 1;
        findings += checked.values().map(Vec::len).sum::<usize>();
    }
    eprintln!("{done} edits, {compared} comparisons, {findings} findings");
    assert!(findings > 0);
    sessions.into_iter().for_each(|session| session.client.end());
}
