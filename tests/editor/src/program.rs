//! Programs that the tests start: the command itself, and clients that others wrote.

use camino::{Utf8Path, Utf8PathBuf};
use std::process::{Command, Output};

/// The root of the repository.
pub fn root() -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().and_then(Utf8Path::parent).unwrap_or(folder).to_owned()
}

/// The command `infrac`, built if need be as the tests were: by a Cargo that the tests' own run has left.
///
/// # Panics
/// If it cannot be built.
pub fn binary() -> Utf8PathBuf {
    let build = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "infrac-cli"])
        .current_dir(root())
        .status()
        .expect("cargo starts");
    assert!(build.success(), "the command is built");
    let target = std::env::var("CARGO_TARGET_DIR").map_or_else(|_| root().join("target"), Utf8PathBuf::from);
    target.join("debug").join("infrac")
}

/// A program: one that `tests/tools/install` put below the tools' folder (`lsp/bin/python`), else one of `PATH`. If it is not there, says so loudly
/// and returns `None`, so that the test is skipped.
///
/// # Panics
/// Where `CI=true`: there a skip is a failure.
pub fn tool(below: &str, name: &str) -> Option<Utf8PathBuf> {
    let folder = std::env::var("INFRAC_TOOLS").map_or_else(|_| root().join("tests/tools/.cache"), Utf8PathBuf::from);
    let installed = folder.join(below);
    if installed.exists() {
        return Some(installed);
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| !name.is_empty() && path.is_file());
    if let Some(found) = found.and_then(|path| Utf8PathBuf::from_path_buf(path).ok()) {
        return Some(found);
    }
    let message = format!("SKIPPED: no {installed}; run tests/tools/install");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}, and CI=true allows no skip");
    eprintln!("{message}");
    None
}

/// Runs a command and fails the test with all that it said if it fails.
///
/// # Panics
/// If it cannot be started, or fails.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(output.status.success(), "{command:?}\n{}", said.concat());
    output
}
