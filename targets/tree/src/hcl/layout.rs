//! The layout of `terraform fmt` (hashicorp/hcl, `hclwrite/format.go`): two spaces a level; a run of lines that hold a whole `key = value` has its
//! `=` in one column; a value that opens a bracket and does not close it on its line, an empty line, a comment or a block ends the run.

use super::text::{Heredoc, heredoc, key, quoted, template, traversal};
use super::{Attribute, Block, Body, Call, Expr, ExprKind, Item, Part};
use crate::page::Page;
use infrac_plan::OriginId;
use infrac_source::Str;

/// How far a list may reach on one line.
const WIDTH: usize = 100;

/// Prints a file.
pub(crate) fn print<const ORIGINS: bool>(page: &mut Page<ORIGINS>, body: &Body) {
    items(page, &body.items, 0);
}

fn items<const ORIGINS: bool>(page: &mut Page<ORIGINS>, items: &[Item], indent: usize) {
    let entries: Vec<Entry<'_>> = items.iter().map(Entry::of_item).collect();
    let columns = columns(&entries);
    let mut before: Option<&Item> = None;
    for ((item, entry), column) in items.iter().zip(&entries).zip(columns) {
        let blocks = matches!(item, Item::Block(_)) || matches!(before, Some(Item::Block(_)));
        if before.is_some() && (blocks || matches!(item, Item::Gap)) && !matches!(before, Some(Item::Gap)) {
            page.newline();
        }
        match item {
            Item::Attribute(Attribute { value, origin, comment, .. }) => {
                self::comment(page, comment.as_ref(), *origin, indent);
                assignment(page, entry, value, *origin, indent, column);
            }
            Item::Block(block) => self::block(page, block, indent),
            Item::Gap => {}
        }
        before = Some(item);
    }
}

fn comment<const ORIGINS: bool>(page: &mut Page<ORIGINS>, text: Option<&Str>, origin: OriginId, indent: usize) {
    for line in text.iter().flat_map(|text| text.lines()) {
        page.indent(indent);
        page.push("#");
        if !line.trim().is_empty() {
            page.push(" ");
            page.push(line.trim_end());
        }
        page.note(origin);
        page.newline();
    }
}

fn block<const ORIGINS: bool>(page: &mut Page<ORIGINS>, block: &Block, indent: usize) {
    comment(page, block.comment.as_ref(), block.origin, indent);
    page.indent(indent);
    page.note(block.origin);
    page.push(&block.kind);
    for label in &block.labels {
        page.push(" ");
        page.push(&quoted(label));
    }
    if block.body.items.is_empty() {
        page.push(" {}");
        page.newline();
        return;
    }
    page.push(" {");
    page.newline();
    items(page, &block.body.items, indent + 2);
    page.indent(indent);
    page.note(block.origin);
    page.push("}");
    page.newline();
}

/// What decides on the column of a line's `=`.
struct Entry<'a> {
    /// The key as it is printed; `None` for what is no assignment.
    key: Option<String>,
    /// The whole value stands on the key's line, as far as brackets are concerned.
    whole: bool,
    /// A comment above it ends the run before.
    begins: bool,
    form: Form<'a>,
}

/// How a value is printed.
enum Form<'a> {
    Inline(String),
    Heredoc(Heredoc),
    List(&'a [Expr]),
    Object(&'a [(Str, Expr)]),
    Call(&'a Call),
}

impl<'a> Entry<'a> {
    fn of_item(item: &'a Item) -> Self {
        match item {
            Item::Attribute(attribute) => {
                let commented = attribute.comment.as_ref().is_some_and(|comment| !comment.is_empty());
                Self::new(attribute.key.to_string(), &attribute.value, commented)
            }
            Item::Block(_) | Item::Gap => {
                Self { key: None, whole: false, begins: true, form: Form::Inline(String::new()) }
            }
        }
    }

    fn new(key: String, value: &'a Expr, begins: bool) -> Self {
        let form = form(value, true);
        let whole = match &form {
            Form::Inline(_) => true,
            Form::Heredoc(heredoc) => !heredoc.open,
            Form::List(_) | Form::Object(_) | Form::Call(_) => false,
        };
        Self { key: Some(key), whole, begins, form }
    }
}

/// How a value is printed; a heredoc only where a line may end after it.
fn form(value: &Expr, may_end_line: bool) -> Form<'_> {
    match &value.kind {
        ExprKind::Template(parts) if may_end_line => match heredoc(&joined(parts), &mut inline) {
            Some(heredoc) => Form::Heredoc(heredoc),
            None => Form::Inline(inline(&value.kind)),
        },
        ExprKind::List(elements) if !elements.is_empty() => {
            if elements.iter().all(is_scalar) {
                let text = inline(&value.kind);
                if text.len() <= WIDTH {
                    return Form::Inline(text);
                }
            }
            Form::List(elements)
        }
        ExprKind::Object(entries) if !entries.is_empty() => Form::Object(entries),
        ExprKind::Call(call) if !call.arguments.iter().all(is_scalar) => match call.arguments.as_slice() {
            [only] if matches!(form(only, false), Form::Inline(_)) => Form::Inline(inline(&value.kind)),
            _ => Form::Call(call),
        },
        _ => Form::Inline(inline(&value.kind)),
    }
}

/// Whether it always stands on one line.
fn is_scalar(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::List(items) => items.is_empty(),
        ExprKind::Object(entries) => entries.is_empty(),
        ExprKind::Call(call) => call.arguments.iter().all(is_scalar),
        _ => true,
    }
}

