//! The lock after a build: what is alive somewhere, and what vanished with data in it.

use super::{Lock, LockEntry};
use crate::{Plan, Value};
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e04;
use infrac_source::{Span, Str};

/// The lock that follows from the plans of all environments, and what is lost on the way: an identity that held data and is gone is an
/// error, unless another block says `@was` of it. `place` is where that is shown: the project's declaration.
pub fn updated(plans: &[Plan], old: &Lock, place: Span) -> (Lock, Diagnostics) {
    let mut lock = Lock::default();
    let mut moved: Vec<(Str, Str)> = Vec::new();
    for plan in plans {
        for lived in &plan.lived {
            let key = (lived.identity.clone(), lived.kind.clone());
            let before = old.entries.get(&key).or_else(|| {
                let from = (lived.was.clone()?, lived.kind.clone());
                let entry = old.entries.get(&from)?;
                moved.push(from);
                Some(entry)
            });
            let entry = lock.entries.entry(key).or_insert_with(|| {
                let mut other = before.map(|before| before.other.clone()).unwrap_or_default();
                if let Some(address) = &lived.address {
                    crate::address::remember(&mut other, address);
                }
                LockEntry { name: lived.name.clone(), stateful: false, other }
            });
            entry.stateful |= lived.stateful;
        }
    }
    let mut diagnostics = Diagnostics::default();
    let vanished = old
        .entries
        .iter()
        .filter(|(key, entry)| entry.stateful && !lock.entries.contains_key(*key) && !moved.contains(key));
    for ((identity, kind), entry) in vanished {
        let alike: Vec<&str> = lock
            .entries
            .iter()
            .filter(|(key, entry)| key.1 == *kind && entry.stateful && !old.entries.contains_key(*key))
            .map(|(key, _)| key.0.as_str())
            .collect();
        diagnostics.push(e04::e0451_data_vanished::data_vanished(
            place,
            kind,
            identity,
            &entry.name,
            alike.first().copied(),
        ));
    }
    (lock, diagnostics)
}

/// What the lock keeps of a block of a plan.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Lived {
    pub identity: Str,
    pub was: Option<Str>,
    pub kind: Str,
    pub name: Str,
    pub stateful: bool,
    /// In Terraform.
    pub address: Option<Str>,
}

/// Whether a block's values say that it holds data: a `state` that is not empty.
pub(crate) fn holds_data(fields: &crate::Fields) -> bool {
    fields.get("state").is_some_and(|state| match &state.value {
        Value::Map(volumes) => volumes.values().any(|volume| !rebuildable(&volume.value)),
        _ => false,
    })
}

fn rebuildable(volume: &Value) -> bool {
    match volume {
        Value::Map(fields) => fields.get("rebuildable").is_some_and(|val| val.value == Value::Bool(true)),
        _ => false,
    }
}
