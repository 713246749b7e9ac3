use crate::Printed;
use infrac_plan::OriginId;

/// Text in the making, and, where `ORIGINS` is set, what each of its lines came from. Without it the notes cost nothing.
pub(crate) struct Page<const ORIGINS: bool> {
    text: String,
    lines: Vec<Vec<OriginId>>,
    line: Vec<OriginId>,
}

impl<const ORIGINS: bool> Page<ORIGINS> {
    /// An empty page.
    pub(crate) fn new() -> Self {
        Self { text: String::new(), lines: Vec::new(), line: Vec::new() }
    }

    /// Adds text that holds no newline.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds that many spaces.
    pub(crate) fn indent(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    /// Says that a node of that origin stands on the current line.
    pub(crate) fn note(&mut self, origin: OriginId) {
        if ORIGINS && self.line.last() != Some(&origin) {
            self.line.push(origin);
        }
    }

    /// Ends the line.
    pub(crate) fn newline(&mut self) {
        self.text.push('\n');
        if ORIGINS {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// What was printed.
    pub(crate) fn finish(self) -> Printed {
        Printed { text: self.text, origins: self.lines }
    }
}
