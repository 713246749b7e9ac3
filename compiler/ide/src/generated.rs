//! From the source to what was generated of it: documents, printed once with the origins of their lines.

use crate::snapshot::Snapshot;
use infrac_plan::{OriginId, Origins, in_library};
use infrac_source::{FileId, Span, Str};
use infrac_tree::{Document, print_with_origins};
use rustc_hash::FxHashMap;

/// A run of lines of a generated document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Generated {
    /// The document's path below the output directory.
    pub path: Str,
    /// The target, which the path begins with.
    pub target: Str,
    /// The environment; for a document that joins environments the one that it is filed under.
    pub environment: Str,
    /// The first line, from 1.
    pub first: u32,
    /// The last line.
    pub last: u32,
    /// The lines' text, without the last newline.
    pub text: String,
}

/// All documents' lines by the places in the source that they come from.
#[derive(Debug, Default)]
pub(crate) struct OutputIndex {
    /// A place, the document and the line, from 0; sorted.
    lines: Vec<(FileId, u32, u32, u32, u32)>,
    texts: Vec<String>,
}

impl OutputIndex {
    /// Prints each document once. The places of a line are those of its innermost node that has one, and the instances through which it was reached,
    /// in the project's own files.
    pub fn of(documents: &[Document], plans: &[infrac_plan::Plan]) -> Self {
        let mut index = Self::default();
        let tables: FxHashMap<u8, &Origins> =
            plans.iter().map(|plan| (plan.origins().plan(), plan.origins())).collect();
        for (at, document) in documents.iter().enumerate() {
            let printed = print_with_origins(document);
            for (line, origins) in printed.origins.iter().enumerate() {
                for place in places(&tables, origins) {
                    index.lines.push((place.file, place.start, place.end, at as u32, line as u32));
                }
            }
            index.texts.push(printed.text);
        }
        index.lines.sort_unstable();
        index.lines.dedup();
        index
    }

    /// The documents and lines that come from within `span`, sorted.
    fn within(&self, span: Span) -> Vec<(u32, u32)> {
        let first = self.lines.partition_point(|line| (line.0, line.1) < (span.file, span.start));
        let rest = self.lines.get(first..).unwrap_or_default();
        let mut found: Vec<(u32, u32)> = rest
            .iter()
            .take_while(|line| line.0 == span.file && line.1 < span.end.max(span.start + 1))
            .filter(|line| line.2 <= span.end)
            .map(|line| (line.3, line.4))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Where a line comes from, as `infrac why` says it.
fn places(tables: &FxHashMap<u8, &Origins>, line: &[OriginId]) -> Vec<Span> {
    let known = |id: &OriginId| {
        let origins = tables.get(&id.plan())?;
        let span = origins.span(*id)?;
        Some((*origins, origins.get(*id).trace, span))
    };
    let Some((origins, trace, span)) = line.iter().rev().find_map(known) else { return Vec::new() };
    let frames = origins.frames(trace).map(|frame| frame.span);
    std::iter::once(span).chain(frames).filter(|place| !in_library(*place)).collect()
}

impl Snapshot {
    /// What was generated of the text within `span`: runs of adjoining lines, by path. Empty before the documents are made, and where there are
    /// errors, since then there are none. The first call after the documents were made prints them all.
    pub fn generated_from(&self, span: Span) -> Vec<Generated> {
        let Some(output) = self.output() else { return Vec::new() };
        let index = self.output_index();
        let mut runs: Vec<(u32, u32, u32)> = Vec::new();
        for (document, line) in index.within(span) {
            match runs.last_mut() {
                Some(run) if run.0 == document && line <= run.2 + 1 => run.2 = line,
                _ => runs.push((document, line, line)),
            }
        }
        let generated = runs.into_iter().filter_map(|(at, first, last)| {
            let document = output.documents.get(at as usize)?;
            let lines = index.texts.get(at as usize)?.lines();
            let text: Vec<&str> = lines.skip(first as usize).take((last - first + 1) as usize).collect();
            Some(Generated {
                path: document.path.clone(),
                target: document.path.split('/').next().unwrap_or("").into(),
                environment: document.environment.clone(),
                first: first + 1,
                last: last + 1,
                text: text.join("\n"),
            })
        });
        generated.collect()
    }

    /// What was generated of the block around a place, and the block's extent: the innermost block of which anything was generated.
    pub fn generated_at(&self, file: FileId, offset: u32) -> Option<(Span, Vec<Generated>)> {
        let view = self.file(file)?;
        let path = crate::NodePath::at(view, view.clamp(offset));
        let blocks = path.nodes.iter().rev().filter(|node| matches!(node, crate::Node::Block(_)));
        blocks.map(|node| node.span()).find_map(|span| {
            let found = self.generated_from(span);
            (!found.is_empty()).then_some((span, found))
        })
    }
}
