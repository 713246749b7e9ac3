//! What an objective counts, as queries over any window, and as series that a test can make.

use crate::promql::{Matcher, Query, SUB};
use crate::series::Series;
use crate::watch::{Http, Watch};
use infrac_plan::kinds::Indicator;
use infrac_plan::{At, BlockId, OriginId};
use infrac_quantity::Nanos;
use infrac_source::Str;

/// What an objective counts.
pub(crate) struct Sli {
    pub(crate) origin: OriginId,
    /// All events; selectors without a range.
    total: Query,
    /// The bad ones, or the good ones.
    part: Part,
    /// The series of a test, in which each event is good or bad; `None` where none could be derived.
    pub(crate) series: Option<TestSeries>,
}

enum Part {
    Bad(Query),
    Good(Query),
}

/// The series in which events are counted.
pub(crate) struct TestSeries {
    /// Those that count all events.
    pub(crate) all: Vec<Series>,
    /// Those that count the good ones only.
    pub(crate) good: Vec<Series>,
    /// Those that count the bad ones only.
    pub(crate) bad: Vec<Series>,
}

impl Sli {
    /// Of what is good, and of all.
    pub(super) fn new(origin: OriginId, total: Query, good: Query, series: Option<TestSeries>) -> Self {
        Self { origin, total, part: Part::Good(good), series }
    }

    /// Of a service's objective. `None` where there is nothing to count.
    pub(crate) fn of(watch: &Watch, service: Option<BlockId>, indicator: &At<Indicator>) -> Option<Self> {
        let origin = indicator.origin;
        match &indicator.value {
            Indicator::HttpSuccess => {
                let service = service?;
                Some(success(watch, service, watch.http(service)?, origin))
            }
            Indicator::HttpFasterThan { limit } => {
                let service = service?;
                Some(faster(watch, service, watch.http(service)?, limit.value, origin))
            }
            Indicator::Ratio { good, total } => super::ratio::of(&good.value, &total.value, origin),
        }
    }

    /// All events, under a function of counters, over a window.
    pub(crate) fn events(&self, function: &'static str, window: Nanos) -> Query {
        self.total.over(function, window)
    }

    /// The bad events.
    pub(crate) fn errors(&self, function: &'static str, window: Nanos) -> Query {
        match &self.part {
            // No series of an error exists before the first error.
            Part::Bad(bad) => bad.over(function, window).or_zero(),
            // Nor one of a success before the first success: then everything is bad.
            Part::Good(good) => self.events(function, window).binary(SUB, good.over(function, window).or_zero()),
        }
    }
}

/// Answers of the server's own fault: status 5xx (RFC 9110, section 15.6).
const SERVER_ERROR: &str = "5..";

fn success(watch: &Watch, service: BlockId, http: Http, origin: OriginId) -> Sli {
    let count: Str = format!("{}_count", http.duration).into();
    let error = Matcher::new(http.code.clone(), "=~", SERVER_ERROR);
    let total = watch.select(service, count.clone(), Vec::new());
    let series = |code: &str| Series::of(&total).with(http.code, code);
    Sli {
        origin,
        series: Some(TestSeries { all: Vec::new(), good: vec![series("200")], bad: vec![series("500")] }),
        part: Part::Bad(watch.select(service, count, vec![error]).query()),
        total: total.query(),
    }
}

fn faster(watch: &Watch, service: BlockId, http: Http, limit: Nanos, origin: OriginId) -> Sli {
    let total = watch.select(service, format!("{}_count", http.duration), Vec::new());
    let (le, value) = bound(limit);
    let bucket: Str = format!("{}_bucket", http.duration).into();
    let fast = watch.select(service, bucket.clone(), vec![le]);
    let series = Series::of(&watch.select(service, bucket, Vec::new())).with("le", &value);
    Sli {
        origin,
        series: Some(TestSeries { all: vec![Series::of(&total)], good: vec![series], bad: Vec::new() }),
        part: Part::Good(fast.query()),
        total: total.query(),
    }
}

/// The bucket with that upper bound, in seconds. A whole number is `1` in the text format and `1.0` in OpenMetrics, and Prometheus 3 reads
/// both as `1.0` (Prometheus documentation, "Prometheus 3.0 migration guide"): either is matched. The second value is one that matches.
pub(crate) fn bound(limit: Nanos) -> (Matcher, String) {
    let seconds = limit.to_seconds_decimal();
    let matcher = match seconds.contains('.') {
        true => Matcher::new("le", "=", seconds.as_str()),
        false => Matcher::new("le", "=~", format!("{seconds}|{seconds}[.]0")),
    };
    (matcher, seconds)
}
