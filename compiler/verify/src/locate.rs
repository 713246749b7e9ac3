//! From a place in a generated document to the source.

use crate::finding::Place;
use crate::stage::{Stage, Staged};
use infrac_diagnostics::{Code, Diagnostic};
use infrac_plan::{Header, OriginId, in_library};
use infrac_source::{Span, Str};
use infrac_tree::data::{Node, NodeKind, Scalar};
use infrac_tree::{Body, Document, Printed, print_with_origins};
use std::collections::HashSet;

/// Where a line came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Way {
    /// The innermost place in the user's own files.
    pub(crate) span: Span,
    /// The place in the standard library that made the line, if one did.
    pub(crate) library: Option<Span>,
    /// The outermost instance or call through which it came, where that is somewhere else.
    pub(crate) entered: Option<(Str, Span)>,
}

impl Way {
    /// The finding with the places of the way.
    pub(crate) fn labelled(self, diagnostic: Diagnostic) -> Diagnostic {
        let diagnostic = diagnostic.label(self.span, "made from this");
        let diagnostic = match self.entered {
            Some((what, span)) => diagnostic.label(span, format!("required by `{what}`")),
            None => diagnostic,
        };
        match self.library {
            Some(span) => diagnostic.label(span, "the value comes from the standard library here"),
            None => diagnostic,
        }
    }
}

/// An origin that no plan hands out: it marks the node whose line is looked for.
fn mark() -> OriginId {
    OriginId::new(u8::MAX, (1 << 24) - 1)
}

/// The line of a place, from 1. Of a path that leads nowhere, the line of the last step that leads somewhere.
pub(crate) fn line(staged: &Staged<'_>, place: &Place) -> usize {
    let lines = staged.printed.origins.len().max(1);
    let found = match place {
        Place::Line(line) => Some(*line),
        Place::Path(path) => line_of(staged.document, |_| true, path),
        Place::Object { kind, name, path } => line_of(staged.document, |node| is_object(node, kind, name), path),
        Place::Mention { path, word } => {
            let from = if path.is_empty() { None } else { line_of(staged.document, |_| true, path) };
            mentioned(&staged.printed.text, from.unwrap_or(1), word).or(from)
        }
        Place::Key { from, to, key } => {
            let begins = |line: &str| {
                let line = line.trim_start().trim_start_matches("- ");
                line.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with(':'))
            };
            let lines = staged.printed.text.lines().enumerate().take(*to).skip(from.saturating_sub(1));
            Some(lines.filter(|(_, line)| begins(line)).map(|(at, _)| at + 1).next().unwrap_or(*from))
        }
        Place::Whole => None,
    };
    found.unwrap_or(1).clamp(1, lines)
}

/// The first line from `from` on that holds the word as one.
fn mentioned(text: &str, from: usize, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let holds = |line: &str| {
        line.match_indices(word).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            let after = line.get(at + word.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(part) && !after.is_some_and(part)
        })
    };
    let line = text.lines().enumerate().skip(from.saturating_sub(1)).find(|(_, line)| !word.is_empty() && holds(line));
    line.map(|(at, _)| at + 1)
}

/// The line of a path in the first object that fits.
fn line_of(document: &Document, fits: impl Fn(&Node) -> bool, path: &[String]) -> Option<usize> {
    let mut copy = document.clone();
    let root = match &mut copy.body {
        Body::Yaml(objects) => objects.iter_mut().find(|object| fits(object))?,
        Body::Json(root) => root,
        _ => return None,
    };
    let steps = resolved(root, path);
    *descend(root, &steps) = mark();
    let marked = |line: &Vec<OriginId>| line.contains(&mark());
    print_with_origins(&copy).origins.iter().position(marked).map(|at| at + 1)
}

/// A step that exists.
enum Step {
    Key(String),
    Index(usize),
}

/// As many steps of the path as lead somewhere. A key may hold the dots at which a tool's words were split.
fn resolved(root: &Node, path: &[String]) -> Vec<Step> {
    let (mut node, mut rest, mut steps) = (root, path, Vec::new());
    while !rest.is_empty() {
        match &node.kind {
            NodeKind::Map(entries) => {
                let joined = (1..=rest.len()).rev().filter_map(|length| Some((length, rest.get(..length)?.join("."))));
                let Some((length, key)) = joined.into_iter().find(|(_, key)| entries.contains_key(key.as_str())) else {
                    break;
                };
                let Some(inner) = entries.get(key.as_str()) else { break };
                steps.push(Step::Key(key));
                (node, rest) = (inner, rest.get(length..).unwrap_or_default());
            }
            NodeKind::List(items) => {
                let index = rest.first().and_then(|step| match step.strip_prefix("name=") {
                    Some(name) => {
                        items.iter().position(|item| item.get("name").and_then(text).as_deref() == Some(name))
                    }
                    None => step.parse::<usize>().ok(),
                });
                let Some((index, inner)) = index.and_then(|index| Some((index, items.get(index)?))) else { break };
                steps.push(Step::Index(index));
                (node, rest) = (inner, rest.get(1..).unwrap_or_default());
            }
            NodeKind::Scalar(_) => break,
        }
    }
    steps
}

