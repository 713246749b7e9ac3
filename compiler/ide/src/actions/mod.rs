//! What an editor offers to do at a place: the fixes of findings, and changes of the text that keep or complete its meaning.

mod allow;
mod brackets;
mod component;
mod environments;
mod extract;
mod fill;
mod fixes;
mod inline;
mod secret;

use crate::files::FileView;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_diagnostics::{Diagnostics, Edit};
use infrac_source::Span;

/// A change that is offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// What it does, as an imperative.
    pub title: String,
    /// What sort of change it is.
    pub kind: ActionKind,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// The finding that it mends, by its place in the list that was given.
    pub mends: Option<usize>,
    /// It is what the author surely wanted.
    pub preferred: bool,
}

/// What sort of change it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionKind {
    /// Mends a finding.
    QuickFix,
    /// Gives a part a name.
    Extract,
    /// Puts a value in the place of its name.
    Inline,
    /// Completes or changes what is there.
    Rewrite,
    /// Mends all of a file at once. Editors ask for it by its name, as when a file is saved; nobody wants it in a list of what can be done here.
    FixAll,
}

impl Action {
    fn new(kind: ActionKind, title: impl Into<String>, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.span);
        Self { title: title.into(), kind, edits, mends: None, preferred: false }
    }
}

/// What is asked: the selected text, empty for a cursor, and what stands around it.
struct Place<'s, 'a> {
    snapshot: &'s Snapshot,
    view: FileView<'a>,
    range: Span,
    path: NodePath<'a>,
}

/// What can be done with the text of `range`, or at the cursor if it is empty. `found` are the findings whose fixes are wanted: those that the editor
/// shows. Fixes come first, those that are surely meant before the others.
pub fn actions(snapshot: &Snapshot, found: &Diagnostics, range: Span) -> Vec<Action> {
    let Some(view) = snapshot.file(range.file) else { return Vec::new() };
    let range = view.span(view.clamp(range.start), view.clamp(range.end.max(range.start)));
    let path = NodePath::at(view, range.start);
    let place = Place { snapshot, view, range, path };
    let mut offered = fixes::offer(&place, found);
    if view.in_library() {
        return offered;
    }
    offered.extend(fixes::all(range.file, found));
    offered.extend(environments::lacking(&place, found));
    offered.extend(allow::offer(&place, found));
    offered.extend(fill::offer(&place));
    offered.extend(environments::arms(&place));
    offered.extend(secret::offer(&place, found));
    offered.extend(extract::offer(&place));
    offered.extend(inline::offer(&place));
    offered.sort_by_key(|action| (action.kind == ActionKind::FixAll, action.mends.is_none(), !action.preferred));
    offered
}

impl Place<'_, '_> {
    fn touches(&self, span: Span) -> bool {
        span.file == self.range.file && span.start <= self.range.end && self.range.start <= span.end
    }

    /// Inserts a text at a byte.
    fn insert(&self, at: u32, text: impl Into<String>) -> Edit {
        Edit { span: self.view.span(at, at), text: text.into() }
    }

    /// Where a declaration goes that stands before the one around the place: the beginning of its first line.
    fn before_declaration(&self) -> Option<u32> {
        self.path.decl().map(|decl| self.view.line_start(decl.span.start))
    }

    /// A name that nobody uses at the top of the module: `wanted`, else with a number behind it.
    fn free_name(&self, wanted: &str) -> String {
        let scope = self.snapshot.analysis().scopes.get(self.view.module.index());
        let taken = |name: &str| {
            scope.is_some_and(|scope| scope.values.contains_key(name) || scope.heads.contains_key(name))
                || infrac_syntax::Word::of(name).is_reserved()
                || self.snapshot.visible(self.view, &self.path).iter().any(|visible| visible.name == name)
        };
        let mut name = wanted.to_owned();
        let mut next = 2u32;
        while taken(&name) {
            name = format!("{wanted}_{next}");
            next += 1;
        }
        name
    }
}

/// Adds entries before the closing brace of a body: on a line of their own each where the body has several lines, else on its line.
fn entries_into(view: FileView<'_>, body: Span, is_empty: bool, entries: &[String]) -> Edit {
    let text = view.text().get(body.range()).unwrap_or("");
    let at = body.end.saturating_sub(1).max(body.start + 1);
    if text.contains('\n') {
        let indent = view.indentation(body.start);
        let line = view.line_start(at);
        let own_line = view.text().get(line as usize..at as usize).is_some_and(|before| before.trim().is_empty());
        let (at, mut out) = if own_line { (line, String::new()) } else { (at, "\n".to_owned()) };
        for entry in entries {
            out.push_str(&format!("{indent}  {}\n", entry.replace('\n', &format!("\n{indent}  "))));
        }
        if !own_line {
            out.push_str(indent);
        }
        return Edit { span: view.span(at, at), text: out };
    }
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
    let before = view.span(body.start + 1 + inner.trim_end().len() as u32, at);
    let comma = if is_empty { " " } else { ", " };
    Edit { span: before, text: format!("{comma}{} ", entries.join(", ")) }
}

#[cfg(test)]
mod tests;
