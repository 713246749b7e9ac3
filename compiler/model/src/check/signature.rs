//! Signatures: types, kinds, components, functions, params. What their defaults, refinements and outputs say is noted and checked once all
//! signatures are known.

use super::scope::{Binding, Context, ScopeId};
use super::{Checker, Want};
use crate::hir::Expr;
use crate::model::OutputDef;
use crate::types::{Carriage, FieldDef, Head, Refinement, Type};
use crate::uses::DefinitionKind;
use crate::{ComponentId, FnId, KindId, ModuleId, TypeId};
use infrac_diagnostics::codes::{e02, e03, e05};
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

/// Where a field stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Record(TypeId),
    Tag(TypeId, usize),
    Kind(KindId),
    Param(ComponentId),
    Function(FnId),
    KindOutput(KindId, usize),
    ComponentOutput(ComponentId, usize),
}

/// A field whose default and refinement are still to be checked.
pub(crate) struct PendingField<'a> {
    place: Place,
    at: usize,
    field: &'a ast::Field,
    module: ModuleId,
}

/// An output whose value is still to be checked.
pub(crate) struct PendingOutput<'a> {
    place: Place,
    value: &'a ast::Expr,
}

impl<'a> Checker<'a> {
    pub(super) fn signatures(&mut self) {
        for at in 0..self.trees.types.len() {
            let Some(written) = self.trees.types.get(at).copied() else { continue };
            self.lower_declared(TypeId(at as u32), &written.node.ty, written.module);
            let language = written.notes.attributes.iter().find(|note| note.name.text == "parse");
            if let Some(language) = language.and_then(|note| self.language_note(note))
                && let Some(def) = self.model.types.get_mut(at)
            {
                def.language = Some(language);
            }
        }
        self.recursive_types();
        for at in 0..self.trees.kinds.len() {
            self.kind_signature(KindId(at as u32));
        }
        for at in 0..self.trees.extends.len() {
            let Some(written) = self.trees.extends.get(at).copied() else { continue };
            match self.model.environment_kind() {
                Some(kind) if written.node.kind.text == "environment" => {
                    self.kind_items(kind, &written.node.items, written.module);
                }
                _ => {
                    let name = &written.node.kind;
                    self.report(e02::e0217_outside_root::not_extensible(name.span, &name.text));
                }
            }
        }
        for at in 0..self.trees.components.len() {
            self.component_signature(ComponentId(at as u32));
        }
        for at in 0..self.trees.functions.len() {
            let Some(written) = self.trees.functions.get(at).copied() else { continue };
            let id = FnId(at as u32);
            let node = written.node;
            let params = self.lower_fields(&node.params, written.module, &node.variables, Place::Function(id));
            let result = self.lower_type(&node.result, written.module, &node.variables);
            if let Some(def) = self.model.functions.get_mut(at) {
                def.params = params;
                def.result = result;
            }
        }
        for at in 0..self.trees.params.len() {
            let Some(written) = self.trees.params.get(at).copied() else { continue };
            let mut ty = self.lower_type(&written.node.ty, written.module, &[]);
            if self.model.holds_secret(&ty) {
                let name = &written.node.name;
                self.report(e05::e0505_secret_param::secret_param(written.node.ty.span, &name.text));
                ty = Type::Error;
            }
            if let Some(def) = self.model.params.get_mut(at) {
                def.ty = ty;
            }
        }
        for at in 0..self.trees.lets.len() {
            let Some(written) = self.trees.lets.get(at).copied() else { continue };
            let Some(ty) = &written.node.ty else { continue };
            let ty = self.lower_type(ty, written.module, &[]);
            if let Some(slot) = self.let_types.get_mut(at) {
                *slot = ty;
            }
        }
    }

    fn kind_signature(&mut self, id: KindId) {
        let Some(written) = self.trees.kinds.get(id.index()).copied() else { return };
        let targets = written.notes.attributes.iter().find(|note| note.name.text == "targets");
        let targets: Vec<Str> = targets
            .map(|note| note.args.iter().filter_map(|arg| crate::declare::text_of(&arg.value)).collect())
            .unwrap_or_default();
        if let Some(kind) = self.model.kinds.get_mut(id.index()) {
            kind.targets = targets;
        }
        self.kind_items(id, &written.node.items, written.module);
    }

