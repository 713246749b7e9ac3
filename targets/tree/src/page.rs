use crate::Printed;
use crate::scalar::is_verbatim;
use infrac_plan::OriginId;
use infrac_source::Str;

/// Few documents have fewer bytes; larger ones grow.
const USUAL_SIZE: usize = 16 * 1024;

/// Indentation, of which a slice is taken.
const SPACES: &str = "                                                                ";

/// Text in the making, and, where `ORIGINS` is set, what each of its lines came from. Without it the notes cost nothing.
pub(crate) struct Page<const ORIGINS: bool> {
    text: String,
    lines: Vec<Vec<OriginId>>,
    line: Vec<OriginId>,
    /// In a template: the chart's name. Whatever is pushed is then data that Helm's engine reads first.
    chart: Option<Str>,
}

impl<const ORIGINS: bool> Page<ORIGINS> {
    /// An empty page.
    pub(crate) fn new() -> Self {
        Self { text: String::with_capacity(USUAL_SIZE), lines: Vec::new(), line: Vec::new(), chart: None }
    }

    /// An empty page of a template of that chart.
    pub(crate) fn of_chart(chart: Str) -> Self {
        Self { chart: Some(chart), ..Self::new() }
    }

    /// The chart whose template it is.
    pub(crate) fn chart(&self) -> Option<&Str> {
        self.chart.as_ref()
    }

    /// Adds text that holds no newline; in a template escaped, so that the engine gives it back as it is.
    pub(crate) fn push(&mut self, text: &str) {
        if self.chart.is_some() {
            self.text.push_str(&crate::template::escape(text, false));
        } else {
            self.text.push_str(text);
        }
    }

    /// Adds a sign or a word of the format itself, which means nothing to the engine of templates.
    #[inline]
    pub(crate) fn sign(&mut self, text: &'static str) {
        self.text.push_str(text);
    }

    /// Adds text between quotes: as it is where nothing in it needs an escape, else as `escaped` writes it, quotes and all.
    pub(crate) fn push_quoted(&mut self, text: &str, escaped: impl FnOnce(&str) -> String) {
        if is_verbatim(text) {
            self.sign("\"");
            self.push(text);
            self.sign("\"");
        } else {
            self.push(&escaped(text));
        }
    }

    /// Adds what the engine of templates is to read: text with actions.
    pub(crate) fn push_action(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds that many spaces.
    pub(crate) fn indent(&mut self, columns: usize) {
        let mut left = columns;
        while left > 0 {
            let some = SPACES.get(..left).unwrap_or(SPACES);
            self.text.push_str(some);
            left -= some.len();
        }
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
