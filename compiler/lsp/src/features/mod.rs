//! One request, or a few that belong together, a file: parameters to a question of `infrac_ide`, and its answer to the protocol's words.

pub mod actions;
pub mod commands;
pub mod completion;
pub mod format;
pub mod hierarchy;
pub mod hover;
pub mod navigate;
pub mod outline;
pub mod pull;
pub mod rename;
pub mod signature;
pub mod symbols;
pub mod tokens;
pub mod values;

use serde_json::Value;

/// Adds a member to an object; what is none stays as it is.
fn set(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value.into());
    }
}
