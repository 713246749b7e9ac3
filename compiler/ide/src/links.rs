//! What leads out of a file: folders of imports, files that are read, URLs in comments and in text.

use crate::node::{Node, roots};
use crate::snapshot::Snapshot;
use infrac_driver::normalize;
use infrac_model::Import;
use infrac_source::{FileId, Span, Utf8Path, Utf8PathBuf};
use infrac_syntax::ast::{ExprKind, ImportTarget};

/// A link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What is clicked.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkTarget {
    /// A file of the project or of its standard library, by its path.
    File(Utf8PathBuf),
    /// A URL.
    Url(String),
}

/// The links of a file, in the order of places.
pub fn links(snapshot: &Snapshot, file: FileId) -> Vec<Link> {
    let Some(view) = snapshot.file(file) else { return Vec::new() };
    let mut found = Vec::new();
    for (import, lead) in view.tree().imports.iter().zip(view.imports()) {
        let span = match &import.target {
            ImportTarget::Folder(name) => name.span,
            ImportTarget::Std(path) => path.span,
        };
        let Import::Module(module) = lead else { continue };
        let first = snapshot.analysis().modules.get(*module).and_then(|module| module.files.first());
        found.extend(first.map(|first| Link { span, target: LinkTarget::File(first.source.path().to_owned()) }));
    }
    let folder = view.source().path().parent().unwrap_or(Utf8Path::new("")).to_owned();
    let mut waiting: Vec<Node<'_>> = roots(view.tree()).collect();
    while let Some(node) = waiting.pop() {
        if let Node::Expr(expr) = node
            && let ExprKind::Call { callee, args } = &expr.kind
            && matches!(&callee.kind, ExprKind::Name(name) if name == "file")
            && let Some(ExprKind::String(text)) = args.first().map(|arg| &arg.value.kind)
            && let Some(path) = text.plain()
        {
            let path = normalize(&folder.join(path.as_str()));
            found.push(Link { span: text.span, target: LinkTarget::File(path) });
        }
        node.children(&mut |child| waiting.push(child));
    }
    for comment in &view.comments().comments {
        found.extend(urls(&comment.text).map(|(start, url)| {
            let start = comment.span.start + start as u32;
            Link { span: view.span(start, start + url.len() as u32), target: LinkTarget::Url(url.to_owned()) }
        }));
    }
    found.sort_by_key(|link| link.span);
    found
}

/// The URLs of a text and where each begins; what ends a sentence or closes a bracket is no part of one.
fn urls(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text.match_indices("http").map(|(at, _)| at);
    starts.filter_map(move |at| {
        let rest = text.get(at..)?;
        if !rest.starts_with("https://") && !rest.starts_with("http://") {
            return None;
        }
        let end = rest
            .find(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '<' | '>' | '`'))
            .unwrap_or(rest.len());
        let url = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '\'']);
        (url.len() > "https://".len()).then_some((at, url))
    })
}

#[cfg(test)]
mod tests {
    use super::{LinkTarget, links};
    use crate::testing::case;

    #[test]
    fn files_and_urls_are_links() {
        let case = case("// See https://example.com/a, please.\nlet a = file(\"conf/x.txt\")\n");
        let found = links(&case.snapshot, case.file);
        let targets: Vec<&LinkTarget> = found.iter().map(|link| &link.target).collect();
        assert_eq!(
            targets,
            [&LinkTarget::Url("https://example.com/a".to_owned()), &LinkTarget::File("conf/x.txt".into())]
        );
    }
}
