use crate::kinds::Blocks;
use crate::lock::Lived;
use crate::text::PathStep;
use crate::value::Fields;
use crate::{OriginId, Origins, Text, Wire};
use infrac_source::Str;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Everything that targets read: one environment, evaluated, named, with its edges. Only [`fn@crate::plan`] makes one.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) environment_name: Str,
    pub(crate) blocks: Blocks,
    pub(crate) headers: Vec<Header>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) wires: Vec<Wire>,
    pub(crate) wire_places: WirePlaces,
    pub(crate) outside: Vec<Outside>,
    pub(crate) params: Vec<Param>,
    pub(crate) origins: Arc<Origins>,
    pub(crate) values: Vec<Arc<Fields>>,
    pub(crate) start_order: Vec<BlockId>,
    pub(crate) lived: Vec<Lived>,
    pub(crate) moves: Vec<TerraformMove>,
}

/// Where in [`Plan::wires`] the wire of an attribute is.
pub(crate) type WirePlaces = FxHashMap<BlockId, FxHashMap<Arc<[PathStep]>, usize>>;

/// A block of the plan: an index into [`Plan::headers`]; stable within one plan only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct BlockId(pub u32);

/// An endpoint of the plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct EndpointId(pub u32);

/// What every block has, whatever its kind. Component instances are headers too (kind empty): they own what they made.
#[derive(Clone, PartialEq, Debug)]
pub struct Header {
    /// Its number.
    pub id: BlockId,
    /// The kind's name: `service`; empty for an instance of a closed component.
    pub kind: Str,
    /// The component that it is an instance of, if it is one: `microservice`.
    pub component: Option<Str>,
    /// The label.
    pub label: Str,
    /// For raw blocks and patches the first label.
    pub type_label: Option<Str>,
    /// Stable across renames of files and moves within them: module path and labels from the root, `this` elided, loop keys in brackets.
    pub identity: Str,
    /// What targets call it before they bring it into their own form: `name = …`, else the lock's, else the identity joined by `_`.
    pub name: Str,
    /// The block or component instance that made it.
    pub parent: Option<BlockId>,
    /// Its documentation.
    pub doc: Option<Str>,
    /// Where it was declared.
    pub origin: OriginId,
    /// Findings that are allowed here: code and reason.
    pub allows: Vec<(Str, Str)>,
}

/// A block of a kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Block<K> {
    /// What every block has.
    pub header: Header,
    /// Its attributes.
    pub value: K,
}

/// A value and where it came from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its origin: the expression that gave it, or the default's declaration.
    pub origin: OriginId,
}

/// From, and to (inclusive) unless it is open.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Range<T> {
    /// The lower end.
    pub min: T,
    /// The upper end.
    pub max: Option<T>,
}

/// Something that answers on a port.
#[derive(Clone, PartialEq, Debug)]
pub struct Endpoint {
    /// Who answers; `None`: somebody outside the project.
    pub owner: Option<BlockId>,
    /// The port's name with its owner.
    pub port_name: Str,
    /// The port.
    pub port: At<i64>,
    /// The host, where it is not the owner's own name.
    pub host: Option<Text>,
    /// The networks that its addresses lie in, where somebody said so.
    pub within: Vec<At<Str>>,
    /// The task that must have run before anybody uses it.
    pub after: Option<BlockId>,
}

/// Somebody uses an endpoint that has a host of its own: it stands outside the runtime.
#[derive(Clone, PartialEq, Debug)]
pub struct Outside {
    /// Who uses it.
    pub from: BlockId,
    /// What it uses.
    pub endpoint: EndpointId,
    /// The first value that says so.
    pub origin: OriginId,
}

/// A dependency between two blocks.
#[derive(Clone, PartialEq, Debug)]
pub struct Edge {
    /// Who depends.
    pub from: BlockId,
    /// On whom.
    pub to: BlockId,
    /// On which of its ports; `None`: on it as such.
    pub port: Option<Str>,
    /// Must it be ready first?
    pub strength: Strength,
    /// What the edge is made of.
    pub nature: Nature,
    /// The value that says so.
    pub origin: OriginId,
}

