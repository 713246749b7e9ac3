//! Dependencies as a hierarchy: what a block uses, and what uses it, over all environments; and the graph of the project.

use crate::navigate::references;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_driver::Notation;
use infrac_model::hir::Owner;
use infrac_model::{BlockDeclId, Model};
use infrac_plan::{BlockId, Nature, Plan};
use infrac_source::{FileId, Span, Str};
use std::collections::BTreeMap;

/// A block in the hierarchy of dependencies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dependent {
    /// Its label.
    pub name: Str,
    /// Its kind or component.
    pub detail: Str,
    /// All of its declaration.
    pub span: Span,
    /// Its label's place; asking goes on from here.
    pub name_span: Span,
}

/// A dependency between two blocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dependency {
    /// The other block.
    pub block: Dependent,
    /// The values that say so, in the order of places, all of them in the block that uses the other; its label if the dependency was made elsewhere.
    pub places: Vec<Span>,
    /// In which environments; empty: in all.
    pub environments: Vec<Str>,
}

/// The block under the cursor: whose label or head it is, or that is meant by a name, else the one around it.
pub fn dependent_at(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Dependent> {
    let named = snapshot.name_at(file, offset).and_then(|name| name.symbol);
    let decl = match named {
        Some(Symbol::Block(decl)) => decl,
        _ => {
            let view = snapshot.file(file)?;
            let path = NodePath::at(view, view.clamp(offset));
            path.block().and_then(|(block, _)| snapshot.decl_of(block))?
        }
    };
    Some(dependent(snapshot.model(), outermost(snapshot.model(), decl)))
}

/// What the block with that label uses. Nothing before the plans are made.
pub fn uses(snapshot: &Snapshot, name_span: Span) -> Vec<Dependency> {
    dependencies(snapshot, name_span, End::From)
}

/// What uses the block with that label. Nothing before the plans are made.
pub fn used_by(snapshot: &Snapshot, name_span: Span) -> Vec<Dependency> {
    dependencies(snapshot, name_span, End::To)
}

/// The graph of an environment, in Mermaid or Graphviz; of the first one without a name. `None` before the plans are made, or if there is no such
/// environment.
pub fn graph(snapshot: &Snapshot, environment: Option<&str>, notation: Notation) -> Option<String> {
    let mut plans = snapshot.plans().iter();
    let plan = plans.find(|plan| environment.is_none_or(|name| plan.environment_name() == name))?;
    Some(infrac_driver::graph(plan, snapshot.plans(), notation))
}

/// Which end of its dependencies a block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

fn dependencies(snapshot: &Snapshot, name_span: Span, end: End) -> Vec<Dependency> {
    let Some(Symbol::Block(own)) = snapshot.table().at(name_span) else { return Vec::new() };
    let (model, plans) = (snapshot.model(), snapshot.plans());
    let mut found: BTreeMap<BlockDeclId, (Vec<Span>, Vec<Str>)> = BTreeMap::new();
    for plan in plans {
        for edge in plan.edges().iter().filter(|edge| edge.nature != Nature::Reads) {
            let (here, there) = match end {
                End::From => (edge.from, edge.to),
                End::To => (edge.to, edge.from),
            };
            if declaration(snapshot, plan, here) != Some(own) {
                continue;
            }
            let Some(other) = declaration(snapshot, plan, there).filter(|other| *other != own) else { continue };
            let (places, environments) = found.entry(other).or_default();
            places.extend(plan.place(edge.origin, edge.from).map(|place| place.span));
            if !environments.contains(plan.environment_name()) {
                environments.push(plan.environment_name().clone());
            }
        }
    }
    let dependency = |(decl, (places, mut environments)): (BlockDeclId, (Vec<Span>, Vec<Str>))| {
        let (user, used) = if end == End::From { (own, decl) } else { (decl, own) };
        let places = places_in(snapshot, &dependent(model, user), &dependent(model, used), places);
        if environments.len() == plans.len() {
            environments.clear();
        }
        Dependency { block: dependent(model, decl), places, environments }
    };
    found.into_iter().map(dependency).collect()
}

/// Where a block says that it uses another. What a component does inside stands elsewhere: then it is where the other is named; and where it is
/// not, since the dependency was derived, the block's label.
fn places_in(snapshot: &Snapshot, user: &Dependent, used: &Dependent, mut places: Vec<Span>) -> Vec<Span> {
    let within = |place: &Span| {
        place.file == user.span.file
            && user.span.start <= place.start
            && place.end <= user.span.end
            && *place != user.span
    };
    places.retain(within);
    if places.is_empty() {
        let named = references(snapshot, used.name_span.file, used.name_span.start).into_iter();
        places.extend(named.map(|reference| reference.span).filter(within));
    }
    if places.is_empty() {
        places.push(user.name_span);
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The declaration of the project that a block of a plan comes from: its own, or the instance that made it.
fn declaration(snapshot: &Snapshot, plan: &Plan, block: BlockId) -> Option<BlockDeclId> {
    let outermost = plan.owners(block).last()?;
    let span = plan.origins().span(outermost.origin)?;
    snapshot.table().by_header(span)
}

/// The block itself, or the one that it is a child of.
fn outermost(model: &Model, mut decl: BlockDeclId) -> BlockDeclId {
    for _ in 0..128 {
        match model.block(decl).owner {
            Owner::Block(outer) => decl = outer,
            Owner::Module(_) | Owner::Component(_) => break,
        }
    }
    decl
}

fn dependent(model: &Model, decl: BlockDeclId) -> Dependent {
    let block = model.block(decl);
    let detail = model.head_name(block.head).clone();
    let name = if block.label.is_empty() { detail.clone() } else { block.label.clone() };
    Dependent { name, detail, span: block.span, name_span: block.name_span }
}

#[cfg(test)]
mod tests {
    use super::{dependent_at, graph, used_by, uses};
    use crate::testing::case;
    use infrac_driver::Notation;

    const TEXT: &str = "service a { image = \"a:1\", ports = { http = 80 } }
service b {
  image = \"b:1\"
  env   = { A = a.http.url }
}
";

    #[test]
    fn dependencies_are_followed_both_ways() {
        let case = case(&TEXT.replace("image = \"b:1\"", "ima$0ge = \"b:1\"")).built();
        let block = dependent_at(&case.snapshot, case.file, case.offset);
        let block = block.map(|block| block.name_span).into_iter().next();
        let (Some(b), snapshot) = (block, &case.snapshot) else { panic!("the block is found") };
        let used = uses(snapshot, b);
        let names: Vec<&str> = used.iter().map(|dependency| dependency.block.name.as_str()).collect();
        assert_eq!(names, ["a"]);
        let places: Vec<&str> = used[0].places.iter().map(|place| snapshot.slice(*place)).collect();
        assert_eq!(places, ["a.http.url"]);
        let back = used_by(snapshot, used[0].block.name_span);
        assert_eq!(back.iter().map(|dependency| dependency.block.name.as_str()).collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn the_graph_is_drawn_for_an_environment() {
        let case = case(TEXT).built();
        let text = graph(&case.snapshot, Some("production"), Notation::Mermaid).unwrap_or_default();
        assert!(text.starts_with("flowchart LR") && text.contains("-->"), "{text}");
        assert_eq!(graph(&case.snapshot, Some("nowhere"), Notation::Dot), None);
    }
}
