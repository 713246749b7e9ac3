//! Where the time of a run goes. Nothing of it reaches an output.

use std::time::{Duration, Instant};

/// Notes how long each stage took. One that is off looks at no clock.
#[derive(Clone, Debug, Default)]
pub struct Stopwatch {
    last: Option<Instant>,
    laps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// One that notes nothing.
    pub fn off() -> Self {
        Self::default()
    }

    /// One that runs from now.
    pub fn start() -> Self {
        Self { last: Some(Instant::now()), laps: Vec::new() }
    }

    /// A stage is done: what passed since the one before.
    pub fn lap(&mut self, stage: &'static str) {
        if let Some(last) = &mut self.last {
            let now = Instant::now();
            self.laps.push((stage, now - *last));
            *last = now;
        }
    }

    /// Each stage and what it took, in order.
    pub fn laps(self) -> Vec<(&'static str, Duration)> {
        self.laps
    }
}
