//! Series of a promtool test: names, labels, and values in its notation (Prometheus documentation, "Unit Testing for Rules", chapter
//! `<series>`).

use crate::node::Map;
use crate::promql::{Matcher, Query};
use infrac_plan::OriginId;
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
    pub(crate) fn of(query: &Query) -> Self {
        match query {
            Query::Select { metric, matchers, range: _ } => {
                let equal = matchers.iter().filter(|matcher| matcher.op == "=");
                let labels = equal.map(|matcher| (matcher.label.clone(), matcher.value.clone())).collect();
                Self { metric: metric.clone(), labels }
            }
            _ => Self { metric: Str::default(), labels: Vec::new() },
        }
    }

    /// With one more label.
    pub(crate) fn with(mut self, label: &str, value: &str) -> Self {
        self.labels.push((label.into(), value.into()));
        self
    }

    /// As a test writes it.
    pub(crate) fn node(&self, values: String, origin: OriginId) -> Node {
        let labels = self.labels.iter().map(|(label, value)| Matcher::new(label.clone(), "=", value.clone())).collect();
        let name = Query::select(self.metric.clone(), labels).to_string();
        Map::new(origin).text("series", name).text("values", values).build()
    }
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

#[cfg(test)]
mod tests {
    use super::counter;

    #[test]
    fn phases_follow_one_another() {
        assert_eq!(counter(100, &[(3, 10), (0, 7), (2, 0)]), "100 110+10x2 130+0x1");
    }
}
