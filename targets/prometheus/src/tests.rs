//! Files of promtool tests (Prometheus documentation, "Unit Testing for Rules").

use crate::node::Map;
use infrac_plan::OriginId;
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_tree::data::{Key, Node};

/// The tests of the rule file at that path, below the environment's folder.
pub(crate) fn file(rules: &Str, evaluated: Nanos, tests: Vec<Node>, origin: OriginId) -> Node {
    Map::new(origin)
        .texts("rule_files", [format!("../{rules}")])
        .text("evaluation_interval", evaluated.to_prometheus().unwrap_or_default())
        .list("tests", tests)
        .build()
        .commented("promtool test rules, run in this folder: no alert of these rules may be silent where it should fire, or the other way round.")
}

/// The labels and the annotations of an alert that fires.
type Told<'a, L> = (&'a [(L, Str)], &'a [(&'static str, Str)]);

/// What an alert does at a moment: silent, or firing once, with these labels and annotations.
pub(crate) fn moment<L: Clone + Into<Key>>(at: Str, alert: &Str, told: Option<Told<'_, L>>, origin: OriginId) -> Node {
    let test = Map::of(3, origin).text("eval_time", at).text("alertname", alert.clone());
    let Some((labels, annotations)) = told else {
        return test.node("exp_alerts", Node::list(Vec::new(), origin)).build();
    };
    let of = |count| Map::of(count, origin);
    let labels = labels.iter().fold(of(labels.len()), |map, (label, value)| map.text(label.clone(), value.clone()));
    let texts = annotations.iter().fold(of(annotations.len()), |map, (name, text)| map.text(*name, text.clone()));
    let alert = of(2).map("exp_labels", labels).map("exp_annotations", texts).build();
    test.list("exp_alerts", vec![alert]).build()
}
