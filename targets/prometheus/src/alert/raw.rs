//! The test of an alert whose condition is a query of the user's: for simple comparisons with a number.

use super::Rule;
use super::timeline::{self, Course};
use crate::series::Series;
use infrac_embedded::{LabelMatcher, QuerySelector, SimpleComparison, comparison};
use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;
use infrac_tree::data::Node;

/// `None` where the query is more than `metric op number`, with a sum or rate around the metric at most.
pub(super) fn tests(rule: &Rule, text: &str) -> Option<Vec<Node>> {
    let SimpleComparison { aggregate, over, selector, op, number } = comparison(text)?;
    let series = series(&selector)?;
    let limit = match number.strip_prefix('-') {
        Some(digits) => Ratio::parse_decimal(digits)?.checked_neg()?,
        None => Ratio::parse_decimal(&number)?,
    };
    let more = if aggregate.is_none() { series.labels.clone() } else { Vec::new() };
    let (course, known_after, look_back) = match over {
        None => (level(series, op, limit)?, 0, Nanos::ZERO),
        Some((function, millis)) => {
            let range = Nanos(i128::from(millis) * Nanos::MILLISECOND.0);
            (growth(series, op, limit, function, range)?, 1, range)
        }
    };
    Some(timeline::tests(rule, &[course], known_after, look_back, &more))
}

/// A gauge on either side of the limit.
fn level(series: Series, op: &str, limit: Ratio) -> Option<Course> {
    let above = limit.checked_add(Ratio::ONE)?;
    let below = limit.checked_sub(Ratio::ONE)?;
    let (calm, trouble) = match op {
        ">" | ">=" => (below, above),
        "<" | "<=" => (above, below),
        "==" => (above, limit),
        "!=" => (limit, above),
        _ => return None,
    };
    Some(Course { series, grows: false, calm, trouble })
}

/// A counter that stands still, and one that grows so fast that two samples in the range are enough. A range that holds fewer than two
/// samples of a minute has no rate.
fn growth(series: Series, op: &str, limit: Ratio, function: &str, range: Nanos) -> Option<Course> {
    if !matches!(op, ">" | ">=") || limit <= Ratio::ZERO || range < Nanos(2 * Nanos::MINUTE.0) {
        return None;
    }
    let more = limit.checked_add(Ratio::ONE)?;
    let trouble = match function {
        "increase" => more,
        _ => more.checked_mul(Ratio::new(range.0, Nanos::SECOND.0)?)?,
    };
    Some(Course { series, grows: true, calm: Ratio::ZERO, trouble })
}

/// A series that the selector selects.
fn series(selector: &QuerySelector) -> Option<Series> {
    let mut labels: Vec<(Str, Str)> = Vec::new();
    for LabelMatcher { label, op, value } in &selector.matchers {
        let value = match *op {
            "=" => Some(value.as_str()),
            "=~" => match value.as_str() {
                ".*" => None,
                ".+" => Some("x"),
                pattern => Some(pattern.split('|').next().filter(|one| is_literal(one))?),
            },
            // A label that is not there is the empty text.
            "!=" if value.is_empty() => Some("x"),
            "!=" => None,
            _ if value.split('|').all(is_literal) => None,
            _ => return None,
        };
        if let Some(value) = value {
            labels.push((label.as_str().into(), value.into()));
        }
    }
    Some(Series { metric: selector.metric.as_deref()?.into(), labels })
}

fn is_literal(pattern: &str) -> bool {
    !pattern.is_empty()
        && pattern.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/'))
}
