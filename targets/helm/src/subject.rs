//! An object, for whoever gives names, and how the places in it are told.

use crate::diff::Kept as Step;
use crate::name::push;
use infrac_plan::BlockId;
use infrac_source::Str;
use std::fmt::Write;

/// An object that has values.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) kind: Str,
    pub(crate) name: Str,
    /// The block that it was made for; nothing for what belongs to the environment as such.
    pub(crate) identity: Str,
    /// That block in each environment, by its number.
    pub(crate) blocks: Vec<Option<BlockId>>,
    /// It is the only object of its kind and block.
    pub(crate) is_only: bool,
}

impl Subject {
    /// Puts the object's kind behind a path; its name too, where the block has several of that kind.
    pub(crate) fn push_kind(&self, path: &mut String) {
        push(path, &self.kind);
        if !self.is_only {
            push(path, &self.name);
        }
    }

    /// The steps that tell something: without those that every object of its kind has.
    pub(crate) fn telling<'t>(&self, tree: &'t [Step]) -> impl DoubleEndedIterator<Item = &'t Step> + Clone {
        let tells = |step: &Step| match step {
            Step::Key(key) => !matches!(key.as_str(), "spec" | "metadata" | "template" | "jobTemplate" | "containers"),
            Step::Item(key) => *key != self.name,
            Step::At(_, single) => !single,
        };
        let some = tree.iter().any(tells);
        tree.iter().filter(move |step| !step.is_only_item() && (!some || tells(step)))
    }

    /// The name of what stands there in the tree: below `root` the object's kind, and what tells something of the path.
    pub(crate) fn by_tree(&self, root: &str, tree: &[Step]) -> String {
        let mut path = root.to_owned();
        self.push_kind(&mut path);
        self.telling(tree).for_each(|step| step.push_to(&mut path));
        path
    }

    /// The lock's key of the name of what stands there in the tree.
    pub(crate) fn lock_key(&self, tree: &[Step]) -> String {
        let mut path = String::with_capacity(96);
        tree.iter().for_each(|step| step.push_to(&mut path));
        path.insert_str(0, &[LOCK_KEY, &self.kind, "/", &self.name, "/"].concat());
        path
    }

    /// What stands there in the tree, as a comment.
    pub(crate) fn place(&self, tree: &[Step]) -> Str {
        let mut text = String::with_capacity(80);
        text.push_str(&self.kind);
        text.push(' ');
        text.push_str(&self.name);
        for (index, step) in tree.iter().enumerate() {
            let (before, key, behind) = match step {
                Step::Key(key) if index == 0 => (": ", key, ""),
                Step::Key(key) if !key.contains('.') => (".", key, ""),
                Step::Key(key) | Step::Item(key) => ("[", key, "]"),
                Step::At(at, _) => {
                    // Writing to a String never fails.
                    let _ = write!(text, "[{at}]");
                    continue;
                }
            };
            [before, key, behind].iter().for_each(|part| text.push_str(part));
        }
        text.into()
    }
}

/// How the lock's keys of names of single values begin.
pub(crate) const LOCK_KEY: &str = "helm.value:";

impl Step {
    /// Whether it is the only item of a list, which needs no name.
    pub(crate) fn is_only_item(&self) -> bool {
        matches!(self, Self::At(_, true))
    }

    /// Puts the step behind a path of names, as a segment, if it needs one.
    pub(crate) fn push_to(&self, path: &mut String) {
        match self {
            Self::Key(key) | Self::Item(key) => push(path, key),
            Self::At(_, true) => {}
            Self::At(at, false) => push(path, &format!("i{at}")),
        }
    }
}
