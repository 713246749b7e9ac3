//! What things are: types of symbols, and members of types.

use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::hir::{self, EntryKind, ExprKind, KeyText};
use infrac_model::{BlockDeclId, FieldDef, Head, KindId, Model, Shape, TagDef, Type};
use infrac_source::{Span, Str};
use std::sync::Arc;

/// A member of a value: what may stand behind its dot.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub name: Str,
    pub ty: Type,
    pub what: MemberKind,
    /// Where it is declared, if it is.
    pub span: Option<Span>,
    /// The parameters of an output that is called.
    pub params: usize,
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MemberKind {
    Exposed,
    Output,
    Attribute,
    Children,
}

impl Snapshot {
    /// The type of what a symbol stands for as a value; of a function its result, of a kind or component a reference to such a block.
    pub(crate) fn type_of(&self, symbol: Symbol) -> Option<Type> {
        let model = self.model();
        Some(match symbol {
            Symbol::Kind(id) => Type::Ref(Arc::new([Head::Kind(id)])),
            Symbol::Component(id) => Type::Ref(Arc::new([Head::Component(id)])),
            Symbol::Type(id) | Symbol::Tag(id, _) => Type::Named(id),
            Symbol::Let(id) => model.let_def(id).value.ty.clone(),
            Symbol::Param(id) => Type::Late(Arc::new(model.param(id).ty.clone())),
            Symbol::Function(id) => model.function(id).result.clone(),
            Symbol::Environment(_) => Type::Environment,
            Symbol::Block(id) => Type::Ref(Arc::new([model.block(id).head])),
            Symbol::Local(id) => model.local(id).ty.clone(),
            Symbol::Field(..) => symbol.field(model)?.ty.clone(),
            Symbol::Output(..) => symbol.output(model)?.ty.clone(),
        })
    }

