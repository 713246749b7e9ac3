//! Short ways to the nodes of a document.

use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Filling, Grammar, Key, Node, Phrase};

/// Collects the entries of a map; those without an origin of their own have the map's.
pub(crate) struct Map {
    origin: OriginId,
    entries: Filling,
}

impl Map {
    pub(crate) fn new(origin: OriginId) -> Self {
        Self { origin, entries: Filling::default() }
    }

    /// With room for so many entries.
    pub(crate) fn of(count: usize, origin: OriginId) -> Self {
        Self { origin, entries: Filling::with_capacity(count) }
    }

    pub(crate) fn text(self, key: impl Into<Key>, value: impl Into<Str>) -> Self {
        let origin = self.origin;
        self.text_at(key, value, origin)
    }

    pub(crate) fn text_at(self, key: impl Into<Key>, value: impl Into<Str>, origin: OriginId) -> Self {
        self.node(key, Node::text(value, origin))
    }

    /// Text that Prometheus or Alertmanager reads as a template of Go: whatever stands in it is data.
    pub(crate) fn prose(self, key: impl Into<Key>, value: impl Into<Str>, origin: OriginId) -> Self {
        self.node(key, Node::phrase(Phrase::literal(value, Grammar::GoTemplate), origin))
    }

    pub(crate) fn bool(self, key: impl Into<Key>, value: bool) -> Self {
        let origin = self.origin;
        self.node(key, Node::bool(value, origin))
    }

    pub(crate) fn map(self, key: impl Into<Key>, map: Self) -> Self {
        let node = map.build();
        self.node(key, node)
    }

    /// Nothing if it is empty.
    pub(crate) fn list(self, key: impl Into<Key>, items: Vec<Node>) -> Self {
        let origin = self.origin;
        if items.is_empty() { self } else { self.node(key, Node::list(items, origin)) }
    }

    /// Plain texts; nothing if there are none.
    pub(crate) fn texts<T: Into<Str>>(self, key: impl Into<Key>, items: impl IntoIterator<Item = T>) -> Self {
        let origin = self.origin;
        self.list(key, items.into_iter().map(|item| Node::text(item, origin)).collect())
    }

    pub(crate) fn node(mut self, key: impl Into<Key>, node: Node) -> Self {
        self.entries.put(key.into(), node);
        self
    }

    pub(crate) fn build(self) -> Node {
        Node::entries(self.entries.finish(), self.origin)
    }
}
