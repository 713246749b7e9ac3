//! Tags: `compose`, `http("/ready")`, `aws { region = "…" }` where a tagged union is wanted.

use super::body::Shape;
use super::scope::ScopeId;
use super::{Checker, Want};
use crate::TypeId;
use crate::hir::{Body, Entry, EntryKind, Expr, ExprKind, Key, KeyText};
use crate::types::{FieldDef, TagDef, Type};
use crate::uses::DefinitionKind;
use infrac_diagnostics::codes::{e02, e03};
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

/// A tag that was found in a wanted type.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    /// The union.
    pub union: TypeId,
    /// Its place among the union's tags.
    pub at: usize,
    /// Its name.
    pub name: Str,
    /// Where it is declared.
    pub span: Span,
}

impl<'a> Checker<'a> {
    /// The tag of that name in the wanted type.
    pub(super) fn find_tag(&self, ty: &Type, name: &str) -> Option<Tag> {
        self.model.find_form(ty, &mut |form| {
            let (union, tags) = self.model.tags(form)?;
            let at = tags.iter().position(|tag| tag.name == name)?;
            let tag = tags.get(at)?;
            Some(Tag { union: union?, at, name: tag.name.clone(), span: tag.span })
        })
    }

    pub(super) fn tag_def(&self, tag: &Tag) -> Option<&TagDef> {
        self.model.tags(&Type::Named(tag.union))?.1.get(tag.at)
    }

    fn tag_value(&mut self, tag: &Tag, payload: Option<Body>, name_span: Span, span: Span) -> Expr {
        self.uses.record(name_span, DefinitionKind::Tag, tag.span);
        let kind = ExprKind::Tag { name: tag.name.clone(), union: Some(tag.union), payload: payload.map(Arc::new) };
        Expr { kind, ty: Type::Named(tag.union), span }
    }

    /// `tag` alone: it has no fields that must be given.
    pub(super) fn bare_tag(&mut self, tag: Tag, span: Span) -> Expr {
        let missing = self.tag_def(&tag).map(|def| (required(&def.fields), def.positional));
        if let Some((missing, positional)) = missing
            && !missing.is_empty()
        {
            self.report(e03::e0316_tag_payload::payload_missing(span, &tag.name, &missing, positional, tag.span));
            return self.poison(span);
        }
        self.tag_value(&tag, None, span, span)
    }

    /// `tag(args)`: arguments by position or name become assignments to its fields.
    pub(super) fn tag_call(
        &mut self,
        tag: Tag,
        name_span: Span,
        args: &'a [ast::Arg],
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let Some(def) = self.tag_def(&tag) else { return self.poison(span) };
        let (fields, positional) = (def.fields.clone(), def.positional);
        if fields.is_empty() && !args.is_empty() {
            self.report(e03::e0316_tag_payload::no_payload(span, &tag.name, tag.span));
            return self.poison(span);
        }
        if !positional && args.iter().any(|arg| arg.name.is_none()) {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            self.report(e03::e0316_tag_payload::braces_wanted(span, &tag.name, &names, tag.span));
            return self.poison(span);
        }
        let call = super::arguments::Call { what: "tag", name: &tag.name, definition: tag.span, span };
        let (values, _) = self.arguments(call, &fields, args, scope);
        let entries = fields.iter().zip(values).filter_map(|(field, value)| {
            let value = value?;
            let key = Key { text: KeyText::Static(field.name.clone()), span: value.span };
            Some(Entry { span: value.span, kind: EntryKind::Set { key, value } })
        });
        let payload = Body { entries: entries.collect(), span, damaged: false };
        self.tag_value(&tag, Some(payload), name_span, span)
    }

    /// `tag { fields }`.
    pub(super) fn check_payload(
        &mut self,
        name: &ast::Ident,
        body: &'a ast::Body,
        span: Span,
        want: Want<'_>,
        scope: ScopeId,
    ) -> Expr {
        if matches!(want.ty, Type::Error) {
            return self.poison(span);
        }
        let Some(tag) = self.find_tag(want.ty, &name.text) else {
            self.no_such_tag(name, want);
            return self.poison(span);
        };
        let no_fields = self.tag_def(&tag).is_some_and(|def| def.fields.is_empty());
        if no_fields && !body.entries.is_empty() {
            self.report(e03::e0316_tag_payload::no_payload(body.span, &tag.name, tag.span));
            return self.poison(span);
        }
        let payload = self.check_entries(body, &Shape::Payload(tag.union, tag.at), scope);
        self.tag_value(&tag, Some(payload), name.span, span)
    }

    fn no_such_tag(&mut self, name: &ast::Ident, want: Want<'_>) {
        let union = self.model.find_form(want.ty, &mut |form| {
            let (_, tags) = self.model.tags(form)?;
            Some((self.type_text(form), tags.iter().map(|tag| tag.name.to_string()).collect::<Vec<_>>()))
        });
        let wanted = self.type_text(want.ty);
        match union {
            Some((union, tags)) => {
                let near = did_you_mean(&name.text, tags.iter().map(String::as_str)).map(str::to_owned);
                let union = (!union.contains(' ')).then_some(union);
                self.report(e02::e0209_unknown_tag::unknown_tag(
                    name.span,
                    &name.text,
                    near.as_deref(),
                    union.as_deref(),
                    &tags,
                    want.origin,
                ));
            }
            None => {
                let found = format!("the tag `{}`", name.text);
                self.report(e03::e0301_type_mismatch::not_a_tag(name.span, &found, &wanted, want.origin));
            }
        }
    }
}

/// The names of the fields that must be given.
pub(super) fn required(fields: &[FieldDef]) -> Vec<String> {
    fields.iter().filter(|field| field.required()).map(|field| field.name.to_string()).collect()
}
