//! The top of a file: kinds and components, the words that begin a declaration, types, and what stands behind `@`.

use super::keys::snippet;
use super::{Completion, CompletionKind, value_snippet};
use crate::files::FileView;
use crate::snapshot::Snapshot;
use infrac_model::{Head, ModuleScope};
use infrac_source::Span;
use std::fmt::Write as _;

pub(super) fn offer(snapshot: &Snapshot, view: FileView<'_>, replace: Span) -> Vec<Completion> {
    let mut found = heads(snapshot, view, replace, true);
    let words: &[(&str, &str, &str)] = &[
        ("let", "let ${1:name} = $0", "a name for a value"),
        ("param", "param ${1:name}: ${2:String}", "a value said when deploying"),
        ("fn", "fn ${1:name}(${2:x}: ${3:String}): ${4:String} = $0", "a function"),
        ("type", "type ${1:Name} = $0", "a type"),
        ("component", "component ${1:name}(${2:port}: ${3:Port}) {\n  $0\n}", "blocks that are made together"),
        ("defaults", "defaults ${1:service} {\n  $0\n}", "what holds for all blocks of a kind in this folder"),
        ("extend environment", "extend environment {\n  ${1:name}: ${2:String}\n}", "attributes of environments"),
        ("test", "test \"${1:what holds}\" {\n  assert ${2:condition}, \"${3:what is wrong}\"\n}", "a test"),
        ("assert", "assert ${1:condition}, \"${2:what is wrong}\"", "what must hold"),
        ("import", "import \"${1:../shared}\"", "the names of another folder"),
    ];
    found.extend(words.iter().map(|(name, insert, detail)| snippet(name, insert, detail, replace)));
    found
}

/// Kinds and components; with a body to fill in, or by name alone.
pub(super) fn heads(snapshot: &Snapshot, view: FileView<'_>, replace: Span, with_body: bool) -> Vec<Completion> {
    let model = snapshot.model();
    let scopes = &snapshot.analysis().scopes;
    let mut found: Vec<Completion> = Vec::new();
    let own = scopes.get(view.module.index()).filter(|_| view.module.0 != 0);
    let scopes = own.into_iter().chain(scopes.first());
    for entry in scopes.flat_map(|scope: &ModuleScope| scope.heads.values()) {
        let name = model.head_name(entry.item).clone();
        let (kind, rank) = match entry.item {
            Head::Kind(_) => (CompletionKind::Kind, 1),
            Head::Component(_) => (CompletionKind::Component, 2),
        };
        // Children stand in their blocks alone.
        if with_body && is_child(snapshot, entry.item) {
            continue;
        }
        let insert = if with_body { block_text(snapshot, entry.item) } else { name.to_string() };
        found.push(Completion::new(name, kind, replace).insert(insert).rank(rank).declared(entry.span));
    }
    found
}

fn is_child(snapshot: &Snapshot, head: Head) -> bool {
    let Head::Kind(kind) = head else { return false };
    snapshot.model().kinds().iter().any(|other| other.children.values().any(|(child, _)| *child == kind))
}

/// A block of that head with what it must say, to be filled in.
pub(crate) fn block_text(snapshot: &Snapshot, head: Head) -> String {
    let model = snapshot.model();
    let kind = model.kind_of(head).map(|kind| model.kind(kind));
    let labels = match (head, kind) {
        (Head::Kind(_), Some(kind)) if kind.unlabelled => "",
        (Head::Kind(_), Some(kind)) if kind.raw || kind.patch => " ${1:type} ${2:name}",
        _ => " ${1:name}",
    };
    let first = labels.matches("${").count() as u32 + 1;
    let mut text = format!("{}{labels} {{\n", model.head_name(head));
    let shape = match head {
        Head::Kind(id) => crate::expect::Shape::Kind(id),
        Head::Component(id) => crate::expect::Shape::Instance(id),
    };
    let slots = snapshot.slots(&shape);
    for (next, field) in (first..).zip(slots.iter().filter(|field| field.required())) {
        let _ = writeln!(text, "  {} = {}", field.name, value_snippet(snapshot, &field.ty, next, 0));
    }
    text.push_str("  $0\n}");
    text
}

/// What stands behind `@` in a project.
pub(super) fn notes(replace: Span) -> Vec<Completion> {
    let note = |name: &str, insert: &str, detail: &str| {
        Completion::new(name, CompletionKind::Word, replace).insert(insert).detail(detail)
    };
    vec![
        note("allow", "allow(${1:L0101}, \"${2:why it is right here}\")", "silences one lint or loss at this block"),
        note("was", "was(${1:old_name})", "the block had this label: generated names and state are kept"),
        note("abstract", "abstract", "an environment that others inherit from and nobody builds"),
    ]
}

/// Types of the project, of the standard library and of the language.
pub(super) fn types(snapshot: &Snapshot, view: FileView<'_>, replace: Span) -> Vec<Completion> {
    let scopes = &snapshot.analysis().scopes;
    let own = scopes.get(view.module.index()).filter(|_| view.module.0 != 0);
    let mut found: Vec<Completion> = Vec::new();
    for (rank, scope) in own.map(|scope| (1, scope)).into_iter().chain(scopes.first().map(|scope| (3, scope))) {
        let types = scope.types.iter().map(|(name, entry)| {
            Completion::new(name.clone(), CompletionKind::Type, replace).rank(rank).declared(entry.span)
        });
        found.extend(types);
    }
    found.extend(infrac_model::BUILTIN_TYPES.iter().map(|name| {
        let generic = matches!(*name, "List" | "Map" | "Range" | "Ref" | "Signal");
        let insert = if generic { format!("{name}<$1>") } else { (*name).to_owned() };
        Completion::new(*name, CompletionKind::Type, replace).insert(insert).rank(2)
    }));
    found
}
