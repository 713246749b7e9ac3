//! The functions of the standard library that have no body: one file a family. Strict; an argument that failed makes the call fail in silence.

mod block;
mod list;
mod network;
mod number;
mod quantity;
mod text;

use crate::eval::{Evaluator, ScopeRef};
use crate::text::Text;
use crate::value::{Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::FieldDef;
use infrac_model::hir::{Expr, ExprKind};
use infrac_source::{Span, Str};
use std::sync::Arc;

/// What a function gives: a value, a failure that is worded here, or one that has been reported.
pub(crate) type Outcome = Result<Value, Failure>;

/// Why a function gives nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It has been reported, or follows from something that was.
    Silent,
    /// What is wrong: one line, lower case, no full stop.
    Because(String),
}

/// A failure in words.
fn because(why: impl Into<String>) -> Failure {
    Failure::Because(why.into())
}

/// Known text as a value.
fn known(text: impl Into<Str>) -> Value {
    Value::Text(Text::literal(text))
}

/// The arguments of a call, by position.
pub(crate) struct Args(Vec<Val>);

impl Args {
    fn val(&self, at: usize) -> Result<&Val, Failure> {
        self.0.get(at).ok_or(Failure::Silent)
    }

    fn text(&self, at: usize) -> Result<Str, Failure> {
        match &self.val(at)?.value {
            Value::Text(text) => text.known().ok_or(Failure::Silent),
            _ => Err(Failure::Silent),
        }
    }

    fn int(&self, at: usize) -> Result<i64, Failure> {
        match &self.val(at)?.value {
            Value::Int(int) => Ok(*int),
            _ => Err(Failure::Silent),
        }
    }

    fn list(&self, at: usize) -> Result<&Arc<[Val]>, Failure> {
        match &self.val(at)?.value {
            Value::List(items) => Ok(items),
            _ => Err(Failure::Silent),
        }
    }

    fn map(&self, at: usize) -> Result<&Arc<crate::Fields>, Failure> {
        match &self.val(at)?.value {
            Value::Map(fields) => Ok(fields),
            _ => Err(Failure::Silent),
        }
    }

    /// An argument that may have been left out.
    fn optional(&self, at: usize) -> Option<&Val> {
        self.0.get(at).filter(|val| val.value != Value::Null)
    }

    /// A list of known texts.
    fn texts(&self, at: usize) -> Result<Vec<Str>, Failure> {
        let known = |val: &Val| match &val.value {
            Value::Text(text) => text.known(),
            _ => None,
        };
        self.list(at)?.iter().map(known).collect::<Option<_>>().ok_or(Failure::Silent)
    }
}

impl<'m> Evaluator<'m> {
    /// Calls the function of that name. What was left out has its default, else it is null.
    pub fn intrinsic(
        &mut self,
        (name, params): (&str, &'m [FieldDef]),
        args: &'m [Option<Expr>],
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Val {
        if name == "exists"
            && let Some(Some(arg)) = args.first()
            && let ExprKind::Block { decl, .. } = &without_conversion(arg).kind
        {
            let alive = self.exists(*decl, scope);
            return self.val(Value::Bool(alive), span, scope.trace);
        }
        let root = self.root_scope();
        let mut values: Vec<Val> = Vec::with_capacity(params.len());
        for (at, param) in params.iter().enumerate() {
            values.push(match (args.get(at).and_then(Option::as_ref), &param.default) {
                (Some(arg), _) => self.eval(arg, scope),
                (None, Some(default)) => self.eval(default, &root),
                (None, None) => self.val(Value::Null, span, scope.trace),
            });
        }
        if values.iter().any(|val| crate::eval::poisoned(&val.value)) {
            return self.poison(span, scope.trace);
        }
        let args = Args(values);
        let outcome = text::call(self, name, &args)
            .or_else(|| list::call(name, &args))
            .or_else(|| number::call(name, &args))
            .or_else(|| quantity::call(name, &args))
            .or_else(|| network::call(name, &args))
            .or_else(|| block::call(self, name, &args, span));
        match outcome {
            Some(Ok(value)) => {
                let size = match &value {
                    Value::Text(text) => text.known().map_or(0, |text| text.len()),
                    _ => 0,
                };
                let count = if let Value::List(items) = &value { items.len() } else { 0 };
                if !self.text_made(size, span) || !self.elements(count, span) {
                    return self.poison(span, scope.trace);
                }
                self.val(value, span, scope.trace)
            }
            Some(Err(Failure::Because(why))) => {
                let place = self.user_place(span, scope.trace);
                let report = e04::e0446_function_failed::function_failed(place, name, &why);
                let report = self.with_trace(report, span, scope.trace);
                self.report(report);
                self.poison(span, scope.trace)
            }
            Some(Err(Failure::Silent)) | None => self.poison(span, scope.trace),
        }
    }
}

fn without_conversion(expr: &Expr) -> &Expr {
    let mut expr = expr;
    while let ExprKind::Coerce(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// Names of all functions that are answered here.
#[cfg(test)]
const NAMES: &[&[&str]] = &[text::NAMES, list::NAMES, number::NAMES, quantity::NAMES, network::NAMES, block::NAMES];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_function_without_body_is_answered_and_no_other() {
        let declared: BTreeSet<&str> = infrac_stdlib::FILES
            .iter()
            .flat_map(|(_, text)| text.lines())
            .filter(|line| !line.rsplit("): ").next().is_some_and(|result| result.contains(" =")))
            .filter_map(|line| line.trim().strip_prefix("pub fn ")?.split(['(', '<']).next())
            .collect();
        let answered: BTreeSet<&str> = super::NAMES.iter().flat_map(|names| names.iter().copied()).collect();
        assert_eq!(declared, answered);
    }
}
