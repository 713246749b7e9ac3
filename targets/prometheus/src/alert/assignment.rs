//! What must be observed for a condition to hold, and for it not to: found by trying values around the condition's own numbers.

use super::condition::{LOOK_BACK, Observed, in_prometheus};
use crate::watch::Watch;
use infrac_plan::BlockId;
use infrac_plan::signal::{Comparison, Condition, Operator, Signal};
use infrac_quantity::Ratio;
use infrac_source::Str;

/// More combinations than these are not tried.
const MOST: usize = 20_000;

/// Something that a test can turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Knob {
    /// Requests a second.
    Pace(BlockId),
    /// The part of requests that fail.
    Errors(BlockId),
    /// The bucket that all requests fall into, by its place.
    Bucket(BlockId),
    Gauge(BlockId, Str),
    /// How fast a counter grows, a second.
    Counter(BlockId, Str),
}

/// Values of all knobs of a condition.
pub(super) struct Assignment {
    pub(super) values: Vec<Ratio>,
}

/// Which series are there: at the beginning and the end of a stretch, what is looked back at is not yet, or no longer, known.
#[derive(Clone, Copy)]
struct Known {
    rates: bool,
    gauges: bool,
}

/// A condition with its knobs.
pub(super) struct Turned<'a> {
    watch: &'a Watch<'a>,
    condition: &'a Condition,
    pub(super) knobs: Vec<Knob>,
    constants: Vec<Ratio>,
}

/// While a stretch has only begun, `rate()` over five minutes finds two samples of one minute and extrapolates half an interval at an open
/// end: (1 + ½) / 5 of the truth, then more, at most all of it (`extrapolatedRate` of Prometheus). The outer two leave a margin.
const FILLED: [(i128, i128); 6] = [(1, 4), (3, 10), (1, 2), (7, 10), (1, 1), (5, 4)];

impl<'a> Turned<'a> {
    pub(super) fn of(watch: &'a Watch<'a>, condition: &'a Condition) -> Option<Self> {
        let mut turned = Self { watch, condition, knobs: Vec::new(), constants: Vec::new() };
        turned.collect(condition)?;
        Some(turned)
    }

    /// Values for which the condition holds from the first moment that it is known, and values for which it never does.
    pub(super) fn trouble_and_calm(&self) -> Option<(Assignment, Assignment)> {
        let choices: Vec<Vec<Ratio>> = self.knobs.iter().map(|knob| self.candidates(knob)).collect();
        let count = choices.iter().try_fold(1_usize, |count, some| count.checked_mul(some.len()));
        let count = count.filter(|count| *count <= MOST)?;
        let both = Known { rates: true, gauges: true };
        let holds = |values: &[Ratio], known| FILLED.iter().all(|&filled| self.holds(values, filled, known));
        let never = |values: &[Ratio], known| FILLED.iter().all(|&filled| !self.holds(values, filled, known));
        let partly = [both, Known { rates: false, gauges: true }, Known { rates: true, gauges: false }];
        let (mut trouble, mut calm) = (None, None);
        for at in 0..count {
            let values = pick(&choices, at)?;
            if trouble.is_none() && holds(&values, both) {
                trouble = Some(Assignment { values });
            } else if calm.is_none() && partly.into_iter().all(|known| never(&values, known)) {
                calm = Some(Assignment { values });
            }
            if trouble.is_some() && calm.is_some() {
                break;
            }
        }
        trouble.zip(calm)
    }

    /// Whether the condition can be known from one sample.
    pub(super) fn known_at_once(&self, trouble: &Assignment) -> bool {
        self.holds(&trouble.values, (1, 1), Known { rates: false, gauges: true })
    }

    fn collect(&mut self, condition: &Condition) -> Option<()> {
        match condition {
            Condition::Compare { op: _, left, right } => {
                self.collect_signal(left)?;
                self.collect_signal(right)
            }
            Condition::And(left, right) | Condition::Or(left, right) => {
                self.collect(left)?;
                self.collect(right)
            }
        }
    }

    fn collect_signal(&mut self, signal: &Signal) -> Option<()> {
        match signal {
            Signal::Observed { block, name, args } => {
                let knobs = match Observed::of(name, args)? {
                    Observed::ErrorRate => vec![Knob::Pace(*block), Knob::Errors(*block)],
                    Observed::RequestRate => vec![Knob::Pace(*block)],
                    Observed::Latency(_) => vec![Knob::Pace(*block), Knob::Bucket(*block)],
                    Observed::Gauge(metric) => vec![Knob::Gauge(*block, metric)],
                    Observed::Counter(metric) => vec![Knob::Counter(*block, metric)],
                };
                for knob in knobs {
                    if !self.knobs.contains(&knob) {
                        self.knobs.push(knob);
                    }
                }
                Some(())
            }
            Signal::Constant { value, dimension } => {
                self.constants.push(in_prometheus(*value, *dimension)?);
                Some(())
            }
            Signal::Arithmetic { op: _, left, right } => {
                self.collect_signal(left)?;
                self.collect_signal(right)
            }
        }
    }

