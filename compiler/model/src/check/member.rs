//! `x.m`: fields of records, parts of endpoints and ranges, and members of blocks: exposed keys, outputs, attributes, children, in this order.

use super::Checker;
use super::scope::{Found, ScopeId};
use crate::BlockDeclId;
use crate::declare::Value;
use crate::hir::{Expr, ExprKind};
use crate::types::{Head, Type};
use crate::uses::DefinitionKind;
use infrac_diagnostics::codes::{e02, e03};
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

/// A member that was found.
pub(super) struct Member {
    ty: Type,
    kind: DefinitionKind,
    span: Option<Span>,
    /// An output that wants arguments.
    called: bool,
}

impl Member {
    fn new(ty: Type, kind: DefinitionKind, span: Option<Span>) -> Self {
        Self { ty, kind, span, called: false }
    }
}

impl<'a> Checker<'a> {
    pub(super) fn synth_member(
        &mut self,
        base: &'a ast::Expr,
        name: &ast::Ident,
        optional: bool,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        if let Some(found) = self.qualified(base, name, span, scope) {
            return found;
        }
        let base = self.synth(base, scope);
        self.member_of(base, name, optional, span, scope)
    }

    /// `alias.name` of another module, and `aws_db_instance.this`: names of two parts rather than members.
    fn qualified(&mut self, base: &'a ast::Expr, name: &ast::Ident, span: Span, scope: ScopeId) -> Option<Expr> {
        let ast::ExprKind::Name(first) = &base.kind else { return None };
        if let Some((decl, family)) = self.lookup_typed(scope, first, &name.text) {
            let value = self.block_value(decl, family, name.span);
            return Some(Expr { span, ..value });
        }
        match self.lookup(scope, first)? {
            Found::Top(entry, _) => match entry.item {
                Value::Module(target) => Some(self.of_module(target, first, name, base.span, entry.span, span)),
                Value::TypeLabel => Some(self.unknown_typed(first, name, scope)),
                _ => None,
            },
            Found::Inner(super::scope::Binding::TypeLabel, _) => Some(self.unknown_typed(first, name, scope)),
            Found::Inner(..) => None,
        }
    }

    fn of_module(
        &mut self,
        target: crate::ModuleId,
        alias: &str,
        name: &ast::Ident,
        alias_span: Span,
        import: Span,
        span: Span,
    ) -> Expr {
        self.uses.record(alias_span, DefinitionKind::Module, import);
        let Some(entry) = self.module_scope(target).values.get(&name.text).copied() else {
            let near = did_you_mean(&name.text, self.module_scope(target).values.keys().map(Str::as_str));
            let near = near.map(str::to_owned);
            let what = format!("module `{alias}`");
            self.report(e02::e0207_unknown_member::unknown_member(
                name.span,
                &name.text,
                &what,
                near.as_deref(),
                &[],
                Some(import),
            ));
            return self.poison(span);
        };
        if !entry.public {
            self.report(e02::e0210_not_public::not_public(name.span, entry.item.noun(), &name.text, entry.span));
        }
        let value = self.top_name(&name.text, entry.item, entry.span, target, name.span);
        Expr { span, ..value }
    }

    fn unknown_typed(&mut self, first: &Str, name: &ast::Ident, scope: ScopeId) -> Expr {
        let mut labels: Vec<String> = Vec::new();
        let mut at = Some(scope);
        while let Some(id) = at {
            let frame = self.scope(id);
            labels.extend(frame.typed.get(first).into_iter().flat_map(|blocks| blocks.keys()).map(Str::to_string));
            at = frame.parent;
        }
        let module = self.context(scope).module;
        let top = self.module_scope(module).typed.get(first);
        labels.extend(top.into_iter().flat_map(|blocks| blocks.keys()).map(Str::to_string));
        let near = did_you_mean(&name.text, labels.iter().map(String::as_str));
        let what = format!("`{first}`");
        self.report(e02::e0207_unknown_member::unknown_member(name.span, &name.text, &what, near, &labels, None));
        self.poison(name.span)
    }

