//! Queries as trees: brackets follow from precedence, label values are escaped, numbers are exact.

use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;
use std::fmt;

/// A PromQL expression.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Query {
    /// A number. One without a finite decimal form is written as a division, which is as exact as the reader.
    Number(Ratio),
    /// A [`Selector`] as it is written, with a range `metric{…}[5m]`.
    Select { written: Str, range: Option<Nanos> },
    /// `function(arguments)`.
    Call(&'static str, Vec<Query>),
    /// `sum(…)`, `sum by (le) (…)`.
    Aggregate(&'static str, &'static [&'static str], Box<Query>),
    /// `left op right`.
    Binary(Operator, Box<Query>, Box<Query>),
}

/// `metric{label="value"}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Selector {
    pub(crate) metric: Str,
    pub(crate) matchers: Vec<Matcher>,
}

/// A condition on a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Matcher {
    pub(crate) label: Str,
    /// `=`, `!=`, `=~`, `!~`.
    pub(crate) op: &'static str,
    pub(crate) value: Str,
}

/// A binary operator: how it is written, and how tightly it binds (Prometheus documentation, "Operators", chapter "Binary operator
/// precedence").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Operator(pub(crate) &'static str, u8);

pub(crate) const OR: Operator = Operator("or", 1);
pub(crate) const AND: Operator = Operator("and", 2);
/// Matches whatever labels either side has.
pub(crate) const AND_ON_NOTHING: Operator = Operator("and on ()", 2);
pub(crate) const EQ: Operator = Operator("==", 3);
pub(crate) const NE: Operator = Operator("!=", 3);
pub(crate) const LT: Operator = Operator("<", 3);
pub(crate) const LE: Operator = Operator("<=", 3);
pub(crate) const GT: Operator = Operator(">", 3);
pub(crate) const GE: Operator = Operator(">=", 3);
pub(crate) const ADD: Operator = Operator("+", 4);
pub(crate) const SUB: Operator = Operator("-", 4);
pub(crate) const MUL: Operator = Operator("*", 5);
pub(crate) const DIV: Operator = Operator("/", 5);

/// How tightly anything but a binary expression binds.
const ATOM: u8 = 9;

impl Matcher {
    pub(crate) fn new(label: impl Into<Str>, op: &'static str, value: impl Into<Str>) -> Self {
        Self { label: label.into(), op, value: value.into() }
    }
}

impl Query {
    /// An instant selector.
    pub(crate) fn select(metric: impl Into<Str>, matchers: Vec<Matcher>) -> Self {
        Selector { metric: metric.into(), matchers }.query()
    }

    /// `sum(self)`.
    pub(crate) fn sum(self) -> Self {
        Self::Aggregate("sum", &[], Box::new(self))
    }

    /// `left op self`, with the operator between.
    pub(crate) fn binary(self, op: Operator, right: Self) -> Self {
        Self::Binary(op, Box::new(self), Box::new(right))
    }

    /// What a selector without series counts as: nothing has happened.
    pub(crate) fn or_zero(self) -> Self {
        self.binary(OR, Self::Call("vector", vec![Self::Number(Ratio::ZERO)]))
    }

    /// Every selector with that range, in `function`, summed: `sum(rate(x[5m]))`.
    pub(crate) fn over(&self, function: &'static str, range: Nanos) -> Self {
        match self {
            Self::Select { written, range: _ } => {
                Self::Call(function, vec![Self::Select { written: written.clone(), range: Some(range) }]).sum()
            }
            Self::Binary(op, left, right) => left.over(function, range).binary(*op, right.over(function, range)),
            other => other.clone(),
        }
    }

    fn binds(&self) -> u8 {
        match self {
            Self::Binary(op, _, _) => op.1,
            Self::Number(number) if number.to_decimal().is_none() => DIV.1,
            _ => ATOM,
        }
    }

    /// As PromQL.
    pub(crate) fn text(&self) -> String {
        let mut out = String::with_capacity(USUAL_LENGTH);
        self.write(&mut out);
        out
    }

