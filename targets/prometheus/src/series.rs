//! Series of a promtool test: names, labels, and values in its notation (Prometheus documentation, "Unit Testing for Rules", chapter
//! `<series>`).

use crate::node::Map;
use crate::promql::{Matcher, Selector};
use infrac_plan::OriginId;
use infrac_quantity::Ratio;
use infrac_source::Str;
use infrac_tree::data::Node;
use std::fmt::Write;

/// A series by its name and labels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Series {
    pub(crate) metric: Str,
    pub(crate) labels: Vec<(Str, Str)>,
}

impl Series {
    /// The series whose labels are what a selector says they equal.
    pub(crate) fn of(selector: &Selector) -> Self {
        let equal = selector.matchers.iter().filter(|matcher| matcher.op == "=");
        let labels = equal.map(|matcher| (matcher.label.clone(), matcher.value.clone())).collect();
        Self { metric: selector.metric.clone(), labels }
    }

    /// With one more label.
    pub(crate) fn with(mut self, label: &str, value: &str) -> Self {
        self.labels.push((label.into(), value.into()));
        self
    }

    /// As a test writes it.
    pub(crate) fn node(&self, values: impl Into<Str>, origin: OriginId) -> Node {
        let matchers =
            self.labels.iter().map(|(label, value)| Matcher::new(label.clone(), "=", value.clone())).collect();
        let name = Selector { metric: self.metric.clone(), matchers }.text();
        Map::of(2, origin).text("series", name).text("values", values).build()
    }
}

/// A stretch of a series.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Phase {
    /// That many samples: of this value, or each larger by this than the one before.
    Sampled(i128, Ratio),
    /// That many samples are missing.
    Gap(i128),
}

/// A counter that begins at `start` and then, phase by phase, grows by the same amount at each step: `(steps, growth)`. It begins high, so
/// that `rate()` never takes its first value for the moment at which the counter was zero.
pub(crate) fn counter(start: i128, phases: &[(i128, i128)]) -> String {
    let mut text = start.to_string();
    let mut value = start;
    for &(steps, growth) in phases.iter().filter(|(steps, _)| *steps > 0) {
        // `a+bxn` stands for n + 1 values, the first of which is a.
        let _ = write!(text, " {}+{growth}x{}", value + growth, steps - 1);
        value += growth * steps;
    }
    text
}

/// A counter over phases; it begins high for the reason above.
pub(crate) fn growing(phases: &[Phase]) -> String {
    let most = phases.iter().map(|phase| match phase {
        Phase::Sampled(_, growth) => growth.ceil(),
        Phase::Gap(_) => 0,
    });
    let mut value = Ratio::from_int(1_000_000.max(1000 * most.max().unwrap_or_default()));
    let mut text = Vec::new();
    for phase in phases {
        match phase {
            Phase::Sampled(count, growth) => {
                text.push(format!("{}+{}x{}", number(value), number(*growth), count - 1));
                let grown = growth.checked_mul(Ratio::from_int(*count)).and_then(|grown| value.checked_add(grown));
                value = grown.unwrap_or(value);
            }
            Phase::Gap(count) => text.push(format!("_x{count}")),
        }
    }
    text.join(" ")
}

/// A gauge over phases.
pub(crate) fn gauge(phases: &[Phase]) -> String {
    let text = phases.iter().map(|phase| match phase {
        Phase::Sampled(count, value) => format!("{}+0x{}", number(*value), count - 1),
        Phase::Gap(count) => format!("_x{count}"),
    });
    text.collect::<Vec<_>>().join(" ")
}

/// A sample. Those of tests are chosen well away from what decides, so that a ninth digit may be rounded.
fn number(value: Ratio) -> String {
    let rounded = || value.round(9).and_then(Ratio::to_decimal);
    value.to_decimal().or_else(rounded).unwrap_or_else(|| value.floor().to_string())
}

#[cfg(test)]
mod tests {
    use super::{Phase, counter, gauge, growing};
    use infrac_quantity::Ratio;

    #[test]
    fn phases_follow_one_another() {
        assert_eq!(counter(100, &[(3, 10), (0, 7), (2, 0)]), "100 110+10x2 130+0x1");
    }

    #[test]
    fn gaps_have_no_samples() {
        let half = Ratio::new(1, 2).unwrap();
        let phases = [Phase::Sampled(3, half), Phase::Gap(2), Phase::Sampled(2, Ratio::ZERO)];
        assert_eq!(gauge(&phases), "0.5+0x2 _x2 0+0x1");
        assert_eq!(growing(&phases), "1000000+0.5x2 _x2 1000001.5+0x1");
    }
}
