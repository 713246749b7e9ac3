//! `infrac.lock`: what blocks are called, kept so that a rename moves instead of destroying. Committed; written by `build`.

mod text;
mod update;

pub use text::LockError;
pub use update::updated;
pub(crate) use update::{Lived, holds_data};

use infrac_source::Str;
use std::collections::BTreeMap;

/// The names that stay.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lock {
    /// By identity, then kind (for raw blocks with their type: `resource.aws_db_instance`; for instances of closed components the
    /// component's name).
    pub entries: BTreeMap<(Str, Str), LockEntry>,
}

/// What is kept of a block.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LockEntry {
    /// What targets call it unless it says `name = …`.
    pub name: Str,
    /// It holds data in some environment.
    pub stateful: bool,
    /// What else is kept, by key: the address in Terraform (`terraform.address`) and those before it (`terraform.moved`, oldest first, with
    /// commas), paths in a chart's values (`helm.values`).
    pub other: BTreeMap<Str, Str>,
}

impl Lock {
    /// The name that is kept for a block of that kind (see [`Lock::entries`]) and identity.
    pub fn name(&self, kind: &str, identity: &str) -> Option<&Str> {
        if self.entries.is_empty() {
            return None;
        }
        self.entries.get(&(Str::from(identity), Str::from(kind))).map(|entry| &entry.name)
    }

    /// The entry of a block, whatever its kind.
    pub fn of(&self, identity: &str) -> impl Iterator<Item = &LockEntry> {
        let first = (Str::from(identity), Str::default());
        self.entries.range(first..).take_while(move |((one, _), _)| one == identity).map(|(_, entry)| entry)
    }

    /// Keeps a name of a target's own with a block; nothing happens where there is no such block.
    pub fn keep(&mut self, identity: &str, key: Str, name: Str) {
        let first = (Str::from(identity), Str::default());
        if let Some(((one, _), entry)) = self.entries.range_mut(first..).next()
            && one == identity
        {
            entry.other.insert(key, name);
        }
    }
}
