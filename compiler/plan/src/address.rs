//! Terraform's names of resources and data sources: the same for the target that declares them and for the lock that keeps them.

use crate::lock::{Lived, Lock};
use crate::plan::TerraformMove;
use crate::{BlockId, Header};
use infrac_source::Str;
use std::collections::{BTreeMap, BTreeSet};

/// Under which key the lock keeps an address.
const ADDRESS: &str = "terraform.address";

/// Under which key it keeps those before it, oldest first, with commas.
const MOVED: &str = "terraform.moved";

impl Header {
    /// What Terraform calls a `resource` or `data` block within its type: the identity in letters, digits and `_`, with no digit first, as
    /// Terraform's own style guide asks ("Resource naming"). Loop keys are part of it, so each round has a name that stays.
    pub fn terraform_name(&self) -> Str {
        let mut name = String::with_capacity(self.identity.len());
        for letter in self.identity.chars() {
            if letter.is_ascii_alphanumeric() {
                name.push(letter);
            } else if !name.ends_with('_') {
                name.push('_');
            }
        }
        let name = name.trim_matches('_');
        if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}").into() } else { name.into() }
    }

    /// The whole address: `aws_db_instance.db`, `data.aws_region.here`; `None` for what is no block of Terraform.
    pub fn terraform_address(&self) -> Option<Str> {
        let kind = self.type_label.as_deref()?;
        match self.kind.as_str() {
            "resource" => Some(format!("{kind}.{}", self.terraform_name()).into()),
            "data" => Some(format!("data.{kind}.{}", self.terraform_name()).into()),
            _ => None,
        }
    }
}

/// What the lock keeps of a resource whose address is now `address`.
pub(crate) fn remember(kept: &mut BTreeMap<Str, Str>, address: &Str) {
    let before = history(kept, address);
    kept.insert(ADDRESS.into(), address.clone());
    if before.is_empty() {
        kept.remove(MOVED);
    } else {
        kept.insert(MOVED.into(), before.iter().map(Str::as_str).collect::<Vec<_>>().join(",").into());
    }
}

/// The addresses before `address`, oldest first, each once. One that it has come back to is none of them: moves must not run in a circle.
fn history(kept: &BTreeMap<Str, Str>, address: &Str) -> Vec<Str> {
    let moved = kept.get(MOVED).map_or("", Str::as_str).split(',').map(Str::from);
    let mut before: Vec<Str> = Vec::new();
    for old in moved.chain(kept.get(ADDRESS).cloned()).filter(|old| !old.is_empty() && old != address) {
        before.retain(|known| *known != old);
        before.push(old);
    }
    before
}

/// The moves that follow from the lock: from each address that a resource had to the one after it. An address that another resource has now
/// belongs to that one.
pub(crate) fn moves<'l>(lock: &Lock, lived: impl Iterator<Item = (BlockId, &'l Lived)> + Clone) -> Vec<TerraformMove> {
    if lock.entries.is_empty() {
        return Vec::new();
    }
    let alive: BTreeSet<&Str> = lived.clone().filter_map(|(_, lived)| lived.address.as_ref()).collect();
    let mut moves = Vec::new();
    for (block, lived) in lived {
        let Some(address) = &lived.address else { continue };
        let entry = |identity: &Str| lock.entries.get(&(identity.clone(), lived.kind.clone()));
        let Some(entry) = entry(&lived.identity).or_else(|| entry(lived.was.as_ref()?)) else { continue };
        let before: Vec<Str> = history(&entry.other, address).into_iter().filter(|old| !alive.contains(old)).collect();
        let after = before.iter().skip(1).chain([address]);
        moves.extend(before.iter().zip(after).map(|(from, to)| TerraformMove {
            block,
            from: from.clone(),
            to: to.clone(),
        }));
    }
    moves
}
