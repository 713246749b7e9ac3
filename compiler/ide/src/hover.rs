//! What a name is: its declaration in one line, its documentation, its value in each environment, and what becomes of it in each target.

use crate::declared::signature;
use crate::expect::{Expected, key_span};
use crate::files::FileView;
use crate::generated::Generated;
use crate::name::Name;
use crate::node::Node;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use crate::values::InEnvironment;
use infrac_model::DefinitionKind;
use infrac_source::{FileId, Span, Str};
use infrac_syntax::ast::{EntryKind, Expr, ExprKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is shown of the thing under the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// What it is shown for.
    pub span: Span,
    /// The declaration in a line or a few, as `.infra` writes it.
    pub signature: String,
    /// The documentation, in Markdown.
    pub doc: Option<Str>,
    /// The effective value in each environment; empty where there is none, or before the plans are made.
    pub values: Vec<InEnvironment>,
    /// What was generated of it; empty before it is known.
    pub generated: Vec<Generated>,
}

/// How many lines of one target are named before the rest are counted.
const SHOWN_LINES: usize = 4;

impl Hover {
    /// All of it as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("```infra\n{}\n```\n", self.signature);
        if let Some(doc) = &self.doc {
            let _ = write!(text, "\n{doc}\n");
        }
        if !self.values.is_empty() {
            text.push_str("\n| environment | value |\n| --- | --- |\n");
            for value in &self.values {
                let shown = value.text.as_deref().map_or_else(|| "not alive".to_owned(), cell);
                let _ = writeln!(text, "| {} | {shown} |", value.environment);
            }
        }
        if !self.generated.is_empty() {
            text.push_str("\nGenerated:\n");
            let mut targets: BTreeMap<&str, Vec<&Generated>> = BTreeMap::new();
            for lines in &self.generated {
                targets.entry(&lines.target).or_default().push(lines);
            }
            for (target, lines) in targets {
                let named = lines.iter().take(SHOWN_LINES).map(|lines| format!("`out/{}:{}`", lines.path, lines.first));
                let named: Vec<String> = named.collect();
                let rest = lines.len().saturating_sub(SHOWN_LINES);
                let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                let _ = writeln!(text, "- {target}: {}{more}", named.join(", "));
            }
        }
        text
    }
}

/// A value within a cell of a table: a bar would end the cell.
fn cell(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// What is shown of the thing under the cursor: a name, a key, or a value.
pub fn hover(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Hover> {
    let view = snapshot.file(file)?;
    let path = NodePath::at(view, view.clamp(offset));
    let expected = snapshot.expected(view.module, &path);
    let found = match snapshot.name_at(file, offset) {
        Some(name) => of_name(snapshot, &name, &path, &expected),
        None => of_key(snapshot, offset, &path, &expected).or_else(|| of_value(snapshot, view, &path, &expected)),
    };
    let mut hover = found?;
    if snapshot.is_indexed() && hover.generated.is_empty() && !view.in_library() {
        hover.generated = snapshot.generated_from(subject(&path, hover.span));
    }
    Some(hover)
}

/// The text of which lines are shown: the entry whose key is pointed at, the block whose head or label is, else the value itself.
fn subject(path: &NodePath<'_>, span: Span) -> Span {
    let within = path.nodes.iter().rev().find(|node| match node {
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Assign { key, .. } => key_span(key) == span,
            _ => false,
        },
        Node::Block(block) => block.head.span.start <= span.start && span.end <= block.body.span.start,
        _ => false,
    });
    within.map_or(span, |node| node.span())
}

fn of_name(snapshot: &Snapshot, name: &Name, path: &NodePath<'_>, expected: &Expected<'_>) -> Option<Hover> {
    let model = snapshot.model();
    let signature = match name.symbol {
        Some(symbol) => signature(snapshot, symbol),
        None => of_no_table(snapshot, name),
    };
    let is_key = matches!(name.kind, DefinitionKind::Attribute | DefinitionKind::Parameter) && is_own_key(path, name);
    let values = match name.symbol {
        _ if is_key => effective(snapshot, expected),
        Some(symbol) => of_symbol(snapshot, symbol),
        None => Vec::new(),
    };
    let doc = name.symbol.and_then(|symbol| symbol.doc(model));
    Some(Hover { span: name.span, signature, doc, values, generated: Vec::new() })
}

/// Whether the name is the key of the innermost entry.
fn is_own_key(path: &NodePath<'_>, name: &Name) -> bool {
    path.nodes.iter().rev().any(|node| match node {
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Assign { key, .. } => key_span(key) == name.span,
            EntryKind::Block(block) => block.head.span == name.span,
            _ => false,
        },
        _ => false,
    })
}

/// The value of what the keys around the place lead to.
fn effective(snapshot: &Snapshot, expected: &Expected<'_>) -> Vec<InEnvironment> {
    let Some((block, decl)) = expected.block else { return Vec::new() };
    match decl {
        Some(decl) => snapshot.effective(decl, &expected.keys),
        None => match block.labels.first() {
            Some(label) if block.head.segments.iter().any(|name| name.text == "environment") => {
                snapshot.of_environment(&label.text, &expected.keys)
            }
            _ => Vec::new(),
        },
    }
}