    /// Values worth trying, calm ones first.
    fn candidates(&self, knob: &Knob) -> Vec<Ratio> {
        let int = Ratio::from_int;
        let times = |value: Ratio, by: i128| value.checked_mul(int(by));
        let parts = |value: Ratio, of: i128| value.checked_div(int(of));
        let mut found: Vec<Ratio> = Vec::new();
        let mut add = |value: Option<Ratio>| {
            if let Some(value) = value.filter(|value| *value >= Ratio::ZERO && !found.contains(value)) {
                found.push(value);
            }
        };
        match knob {
            Knob::Pace(_) | Knob::Counter(..) => {
                add(Some(int(10)));
                for &constant in &self.constants {
                    add(parts(constant, 20));
                    add(times(constant, 20).and_then(|value| value.checked_add(Ratio::ONE)));
                }
                add(Some(Ratio::ZERO));
            }
            Knob::Errors(_) => {
                add(Some(Ratio::ZERO));
                for &constant in self.constants.iter().filter(|one| **one > Ratio::ZERO && **one < Ratio::ONE) {
                    add(parts(constant, 2));
                    add(constant.checked_add(Ratio::ONE).and_then(|value| parts(value, 2)));
                }
                add(Some(Ratio::ONE));
            }
            Knob::Bucket(service) => {
                let count = self.watch.http(*service).map_or(0, |http| http.buckets.len());
                (0..count).for_each(|at| add(Some(int(at as i128))));
            }
            Knob::Gauge(..) => {
                add(Some(Ratio::ZERO));
                for &constant in &self.constants {
                    add(parts(constant, 2));
                    add(Some(constant));
                    add(constant.checked_add(Ratio::ONE));
                    add(times(constant, 2));
                }
            }
        }
        found
    }

    fn holds(&self, values: &[Ratio], filled: (i128, i128), known: Known) -> bool {
        let filled = Ratio::new(filled.0, filled.1).unwrap_or(Ratio::ONE);
        self.holds_in(self.condition, values, filled, known)
    }

    fn holds_in(&self, condition: &Condition, values: &[Ratio], filled: Ratio, known: Known) -> bool {
        match condition {
            Condition::Compare { op, left, right } => {
                let sides = self.value(left, values, filled, known).zip(self.value(right, values, filled, known));
                sides.is_some_and(|(left, right)| match op {
                    Comparison::Eq => left == right,
                    Comparison::Ne => left != right,
                    Comparison::Lt => left < right,
                    Comparison::Le => left <= right,
                    Comparison::Gt => left > right,
                    Comparison::Ge => left >= right,
                })
            }
            Condition::And(left, right) => {
                self.holds_in(left, values, filled, known) && self.holds_in(right, values, filled, known)
            }
            Condition::Or(left, right) => {
                self.holds_in(left, values, filled, known) || self.holds_in(right, values, filled, known)
            }
        }
    }

    /// What Prometheus finds; `None`: nothing, or no number.
    fn value(&self, signal: &Signal, values: &[Ratio], filled: Ratio, known: Known) -> Option<Ratio> {
        let of = |knob: &Knob| value_of(&self.knobs, values, knob);
        match signal {
            Signal::Constant { value, dimension } => in_prometheus(*value, *dimension),
            Signal::Arithmetic { op, left, right } => {
                let left = self.value(left, values, filled, known)?;
                let right = self.value(right, values, filled, known)?;
                match op {
                    Operator::Add => left.checked_add(right),
                    Operator::Sub => left.checked_sub(right),
                    Operator::Mul => left.checked_mul(right),
                    Operator::Div => left.checked_div(right),
                }
            }
            Signal::Observed { block, name, args } => match Observed::of(name, args)? {
                Observed::Gauge(metric) => of(&Knob::Gauge(*block, metric)).filter(|_| known.gauges),
                _ if !known.rates => None,
                Observed::Counter(metric) => of(&Knob::Counter(*block, metric))?.checked_mul(filled),
                Observed::RequestRate => of(&Knob::Pace(*block))?.checked_mul(filled),
                Observed::ErrorRate => {
                    of(&Knob::Pace(*block)).filter(|pace| *pace > Ratio::ZERO)?;
                    of(&Knob::Errors(*block))
                }
                Observed::Latency(quantile) => {
                    of(&Knob::Pace(*block)).filter(|pace| *pace > Ratio::ZERO)?;
                    self.latency(*block, of(&Knob::Bucket(*block))?, quantile)
                }
            },
        }
    }

    /// Where all requests fall into one bucket, `histogram_quantile` takes them as spread evenly over it (Prometheus documentation, "Query
    /// functions", `histogram_quantile`).
    fn latency(&self, service: BlockId, bucket: Ratio, quantile: u8) -> Option<Ratio> {
        let buckets = self.watch.http(service)?.buckets;
        let at = usize::try_from(bucket.to_int()?).ok()?;
        let seconds = |at: usize| Ratio::new(buckets.get(at)?.value.0, infrac_quantity::Nanos::SECOND.0);
        let below = match at.checked_sub(1) {
            Some(before) => seconds(before)?,
            None => Ratio::ZERO,
        };
        let width = seconds(at)?.checked_sub(below)?;
        below.checked_add(width.checked_mul(Ratio::new(i128::from(quantile), 100)?)?)
    }
}

/// The value of a knob in an assignment.
pub(super) fn value_of(knobs: &[Knob], values: &[Ratio], knob: &Knob) -> Option<Ratio> {
    knobs.iter().position(|one| one == knob).and_then(|at| values.get(at)).copied()
}

/// The combination of that number.
fn pick(choices: &[Vec<Ratio>], mut number: usize) -> Option<Vec<Ratio>> {
    choices
        .iter()
        .map(|some| {
            let value = some.get(number.checked_rem(some.len())?).copied();
            number /= some.len();
            value
        })
        .collect()
}

const _: () = assert!(LOOK_BACK.0 == 5 * 60 * 1_000_000_000, "FILLED counts on five minutes");
