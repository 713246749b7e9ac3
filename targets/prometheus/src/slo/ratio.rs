//! An objective over two counters of the project's own.

use super::indicator::{Sli, TestSeries};
use crate::promql::{ADD, Matcher, Query, SUB};
use crate::series::Series;
use infrac_embedded::{Counters, LabelMatcher, QuerySelector, counters};
use infrac_plan::OriginId;
use infrac_source::Str;

/// `None` where one of them is no counter, which the checks of the plan report.
pub(super) fn of(good: &str, total: &str, origin: OriginId) -> Option<Sli> {
    let (good, total) = (counters(good)?, counters(total)?);
    let series = series(&good, &total);
    Some(Sli::new(origin, query(&total)?, query(&good)?, series))
}

fn query(counters: &Counters) -> Option<Query> {
    Some(match counters {
        Counters::One(selector) => {
            let matchers = selector.matchers.iter();
            let matchers = matchers.map(|one| Matcher::new(one.label.as_str(), one.op, one.value.as_str()));
            Query::select(selector.metric.as_deref()?, matchers.collect())
        }
        Counters::Sum(left, true, right) => query(left)?.binary(ADD, query(right)?),
        Counters::Sum(left, false, right) => query(left)?.binary(SUB, query(right)?),
    })
}

/// Series for a test: one that is counted as good, and what makes the total. Only where each is a single selector of labels that equal
/// something; more would be guessing.
fn series(good: &Counters, total: &Counters) -> Option<TestSeries> {
    let (Counters::One(good), Counters::One(total)) = (good, total) else { return None };
    let plain = |selector: &QuerySelector| selector.matchers.iter().all(|matcher| matcher.op == "=");
    if !plain(good) || !plain(total) {
        return None;
    }
    let of_good = labelled(good, &[])?;
    if good.metric != total.metric {
        return Some(TestSeries { all: vec![labelled(total, &[])?], good: vec![of_good], bad: Vec::new() });
    }
    // One metric: a good event has all labels of both, a bad one differs in one that only the good ones have.
    let inherited = |matcher: &&LabelMatcher| !good.matchers.iter().any(|one| one.label == matcher.label);
    let more: Vec<&LabelMatcher> = total.matchers.iter().filter(inherited).collect();
    let contradicts =
        |one: &LabelMatcher| good.matchers.iter().any(|other| other.label == one.label && other.value != one.value);
    if total.matchers.iter().any(contradicts) {
        return None;
    }
    let telling = good.matchers.iter().find(|one| !total.matchers.iter().any(|other| other.label == one.label))?;
    let mut bad = labelled(total, &[])?;
    bad.labels.push((telling.label.as_str().into(), format!("not-{}", telling.value).into()));
    Some(TestSeries { all: Vec::new(), good: vec![labelled(good, &more)?], bad: vec![bad] })
}

fn labelled(selector: &QuerySelector, more: &[&LabelMatcher]) -> Option<Series> {
    let labels = selector.matchers.iter().chain(more.iter().copied());
    let labels = labels.map(|one| (Str::from(one.label.as_str()), Str::from(one.value.as_str()))).collect();
    Some(Series { metric: selector.metric.as_deref()?.into(), labels })
}
