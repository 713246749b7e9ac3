//! Finding and running the tools that judge the grammars.

use crate::root;
use camino::{Utf8Path, Utf8PathBuf};
use std::process::Command;

/// Where `tests/tools/install` puts the tools.
pub fn tools_folder() -> Utf8PathBuf {
    std::env::var("INFRAC_TOOLS").map_or_else(|_| root().join("tests/tools/.cache"), Utf8PathBuf::from)
}

/// A tool by its path below the tools' folder (`bin/kubectl`). If it is not there, says so loudly and returns `None`, so that the test is
/// skipped.
///
/// # Panics
/// Where `CI=true`: there a skip is a failure.
pub fn tool(path: &str) -> Option<Utf8PathBuf> {
    let found = tools_folder().join(path);
    if found.exists() {
        return Some(found);
    }
    let message = format!("SKIPPED: no {found}; run tests/tools/install");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}, and CI=true allows no skip");
    eprintln!("{message}");
    None
}

/// `PATH` with the tools that were installed for the tests before all others.
pub fn search_path() -> String {
    format!("{}:{}", tools_folder().join("bin"), std::env::var("PATH").unwrap_or_default())
}

/// What a tool answered.
#[derive(Debug)]
pub struct Answer {
    /// Whether its exit code was 0.
    pub fine: bool,
    /// What it wrote to standard output.
    pub output: String,
    /// What it wrote to standard error.
    pub errors: String,
}

/// Runs a tool in a folder.
///
/// # Panics
/// If it cannot be started.
pub fn run(folder: &Utf8Path, tool: &Utf8Path, arguments: &[&str]) -> Answer {
    let output = Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .env("PATH", search_path())
        .output()
        .unwrap_or_else(|error| panic!("{tool}: {error}"));
    Answer {
        fine: output.status.success(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Answer {
    /// Fails the test if the tool was not content.
    ///
    /// # Panics
    /// With all that the tool said.
    pub fn must_be_fine(&self, what: &str) {
        assert!(self.fine, "{what}\n{}{}", self.output, self.errors);
    }
}

/// A program that is looked for on `PATH`; skipped, or where `CI=true` a failure, if it is not there.
///
/// # Panics
/// Where `CI=true` and it is not there.
pub fn on_path(name: &str) -> bool {
    if Command::new(name).arg("--version").output().is_ok() {
        return true;
    }
    let message = format!("SKIPPED: no {name}; run tests/tools/install");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}, and CI=true allows no skip");
    eprintln!("{message}");
    false
}

/// An empty folder for a test, by its name.
///
/// # Panics
/// If it cannot be made.
pub fn temporary(name: &str) -> Utf8PathBuf {
    let folder = Utf8PathBuf::from_path_buf(std::env::temp_dir()).expect("a path in UTF-8");
    let folder = folder.join(format!("infrac-grammars-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}
