//! The chart's values: which holes share one, and what each is called.

use crate::diff::{Kept as Step, LocalFlag, LocalHole, Present, same};
use crate::model::{Model, ModelPath, Sort};
use crate::name::{Names, below, join, segment};
use indexmap::IndexMap;
use infrac_plan::lock::Lock;
use infrac_plan::{BlockId, OriginId};
use infrac_source::Str;
use infrac_target::Kept;
use infrac_tree::data::Node;
use infrac_tree::template::Form;
use rustc_hash::{FxHashMap, FxHashSet};

/// The lock's key of the path below which a block's values stand.
const ROOT_KEY: &str = "helm.values";

/// The identity of the project, for the names of values: no block can have it.
const PROJECT: &str = " project";

/// An object, for whoever gives names.
#[derive(Clone, Debug)]
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

/// A value of the chart.
#[derive(Debug)]
pub(crate) struct Value {
    /// Below `.Values`.
    pub(crate) path: String,
    /// Where it is there.
    pub(crate) present: Present,
    /// What it is there.
    pub(crate) nodes: Vec<Node>,
    pub(crate) form: Form,
    /// What reads it: `Deployment booking: spec.replicas`.
    pub(crate) place: String,
    candidates: Vec<String>,
    identity: Str,
    lock_key: String,
}

/// A flag of the chart.
#[derive(Debug)]
pub(crate) struct Flag {
    pub(crate) path: String,
    pub(crate) present: Present,
    pub(crate) origin: OriginId,
    pub(crate) place: String,
    candidates: Vec<String>,
}

/// All values and flags.
pub(crate) struct Registry<'p> {
    models: Vec<Model<'p>>,
    lock: &'p Lock,
    pub(crate) values: Vec<Value>,
    pub(crate) flags: Vec<Flag>,
    shared: FxHashMap<(String, Present, Vec<OriginId>, Form), Vec<usize>>,
    flags_by_origin: FxHashMap<(Present, Str, OriginId), usize>,
    roots: IndexMap<Str, String>,
    taken_roots: FxHashSet<String>,
}

