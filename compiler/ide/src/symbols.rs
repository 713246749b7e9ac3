//! What a file declares, as an outline; and what the project declares, by name.

use crate::files::FileView;
use crate::snapshot::Snapshot;
use infrac_source::{FileId, Span, Str};
use infrac_syntax::ast::{Block, Body, DeclKind, EntryKind, File, KindItem};

/// An entry of an outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentSymbol {
    /// The name.
    pub name: Str,
    /// What it is: `service`, `let`.
    pub detail: Str,
    /// What sort of thing it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// What it holds.
    pub children: Vec<DocumentSymbol>,
}

/// The sort of a declaration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    /// A block.
    Block,
    /// An environment.
    Environment,
    /// A component.
    Component,
    /// A kind.
    Kind,
    /// A type.
    Type,
    /// A function.
    Function,
    /// A `let` or `param`.
    Constant,
    /// An attribute.
    Attribute,
    /// A test.
    Test,
    /// What is said for some environments, or for all blocks of a kind.
    Section,
}

/// A declaration of the project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkspaceSymbol {
    /// The name.
    pub name: Str,
    /// What it is: `service`, `let`.
    pub detail: Str,
    /// What sort of thing it is.
    pub kind: SymbolKind,
    /// Where its name stands.
    pub name_span: Span,
    /// The block, component or file that it stands in.
    pub container: Str,
}

/// The outline of a file, in the order of its declarations.
pub fn document_symbols(snapshot: &Snapshot, file: FileId) -> Vec<DocumentSymbol> {
    snapshot.file(file).map(|view| outline(view.tree())).unwrap_or_default()
}

/// The declarations of the project whose names hold the letters of `query` in that order, whatever their case: those that begin with it first, then
/// those that contain it, then by name. The empty text finds all.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<WorkspaceSymbol> {
    let mut found: Vec<(u8, WorkspaceSymbol)> = Vec::new();
    for view in snapshot.own_files() {
        for symbol in outline(view.tree()) {
            gather(view, symbol, query, "", &mut found);
        }
    }
    found.sort_by(|(rank, a), (other, b)| (rank, &a.name, a.name_span).cmp(&(other, &b.name, b.name_span)));
    found.into_iter().map(|(_, symbol)| symbol).collect()
}

fn gather(
    view: FileView<'_>,
    symbol: DocumentSymbol,
    query: &str,
    container: &str,
    found: &mut Vec<(u8, WorkspaceSymbol)>,
) {
    let DocumentSymbol { name, detail, kind, name_span, children, .. } = symbol;
    if matches!(kind, SymbolKind::Attribute | SymbolKind::Section) {
        return;
    }
    let inner = name.clone();
    if let Some(rank) = rank(&name, query) {
        let container = if container.is_empty() { view.source().path().as_str().into() } else { container.into() };
        found.push((rank, WorkspaceSymbol { name, detail, kind, name_span, container }));
    }
    for child in children {
        gather(view, child, query, &inner, found);
    }
}

fn rank(name: &str, query: &str) -> Option<u8> {
    let (name, query) = (name.to_lowercase(), query.to_lowercase());
    if name.starts_with(&query) {
        return Some(0);
    }
    if name.contains(&query) {
        return Some(1);
    }
    let mut letters = name.chars();
    query.chars().all(|wanted| letters.any(|letter| letter == wanted)).then_some(2)
}