    /// A member of a checked value.
    pub(super) fn member_of(
        &mut self,
        base: Expr,
        name: &ast::Ident,
        optional: bool,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        if matches!(base.ty, Type::Error | Type::Never) {
            return self.poison(span);
        }
        let whole = self.model.base(&base.ty).clone();
        let (inner, nullable) = match &whole {
            Type::Optional(inner) => (self.model.base(inner).clone(), true),
            other => (other.clone(), false),
        };
        if nullable && !optional {
            let what = self.describe(&base);
            self.report(e03::e0314_maybe_null::member_of_null(base.span, &what, name.span, &name.text));
            return self.poison(span);
        }
        if let (Type::Map(_, value), ExprKind::Member { .. }) = (&inner, &base.kind)
            && matches!(value.as_ref(), Type::Ref(_))
        {
            return self.child_by_label(base, value.as_ref().clone(), name, span, scope);
        }
        let decl = self.declaration_of(&base, scope);
        let Some(member) = self.find_member(&inner, decl, &name.text) else {
            self.no_member(&base, &inner, decl, name);
            return self.poison(span);
        };
        if let Some(definition) = member.span {
            self.uses.record(name.span, member.kind, definition);
        }
        if member.called {
            let definition = member.span.unwrap_or(name.span);
            self.report(e03::e0306_not_a_value::not_a_value(name.span, "output", &name.text, definition));
            return self.poison(span);
        }
        let ty = match member.ty {
            ty @ (Type::Optional(_) | Type::Error) => ty,
            ty if nullable => Type::Optional(Arc::new(ty)),
            ty => ty,
        };
        Expr { kind: ExprKind::Member { base: Box::new(base), name: name.text.clone(), optional }, ty, span }
    }

    /// Whether blocks of these kinds expose keys.
    pub(super) fn exposes(&self, heads: &[Head]) -> bool {
        let exposes =
            |&head: &Head| self.model.kind_of(head).is_some_and(|kind| !self.model.kind(kind).exposes.is_empty());
        heads.iter().any(exposes)
    }

    /// `booking["http-admin"]`: an exposed key that is no name of the language, by its text.
    pub(super) fn exposed_of(
        &mut self,
        base: Expr,
        heads: &[Head],
        key: &ast::Ident,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let decl = self.declaration_of(&base, scope);
        let known = decl.map(|decl| self.exposed(decl));
        let seen = known.as_ref().and_then(|known| known.keys.get(&key.text)).cloned();
        let open = known.as_ref().is_none_or(|known| known.open);
        let ty = match seen {
            Some((definition, ty)) => {
                self.uses.record(key.span, DefinitionKind::Exposed, definition);
                Some(ty)
            }
            // Keys that cannot be read from the source may still be there: the evaluator knows.
            None if open => heads.iter().find_map(|&head| {
                let (_, ty) = self.model.kind(self.model.kind_of(head)?).exposes.first()?;
                Some(ty.clone())
            }),
            None => None,
        };
        let Some(ty) = ty else {
            let what = format!("`{}`", self.describe(&base));
            let names: Vec<String> = known.iter().flat_map(|known| known.keys.keys()).map(Str::to_string).collect();
            let near = did_you_mean(&key.text, names.iter().map(String::as_str)).map(|near| format!("\"{near}\""));
            let definition = decl.map(|decl| self.model.block(decl).name_span);
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            let finding = e02::e0207_unknown_member::unknown_member(
                key.span,
                &key.text,
                &what,
                near.as_deref(),
                &names,
                definition,
            );
            self.report(finding);
            return self.poison(span);
        };
        Expr { kind: ExprKind::Member { base: Box::new(base), name: key.text.clone(), optional: false }, ty, span }
    }

    /// `booking.slo.latency`: a child by its label.
    fn child_by_label(&mut self, base: Expr, ty: Type, name: &ast::Ident, span: Span, scope: ScopeId) -> Expr {
        if let (ExprKind::Member { base: owner, .. }, Type::Ref(heads)) = (&base.kind, &ty)
            && let [Head::Kind(kind)] = heads.as_ref()
            && let Some(owner) = self.declaration_of(owner, scope)
        {
            self.named_children.push((name.span, owner, *kind, name.text.clone()));
        }
        let text = crate::hir::TextPart::Text(name.text.clone(), name.span);
        let index = Expr { kind: ExprKind::Text(Arc::new([text])), ty: Type::String, span: name.span };
        Expr { kind: ExprKind::Index { base: Box::new(base), index: Box::new(index) }, ty, span }
    }

