//! Where a failure is shown: what lies in the standard library is shown at the user's innermost step towards it.

use super::Evaluator;
use crate::{OriginId, TraceId};
use infrac_diagnostics::Diagnostic;
use infrac_source::Span;

impl Evaluator<'_> {
    /// Whether a place lies in the standard library.
    pub fn in_std(&self, span: Span) -> bool {
        crate::in_library(span)
    }

    /// The user's place for something that went wrong at `span`, and what to add to the report.
    pub fn user_place(&self, span: Span, trace: TraceId) -> Span {
        if !self.in_std(span) {
            return span;
        }
        let mut frames = self.origins.frames(trace);
        frames.find(|frame| !self.in_std(frame.span)).map_or(span, |frame| frame.span)
    }

    /// The user's place of a value.
    pub fn value_place(&self, origin: OriginId) -> Option<Span> {
        let origin = self.origins.get(origin);
        origin.span.map(|span| self.user_place(span, origin.trace))
    }

    /// Adds how evaluation came to `span`: the frames that the primary label does not show already.
    pub fn with_trace(&self, mut diagnostic: Diagnostic, span: Span, trace: TraceId) -> Diagnostic {
        if self.in_std(span) && diagnostic.primary() != Some(span) {
            diagnostic = diagnostic.label(span, "required here, in the standard library");
        }
        let frames: Vec<_> = self.origins.frames(trace).take(8).cloned().collect();
        for frame in frames {
            let known = diagnostic.labels.iter().any(|label| label.span == frame.span);
            if !known {
                diagnostic = diagnostic.label(frame.span, format!("by way of `{}`", frame.what));
            }
        }
        diagnostic
    }
}