/// The origin of the node that the steps lead to.
fn descend<'n>(root: &'n mut Node, steps: &[Step]) -> &'n mut OriginId {
    let Some((first, rest)) = steps.split_first() else { return &mut root.origin };
    match (&mut root.kind, first) {
        (NodeKind::Map(entries), Step::Key(key)) => match entries.get_mut(key.as_str()) {
            Some(inner) => descend(inner, rest),
            None => &mut root.origin,
        },
        (NodeKind::List(items), Step::Index(index)) => match items.get_mut(*index) {
            Some(inner) => descend(inner, rest),
            None => &mut root.origin,
        },
        _ => &mut root.origin,
    }
}

/// Whether a document holds an object of that kind and name.
pub(crate) fn holds(document: &Document, kind: &str, name: &str) -> bool {
    matches!(&document.body, Body::Yaml(objects) if objects.iter().any(|object| is_object(object, kind, name)))
}

/// Whether it is the object of that kind and name.
fn is_object(node: &Node, kind: &str, name: &str) -> bool {
    let says =
        |node: Option<&Node>, wanted: &str| node.and_then(text).is_some_and(|text| text.eq_ignore_ascii_case(wanted));
    says(node.get("kind"), kind) && says(node.get("metadata").and_then(|metadata| metadata.get("name")), name)
}

/// The text of a scalar that is literal text.
fn text(node: &Node) -> Option<String> {
    let NodeKind::Scalar(Scalar::Text(phrase)) = &node.kind else { return None };
    phrase.pieces.known().map(String::from)
}

/// Where a line came from: its own nodes first, the innermost before the others, then what stands around it. At last the environment, or the project.
pub(crate) fn way(stage: &Stage<'_>, staged: &Staged<'_>, line: usize) -> Option<Way> {
    let mut library = None;
    for origin in around(&staged.printed, line) {
        let Some(origins) = stage.compiled.origins(origin) else { continue };
        let own = origins.get(origin);
        let frames = || origins.frames(own.trace);
        let spans = own.span.into_iter().chain(frames().map(|frame| frame.span));
        library = library.or(own.span.filter(|span| in_library(*span)));
        let Some(span) = spans.into_iter().find(|span| !in_library(*span)) else { continue };
        let entered = frames().last().filter(|frame| frame.span != span && !in_library(frame.span));
        let entered = entered.map(|frame| (frame.what.clone(), frame.span));
        return Some(Way { span, library, entered });
    }
    let plan = |plan: &&infrac_plan::Plan| plan.environment_name() == &staged.document.environment;
    let plans = &stage.compiled.plans;
    let plan = plans.iter().find(plan).or(plans.first())?;
    let environment = plan.blocks().environments.first().map(|block| block.header.origin);
    let project = plan.blocks().projects.first().map(|block| block.header.origin);
    let span = environment.into_iter().chain(project).find_map(|origin| plan.origins().span(origin))?;
    Some(Way { span, library, entered: None })
}

/// Whether a block that the line belongs to, or what made that block, allows findings of the code.
pub(crate) fn is_allowed(stage: &Stage<'_>, staged: &Staged<'_>, line: usize, code: Code) -> bool {
    let around: Vec<OriginId> = around(&staged.printed, line);
    let spans: HashSet<Span> = around
        .iter()
        .filter_map(|origin| Some((stage.compiled.origins(*origin)?, *origin)))
        .flat_map(|(origins, origin)| {
            let own = origins.get(origin);
            own.span.into_iter().chain(origins.frames(own.trace).map(|frame| frame.span))
        })
        .collect();
    stage.compiled.plans.iter().any(|plan| {
        let of_line = |header: &&Header| plan.origins().span(header.origin).is_some_and(|span| spans.contains(&span));
        let allows = |header: &Header| header.allows.iter().any(|(allowed, _)| allowed == code.as_str());
        plan.headers().iter().filter(of_line).any(|header| plan.owners(header.id).any(allows))
    })
}

/// The origins of a line and of what stands around it, from the inside out. All formats that are printed indent what belongs to something.
fn around(printed: &Printed, line: usize) -> Vec<OriginId> {
    let lines: Vec<&str> = printed.text.lines().collect();
    let depth = |at: usize| {
        let text = lines.get(at).copied().unwrap_or("");
        let indent = text.len() - text.trim_start().len();
        // An item of a list stands under its key without further indentation.
        (!text.trim().is_empty()).then(|| indent * 2 + usize::from(text.trim_start().starts_with("- ")))
    };
    let mut found = Vec::new();
    let mut limit = usize::MAX;
    for at in (0..line.min(lines.len())).rev() {
        let Some(depth) = depth(at).filter(|depth| *depth < limit) else { continue };
        limit = depth;
        found.extend(printed.origins.get(at).into_iter().flatten().rev().copied());
        if depth == 0 {
            break;
        }
    }
    found
}
