use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(E0679, "constant-condition", Error, "e0679_constant_condition.md");

/// Values that a signal cannot leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Limit {
    /// A part of all requests.
    Part,
    /// How often something happens.
    Rate,
    /// A quantile of a histogram whose last bucket ends at `last`.
    Latency {
        /// Whose latency it is.
        service: Str,
        /// The end of the last bucket, as text.
        last: String,
    },
}

impl Limit {
    /// Adds what it means to the message.
    pub fn tell(&self, report: Diagnostic) -> Diagnostic {
        match self {
            Self::Part => report.note("a part of requests lies between 0% and 100%"),
            Self::Rate => report.note("a rate is never negative"),
            Self::Latency { service, last } => report
                .note(format!(
                    "the last bucket of the histogram of `{service}` ends at {last}: whatever takes longer is reported as {last} (Prometheus, `histogram_quantile`)"
                ))
                .help("compare with less, or let the service count in longer buckets and say so: `metrics = { http = http_metrics { buckets = […] } }`"),
        }
    }
}

/// The condition of `alert` at `span` holds always (`always`) or never, since its signals do not leave their limits ([`Limit::tell`]).
pub fn constant_condition(span: Span, alert: &str, always: bool) -> Diagnostic {
    let (what, label) = match always {
        true => ("always fires", "always holds"),
        false => ("can never fire", "never holds"),
    };
    Diagnostic::new(CODE, format!("the alert `{alert}` {what}"), span, label)
}
