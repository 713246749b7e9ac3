//! `variables.tf`, `outputs.tf`: what a root is given and what it gives.

use crate::lowering::Lowering;
use crate::reference::steps;
use crate::sensitive::is_sensitive;
use infrac_diagnostics::codes::e08::e0821_secret_on_a_wire;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_tree::hcl::{self, Expr};

/// The params that its blocks read. Their values come as text, from `-var` or `TF_VAR_name`.
pub(crate) fn variables(lowering: &Lowering<'_>) -> hcl::Body {
    let mut body = hcl::Body::new();
    for param in lowering.plan.params().iter().filter(|param| lowering.params.contains(&param.name)) {
        let mut variable = hcl::Body::new();
        let doc = param.doc.clone().map_or_else(|| format!("The param {}.", param.name), |doc| one_line(&doc));
        variable.set("description", Expr::text(doc, param.origin));
        variable.set("type", Expr::path("string", [], param.origin));
        if let Some(default) = &param.default {
            variable.set("default", Expr::text(default.clone(), param.origin));
        }
        body.block(hcl::Block::new("variable", [param.name.clone()], variable, param.origin));
    }
    body
}

/// What blocks outside Terraform read of its resources.
pub(crate) fn outputs(lowering: &mut Lowering<'_>) -> hcl::Body {
    let mut body = hcl::Body::new();
    let plan = lowering.plan;
    for wire in plan.wires() {
        if let Some(reader) = wire.readers.first().and_then(|reader| plan.header(*reader)) {
            lowering.check_reference(wire.resource, &wire.path, None, wire.origin, reader);
            let kind = plan.header(wire.resource).and_then(|header| header.type_label.clone()).unwrap_or_default();
            if is_sensitive(&kind, &wire.path) {
                let what = format!("{kind}.{}", steps(&wire.path));
                lowering.report(wire.origin, reader, |span| e0821_secret_on_a_wire::secret_on_a_wire(span, &what));
            }
        }
        let mut output = hcl::Body::new();
        let what = plan.header(wire.resource).map_or_else(Str::default, |header| header.identity.clone());
        let readers =
            wire.readers.iter().filter_map(|reader| plan.header(*reader)).map(|reader| reader.identity.to_string());
        let readers: Vec<String> = readers.collect();
        let doc = format!("`{}` of {what}; read by {}.", steps(&wire.path), list(&readers));
        output.set("description", Expr::text(doc, wire.origin));
        output.set("value", lowering.reference(wire.resource, &wire.path, wire.origin));
        body.block(hcl::Block::new("output", [wire.name.clone()], output, wire.origin));
    }
    body
}

/// The first of them by name; an output that fifty services read is not described by fifty names.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `moved.tf`: what had another address before keeps its state.
pub(crate) fn moved(plan: &Plan) -> hcl::Body {
    let mut body = hcl::Body::new();
    for moved in plan.terraform_moves() {
        let origin = plan.header(moved.block).map_or(OriginId::NONE, |header| header.origin);
        let mut block = hcl::Body::new();
        block.set("from", address(&moved.from, origin)).set("to", address(&moved.to, origin));
        body.block(hcl::Block::new("moved", [], block, origin));
    }
    body
}

fn address(address: &str, origin: OriginId) -> Expr {
    let mut words = address.split('.');
    let root = Str::from(words.next().unwrap_or_default());
    Expr::path(root, words.map(|word| hcl::Step::Attr(word.into())), origin)
}
