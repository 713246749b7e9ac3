//! What came of it.

use infrac_diagnostics::Diagnostics;

/// What the tools said, and which there were.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was found, sorted by place.
    pub diagnostics: Diagnostics,
    /// Each tool that had something to judge, in the order of `names`.
    pub tools: Vec<ToolReport>,
}

/// How it went with one tool.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToolReport {
    /// Its name.
    pub name: &'static str,
    /// What it judges, in the user's words.
    pub judges: &'static str,
    /// How many documents it has, or would have, judged.
    pub files: usize,
    /// Whether it could.
    pub standing: Standing,
}

/// Whether a tool has judged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It has: its version (empty if it does not say), and how many findings were made of its words.
    Judged {
        /// The tool's version.
        version: String,
        /// What it refuses.
        refused: usize,
        /// What it advises against.
        advised: usize,
    },
    /// It is not installed.
    Absent,
    /// It is there and has not judged all of it: why.
    Unable(String),
    /// It is there and went wrong: why.
    Failed(String),
}
