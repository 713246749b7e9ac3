use super::{environments, is_unsafe, plain, plain_line, severity_word};
use crate::{Diagnostic, Diagnostics, Severity};
use ariadne::{Cache, CharSet, Color, Config, Fmt as _, IndexType, Label, Report, ReportKind, Source};
use infrac_source::{FileId, Sources, Span};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

/// Lines longer than this are not drawn: generated text on one line would fill the screen once a finding.
const MAX_DRAWN_LINE: usize = 1_000;

/// For people: the message, the source with its labels, then environments, notes, helps and fixes. Colours are ANSI escapes and
/// the caller's decision. Findings are separated by an empty line.
pub fn human(diagnostics: &Diagnostics, sources: &Sources, colour: bool) -> String {
    let mut drawn = Drawn { sources, files: HashMap::new() };
    let reports: Vec<String> = diagnostics.0.iter().map(|diagnostic| report(diagnostic, &mut drawn, colour)).collect();
    reports.join("\n")
}

fn report(diagnostic: &Diagnostic, drawn: &mut Drawn<'_>, colour: bool) -> String {
    let mut text = headed_snippet(diagnostic, drawn, colour);
    let lines = environments(diagnostic)
        .into_iter()
        .chain(diagnostic.notes.iter().map(|note| format!("note: {note}")))
        .chain(diagnostic.helps.iter().map(|help| format!("help: {help}")))
        .chain(diagnostic.fixes.iter().map(|fix| format!("fix: {}", fix.title)));
    for line in lines {
        // Further lines of a note stand below its text.
        let indent = line.find(": ").map_or(4, |colon| colon + 4);
        let line = plain(&line).replace('\n', &format!("\n{:indent$}", ""));
        text.push_str("  ");
        text.push_str(&line);
        text.push('\n');
    }
    text.lines().map(|line| format!("{}\n", trimmed(line))).collect()
}

/// Without spaces at its end, also where a colour's end stands after them.
fn trimmed(line: &str) -> String {
    let reset = "\u{1b}[0m";
    match line.strip_suffix(reset) {
        Some(inside) if inside.ends_with(' ') => format!("{}{reset}", inside.trim_end()),
        _ => line.trim_end().to_owned(),
    }
}

fn headed_snippet(diagnostic: &Diagnostic, drawn: &mut Drawn<'_>, colour: bool) -> String {
    let primary_colour = match diagnostic.severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info => Color::Cyan,
    };
    let spans: Vec<Option<FileSpan>> = diagnostic.labels.iter().map(|label| drawn.span(label.span)).collect();
    let at = spans.first().cloned().flatten().unwrap_or(FileSpan { file: FileId(u32::MAX), range: 0..0 });
    let config = Config::default().with_color(colour).with_index_type(IndexType::Char).with_char_set(CharSet::Unicode);
    let mut builder = Report::build(ReportKind::Error, at).with_config(config);
    let mut undrawn = Vec::new();
    for (index, (label, span)) in diagnostic.labels.iter().zip(spans).enumerate() {
        let Some(span) = span else {
            undrawn.extend(drawn.place(label.span).map(|place| (place, plain_line(&label.text))));
            continue;
        };
        let (colour, priority) = if index == 0 { (primary_colour, 1) } else { (Color::Blue, 0) };
        let order = index.min(1_000) as i32;
        let drawn_label = Label::new(span).with_color(colour).with_priority(priority).with_order(order);
        let text = plain_line(&label.text);
        let lines = drawn.lines(label.span);
        builder.add_label(match (text.is_empty(), lines) {
            (false, _) => drawn_label.with_message(text),
            (true, 1) => drawn_label,
            // Several lines are drawn only around a text.
            (true, _) => drawn_label.with_message("here"),
        });
    }
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, and every file of a label was found before.
    let _ = builder.finish().write(&mut *drawn, &mut bytes);
    // The first line is ariadne's heading, which it colours whether asked or not and words in its own way.
    let snippet = String::from_utf8(bytes).unwrap_or_default();
    let mut text = heading(diagnostic, primary_colour, colour);
    text.push_str(snippet.split_once('\n').map_or("", |(_, snippet)| snippet));
    for (place, label) in undrawn {
        text.push_str(&format!("  at {place}: {label}\n"));
    }
    text
}

