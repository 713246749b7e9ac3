//! What stands between the lines: defaults that are taken, values by environment, dependencies that follow from values.

use crate::expect::{Shape, key_text};
use crate::node::{Node, roots};
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_model::{BlockDeclId, hir};
use infrac_plan::Nature;
use infrac_source::{FileId, Span, Str};
use infrac_syntax::ast::{Block, EntryKind, ExprKind};
use std::collections::BTreeSet;

/// A text between the words of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Behind which byte.
    pub at: u32,
    /// The text.
    pub text: String,
    /// What it says.
    pub kind: HintKind,
    /// More of it, in Markdown.
    pub tooltip: String,
}

/// What a hint says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HintKind {
    /// Which defaults a block takes.
    Defaults,
    /// What a value is in each environment.
    Values,
    /// What a block depends on.
    Dependencies,
}

/// How many defaults or dependencies are named.
const SHOWN: usize = 4;
/// The longest value that is shown in a line, in characters.
const LONGEST: usize = 40;

/// The hints of the part `within` of a file, in the order of places. Only defaults before the plans are made.
pub fn inlay_hints(snapshot: &Snapshot, file: FileId, within: Span) -> Vec<Hint> {
    let Some(view) = snapshot.file(file).filter(|view| !view.in_library()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut waiting: Vec<NodePath<'_>> = roots(view.tree()).map(|node| NodePath { nodes: vec![node] }).collect();
    while let Some(path) = waiting.pop() {
        let Some(node) = path.last() else { continue };
        let span = node.span();
        if span.end < within.start || span.start > within.end {
            continue;
        }
        match node {
            Node::Block(block) => of_block(snapshot, &path, view.module, block, &mut found),
            Node::Entry(entry) => {
                if let EntryKind::Assign { key, value } = &entry.kind {
                    let by_environment =
                        matches!(value.kind, ExprKind::Match { .. } | ExprKind::If { .. } | ExprKind::Name(_));
                    let literal = matches!(
                        value.kind,
                        ExprKind::Number(_) | ExprKind::Range { .. } | ExprKind::Bool(_) | ExprKind::String(_)
                    );
                    if by_environment || literal {
                        of_value(snapshot, &path, view.module, key_text(key), (value.span, literal), &mut found);
                    }
                }
            }
            _ => {}
        }
        // Hints stand at blocks and their entries: expressions hold only those of inner bodies.
        node.children(&mut |child| {
            let mut nodes = path.nodes.clone();
            nodes.push(child);
            waiting.push(NodePath { nodes });
        });
    }
    found.retain(|hint| within.start <= hint.at && hint.at <= within.end);
    found.sort_by_key(|hint| hint.at);
    found
}

/// Behind a block's opening brace: what it takes by default, and what it depends on.
fn of_block(
    snapshot: &Snapshot,
    path: &NodePath<'_>,
    module: infrac_model::ModuleId,
    block: &Block,
    found: &mut Vec<Hint>,
) {
    let Some(decl) = snapshot.decl_of(block) else { return };
    let at = block.body.span.start + 1;
    let expected = snapshot.expected(module, path);
    if let Some(shape @ (Shape::Kind(_) | Shape::Instance(_))) = &expected.shape {
        found.extend(defaults(snapshot, shape, block, module, at));
    }
    found.extend(dependencies(snapshot, decl, at));
}

/// The defaults that a block takes: attributes that it leaves out and that have one worth reading, as they are written. What its component or the
/// module's `defaults` say of it stands over them.
fn defaults(
    snapshot: &Snapshot,
    shape: &Shape,
    block: &Block,
    module: infrac_model::ModuleId,
    at: u32,
) -> Option<Hint> {
    let mut said: BTreeSet<Str> = block
        .body
        .entries
        .iter()
        .filter_map(|entry| match &entry.kind {
            EntryKind::Assign { key, .. } => key_text(key),
            EntryKind::Block(inner) if inner.labels.is_empty() => {
                inner.head.segments.first().map(|name| name.text.clone())
            }
            _ => None,
        })
        .collect();
    let model = snapshot.model();
    let kind = match shape {
        Shape::Instance(id) => {
            said_in(&model.component(*id).body, &mut said, 0);
            model.component(*id).base
        }
        Shape::Kind(kind) => Some(*kind),
        _ => None,
    };
    for other in model.defaults().iter().filter(|other| Some(other.kind) == kind && other.module == module) {
        said_in(&other.body, &mut said, 0);
    }
    let taken: Vec<(Str, String)> = snapshot
        .slots(shape)
        .into_iter()
        .filter(|field| !said.contains(&field.name) && field.name != "name")
        .filter_map(|field| {
            let text = snapshot.slice(field.default.as_ref()?.span);
            let plain = !text.is_empty()
                && !matches!(text, "{}" | "[]" | "null" | "false" | "\"\"")
                && text.chars().count() <= LONGEST;
            (plain && !text.contains('\n')).then(|| (field.name, text.to_owned()))
        })
        .collect();
    if taken.is_empty() {
        return None;
    }
    let shown: Vec<String> = taken.iter().take(SHOWN).map(|(name, text)| format!("{name} = {text}")).collect();
    let more = if taken.len() > SHOWN { format!(", +{}", taken.len() - SHOWN) } else { String::new() };
    let all: Vec<String> = taken.iter().map(|(name, text)| format!("{name} = {text}")).collect();
    Some(Hint {
        at,
        text: format!("by default {}{more}", shown.join(", ")),
        kind: HintKind::Defaults,
        tooltip: format!("```infra\n{}\n```", all.join("\n")),
    })
}

/// The keys that a body says something of, in any environment.
fn said_in(body: &hir::Body, said: &mut BTreeSet<Str>, depth: u32) {
    if depth > 128 {
        return;
    }
    let mut within = |body: &hir::Body| said_in(body, said, depth + 1);
    for entry in &body.entries {
        match &entry.kind {
            hir::EntryKind::Overlay { body, .. } | hir::EntryKind::For { body, .. } => within(body),
            hir::EntryKind::If { then, otherwise, .. } => {
                within(then);
                otherwise.iter().for_each(&mut within);
            }
            hir::EntryKind::Match { arms, .. } => arms.iter().for_each(|(_, body)| within(body)),
            _ => {}
        }
    }
    said.extend(body.entries.iter().filter_map(|entry| match &entry.kind {
        hir::EntryKind::Set { key, .. } => match &key.text {
            hir::KeyText::Static(name) => Some(name.clone()),
            _ => None,
        },
        _ => None,
    }));
}

/// What the values of a block make it depend on, over all environments.
fn dependencies(snapshot: &Snapshot, decl: BlockDeclId, at: u32) -> Option<Hint> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for (plan, block) in snapshot.instances(decl) {
        for edge in plan.edges_from(block).iter().filter(|edge| edge.nature != Nature::Reads) {
            let port = edge.port.as_ref().map(|port| format!(":{port}")).unwrap_or_default();
            names.insert(format!("{}{port}", plan.users_name(edge.to)));
        }
    }
    if names.is_empty() {
        return None;
    }
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let more = if names.len() > SHOWN { format!(", +{}", names.len() - SHOWN) } else { String::new() };
    let all: Vec<String> = names.iter().map(|name| format!("- {name}")).collect();
    Some(Hint {
        at,
        text: format!("uses {}{more}", shown.join(", ")),
        kind: HintKind::Dependencies,
        tooltip: all.join("\n"),
    })
}