/// What the plans say of a symbol itself.
fn of_symbol(snapshot: &Snapshot, symbol: Symbol) -> Vec<InEnvironment> {
    let Symbol::Block(decl) = symbol else { return Vec::new() };
    let instances = snapshot.instances(decl);
    if instances.is_empty() {
        return Vec::new();
    }
    let values = snapshot.plans().iter().map(|plan| {
        let own: Vec<&str> = instances
            .iter()
            .filter(|(of, _)| std::ptr::eq(*of, plan))
            .filter_map(|(plan, block)| plan.header(*block).map(|header| header.name.as_str()))
            .collect();
        InEnvironment {
            environment: plan.environment_name().clone(),
            text: (!own.is_empty()).then(|| own.join(", ")),
            said: None,
        }
    });
    values.collect()
}

/// A key without a name of its own: of a map.
fn of_key(snapshot: &Snapshot, offset: u32, path: &NodePath<'_>, expected: &Expected<'_>) -> Option<Hover> {
    let (key, span) = path.nodes.iter().rev().find_map(|node| match node {
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Assign { key, .. } => Some((crate::expect::key_text(key)?, key_span(key))),
            _ => None,
        },
        _ => None,
    })?;
    if offset < span.start || offset > span.end {
        return None;
    }
    let ty = expected.ty.as_ref().or(expected.field.as_ref().map(|field| &field.ty));
    let ty = ty.map_or_else(String::new, |ty| format!(": {}", snapshot.model().type_text(ty)));
    let doc = expected.field.as_ref().and_then(|field| field.doc.clone());
    let values = effective(snapshot, expected);
    Some(Hover { span, signature: format!("{key}{ty}"), doc, values, generated: Vec::new() })
}

/// A literal: what it is read as.
fn of_value(snapshot: &Snapshot, view: FileView<'_>, path: &NodePath<'_>, expected: &Expected<'_>) -> Option<Hover> {
    let Some(Node::Expr(Expr { kind, span })) = path.last() else { return None };
    if !matches!(kind, ExprKind::Number(_) | ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Null) {
        return None;
    }
    let ty = snapshot.model().type_text(expected.ty.as_ref()?);
    let language = snapshot.language_of(expected.ty.as_ref()?).map(|language| language.describe());
    let written = view.text().get(span.range()).filter(|text| text.len() <= 200 && !text.contains('\n'))?;
    let doc = language.map(|language| Str::from(format!("It is read as {language}.")));
    Some(Hover { span: *span, signature: format!("{written}: {ty}"), doc, values: Vec::new(), generated: Vec::new() })
}

impl Snapshot {
    /// The language of a text of that type.
    pub(crate) fn language_of(&self, ty: &infrac_model::Type) -> Option<infrac_embedded::Language> {
        let model = self.model();
        model.find_form(ty, &mut |form| match form {
            infrac_model::Type::Named(id) => model.type_def(*id).language,
            _ => None,
        })
    }
}

/// A key that a block exposes, or a module's alias.
fn of_no_table(snapshot: &Snapshot, name: &Name) -> String {
    let text = snapshot.slice(name.span);
    match name.kind {
        DefinitionKind::Exposed => format!("(exposed key) {text}"),
        DefinitionKind::Module => format!("(module) {text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::hover::hover;
    use crate::testing::{Case, case};

    fn shown(case: &Case) -> String {
        hover(&case.snapshot, case.file, case.offset).map(|hover| hover.markdown()).unwrap_or_default()
    }

    const SERVICE: &str = "/// Sells seats.
service booking {
  image    = \"ghcr.io/x/booking:1.0\"
  ports    = { http = 80 }
  replicas = 2
  in production { replicas = 3 }
}
service front {
  image = \"ghcr.io/x/front:1.0\"
  env   = { BOOKING = booking.http.url }
}
";

    #[test]
    fn an_attribute_shows_its_type_its_documentation_and_its_value_in_each_environment() {
        let case = case(&SERVICE.replace("  replicas = 2", "  repl$0icas = 2")).built();
        let text = shown(&case);
        assert!(text.starts_with("```infra\nservice.replicas: Range<Int> = 1\n```"), "{text}");
        assert!(text.contains("How many run; a range scales by itself."), "{text}");
        assert!(text.contains("| dev | `2` |\n| production | `3` |"), "{text}");
    }

    #[test]
    fn a_block_shows_what_was_generated_of_it() {
        let case = case(&SERVICE.replace("service booking", "service book$0ing")).built();
        let text = shown(&case);
        assert!(text.contains("service booking\n```\n\nSells seats."), "{text}");
        assert!(text.contains("- compose: `out/compose/dev/compose.yaml:"), "{text}");
        assert!(text.contains("- helm: `out/helm/shop/"), "{text}");
    }

    #[test]
    fn before_the_plans_are_made_what_is_known_is_shown() {
        let case = case(&SERVICE.replace("booking.http.url", "booking.ht$0tp.url"));
        assert_eq!(shown(&case), "```infra\n(exposed key) http\n```\n");
    }

    #[test]
    fn a_literal_shows_what_it_is_read_as() {
        let case = case("service a { image = \"a$0:1\" }");
        assert!(shown(&case).contains("It is read as an image reference."), "{}", shown(&case));
    }

    #[test]
    fn half_a_block_still_answers() {
        let case = case("service a {\n  image = \n  replic$0as = \n");
        assert!(shown(&case).contains("service.replicas"), "{}", shown(&case));
    }
}
