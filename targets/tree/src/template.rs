//! Templates of a Helm chart: objects in which some nodes are read from the chart's values. Whatever is not an action of ours is data, and is
//! escaped, so that Helm's engine (Go's text/template) gives it back byte for byte.
//!
//! The actions that are printed, and no others: `.Values.path` behind `quote`, `int64`, `toJson`, `toYaml`, `tpl`; `if`, `else if`, `end` over a
//! flag, `hasKey` or `eq`/`has` of the environment's name; `include` of a late value.

use crate::data::{Grammar, Node, Phrase};
use crate::escape::{Run, runs};
use crate::page::Page;
use crate::scalar::is_block;
use crate::yaml::{self, Start};
use infrac_plan::OriginId;
use infrac_source::Str;
use std::borrow::Cow;

/// A file of templates.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    /// The chart's name: its helpers' names begin with it.
    pub chart: Str,
    /// The objects, each a YAML document.
    pub objects: Vec<Part>,
}

/// An object of a template file.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Whether it is there at all.
    pub guard: Option<Guard>,
    /// What it is.
    pub body: PartBody,
    /// Where it came from.
    pub origin: OriginId,
}

/// What an object is.
#[derive(Clone, PartialEq, Debug)]
pub enum PartBody {
    /// One template for all environments.
    One(Shape),
    /// A whole version for each of these groups of environments.
    Choice(Vec<(Vec<Str>, Node)>),
}

/// A node of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// The same everywhere.
    Constant(Node),
    /// Entries, at least one in every environment.
    Map(Vec<Slot>, OriginId),
    /// Items, at least one in every environment; their keys are not printed.
    List(Vec<Slot>, OriginId),
    /// Read from the values.
    Hole(Hole),
}

/// An entry or an item.
#[derive(Clone, PartialEq, Debug)]
pub struct Slot {
    /// Its key; of an item nothing.
    pub key: Str,
    /// Whether it is there at all.
    pub guard: Option<Guard>,
    /// Its value.
    pub shape: Shape,
    /// A comment above it.
    pub comment: Option<Str>,
}

/// A node that is read from the values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hole {
    /// Where, below `.Values`: segments joined by dots, each a name in the sense of Go.
    pub values: Str,
    /// How it is written, so that its type stays.
    pub form: Form,
    /// Where it came from.
    pub origin: OriginId,
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// Text: `| quote`.
    Text,
    /// A whole number: `| int64`, as Helm reads numbers as floating point and would write `1e+06`.
    Int,
    /// Any scalar, and whatever stands in a list: `| toJson`.
    Json,
    /// Text that holds actions itself: `tpl`, then `quote`.
    Tpl,
    /// Maps and lists: `toYaml`.
    Yaml,
}

/// When a node is there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Guard {
    /// Where this value is true.
    Flag(Str),
    /// Where the map has the key.
    Key {
        /// The map's place.
        map: Str,
        /// The key.
        key: Str,
    },
}

/// A late value that templates include.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Helper {
    /// The chart's name.
    pub chart: Str,
    /// Its place below `.Values`: `params.release`.
    pub values: Str,
    /// What it is.
    pub doc: Str,
    /// What to say where it is missing; nothing if the values file has it.
    pub missing: Option<Str>,
    /// Where it came from.
    pub origin: OriginId,
}

/// Text as the engine must read it to give it back: `{{` begins an action, and so does a `{` of ours before one.
pub(crate) fn escape(text: &str, action_follows: bool) -> Cow<'_, str> {
    // Most text has no brace at all, which is found out faster than where two are.
    if !text.contains('{') || !(text.contains("{{") || action_follows && text.ends_with('{')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, found) = rest.split_at(at);
        let braces = found.len() - found.trim_start_matches('{').len();
        let (run, after) = found.split_at(braces);
        out.push_str(before);
        if braces > 1 || after.is_empty() && action_follows {
            out.push_str("{{ \"");
            out.push_str(run);
            out.push_str("\" }}");
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text of a value that templates pass to `tpl`: its literal pieces escaped, its late ones included.
pub fn tpl_text(phrase: &Phrase, chart: &str) -> String {
    inline(&runs(phrase), chart, phrase.grammar)
}

fn inline(runs: &[Run<'_>], chart: &str, grammar: Grammar) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        match run {
            Run::Text(text) => out.push_str(&escape(text, matches!(runs.get(at + 1), Some(Run::Late(_))))),
            Run::Late(values) => {
                out.push_str("{{ ");
                out.push_str(&included(chart, values, grammar));
                out.push_str(" }}");
            }
        }
    }
    out
}

/// `include` of a late value. Kubernetes reads `$$` as `$` and would take `$(X)` for a variable.
fn included(chart: &str, values: &str, grammar: Grammar) -> String {
    let escaped = if grammar == Grammar::KubernetesEnv { " | replace \"$\" \"$$\"" } else { "" };
    format!("include \"{chart}.{values}\" .{escaped}")
}