    /// Attributes, children, exposed keys and outputs of a kind, or of its extension.
    fn kind_items(&mut self, id: KindId, items: &'a [ast::KindItem], module: ModuleId) {
        for item in items {
            match item {
                ast::KindItem::Attribute(field) => {
                    let fields = self.lower_fields(std::slice::from_ref(field), module, &[], Place::Kind(id));
                    for attribute in fields {
                        let known = self.model.kind(id).attributes.get(&attribute.name).map(|first| first.span);
                        if let Some(first) = known {
                            let (name, span) = (&attribute.name, attribute.span);
                            self.report(e02::e0202_duplicate_name::duplicate_name(span, "attribute", name, first));
                        } else if let Some(kind) = self.model.kinds.get_mut(id.index()) {
                            kind.attributes.insert(attribute.name.clone(), attribute);
                        }
                    }
                }
                ast::KindItem::Child { kind, many, .. } => match self.find_head(module, kind) {
                    Some(Head::Kind(child)) => {
                        let name = self.model.kind(child).name.clone();
                        if let Some(def) = self.model.kinds.get_mut(id.index()) {
                            def.children.insert(name, (child, *many));
                        }
                    }
                    _ => self.report_head(module, kind),
                },
                ast::KindItem::Expose { attribute, ty } => {
                    let ty = self.lower_type(ty, module, &[]);
                    if let Some(def) = self.model.kinds.get_mut(id.index()) {
                        def.exposes.push((attribute.text.clone(), ty));
                    }
                }
                ast::KindItem::Output(output) => {
                    let place = Place::KindOutput(id, self.model.kind(id).outputs.len());
                    let def = self.output_signature(output, module, place);
                    if let Some(kind) = self.model.kinds.get_mut(id.index()) {
                        kind.outputs.insert(output.name.text.clone(), def);
                    }
                }
                ast::KindItem::Assert(_) => {}
            }
        }
    }

    fn component_signature(&mut self, id: ComponentId) {
        let Some(written) = self.trees.components.get(id.index()).copied() else { return };
        let node = written.node;
        let base = node.base.as_ref().and_then(|path| match self.find_head(written.module, path) {
            Some(Head::Kind(kind)) => Some(kind),
            Some(Head::Component(_)) => {
                self.report(e02::e0220_not_a_kind::not_a_kind(path.span, &super::types::path_text(path)));
                None
            }
            None => {
                self.report_head(written.module, path);
                None
            }
        });
        if node.base.is_some() && base.is_none() {
            self.hollow.insert(id);
        }
        if let Some(def) = self.model.components.get_mut(id.index()) {
            def.base = base;
        }
        let params = self.lower_fields(&node.params, written.module, &[], Place::Param(id));
        if let Some(def) = self.model.components.get_mut(id.index()) {
            def.params = params.into_iter().map(|param| (param.name.clone(), param)).collect();
        }
        for output in &node.outputs {
            if let Some(first) = self.model.component(id).outputs.get(&output.name.text).map(|first| first.span) {
                let name = &output.name;
                self.report(e02::e0202_duplicate_name::duplicate_name(name.span, "output", &name.text, first));
                continue;
            }
            let place = Place::ComponentOutput(id, self.model.component(id).outputs.len());
            let def = self.output_signature(output, written.module, place);
            if let Some(component) = self.model.components.get_mut(id.index()) {
                component.outputs.insert(output.name.text.clone(), def);
            }
        }
    }

    fn output_signature(&mut self, output: &'a ast::Output, module: ModuleId, place: Place) -> OutputDef {
        let params = match &output.params {
            Some(params) => self.lower_fields(params, module, &[], place),
            None => Vec::new(),
        };
        if let Some(value) = &output.value {
            self.outputs.push(PendingOutput { place, value });
        }
        OutputDef {
            doc: output.notes.doc.as_ref().map(|doc| doc.text.clone()),
            span: output.name.span,
            params,
            ty: self.lower_type(&output.ty, module, &[]),
            value: None,
        }
    }

