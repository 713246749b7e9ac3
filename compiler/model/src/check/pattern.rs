//! `match`: patterns against the type of what is looked at, and that every case has an arm.

use super::scope::ScopeId;
use super::{Checker, Want};
use crate::EnvId;
use crate::hir::{Body, Expr, ExprKind, Pattern};
use crate::types::{FieldDef, Type};
use crate::uses::DefinitionKind;
use infrac_diagnostics::codes::{e02, e03, e05};
use infrac_diagnostics::did_you_mean;
use infrac_quantity::Ratio;
use infrac_source::{Span, Str};
use infrac_syntax::ast::{self, PatternKind, TagBinding};
use rustc_hash::FxHashMap;

/// A case that an arm has taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Case {
    Null,
    Bool(bool),
    Number(i128, i128),
    Text(Str),
    Tag(Str),
    Env(EnvId),
}

/// What the arms so far cover.
#[derive(Default)]
struct Covered {
    cases: FxHashMap<Case, Span>,
    /// An arm that takes everything left.
    rest: Option<Span>,
    /// A pattern was wrong: nothing is known of what is covered.
    broken: bool,
}

impl<'a> Checker<'a> {
    pub(super) fn match_expr(
        &mut self,
        scrutinee: &'a ast::Expr,
        arms: &'a [ast::ExprArm],
        span: Span,
        want: Option<Want<'_>>,
        scope: ScopeId,
    ) -> Expr {
        let scrutinee = self.scrutinee(scrutinee, scope);
        let mut covered = Covered::default();
        let mut checked: Vec<(Vec<Pattern>, Expr)> = Vec::with_capacity(arms.len());
        let mut joined: Option<Type> = None;
        let mut first: Option<Span> = None;
        for arm in arms {
            let (patterns, inner) = self.arm(&arm.patterns, &scrutinee.ty, &mut covered, scope);
            let value = match want {
                Some(want) => self.check(&arm.value, want, inner),
                None => self.synth(&arm.value, inner),
            };
            if want.is_none() {
                joined = match joined {
                    None => Some(value.ty.clone()),
                    Some(known) => self.model.join(&known, &value.ty).or_else(|| {
                        let (found, before) = (self.type_text(&value.ty), self.type_text(&known));
                        let place = first.unwrap_or(value.span);
                        self.report(e03::e0324_branches_disagree::branches_disagree(
                            value.span, &found, place, &before,
                        ));
                        Some(Type::Error)
                    }),
                };
                first.get_or_insert(value.span);
            }
            checked.push((patterns, value));
        }
        self.exhaustive(&scrutinee, &covered, span);
        let ty = want.map(|want| want.ty.clone()).or(joined).unwrap_or(Type::Error);
        if want.is_none() {
            if ty == Type::Error {
                return self.poison(span);
            }
            for (_, value) in &mut checked {
                let inner = std::mem::replace(value, Expr { kind: ExprKind::Poison, ty: Type::Error, span });
                *value = self.coerce(inner, Want::plain(&ty));
            }
        }
        Expr { kind: ExprKind::Match { scrutinee: Box::new(scrutinee), arms: checked }, ty, span }
    }

