//! Entries of a body: what it lacks first, what it has left out; children, and the words that begin an entry.

use super::{Completion, CompletionKind, top, value_snippet};
use crate::expect::{Expected, Shape, key_text};
use crate::files::FileView;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_model::{FieldDef, KindId, Type};
use infrac_source::{Span, Str};
use infrac_syntax::ast::EntryKind;
use rustc_hash::FxHashSet;

pub(super) fn offer(snapshot: &Snapshot, view: FileView<'_>, path: &NodePath<'_>, replace: Span) -> Vec<Completion> {
    let expected = snapshot.expected(view.module, path);
    let Some(shape) = &expected.shape else { return Vec::new() };
    let taken = present(&expected);
    let overlaid = expected.overlay.is_some();
    let mut found: Vec<Completion> = snapshot
        .slots(shape)
        .iter()
        .filter(|field| !taken.contains(&field.name))
        .map(|field| attribute(snapshot, field, overlaid, replace))
        .collect();
    match shape {
        Shape::Kind(kind) => found.extend(children(snapshot, *kind, replace)),
        Shape::Instance(id) => {
            found.extend(
                snapshot.model().component(*id).base.into_iter().flat_map(|kind| children(snapshot, kind, replace)),
            );
        }
        Shape::Component(id) => {
            found.extend(
                snapshot.model().component(*id).base.into_iter().flat_map(|kind| children(snapshot, kind, replace)),
            );
            found.extend(top::heads(snapshot, view, replace, true).into_iter().map(|head| head.rank(4)));
            found.push(snippet(
                "output",
                "output ${1:name}: ${2:Type} = $0",
                "what others read of an instance",
                replace,
            ));
        }
        Shape::Map(key, value) => found.extend(map_keys(snapshot, &expected, key, value, &taken, replace)),
        Shape::Fields(_) | Shape::Test | Shape::Open => {}
    }
    found.extend(words(snapshot, &expected, view.module.0 == 1, replace));
    found
}

/// The keys that are said already, where one stands under the cursor too: it is being written.
fn present(expected: &Expected<'_>) -> FxHashSet<Str> {
    let entries = expected.layers.last().into_iter().flat_map(|body| &body.entries);
    entries
        .filter_map(|entry| match &entry.kind {
            EntryKind::Assign { key, .. } => key_text(key),
            EntryKind::Block(block) if block.labels.is_empty() => {
                block.head.segments.first().map(|name| name.text.clone())
            }
            _ => None,
        })
        .collect()
}

/// `name = value`, the value in its form. What must be said comes first; of an overlay nothing must.
fn attribute(snapshot: &Snapshot, field: &FieldDef, overlaid: bool, replace: Span) -> Completion {
    let required = field.required() && !overlaid;
    let insert = format!("{} = {}", field.name, value_snippet(snapshot, &field.ty, 1, 0));
    let mut completion = Completion::new(field.name.clone(), CompletionKind::Attribute, replace)
        .insert(insert)
        .detail(snapshot.model().type_text(&field.ty))
        .rank(if required { 0 } else { 2 })
        .declared(Some(field.span).filter(|span| !span.is_empty()));
    completion.required = required;
    completion
}

fn children(snapshot: &Snapshot, kind: KindId, replace: Span) -> Vec<Completion> {
    let model = snapshot.model();
    let children = model.kind(kind).children.values().map(|&(child, _)| {
        let def = model.kind(child);
        Completion::new(def.name.clone(), CompletionKind::Child, replace)
            .insert(top::block_text(snapshot, infrac_model::Head::Kind(child)))
            .rank(3)
            .declared(def.span)
    });
    children.collect()
}

/// Keys of a map that the block itself knows: the names of its ports where names of ports are wanted.
fn map_keys(
    snapshot: &Snapshot,
    expected: &Expected<'_>,
    key: &Type,
    value: &Type,
    taken: &FxHashSet<Str>,
    replace: Span,
) -> Vec<Completion> {
    let Some((_, Some(decl))) = expected.block else { return Vec::new() };
    if snapshot.language_of(key) != Some(infrac_embedded::Language::PortName)
        || expected.field.as_ref().is_some_and(|field| field.name == "ports")
        || expected.keys.last().is_some_and(|key| key == "ports")
    {
        return Vec::new();
    }
    let exposed = snapshot.exposed(decl).into_iter().filter(|member| !taken.contains(&member.name));
    exposed
        .map(|member| {
            let insert = format!("{} = {}", member.name, value_snippet(snapshot, value, 1, 0));
            Completion::new(member.name, CompletionKind::Exposed, replace).insert(insert).rank(1).declared(member.span)
        })
        .collect()
}

/// The words that begin an entry, as texts to fill in.
fn words(snapshot: &Snapshot, expected: &Expected<'_>, in_root: bool, replace: Span) -> Vec<Completion> {
    let mut found = Vec::new();
    let in_block = matches!(expected.shape, Some(Shape::Kind(_) | Shape::Instance(_)));
    if in_block && in_root && expected.overlay.is_none() && expected.keys.is_empty() {
        let model = snapshot.model();
        for environment in model.environments() {
            let name = &environment.name;
            let text = format!("in {name} {{\n  $0\n}}");
            found.push(snippet(&format!("in {name}"), &text, "what is said for this environment alone", replace));
        }
    }
    if matches!(expected.shape, Some(Shape::Test)) {
        found.push(snippet("assert", "assert ${1:condition}, \"${2:what is wrong}\"", "what must hold", replace));
    }
    found.push(snippet("let", "let ${1:name} = $0", "a name for a value, in this body", replace));
    found.push(snippet(
        "for",
        "for ${1:key}, ${2:value} in ${3:items} {\n  $0\n}",
        "entries for each element",
        replace,
    ));
    found.push(snippet("if", "if ${1:condition} {\n  $0\n}", "entries under a condition", replace));
    found.push(snippet("match", "match ${1:env} {\n  ${2:_} => {\n    $0\n  }\n}", "entries by case", replace));
    found.push(snippet("unset", "unset ${1:attribute}", "takes away what a default or a component says", replace));
    found
}

pub(super) fn snippet(name: &str, insert: &str, detail: &str, replace: Span) -> Completion {
    Completion::new(name, CompletionKind::Snippet, replace).insert(insert).detail(detail).rank(8)
}