    /// Adds it as PromQL. There is a query in every third line of rules, so no formatting machinery stands in between.
    fn write(&self, out: &mut String) {
        match self {
            Self::Number(number) => match number.to_decimal() {
                Some(decimal) => out.push_str(&decimal),
                None => out.push_str(&format!("{} / {}", number.numerator(), number.denominator())),
            },
            Self::Select { written, range } => {
                out.push_str(written);
                if let Some(range) = range.and_then(Nanos::to_prometheus) {
                    out.push('[');
                    out.push_str(&range);
                    out.push(']');
                }
            }
            Self::Call(function, arguments) => {
                out.push_str(function);
                out.push('(');
                for (at, argument) in arguments.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    argument.write(out);
                }
                out.push(')');
            }
            Self::Aggregate(op, by, of) => {
                out.push_str(op);
                if !by.is_empty() {
                    out.push_str(" by (");
                    out.push_str(&by.join(", "));
                    out.push_str(") ");
                }
                out.push('(');
                of.write(out);
                out.push(')');
            }
            Self::Binary(op, left, right) => {
                left.operand(out, op.1);
                out.push(' ');
                out.push_str(op.0);
                out.push(' ');
                // Operators of one rank group to the left.
                right.operand(out, op.1 + 1);
            }
        }
    }

    fn operand(&self, out: &mut String, least: u8) {
        if self.binds() >= least {
            return self.write(out);
        }
        out.push('(');
        self.write(out);
        out.push(')');
    }
}

/// Few queries have more bytes; longer ones grow.
const USUAL_LENGTH: usize = 192;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Selector {
    /// An instant selector.
    pub(crate) fn query(&self) -> Query {
        Query::Select { written: self.text().into(), range: None }
    }

    /// As PromQL.
    pub(crate) fn text(&self) -> String {
        let mut out = String::with_capacity(USUAL_LENGTH);
        out.push_str(&self.metric);
        labels(&self.matchers, &mut out);
        out
    }
}

/// `{label="value"}`, nothing if there are no labels.
pub(crate) fn labels(matchers: &[Matcher], out: &mut String) {
    for (at, Matcher { label, op, value }) in matchers.iter().enumerate() {
        out.push_str(if at == 0 { "{" } else { ", " });
        out.push_str(label);
        out.push_str(op);
        out.push('"');
        escaped(value, out);
        out.push('"');
    }
    out.push_str(if matchers.is_empty() { "" } else { "}" });
}

/// A label value between double quotes (Prometheus documentation, "Querying basics", chapter "String literals": the escapes of Go).
fn escaped(value: &str, out: &mut String) {
    if !value.contains(['"', '\\', '\n']) {
        return out.push_str(value);
    }
    for character in value.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(numerator: i128, denominator: i128) -> Query {
        Query::Number(Ratio::new(numerator, denominator).unwrap())
    }

    #[test]
    fn brackets_follow_from_precedence() {
        let total = Query::select("jobs_total", vec![Matcher::new("kind", "=", "a\"b\\c")]);
        assert_eq!(total.over("rate", Nanos::HOUR).to_string(), r#"sum(rate(jobs_total{kind="a\"b\\c"}[1h]))"#);
        let share = total.clone().or_zero().binary(DIV, total.clone().binary(SUB, number(1, 2).binary(SUB, total)));
        assert_eq!(
            share.to_string(),
            r#"(jobs_total{kind="a\"b\\c"} or vector(0)) / (jobs_total{kind="a\"b\\c"} - (0.5 - jobs_total{kind="a\"b\\c"}))"#
        );
        assert_eq!(number(1, 4).binary(DIV, number(7, 30)).to_string(), "0.25 / (7 / 30)");
        let either = Query::select("a", Vec::new()).binary(OR, Query::select("b", Vec::new()));
        assert_eq!(either.binary(GT, number(1, 1)).to_string(), "(a or b) > 1");
    }
}
