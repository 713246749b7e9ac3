use crate::Diagnostic;
use infrac_source::Span;

define!(E0632, "pools-too-small", Error, "e0632_pools_too_small.md");

/// What is short, and who asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Shortage<'a> {
    /// What is asked for in all, with its unit: `6 cpu`.
    pub asked: &'a str,
    /// What the pools have at most.
    pub held: &'a str,
    /// Spot pools, and what may run on them, are left out.
    pub ordinary: bool,
    /// Who asks for most: name and amount.
    pub largest: &'a [(String, String)],
}

/// The pools, declared at `span`, have too little; `first` is where the one that asks for most says so.
pub fn pools_too_small(span: Span, shortage: &Shortage<'_>, first: Option<Span>) -> Diagnostic {
    let Shortage { asked, held, ordinary, largest } = *shortage;
    let who = if ordinary { "what must not be interrupted" } else { "what always runs" };
    let message = format!("{who} asks for {asked}, the nodes have {held} at most");
    let pools = if ordinary { "the pools without `spot`" } else { "all pools at their largest" };
    let askers: Vec<String> = largest.iter().map(|(name, amount)| format!("`{name}` {amount}")).collect();
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{pools} have {held}"))
        .note(format!("most is asked for by {}; counted are requests times the least replicas", askers.join(", ")))
        .help("raise the pool's `count`, or lower requests or replicas");
    match first.filter(|&first| first != span) {
        Some(first) => diagnostic.label(first, "asks for the most"),
        None => diagnostic,
    }
}
