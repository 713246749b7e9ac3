use crate::Diagnostic;
use infrac_source::Span;

define!(E0630, "no-node-fits", Error, "e0630_no_node_fits.md");

/// One container of `block` asks for `asks` (said at `span`); the largest node that may run it has `largest` (pools said at `pools`).
pub fn no_node_fits(span: Span, block: &str, asks: &str, largest: &str, pools: Option<Span>) -> Diagnostic {
    let message = format!("no node is large enough for `{block}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("asks for {asks}"))
        .note("a container runs on one node, which must have all of its request; it would wait for ever")
        .help("ask for less, or declare a pool of larger nodes");
    match pools.filter(|&pools| pools != span) {
        Some(pools) => diagnostic.label(pools, format!("the largest node for it has {largest}")),
        None => diagnostic.note(format!("the largest node for it has {largest}")),
    }
}
