//! A headless Neovim drives the real command on a copy of examples/jatra; `clients/neovim.lua` looks into what it shows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use infrac_editor::{binary, root, run, tool};
use std::process::Command;

#[test]
fn neovim_shows_what_it_is_told() {
    session("push");
}

#[test]
fn neovim_shows_what_it_asks_for() {
    session("pull");
}

#[test]
fn neovim_shows_all_if_it_says_nothing_of_it() {
    session("auto");
}

/// A session; `delivery` is how findings reach Neovim.
fn session(delivery: &str) {
    // That of PATH may be too old to know half of the protocol.
    let Some(neovim) = tool("bin/nvim", "") else { return };
    let folder = tempfile::tempdir().unwrap();
    for entry in root().join("examples/jatra").read_dir_utf8().unwrap() {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    run(Command::new(neovim)
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n"])
        .args(["-S"])
        .arg(root().join("tests/editor/clients/neovim.lua"))
        .env("INFRAC", binary())
        .env("PLUGIN", root().join("editors/neovim"))
        .env("DELIVERY", delivery)
        .env("JATRA", folder.path().canonicalize().unwrap())
        .env("XDG_CACHE_HOME", folder.path().join(".cache"))
        .env("XDG_STATE_HOME", folder.path().join(".state")));
}
