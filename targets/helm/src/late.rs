//! What is known only when deploying: parameters, and what Terraform's outputs bring.

use indexmap::IndexMap;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_tree::data::{Node, NodeKind, Piece, Scalar};
use infrac_tree::template::Helper;
use std::collections::BTreeSet;

/// A late value.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Late {
    /// Below `.Values`: `params.release`, `terraform.db_address`.
    pub(crate) values: Str,
    doc: Str,
    /// What it is in each environment if nobody says.
    defaults: Vec<Option<Str>>,
    /// The param, or the first value that reads Terraform's output.
    pub(crate) origin: OriginId,
}

/// All late values of these environments: what is used by a template, and whatever Terraform's outputs bring beside it, as its values come
/// in all together.
pub(crate) fn late(plans: &[&Plan], used: &BTreeSet<Str>) -> Vec<Late> {
    let mut late: IndexMap<Str, Late> = IndexMap::new();
    for (at, plan) in plans.iter().enumerate() {
        for param in plan.params() {
            let values = Str::from(["params.", &param.name].concat());
            if used.contains(&values) {
                let doc = || param.doc.clone().unwrap_or_else(|| format!("The param `{}`.", param.name).into());
                let new = || Late::new(values.clone(), doc(), plans.len(), param.origin);
                let entry = late.entry(values.clone()).or_insert_with(new);
                if let Some(slot) = entry.defaults.get_mut(at) {
                    slot.clone_from(&param.default);
                }
            }
        }
        for wire in plan.wires() {
            let values = Str::from(["terraform.", &wire.name].concat());
            late.entry(values.clone()).or_insert_with(|| {
                let header = plan.header(wire.resource);
                let kind = header.and_then(|header| header.type_label.clone()).unwrap_or_default();
                let label = header.map(|header| header.identity.clone()).unwrap_or_default();
                let doc = format!("Terraform's output `{}`, of {kind} `{label}`.", wire.name).into();
                Late::new(values, doc, plans.len(), wire.origin)
            });
        }
    }
    let mut late: Vec<Late> = late.into_values().collect();
    late.sort_by_key(|late| late.values.starts_with("terraform."));
    late
}

impl Late {
    /// One without a default in any of so many environments.
    fn new(values: Str, doc: Str, environments: usize, origin: OriginId) -> Self {
        Self { values, doc, defaults: vec![None; environments], origin }
    }

    /// Its place, what it is, and its defaults by environment.
    pub(crate) fn row(&self) -> (Str, Str, Vec<Option<Node>>) {
        let node = |default: &Option<Str>| default.clone().map(|text| Node::text(text, self.origin));
        (self.values.clone(), self.doc.clone(), self.defaults.iter().map(node).collect())
    }

    /// What may be given for it: parameters are text, Terraform's outputs any scalar.
    pub(crate) fn schema(&self) -> Node {
        let origin = self.origin;
        let text = |text: &str| Node::text(text, origin);
        let sort = if self.is_param() {
            text("string")
        } else {
            Node::list(["string", "number", "boolean"].map(text).to_vec(), origin)
        };
        Node::map([("description", Node::text(self.doc.clone(), origin)), ("type", sort)], origin)
    }

    /// The template that includes it.
    pub(crate) fn helper(&self, chart: &Str) -> Helper {
        let missing = self.defaults.iter().any(Option::is_none).then(|| self.missing());
        Helper {
            chart: chart.clone(),
            values: self.values.clone(),
            doc: self.doc.clone(),
            missing,
            origin: self.origin,
        }
    }

    fn is_param(&self) -> bool {
        self.values.starts_with("params.")
    }

    fn missing(&self) -> Str {
        let Self { values, doc, .. } = self;
        let how = if self.is_param() {
            format!("say it when deploying: --set-string {values}=VALUE")
        } else {
            "pass Terraform's outputs: terraform output -json | jq '{terraform: map_values(.value)}' >terraform.json, then --values terraform.json".to_owned()
        };
        format!("{values} is missing ({doc}); {how}").into()
    }
}

/// Notes the late values that the text of a node reads.
pub(crate) fn note(node: &Node, used: &mut BTreeSet<Str>) {
    if let NodeKind::Scalar(Scalar::Text(phrase)) = &node.kind {
        for piece in phrase.pieces.mixed() {
            if let Piece::Late { values, stand_in: _ } = piece {
                used.insert(values.clone());
            }
        }
    }
}

/// [`note`] for a whole tree.
pub(crate) fn note_all(node: &Node, used: &mut BTreeSet<Str>) {
    match &node.kind {
        NodeKind::Scalar(_) => note(node, used),
        NodeKind::List(items) => items.iter().for_each(|item| note_all(item, used)),
        NodeKind::Map(entries) => entries.values().for_each(|entry| note_all(entry, used)),
    }
}