fn outline(file: &File) -> Vec<DocumentSymbol> {
    let symbols = file.declarations.iter().filter_map(|decl| {
        let span = decl.span;
        let one = |name: &infrac_syntax::ast::Ident, detail: &str, kind| {
            let (name, name_span) = (name.text.clone(), name.span);
            DocumentSymbol { name, detail: detail.into(), kind, span, name_span, children: Vec::new() }
        };
        Some(match &decl.kind {
            DeclKind::Let(node) => one(&node.name, "let", SymbolKind::Constant),
            DeclKind::Param(node) => one(&node.name, "param", SymbolKind::Constant),
            DeclKind::Fn(node) => one(&node.name, "fn", SymbolKind::Function),
            DeclKind::Type(node) => one(&node.name, "type", SymbolKind::Type),
            DeclKind::Component(node) => {
                let mut children: Vec<DocumentSymbol> = node
                    .params
                    .iter()
                    .map(|param| DocumentSymbol {
                        name: param.name.text.clone(),
                        detail: "parameter".into(),
                        kind: SymbolKind::Attribute,
                        span: param.span,
                        name_span: param.name.span,
                        children: Vec::new(),
                    })
                    .collect();
                children.extend(entries(&node.body));
                DocumentSymbol { children, ..one(&node.name, "component", SymbolKind::Component) }
            }
            DeclKind::Kind(node) => {
                let attributes = node.items.iter().filter_map(|item| match item {
                    KindItem::Attribute(field) => Some(DocumentSymbol {
                        name: field.name.text.clone(),
                        detail: "attribute".into(),
                        kind: SymbolKind::Attribute,
                        span: field.span,
                        name_span: field.name.span,
                        children: Vec::new(),
                    }),
                    _ => None,
                });
                DocumentSymbol { children: attributes.collect(), ..one(&node.name, "kind", SymbolKind::Kind) }
            }
            DeclKind::Extend(node) => one(&node.kind, "extend", SymbolKind::Section),
            DeclKind::Defaults(node) => {
                let name = node.kind.segments.last()?;
                DocumentSymbol { children: entries(&node.body), ..one(name, "defaults", SymbolKind::Section) }
            }
            DeclKind::Test(node) => one(&node.name, "test", SymbolKind::Test),
            DeclKind::Block(node) => block(node, span),
            DeclKind::Assert(_) | DeclKind::Error => return None,
        })
    });
    symbols.collect()
}

fn block(block: &Block, span: Span) -> DocumentSymbol {
    let head = block.head.segments.last().map(|name| name.text.clone()).unwrap_or_default();
    let kind = if head == "environment" { SymbolKind::Environment } else { SymbolKind::Block };
    let (name, name_span) = match block.labels.last() {
        Some(label) => (label.text.clone(), label.span),
        None => (head.clone(), block.head.span),
    };
    DocumentSymbol { name, detail: head, kind, span, name_span, children: entries(&block.body) }
}

/// What a body says: its attributes, its blocks, its sections by environment.
fn entries(body: &Body) -> Vec<DocumentSymbol> {
    let symbols = body.entries.iter().filter_map(|entry| {
        let span = entry.span;
        match &entry.kind {
            EntryKind::Assign { key, .. } => Some(DocumentSymbol {
                name: crate::expect::key_text(key)?,
                detail: Str::default(),
                kind: SymbolKind::Attribute,
                span,
                name_span: crate::expect::key_span(key),
                children: Vec::new(),
            }),
            EntryKind::Let(node) => Some(DocumentSymbol {
                name: node.name.text.clone(),
                detail: "let".into(),
                kind: SymbolKind::Constant,
                span,
                name_span: node.name.span,
                children: Vec::new(),
            }),
            EntryKind::Overlay { environments, body } => {
                let names: Vec<&str> = environments.iter().map(|name| name.text.as_str()).collect();
                let first = environments.first()?;
                Some(DocumentSymbol {
                    name: format!("in {}", names.join(", ")).into(),
                    detail: Str::default(),
                    kind: SymbolKind::Section,
                    span,
                    name_span: first.span,
                    children: entries(body),
                })
            }
            EntryKind::Block(node) => Some(block(node, span)),
            _ => None,
        }
    });
    symbols.filter(|symbol| !symbol.name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{document_symbols, workspace_symbols};
    use crate::testing::case;

    #[test]
    fn the_outline_follows_the_blocks() {
        let case = case(
            "service a {\n  image = \"a:1\"\n  slo x { objective = 99% }\n  in dev { replicas = 1 }\n}\nlet b = 3\n",
        );
        let outline = document_symbols(&case.snapshot, case.file);
        let names: Vec<&str> = outline.iter().map(|symbol| symbol.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        let inner: Vec<&str> =
            outline.iter().flat_map(|symbol| &symbol.children).map(|symbol| symbol.name.as_str()).collect();
        assert_eq!(inner, ["image", "x", "in dev"]);
    }

    #[test]
    fn symbols_of_the_project_are_found_by_some_of_their_letters() {
        let case = case("service seat_reservation { image = \"a:1\" }\nservice reserve { image = \"b:1\" }\n");
        let names = |query: &str| -> Vec<String> {
            workspace_symbols(&case.snapshot, query).iter().map(|symbol| symbol.name.to_string()).collect()
        };
        assert_eq!(names("reser"), ["reserve", "seat_reservation"]);
        assert_eq!(names("sres"), ["seat_reservation"]);
        assert!(names("").len() >= 5, "all of the project's, none of the library's: {:?}", names(""));
    }
}
