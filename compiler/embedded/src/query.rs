//! What a PromQL expression reads, for whoever checks or rewrites it. Positions are not known to the parser; callers look names up in the text.

use promql_parser::label::{MatchOp, Matcher};
use promql_parser::parser::{self, Expr, VectorSelector, token};

/// A selector of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuerySelector {
    /// The metric, if it is named: `up`, or `{__name__="up"}`.
    pub metric: Option<String>,
    /// The conditions on labels, in order.
    pub matchers: Vec<LabelMatcher>,
}

/// A condition on a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabelMatcher {
    /// The label.
    pub label: String,
    /// `=`, `!=`, `=~` or `!~`.
    pub op: &'static str,
    /// What it is compared with.
    pub value: String,
}

/// An expression of counters: one, or a sum of such.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Counters {
    /// One.
    One(QuerySelector),
    /// Two expressions, added or (`false`) subtracted.
    Sum(Box<Counters>, bool, Box<Counters>),
}

/// `something op number`, with something simple.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SimpleComparison {
    /// `sum`, `max`, …: the series are joined by it, with no label kept.
    pub aggregate: Option<&'static str>,
    /// `rate` or `increase` over this many milliseconds.
    pub over: Option<(&'static str, u64)>,
    /// What is compared.
    pub selector: QuerySelector,
    /// `==`, `!=`, `<`, `<=`, `>` or `>=`.
    pub op: &'static str,
    /// The number, as a decimal.
    pub number: String,
}

/// How deep a tree is walked; the check of the language refuses deeper brackets, and so many operators.
const MAX_DEPTH: u32 = 1000;

/// The selectors of an expression, in no particular order but always the same one. Empty if it does not parse.
pub fn selectors(text: &str) -> Vec<QuerySelector> {
    let mut found = Vec::new();
    if let Ok(expr) = parser::parse(text) {
        collect(&expr, &mut found, MAX_DEPTH);
    }
    found
}

/// Reads an expression of counters. `None` if it is anything else: one that has a rate or a range already, a number, a comparison.
pub fn counters(text: &str) -> Option<Counters> {
    sum(&parser::parse(text).ok()?, MAX_DEPTH)
}

/// Reads a simple comparison. `None` if it is anything else.
pub fn comparison(text: &str) -> Option<SimpleComparison> {
    let expr = parser::parse(text).ok()?;
    let Expr::Binary(binary) = bare(&expr) else { return None };
    let op = operator(binary.op.id()).filter(|_| binary.modifier.is_none())?;
    let (side, number, op) = match (number(&binary.lhs), number(&binary.rhs)) {
        (None, Some(number)) => (&binary.lhs, number, op),
        (Some(number), None) => (&binary.rhs, number, turned(op)),
        _ => return None,
    };
    let (aggregate, side) = match bare(side) {
        Expr::Aggregate(aggregate) if aggregate.param.is_none() && aggregate.modifier.is_none() => {
            (Some(joined(aggregate.op.id())?), bare(&aggregate.expr))
        }
        other => (None, other),
    };
    let (over, selector) = match side {
        Expr::VectorSelector(selector) => (None, selector),
        Expr::Call(call) => {
            let function = ["rate", "increase"].into_iter().find(|name| *name == call.func.name)?;
            let Expr::MatrixSelector(matrix) = &**call.args.args.first()? else { return None };
            (Some((function, u64::try_from(matrix.range.as_millis()).ok()?)), &matrix.vs)
        }
        _ => return None,
    };
    let selector = read(selector)?;
    Some(SimpleComparison { aggregate, over, selector, op, number })
}

fn bare(expr: &Expr) -> &Expr {
    let mut expr = expr;
    while let Expr::Paren(inner) = expr {
        expr = &inner.expr;
    }
    expr
}

fn collect(expr: &Expr, found: &mut Vec<QuerySelector>, depth: u32) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match expr {
        Expr::Aggregate(aggregate) => {
            collect(&aggregate.expr, found, depth);
            if let Some(param) = &aggregate.param {
                collect(param, found, depth);
            }
        }
        Expr::Unary(unary) => collect(&unary.expr, found, depth),
        Expr::Binary(binary) => {
            collect(&binary.lhs, found, depth);
            collect(&binary.rhs, found, depth);
        }
        Expr::Paren(paren) => collect(&paren.expr, found, depth),
        Expr::Subquery(subquery) => collect(&subquery.expr, found, depth),
        Expr::VectorSelector(selector) => found.extend(anywhere(selector)),
        Expr::MatrixSelector(matrix) => found.extend(anywhere(&matrix.vs)),
        Expr::Call(call) => call.args.args.iter().for_each(|argument| collect(argument, found, depth)),
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::Extension(_) => {}
    }
}