/// Whether an edge orders the start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strength {
    /// Network policy, graph, SLO algebra.
    Soft,
    /// Start order too.
    Hard,
}

/// What an edge is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Nature {
    /// Opens connections.
    Uses,
    /// Reads a secret.
    Reads,
    /// Needs a resource's attribute, or the block as such.
    Needs,
}

/// A value said when deploying.
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// The name.
    pub name: Str,
    /// What it is for.
    pub doc: Option<Str>,
    /// What it is if nobody says.
    pub default: Option<Str>,
    /// Where it is declared.
    pub origin: OriginId,
}

/// A resource that Terraform knew under another address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TerraformMove {
    /// The resource.
    pub block: BlockId,
    /// The address that it had.
    pub from: Str,
    /// The address that it got then.
    pub to: Str,
}

impl Plan {
    /// The environment's name.
    pub fn environment_name(&self) -> &Str {
        &self.environment_name
    }

    /// All blocks, by kind, in declaration order.
    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// What every block has, by number.
    pub fn header(&self, id: BlockId) -> Option<&Header> {
        self.headers.get(id.0 as usize)
    }

    /// All headers, in the order of their numbers.
    pub fn headers(&self) -> &[Header] {
        &self.headers
    }

    /// An endpoint.
    pub fn endpoint(&self, id: EndpointId) -> Option<&Endpoint> {
        self.endpoints.get(id.0 as usize)
    }

    /// All endpoints that some value names.
    pub fn endpoints(&self) -> impl Iterator<Item = (EndpointId, &Endpoint)> {
        (0..).map(EndpointId).zip(&self.endpoints)
    }

    /// The dependencies, ordered by (from, to, port).
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The dependencies of one block, in the order of [`Plan::edges`].
    pub fn edges_from(&self, id: BlockId) -> &[Edge] {
        let begin = self.edges.partition_point(|edge| edge.from < id);
        let rest = self.edges.get(begin..).unwrap_or_default();
        rest.get(..rest.partition_point(|edge| edge.from == id)).unwrap_or_default()
    }

    /// What blocks outside Terraform read of its resources, ordered by name: outputs of Terraform, values of whoever reads them.
    pub fn wires(&self) -> &[Wire] {
        &self.wires
    }

    /// The addresses that resources had in Terraform before they were renamed, in the order in which they were.
    pub fn terraform_moves(&self) -> &[TerraformMove] {
        &self.moves
    }

    /// The output of Terraform that carries an attribute to its readers.
    pub fn wire(&self, resource: BlockId, path: &[PathStep]) -> Option<&Wire> {
        self.wires.get(*self.wire_places.get(&resource)?.get(path)?)
    }

    /// Who uses what outside the runtime, ordered by (from, endpoint), each once.
    pub fn outside(&self) -> &[Outside] {
        &self.outside
    }

    /// The params that something alive reads, in declaration order.
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// Every attribute of a block, whatever its kind; of an instance of a closed component the parameters. A value that failed is
    /// [`crate::Value::Poison`].
    pub fn values(&self, id: BlockId) -> Option<&Fields> {
        self.values.get(id.0 as usize).map(|fields| &**fields)
    }

    /// All blocks of kinds in an order in which whoever must be ready first comes first; among equals in declaration order. Blocks on a
    /// cycle, which is an error, come last.
    pub fn start_order(&self) -> &[BlockId] {
        &self.start_order
    }

    /// Where everything came from.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The same, for whoever outlives the plan.
    pub fn shared_origins(&self) -> Arc<Origins> {
        Arc::clone(&self.origins)
    }

    /// The block itself, then the component instances and blocks that made it, outwards.
    pub fn owners(&self, id: BlockId) -> impl Iterator<Item = &Header> {
        std::iter::successors(self.header(id), |header| header.parent.and_then(|parent| self.header(parent)))
    }
}