/// Behind a value that differs by environment or is a name: what it is in each. A literal says itself what it is, unless something stands over it
/// in some environments; in an overlay it is what stands over the others.
fn of_value(
    snapshot: &Snapshot,
    path: &NodePath<'_>,
    module: infrac_model::ModuleId,
    key: Option<Str>,
    (value, literal): (Span, bool),
    found: &mut Vec<Hint>,
) {
    if key.is_none() || value.is_empty() {
        return;
    }
    let expected = snapshot.expected(module, path);
    if literal && expected.overlay.is_some() {
        return;
    }
    let Some((_, Some(decl))) = expected.block else { return };
    let values = snapshot.effective(decl, &expected.keys);
    let alive: Vec<_> = values.iter().filter_map(|value| Some((value, value.text.as_ref()?))).collect();
    let Some((_, first)) = alive.first() else { return };
    let shorten = |text: &str| match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    };
    let all_equal = alive.iter().all(|(_, text)| text == first);
    if all_equal && (literal || *first == snapshot.slice(value)) {
        return;
    }
    let text = if all_equal {
        shorten(first)
    } else {
        let each: Vec<String> =
            alive.iter().map(|(value, text)| format!("{}: {}", value.environment, shorten(text))).collect();
        each.join(" · ")
    };
    let rows: Vec<String> = alive.iter().map(|(value, text)| format!("- {}: `{text}`", value.environment)).collect();
    let at = value.end;
    found.push(Hint { at, text: format!("= {text}"), kind: HintKind::Values, tooltip: rows.join("\n") });
}

#[cfg(test)]
mod tests {
    use super::{HintKind, inlay_hints};
    use crate::testing::case;

    #[test]
    fn defaults_values_and_dependencies_are_shown() {
        let case = case(
            "let size = 2
service a {
  image = \"a:1\"
  ports = { http = 80 }
}
service b {
  image    = \"b:1\"
  env      = { A = a.http.url }
  replicas = match env { dev => size, production => 3 }
  user     = 2000
  stop_within = 30s
  in dev { stop_within = 5s }
}
",
        )
        .built();
        let view = case.snapshot.file(case.file);
        let all = view.map(|view| view.span(0, u32::MAX));
        let found = all.map(|all| inlay_hints(&case.snapshot, case.file, all)).unwrap_or_default();
        let texts = |kind: HintKind| -> Vec<&str> {
            found.iter().filter(|hint| hint.kind == kind).map(|hint| hint.text.as_str()).collect()
        };
        assert_eq!(texts(HintKind::Dependencies), ["uses a:http"]);
        assert_eq!(texts(HintKind::Values), ["= dev: 2 · production: 3", "= dev: 5s · production: 30s"]);
        assert!(texts(HintKind::Defaults).iter().any(|text| text.contains("replicas = 1")), "{found:?}");
    }

    #[test]
    fn what_a_component_or_the_module_says_is_no_default() {
        let case = case(
            "component web(): service {
  image = \"a:1\"
  if true { replicas = 2 }
  in dev { stop_within = 5s }
}
web a { user = 2000 }
defaults service { user = 3000 }
service b { image = \"b:1\" }
",
        )
        .built();
        let view = case.snapshot.file(case.file);
        let all = view.map(|view| view.span(0, u32::MAX));
        let found = all.map(|all| inlay_hints(&case.snapshot, case.file, all)).unwrap_or_default();
        let defaults: Vec<&str> =
            found.iter().filter(|hint| hint.kind == HintKind::Defaults).map(|hint| hint.tooltip.as_str()).collect();
        let [of_a, of_b] = defaults.as_slice() else { panic!("{found:?}") };
        assert!(!of_a.contains("replicas") && !of_a.contains("stop_within") && of_a.contains("rollout"), "{of_a}");
        assert!(of_b.contains("replicas = 1") && of_b.contains("stop_within"), "{of_b}");
        assert!(!of_b.contains("user"), "{of_b}");
    }
}
