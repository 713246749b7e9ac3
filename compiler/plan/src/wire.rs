//! What Terraform makes and somebody else reads: each such value is an output of Terraform, and the deployment carries it to its reader.

use crate::text::PathStep;
use crate::{BlockId, Header, OriginId};
use indexmap::IndexMap;
use infrac_source::Str;
use std::sync::Arc;

/// An attribute of a resource that a block outside Terraform reads.
#[derive(Clone, PartialEq, Debug)]
pub struct Wire {
    /// What all targets call it: in small letters, digits and `_`, as Terraform's outputs are called. Unique in its plan, and the same in every
    /// plan in which the resource has the same identity.
    pub name: Str,
    /// The resource or data source that has the attribute.
    pub resource: BlockId,
    /// Which attribute of it.
    pub path: Arc<[PathStep]>,
    /// Who reads it, each once, in the order of their numbers.
    pub readers: Vec<BlockId>,
    /// The first value that reads it.
    pub origin: OriginId,
}

/// Where the wire of each attribute is.
pub(crate) fn places(wires: &[Wire]) -> crate::plan::WirePlaces {
    let mut places = crate::plan::WirePlaces::default();
    for (at, wire) in wires.iter().enumerate() {
        places.entry(wire.resource).or_default().insert(Arc::clone(&wire.path), at);
    }
    places
}

/// An attribute of a resource: the resource and the steps to it.
type Attribute = (BlockId, Arc<[PathStep]>);

/// Who reads an attribute, each once, and the first value that does.
type Reading = (Vec<BlockId>, OriginId);

/// Who reads what, being collected.
#[derive(Default)]
pub(crate) struct Wires(IndexMap<Attribute, Reading, rustc_hash::FxBuildHasher>);

impl Wires {
    /// Notes that `reader` reads the attribute. Readers come in the order of their numbers.
    pub fn add(&mut self, reader: BlockId, resource: BlockId, path: &Arc<[PathStep]>, origin: OriginId) {
        let entry = self.0.entry((resource, Arc::clone(path))).or_insert_with(|| (Vec::new(), origin));
        if entry.0.last() != Some(&reader) {
            entry.0.push(reader);
        }
    }

    /// All of them, named, in the order of their names.
    pub fn named(self, headers: &[Header]) -> Vec<Wire> {
        let mut short: IndexMap<String, usize, rustc_hash::FxBuildHasher> = IndexMap::default();
        for (resource, path) in self.0.keys() {
            *short.entry(name(headers, *resource, path, false)).or_default() += 1;
        }
        let clashes = |name: &String| short.get(name).is_some_and(|&count| count > 1);
        let mut wires: Vec<Wire> = self
            .0
            .into_iter()
            .map(|((resource, path), (readers, origin))| {
                let plain = name(headers, resource, &path, false);
                let name = if clashes(&plain) { name(headers, resource, &path, true) } else { plain };
                Wire { name: name.into(), resource, path, readers, origin }
            })
            .collect();
        wires.sort_by(|a, b| a.name.cmp(&b.name));
        wires
    }
}

/// The resource's identity and the steps to its attribute, joined by `_`; where that is not unique, its type before it.
fn name(headers: &[Header], resource: BlockId, path: &[PathStep], with_type: bool) -> String {
    let header = headers.get(resource.0 as usize);
    let kind = header.and_then(|header| header.type_label.as_deref()).filter(|_| with_type);
    let identity = header.map_or("", |header| header.identity.as_str());
    let steps = path.iter().map(|step| match step {
        PathStep::Field(name) => name.to_string(),
        PathStep::Index(index) => index.to_string(),
    });
    let parts: Vec<String> = kind.map(str::to_owned).into_iter().chain([identity.to_owned()]).chain(steps).collect();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let mut name = String::new();
    for c in parts.join("_").chars().map(plain) {
        // What stood in brackets or quotes leaves one `_`, not several.
        if c != '_' || !name.ends_with('_') {
            name.push(c);
        }
    }
    name.trim_matches('_').to_owned()
}
