//! What blocks are called: labels, identities, names.

use super::Evaluator;
use crate::BlockId;
use crate::value::{Val, Value};
use infrac_model::hir::{BlockDecl, Owner};
use infrac_source::Str;

/// What a new block is called.
#[derive(Debug)]
pub(crate) struct Naming {
    pub label: Str,
    pub identity: Str,
    pub was: Option<Str>,
}

impl<'m> Evaluator<'m> {
    /// Label and identity of a new block: module path and labels from the root, `this` elided, loop keys in brackets.
    pub fn naming(&self, decl: &BlockDecl, parent: Option<BlockId>, key: Option<&Str>) -> Naming {
        let above = parent.map(|parent| self.block(parent));
        let takes_name = decl.label == "this" && matches!(decl.owner, Owner::Component(_));
        let own = if decl.label.is_empty() { self.model.head_name(decl.head) } else { &decl.label };
        let label = match above {
            Some(above) if takes_name => above.label.clone(),
            _ => own.clone(),
        };
        let prefix: Str = match above {
            Some(above) => above.identity.clone(),
            None => self.model.module(self.module_of(decl)).path.replace('/', ".").into(),
        };
        let path = |prefix: &str, last: &str| -> Str {
            let path = match (prefix.is_empty(), takes_name && above.is_some()) {
                (_, true) => prefix.to_owned(),
                (true, false) => last.to_owned(),
                (false, false) => format!("{prefix}.{last}"),
            };
            match key {
                Some(key) => format!("{path}[\"{key}\"]").into(),
                None => path.into(),
            }
        };
        let identity = path(&prefix, own);
        let old_prefix = above.and_then(|above| above.was.clone());
        let was = match (&decl.was, old_prefix) {
            (Some((old, _)), _) if old.contains('.') || old.contains('[') => Some(old.clone()),
            (Some((old, _)), old_prefix) => Some(path(&old_prefix.unwrap_or(prefix), old)),
            (None, Some(old_prefix)) => Some(path(&old_prefix, own)),
            (None, None) => None,
        };
        Naming { label, identity, was }
    }

    /// What targets call a block unless it says `name = …`: the lock's name, else the identity joined by `_`.
    pub fn implicit_name(&self, id: BlockId) -> Str {
        let block = self.block(id);
        let kind = self.lock_kind(id);
        let locked = self.lock.name(&kind, &block.identity);
        let locked = locked.or_else(|| self.lock.name(&kind, block.was.as_deref()?));
        locked.cloned().unwrap_or_else(|| joined(&block.identity))
    }

    /// How the lock calls what a block is: its kind, for raw blocks with their type.
    pub fn lock_kind(&self, id: BlockId) -> Str {
        let block = self.block(id);
        let kind = match block.component {
            Some(component) if block.kind.is_none() => &self.model.component(component).name,
            _ => return with_type(block.kind_name(self.model), block.decl()),
        };
        kind.clone()
    }

    /// What targets call a block.
    pub fn physical_name(&mut self, id: BlockId) -> Str {
        let kind = self.block(id).kind.map(|kind| self.model.kind(kind));
        if kind.is_some_and(|kind| kind.attributes.contains_key("name")) {
            let val = self.attribute(id, "name", self.block(id).span);
            if let Some(name) = self.plain_text(&val) {
                return name;
            }
        }
        self.implicit_name(id)
    }

    /// `label(block)`.
    pub fn label_value(&mut self, val: &Val) -> Option<Value> {
        let label = match &val.value {
            Value::Ref(block) => self.block(*block).label.clone(),
            Value::Environment(name) => name.clone(),
            _ => return None,
        };
        Some(Value::Text(crate::Text::literal(label)))
    }
}

/// Kind and first label.
fn with_type(kind: &str, decl: Option<&BlockDecl>) -> Str {
    match decl.and_then(|decl| decl.type_label.as_ref()) {
        Some((label, _)) => format!("{kind}.{label}").into(),
        None => kind.into(),
    }
}

/// `net.private["a"]` as a name: `net_private_a`.
pub(crate) fn joined(identity: &str) -> Str {
    let mut name = String::with_capacity(identity.len());
    for letter in identity.chars() {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            name.push(letter);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name.trim_matches('_').into()
}