    /// The declaration behind a reference, where it can be seen.
    pub(super) fn declaration_of(&self, base: &Expr, scope: ScopeId) -> Option<BlockDeclId> {
        match &base.kind {
            ExprKind::Block { decl, family: false } => Some(*decl),
            ExprKind::SelfBlock => self.context(scope).self_block.and_then(|(_, decl)| decl),
            ExprKind::This => {
                let component = self.context(scope).component?;
                match self.this_blocks.get(component.index())?.declared.as_slice() {
                    [(_, only)] => Some(*only),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn find_member(&mut self, ty: &Type, decl: Option<BlockDeclId>, name: &str) -> Option<Member> {
        use DefinitionKind::Attribute;
        let late = |ty: Type| Type::Late(Arc::new(ty));
        match ty {
            Type::Late(inner) => {
                let inner = self.model.base(inner).clone();
                let member = self.find_member(&inner, decl, name)?;
                let ty = match member.ty {
                    late @ (Type::Late(_) | Type::Optional(_) | Type::Secret) => late,
                    known => late(known),
                };
                Some(Member { ty, ..member })
            }
            Type::Record(fields) => {
                let (_, ty) = fields.iter().find(|(field, _)| field == name)?;
                Some(Member::new(ty.clone(), Attribute, None))
            }
            Type::Named(_) => {
                let field = self.model.record_fields(ty)?.iter().find(|field| field.name == name)?;
                Some(Member::new(field.ty.clone(), Attribute, Some(field.span)))
            }
            Type::Range(bound) => match name {
                "min" => Some(Member::new(bound.as_ref().clone(), Attribute, None)),
                "max" => Some(Member::new(Type::Optional(Arc::clone(bound)), Attribute, None)),
                _ => None,
            },
            Type::Endpoint => match name {
                "port" => Some(Member::new(Type::Int, Attribute, None)),
                "host" | "address" | "url" => Some(Member::new(late(Type::String), Attribute, None)),
                _ => None,
            },
            Type::Environment => {
                let kind = self.model.environment_kind()?;
                let attribute = self.model.kind(kind).attributes.get(name)?;
                Some(Member::new(attribute.ty.clone(), Attribute, Some(attribute.span)))
            }
            Type::Raw => Some(Member::new(Type::Raw, Attribute, None)),
            Type::Ref(heads) => {
                let mut found: Option<Member> = None;
                for &head in heads.iter() {
                    let member = self.block_member(head, decl, name)?;
                    if let Some(known) = &found {
                        let ty = self.model.join(&known.ty, &member.ty)?;
                        found = Some(Member { ty, ..member });
                    } else {
                        found = Some(member);
                    }
                }
                found
            }
            _ => None,
        }
    }

    /// A member of a block: exposed keys, then outputs, then attributes, then children.
    fn block_member(&mut self, head: Head, decl: Option<BlockDeclId>, name: &str) -> Option<Member> {
        let exposed = decl.map(|decl| self.exposed(decl));
        if let Some((span, ty)) = exposed.as_ref().and_then(|exposed| exposed.keys.get(name)) {
            return Some(Member::new(ty.clone(), DefinitionKind::Exposed, Some(*span)));
        }
        let kind = self.model.kind_of(head);
        if let Head::Component(component) = head {
            let component = self.model.component(component);
            if let Some(output) = component.outputs.get(name) {
                let called = !output.params.is_empty();
                let member = Member::new(output.ty.clone(), DefinitionKind::Output, Some(output.span));
                return Some(Member { called, ..member });
            }
            if let Some(param) = component.params.get(name) {
                return Some(Member::new(param.ty.clone(), DefinitionKind::Parameter, Some(param.span)));
            }
        }
        let kind = self.model.kind(kind?);
        if let Some(output) = kind.outputs.get(name) {
            let called = !output.params.is_empty();
            let member = Member::new(output.ty.clone(), DefinitionKind::Output, Some(output.span));
            return Some(Member { called, ..member });
        }
        if let Some(attribute) = kind.attributes.get(name) {
            return Some(Member::new(attribute.ty.clone(), DefinitionKind::Attribute, Some(attribute.span)));
        }
        if let Some(&(child, many)) = kind.children.get(name) {
            let one = Type::Ref(Arc::new([Head::Kind(child)]));
            let ty =
                if many { Type::Map(Arc::new(Type::String), Arc::new(one)) } else { Type::Optional(Arc::new(one)) };
            return Some(Member::new(ty, DefinitionKind::Kind, Some(self.model.kind(child).span)));
        }
        if kind.raw {
            return Some(Member::new(Type::Raw, DefinitionKind::Attribute, None));
        }
        // Keys that cannot be read from the source may still be there: the evaluator knows.
        let (_, ty) = kind.exposes.first()?;
        let unknown = exposed.is_none_or(|exposed| exposed.open);
        unknown.then(|| Member::new(ty.clone(), DefinitionKind::Exposed, None))
    }

    fn no_member(&mut self, base: &Expr, ty: &Type, decl: Option<BlockDeclId>, name: &ast::Ident) {
        if let Type::Ref(heads) = ty
            && heads.iter().any(|head| matches!(head, Head::Component(component) if self.hollow.contains(component)))
        {
            return;
        }
        let (what, known, definition) = match ty {
            Type::Ref(heads) => {
                let noun =
                    heads.iter().map(|&head| self.model.head_name(head).to_string()).collect::<Vec<_>>().join(" or ");
                let what = format!("{} `{}`", if noun.is_empty() { "block" } else { &noun }, self.describe(base));
                let definition = decl.map(|decl| self.model.block(decl).name_span);
                (what, self.member_names(heads, decl), definition)
            }
            Type::Environment => {
                let kind = self.model.environment_kind().map(|kind| self.model.kind(kind));
                let names = kind.map(|kind| kind.attributes.keys().map(Str::to_string).collect());
                ("the environment".to_owned(), names.unwrap_or_default(), None)
            }
            Type::Endpoint => ("an Endpoint".to_owned(), words(&["port", "host", "address", "url"]), None),
            Type::Range(_) => ("a Range".to_owned(), words(&["min", "max"]), None),
            Type::Record(fields) => {
                (format!("`{}`", self.describe(base)), fields.iter().map(|(name, _)| name.to_string()).collect(), None)
            }
            Type::Named(id) if self.model.record_fields(ty).is_some() => {
                let fields = self.model.record_fields(ty).unwrap_or_default();
                let names = fields.iter().map(|field| field.name.to_string()).collect();
                (self.type_text(ty), names, Some(self.model.type_def(*id).span))
            }
            Type::Map(..) => {
                self.report(e02::e0207_unknown_member::map_member(name.span, &self.describe(base), &name.text));
                return;
            }
            _ => (format!("a {}", self.type_text(ty)), Vec::new(), None),
        };
        // `api.http-admin` reads as a difference.
        let begun = format!("{}-", name.text);
        let quoted =
            known.iter().find(|known| known.starts_with(&begun) || known.starts_with(&begun.replace('-', ".")));
        if let Some(quoted) = quoted.filter(|_| matches!(ty, Type::Ref(_))) {
            let base = self.describe(base);
            self.report(e02::e0207_unknown_member::quoted_member(name.span, &name.text, &what, &base, quoted));
            return;
        }
        let near = did_you_mean(&name.text, known.iter().map(String::as_str));
        self.report(e02::e0207_unknown_member::unknown_member(name.span, &name.text, &what, near, &known, definition));
    }

    fn member_names(&mut self, heads: &[Head], decl: Option<BlockDeclId>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        if let Some(decl) = decl {
            names.extend(self.exposed(decl).keys.keys().map(Str::to_string));
        }
        for &head in heads {
            if let Head::Component(component) = head {
                let component = self.model.component(component);
                names.extend(component.outputs.keys().chain(component.params.keys()).map(Str::to_string));
            }
            if let Some(kind) = self.model.kind_of(head) {
                let kind = self.model.kind(kind);
                let all = kind.outputs.keys().chain(kind.attributes.keys()).chain(kind.children.keys());
                names.extend(all.map(Str::to_string));
            }
        }
        names
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
