//! Raw `object` blocks: placed as they are written, with the metadata that every object of the environment has.

use crate::api::{Api, kinds, of_kind};
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::late::Place;
use crate::metadata::Owner;
use infrac_diagnostics::codes::e07;
use infrac_diagnostics::did_you_mean;
use infrac_plan::{Block, Fields, RawBlock, Val, Value};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::{Grammar, Node, NodeKind, Scalar};

/// How deep a value may be nested.
const DEPTH: usize = 128;

/// The object of a raw block.
pub(crate) fn lower(cluster: &Cluster, block: &Block<RawBlock>) -> Option<Object> {
    let origin = block.header.origin;
    let kind = block.header.type_label.clone()?;
    let RawBlock { attributes } = &block.value;
    let (api_version, namespaced) = api_version(cluster, block, &kind, attributes)?;
    let owner = Owner::of(cluster, &block.header);
    let name = owner.name.clone();
    let writer = Writer { cluster, place: Place { kind: kind.clone(), name: name.clone(), path: String::new() } };
    let mut node = Entries::new(origin)
        .node("apiVersion", api_version)
        .text("kind", kind.clone())
        .node("metadata", metadata(&writer, &owner, attributes, namespaced));
    for (key, value) in attributes.iter().filter(|(key, _)| !matches!(key.as_str(), "apiVersion" | "metadata")) {
        node = node.some(key, writer.write(value, crate::late::step(key), DEPTH));
    }
    Some(Object { kind, name, of: Some(block.header.id), origin, node: node.build() })
}

/// What the block says, else what the cluster's version serves.
fn api_version(cluster: &Cluster, block: &Block<RawBlock>, kind: &Str, attributes: &Fields) -> Option<(Node, bool)> {
    let origin = block.header.origin;
    let known: Vec<&Api> = of_kind(kind).collect();
    let namespaced = known.first().is_none_or(|api| api.namespaced);
    let said = attributes.get("apiVersion").and_then(|value| match &value.value {
        Value::Text(text) => text.known().map(|text| (text, value.origin)),
        _ => None,
    });
    if let Some((said, origin)) = said {
        let dropped = known.iter().find(|api| api.version == said).filter(|api| !api.is_served(cluster.version));
        if let Some(api) = dropped {
            let instead = known.iter().find(|api| api.is_served(cluster.version)).map(|api| api.version);
            cluster.report_at(origin, |span| {
                Some(e07::e0733_api_version::not_served(span, kind, api.version, &cluster.version.to_string(), instead))
            });
        }
        return Some((Node::text(said, origin), namespaced));
    }
    match known.iter().find(|api| api.is_served(cluster.version)) {
        Some(api) => Some((Node::text(api.version, origin), namespaced)),
        None => {
            let near = if known.is_empty() { did_you_mean(kind, kinds()) } else { None };
            cluster.report_at(origin, |span| {
                Some(e07::e0733_api_version::unknown_version(span, kind, &cluster.version.to_string(), near))
            });
            None
        }
    }
}

/// Name, namespace and common labels, and what the block adds to them.
fn metadata(writer: &Writer, owner: &Owner, attributes: &Fields, namespaced: bool) -> Node {
    let cluster = writer.cluster;
    let own = attributes.get("metadata").and_then(|value| match &value.value {
        Value::Map(fields) => Some(fields),
        _ => None,
    });
    let mut entries = Entries::new(owner.origin).text("name", owner.name.clone());
    if namespaced {
        entries = entries.text_at("namespace", cluster.namespace.clone(), cluster.namespace_origin);
    }
    let mut labels = owner.labels(cluster);
    for (key, value) in own.into_iter().flat_map(|fields| fields.iter()) {
        match &value.value {
            Value::Map(fields) if key == "labels" => {
                for (name, value) in fields.iter() {
                    let node = writer.write(value, format!("metadata.labels.{}", crate::late::step(name)), DEPTH);
                    labels = labels.some(name, node);
                }
            }
            _ => {
                entries = entries.some(key, writer.write(value, format!("metadata.{}", crate::late::step(key)), DEPTH))
            }
        }
    }
    entries.map("labels", labels).build()
}

struct Writer<'c, 'p> {
    cluster: &'c Cluster<'p>,
    place: Place,
}

impl Writer<'_, '_> {
    /// A value as a node; `None` where it was reported, or is poison.
    fn write(&self, value: &Val, path: String, depth: usize) -> Option<Node> {
        let origin = value.origin;
        let text = |text: Option<String>| text.map(|text| Node::text(text, origin));
        let node = match &value.value {
            Value::Poison => return None,
            Value::Null => Some(Node::new(NodeKind::Scalar(Scalar::Null), origin)),
            Value::Bool(value) => Some(Node::bool(*value, origin)),
            Value::Int(value) => Some(Node::int(*value, origin)),
            Value::Decimal(number) => {
                number.to_decimal().map(|_| Node::new(NodeKind::Scalar(Scalar::Number(Box::new(*number))), origin))
            }
            Value::Duration(duration) => text(duration.to_go()),
            Value::Bytes(size) => text(size.to_kubernetes()),
            Value::Cpu(cpu) => text(cpu.to_kubernetes()),
            Value::Percent(percent) => text(percent.to_whole_percent().map(|percent| format!("{percent}%"))),
            Value::Text(late) => {
                let place = Place { path, ..self.place.clone() };
                let phrase = self.cluster.place_late(&self.cluster.pieces(late), origin, &place, Grammar::Plain);
                Some(Node::phrase(phrase, origin))
            }
            Value::List(items) if depth > 0 => {
                let items = items.iter().enumerate();
                let nodes =
                    items.filter_map(|(at, item)| self.write(item, format!("{path}.{at}"), depth - 1)).collect();
                Some(Node::list(nodes, origin))
            }
            Value::Map(fields) if depth > 0 => {
                let mut entries = Entries::new(origin);
                for (key, value) in fields.iter() {
                    entries =
                        entries.some(key, self.write(value, format!("{path}.{}", crate::late::step(key)), depth - 1));
                }
                Some(entries.build())
            }
            Value::Tag(tag, fields) if fields.is_empty() => Some(Node::text(tag.clone(), origin)),
            Value::Ref(block) => {
                text(self.cluster.plan.header(*block).map(|header| self.cluster.name(header).to_string()))
            }
            Value::Environment(name) => Some(Node::text(name.clone(), origin)),
            Value::Secret(_)
            | Value::Rate(_)
            | Value::List(_)
            | Value::Map(_)
            | Value::Tag(..)
            | Value::Range(_)
            | Value::Endpoint(_)
            | Value::Signal(_)
            | Value::Condition(_) => None,
        };
        if node.is_none() {
            self.cluster.report_at(origin, |span| Some(e07::e0734_raw_value::raw_value(span, what(&value.value))));
        }
        node
    }
}

/// What a value is, in a user's words, and what can stand in its place.
fn what(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::Secret(_) => ("a secret", "refer to its Secret by name, and let the program read it there"),
        Value::Rate(_) => ("a rate", "write the number that the field counts in"),
        Value::Range(_) => ("a range", "write the two ends as the fields of the object"),
        Value::Endpoint(_) => ("an endpoint", "write its `.host`, `.port` or `.address`"),
        Value::Percent(_) => ("a percent that is not whole", "write a whole percent, or `fraction(…)`"),
        Value::Decimal(_) => ("a number without a finite decimal form", "round it: `round(x, 3)`"),
        Value::List(_) | Value::Map(_) => ("a value nested more than 128 deep", "make it flatter"),
        _ => ("a value that no object can hold", "write text, a number, a list or a map"),
    }
}
