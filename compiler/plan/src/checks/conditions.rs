//! Conditions of alerts that always or never hold, by what their signals can be.

use super::finder::Finder;
use crate::Plan;
use crate::exports::Exports;
use crate::kinds::AlertWhen;
use crate::signal::{Comparison, Condition, Operator, Signal};
use infrac_diagnostics::codes::e06::e0679_constant_condition::{Limit, constant_condition};
use infrac_quantity::{Quantity, Ratio};

/// From, to; `None`: without bound.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: Option<Ratio>,
    high: Option<Ratio>,
}

pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    let plan = finder.plan;
    let exports = Exports::of(plan);
    for alert in &plan.blocks().alerts {
        let when = &alert.value.when;
        let AlertWhen::Condition(condition) = &when.value else { continue };
        let Some(always) = truth(&exports, condition) else { continue };
        let Some(place) = finder.place(when.origin, &alert.header) else { continue };
        let name = finder.name(&alert.header);
        let mut report = constant_condition(place.span, &name, always);
        let mut told = Vec::new();
        each_signal(condition, &mut |signal| {
            if let Some(limit) = limit(plan, &exports, signal).filter(|limit| !told.contains(limit)) {
                told.push(limit);
            }
        });
        for limit in told {
            report = limit.tell(report);
        }
        finder.report(&alert.header, &place, report);
    }
}

/// What a signal cannot leave.
fn limit(plan: &Plan, exports: &Exports<'_>, signal: &Signal) -> Option<Limit> {
    let Signal::Observed { block, name, args: _ } = signal else { return None };
    match name.as_str() {
        "error_rate" => Some(Limit::Part),
        "request_rate" | "counter" => Some(Limit::Rate),
        "latency" => {
            let buckets = exports.http(*block)?.buckets.value.iter();
            let last = buckets.map(|bound| bound.value).max()?;
            Some(Limit::Latency { service: plan.users_name(*block), last: last.to_string() })
        }
        _ => None,
    }
}

/// The signals of a condition, from left to right.
fn each_signal(condition: &Condition, act: &mut dyn FnMut(&Signal)) {
    match condition {
        Condition::And(left, right) | Condition::Or(left, right) => {
            each_signal(left, act);
            each_signal(right, act);
        }
        Condition::Compare { op: _, left, right } => {
            each_part(left, act);
            each_part(right, act);
        }
    }
}

fn each_part(signal: &Signal, act: &mut dyn FnMut(&Signal)) {
    act(signal);
    if let Signal::Arithmetic { op: _, left, right } = signal {
        each_part(left, act);
        each_part(right, act);
    }
}

/// Whether a condition always or never holds, which is reported: then nobody need speak of it again.
pub(super) fn is_constant(plan: &Plan, condition: &Condition) -> bool {
    truth(&Exports::of(plan), condition).is_some()
}

/// Whether a condition holds whatever is observed, or never; `None`: that depends.
fn truth(exports: &Exports<'_>, condition: &Condition) -> Option<bool> {
    match condition {
        Condition::And(left, right) => match (truth(exports, left), truth(exports, right)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Condition::Or(left, right) => match (truth(exports, left), truth(exports, right)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Condition::Compare { op, left, right } => {
            let (left, right) = (bounds(exports, left), bounds(exports, right));
            match op {
                Comparison::Lt => less(left, right),
                Comparison::Le => less(right, left).map(|less| !less),
                Comparison::Gt => less(right, left),
                Comparison::Ge => less(left, right).map(|less| !less),
                Comparison::Eq | Comparison::Ne => {
                    let apart = less(left, right) == Some(true) || less(right, left) == Some(true);
                    apart.then_some(*op == Comparison::Ne)
                }
            }
        }
    }
}

/// Whether `left < right` for all values, or for none.
fn less(left: Bounds, right: Bounds) -> Option<bool> {
    if left.high.zip(right.low).is_some_and(|(high, low)| high < low) {
        return Some(true);
    }
    left.low.zip(right.high).is_some_and(|(low, high)| low >= high).then_some(false)
}

fn bounds(exports: &Exports<'_>, signal: &Signal) -> Bounds {
    let open = Bounds { low: None, high: None };
    match signal {
        Signal::Constant { value, dimension: _ } => Bounds { low: Some(*value), high: Some(*value) },
        Signal::Observed { block, name, args: _ } => match name.as_str() {
            "error_rate" => Bounds { low: Some(Ratio::ZERO), high: Some(Ratio::ONE) },
            "request_rate" | "counter" => Bounds { low: Some(Ratio::ZERO), high: None },
            "latency" => {
                let buckets = exports.http(*block).map(|http| &http.buckets.value);
                let last = buckets.and_then(|buckets| buckets.iter().map(|bound| bound.value).max());
                Bounds { low: Some(Ratio::ZERO), high: last.map(Quantity::to_base) }
            }
            _ => open,
        },
        Signal::Arithmetic { op, left, right } => {
            let (left, right) = (bounds(exports, left), bounds(exports, right));
            let both = |a: Option<Ratio>, b: Option<Ratio>, f: fn(Ratio, Ratio) -> Option<Ratio>| {
                a.zip(b).and_then(|(a, b)| f(a, b))
            };
            match op {
                Operator::Add => Bounds {
                    low: both(left.low, right.low, Ratio::checked_add),
                    high: both(left.high, right.high, Ratio::checked_add),
                },
                Operator::Sub => Bounds {
                    low: both(left.low, right.high, Ratio::checked_sub),
                    high: both(left.high, right.low, Ratio::checked_sub),
                },
                Operator::Mul => scaled(left, right, Ratio::checked_mul),
                Operator::Div => scaled(left, right, Ratio::checked_div),
            }
        }
    }
}

/// By a positive constant on the right; anything else is not followed.
fn scaled(left: Bounds, right: Bounds, by: fn(Ratio, Ratio) -> Option<Ratio>) -> Bounds {
    match right.low.filter(|low| Some(*low) == right.high && *low > Ratio::ZERO) {
        Some(factor) => {
            Bounds { low: left.low.and_then(|low| by(low, factor)), high: left.high.and_then(|high| by(high, factor)) }
        }
        None => Bounds { low: None, high: None },
    }
}
