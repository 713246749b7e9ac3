//! Queries as trees: brackets follow from precedence, label values are escaped, numbers are exact.

use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;
use std::fmt;

/// A PromQL expression.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Query {
    /// A number. One without a finite decimal form is written as a division, which is as exact as the reader.
    Number(Ratio),
    /// `metric{label="value"}`, with a range `metric{…}[5m]`.
    Select { metric: Str, matchers: Vec<Matcher>, range: Option<Nanos> },
    /// `function(arguments)`.
    Call(&'static str, Vec<Query>),
    /// `sum(…)`, `sum by (le) (…)`.
    Aggregate(&'static str, &'static [&'static str], Box<Query>),
    /// `left op right`.
    Binary(Operator, Box<Query>, Box<Query>),
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
        Self::Select { metric: metric.into(), matchers, range: None }
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
            Self::Select { metric, matchers, range: _ } => {
                let select = Self::Select { metric: metric.clone(), matchers: matchers.clone(), range: Some(range) };
                Self::Call(function, vec![select]).sum()
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

    fn operand(&self, f: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        if self.binds() < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => match number.to_decimal() {
                Some(decimal) => f.write_str(&decimal),
                None => write!(f, "{} / {}", number.numerator(), number.denominator()),
            },
            Self::Select { metric, matchers, range } => {
                write!(f, "{}", Series { metric, labels: matchers })?;
                match range.and_then(Nanos::to_prometheus) {
                    Some(range) => write!(f, "[{range}]"),
                    None => Ok(()),
                }
            }
            Self::Call(function, arguments) => {
                write!(f, "{function}(")?;
                for (at, argument) in arguments.iter().enumerate() {
                    write!(f, "{}{argument}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
            Self::Aggregate(op, [], of) => write!(f, "{op}({of})"),
            Self::Aggregate(op, by, of) => write!(f, "{op} by ({}) ({of})", by.join(", ")),
            Self::Binary(op, left, right) => {
                left.operand(f, op.1)?;
                write!(f, " {} ", op.0)?;
                // Operators of one rank group to the left.
                right.operand(f, op.1 + 1)
            }
        }
    }
}

/// `metric{label="value"}`.
struct Series<'a> {
    metric: &'a str,
    labels: &'a [Matcher],
}

impl fmt::Display for Series<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.metric)?;
        for (at, Matcher { label, op, value }) in self.labels.iter().enumerate() {
            write!(f, "{}{label}{op}\"{}\"", if at == 0 { "{" } else { ", " }, escaped(value))?;
        }
        if self.labels.is_empty() { Ok(()) } else { f.write_str("}") }
    }
}

/// A label value between double quotes (Prometheus documentation, "Querying basics", chapter "String literals": the escapes of Go).
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
    text
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
