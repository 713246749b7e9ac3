use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Filling, Key, Node};

/// Collects the entries of a map in the order in which people expect them. Entries without an origin of their own get the map's.
pub(crate) struct Entries {
    origin: OriginId,
    map: Filling,
}

impl Entries {
    pub(crate) fn new(origin: OriginId) -> Self {
        Self { origin, map: Filling::default() }
    }

    pub(crate) fn text(self, key: impl Into<Key>, value: impl Into<Str>) -> Self {
        let origin = self.origin;
        self.text_at(key, value, origin)
    }

    pub(crate) fn text_at(self, key: impl Into<Key>, value: impl Into<Str>, origin: OriginId) -> Self {
        self.node(key, Node::text(value, origin))
    }

    pub(crate) fn int(self, key: impl Into<Key>, value: i64) -> Self {
        let origin = self.origin;
        self.int_at(key, value, origin)
    }

    pub(crate) fn int_at(self, key: impl Into<Key>, value: i64, origin: OriginId) -> Self {
        self.node(key, Node::int(value, origin))
    }

    pub(crate) fn bool(self, key: impl Into<Key>, value: bool) -> Self {
        let origin = self.origin;
        self.bool_at(key, value, origin)
    }

    pub(crate) fn bool_at(self, key: impl Into<Key>, value: bool, origin: OriginId) -> Self {
        self.node(key, Node::bool(value, origin))
    }

    /// A map of its own; nothing if it is empty.
    pub(crate) fn map(self, key: impl Into<Key>, entries: Entries) -> Self {
        if entries.map.is_empty() { self } else { self.node(key, entries.build()) }
    }

    /// A list; nothing if it is empty.
    pub(crate) fn list(self, key: impl Into<Key>, items: Vec<Node>) -> Self {
        let origin = self.origin;
        self.list_at(key, items, origin)
    }

    /// A list with an origin of its own; nothing if it is empty.
    pub(crate) fn list_at(self, key: impl Into<Key>, items: Vec<Node>, origin: OriginId) -> Self {
        if items.is_empty() { self } else { self.node(key, Node::list(items, origin)) }
    }

    pub(crate) fn some(self, key: impl Into<Key>, node: Option<Node>) -> Self {
        match node {
            Some(node) => self.node(key, node),
            None => self,
        }
    }

    /// All entries of another map.
    pub(crate) fn all(mut self, other: Entries) -> Self {
        self.map.extend(other.map);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    pub(crate) fn node(mut self, key: impl Into<Key>, node: Node) -> Self {
        self.map.put(key.into(), node);
        self
    }

    pub(crate) fn build(self) -> Node {
        Node::entries(self.map.finish(), self.origin)
    }
}

/// A list of plain texts, all from one place.
pub(crate) fn texts(values: &[&str], origin: OriginId) -> Node {
    Node::list(values.iter().map(|value| Node::text(*value, origin)).collect(), origin)
}
