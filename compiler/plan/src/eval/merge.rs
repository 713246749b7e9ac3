//! From what is said of a key to its value: strata and layers, Bodies that add, everything else that replaces, removal, conflicts.

use super::contribution::{Contribution, KIND, Said};
use super::{Evaluator, ScopeRef};
use crate::value::{Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::Type;
use infrac_model::hir::{Expr, ExprKind};
use infrac_model::{Shape, TypeId};
use infrac_source::{Span, Str};

/// How a contribution acts on what lies below it.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Effect {
    /// A Body: adds.
    Adds,
    /// A tag with fields: adds to the same tag, replaces another.
    AddsToTag(Str),
    /// Replaces.
    Replaces,
}

/// The expression without the conversions around it.
pub(crate) fn bare(expr: &Expr) -> &Expr {
    let mut expr = expr;
    while let ExprKind::Coerce(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

impl<'m> Evaluator<'m> {
    /// The value that contributions make; `None`: nothing is said, or all of it was removed.
    pub fn merge(&mut self, ty: &Type, mut said: Vec<Contribution<'m>>, home: &ScopeRef<'m>) -> Option<Val> {
        said.sort_by_key(|contribution| contribution.rank);
        let default = said.first().filter(|first| first.rank.layer == KIND).cloned();
        let mut pieces: Vec<Contribution<'m>> = Vec::new();
        let mut rest = said.as_slice();
        while let Some(first) = rest.first() {
            let size = rest.iter().take_while(|contribution| contribution.rank == first.rank).count();
            let (group, after) = rest.split_at(size);
            rest = after;
            self.apply_unsets(group, default.as_ref(), &mut pieces);
            if let Some(conflict) = self.apply_sets(group, &mut pieces) {
                return Some(conflict);
            }
        }
        match pieces.as_slice() {
            [] => None,
            [only] if matches!(self.effect(&only.said), Effect::Replaces) => self.single(ty, only, home),
            [first, ..] => {
                let span = first.span;
                Some(self.build(ty, pieces, span, home))
            }
        }
    }

    /// The value of a contribution that nothing else speaks against; not of a removal.
    pub fn alone(&mut self, ty: &Type, only: Contribution<'m>, home: &ScopeRef<'m>) -> Val {
        let single = if self.replaces(&only.said) { self.single(ty, &only, home) } else { None };
        match single {
            Some(val) => val,
            None => {
                let span = only.span;
                self.build(ty, vec![only], span, home)
            }
        }
    }

    /// The value of the one contribution there is; `None` of a removal.
    pub fn single(&mut self, ty: &Type, only: &Contribution<'m>, home: &ScopeRef<'m>) -> Option<Val> {
        match &only.said {
            Said::Expr(expr, scope) => {
                let val = self.eval(expr, scope);
                Some(if expr.ty == *ty { val } else { self.coerce(val, ty, home) })
            }
            Said::Val(val) => Some(self.coerce(Val::clone(val), ty, home)),
            Said::Unset(_) => None,
        }
    }

    /// Removals act before the assignments of their rank; what the kind says of itself applies again.
    fn apply_unsets(
        &mut self,
        group: &[Contribution<'m>],
        default: Option<&Contribution<'m>>,
        pieces: &mut Vec<Contribution<'m>>,
    ) {
        for contribution in group {
            match &contribution.said {
                Said::Unset([]) => {
                    let said = pieces.iter().any(|piece| piece.rank.layer != KIND);
                    pieces.clear();
                    pieces.extend(default.cloned());
                    if !said {
                        self.report(e04::e0412_nothing_to_unset::nothing_to_unset(contribution.span));
                    }
                }
                Said::Unset(_) => pieces.push(contribution.clone()),
                Said::Expr(..) | Said::Val(_) => {}
            }
        }
    }

    /// Assignments of one rank: one, or only Bodies. Gives poison if they conflict.
    fn apply_sets(&mut self, group: &[Contribution<'m>], pieces: &mut Vec<Contribution<'m>>) -> Option<Val> {
        let mut first: Option<(&Contribution<'m>, Effect)> = None;
        for contribution in group {
            if matches!(contribution.said, Said::Unset(_)) {
                continue;
            }
            let effect = self.effect(&contribution.said);
            if let Some((earlier, before)) = &first {
                let both_add = match (before, &effect) {
                    (Effect::Replaces, _) | (_, Effect::Replaces) => false,
                    (Effect::AddsToTag(a), Effect::AddsToTag(b)) => a == b,
                    _ => true,
                };
                if !both_add {
                    let report = e04::e0411_conflict::conflict(contribution.span, earlier.span);
                    let trace = self.scope_trace(&contribution.said);
                    let report = self.with_trace(report, contribution.span, trace);
                    self.report(report);
                    return Some(self.poison(contribution.span, trace));
                }
            }
            let keeps = match &effect {
                Effect::Adds => true,
                Effect::AddsToTag(tag) => self.lower_tag(pieces).is_none_or(|below| below == *tag),
                Effect::Replaces => false,
            };
            if !keeps {
                pieces.clear();
            }
            pieces.push(contribution.clone());
            if first.is_none() {
                first = Some((contribution, effect));
            }
        }
        None
    }

    fn scope_trace(&self, said: &Said<'m>) -> crate::TraceId {
        match said {
            Said::Expr(_, scope) => scope.trace,
            Said::Val(val) => self.origins.get(val.origin).trace,
            Said::Unset(_) => crate::TraceId::ROOT,
        }
    }

    /// Whether a contribution takes the place of whatever lies below it. A removal does not.
    pub fn replaces(&self, said: &Said<'m>) -> bool {
        !matches!(said, Said::Unset(_)) && matches!(self.effect(said), Effect::Replaces)
    }

    fn effect(&self, said: &Said<'m>) -> Effect {
        match said {
            Said::Expr(expr, _) => match &bare(expr).kind {
                ExprKind::Body(_) => Effect::Adds,
                ExprKind::Tag { name, union, payload: Some(_) } if !self.positional(*union, name) => {
                    Effect::AddsToTag(name.clone())
                }
                _ => Effect::Replaces,
            },
            Said::Val(_) | Said::Unset(_) => Effect::Replaces,
        }
    }

    fn positional(&self, union: Option<TypeId>, name: &str) -> bool {
        let Some(union) = union else { return false };
        match &self.model.type_def(union).shape {
            Shape::Tags(tags) => tags.iter().any(|tag| tag.name == name && tag.positional),
            Shape::Alias(_) | Shape::Record(_) => false,
        }
    }

    /// The tag of what lies below: the last piece that has one.
    pub fn lower_tag(&mut self, pieces: &mut [Contribution<'m>]) -> Option<Str> {
        for piece in pieces.iter_mut().rev() {
            if matches!(self.effect(&piece.said), Effect::Adds) || matches!(piece.said, Said::Unset(_)) {
                continue;
            }
            if let Said::Expr(expr, scope) = &piece.said {
                if let ExprKind::Tag { name, .. } = &bare(expr).kind {
                    return Some(name.clone());
                }
                let val = self.eval(expr, scope);
                piece.said = Said::Val(Box::new(val));
            }
            return match &piece.said {
                Said::Val(val) => match &val.value {
                    Value::Tag(name, _) => Some(name.clone()),
                    _ => None,
                },
                Said::Expr(..) | Said::Unset(_) => None,
            };
        }
        None
    }

    /// A Body without anything below that says which tag is meant.
    pub fn no_tag(&mut self, span: Span, home: &ScopeRef<'m>) -> Val {
        self.report(e04::e0413_no_tag_below::no_tag_below(span));
        self.poison(span, home.trace)
    }
}
