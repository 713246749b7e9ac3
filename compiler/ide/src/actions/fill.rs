//! Fills in what a block or a record must say.

use super::{Action, ActionKind, Place, entries_into};
use crate::expect::{Expected, Shape, key_text};
use crate::node::Node;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_model::hir::{EntryKind as Said, KeyText};
use infrac_model::{FieldDef, Type};
use infrac_source::Str;
use infrac_syntax::ast::{Body, EntryKind};

pub(super) fn offer(place: &Place<'_, '_>) -> Option<Action> {
    // The innermost body around the cursor, or of the block whose head it is on.
    let mut path = NodePath { nodes: place.path.nodes.clone() };
    if let Some(Node::Block(block)) = path.last() {
        path.nodes.push(Node::Body(&block.body));
    }
    while !matches!(path.last(), None | Some(Node::Body(_))) {
        path.nodes.pop();
    }
    let expected = place.snapshot.expected(place.view.module, &path);
    let body = expected.body?;
    if body.damaged || body.span.is_empty() || expected.overlay.is_some() || expected.layers.len() > 1 {
        return None;
    }
    let missing = missing(place.snapshot, &expected, body);
    if missing.is_empty() {
        return None;
    }
    let names: Vec<&str> = missing.iter().map(|field| field.name.as_str()).collect();
    let entries: Vec<String> =
        missing.iter().map(|field| format!("{} = {}", field.name, value(place.snapshot, &field.ty, 0))).collect();
    let edit = entries_into(place.view, body.span, body.entries.is_empty(), &entries);
    Some(Action::new(ActionKind::Rewrite, format!("fill in {}", names.join(", ")), vec![edit]))
}

/// What a body must say and does not; what a component's own body says of its instances is said.
fn missing(snapshot: &Snapshot, expected: &Expected<'_>, body: &Body) -> Vec<FieldDef> {
    let Some(shape) = &expected.shape else { return Vec::new() };
    let said: Vec<Str> = body
        .entries
        .iter()
        .filter_map(|entry| match &entry.kind {
            EntryKind::Assign { key, .. } => key_text(key),
            EntryKind::Block(block) if block.labels.is_empty() => {
                block.head.segments.first().map(|name| name.text.clone())
            }
            _ => None,
        })
        .collect();
    if body.entries.iter().any(|entry| matches!(entry.kind, EntryKind::Spread(_))) {
        return Vec::new();
    }
    let by_component = |name: &str| {
        match shape {
        Shape::Instance(id) => snapshot.model().component(*id).body.entries.iter().any(
            |entry| matches!(&entry.kind, Said::Set { key, .. } if matches!(&key.text, KeyText::Static(key) if key == name)),
        ),
        Shape::Component(_) => true,
        _ => false,
    }
    };
    let slots = snapshot.slots(shape).into_iter();
    // A payload written without its tag adds to one that is said elsewhere.
    slots.filter(|field| field.required() && !said.contains(&field.name) && !by_component(&field.name)).collect()
}

/// A value of the right form, to be changed by the author.
pub(super) fn value(snapshot: &Snapshot, ty: &Type, depth: u32) -> String {
    if depth > 8 {
        return "\"\"".to_owned();
    }
    match snapshot.model().base(ty) {
        Type::Optional(_) => "null".to_owned(),
        Type::Late(inner) => value(snapshot, inner, depth + 1),
        Type::Range(bound) => value(snapshot, bound, depth + 1),
        Type::Union(members) => {
            members.first().map_or_else(|| "null".to_owned(), |first| value(snapshot, first, depth + 1))
        }
        Type::Bool => "false".to_owned(),
        Type::Int | Type::Decimal => "1".to_owned(),
        Type::Duration => "1h".to_owned(),
        Type::Bytes => "1Gi".to_owned(),
        Type::Cpu => "100m".to_owned(),
        Type::Percent => "99%".to_owned(),
        Type::Rate => "1/s".to_owned(),
        Type::List(_) => "[]".to_owned(),
        Type::Map(..) | Type::Record(_) => "{}".to_owned(),
        Type::Ref(_) | Type::Secret | Type::Endpoint => reference(snapshot, ty),
        named @ Type::Named(_) => match snapshot.model().record_fields(named) {
            Some(fields) => payload(snapshot, fields, depth),
            None => tag(snapshot, named, depth),
        },
        _ => "\"\"".to_owned(),
    }
}

/// A block of the project that fits.
fn reference(snapshot: &Snapshot, ty: &Type) -> String {
    let model = snapshot.model();
    let blocks = model.modules().get(1).map_or(&[][..], |module| module.blocks.as_slice());
    let fitting = blocks.iter().map(|id| model.block(*id)).find_map(|block| {
        if snapshot.suits(&crate::expect::reference(block.head), ty) {
            return Some(block.label.to_string());
        }
        let exposed = snapshot.exposed(block.id).into_iter().find(|member| snapshot.suits(&member.ty, ty))?;
        Some(crate::completion::exposed(&block.label, &exposed.name))
    });
    fitting.unwrap_or_else(|| "\"\"".to_owned())
}

fn tag(snapshot: &Snapshot, ty: &Type, depth: u32) -> String {
    let Some(tag) = snapshot.tags_of(ty).into_iter().next() else { return "\"\"".to_owned() };
    if tag.fields.is_empty() {
        return tag.name.to_string();
    }
    if tag.positional {
        let args: Vec<String> = tag.fields.iter().map(|field| value(snapshot, &field.ty, depth + 1)).collect();
        return format!("{}({})", tag.name, args.join(", "));
    }
    format!("{} {}", tag.name, payload(snapshot, &tag.fields, depth))
}

fn payload(snapshot: &Snapshot, fields: &[FieldDef], depth: u32) -> String {
    let required = fields.iter().filter(|field| field.required());
    let entries: Vec<String> =
        required.map(|field| format!("{} = {}", field.name, value(snapshot, &field.ty, depth + 1))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}
