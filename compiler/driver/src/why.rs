//! From a line of a generated file back to the source. Nothing is stored for it: the document is made anew in memory by a printer that keeps the
//! origins, and the text on the disk, which a person may have changed, is compared with it.

use crate::pipeline::Compiled;
use infrac_plan::OriginId;
use infrac_source::{Span, Str};
use similar::{ChangeTag, TextDiff};

/// What is known of a line of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The line, from 1.
    pub line: usize,
    /// Its text on the disk.
    pub text: String,
    /// Where it comes from.
    pub source: LineSource,
}

/// Where a line comes from.
#[derive(Clone, PartialEq, Debug)]
pub enum LineSource {
    /// From these places: first the one that gave the value, then what it was reached through, outwards.
    Generated(Vec<Step>),
    /// infrac writes it on its own account: a bracket, a blank line, a heading.
    Structure,
    /// A person wrote it into the generated file.
    Edited,
}

/// A place in the source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Where.
    pub span: Span,
    /// What was entered there: `postgres db`; empty for the place that gave the value.
    pub what: Str,
}

/// Answers for each line of `text`, the content on the disk of the document with this path below the output directory. `None`: no such document is
/// generated.
pub fn why(compiled: &Compiled, path: &str, text: &str) -> Option<Vec<Answer>> {
    let document = compiled.documents.iter().find(|document| document.path == path)?;
    let printed = infrac_tree::print_with_origins(document);
    let diff = TextDiff::from_lines(printed.text.as_str(), text);
    let mut answers = Vec::new();
    for change in diff.iter_all_changes() {
        let source = match (change.tag(), change.old_index()) {
            (ChangeTag::Delete, _) => continue,
            (ChangeTag::Insert, _) | (ChangeTag::Equal, None) => LineSource::Edited,
            (ChangeTag::Equal, Some(at)) => generated(compiled, printed.origins.get(at)),
        };
        answers.push(Answer { line: answers.len() + 1, text: change.value().trim_end().to_owned(), source });
    }
    Some(answers)
}

/// The innermost node of a line that has a place decides.
fn generated(compiled: &Compiled, line: Option<&Vec<OriginId>>) -> LineSource {
    let known = |id: &OriginId| Some((*id, compiled.origins(*id)?)).filter(|(id, origins)| origins.span(*id).is_some());
    let Some((id, origins)) = line.into_iter().flatten().rev().find_map(known) else { return LineSource::Structure };
    let origin = origins.get(id);
    let value = origin.span.map(|span| Step { span, what: Str::default() });
    let frames = origins.frames(origin.trace).map(|frame| Step { span: frame.span, what: frame.what.clone() });
    LineSource::Generated(value.into_iter().chain(frames).collect())
}
