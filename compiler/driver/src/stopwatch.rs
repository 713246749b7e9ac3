//! Where the time of a run goes. Nothing of it reaches an output.

use std::time::{Duration, Instant};

/// Notes how long each stage took. One that is off looks at no clock.
#[derive(Clone, Debug, Default)]
pub struct Stopwatch {
    last: Option<Instant>,
    laps: Vec<(&'static str, Duration)>,
    parts: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// One that notes nothing.
    pub fn off() -> Self {
        Self::default()
    }

    /// One that runs from now.
    pub fn start() -> Self {
        Self { last: Some(Instant::now()), ..Self::default() }
    }

    /// A stage is done: what passed since the one before.
    pub fn lap(&mut self, stage: &'static str) {
        if let Some(last) = &mut self.last {
            let now = Instant::now();
            self.laps.push((stage, now - *last));
            *last = now;
        }
    }

    /// Does a part of a stage, perhaps beside others on another thread, and says how long it took: nothing if the watch is off.
    pub fn time<R>(&self, work: impl FnOnce() -> R) -> (R, Duration) {
        let begun = self.last.map(|_| Instant::now());
        let result = work();
        (result, begun.map_or(Duration::ZERO, |begun| begun.elapsed()))
    }

    /// Notes what a part of a stage took, beside what was noted of it before.
    pub fn part(&mut self, name: &'static str, took: Duration) {
        if self.last.is_none() {
            return;
        }
        match self.parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += took,
            None => self.parts.push((name, took)),
        }
    }

    /// Each stage and what it took, in order.
    pub fn laps(&self) -> &[(&'static str, Duration)] {
        &self.laps
    }

    /// The parts and what they took on all threads together, in the order in which they were first noted.
    pub fn parts(&self) -> &[(&'static str, Duration)] {
        &self.parts
    }
}