    /// Fields with their types; defaults and refinements are noted for later. A second field of one name is reported and left out.
    pub(crate) fn lower_fields(
        &mut self,
        fields: &'a [ast::Field],
        module: ModuleId,
        variables: &[ast::Ident],
        place: Place,
    ) -> Vec<FieldDef> {
        let mut lowered: Vec<FieldDef> = Vec::with_capacity(fields.len());
        let base = if let Place::Kind(kind) = place { self.model.kind(kind).attributes.len() } else { 0 };
        for field in fields {
            crate::declare::check_notes(&field.notes, &mut self.diagnostics);
            if let Some(first) = lowered.iter().find(|known| known.name == field.name.text) {
                let (first, name) = (first.span, &field.name);
                // Without names of their own they are alike in nothing but that; the parser has said so.
                if !name.span.is_empty() {
                    self.report(e02::e0202_duplicate_name::duplicate_name(name.span, "field", &name.text, first));
                }
                continue;
            }
            let ty = self.lower_type(&field.ty, module, variables);
            let bound = !matches!(place, Place::Record(_) | Place::Tag(..) | Place::Kind(_));
            let local = bound.then(|| self.new_local(&field.name.text, field.name.span, ty.clone()));
            if field.default.is_some() || field.refinement.is_some() {
                self.fields.push(PendingField { place, at: base + lowered.len(), field, module });
            }
            lowered.push(FieldDef {
                name: field.name.text.clone(),
                doc: field.notes.doc.as_ref().map(|doc| doc.text.clone()),
                span: field.name.span,
                ty,
                default: None,
                refinement: None,
                carriage: carriage(&field.notes),
                deprecated: note(&field.notes, "deprecated"),
                until: note(&field.notes, "until"),
                local,
                has_default: field.default.is_some(),
            });
        }
        lowered
    }

    /// Defaults and refinements of all fields, and refinements of types.
    pub(super) fn field_values(&mut self) {
        for at in 0..self.trees.types.len() {
            let Some(written) = self.trees.types.get(at).copied() else { continue };
            let Some(refinement) = &written.node.refinement else { continue };
            let ty =
                self.model.alias(&Type::Named(TypeId(at as u32))).cloned().unwrap_or(Type::Named(TypeId(at as u32)));
            let refinement = self.refinement(refinement, ty, self.top(written.module));
            if let Some(def) = self.model.types.get_mut(at) {
                def.refinement = Some(Arc::new(refinement));
            }
        }
        for pending in std::mem::take(&mut self.fields) {
            let scope = self.place_scope(pending.place, pending.module);
            let Some((ty, span)) = self.field(&pending).map(|field| (field.ty.clone(), field.span)) else { continue };
            let default = pending.field.default.as_ref().map(|value| self.check(value, Want::new(&ty, span), scope));
            let inner = if let Type::Optional(inner) = &ty { inner.as_ref().clone() } else { ty };
            let refinement = pending.field.refinement.as_ref().map(|it| self.refinement(it, inner, scope));
            if let Some(field) = self.field_mut(&pending) {
                field.default = default.map(Arc::new);
                field.refinement = refinement.map(Arc::new);
            }
        }
    }

    /// `where condition, "message"` over a value of the type.
    fn refinement(&mut self, written: &'a ast::Where, ty: Type, outer: ScopeId) -> Refinement {
        let context = self.context(outer);
        let scope = self.inner_scope(outer, context);
        let name = Str::new_static("it");
        let it = self.new_local(&name, written.span.at_start(), ty);
        self.bind_silently(scope, &name, written.span.at_start(), Binding::Local(it));
        Refinement {
            it,
            condition: self.check(&written.condition, Want::plain(&Type::Bool), scope),
            message: written.message.as_ref().map(|text| self.check(text, Want::plain(&Type::String), scope)),
            span: written.span,
        }
    }