/// A text with late pieces, behind its key: a block where it has several lines, else one action.
pub(crate) fn late(phrase: &Phrase, chart: &str, indent: usize) -> String {
    let runs = runs(phrase);
    if let [Run::Late(values)] = runs.as_slice() {
        return format!("{{{{ {} | quote }}}}", included(chart, values, phrase.grammar));
    }
    let shown: String = runs.iter().map(|run| if let Run::Text(text) = run { text } else { "x" }).collect();
    if is_block(&shown) && !phrase.quoted {
        let mut out = String::from(if shown.ends_with('\n') { "|" } else { "|-" });
        for line in inline(&runs, chart, phrase.grammar).trim_end_matches('\n').split('\n') {
            out.push('\n');
            if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', indent));
                out.push_str(line);
            }
        }
        return out;
    }
    let (mut format, mut arguments) = (String::new(), String::new());
    for run in &runs {
        match run {
            Run::Text(text) => format.push_str(&text.replace('%', "%%")),
            Run::Late(values) => {
                format.push_str("%s");
                arguments.push_str(&format!(" ({})", included(chart, values, phrase.grammar)));
            }
        }
    }
    format!("{{{{ printf {}{arguments} | quote }}}}", go_string(&format))
}

/// Text as an interpreted string of Go (The Go Programming Language Specification, "String literals").
fn go_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            character if (character as u32) < 0x20 || character as u32 == 0x7f => {
                out.push_str(&format!("\\x{:02x}", character as u32));
            }
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

/// Prints a file of templates.
pub(crate) fn print<const ORIGINS: bool>(page: &mut Page<ORIGINS>, template: &Template) {
    for (index, part) in template.objects.iter().enumerate() {
        if index > 0 {
            page.sign("---");
            page.newline();
        }
        if let Some(guard) = &part.guard {
            open(page, guard, 0, part.origin);
        }
        match &part.body {
            PartBody::One(shape) => root(page, shape),
            PartBody::Choice(versions) => choice(page, versions, part.origin),
        }
        if part.guard.is_some() {
            close(page, 0, part.origin);
        }
    }
}

fn choice<const ORIGINS: bool>(page: &mut Page<ORIGINS>, versions: &[(Vec<Str>, Node)], origin: OriginId) {
    for (index, (environments, node)) in versions.iter().enumerate() {
        let word = if index == 0 { "if" } else { "else if" };
        let condition = match environments.as_slice() {
            [one] => format!("eq .Values.environment {}", go_string(one)),
            several => {
                let names: Vec<String> = several.iter().map(|name| go_string(name)).collect();
                format!("has .Values.environment (list {})", names.join(" "))
            }
        };
        action(page, &format!("{{{{- {word} {condition} }}}}"), 0, origin);
        yaml::root(page, node);
    }
    close(page, 0, origin);
}

fn root<const ORIGINS: bool>(page: &mut Page<ORIGINS>, shape: &Shape) {
    match shape {
        Shape::Constant(node) => yaml::root(page, node),
        Shape::Map(slots, origin) => {
            page.note(*origin);
            map(page, slots, 0, Start::Line);
        }
        Shape::List(slots, _) => list(page, slots, 0, Start::Line),
        Shape::Hole(hole) => scalar(page, hole),
    }
}

fn action<const ORIGINS: bool>(page: &mut Page<ORIGINS>, text: &str, indent: usize, origin: OriginId) {
    page.indent(indent);
    page.push_action(text);
    page.note(origin);
    page.newline();
}

fn open<const ORIGINS: bool>(page: &mut Page<ORIGINS>, guard: &Guard, indent: usize, origin: OriginId) {
    let condition = match guard {
        Guard::Flag(values) => format!(".Values.{values}"),
        Guard::Key { map, key } if map.is_empty() => format!("hasKey .Values \"{key}\""),
        Guard::Key { map, key } => format!("hasKey .Values.{map} \"{key}\""),
    };
    action(page, &format!("{{{{- if {condition} }}}}"), indent, origin);
}

fn close<const ORIGINS: bool>(page: &mut Page<ORIGINS>, indent: usize, origin: OriginId) {
    action(page, "{{- end }}", indent, origin);
}

fn origin(shape: &Shape) -> OriginId {
    match shape {
        Shape::Constant(node) => node.origin,
        Shape::Map(_, origin) | Shape::List(_, origin) => *origin,
        Shape::Hole(hole) => hole.origin,
    }
}

fn comment<const ORIGINS: bool>(page: &mut Page<ORIGINS>, slot: &Slot, indent: usize) {
    for line in slot.comment.iter().flat_map(|comment| comment.lines()) {
        page.indent(indent);
        page.sign(if line.is_empty() { "#" } else { "# " });
        page.push(line);
        page.note(origin(&slot.shape));
        page.newline();
    }
}

