//! Short ways to the nodes of a document.

use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Entries, Grammar, Node, Phrase};

/// Collects the entries of a map; those without an origin of their own have the map's.
pub(crate) struct Map {
    origin: OriginId,
    entries: Entries,
}

impl Map {
    pub(crate) fn new(origin: OriginId) -> Self {
        Self { origin, entries: Entries::default() }
    }

    /// With room for so many entries.
    pub(crate) fn of(count: usize, origin: OriginId) -> Self {
        Self { origin, entries: Entries::with_capacity(count) }
    }

    pub(crate) fn text(self, key: &str, value: impl Into<Str>) -> Self {
        let origin = self.origin;
        self.text_at(key, value, origin)
    }

    pub(crate) fn text_at(self, key: &str, value: impl Into<Str>, origin: OriginId) -> Self {
        self.node(key, Node::text(value, origin))
    }

    /// Text that Prometheus or Alertmanager reads as a template of Go: whatever stands in it is data.
    pub(crate) fn prose(self, key: &str, value: impl Into<Str>, origin: OriginId) -> Self {
        self.node(key, Node::phrase(Phrase::literal(value, Grammar::GoTemplate), origin))
    }

    pub(crate) fn bool(self, key: &str, value: bool) -> Self {
        let origin = self.origin;
        self.node(key, Node::bool(value, origin))
    }

    pub(crate) fn map(self, key: &str, map: Self) -> Self {
        let node = map.build();
        self.node(key, node)
    }

    /// Nothing if it is empty.
    pub(crate) fn list(self, key: &str, items: Vec<Node>) -> Self {
        let origin = self.origin;
        if items.is_empty() { self } else { self.node(key, Node::list(items, origin)) }
    }

    /// Plain texts; nothing if there are none.
    pub(crate) fn texts<T: Into<Str>>(self, key: &str, items: impl IntoIterator<Item = T>) -> Self {
        let origin = self.origin;
        self.list(key, items.into_iter().map(|item| Node::text(item, origin)).collect())
    }

    pub(crate) fn node(mut self, key: &str, node: Node) -> Self {
        self.entries.insert(key.into(), node);
        self
    }

    pub(crate) fn build(self) -> Node {
        Node::entries(self.entries, self.origin)
    }
}
