use infrac_model::{FieldDef, Head, KindId, Model, Shape, Type};
use infrac_source::Str;

/// Something that can be written at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// What is offered.
    pub name: Str,
    /// What it is.
    pub kind: CompletionKind,
    /// Its type, as one would write it; empty for kinds.
    pub detail: String,
    /// Its documentation.
    pub doc: Option<Str>,
    /// What is inserted; `$1`, `$2` … are the places that the author fills in (the snippet syntax of the Language Server Protocol).
    pub insert: String,
    /// A block is incomplete without it.
    pub required: bool,
}

/// What a completion is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A kind of the standard library.
    Kind,
    /// A component.
    Component,
    /// An attribute of a kind, or a parameter of a component.
    Attribute,
    /// A block inside the block.
    Child,
}

/// What may head a block at the top of a file: kinds, then components, each in declaration order.
pub fn head_completions(model: &Model) -> Vec<Completion> {
    let kinds = model.kinds().iter().map(|kind| {
        let label = if kind.unlabelled { "" } else { " ${1:name}" };
        head(&kind.name, CompletionKind::Kind, kind.doc.as_ref(), label)
    });
    let components = model
        .components()
        .iter()
        .map(|component| head(&component.name, CompletionKind::Component, component.doc.as_ref(), " ${1:name}"));
    kinds.chain(components).collect()
}

fn head(name: &Str, kind: CompletionKind, doc: Option<&Str>, label: &str) -> Completion {
    let insert = format!("{name}{label} {{\n  $0\n}}");
    Completion { name: name.clone(), kind, detail: String::new(), doc: doc.cloned(), insert, required: false }
}

/// What may stand in the body of a block of that head: what is required first, then the rest in declaration order, then children. A component that
/// is a kind offers its parameters and the kind's attributes that they do not take over.
pub fn block_completions(model: &Model, head: Head) -> Vec<Completion> {
    let mut offered: Vec<Completion> = Vec::new();
    if let Head::Component(id) = head {
        offered.extend(model.component(id).params.values().map(|field| attribute(model, field)));
    }
    if let Some(kind) = model.kind_of(head) {
        let taken: Vec<Str> = offered.iter().map(|completion| completion.name.clone()).collect();
        let own = model.kind(kind).attributes.values().filter(|field| !taken.contains(&field.name));
        offered.extend(own.map(|field| attribute(model, field)));
        offered.sort_by_key(|completion| !completion.required);
        offered.extend(children(model, kind));
        return offered;
    }
    offered.sort_by_key(|completion| !completion.required);
    offered
}

fn children(model: &Model, kind: KindId) -> impl Iterator<Item = Completion> + '_ {
    model.kind(kind).children.values().map(|&(child, _)| {
        let child = model.kind(child);
        head_of_child(&child.name, child.doc.as_ref())
    })
}

fn head_of_child(name: &Str, doc: Option<&Str>) -> Completion {
    Completion { kind: CompletionKind::Child, ..head(name, CompletionKind::Child, doc, " ${1:name}") }
}

fn attribute(model: &Model, field: &FieldDef) -> Completion {
    Completion {
        name: field.name.clone(),
        kind: CompletionKind::Attribute,
        detail: model.type_text(&field.ty),
        doc: field.doc.clone(),
        insert: format!("{} = {}", field.name, placeholder(model, &field.ty, 0)),
        required: field.required(),
    }
}

/// A value of the right form to begin with.
fn placeholder(model: &Model, ty: &Type, depth: u32) -> String {
    match ty {
        Type::Optional(inner) | Type::Late(inner) if depth < 8 => placeholder(model, inner, depth + 1),
        Type::String => "\"$1\"".to_owned(),
        Type::List(_) => "[$1]".to_owned(),
        Type::Map(..) | Type::Record(_) => "{ $1 }".to_owned(),
        Type::Range(_) => "${1:min}..${2:max}".to_owned(),
        Type::Union(members) => match members.first() {
            Some(first) if depth < 8 => placeholder(model, first, depth + 1),
            _ => "$1".to_owned(),
        },
        Type::Named(id) if depth < 8 => match &model.type_def(*id).shape {
            Shape::Alias(inner) => placeholder(model, inner, depth + 1),
            Shape::Record(_) => "{ $1 }".to_owned(),
            Shape::Tags(tags) => {
                let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
                format!("${{1|{}|}}", names.join(","))
            }
        },
        _ => "$1".to_owned(),
    }
}