    /// What a field's default and refinement may speak of.
    fn place_scope(&mut self, place: Place, module: ModuleId) -> ScopeId {
        match place {
            Place::Record(_) | Place::Tag(..) => self.top(module),
            Place::Kind(kind) => self.kind_scope(kind, module),
            Place::Param(component) => self.component_scope(component),
            Place::Function(function) => {
                let params = self.model.function(function).params.clone();
                let context = self.declaration_context(module);
                let outer = self.inner_scope(self.top(module), context);
                self.params_scope(outer, &params)
            }
            Place::KindOutput(kind, at) => {
                let outer = self.kind_scope(kind, module);
                let params = self.model.kind(kind).outputs.get_index(at).map(|(_, output)| output.params.clone());
                self.params_scope(outer, &params.unwrap_or_default())
            }
            Place::ComponentOutput(component, at) => {
                let outer = self.component_scope(component);
                let outputs = &self.model.component(component).outputs;
                let params = outputs.get_index(at).map(|(_, output)| output.params.clone());
                self.params_scope(outer, &params.unwrap_or_default())
            }
        }
    }

    /// A frame in which `self` is a block of the kind.
    pub(crate) fn kind_scope(&mut self, kind: KindId, module: ModuleId) -> ScopeId {
        let outer = self.top(module);
        let context = Context { self_block: Some((Head::Kind(kind), None)), ..self.context(outer) };
        self.inner_scope(outer, context)
    }

    /// A frame that binds parameters. Each time it is made the names are looked at anew, so it is made silently but for the first.
    pub(crate) fn params_scope(&mut self, outer: ScopeId, params: &[FieldDef]) -> ScopeId {
        let context = self.context(outer);
        let scope = self.inner_scope(outer, context);
        for param in params {
            if let Some(local) = param.local {
                self.bind_silently(scope, &param.name, param.span, Binding::Local(local));
            }
        }
        scope
    }

    fn field(&self, pending: &PendingField<'_>) -> Option<&FieldDef> {
        match pending.place {
            Place::Record(id) => self.model.record_fields(&Type::Named(id))?.get(pending.at),
            Place::Tag(id, tag) => self.model.tags(&Type::Named(id))?.1.get(tag)?.fields.get(pending.at),
            Place::Kind(id) => Some(self.model.kind(id).attributes.get_index(pending.at)?.1),
            Place::Param(id) => Some(self.model.component(id).params.get_index(pending.at)?.1),
            Place::Function(id) => self.model.function(id).params.get(pending.at),
            Place::KindOutput(id, at) => self.model.kind(id).outputs.get_index(at)?.1.params.get(pending.at),
            Place::ComponentOutput(id, at) => self.model.component(id).outputs.get_index(at)?.1.params.get(pending.at),
        }
    }

    fn field_mut(&mut self, pending: &PendingField<'_>) -> Option<&mut FieldDef> {
        use crate::types::Shape;
        let model = &mut self.model;
        match pending.place {
            Place::Record(id) => match &mut model.types.get_mut(id.index())?.shape {
                Shape::Record(fields) => fields.get_mut(pending.at),
                Shape::Alias(_) | Shape::Tags(_) => None,
            },
            Place::Tag(id, tag) => match &mut model.types.get_mut(id.index())?.shape {
                Shape::Tags(tags) => tags.get_mut(tag)?.fields.get_mut(pending.at),
                Shape::Alias(_) | Shape::Record(_) => None,
            },
            Place::Kind(id) => Some(model.kinds.get_mut(id.index())?.attributes.get_index_mut(pending.at)?.1),
            Place::Param(id) => Some(model.components.get_mut(id.index())?.params.get_index_mut(pending.at)?.1),
            Place::Function(id) => model.functions.get_mut(id.index())?.params.get_mut(pending.at),
            Place::KindOutput(id, at) => {
                let (_, output) = model.kinds.get_mut(id.index())?.outputs.get_index_mut(at)?;
                output.params.get_mut(pending.at)
            }
            Place::ComponentOutput(id, at) => {
                let (_, output) = model.components.get_mut(id.index())?.outputs.get_index_mut(at)?;
                output.params.get_mut(pending.at)
            }
        }
    }