/// `error[E0301]: message`, the part before the colon in the colour of its severity.
fn heading(diagnostic: &Diagnostic, painted: Color, colour: bool) -> String {
    let heading = format!("{}[{}]:", severity_word(diagnostic.severity), diagnostic.code.as_str());
    let heading = if colour { heading.fg(painted).to_string() } else { heading };
    format!("{heading} {}\n", plain_line(&diagnostic.message))
}

/// A range of characters, as ariadne counts them, in a file.
#[derive(Clone)]
struct FileSpan {
    file: FileId,
    range: Range<usize>,
}

impl ariadne::Span for FileSpan {
    type SourceId = FileId;

    fn source(&self) -> &FileId {
        &self.file
    }

    fn start(&self) -> usize {
        self.range.start
    }

    fn end(&self) -> usize {
        self.range.end
    }
}

/// The files of a run in ariadne's form, each made once.
struct Drawn<'a> {
    sources: &'a Sources,
    files: HashMap<FileId, Source<String>>,
}

impl Drawn<'_> {
    fn file(&mut self, id: FileId) -> Option<&Source<String>> {
        let sources = self.sources;
        match self.files.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => Some(known.into_mut()),
            std::collections::hash_map::Entry::Vacant(new) => {
                Some(new.insert(Source::from(drawable(sources.get(id)?.text()))))
            }
        }
    }

    /// The span in characters; `None` if there is no such file or a line is too long to be drawn.
    fn span(&mut self, span: Span) -> Option<FileSpan> {
        let source = self.file(span.file)?;
        let start = character(source, span.start as usize)?;
        let end = character(source, span.end.max(span.start) as usize)?;
        Some(FileSpan { file: span.file, range: start..end })
    }

    /// How many lines the span touches.
    fn lines(&self, span: Span) -> u32 {
        let Some(source) = self.sources.get(span.file) else { return 1 };
        let last = span.end.saturating_sub(1).max(span.start);
        source.lines().line_of(last) - source.lines().line_of(span.start) + 1
    }

    fn place(&self, span: Span) -> Option<String> {
        let source = self.sources.get(span.file)?;
        let place = source.line_column(span.start);
        Some(format!("{}:{}:{}", plain_line(source.path().as_str()), place.line, place.column))
    }
}

/// The number of characters before the byte `offset`. (ariadne's own byte mode mixes both counts for labels in a second file.)
fn character(source: &Source<String>, offset: usize) -> Option<usize> {
    let (line, _, column) = source.get_byte_line(offset.min(source.text().len()))?;
    let text = source.get_line_text(line)?;
    if line.len() > MAX_DRAWN_LINE {
        return None;
    }
    Some(line.offset() + text.char_indices().take_while(|(at, _)| *at < column).count())
}

/// The text with every character that must not reach a terminal, or that ariadne takes for a line's end and infrac does not,
/// replaced by one of as many bytes. A carriage return before a newline is part of the line's end.
fn drawable(text: &str) -> String {
    let mut drawable = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_line = c == '\n' || (c == '\r' && chars.peek() == Some(&'\n'));
        if ends_line || c == '\t' || !is_unsafe(c) {
            drawable.push(c);
        } else {
            drawable.push_str(match c.len_utf8() {
                1 => "?",
                2 => "\u{b7}",
                _ => "\u{fffd}",
            });
        }
    }
    drawable
}

impl Cache<FileId> for Drawn<'_> {
    type Storage = String;

    fn fetch(&mut self, id: &FileId) -> Result<&Source<String>, impl fmt::Debug> {
        self.file(*id).ok_or("no such file")
    }

    fn display<'a>(&self, id: &'a FileId) -> Option<impl fmt::Display + 'a> {
        self.sources.get(*id).map(|source| plain_line(source.path().as_str()))
    }
}
