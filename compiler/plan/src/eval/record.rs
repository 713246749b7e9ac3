//! Building records, maps and payloads from pieces, low to high.

use super::contribution::{Contribution, Rank, Said};
use super::merge::bare;
use super::{Evaluator, Scope, ScopeRef};
use crate::Entries;
use crate::value::{Fields, Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::hir::{Body, Entry, EntryKind, Expr, ExprKind, KeyText};
use infrac_model::{FieldDef, Shape, TagDef, Type};
use infrac_source::{Span, Str};
use std::rc::Rc;
use std::sync::Arc;

/// What is said of each key, in the order of first contribution.
type Keyed<'m> = Entries<Vec<Contribution<'m>>>;

/// Of an entry that sets a key which is written out: the key, its place, and the expression.
fn plain(entry: &Entry) -> Option<(&Str, Span, &Expr)> {
    match &entry.kind {
        EntryKind::Set { key, value } => match &key.text {
            KeyText::Static(text) => Some((text, key.span, value)),
            KeyText::Computed(_) => None,
        },
        _ => None,
    }
}

impl<'m> Evaluator<'m> {
    /// Builds a value of a type from pieces: Bodies, tags with fields, and at the bottom perhaps a value.
    pub fn build(&mut self, ty: &Type, pieces: Vec<Contribution<'m>>, span: Span, home: &ScopeRef<'m>) -> Val {
        if !self.step(span) || !self.enter(span) {
            return self.poison(span, home.trace);
        }
        let val = self.build_now(ty, pieces, span, home);
        self.leave();
        val
    }

    fn build_now(&mut self, ty: &Type, pieces: Vec<Contribution<'m>>, span: Span, home: &ScopeRef<'m>) -> Val {
        match ty {
            Type::Optional(inner) | Type::Late(inner) => self.build(inner, pieces, span, home),
            Type::Union(members) => {
                let fits = members.iter().find(|member| self.is_structured(member));
                self.build(fits.unwrap_or(&Type::Raw), pieces, span, home)
            }
            Type::Named(id) => {
                let def = self.model.type_def(*id);
                let val = match &def.shape {
                    Shape::Alias(base) => self.build(base, pieces, span, home),
                    Shape::Record(fields) => self.record(fields, pieces, span, home),
                    Shape::Tags(tags) => self.tagged(tags, pieces, span, home),
                };
                match &def.refinement {
                    Some(refinement) if !matches!(val.value, Value::Poison) => {
                        let root = self.root_scope();
                        if self.holds(refinement, &val, &root) { val } else { Val { value: Value::Poison, ..val } }
                    }
                    _ => val,
                }
            }
            Type::Tags(tags) => {
                let tags: Vec<TagDef> = tags.to_vec();
                self.anonymous_tag(&tags, pieces, span, home)
            }
            Type::Map(key, value) => self.map(key, |_| value, pieces, span, home),
            Type::Record(fields) => {
                let of = |key: &str| fields.iter().find(|(name, _)| name == key).map_or(&Type::Raw, |(_, ty)| ty);
                self.map(&Type::String, of, pieces, span, home)
            }
            _ => self.map(&Type::String, |_| &Type::Raw, pieces, span, home),
        }
    }

    fn is_structured(&self, ty: &Type) -> bool {
        match ty {
            Type::Map(..) | Type::Record(_) | Type::Tags(_) => true,
            Type::Optional(inner) | Type::Late(inner) => self.is_structured(inner),
            Type::Named(id) => match &self.model.type_def(*id).shape {
                Shape::Alias(base) => self.is_structured(base),
                Shape::Record(_) | Shape::Tags(_) => true,
            },
            _ => false,
        }
    }

    /// Sorts what the pieces say by key; `None`: a piece is poison.
    fn keyed(&mut self, pieces: Vec<Contribution<'m>>) -> Option<(Keyed<'m>, bool)> {
        let mut keyed: Keyed<'m> = Keyed::default();
        let mut damaged = false;
        let mut add = |key: Str, contribution: Contribution<'m>| {
            keyed.entry(key).or_insert_with(|| Vec::with_capacity(1)).push(contribution)
        };
        for piece in pieces {
            let (said, rank, at) = (piece.said, piece.rank, piece.span);
            let val = match said {
                Said::Expr(expr, scope) => match &bare(expr).kind {
                    ExprKind::Body(body) | ExprKind::Tag { payload: Some(body), .. } => {
                        damaged |= body.damaged;
                        self.body_keys(body, &scope, rank, &mut add);
                        continue;
                    }
                    ExprKind::Tag { payload: None, .. } => continue,
                    _ => self.eval(expr, &scope),
                },
                Said::Val(val) => *val,
                Said::Unset(path) => {
                    if let Some((first, rest)) = path.split_first()
                        && let infrac_model::hir::KeyText::Static(key) = &first.text
                    {
                        add(key.clone(), Contribution { rank, said: Said::Unset(rest), span: at });
                    }
                    continue;
                }
            };
            match val.value {
                Value::Map(fields) | Value::Tag(_, fields) => {
                    for (key, field) in fields.iter() {
                        add(key.clone(), Contribution { rank, said: Said::Val(Box::new(field.clone())), span: at });
                    }
                }
                Value::Poison => return None,
                _ => {}
            }
        }
        Some((keyed, damaged))
    }

    /// Gives what a body says to `add`, key by key.
    fn body_keys(
        &mut self,
        body: &'m Body,
        scope: &ScopeRef<'m>,
        rank: Rank,
        add: &mut impl FnMut(Str, Contribution<'m>),
    ) {
        // Most bodies of values are keys and expressions and nothing else: there is nothing to open.
        if body.entries.iter().all(|entry| plain(entry).is_some()) {
            for (key, span, value) in body.entries.iter().filter_map(plain) {
                let said = Said::Expr(value, Rc::clone(scope));
                add(key.clone(), Contribution { rank: rank.entry(true), said, span });
            }
            return;
        }
        let node = self.open(body, scope, rank, None);
        let mut said = Vec::new();
        self.gather_all(&node, &mut said);
        said.into_iter().for_each(|(key, said)| add(key, said));
    }

    /// A record: each field from what is said of it, else its default.
    fn record(
        &mut self,
        fields: &'m [FieldDef],
        pieces: Vec<Contribution<'m>>,
        span: Span,
        home: &ScopeRef<'m>,
    ) -> Val {
        match self.fields(fields, pieces, span, home) {
            Some(fields) => self.val(Value::Map(fields), span, home.trace),
            None => self.poison(span, home.trace),
        }
    }

    fn fields(
        &mut self,
        fields: &'m [FieldDef],
        pieces: Vec<Contribution<'m>>,
        span: Span,
        home: &ScopeRef<'m>,
    ) -> Option<Arc<Fields>> {
        let (mut keyed, damaged) = self.keyed(pieces)?;
        if fields.is_empty() {
            return Some(Arc::clone(&self.nothing));
        }
        let mut made = Vec::with_capacity(fields.len());
        let root = Rc::new(Scope { trace: home.trace, ..Scope::root() });
        let mut whole = true;
        for field in fields {
            let said = keyed.take(&field.name).unwrap_or_default();
            match self.field(field, said, &root) {
                Some(val) => made.push(val),
                None => {
                    if !damaged {
                        let place = self.user_place(span, home.trace);
                        let doc = field.doc.clone().unwrap_or_default();
                        let report = e04::e0421_missing_field::missing_field(place, (&field.name, &doc), field.span);
                        let report = self.with_trace(report, span, home.trace);
                        self.report(report);
                    }
                    whole = false;
                }
            }
        }
        whole.then(|| self.shaped(fields, made))
    }

    /// A tag with its payload.
    fn tagged(
        &mut self,
        tags: &'m [TagDef],
        mut pieces: Vec<Contribution<'m>>,
        span: Span,
        home: &ScopeRef<'m>,
    ) -> Val {
        let Some(name) = self.lower_tag(&mut pieces) else {
            let poisoned =
                pieces.iter().any(|piece| matches!(&piece.said, Said::Val(val) if matches!(val.value, Value::Poison)));
            return if poisoned { self.poison(span, home.trace) } else { self.no_tag(span, home) };
        };
        let span = self.tag_span(&pieces).unwrap_or(span);
        let Some(tag) = tags.iter().find(|tag| tag.name == name) else { return self.poison(span, home.trace) };
        match self.fields(&tag.fields, pieces, span, home) {
            Some(fields) => self.val(Value::Tag(name, fields), span, home.trace),
            None => self.poison(span, home.trace),
        }
    }

    /// A tag of a union written in place: its fields as they are given.
    fn anonymous_tag(
        &mut self,
        tags: &[TagDef],
        mut pieces: Vec<Contribution<'m>>,
        span: Span,
        home: &ScopeRef<'m>,
    ) -> Val {
        let Some(name) = self.lower_tag(&mut pieces) else { return self.no_tag(span, home) };
        let of = |key: &str| {
            let fields = tags.iter().filter(|tag| tag.name == name).flat_map(|tag| tag.fields.iter());
            fields.filter(|field| field.name == key).map(|field| &field.ty).next().unwrap_or(&Type::Raw)
        };
        let val = self.map(&Type::String, of, pieces, span, home);
        match val.value {
            Value::Map(fields) => Val { value: Value::Tag(name, fields), ..val },
            _ => val,
        }
    }

    /// Where the tag stands that the value has.
    fn tag_span(&self, pieces: &[Contribution<'m>]) -> Option<Span> {
        pieces.iter().rev().find_map(|piece| match &piece.said {
            Said::Expr(expr, _) if matches!(bare(expr).kind, ExprKind::Tag { .. }) => Some(expr.span),
            _ => None,
        })
    }

    /// A map: each key from what is said of it.
    fn map<'t>(
        &mut self,
        key_type: &Type,
        value_type: impl Fn(&str) -> &'t Type,
        pieces: Vec<Contribution<'m>>,
        span: Span,
        home: &ScopeRef<'m>,
    ) -> Val {
        let Some((keyed, _)) = self.keyed(pieces) else { return self.poison(span, home.trace) };
        if !self.elements(keyed.len(), span) {
            return self.poison(span, home.trace);
        }
        let mut made = Entries::with_capacity(keyed.len());
        let mut poisoned = false;
        for (key, said) in keyed {
            let at = said.first().map_or(span, |contribution| contribution.span);
            if *key_type != Type::String && !self.key_fits(&key, key_type, at, home) {
                poisoned = true;
                continue;
            }
            let val = match said.as_slice() {
                [only] if self.replaces(&only.said) => self.single(value_type(&key), only, home),
                _ => self.merge(value_type(&key), said, home),
            };
            if let Some(val) = val {
                made.push(key, val);
            }
        }
        if poisoned {
            return self.poison(span, home.trace);
        }
        self.val(Value::Map(Arc::new(made.into())), span, home.trace)
    }

    fn key_fits(&mut self, key: &Str, ty: &Type, span: Span, home: &ScopeRef<'m>) -> bool {
        let val = self.val(Value::Text(crate::Text::literal(key.clone())), span, home.trace);
        !matches!(self.coerce(val, ty, home).value, Value::Poison)
    }
}