/// For each entry how wide the keys of its run are.
fn columns(entries: &[Entry<'_>]) -> Vec<usize> {
    let mut columns = vec![0; entries.len()];
    let mut begin = 0;
    while begin < entries.len() {
        let run = |entry: &Entry<'_>| entry.key.is_some() && entry.whole;
        let rest = entries.get(begin..).unwrap_or_default();
        let length = match rest.first() {
            Some(first) if run(first) => {
                1 + rest.iter().skip(1).take_while(|entry| run(entry) && !entry.begins).count()
            }
            _ => 1,
        };
        let width = |entry: &Entry<'_>| entry.key.as_ref().map_or(0, String::len);
        let widest = rest.iter().take(length).map(width).max().unwrap_or(0);
        if let Some(columns) = columns.get_mut(begin..begin + length) {
            columns.fill(widest);
        }
        begin += length;
    }
    columns
}

fn assignment<const ORIGINS: bool>(
    page: &mut Page<ORIGINS>,
    entry: &Entry<'_>,
    value: &Expr,
    origin: OriginId,
    indent: usize,
    column: usize,
) {
    let key = entry.key.as_deref().unwrap_or_default();
    page.indent(indent);
    page.note(origin);
    page.push(key);
    page.indent(column.saturating_sub(key.len()));
    page.push(" = ");
    written(page, &entry.form, value, indent);
    page.newline();
}

fn written<const ORIGINS: bool>(page: &mut Page<ORIGINS>, form: &Form<'_>, value: &Expr, indent: usize) {
    note(page, value);
    match form {
        Form::Inline(text) => page.push(text),
        Form::Heredoc(heredoc) => self::heredoc_lines(page, heredoc, value.origin, indent),
        Form::List(elements) => {
            page.push("[");
            page.newline();
            for element in *elements {
                page.indent(indent + 2);
                written(page, &self::form(element, false), element, indent + 2);
                page.push(",");
                page.newline();
            }
            page.indent(indent);
            page.push("]");
        }
        Form::Object(entries) => {
            page.push("{");
            page.newline();
            let assignments: Vec<Entry<'_>> =
                entries.iter().map(|(name, value)| Entry::new(self::key(name), value, false)).collect();
            let columns = columns(&assignments);
            for (((_, value), entry), column) in entries.iter().zip(&assignments).zip(columns) {
                assignment(page, entry, value, value.origin, indent + 2, column);
            }
            page.indent(indent);
            page.push("}");
        }
        Form::Call(call) => self::call(page, call, indent),
    }
    // The line that closes it is the value's too.
    page.note(value.origin);
}

/// One argument stands between the parentheses without a line of its own: `jsonencode({`. Several have a line each.
fn call<const ORIGINS: bool>(page: &mut Page<ORIGINS>, call: &Call, indent: usize) {
    page.push(&call.function);
    page.push("(");
    if let [only] = call.arguments.as_slice() {
        written(page, &form(only, false), only, indent);
    } else {
        page.newline();
        for argument in &call.arguments {
            page.indent(indent + 2);
            written(page, &form(argument, false), argument, indent + 2);
            page.push(",");
            page.newline();
        }
        page.indent(indent);
    }
    page.push(")");
}

/// A heredoc ends in a newline; where the text does not, `chomp` takes it off again.
fn heredoc_lines<const ORIGINS: bool>(page: &mut Page<ORIGINS>, heredoc: &Heredoc, origin: OriginId, indent: usize) {
    if heredoc.open {
        page.push("chomp(");
    }
    page.push(if heredoc.flush { "<<-" } else { "<<" });
    page.push(&heredoc.marker);
    for line in &heredoc.lines {
        page.newline();
        if heredoc.flush && !line.is_empty() {
            page.indent(indent + 2);
        }
        page.push(line);
        page.note(origin);
    }
    page.newline();
    if heredoc.flush {
        page.indent(indent);
    }
    page.push(&heredoc.marker);
    if heredoc.open {
        page.note(origin);
        page.newline();
        page.indent(indent);
        page.push(")");
    }
}

/// Everything that stands on the current line with the value.
fn note<const ORIGINS: bool>(page: &mut Page<ORIGINS>, value: &Expr) {
    if !ORIGINS {
        return;
    }
    page.note(value.origin);
    match &value.kind {
        ExprKind::List(elements) if elements.iter().all(is_scalar) => {
            elements.iter().for_each(|element| page.note(element.origin));
            page.note(value.origin);
        }
        _ => {}
    }
}

/// The expression on one line.
fn inline(kind: &ExprKind) -> String {
    match kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Int(value) => value.to_string(),
        ExprKind::Number(value) => match value.to_decimal() {
            Some(decimal) => decimal,
            None => quoted(&value.to_string()),
        },
        ExprKind::Template(parts) => template(&joined(parts), &mut inline),
        ExprKind::Traversal(path) => traversal(path),
        ExprKind::Call(call) => format!("{}({})", call.function, list(&call.arguments)),
        ExprKind::List(items) => format!("[{}]", list(items)),
        ExprKind::Object(entries) if entries.is_empty() => "{}".to_owned(),
        ExprKind::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| format!("{} = {}", key(name), inline(&value.kind)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn list(items: &[Expr]) -> String {
    items.iter().map(|item| inline(&item.kind)).collect::<Vec<_>>().join(", ")
}

/// Without empty literals, so that a live part alone is seen to be alone; adjoining ones are one, so that none can make a sign of two halves.
fn joined(parts: &[Part]) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match (joined.last_mut(), part) {
            (_, Part::Lit(text)) if text.is_empty() => {}
            (Some(Part::Lit(before)), Part::Lit(text)) => *before = format!("{before}{text}").into(),
            (_, part) => joined.push(part.clone()),
        }
    }
    joined
}
