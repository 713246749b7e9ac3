//! One request, or a few that belong together, a file: parameters to a question of `infrac_ide`, and its answer to the protocol's words.

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
