//! pytest-lsp drives the real command on examples/jatra; `clients/test_*.py` look into the answers.

use infrac_editor::{binary, root, run, tool};
use std::process::Command;

#[test]
fn every_feature_on_jatra() {
    let Some(python) = tool("venv-editor/bin/python", "") else { return };
    let output = run(Command::new(python)
        .args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto"])
        .arg(root().join("tests/editor/clients"))
        .env("INFRAC", binary())
        .env("JATRA", root().join("examples/jatra"))
        .env("PYTHONDONTWRITEBYTECODE", "1"));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(" passed"), "{said}");
}
