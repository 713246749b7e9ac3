//! What each target loses: a Rust table for the limits pass, and a page for people. Both from `@lost` and `@partial`.

use crate::library::{Library, attributes};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "// Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.

//! Which attributes a target loses, from `@lost` and `@partial` in the standard library.

/// How much of an attribute a target loses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it: the output does not change with it.
    Lost,
    /// A part of it.
    Partial,
}

/// An attribute that a target does not carry, or not wholly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loss {
    /// The kind.
    pub kind: &'static str,
    /// The attribute.
    pub attribute: &'static str,
    /// The target's name.
    pub target: &'static str,
    /// How much is lost.
    pub extent: Extent,
    /// Why, for the diagnostic.
    pub why: &'static str,
}

/// All losses, in the order of the library.
pub const LOSSES: &[Loss] = &[
";

struct Loss {
    kind: String,
    attribute: String,
    target: String,
    lost: bool,
    why: String,
}

fn losses(library: &Library) -> Vec<Loss> {
    let mut losses = Vec::new();
    for (kind, _) in library.kinds() {
        for field in attributes(kind) {
            for (note, lost) in [("lost", true), ("partial", false)] {
                for args in library.notes(&field.notes, note) {
                    let [target, why] = args.as_slice() else { continue };
                    losses.push(Loss {
                        kind: kind.name.text.to_string(),
                        attribute: field.name.text.to_string(),
                        target: target.clone(),
                        lost,
                        why: why.clone(),
                    });
                }
            }
        }
    }
    losses
}

/// The Rust table, not yet laid out.
pub fn source(library: &Library) -> String {
    let mut out = HEAD.to_owned();
    for Loss { kind, attribute, target, lost, why } in losses(library) {
        let extent = if lost { "Lost" } else { "Partial" };
        let _ = writeln!(
            out,
            "Loss {{ kind: {kind:?}, attribute: {attribute:?}, target: {target:?}, extent: Extent::{extent}, why: {why:?} }},"
        );
    }
    out.push_str("];\n");
    out
}

/// The page: one table a target, every attribute of every kind that it carries.
pub fn page(library: &Library) -> String {
    let mut out = String::from(
        "<!-- Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit. -->\n\n# What each target carries\n\n\
         One table a target: every attribute of every kind that it has to do with. What is lost is a warning at the attribute (`W0701`, `W0702`),\n\
         and an error in strict mode.\n",
    );
    let losses = losses(library);
    let mut targets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (kind, notes) in library.kinds() {
        for target in library.notes(notes, "targets").into_iter().flatten() {
            targets.entry(target).or_default().push(kind.name.text.to_string());
        }
    }
    for (target, kinds) in targets.iter().filter(|(target, _)| ["compose", "kubernetes"].contains(&target.as_str())) {
        let _ = write!(out, "\n## {target}\n\n| kind | attribute | carried | why not |\n| --- | --- | --- | --- |\n");
        for (kind, _) in library.kinds().filter(|(kind, _)| kinds.contains(&kind.name.text.to_string())) {
            for field in attributes(kind) {
                let (kind, attribute) = (&kind.name.text, &field.name.text);
                let loss = losses.iter().find(|loss| {
                    loss.kind == kind.as_str() && loss.attribute == attribute.as_str() && loss.target == *target
                });
                let (carried, why) = match loss {
                    None => ("yes", ""),
                    Some(loss) if loss.lost => ("no", loss.why.as_str()),
                    Some(loss) => ("in part", loss.why.as_str()),
                };
                let _ = writeln!(out, "| {kind} | `{attribute}` | {carried} | {why} |");
            }
        }
    }
    out
}
