use crate::{BlockId, Header, OriginId, Plan};
use infrac_diagnostics::Diagnostic;
use infrac_source::{Span, Str};

/// Where a value is shown to a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The innermost place on the way to the value that is not in the standard library.
    pub span: Span,
    /// The place in the standard library that the value comes from, if it does.
    pub library: Option<Span>,
    /// The outermost instance or call through which it came in, where that is somewhere else: what was entered, and where.
    pub entered: Option<(Str, Span)>,
}

impl Place {
    /// The finding with the rest of the way as further labels.
    pub fn explain(&self, diagnostic: Diagnostic) -> Diagnostic {
        let diagnostic = match &self.entered {
            Some((what, span)) => diagnostic.label(*span, format!("required by `{what}`")),
            None => diagnostic,
        };
        match self.library {
            Some(span) => diagnostic.label(span, "the value comes from the standard library here"),
            None => diagnostic,
        }
    }

    /// Whether the span is the very expression that gave the value, so that a fix may replace it.
    pub fn is_direct(&self) -> bool {
        self.library.is_none()
    }
}

impl Plan {
    /// Where to show a value of `block`. `None` only for what no source gave.
    pub fn place(&self, origin: OriginId, block: BlockId) -> Option<Place> {
        let own = self.origins.get(origin);
        let frames = || self.origins.frames(own.trace);
        let declared = self.owners(block).filter_map(|header| self.origins.span(header.origin));
        let way = own.span.into_iter().chain(frames().map(|frame| frame.span)).chain(declared);
        let mut first = None;
        let mut shown = None;
        for span in way {
            first = first.or(Some(span));
            if !in_library(span) {
                shown = Some(span);
                break;
            }
        }
        let span = shown.or(first)?;
        let library = own.span.filter(|&inner| in_library(inner) && inner != span);
        // A block is no step on the way to what stands in it.
        let plain = |header: &&Header| header.component.is_none() && !header.kind.is_empty();
        let blocks: Vec<Option<Span>> =
            self.owners(block).filter(plain).map(|header| self.origins.span(header.origin)).collect();
        let entered = frames()
            .last()
            .filter(|frame| frame.span != span && !in_library(frame.span) && !blocks.contains(&Some(frame.span)));
        Some(Place { span, library, entered: entered.map(|frame| (frame.what.clone(), frame.span)) })
    }

    /// What a user calls the block: the outermost block or component instance that made it.
    pub fn users_name(&self, block: BlockId) -> Str {
        self.owners(block).last().map_or_else(Str::default, |header| header.label.clone())
    }
}

/// Whether a place is in the standard library: the loader numbers its files first.
pub fn in_library(span: Span) -> bool {
    (span.file.0 as usize) < infrac_stdlib::FILES.len()
}
