//! Conditions over signals as PromQL. Every signal is joined to one series without labels, so that they can be compared and combined.

use super::Services;
use crate::promql::{ADD, AND, DIV, EQ, GE, GT, LE, LT, MUL, Matcher, NE, OR, Operator as Written, Query, SUB};
use crate::watch::Watch;
use infrac_plan::signal::{Comparison, Condition, Operator, Signal};
use infrac_plan::{BlockId, Val, Value};
use infrac_quantity::{Dimension, Nanos, Ratio};
use infrac_source::Str;

/// What signals look back over, as the library says.
pub(super) const LOOK_BACK: Nanos = Nanos(5 * Nanos::MINUTE.0);

/// What is observed, of whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Observed {
    ErrorRate,
    RequestRate,
    /// The quantile, in hundredths.
    Latency(u8),
    Gauge(Str),
    Counter(Str),
}

impl Observed {
    /// Reads an output of a service.
    pub(super) fn of(name: &str, args: &[Val]) -> Option<Self> {
        let text = || match &args.first()?.value {
            Value::Text(text) => text.known(),
            _ => None,
        };
        Some(match name {
            "error_rate" => Self::ErrorRate,
            "request_rate" => Self::RequestRate,
            "latency" => match &args.first()?.value {
                Value::Tag(quantile, _) => Self::Latency(quantile.strip_prefix('p')?.parse().ok()?),
                _ => return None,
            },
            "gauge" => Self::Gauge(text()?),
            "counter" => Self::Counter(text()?),
            _ => return None,
        })
    }
}

/// `None` where something observed is not exported.
pub(super) fn query(watch: &Watch, condition: &Condition) -> Option<Query> {
    Some(match condition {
        Condition::Compare { op, left, right } => {
            let op = match op {
                Comparison::Eq => EQ,
                Comparison::Ne => NE,
                Comparison::Lt => LT,
                Comparison::Le => LE,
                Comparison::Gt => GT,
                Comparison::Ge => GE,
            };
            signal(watch, left)?.binary(op, signal(watch, right)?)
        }
        Condition::And(left, right) => query(watch, left)?.binary(AND, query(watch, right)?),
        Condition::Or(left, right) => query(watch, left)?.binary(OR, query(watch, right)?),
    })
}

fn signal(watch: &Watch, one: &Signal) -> Option<Query> {
    Some(match one {
        Signal::Observed { block, name, args } => observed(watch, *block, &Observed::of(name, args)?)?,
        Signal::Constant { value, dimension } => Query::Number(in_prometheus(*value, *dimension)?),
        Signal::Arithmetic { op, left, right } => {
            let op: Written = match op {
                Operator::Add => ADD,
                Operator::Sub => SUB,
                Operator::Mul => MUL,
                Operator::Div => DIV,
            };
            signal(watch, left)?.binary(op, signal(watch, right)?)
        }
    })
}

/// In the base units of Prometheus: seconds, bytes, cores, ratios (Prometheus documentation, "Metric and label naming", chapter "Base
/// units").
pub(super) fn in_prometheus(value: Ratio, dimension: Option<Dimension>) -> Option<Ratio> {
    let units = match dimension {
        Some(Dimension::Duration) => Nanos::SECOND.0,
        Some(Dimension::Cpu) => 1000,
        Some(Dimension::Bytes | Dimension::Percent | Dimension::Rate) | None => 1,
    };
    value.checked_div(Ratio::from_int(units))
}

fn observed(watch: &Watch, service: BlockId, what: &Observed) -> Option<Query> {
    let http = || watch.http(service);
    let count = || Some(watch.select(service, format!("{}_count", http()?.duration), Vec::new()).query());
    Some(match what {
        Observed::ErrorRate => {
            let failed = Matcher::new(http()?.code.clone(), "=~", "5..");
            let failed = watch.select(service, format!("{}_count", http()?.duration), vec![failed]);
            failed.query().over("rate", LOOK_BACK).or_zero().binary(DIV, count()?.over("rate", LOOK_BACK))
        }
        Observed::RequestRate => count()?.over("rate", LOOK_BACK),
        Observed::Latency(quantile) => {
            let buckets = watch.select(service, format!("{}_bucket", http()?.duration), Vec::new());
            let select = Query::Select { written: buckets.text().into(), range: Some(LOOK_BACK) };
            let rate = Query::Call("rate", vec![select]);
            let by_bucket = Query::Aggregate("sum", &["le"], Box::new(rate));
            let part = Query::Number(Ratio::new(i128::from(*quantile), 100)?);
            Query::Call("histogram_quantile", vec![part, by_bucket])
        }
        Observed::Gauge(metric) => {
            Query::Aggregate("max", &[], Box::new(watch.select(service, metric.clone(), Vec::new()).query()))
        }
        Observed::Counter(metric) => watch.select(service, metric.clone(), Vec::new()).query().over("rate", LOOK_BACK),
    })
}

/// The service that it observes, if it is one only.
pub(super) fn only_service(condition: &Condition) -> Option<BlockId> {
    let mut services = Services::new();
    collect(condition, &mut services);
    match services.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

fn collect(condition: &Condition, services: &mut Services) {
    match condition {
        Condition::Compare { op: _, left, right } => {
            of_signal(left, services);
            of_signal(right, services);
        }
        Condition::And(left, right) | Condition::Or(left, right) => {
            collect(left, services);
            collect(right, services);
        }
    }
}

fn of_signal(signal: &Signal, services: &mut Services) {
    match signal {
        Signal::Observed { block, name: _, args: _ } if services.contains(block) => {}
        Signal::Observed { block, name: _, args: _ } => services.push(*block),
        Signal::Constant { value: _, dimension: _ } => {}
        Signal::Arithmetic { op: _, left, right } => {
            of_signal(left, services);
            of_signal(right, services);
        }
    }
}
