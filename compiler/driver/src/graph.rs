//! Who depends on whom, drawn for people.

use infrac_plan::{BlockId, Nature, Plan, Strength};
use infrac_workflows::{Outline, OutlinedJob, outlines};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A notation of graphs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notation {
    /// Mermaid flowchart.
    Mermaid,
    /// Graphviz.
    Dot,
}

/// An arrow between two drawn blocks: what it says, and whether it orders the start.
type Arrows = BTreeMap<(BlockId, BlockId), (BTreeSet<String>, Strength)>;

/// Draws the blocks of a plan as a user wrote them (what a component made is drawn as one), with arrows to what they use. Thick arrows order the
/// start. Secrets are left out: everything reads some. Beside them stand the pipelines of the project, which bring `plans`, all its environments,
/// about: their jobs, with arrows to what comes next.
pub fn graph(plan: &Plan, plans: &[Plan], notation: Notation) -> String {
    let arrows = arrows(plan);
    let mut nodes: BTreeSet<BlockId> = arrows.keys().flat_map(|&(from, to)| [from, to]).collect();
    let drawn = |kind: &str| matches!(kind, "service" | "task" | "gateway");
    nodes.extend(plan.blocks().headers().filter(|header| drawn(&header.kind)).map(|header| outermost(plan, header.id)));
    match notation {
        Notation::Mermaid => mermaid(plan, &nodes, &arrows, &outlines(plans)),
        Notation::Dot => dot(plan, &nodes, &arrows, &outlines(plans)),
    }
}

fn arrows(plan: &Plan) -> Arrows {
    let mut arrows = Arrows::new();
    for edge in plan.edges().iter().filter(|edge| edge.nature != Nature::Reads) {
        let (from, to) = (outermost(plan, edge.from), outermost(plan, edge.to));
        if from == to {
            continue;
        }
        let (ports, strength) = arrows.entry((from, to)).or_insert_with(|| (BTreeSet::new(), Strength::Soft));
        ports.extend(edge.port.as_ref().map(ToString::to_string));
        *strength = (*strength).max(edge.strength);
    }
    arrows
}

/// The block, or the component instance of the user's that made it.
fn outermost(plan: &Plan, id: BlockId) -> BlockId {
    plan.owners(id).last().map_or(id, |header| header.id)
}

/// What a node says: its name, and in the second line what it is.
fn caption(plan: &Plan, id: BlockId) -> (String, String) {
    plan.header(id).map_or_else(Default::default, |header| {
        let what = header.component.as_ref().unwrap_or(&header.kind);
        (header.label.to_string(), what.to_string())
    })
}

fn mermaid(plan: &Plan, nodes: &BTreeSet<BlockId>, arrows: &Arrows, pipelines: &[Outline]) -> String {
    let mut text = String::from("flowchart LR\n");
    for &node in nodes {
        let (name, what) = caption(plan, node);
        let _ = writeln!(text, "  b{}[\"{name}<br/><small>{what}</small>\"]", node.0);
    }
    for (&(from, to), (ports, strength)) in arrows {
        let arrow = if *strength == Strength::Hard { "==>" } else { "-->" };
        let label = joined(ports).map(|ports| format!("|{ports}|")).unwrap_or_default();
        let _ = writeln!(text, "  b{} {arrow}{label} b{}", from.0, to.0);
    }
    for (number, pipeline) in pipelines.iter().enumerate() {
        let _ = writeln!(text, "  subgraph p{number} [\"pipeline {}\"]", pipeline.title);
        for (at, job) in pipeline.jobs.iter().enumerate() {
            let what = deployed_to(job).map(|what| format!("<br/><small>{what}</small>")).unwrap_or_default();
            let _ = writeln!(text, "    p{number}j{at}[\"{}{what}\"]", job.id);
        }
        for (from, to) in order(pipeline) {
            let _ = writeln!(text, "    p{number}j{from} --> p{number}j{to}");
        }
        text.push_str("  end\n");
    }
    text
}

fn dot(plan: &Plan, nodes: &BTreeSet<BlockId>, arrows: &Arrows, pipelines: &[Outline]) -> String {
    let mut text =
        String::from("digraph infrac {\n  rankdir = LR;\n  node [shape = box, fontname = \"sans-serif\"];\n");
    for &node in nodes {
        let (name, what) = caption(plan, node);
        let _ = writeln!(text, "  b{} [label = \"{name}\\n{what}\"];", node.0);
    }
    for (&(from, to), (ports, strength)) in arrows {
        let style = if *strength == Strength::Hard { "bold" } else { "solid" };
        let label = joined(ports).map(|ports| format!(", label = \"{ports}\"")).unwrap_or_default();
        let _ = writeln!(text, "  b{} -> b{} [style = {style}{label}];", from.0, to.0);
    }
    for (number, pipeline) in pipelines.iter().enumerate() {
        let _ = writeln!(text, "  subgraph cluster_p{number} {{\n    label = \"pipeline {}\";", pipeline.title);
        for (at, job) in pipeline.jobs.iter().enumerate() {
            let what = deployed_to(job).map(|what| format!("\\n{what}")).unwrap_or_default();
            let _ = writeln!(text, "    p{number}j{at} [label = \"{}{what}\"];", job.id);
        }
        for (from, to) in order(pipeline) {
            let _ = writeln!(text, "    p{number}j{from} -> p{number}j{to};");
        }
        text.push_str("  }\n");
    }
    text.push_str("}\n");
    text
}

/// `production, 1 approval`.
fn deployed_to(job: &OutlinedJob) -> Option<String> {
    let environment = job.environment.as_ref()?;
    Some(match job.approvals {
        0 => environment.to_string(),
        1 => format!("{environment}, 1 approval"),
        many => format!("{environment}, {many} approvals"),
    })
}

/// Which job comes before which, by their places. What follows through a third job anyway is left out: the picture is the order, and not
/// everything that is waited for.
fn order(pipeline: &Outline) -> Vec<(usize, usize)> {
    let places: BTreeMap<&str, usize> =
        pipeline.jobs.iter().enumerate().map(|(at, job)| (job.id.as_str(), at)).collect();
    // Jobs stand after what they need: what is above the needs of a job is known when it is met.
    let mut above: Vec<BTreeSet<usize>> = Vec::new();
    let mut order = Vec::new();
    for (at, job) in pipeline.jobs.iter().enumerate() {
        let needs: BTreeSet<usize> = job.needs.iter().filter_map(|need| places.get(need.as_str()).copied()).collect();
        let further: BTreeSet<usize> = needs.iter().filter_map(|&need| above.get(need)).flatten().copied().collect();
        order.extend(needs.iter().filter(|need| !further.contains(need)).map(|&need| (need, at)));
        above.push(needs.union(&further).copied().collect());
    }
    order
}

fn joined(ports: &BTreeSet<String>) -> Option<String> {
    let ports: Vec<&str> = ports.iter().map(String::as_str).collect();
    if ports.is_empty() { None } else { Some(ports.join(", ")) }
}