fn sum(expr: &Expr, depth: u32) -> Option<Counters> {
    let depth = depth.checked_sub(1)?;
    match expr {
        Expr::Paren(paren) => sum(&paren.expr, depth),
        Expr::VectorSelector(selector) => read(selector).map(Counters::One),
        Expr::Binary(binary) if binary.modifier.is_none() => {
            let plus = match binary.op.id() {
                token::T_ADD => true,
                token::T_SUB => false,
                _ => return None,
            };
            Some(Counters::Sum(Box::new(sum(&binary.lhs, depth)?), plus, Box::new(sum(&binary.rhs, depth)?)))
        }
        _ => None,
    }
}

/// A selector that reads what is there now.
fn read(selector: &VectorSelector) -> Option<QuerySelector> {
    if selector.offset.is_some() || selector.at.is_some() || !selector.matchers.or_matchers.is_empty() {
        return None;
    }
    anywhere(selector)
}

fn anywhere(selector: &VectorSelector) -> Option<QuerySelector> {
    let mut metric = selector.name.clone();
    let mut matchers = Vec::new();
    let all = selector.matchers.matchers.iter().chain(selector.matchers.or_matchers.iter().flatten());
    for Matcher { op, name, value } in all {
        let op = match op {
            MatchOp::Equal => "=",
            MatchOp::NotEqual => "!=",
            MatchOp::Re(_) => "=~",
            MatchOp::NotRe(_) => "!~",
        };
        if name == "__name__" && op == "=" {
            metric = Some(value.clone());
        } else {
            matchers.push(LabelMatcher { label: name.clone(), op, value: value.clone() });
        }
    }
    Some(QuerySelector { metric, matchers })
}

/// A number of the expression, in the shortest decimal form that is read as the same.
fn number(expr: &Expr) -> Option<String> {
    match bare(expr) {
        Expr::NumberLiteral(literal) if literal.val.is_finite() => Some(literal.val.to_string()),
        Expr::Unary(unary) => number(&unary.expr).map(|number| format!("-{number}")),
        _ => None,
    }
}

fn operator(id: token::TokenId) -> Option<&'static str> {
    Some(match id {
        token::T_EQLC => "==",
        token::T_NEQ => "!=",
        token::T_LSS => "<",
        token::T_LTE => "<=",
        token::T_GTR => ">",
        token::T_GTE => ">=",
        _ => return None,
    })
}

/// The operator with its sides exchanged.
fn turned(op: &'static str) -> &'static str {
    match op {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        other => other,
    }
}

fn joined(id: token::TokenId) -> Option<&'static str> {
    Some(match id {
        token::T_SUM => "sum",
        token::T_MAX => "max",
        token::T_MIN => "min",
        token::T_AVG => "avg",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_of_all_parts_are_found() {
        let text = r#"sum by (le) (rate(a_bucket{x="1"}[5m])) / on () b > 3 and {__name__="c"} offset 5m"#;
        let names: Vec<_> = selectors(text).into_iter().map(|one| one.metric.unwrap_or_default()).collect();
        assert_eq!(names, ["a_bucket", "b", "c"]);
    }

    #[test]
    fn counters_are_selectors_and_their_sums() {
        assert!(matches!(counters(r#"jobs_total{result="done"}"#), Some(Counters::One(_))));
        assert!(matches!(counters("a + (b - c)"), Some(Counters::Sum(_, true, _))));
        for text in ["rate(a[5m])", "a[5m]", "a offset 5m", "a * 2", "a + on (x) b", "1"] {
            assert_eq!(counters(text), None, "{text}");
        }
    }

    #[test]
    fn simple_comparisons_are_read() {
        let one = comparison(r#"3 < max(rate(a_total{x=~"b|c"}[5m]))"#).unwrap();
        assert_eq!(
            (one.aggregate, one.over, one.op, one.number.as_str()),
            (Some("max"), Some(("rate", 300_000)), ">", "3")
        );
        let up = comparison(r#"up{job="web"} == 0"#).unwrap();
        assert_eq!((up.aggregate, up.over, up.op, up.number.as_str()), (None, None, "==", "0"));
        for text in ["a > b", "a > 1 and b > 1", "sum by (x) (a) > 1", "topk(3, a) > 1", "a > bool 1 or b", "1 > 2"] {
            assert_eq!(comparison(text), None, "{text}");
        }
    }
}