    /// The values of all outputs.
    pub(super) fn output_values(&mut self) {
        for pending in std::mem::take(&mut self.outputs) {
            let module = match pending.place {
                Place::ComponentOutput(component, _) => self.model.component(component).module,
                _ => crate::declare::STD,
            };
            let scope = self.place_scope(pending.place, module);
            let output = self.output(pending.place);
            let Some((ty, span)) = output.map(|output| (output.ty.clone(), output.span)) else { continue };
            let value = self.check(pending.value, Want::new(&ty, span), scope);
            self.set_output(pending.place, value);
        }
    }

    fn output(&self, place: Place) -> Option<&OutputDef> {
        match place {
            Place::KindOutput(id, at) => Some(self.model.kind(id).outputs.get_index(at)?.1),
            Place::ComponentOutput(id, at) => Some(self.model.component(id).outputs.get_index(at)?.1),
            _ => None,
        }
    }

    fn set_output(&mut self, place: Place, value: Expr) {
        let output = match place {
            Place::KindOutput(id, at) => {
                self.model.kinds.get_mut(id.index()).and_then(|kind| kind.outputs.get_index_mut(at))
            }
            Place::ComponentOutput(id, at) => {
                self.model.components.get_mut(id.index()).and_then(|component| component.outputs.get_index_mut(at))
            }
            _ => None,
        };
        if let Some((_, output)) = output {
            output.value = Some(value);
        }
    }

    /// Types that contain themselves: the first edge of each cycle is cut, so that nothing after this walks in circles.
    fn recursive_types(&mut self) {
        let mut edges: Vec<(u32, u32, Span)> = Vec::new();
        for (at, def) in self.model.types.iter().enumerate() {
            super::top::type_edges(&def.shape, def.span, &mut |to, span| edges.push((at as u32, to.0, span)));
        }
        for cycle in crate::cycles::find(self.model.types.len(), &edges) {
            let text = |id: u32| self.type_text(&Type::Named(TypeId(id)));
            let steps = cycle.told(|from, to| format!("`{}` contains `{}`", text(from), text(to)));
            self.report(e02::e0213_recursion::recursion("type", &steps));
            for member in cycle.members {
                self.set_broken(TypeId(member));
            }
        }
        self.map_keys();
    }

    fn set_broken(&mut self, id: TypeId) {
        if let Some(def) = self.model.types.get_mut(id.index()) {
            def.shape = crate::types::Shape::Alias(Type::Error);
        }
    }

    /// Keys of maps are text.
    fn map_keys(&mut self) {
        let mut wrong: Vec<(Span, String)> = Vec::new();
        for def in &self.model.types {
            super::top::each_type(&def.shape, &mut |ty, span| {
                if let Type::Map(key, _) = ty
                    && !matches!(self.model.base(key), Type::String | Type::Variable(_) | Type::Error)
                {
                    wrong.push((span, self.type_text(key)));
                }
            });
        }
        for (span, key) in wrong {
            self.report(e03::e0322_malformed_type::map_key(span, &key));
        }
    }

    fn language_note(&mut self, note: &ast::Attribute) -> Option<infrac_embedded::Language> {
        let name = crate::declare::text_of(&note.args.first()?.value)?;
        super::embedded::language(&name)
    }

    pub(crate) fn record_attribute(&mut self, at: Span, definition: Span) {
        self.uses.record(at, DefinitionKind::Attribute, definition);
    }
}

/// `@lost(target, "why")`, `@partial(target, "why")`.
fn carriage(notes: &ast::Notes) -> Vec<Carriage> {
    let texts = |note: &ast::Attribute| -> Option<(Str, Str)> {
        let [target, why] = note.args.as_slice() else { return None };
        Some((crate::declare::text_of(&target.value)?, crate::declare::text_of(&why.value)?))
    };
    let of = |note: &ast::Attribute| {
        let lost = match note.name.text.as_str() {
            "lost" => true,
            "partial" => false,
            _ => return None,
        };
        let (target, why) = texts(note)?;
        Some(Carriage { target, lost, why })
    };
    notes.attributes.iter().filter_map(of).collect()
}

/// The first argument of a note as text.
fn note(notes: &ast::Notes, name: &str) -> Option<Str> {
    let note = notes.attributes.iter().find(|note| note.name.text == name)?;
    crate::declare::text_of(&note.args.first()?.value)
}
