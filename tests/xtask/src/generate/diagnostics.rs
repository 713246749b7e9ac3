//! The index of diagnostics.

use infrac_diagnostics::{CodeInfo, Severity, codes};
use std::fmt::Write as _;

/// The families, in the order of the index: prefix of the codes, title.
const FAMILIES: &[(&str, &str)] = &[
    ("E01", "Syntax"),
    ("E02", "Names"),
    ("E03", "Types"),
    ("E04", "Environments and merging"),
    ("E05", "Secrets"),
    ("E06", "The system as a whole"),
    ("E07", "Targets"),
    ("W07", "What a target loses"),
    ("E08", "Patches and raw blocks"),
    ("L", "Lints"),
];

/// The page: one table a family.
pub fn page() -> String {
    let mut out = String::from(
        "<!-- Generated from the registry of codes by `cargo xtask gen`. Do not edit. -->\n\n# Diagnostics\n\n\
         Every message of infrac has a stable code. `infrac explain CODE` prints its page: what is wrong and why, an example that is wrong, and the\n\
         same mended.\n",
    );
    for (prefix, title) in FAMILIES {
        let members: Vec<&CodeInfo> = codes::all().filter(|info| info.code.starts_with(prefix)).collect();
        if members.is_empty() {
            continue;
        }
        let _ = write!(out, "\n## {title}\n\n| code | name | severity | what is wrong |\n| --- | --- | --- | --- |\n");
        for info in members {
            let severity = match info.severity {
                Severity::Info => "info",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            let lower = info.code.to_lowercase();
            let family = if *prefix == "L" { "l".to_owned() } else { prefix.to_lowercase().replace('w', "e") };
            let page = format!("../compiler/diagnostics/src/codes/{family}/{lower}_{}.md", info.name.replace('-', "_"));
            let title = info.page.lines().next().and_then(|line| line.split_once(": ")).map_or("", |(_, title)| title);
            let _ = writeln!(
                out,
                "| [{}]({page}) | {} | {severity} | {} |",
                info.code,
                info.name,
                title.replace('|', "\\|")
            );
        }
    }
    out
}