    /// An entry-level `match`: `body` checks an arm's entries in the arm's frame.
    pub(super) fn match_entries(
        &mut self,
        scrutinee: &'a ast::Expr,
        arms: &'a [ast::EntryArm],
        span: Span,
        scope: ScopeId,
        mut body: impl FnMut(&mut Self, &'a ast::Body, ScopeId) -> Body,
    ) -> (Expr, Vec<(Vec<Pattern>, Body)>) {
        let scrutinee = self.scrutinee(scrutinee, scope);
        let mut covered = Covered::default();
        let mut checked = Vec::with_capacity(arms.len());
        for arm in arms {
            let (patterns, inner) = self.arm(&arm.patterns, &scrutinee.ty, &mut covered, scope);
            checked.push((patterns, body(self, &arm.body, inner)));
        }
        self.exhaustive(&scrutinee, &covered, span);
        (scrutinee, checked)
    }

    fn scrutinee(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Expr {
        let checked = self.synth(expr, scope);
        let span = checked.span;
        if self.model.holds_secret(&checked.ty) && !matches!(checked.ty, Type::Ref(_)) {
            self.report(e05::e0503_secret_operation::secret_operation(span, "match"));
            return self.poison(span);
        }
        if self.without_late(&checked.ty).is_some() {
            // Whether something optional is there is known; what it is is not.
            let nullable = matches!(self.model.base(&checked.ty), Type::Optional(_));
            if !nullable {
                let (what, source) = (self.describe(&checked), self.late_source(&checked));
                self.report(e03::e0308_late_value::late_value(span, &what, source, None));
                return self.poison(span);
            }
        }
        checked
    }

    /// The patterns of an arm, and the frame with what they bind.
    fn arm(
        &mut self,
        patterns: &'a [ast::Pattern],
        ty: &Type,
        covered: &mut Covered,
        outer: ScopeId,
    ) -> (Vec<Pattern>, ScopeId) {
        let context = self.context(outer);
        let scope = self.inner_scope(outer, context);
        let mut checked = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            if let Some(rest) = covered.rest {
                self.report(e03::e0312_unreachable_arm::unreachable_arm(pattern.span, rest));
            }
            match self.pattern(pattern, ty, covered, scope) {
                Some(pattern) => checked.push(pattern),
                None => covered.broken = true,
            }
        }
        (checked, scope)
    }

    fn pattern(
        &mut self,
        pattern: &'a ast::Pattern,
        ty: &Type,
        covered: &mut Covered,
        scope: ScopeId,
    ) -> Option<Pattern> {
        let span = pattern.span;
        let whole = self.model.base(ty).clone();
        let (inner, nullable) = match &whole {
            Type::Optional(inner) => (self.model.base(inner).clone(), true),
            other => (other.clone(), false),
        };
        let broken = matches!(inner, Type::Error);
        match &pattern.kind {
            PatternKind::Wildcard => {
                covered.rest.get_or_insert(span);
                Some(Pattern::Wildcard)
            }
            PatternKind::Bind(name) => {
                covered.rest.get_or_insert(span);
                let some = nullable && covered.cases.contains_key(&Case::Null);
                let bound = match (&whole, some) {
                    (Type::Optional(inner), true) => inner.as_ref().clone(),
                    _ => ty.clone(),
                };
                let local = self.bind_local(scope, name, bound);
                Some(if some { Pattern::Some(local) } else { Pattern::Bind(local) })
            }
            PatternKind::Null => {
                if !nullable && !broken {
                    let found = self.type_text(ty);
                    self.report(e03::e0313_pattern_mismatch::pattern_mismatch(span, "`null`", &found));
                    return None;
                }
                self.take(Case::Null, span, covered);
                Some(Pattern::Null)
            }
            PatternKind::Bool(value) => {
                if !matches!(inner, Type::Bool | Type::Error) {
                    return self.misfit_pattern(span, &format!("`{value}`"), ty);
                }
                self.take(Case::Bool(*value), span, covered);
                Some(Pattern::Bool(*value))
            }
            PatternKind::Number(literal) => {
                let value = super::number::read(literal, &inner);
                let Some(value) = value else {
                    return if broken { None } else { self.misfit_pattern(span, "this number", ty) };
                };
                self.take(number_case(value), span, covered);
                Some(Pattern::Number(value))
            }
            PatternKind::String(text) => {
                let Some(plain) = text.plain().filter(|_| matches!(inner, Type::String | Type::Error)) else {
                    return if broken { None } else { self.misfit_pattern(span, "this string", ty) };
                };
                self.take(Case::Text(plain.clone()), span, covered);
                Some(Pattern::Text(plain))
            }
            PatternKind::Tag { name, bind } => self.tag_pattern(name, bind, &inner, span, covered, scope),
            PatternKind::Error => None,
        }
    }

    fn misfit_pattern(&mut self, span: Span, pattern: &str, ty: &Type) -> Option<Pattern> {
        let found = self.type_text(ty);
        self.report(e03::e0313_pattern_mismatch::pattern_mismatch(span, pattern, &found));
        None
    }

    /// Notes a case as taken; a second arm for it is never reached.
    fn take(&mut self, case: Case, span: Span, covered: &mut Covered) {
        match covered.cases.get(&case) {
            Some(&first) => self.report(e03::e0312_unreachable_arm::unreachable_arm(span, first)),
            None => {
                covered.cases.insert(case, span);
            }
        }
    }

    fn tag_pattern(
        &mut self,
        name: &'a ast::Ident,
        bind: &'a TagBinding,
        ty: &Type,
        span: Span,
        covered: &mut Covered,
        scope: ScopeId,
    ) -> Option<Pattern> {
        match ty {
            Type::Error => {
                self.bind_nothing(bind, scope);
                None
            }
            Type::Environment => {
                let context = self.context(scope);
                if context.library {
                    // One arm says it for the whole `match`.
                    if !covered.broken {
                        self.environment_in_library(&name.text, name.span, context.module);
                    }
                    self.bind_nothing(bind, scope);
                    return None;
                }
                let Some(&id) = self.environments.get(&name.text) else {
                    self.unknown_environment(&name.text, name.span);
                    return None;
                };
                let definition = self.model.environment(id).span;
                self.uses.record(name.span, DefinitionKind::Environment, definition);
                if !matches!(bind, TagBinding::None) {
                    self.report(e03::e0316_tag_payload::environment_payload(span, &name.text));
                }
                self.take(Case::Env(id), name.span, covered);
                Some(Pattern::Env(id))
            }
            _ => {
                let Some(tag) = self.find_tag(ty, &name.text) else {
                    self.bind_nothing(bind, scope);
                    self.no_tag_in_pattern(name, ty);
                    return None;
                };
                self.uses.record(name.span, DefinitionKind::Tag, tag.span);
                let fields = self.tag_def(&tag).map(|def| def.fields.clone()).unwrap_or_default();
                self.take(Case::Tag(tag.name.clone()), name.span, covered);
                Some(self.bind_payload(tag.name.clone(), bind, &fields, span, tag.span, scope))
            }
        }
    }

    fn no_tag_in_pattern(&mut self, name: &ast::Ident, ty: &Type) {
        let tags = self.model.tags(ty).map(|(_, tags)| tags.iter().map(|tag| tag.name.to_string()).collect::<Vec<_>>());
        let found = self.type_text(ty);
        match tags {
            Some(tags) => {
                let near = did_you_mean(&name.text, tags.iter().map(String::as_str)).map(str::to_owned);
                let union = (!found.contains(' ')).then_some(found);
                let (near, union) = (near.as_deref(), union.as_deref());
                self.report(e02::e0209_unknown_tag::unknown_tag(name.span, &name.text, near, union, &tags, None));
            }
            None => self.report(e03::e0313_pattern_mismatch::name_in_pattern(name.span, &name.text, &found)),
        }
    }

    fn bind_payload(
        &mut self,
        name: Str,
        bind: &'a TagBinding,
        fields: &[FieldDef],
        span: Span,
        definition: Span,
        scope: ScopeId,
    ) -> Pattern {
        let mut whole = None;
        let mut bound = Vec::new();
        match bind {
            TagBinding::None => {}
            TagBinding::Whole(ident) => {
                let record = fields.iter().map(|field| (field.name.clone(), field.ty.clone())).collect();
                whole = Some(self.bind_local(scope, ident, Type::Record(record)));
            }
            TagBinding::Positional(idents) => {
                if idents.len() > fields.len() {
                    let count = fields.len();
                    self.report(e03::e0316_tag_payload::too_many_binders(span, &name, count, idents.len(), definition));
                }
                for (at, ident) in idents.iter().enumerate() {
                    let field = fields.get(at);
                    let ty = field.map_or(Type::Error, |field| field.ty.clone());
                    let local = self.bind_local(scope, ident, ty);
                    if let Some(field) = field {
                        bound.push((field.name.clone(), local));
                    }
                }
            }
            TagBinding::Fields(idents) => {
                for ident in idents {
                    let field = fields.iter().find(|field| field.name == ident.text);
                    if field.is_none() {
                        let near = did_you_mean(&ident.text, fields.iter().map(|field| field.name.as_str()));
                        let owner = format!("the tag `{name}`");
                        self.report(e02::e0206_unknown_attribute::unknown_attribute(
                            ident.span,
                            &ident.text,
                            &owner,
                            near,
                            None,
                            &[],
                            Some(definition),
                        ));
                    }
                    let ty = field.map_or(Type::Error, |field| field.ty.clone());
                    let local = self.bind_local(scope, ident, ty);
                    if let Some(field) = field {
                        self.record_attribute(ident.span, field.span);
                        bound.push((field.name.clone(), local));
                    }
                }
            }
        }
        Pattern::Tag { name, whole, fields: bound }
    }

    /// Binds what a wrong pattern names, so that its uses say nothing.
    fn bind_nothing(&mut self, bind: &'a TagBinding, scope: ScopeId) {
        let idents: &[ast::Ident] = match bind {
            TagBinding::None => &[],
            TagBinding::Whole(ident) => std::slice::from_ref(ident),
            TagBinding::Positional(idents) | TagBinding::Fields(idents) => idents,
        };
        for ident in idents {
            self.bind_local(scope, ident, Type::Error);
        }
    }

    /// Every case has an arm.
    fn exhaustive(&mut self, scrutinee: &Expr, covered: &Covered, span: Span) {
        if covered.rest.is_some() || covered.broken || matches!(scrutinee.ty, Type::Error | Type::Never) {
            return;
        }
        let whole = self.model.base(&scrutinee.ty);
        let (inner, nullable) = match whole {
            Type::Optional(inner) => (self.model.base(inner), true),
            other => (other, false),
        };
        let mut missing: Vec<String> = Vec::new();
        if nullable && !covered.cases.contains_key(&Case::Null) {
            missing.push("null".to_owned());
        }
        match inner {
            Type::Bool => {
                for value in [true, false] {
                    if !covered.cases.contains_key(&Case::Bool(value)) {
                        missing.push(value.to_string());
                    }
                }
            }
            Type::Environment => {
                for id in self.model.concrete_environments() {
                    let chain = self.model.chain(id);
                    if !chain.iter().any(|&id| covered.cases.contains_key(&Case::Env(id))) {
                        missing.push(self.model.environment(id).name.to_string());
                    }
                }
            }
            other => match self.model.tags(other) {
                Some((_, tags)) => {
                    let open = tags.iter().filter(|tag| !covered.cases.contains_key(&Case::Tag(tag.name.clone())));
                    missing.extend(open.map(|tag| tag.name.to_string()));
                }
                None => missing.push("_".to_owned()),
            },
        }
        if missing.is_empty() {
            return;
        }
        let what = self.describe(scrutinee);
        let environments = matches!(inner, Type::Environment);
        let definition = match inner {
            Type::Named(id) => Some(self.model.type_def(*id).span),
            _ => None,
        };
        self.report(e03::e0311_not_exhaustive::not_exhaustive(
            scrutinee.span,
            &what,
            &missing,
            environments,
            definition,
            span,
        ));
    }
}

fn number_case(value: Ratio) -> Case {
    Case::Number(value.numerator(), value.denominator())
}
