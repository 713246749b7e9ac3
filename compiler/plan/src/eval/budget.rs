//! How much an evaluation may do. The language always ends, but functions without recursion can still be exponential.

use super::Evaluator;
use infrac_diagnostics::codes::e04;
use infrac_source::Span;

/// Steps of evaluation an environment.
pub(crate) const MAX_STEPS: u64 = 10_000_000;
/// Blocks an environment.
pub(crate) const MAX_BLOCKS: usize = 1_000_000;
/// Elements of a list or map.
pub(crate) const MAX_ELEMENTS: usize = 100_000;
/// Bytes of text made by evaluation, an environment.
pub(crate) const MAX_TEXT: usize = 64 << 20;
/// Expressions being evaluated at once, each within the one before. The stack of `plan`'s thread is made for it.
pub(crate) const MAX_DEPTH: u32 = 12_000;

/// What has been used up.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    steps: u64,
    text: usize,
    depth: u32,
    /// A bound was met and reported: everything that comes now is poison.
    exhausted: bool,
}

impl Evaluator<'_> {
    /// Counts a step. False: a bound is met, and has been reported.
    pub fn step(&mut self, span: Span) -> bool {
        self.budget.steps += 1;
        self.budget.steps <= MAX_STEPS && !self.budget.exhausted
            || self.exhausted(span, "steps of evaluation", "10,000,000")
    }

    /// Counts so many steps, each within the one before at most. False: a bound is near, and nothing was counted.
    pub fn steps(&mut self, count: u32) -> bool {
        let Budget { steps, depth, exhausted, .. } = &mut self.budget;
        let room = !*exhausted && *steps + u64::from(count) <= MAX_STEPS && *depth + count <= MAX_DEPTH;
        if room {
            *steps += u64::from(count);
        }
        room
    }

    /// Enters an expression. False: too deep; then [`Self::leave`] must not be called.
    pub fn enter(&mut self, span: Span) -> bool {
        if self.budget.depth >= MAX_DEPTH {
            return self.exhausted(span, "values that wait for one another", "12,000");
        }
        self.budget.depth += 1;
        true
    }

    /// Leaves an expression.
    pub fn leave(&mut self) {
        self.budget.depth -= 1;
    }

    /// Counts text that was made.
    pub fn text_made(&mut self, bytes: usize, span: Span) -> bool {
        self.budget.text = self.budget.text.saturating_add(bytes);
        self.budget.text <= MAX_TEXT || self.exhausted(span, "bytes of text", "64 Mi")
    }

    /// Checks the size of a list or map.
    pub fn elements(&mut self, count: usize, span: Span) -> bool {
        count <= MAX_ELEMENTS || self.exhausted(span, "elements in one list", "100,000")
    }

    /// Checks the number of blocks.
    pub fn room_for_block(&mut self, span: Span) -> bool {
        self.blocks.len() < MAX_BLOCKS || self.exhausted(span, "blocks", "1,000,000")
    }

    /// Reports a bound, the first time; false.
    pub fn exhausted(&mut self, span: Span, what: &str, bound: &str) -> bool {
        if !self.budget.exhausted {
            self.budget.exhausted = true;
            self.report(e04::e0440_bound::bound(span, what, bound));
        }
        false
    }
}
