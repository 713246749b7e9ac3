//! One request, or a few that belong together, a file: parameters to a question of `infrac_ide`, and its answer to the protocol's words.

pub mod hover;
pub mod navigate;
pub mod pull;
pub mod rename;
