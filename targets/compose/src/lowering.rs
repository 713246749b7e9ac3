use crate::index::Index;
use crate::name::names;
use indexmap::IndexMap;
use infrac_plan::{BlockId, OriginId, Plan};
use infrac_source::Str;
use infrac_target::TargetFile;
use infrac_tree::data::{self, Grammar, Node, Phrase};
use std::collections::{BTreeMap, BTreeSet};

/// What the lowering of one environment gathers on its way.
pub(crate) struct Lowering<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) index: Index<'p>,
    pub(crate) names: BTreeMap<BlockId, Str>,
    /// Variables that the file interpolates, in the order of first use.
    pub(crate) variables: IndexMap<Str, Variable>,
    /// Top-level `configs`.
    pub(crate) configs: IndexMap<Str, Node>,
    /// Top-level `secrets`.
    pub(crate) secrets: IndexMap<Str, Node>,
    /// Top-level `volumes`, with the user that writes to each and the block that it belongs to.
    pub(crate) volumes: IndexMap<Str, Volume>,
    /// Top-level `networks`: who is in each. Named after the container that is called in it.
    pub(crate) networks: BTreeMap<Str, BTreeSet<BlockId>>,
    /// Files beside the Compose file, which containers mount.
    pub(crate) files: Vec<TargetFile>,
}

/// A variable of `.env`.
pub(crate) struct Variable {
    /// What it is for.
    pub(crate) doc: Str,
    /// What it is if nobody says.
    pub(crate) default: Option<Str>,
    pub(crate) origin: OriginId,
}

/// A named volume.
pub(crate) struct Volume {
    pub(crate) node: Node,
    pub(crate) user: i64,
    pub(crate) of: BlockId,
}

impl<'p> Lowering<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let names = names(plan);
        let networks = crate::network::networks(plan, &names);
        Self {
            plan,
            index: Index::new(plan, &networks),
            names,
            variables: IndexMap::new(),
            configs: IndexMap::new(),
            secrets: IndexMap::new(),
            volumes: IndexMap::new(),
            networks,
            files: Vec::new(),
        }
    }

    /// The Compose name of a block.
    pub(crate) fn name(&self, id: BlockId) -> Str {
        let own = || self.plan.header(id).map_or_else(Str::default, |header| header.name.clone());
        self.names.get(&id).cloned().unwrap_or_else(own)
    }
}

/// Entries of a map in the making.
#[derive(Default)]
pub(crate) struct Entries(pub(crate) data::Entries);

impl Entries {
    /// Adds an entry.
    pub(crate) fn add(&mut self, key: &str, node: Node) {
        self.0.insert(key.into(), node);
    }

    /// Adds an entry, if there is one.
    pub(crate) fn add_some(&mut self, key: &str, node: Option<Node>) {
        if let Some(node) = node {
            self.add(key, node);
        }
    }

    /// Adds a list, unless it is empty.
    pub(crate) fn add_list(&mut self, key: &str, items: Vec<Node>, origin: OriginId) {
        if !items.is_empty() {
            self.add(key, Node::list(items, origin));
        }
    }

    /// The map.
    pub(crate) fn node(self, origin: OriginId) -> Node {
        Node::entries(self.0, origin)
    }
}

/// Known text: a literal `$` in it is data, and Compose must read it as such.
pub(crate) fn text(text: impl Into<Str>, origin: OriginId) -> Node {
    Node::phrase(Phrase::literal(text, Grammar::Compose), origin)
}

/// Known text that is always quoted: ports, users, restart policies, decimal numbers.
pub(crate) fn quoted(text: impl Into<Str>, origin: OriginId) -> Node {
    Node::phrase(Phrase { quoted: true, ..Phrase::literal(text, Grammar::Compose) }, origin)
}
