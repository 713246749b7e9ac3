use crate::Diagnostic;
use infrac_source::Span;

define!(E0631, "only-spot-pools", Error, "e0631_only_spot_pools.md");

/// All pools (at `span`) are spot; `blocks` are not interruptible, the first declared at `first`.
pub fn only_spot_pools(span: Span, blocks: &[String], first: Option<Span>) -> Diagnostic {
    let named: Vec<String> = blocks.iter().take(5).map(|block| format!("`{block}`")).collect();
    let more = if blocks.len() > named.len() { format!(" and {} more", blocks.len() - named.len()) } else { String::new() };
    let message = format!("the cluster has only spot nodes, and {}{more} must not be interrupted", named.join(", "));
    let diagnostic = Diagnostic::new(CODE, message, span, "every pool is spot")
        .note("only what is `interruptible` runs on spot nodes; the rest would wait for ever")
        .help("declare a pool without `spot`, or say `interruptible = true` of what may be stopped at any time");
    match first.filter(|&first| first != span) {
        Some(first) => diagnostic.label(first, "has no node to run on"),
        None => diagnostic,
    }
}
