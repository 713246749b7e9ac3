//! The value of a patch as a node.

use infrac_plan::{At, OriginId, Val, Value};
use infrac_source::Str;
use infrac_tree::data::{Grammar, Node, NodeKind, Phrase, Scalar};

/// How deep a value may be nested.
const DEPTH: usize = 128;

/// A value and the notation of its target.
pub(super) struct Writer<'a> {
    /// The target's name: it decides how quantities are written.
    pub(super) target: &'a str,
    /// What reads the text next.
    pub(super) grammar: Grammar,
}

impl Writer<'_> {
    /// The value as a node; every node of it comes from the patch. The error says why it cannot be written.
    pub(super) fn node(&self, value: &At<Val>) -> Result<Node, &'static str> {
        self.lower(&value.value.value, value.origin, DEPTH)
    }

    fn lower(&self, value: &Value, origin: OriginId, depth: usize) -> Result<Node, &'static str> {
        let Some(depth) = depth.checked_sub(1) else { return Err("it is nested too deep") };
        let scalar = |scalar| Ok(Node::new(NodeKind::Scalar(scalar), origin));
        let text =
            |text: Option<String>| text.ok_or("it has no exact form there").map(|text| self.text(text.into(), origin));
        let kubernetes = self.target == "kubernetes";
        match value {
            Value::Null => scalar(Scalar::Null),
            Value::Bool(value) => scalar(Scalar::Bool(*value)),
            Value::Int(value) => scalar(Scalar::Int(*value)),
            Value::Decimal(value) if value.to_decimal().is_some() => scalar(Scalar::Number(Box::new(*value))),
            Value::Decimal(_) => Err("it has no finite decimal form; round it"),
            Value::Duration(value) => text(value.to_go()),
            Value::Bytes(value) => text(if kubernetes { value.to_kubernetes() } else { value.to_compose() }),
            Value::Cpu(value) => text(if kubernetes { value.to_kubernetes() } else { value.to_compose() }),
            Value::Text(value) => match value.known() {
                Some(value) => Ok(self.text(value, origin)),
                None => Err("it holds a part that is known only later, and a patch has no place to bring it in from"),
            },
            Value::Tag(name, fields) if fields.is_empty() => Ok(self.text(name.clone(), origin)),
            Value::List(items) => {
                let nodes = items.iter().map(|item| self.lower(&item.value, from(item.origin, origin), depth));
                Ok(Node::list(nodes.collect::<Result<_, _>>()?, origin))
            }
            Value::Map(fields) => {
                let entries = fields
                    .iter()
                    .map(|(key, val)| Ok((key.clone(), self.lower(&val.value, from(val.origin, origin), depth)?)));
                Ok(Node::map(entries.collect::<Result<Vec<(Str, Node)>, &'static str>>()?, origin))
            }
            Value::Secret(_) => Err("it holds a secret, and a patch would write it into the file"),
            Value::Percent(_) | Value::Rate(_) => {
                Err("a share or a rate has no form of its own there; write it as text")
            }
            Value::Tag(..) | Value::Range(_) | Value::Ref(_) | Value::Endpoint(_) | Value::Environment(_) => {
                Err("a value of this type has no form in a document")
            }
            Value::Signal(_) | Value::Condition(_) | Value::Poison => {
                Err("a value of this type has no form in a document")
            }
        }
    }

    fn text(&self, text: Str, origin: OriginId) -> Node {
        Node::phrase(Phrase::literal(text, self.grammar), origin)
    }
}

fn from(inner: OriginId, outer: OriginId) -> OriginId {
    if inner == OriginId::NONE { outer } else { inner }
}

/// What a node is, in words; nodes of different words do not replace each other.
pub(super) fn sort(node: &Node) -> &'static str {
    match &node.kind {
        NodeKind::Map(_) => "a map",
        NodeKind::List(_) => "a list",
        NodeKind::Scalar(Scalar::Null) => "null",
        NodeKind::Scalar(Scalar::Bool(_)) => "a Bool",
        NodeKind::Scalar(Scalar::Int(_) | Scalar::Number(_)) => "a number",
        NodeKind::Scalar(Scalar::Text(_)) => "text",
    }
}