impl<'p> Registry<'p> {
    /// Of these environments.
    pub(crate) fn new(models: Vec<Model<'p>>, lock: &'p Lock) -> Self {
        Self {
            models,
            lock,
            values: Vec::new(),
            flags: Vec::new(),
            shared: FxHashMap::default(),
            flags_by_origin: FxHashMap::default(),
            roots: IndexMap::new(),
            taken_roots: Names::RESERVED.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// The value of a hole: one that has it already, if all its versions and all their origins are alike and it has the same name.
    pub(crate) fn value(&mut self, subject: &Subject, hole: LocalHole) -> usize {
        let origins: Vec<OriginId> = hole.values.iter().map(|node| node.origin).collect();
        let candidates = self.candidates(subject, &hole, &origins);
        let first = candidates.first().cloned().unwrap_or_default();
        let key = (first, hole.present.clone(), origins, hole.form);
        let alike = self.shared.entry(key).or_default();
        let values = &self.values;
        let found = alike.iter().copied().find(|at| {
            let nodes = values.get(*at).map(|value| &value.nodes);
            nodes.is_some_and(|nodes| nodes.iter().zip(&hole.values).all(|(a, b)| same(a, b)))
        });
        if let Some(found) = found {
            return found;
        }
        alike.push(values.len());
        let place = place(subject, &hole.path);
        let lock_key = format!("helm.value:{}/{}/{}", subject.kind, subject.name, join(segments(&hole.path)));
        self.values.push(Value {
            path: String::new(),
            present: hole.present,
            nodes: hole.values,
            form: hole.form,
            place,
            candidates,
            identity: subject.identity.clone(),
            lock_key,
        });
        self.values.len() - 1
    }

    /// The flag of something that is there in some environments only: one for each block, set of environments and origin, so that what
    /// follows from one expression is switched together, and nothing else with it.
    pub(crate) fn flag(&mut self, subject: &Subject, flag: &LocalFlag, whole_block: bool) -> usize {
        let key = (flag.present.clone(), subject.identity.clone(), flag.origin);
        if let Some(known) = self.flags_by_origin.get(&key) {
            return *known;
        }
        let root = self.root(subject);
        let kind = segment(&subject.kind);
        let kind = if subject.is_only { kind } else { below(&kind, &segment(&subject.name)) };
        let tree = informative(&flag.path, subject);
        let tail = tree.iter().rev().take(2).rev().cloned().collect::<Vec<_>>();
        let long = join([root.clone(), kind.clone()].into_iter().chain(tree.iter().cloned()));
        let short = match (flag.path.as_slice(), tail.as_slice()) {
            ([], _) if whole_block => root,
            ([], _) => below(&root, &kind),
            ([.., Step::Key(_)], [.., last]) => below(&root, last),
            (_, tail) => join([root].into_iter().chain(tail.iter().cloned())),
        };
        let candidates = vec![below(&short, "enabled"), below(&long, "enabled")];
        let place = place(subject, &flag.path);
        self.flags.push(Flag {
            path: String::new(),
            present: flag.present.clone(),
            origin: flag.origin,
            place,
            candidates,
        });
        self.flags_by_origin.insert(key, self.flags.len() - 1);
        self.flags.len() - 1
    }

    /// Gives the names: first those that the lock holds, then in order. Returns what the lock is to keep.
    pub(crate) fn name(&mut self) -> Vec<Kept> {
        let mut names = Names::new();
        let mut claims: FxHashMap<String, usize> = FxHashMap::default();
        for value in &mut self.values {
            let locked = self.lock.of(&value.identity).find_map(|entry| entry.other.get(value.lock_key.as_str()));
            *claims.entry(value.candidates.first().cloned().unwrap_or_default()).or_default() += 1;
            if let Some(locked) = locked {
                value.path = names.take(&[vec![locked.to_string()], value.candidates.clone()].concat());
            }
        }
        for value in self.values.iter_mut().filter(|value| value.path.is_empty()) {
            value.path = names.take(&value.candidates);
        }
        for flag in &mut self.flags {
            flag.path = names.take(&flag.candidates);
        }
        let roots = self.roots.iter().filter(|(identity, _)| !identity.is_empty());
        let mut kept: Vec<Kept> = roots
            .map(|(identity, root)| Kept { identity: identity.clone(), key: ROOT_KEY.into(), name: root.into() })
            .collect();
        // Where several wanted one name, who has which must not depend on who comes next.
        let contended = self.values.iter().filter(|value| {
            let first = value.candidates.first();
            first.is_some_and(|first| *first != value.path || claims.get(first).is_some_and(|count| *count > 1))
        });
        kept.extend(contended.filter(|value| !value.identity.is_empty()).map(|value| Kept {
            identity: value.identity.clone(),
            key: value.lock_key.as_str().into(),
            name: value.path.as_str().into(),
        }));
        kept
    }

    /// What a hole would like to be called.
    pub(crate) fn wanted(&mut self, subject: &Subject, hole: &LocalHole) -> String {
        let origins: Vec<OriginId> = hole.values.iter().map(|node| node.origin).collect();
        self.candidates(subject, hole, &origins).into_iter().next().unwrap_or_default()
    }

    /// What a hole may be called, the best first: its model path; that with the object's kind; the object's kind and the path in its tree.
    fn candidates(&mut self, subject: &Subject, hole: &LocalHole, origins: &[OriginId]) -> Vec<String> {
        let tree = informative(&hole.path, subject);
        let kind = if subject.is_only {
            segment(&subject.kind)
        } else {
            below(&segment(&subject.kind), &segment(&subject.name))
        };
        let root = self.root(subject);
        let by_tree = join([root, kind].into_iter().chain(tree.iter().cloned()));
        match self.model_path(subject, hole, origins) {
            Some((root, path)) => {
                let by_model = by_model(&root, &path, &hole.path, &tree);
                let with_kind = format!("{by_model}{}", subject.kind);
                vec![by_model, with_kind, by_tree]
            }
            None => vec![by_tree],
        }
    }

    /// The attribute that a hole was made from, and the path below which its block's values stand: in the first environment in which it is
    /// one of the object's own block, else of any.
    fn model_path(&mut self, subject: &Subject, hole: &LocalHole, origins: &[OriginId]) -> Option<(String, ModelPath)> {
        let found = hole.present.iter().zip(origins).find_map(|(environment, origin)| {
            let at = usize::from(*environment);
            let block = (*subject.blocks.get(at)?)?;
            Some((at, self.models.get(at)?.own(block, *origin)?))
        });
        let (at, path) = found.or_else(|| {
            hole.present.iter().zip(origins).find_map(|(environment, origin)| {
                let at = usize::from(*environment);
                Some((at, self.models.get_mut(at)?.any(*origin)?))
            })
        })?;
        let header = self.models.get(at)?.plan().header(path.block)?;
        let identity = match header.kind.as_str() {
            "environment" => Str::default(),
            // A service may be called as the project is.
            "project" => PROJECT.into(),
            _ => header.identity.clone(),
        };
        let kind = header.kind.clone();
        Some((self.root_of(&identity, &kind), path))
    }

    fn root(&mut self, subject: &Subject) -> String {
        let header = subject.blocks.iter().enumerate().find_map(|(at, block)| {
            let header = self.models.get(at)?.plan().header((*block)?)?;
            Some(header.kind.clone())
        });
        self.root_of(&subject.identity, &header.unwrap_or_default())
    }

    /// The path below which a block's values stand: the lock's, else its identity; of an environment the top.
    fn root_of(&mut self, identity: &Str, kind: &str) -> String {
        if identity.is_empty() {
            return String::new();
        }
        if let Some(root) = self.roots.get(identity) {
            return root.clone();
        }
        let locked = self.lock.of(identity).find_map(|entry| entry.other.get(ROOT_KEY)).map(Str::to_string);
        let words = identity.split(['.', '[', ']', '"']).filter(|word| !word.is_empty());
        let own = join(words.map(segment));
        let with_kind = format!("{own}{}", capitalised(&segment(kind)));
        let numbered = (2_u32..).map(|number| format!("{with_kind}{number}"));
        let free = |name: &String| !self.taken_roots.contains(name);
        let root = locked.into_iter().chain([own, with_kind.clone()]).chain(numbered).find(free).unwrap_or_default();
        self.taken_roots.insert(root.clone());
        self.roots.insert(identity.clone(), root.clone());
        root
    }

    /// The blocks that have values, by their identity and the path below which they stand.
    pub(crate) fn roots(&self) -> &IndexMap<Str, String> {
        &self.roots
    }

    /// The environments.
    pub(crate) fn models(&self) -> &[Model<'p>] {
        &self.models
    }
}

/// The name by the model path. An attribute that becomes several fields is told apart by where they stand: from its own name on if the tree
/// has it (`resources.requests.cpu`), else by the last key (`minReplicas`).
fn by_model(root: &str, path: &ModelPath, tree: &[Step], informative: &[String]) -> String {
    let model: Vec<String> = path.steps.iter().map(|step| segment(step)).collect();
    let Some((first, (_, outer))) = model.first().zip(model.split_last()) else { return root.to_owned() };
    let own = |steps: &[String]| join([root.to_owned()].into_iter().chain(steps.iter().cloned()));
    let all = segments(tree);
    let leaf = informative.last().cloned().unwrap_or_default();
    let from = all.iter().rposition(|step| step == first);
    match (path.sort, from) {
        (Sort::Scalar, _) => own(&model),
        (Sort::Range, Some(from)) if from + 1 < all.len() => own(all.get(from..).unwrap_or_default()),
        (Sort::Range, _) => own(&[outer, &[leaf]].concat()),
        (Sort::Compound, Some(from)) if from + 1 < all.len() && model.len() == 1 => {
            own(all.get(from..).unwrap_or_default())
        }
        // A whole subtree that is the attribute.
        (Sort::Compound, Some(_)) => own(&model),
        (Sort::Compound, None) => own(&[model.as_slice(), &[leaf]].concat()),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn segments(path: &[Step]) -> Vec<String> {
    let one = |step: &Step| match step {
        Step::Key(key) | Step::Item(key) => Some(segment(key)),
        Step::At(_, true) => None,
        Step::At(at, false) => Some(format!("i{at}")),
    };
    path.iter().filter_map(one).collect()
}

/// The steps that tell something: without those that every object of its kind has.
fn informative(path: &[Step], subject: &Subject) -> Vec<String> {
    let tells = |step: &&Step| match step {
        Step::Key(key) => !matches!(key.as_str(), "spec" | "metadata" | "template" | "jobTemplate" | "containers"),
        Step::Item(key) => *key != subject.name,
        Step::At(_, single) => !single,
    };
    let steps: Vec<Step> = path.iter().filter(tells).cloned().collect();
    if steps.is_empty() { segments(path) } else { segments(&steps) }
}

/// What a value is for, as a comment.
fn place(subject: &Subject, path: &[Step]) -> String {
    let mut text = format!("{} {}", subject.kind, subject.name);
    for (index, step) in path.iter().enumerate() {
        match step {
            Step::Key(key) if index == 0 => text.push_str(&[": ", key].concat()),
            Step::Key(key) if key.contains('.') => text.push_str(&["[", key, "]"].concat()),
            Step::Key(key) => text.push_str(&[".", key].concat()),
            Step::Item(key) => text.push_str(&["[", key, "]"].concat()),
            Step::At(at, _) => text.push_str(&["[", &at.to_string(), "]"].concat()),
        }
    }
    text
}
