//! Pieces of Rust text that the generators share.

use camino::Utf8Path;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The text as rustfmt lays it out with the project's settings.
///
/// # Errors
/// If rustfmt does not run or does not accept the text.
pub fn formatted(root: &Utf8Path, text: &str) -> Result<String, String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rustfmt: {error}"))?;
    let mut input = child.stdin.take().ok_or("rustfmt takes no input")?;
    input.write_all(text.as_bytes()).map_err(|error| format!("rustfmt: {error}"))?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| format!("rustfmt: {error}"))?;
    if !output.status.success() {
        return Err("rustfmt refused a generated file".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("rustfmt: {error}"))
}

/// `pod_security` → `PodSecurity`.
pub fn camel(name: &str) -> String {
    let capitalised = |word: &str| -> String {
        let mut characters = word.chars();
        characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
    };
    name.split('_').map(capitalised).collect()
}

/// The name as a field of a Rust struct: words that Rust keeps for itself get a `_` behind them.
pub fn field_name(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
        "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// Adds documentation lines; `fallback` where there are none.
pub fn document(out: &mut String, lines: &[String], fallback: &str) {
    if lines.is_empty() {
        let _ = writeln!(out, "/// {fallback}");
    }
    for line in lines {
        let _ = writeln!(out, "/// {line}");
    }
}