    /// What may stand behind the dot of a value of that type; `decl` is the block's declaration, where it is known.
    pub(crate) fn members(&self, ty: &Type, decl: Option<BlockDeclId>) -> Vec<Member> {
        let model = self.model();
        match model.base(ty) {
            Type::Optional(inner) | Type::Late(inner) => self.members(inner, decl),
            Type::Record(fields) => fields.iter().map(|(name, ty)| plain(name, ty.clone())).collect(),
            named @ Type::Named(_) => model.record_fields(named).unwrap_or_default().iter().map(of_field).collect(),
            Type::Range(bound) => {
                let max = Type::Optional(Arc::clone(bound));
                vec![plain("min", bound.as_ref().clone()), plain("max", max)]
            }
            Type::Endpoint => {
                let late = Type::Late(Arc::new(Type::String));
                let texts = ["host", "address", "url"].map(|name| plain(name, late.clone()));
                std::iter::once(plain("port", Type::Int)).chain(texts).collect()
            }
            Type::Environment => model.environment_kind().map(|kind| attributes(model, kind)).unwrap_or_default(),
            Type::Ref(heads) => heads.first().map(|&head| self.block_members(head, decl)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Members of a block: exposed keys, outputs, parameters and attributes, children.
    fn block_members(&self, head: Head, decl: Option<BlockDeclId>) -> Vec<Member> {
        let model = self.model();
        let mut found: Vec<Member> = decl.map(|decl| self.exposed(decl)).unwrap_or_default();
        let output = |(name, output): (&Str, &infrac_model::OutputDef)| Member {
            name: name.clone(),
            ty: output.ty.clone(),
            what: MemberKind::Output,
            span: Some(output.span),
            params: output.params.len(),
        };
        if let Head::Component(id) = head {
            let component = model.component(id);
            found.extend(component.outputs.iter().map(output));
            found.extend(component.params.values().map(of_field));
        }
        if let Some(kind) = model.kind_of(head) {
            found.extend(model.kind(kind).outputs.iter().map(output));
            found.extend(attributes(model, kind));
            found.extend(model.kind(kind).children.iter().map(|(name, &(child, many))| {
                let one = Type::Ref(Arc::new([Head::Kind(child)]));
                let ty = if many { Type::Map(Arc::new(Type::String), Arc::new(one)) } else { one };
                let def = model.kind(child);
                let span = Some(def.span);
                Member { name: name.clone(), ty, what: MemberKind::Children, span, params: 0 }
            }));
        }
        let mut seen = rustc_hash::FxHashSet::default();
        found.retain(|member| seen.insert(member.name.clone()));
        found
    }

    /// The keys that a block exposes, as far as its body and its component's say them in words.
    pub(crate) fn exposed(&self, decl: BlockDeclId) -> Vec<Member> {
        let model = self.model();
        let block = model.block(decl);
        let Some(kind) = model.kind_of(block.head) else { return Vec::new() };
        let mut found = Vec::new();
        for (attribute, ty) in &model.kind(kind).exposes {
            let mut add = |key: &hir::Key| {
                if let KeyText::Static(name) = &key.text {
                    let span = Some(key.span);
                    found.push(Member { what: MemberKind::Exposed, span, ..plain(name, ty.clone()) });
                }
            };
            keys_of(&block.body, attribute, &mut add);
            if let Head::Component(id) = block.head {
                keys_of(&model.component(id).body, attribute, &mut add);
            }
        }
        found
    }

    /// The labels of the children of that kind which a block declares, with their declarations.
    pub(crate) fn children_of(&self, decl: BlockDeclId, kind: KindId) -> Vec<BlockDeclId> {
        let model = self.model();
        let of = |body: &hir::Body| -> Vec<BlockDeclId> {
            let blocks = body.entries.iter().filter_map(|entry| match &entry.kind {
                EntryKind::Block(id) => Some(*id),
                _ => None,
            });
            blocks.filter(|&id| model.kind_of(model.block(id).head) == Some(kind)).collect()
        };
        let block = model.block(decl);
        let mut found = of(&block.body);
        if let Head::Component(id) = block.head {
            found.extend(of(&model.component(id).body));
        }
        found
    }

    /// The tags that a value of the type may be, with where each is declared.
    pub(crate) fn tags_of(&self, ty: &Type) -> Vec<&TagDef> {
        let model = self.model();
        let mut found: Vec<&TagDef> = Vec::new();
        model.find_form(ty, &mut |form| -> Option<()> {
            if let Type::Named(id) = form
                && let Shape::Tags(tags) = &model.type_def(*id).shape
            {
                found.extend(tags);
            }
            None
        });
        found
    }

    /// The form of the type that `wanted` accepts, looking through `?`, `late`, ranges, unions and names.
    pub(crate) fn form(&self, ty: &Type, mut wanted: impl FnMut(&Type) -> bool) -> Option<Type> {
        self.model().find_form(ty, &mut |form| wanted(form).then(|| form.clone()))
    }

    /// Whether a value of `found` may be written where `wanted` is expected, roughly: for the order of what is offered, never to leave anything
    /// out.
    pub(crate) fn suits(&self, found: &Type, wanted: &Type) -> bool {
        let model = self.model();
        let found = match model.base(found) {
            Type::Optional(inner) | Type::Late(inner) => model.base(inner),
            other => other,
        };
        self.form(wanted, |form| match (form, found) {
            (Type::Ref(wanted), Type::Ref(found)) => {
                let is = |head: &Head| {
                    wanted.contains(head) || model.kind_of(*head).is_some_and(|kind| wanted.contains(&Head::Kind(kind)))
                };
                wanted.is_empty() || found.iter().all(is)
            }
            (Type::Secret, Type::Ref(found)) => found.iter().all(|head| model.is_kind(*head, "secret")),
            (Type::Raw, _) => true,
            (form, found) => form == found,
        })
        .is_some()
    }
}

fn attributes(model: &Model, kind: KindId) -> Vec<Member> {
    model.kind(kind).attributes.values().map(of_field).collect()
}

fn of_field(field: &FieldDef) -> Member {
    Member { span: Some(field.span), ..plain(&field.name, field.ty.clone()) }
}

fn plain(name: &str, ty: Type) -> Member {
    Member { name: name.into(), ty, what: MemberKind::Attribute, span: None, params: 0 }
}

/// Shows the keys that a body gives the map `attribute`, in overlays too.
fn keys_of(body: &hir::Body, attribute: &str, add: &mut dyn FnMut(&hir::Key)) {
    for entry in &body.entries {
        match &entry.kind {
            EntryKind::Set { key, value } => {
                let is_it = matches!(&key.text, KeyText::Static(name) if name == attribute);
                if let (true, Some(map)) = (is_it, body_of(value)) {
                    for entry in &map.entries {
                        if let EntryKind::Set { key, .. } = &entry.kind {
                            add(key);
                        }
                    }
                }
            }
            EntryKind::Overlay { body, .. } => keys_of(body, attribute, add),
            _ => {}
        }
    }
}

/// The body that an expression is, behind conversions.
pub(crate) fn body_of(expr: &hir::Expr) -> Option<&hir::Body> {
    match &expr.kind {
        ExprKind::Body(body) => Some(body),
        ExprKind::Coerce(inner) => body_of(inner),
        ExprKind::Tag { payload, .. } => payload.as_deref(),
        _ => None,
    }
}
