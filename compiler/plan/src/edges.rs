//! Who depends on whom: from final values alone, so that `let` and functions change nothing.

use crate::eval::Evaluator;
use crate::text::{LateRef, Part, SensitivePart};
use crate::value::{Val, Value};
use crate::wire::{Wire, Wires};
use crate::{BlockId, Edge, EndpointId, Header, Nature, OriginId, Outside, Strength};
use indexmap::IndexMap;
use infrac_source::Str;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The key of an edge: each is there once.
type Key = (BlockId, BlockId, Option<Str>, Nature);

/// Edges being collected: strength, and the first value that says so.
#[derive(Default)]
struct Collector {
    edges: FxHashMap<Key, (Strength, OriginId)>,
    keys: Vec<Key>,
    wires: Wires,
    outside: IndexMap<(BlockId, EndpointId), OriginId, FxBuildHasher>,
}

/// What final values say of blocks among each other.
pub(crate) struct Found {
    /// All edges, ordered by (from, to, port, nature).
    pub edges: Vec<Edge>,
    /// What others read of Terraform's resources.
    pub wires: Vec<Wire>,
    /// Who uses what outside the runtime, ordered by (from, endpoint).
    pub outside: Vec<Outside>,
}

impl Collector {
    fn add(&mut self, key: Key, strength: Strength, origin: OriginId) {
        if key.0 == key.1 {
            return;
        }
        match self.edges.get_mut(&key) {
            Some((before, _)) => *before = (*before).max(strength),
            None => {
                self.edges.insert(key.clone(), (strength, origin));
                self.keys.push(key);
            }
        }
    }
}

/// Scans the final values of all blocks.
pub(crate) fn find(ev: &mut Evaluator<'_>, headers: &[Header]) -> Found {
    let mut found = Collector::default();
    let known: Vec<bool> = headers
        .iter()
        .map(|header| !matches!(header.kind.as_str(), "" | "environment" | "project" | "patch"))
        .collect();
    for header in headers {
        if !known.get(header.id.0 as usize).copied().unwrap_or(false) {
            continue;
        }
        let Some(fields) = &ev.block(header.id).fields else { continue };
        for (name, val) in fields.iter() {
            scan(ev, header, name, val, &mut found);
        }
    }
    harden(ev, &mut found);
    let mut keys = std::mem::take(&mut found.keys);
    keys.sort();
    let edges = keys
        .into_iter()
        .filter_map(|key| {
            let (strength, origin) = *found.edges.get(&key)?;
            let (from, to, port, nature) = key;
            Some(Edge { from, to, port, strength, nature, origin })
        })
        .collect();
    let mut outside: Vec<Outside> =
        found.outside.into_iter().map(|((from, endpoint), origin)| Outside { from, endpoint, origin }).collect();
    outside.sort_by_key(|outside| (outside.from, outside.endpoint));
    Found { edges, wires: found.wires.named(headers), outside }
}

/// Whoever uses a block that says `start_first`, or that it lists in `needs`, waits for it.
fn harden(ev: &Evaluator<'_>, found: &mut Collector) {
    let first = |id: BlockId| {
        let fields = ev.block(id).fields.as_ref();
        let val = fields.and_then(|fields| fields.get("start_first"));
        val.is_some_and(|val| val.value == Value::Bool(true))
    };
    for key in &found.keys {
        let needed = (key.0, key.1, None, Nature::Needs);
        let listed = found.edges.get(&needed).is_some_and(|(strength, _)| *strength == Strength::Hard);
        if key.3 == Nature::Uses
            && (listed || first(key.1))
            && let Some((strength, _)) = found.edges.get_mut(key)
        {
            *strength = Strength::Hard;
        }
    }
}

fn scan(ev: &Evaluator<'_>, header: &Header, attribute: &str, val: &Val, found: &mut Collector) {
    let from = header.id;
    match &val.value {
        Value::List(items) => items.iter().for_each(|item| scan(ev, header, attribute, item, found)),
        Value::Map(fields) => fields.values().for_each(|item| scan(ev, header, attribute, item, found)),
        Value::Tag(tag, fields) => {
            let inner = if attribute == "run" && tag == "before" { "before" } else { attribute };
            fields.values().for_each(|item| scan(ev, header, inner, item, found));
        }
        Value::Range(ends) => {
            scan(ev, header, attribute, &ends.0, found);
            ends.1.iter().for_each(|max| scan(ev, header, attribute, max, found));
        }
        Value::Endpoint(endpoint) => uses(ev, header, *endpoint, val.origin, found),
        Value::Text(text) => {
            for part in text.parts() {
                if let Part::Late(late) = part {
                    reads_late(ev, header, late, val.origin, found);
                }
            }
        }
        Value::Secret(secret) => {
            for part in secret.parts() {
                match part {
                    SensitivePart::Late(late) => reads_late(ev, header, late, val.origin, found),
                    SensitivePart::Secret(secret) => {
                        found.add((from, secret.secret, None, Nature::Reads), Strength::Soft, val.origin);
                    }
                    SensitivePart::Lit(_) => {}
                }
            }
        }
        Value::Ref(to) => refers(ev, from, *to, attribute, val.origin, found),
        _ => {}
    }
}

fn uses(ev: &Evaluator<'_>, header: &Header, id: EndpointId, origin: OriginId, found: &mut Collector) {
    let from = header.id;
    let Some(endpoint) = ev.endpoints.get(id.0 as usize) else { return };
    if let Some(owner) = endpoint.owner {
        let port = Some(endpoint.port_name.clone()).filter(|name| !name.is_empty());
        found.add((from, owner, port, Nature::Uses), Strength::Soft, origin);
    }
    if let Some(task) = endpoint.after {
        found.add((from, task, None, Nature::Needs), Strength::Hard, origin);
    }
    // Hosts are made before the endpoints that have them, so that this ends; each endpoint is scanned once a block.
    if let Some(host) = &endpoint.host
        && found.outside.insert((from, id), origin).is_none()
    {
        for part in host.parts() {
            if let Part::Late(late) = part {
                reads_late(ev, header, late, origin, found);
            }
        }
    }
}

fn reads_late(ev: &Evaluator<'_>, header: &Header, late: &LateRef, origin: OriginId, found: &mut Collector) {
    let from = header.id;
    match late {
        LateRef::Host(endpoint) => uses(ev, header, *endpoint, origin, found),
        LateRef::Attr(resource, path) => {
            found.add((from, *resource, None, Nature::Needs), Strength::Soft, origin);
            // Among themselves Terraform's blocks refer to each other.
            if !matches!(header.kind.as_str(), "resource" | "data") {
                found.wires.add(from, *resource, path, origin);
            }
        }
        LateRef::Param(_) => {}
    }
}

/// What a plain reference means depends on the attribute that holds it.
fn refers(ev: &Evaluator<'_>, from: BlockId, to: BlockId, attribute: &str, origin: OriginId, found: &mut Collector) {
    match attribute {
        "needs" => found.add((from, to, None, Nature::Needs), Strength::Hard, origin),
        // The services wait for the task.
        "before" => found.add((to, from, None, Nature::Needs), Strength::Hard, origin),
        "calls" | "of" => found.add((from, to, None, Nature::Uses), Strength::Soft, origin),
        _ if ev.is_secret(to) => found.add((from, to, None, Nature::Reads), Strength::Soft, origin),
        _ => {}
    }
}
