//! Findings at their places; what is advised by one rule in many places is told once.

use crate::finding::Finding;
use crate::locate::{self, Way};
use crate::stage::{Stage, Staged};
use crate::subject;
use infrac_diagnostics::Diagnostic;
use infrac_diagnostics::codes::e07::w0791_tool_advises as w0791;
use infrac_source::{Span, Str};
use std::collections::BTreeMap;

/// How many places of a rule are shown; the others are counted.
const SHOWN: usize = 3;

/// A finding and what it is about.
pub(crate) struct Located<'f, 's, 'c> {
    stage: &'s Stage<'c>,
    finding: &'f Finding,
    /// The words, without the temporary folder, on one line.
    message: String,
    /// The document and the line of it; `None` if the tool named something else.
    at: Option<(&'s Staged<'c>, usize)>,
    /// Where that line came from.
    way: Option<Way>,
}

impl<'f, 's, 'c> Located<'f, 's, 'c> {
    /// Finds the place.
    pub(crate) fn of(stage: &'s Stage<'c>, finding: &'f Finding) -> Self {
        let message = stage.cleaned(&finding.message).replace('\n', " ");
        let at = stage.get(&finding.document).map(|staged| (staged, locate::line(staged, &finding.place)));
        let way = at.and_then(|(staged, line)| locate::way(stage, staged, line));
        Self { stage, finding, message, at, way }
    }

    /// Whether it is advice that the block there allows.
    pub(crate) fn is_allowed(&self) -> bool {
        self.at.is_some_and(|(staged, line)| locate::is_allowed(self.stage, staged, line, w0791::CODE))
    }

    /// What the tool says.
    pub(crate) fn told(&self, tool: &str) -> String {
        format!("{tool}: {}{}", self.message, self.rule())
    }

    fn rule(&self) -> String {
        self.finding.rule.as_ref().map_or_else(String::new, |rule| format!(" ({rule})"))
    }

    /// A diagnostic of it with its places.
    pub(crate) fn labelled(&self, diagnostic: Diagnostic) -> Diagnostic {
        let document = &self.finding.document;
        let Some((staged, line)) = self.at else { return diagnostic.note(format!("in `{document}`")) };
        let text = staged.printed.text.lines().nth(line - 1).unwrap_or("").trim();
        let whose =
            if subject::is_of_chart(self.stage.compiled, document) { ", which the chart renders to" } else { "" };
        let diagnostic = diagnostic.note(format!("in `{document}`{whose}, line {line}: `{text}`"));
        let diagnostic = match self.way.clone() {
            Some(way) => way.labelled(diagnostic),
            None => diagnostic,
        };
        match self.environment() {
            Some(environment) => diagnostic.in_environment(environment),
            None => diagnostic,
        }
    }

    /// The environment of the document; a document of all environments belongs to none.
    fn environment(&self) -> Option<Str> {
        let environment = &self.at?.0.document.environment;
        let of_one = self.finding.document.split('/').any(|part| part == environment.as_str());
        of_one.then(|| environment.clone())
    }

    fn span(&self) -> Option<Span> {
        self.way.as_ref().map(|way| way.span)
    }
}

/// What a tool advises, by rule.
#[derive(Default)]
pub(crate) struct Advice<'f, 's, 'c> {
    by_rule: BTreeMap<&'f str, Vec<Located<'f, 's, 'c>>>,
}

impl<'f, 's, 'c> Advice<'f, 's, 'c> {
    /// Adds a finding. What has no rule stands for itself.
    pub(crate) fn add(&mut self, said: Located<'f, 's, 'c>) {
        let key = said.finding.rule.as_deref().unwrap_or(&said.finding.message);
        self.by_rule.entry(key).or_default().push(said);
    }

    /// One diagnostic a rule, at its first places.
    pub(crate) fn diagnostics(self, tool: &str) -> Vec<Diagnostic> {
        self.by_rule.into_values().filter_map(|found| diagnostic(tool, found)).collect()
    }
}

/// What was found by one rule: in the tool's words if it is at one place, else in the rule's.
fn diagnostic(tool: &str, mut found: Vec<Located<'_, '_, '_>>) -> Option<Diagnostic> {
    found.sort_by_key(Located::span);
    let mut environments: Vec<Str> = Vec::new();
    for environment in found.iter().filter_map(Located::environment) {
        if !environments.contains(&environment) {
            environments.push(environment);
        }
    }
    // Environments, and parts of one object, come from the same place.
    found.dedup_by_key(|said| said.span());
    let (first, others) = found.split_first()?;
    let message = match (&first.finding.title, others.len()) {
        (_, 0) => first.told(tool),
        (Some(title), more) => format!("{tool}: {title}{}, in {} places", first.rule(), more + 1),
        (None, more) => format!("{}, and at {more} more", first.told(tool)),
    };
    let mut diagnostic = first.labelled(w0791::advised(message));
    for span in others.iter().take(SHOWN - 1).filter_map(Located::span) {
        diagnostic = diagnostic.label(span, "and here");
    }
    if let more @ 1.. = (others.len() + 1).saturating_sub(SHOWN) {
        diagnostic = diagnostic.note(format!("and in {more} more place{}", if more == 1 { "" } else { "s" }));
    }
    diagnostic.environments = environments;
    Some(diagnostic)
}
