//! Where words go: findings and results to standard output, progress and failures to standard error.

use crate::args::{Cli, Colour, Format};
use crate::failure::Failure;
use anstream::ColorChoice;
use infrac_diagnostics::{Diagnostics, Severity, render};
use infrac_source::Sources;
use miette::Diagnostic as _;
use std::io::Write;

/// How this run prints.
pub struct Output {
    format: Format,
    quiet: bool,
    colour: bool,
}

impl Output {
    /// Decided once, from the arguments and the terminal.
    pub fn new(cli: &Cli) -> Self {
        let choice = match cli.color {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        choice.write_global();
        let colour = match cli.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => !matches!(anstream::AutoStream::choice(&std::io::stdout()), ColorChoice::Never),
        };
        Self { format: cli.format, quiet: cli.quiet, colour }
    }

    /// Prints findings in the chosen format. Human ones go to standard error, as compilers do; those for machines to standard output.
    pub fn findings(&self, diagnostics: &Diagnostics, sources: &Sources) {
        let text = self.rendered(diagnostics, sources);
        if self.for_machines() { self.result(&text) } else { self.note(&text) }
    }

    /// Prints findings to standard error in any format: standard output holds the text that was asked for.
    pub fn findings_beside(&self, diagnostics: &Diagnostics, sources: &Sources) {
        self.note(&self.rendered(diagnostics, sources));
    }

    fn rendered(&self, diagnostics: &Diagnostics, sources: &Sources) -> String {
        let shown: Diagnostics = if self.quiet {
            Diagnostics(diagnostics.0.iter().filter(|found| found.severity == Severity::Error).cloned().collect())
        } else {
            diagnostics.clone()
        };
        match self.format {
            Format::Human => render::human(&shown, sources, self.colour),
            Format::Short => render::short(&shown, sources),
            Format::Json => render::json(&shown, sources),
            Format::Sarif => render::sarif(&shown, sources),
            Format::Github => render::github(&shown, sources),
        }
    }

    /// The closing line of a check or build; people only.
    pub fn summary(&self, text: &str) {
        if !self.quiet && self.format == Format::Human {
            self.note(&format!("{text}\n"));
        }
    }

    /// A file that is not as a build would leave it, in the chosen format: for SARIF, whose document is complete with the findings, in words.
    pub fn file_state(&self, state: &str, file: &str) -> String {
        match self.format {
            Format::Human | Format::Short | Format::Sarif => format!("{state}: {file}\n"),
            Format::Json => format!("{}\n", serde_json::json!({ "event": "file", "state": state, "file": file })),
            // Escapes of a property's value, as `@actions/core` writes them.
            Format::Github => {
                let place = file.replace('%', "%25").replace(':', "%3A").replace(',', "%2C");
                format!("::error file={place},title=infrac build --check::{state}\n")
            }
        }
    }

    /// Whether standard output is lines of JSON.
    pub fn speaks_json(&self) -> bool {
        self.format == Format::Json && !self.quiet
    }

    /// Whether a machine reads standard output.
    pub fn for_machines(&self) -> bool {
        self.format != Format::Human
    }

    /// What was asked for, to standard output. A closed pipe is no failure.
    pub fn result(&self, text: &str) {
        let mut stream = anstream::stdout().lock();
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Bytes as they are, to standard output.
    pub fn bytes(&self, bytes: &[u8]) {
        let mut stream = std::io::stdout().lock();
        let _ = stream.write_all(bytes).and_then(|()| stream.flush());
    }

    /// What is said besides, to standard error.
    pub fn note(&self, text: &str) {
        let mut stream = anstream::stderr().lock();
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// A failure without a place in the source.
    pub fn failure(&self, failure: &Failure) {
        let help = failure.help().map(|help| format!("  help: {help}\n")).unwrap_or_default();
        self.note(&format!("error: {failure}\n{help}"));
    }
}

/// "1 error, 2 warnings"; empty if there is nothing to say.
pub fn counted(diagnostics: &Diagnostics) -> String {
    let count = |severity| diagnostics.0.iter().filter(|found| found.severity == severity).count();
    let say = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        number => Some(format!("{number} {word}s")),
    };
    let parts = [say(count(Severity::Error), "error"), say(count(Severity::Warning), "warning")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