fn map<const ORIGINS: bool>(page: &mut Page<ORIGINS>, slots: &[Slot], indent: usize, mut start: Start) {
    if start == Start::Dash && slots.first().is_some_and(|slot| slot.guard.is_some() || slot.comment.is_some()) {
        // The dash has its line for itself: an action that trims what is before it would take the dash along.
        page.newline();
        start = Start::Line;
    }
    for (index, slot) in slots.iter().enumerate() {
        let from = origin(&slot.shape);
        if let Some(guard) = &slot.guard {
            open(page, guard, indent, from);
        }
        comment(page, slot, indent);
        if start == Start::Line || index > 0 {
            page.indent(indent);
        }
        page.note(from);
        yaml::key(page, &slot.key, indent);
        behind_key(page, &slot.shape, indent);
        if slot.guard.is_some() {
            close(page, indent, from);
        }
    }
}

fn behind_key<const ORIGINS: bool>(page: &mut Page<ORIGINS>, shape: &Shape, indent: usize) {
    match shape {
        Shape::Constant(node) => yaml::behind_key(page, node, indent),
        Shape::Map(slots, _) => {
            page.newline();
            map(page, slots, indent + 2, Start::Line);
        }
        Shape::List(slots, _) => {
            page.newline();
            list(page, slots, indent, Start::Line);
        }
        Shape::Hole(hole) if hole.form == Form::Yaml => {
            page.newline();
            let text = format!("{{{{- toYaml .Values.{} | nindent {} }}}}", hole.values, indent + 2);
            action(page, &text, indent + 2, hole.origin);
        }
        Shape::Hole(hole) => {
            page.sign(" ");
            scalar(page, hole);
        }
    }
}

fn scalar<const ORIGINS: bool>(page: &mut Page<ORIGINS>, hole: &Hole) {
    let (before, behind) = match hole.form {
        Form::Text => ("{{ .Values.", " | quote }}"),
        Form::Int => ("{{ .Values.", " | int64 }}"),
        Form::Json | Form::Yaml => ("{{ .Values.", " | toJson }}"),
        Form::Tpl => ("{{ tpl .Values.", " . | quote }}"),
    };
    for part in [before, &hole.values, behind] {
        page.push_action(part);
    }
    page.note(hole.origin);
    page.newline();
}

fn list<const ORIGINS: bool>(page: &mut Page<ORIGINS>, slots: &[Slot], indent: usize, start: Start) {
    for (index, slot) in slots.iter().enumerate() {
        let from = origin(&slot.shape);
        if let Some(guard) = &slot.guard {
            open(page, guard, indent, from);
        }
        comment(page, slot, indent);
        if start == Start::Line || index > 0 {
            page.indent(indent);
        }
        page.note(from);
        page.sign(if hides(&slot.shape) { "-" } else { "- " });
        item(page, &slot.shape, indent + 2);
        if slot.guard.is_some() {
            close(page, indent, from);
        }
    }
}

/// Whether a map behind a dash begins on a line of its own.
fn hides(shape: &Shape) -> bool {
    matches!(shape, Shape::Map(slots, _) if slots.first().is_some_and(|slot| slot.guard.is_some() || slot.comment.is_some()))
}

fn item<const ORIGINS: bool>(page: &mut Page<ORIGINS>, shape: &Shape, indent: usize) {
    match shape {
        Shape::Constant(node) => yaml::item(page, node, indent),
        Shape::Map(slots, _) => map(page, slots, indent, Start::Dash),
        Shape::List(slots, _) => {
            let guarded = slots.first().is_some_and(|slot| slot.guard.is_some());
            if guarded {
                page.newline();
            }
            list(page, slots, indent, if guarded { Start::Line } else { Start::Dash });
        }
        Shape::Hole(hole) => scalar(page, hole),
    }
}

/// Prints the helpers.
pub(crate) fn print_helpers<const ORIGINS: bool>(page: &mut Page<ORIGINS>, helpers: &[Helper]) {
    for (index, Helper { chart, values, doc, missing, origin }) in helpers.iter().enumerate() {
        if index > 0 {
            page.newline();
        }
        for (at, line) in doc.lines().enumerate() {
            let (opened, line) = (if at == 0 { "{{/* " } else { "     " }, line.replace("*/", "* /"));
            let closed = if at + 1 == doc.lines().count() { " */}}" } else { "" };
            action(page, &format!("{opened}{line}{closed}"), 0, *origin);
        }
        let value = match missing {
            Some(text) => format!("required {} .Values.{values}", go_string(text)),
            None => format!(".Values.{values}"),
        };
        action(page, &format!("{{{{- define \"{chart}.{values}\" -}}}}"), 0, *origin);
        action(page, &format!("{{{{- $value := {value} -}}}}"), 0, *origin);
        // A number is a float64 here, which would be written as 1e+06.
        action(
            page,
            "{{- if kindIs \"string\" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end -}}",
            0,
            *origin,
        );
        action(page, "{{- end }}", 0, *origin);
    }
}
