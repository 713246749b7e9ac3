//! Which files of the standard library a project may do without: a Rust table for the loader.
//!
//! A file that declares a kind is always read, and so is one that such a file speaks of by a name that is no component's: kinds name components
//! in the types of references only. Every other file is read where a name that it declares stands anywhere in the project's texts.

use crate::library::Library;
use infrac_syntax::ast::{Decl, DeclKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const HEAD: &str = "// Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.

//! Files that are read only where a project speaks of what they declare.

/// A file that most projects do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Optional {
    /// Its place in [`crate::FILES`].
    pub file: usize,
    /// What it declares.
    pub declares: &'static [&'static str],
    /// The files that it speaks of, they too with what they speak of; places in [`crate::FILES`].
    pub needs: &'static [usize],
}

/// Those files, in the order of [`crate::FILES`].
pub const OPTIONAL: &[Optional] = &[
";

/// What a file says: the names that it declares, and all words of its code.
struct File {
    declares: BTreeSet<String>,
    components: BTreeSet<String>,
    always: bool,
    words: BTreeSet<String>,
}

/// The Rust table, not yet laid out.
pub fn source(library: &Library) -> String {
    let files: Vec<File> = library.files().iter().map(|file| read(&file.declarations, &file.words)).collect();
    let mut owner: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        owner.extend(file.declares.iter().map(|name| (name.as_str(), at)));
    }
    let components: BTreeSet<&str> = files.iter().flat_map(|file| &file.components).map(String::as_str).collect();
    let spoken = |at: usize| {
        let words = files.get(at).map(|file| &file.words).into_iter().flatten().map(String::as_str);
        words.filter_map(|word| owner.get(word).map(|&owner| (word, owner))).filter(move |(_, owner)| *owner != at)
    };
    let first = (0..files.len()).filter(|&at| files.get(at).is_some_and(|file| file.always));
    let always = closure(first, |at| {
        spoken(at).filter(|(word, _)| !components.contains(word)).map(|(_, owner)| owner).collect()
    });
    let mut out = HEAD.to_owned();
    for (at, file) in files.iter().enumerate().filter(|(at, _)| !always.contains(at)) {
        let reached = closure([at].into_iter(), |at| {
            spoken(at).map(|(_, owner)| owner).filter(|owner| !always.contains(owner)).collect()
        });
        let needs: Vec<usize> = reached.into_iter().filter(|&other| other != at).collect();
        let declares: Vec<&String> = file.declares.iter().collect();
        let _ = writeln!(out, "Optional {{ file: {at}, declares: &{declares:?}, needs: &{needs:?} }},");
    }
    out.push_str("];\n");
    out
}

/// Everything that can be reached from some files.
fn closure(from: impl Iterator<Item = usize>, next: impl Fn(usize) -> Vec<usize>) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<usize> = from.collect();
    while let Some(at) = open.pop() {
        if reached.insert(at) {
            open.extend(next(at));
        }
    }
    reached
}

fn read(declarations: &[Decl], words: &BTreeSet<String>) -> File {
    let mut file = File { declares: BTreeSet::new(), components: BTreeSet::new(), always: false, words: words.clone() };
    for declaration in declarations {
        let name = match &declaration.kind {
            DeclKind::Kind(kind) => {
                file.always = true;
                &kind.name
            }
            DeclKind::Component(component) => {
                file.components.insert(component.name.text.to_string());
                &component.name
            }
            DeclKind::Type(named) => &named.name,
            DeclKind::Fn(function) => &function.name,
            DeclKind::Let(named) => &named.name,
            // It has its effect whether somebody speaks of it or not.
            _ => {
                file.always = true;
                continue;
            }
        };
        file.declares.insert(name.text.to_string());
    }
    file
}
