//! The chart's values: which holes share one, and what each is called.

use crate::diff::{Kept as Step, LocalFlag, LocalHole, Present, same};
use crate::model::{Model, ModelPath};
use crate::name::{Names, push, segment};
use crate::subject::{LOCK_KEY, Subject};
use hashbrown::HashTable;
use indexmap::IndexMap;
use infrac_plan::OriginId;
use infrac_plan::lock::{Lock, LockEntry};
use infrac_source::Str;
use infrac_target::Kept;
use infrac_tree::data::Node;
use infrac_tree::template::Form;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

/// The lock's key of the path below which a block's values stand.
const ROOT_KEY: &str = "helm.values";

/// The identity of the project, for the names of values: no block can have it.
const PROJECT: &str = " project";

/// A value of the chart.
#[derive(Debug)]
pub(crate) struct Value {
    /// Below `.Values`.
    pub(crate) path: Str,
    /// Where it is there.
    pub(crate) present: Present,
    /// What it is there.
    pub(crate) nodes: Vec<Node>,
    pub(crate) form: Form,
    /// What it would like to be called: see [`Value::names`].
    wanted: Str,
    /// Whether that is the name of an attribute.
    by_model: bool,
    /// What reads it first, and where.
    subject: Arc<Subject>,
    tree: Vec<Step>,
}

impl Value {
    /// What reads it: `Deployment booking: spec.replicas`.
    pub(crate) fn place(&self) -> Str {
        self.subject.place(&self.tree)
    }

    /// What it may be called, the best first: its model path; that with the object's kind; the object's kind and the path in its tree. What
    /// only follows from an attribute is told by its place before it is told by the attribute.
    fn names(&self, root: &str) -> impl Iterator<Item = Str> {
        let with_kind = || Str::from([self.wanted.as_str(), &self.subject.kind].concat());
        let by_tree = || Str::from(self.subject.by_tree(root, &self.tree));
        let second = move || if self.is_attribute() { with_kind() } else { by_tree() };
        let third = move || if self.is_attribute() { by_tree() } else { with_kind() };
        // Only the first is made of nearly all.
        let others = self.by_model.then(|| std::iter::once_with(second).chain(std::iter::once_with(third)));
        std::iter::once_with(|| self.wanted.clone()).chain(others.into_iter().flatten())
    }

    /// Whether it is the attribute that it would like to be called after, and not something else that follows from what is said there: a
    /// variable of a container's environment, not the rule of a network policy which lets the container reach what the variable speaks of.
    fn is_attribute(&self) -> bool {
        let name = self.wanted.rsplit('.').next().unwrap_or_default();
        let is_name = |step: &Step| match step {
            Step::Key(key) | Step::Item(key) => key == name || segment(key) == name,
            Step::At(..) => false,
        };
        self.by_model && self.tree.iter().any(is_name)
    }
}

/// A flag of the chart.
#[derive(Debug)]
pub(crate) struct Flag {
    pub(crate) path: Str,
    pub(crate) present: Present,
    pub(crate) origin: OriginId,
    pub(crate) place: Str,
    names: [Str; 2],
}

/// What values and flags are called, by their numbers.
pub(crate) struct Paths {
    /// How a value is written, too.
    pub(crate) values: Vec<(Str, Form)>,
    pub(crate) flags: Vec<Str>,
}

/// All values and flags.
pub(crate) struct Registry<'p> {
    models: Vec<Model<'p>>,
    lock: &'p Lock,
    values: Vec<Value>,
    flags: Vec<Flag>,
    /// The numbers of all values by their names, where they are there, and what they come from.
    shared: HashTable<u32>,
    flags_by_origin: FxHashMap<(Present, Str, OriginId), usize>,
    roots: IndexMap<Str, Str, FxBuildHasher>,
    taken_roots: FxHashSet<Str>,
}

impl<'p> Registry<'p> {
    /// Of these environments.
    pub(crate) fn new(models: Vec<Model<'p>>, lock: &'p Lock) -> Self {
        Self {
            models,
            lock,
            values: Vec::new(),
            flags: Vec::new(),
            shared: HashTable::new(),
            flags_by_origin: FxHashMap::default(),
            roots: IndexMap::default(),
            taken_roots: Names::RESERVED.map(Str::from).into_iter().collect(),
        }
    }

    /// The value of a hole: one that has it already, if all its versions and all their origins are alike and it has the same name.
    pub(crate) fn value(&mut self, subject: &Arc<Subject>, hole: LocalHole) -> usize {
        let (wanted, by_model) = self.wanted(subject, &hole);
        let LocalHole { path: tree, present, values: nodes, form } = hole;
        let wanted = Str::from(wanted);
        let hash = hash(&wanted, &present, &nodes);
        let values = &self.values;
        let alike = |at: &u32| {
            values.get(*at as usize).is_some_and(|value| {
                let mut pairs = value.nodes.iter().zip(&nodes);
                value.form == form
                    && value.present == present
                    && value.wanted == wanted
                    && pairs.all(|(a, b)| a.origin == b.origin && same(a, b))
            })
        };
        if let Some(found) = self.shared.find(hash, alike) {
            return *found as usize;
        }
        let number = values.len();
        if let Ok(at) = u32::try_from(number) {
            let hash_at = |at: &u32| {
                values.get(*at as usize).map_or(0, |value| self::hash(&value.wanted, &value.present, &value.nodes))
            };
            self.shared.insert_unique(hash, at, hash_at);
        }
        self.values.push(Value {
            path: Str::default(),
            present,
            nodes,
            form,
            wanted,
            by_model,
            subject: Arc::clone(subject),
            tree,
        });
        number
    }

    /// The flag of something that is there in some environments only: one for each block, set of environments and origin, so that what
    /// follows from one expression is switched together, and nothing else with it.
    pub(crate) fn flag(&mut self, subject: &Subject, flag: &LocalFlag, whole_block: bool) -> usize {
        let key = (flag.present.clone(), subject.identity.clone(), flag.origin);
        if let Some(known) = self.flags_by_origin.get(&key) {
            return *known;
        }
        let root = self.root(subject);
        let mut short = root.to_string();
        let tail = subject.telling(&flag.path);
        match flag.path.as_slice() {
            [] if whole_block => {}
            [] => subject.push_kind(&mut short),
            [.., Step::Key(_)] => tail.last().into_iter().for_each(|step| step.push_to(&mut short)),
            _ => {
                let before = tail.clone().count().saturating_sub(2);
                tail.skip(before).for_each(|step| step.push_to(&mut short));
            }
        }
        let mut long = subject.by_tree(&root, &flag.path);
        push(&mut short, "enabled");
        push(&mut long, "enabled");
        self.flags.push(Flag {
            path: Str::default(),
            present: flag.present.clone(),
            origin: flag.origin,
            place: subject.place(&flag.path),
            names: [short.into(), long.into()],
        });
        self.flags_by_origin.insert(key, self.flags.len() - 1);
        self.flags.len() - 1
    }

    /// Gives the names: first those that the lock holds, then those of attributes that others would like too, then in order. Returns what the lock is to keep.
    pub(crate) fn name(&mut self) -> Vec<Kept> {
        self.shared = HashTable::new();
        self.flags_by_origin = FxHashMap::default();
        let mut names = Names::with_capacity(self.values.len() + self.flags.len());
        let mut claims: FxHashMap<Str, usize> = FxHashMap::default();
        claims.reserve(self.values.len());
        let mut locked = Locked { lock: self.lock, last: None };
        for value in &mut self.values {
            *claims.entry(value.wanted.clone()).or_default() += 1;
            if let Some(locked) = locked.name(&value.subject, &value.tree) {
                let root = self.roots.get(&value.subject.identity).map_or("", Str::as_str);
                value.path = names.take(std::iter::once(locked).chain(value.names(root)));
            }
        }
        // Of several that want one name, the attribute itself has it.
        let is_contended = |value: &Value| claims.get(&value.wanted).is_some_and(|count| *count > 1);
        let is_first = |value: &&mut Value| value.path.is_empty() && is_contended(value) && value.is_attribute();
        for value in self.values.iter_mut().filter(is_first) {
            let root = self.roots.get(&value.subject.identity).map_or("", Str::as_str);
            value.path = names.take(value.names(root));
        }
        for value in self.values.iter_mut().filter(|value| value.path.is_empty()) {
            let root = self.roots.get(&value.subject.identity).map_or("", Str::as_str);
            value.path = names.take(value.names(root));
        }
        for flag in &mut self.flags {
            flag.path = names.take(flag.names.iter().cloned());
        }
        let roots = self.roots.iter().filter(|(identity, _)| !identity.is_empty());
        let mut kept: Vec<Kept> = roots
            .map(|(identity, root)| Kept { identity: identity.clone(), key: ROOT_KEY.into(), name: root.clone() })
            .collect();
        // Where several wanted one name, who has which must not depend on who comes next: what only follows from an attribute keeps its name
        // too, as the attribute itself may become a value later.
        let may_move = |value: &&Value| {
            let is_tolerated = value.by_model && !value.is_attribute();
            value.wanted != value.path || is_contended(value) || is_tolerated
        };
        kept.extend(self.values.iter().filter(may_move).filter(|value| !value.subject.identity.is_empty()).map(
            |value| Kept {
                identity: value.subject.identity.clone(),
                key: value.subject.lock_key(&value.tree).into(),
                name: value.path.clone(),
            },
        ));
        kept
    }

    /// What everything is called, once it is named.
    pub(crate) fn paths(&self) -> Paths {
        Paths {
            values: self.values.iter().map(|value| (value.path.clone(), value.form)).collect(),
            flags: self.flags.iter().map(|flag| flag.path.clone()).collect(),
        }
    }

    /// What a hole would like to be called, and whether that is the name of an attribute.
    pub(crate) fn wanted(&mut self, subject: &Subject, hole: &LocalHole) -> (String, bool) {
        let root = self.root(subject);
        match self.model_path(subject, hole) {
            Some((root, path)) => (path.name(&root, subject, &hole.path), true),
            None => (subject.by_tree(&root, &hole.path), false),
        }
    }

    /// The attribute that a hole was made from, and the path below which its block's values stand: in the first environment in which it is
    /// one of the object's own block, else of any.
    fn model_path(&mut self, subject: &Subject, hole: &LocalHole) -> Option<(Str, ModelPath<'p>)> {
        let mut versions = hole.present.iter().map(|at| usize::from(*at)).zip(&hole.values);
        let own = versions.clone().find_map(|(at, node)| {
            let block = (*subject.blocks.get(at)?)?;
            Some((at, self.models.get_mut(at)?.own(block, node.origin)?))
        });
        let (at, path) =
            own.or_else(|| versions.find_map(|(at, node)| Some((at, self.models.get_mut(at)?.any(node.origin)?))))?;
        let header = self.models.get(at)?.plan().header(path.block)?;
        let identity = match header.kind.as_str() {
            "environment" => Str::default(),
            // A service may be called as the project is.
            "project" => PROJECT.into(),
            _ => header.identity.clone(),
        };
        Some((self.root_of(&identity, |_| header.kind.clone()), path))
    }

    fn root(&mut self, subject: &Subject) -> Str {
        let kind = |models: &[Model<'_>]| {
            let mut blocks = models.iter().zip(&subject.blocks);
            let header = blocks.find_map(|(model, block)| model.plan().header((*block)?));
            header.map(|header| header.kind.clone()).unwrap_or_default()
        };
        self.root_of(&subject.identity, kind)
    }

    /// The path below which a block's values stand: the lock's, else its identity; of an environment the top.
    fn root_of(&mut self, identity: &Str, kind: impl FnOnce(&[Model<'p>]) -> Str) -> Str {
        if identity.is_empty() {
            return Str::default();
        }
        if let Some(root) = self.roots.get(identity) {
            return root.clone();
        }
        let locked = self.lock.of(identity).find_map(|entry| entry.other.get(ROOT_KEY)).cloned();
        let mut own = String::new();
        let words = identity.split(['.', '[', ']', '"']).filter(|word| !word.is_empty());
        words.for_each(|word| push(&mut own, word));
        let with_kind = [own.as_str(), &capitalised(&segment(&kind(&self.models)))].concat();
        let numbered = (2_u32..).map(|number| Str::from(format!("{with_kind}{number}")));
        let free = |name: &Str| !self.taken_roots.contains(name);
        let mut names = locked.into_iter().chain([Str::from(own), with_kind.as_str().into()]).chain(numbered);
        let root = names.find(free).unwrap_or_default();
        self.taken_roots.insert(root.clone());
        self.roots.insert(identity.clone(), root.clone());
        root
    }

    /// The values, for whoever writes them; they are no longer here then.
    pub(crate) fn take_values(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.values)
    }

    /// The flags.
    pub(crate) fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// The blocks that have values, by their identity and the path below which they stand.
    pub(crate) fn roots(&self) -> impl Iterator<Item = (&Str, &Str)> {
        self.roots.iter()
    }

    /// The environments.
    pub(crate) fn models(&self) -> &[Model<'p>] {
        &self.models
    }
}

/// What finds a value again.
fn hash(wanted: &Str, present: &Present, nodes: &[Node]) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    wanted.hash(&mut hasher);
    present.hash(&mut hasher);
    nodes.iter().for_each(|node| node.origin.hash(&mut hasher));
    hasher.finish()
}

/// The lock, as it is asked for the names of one block's values after the other.
struct Locked<'l> {
    lock: &'l Lock,
    /// The block that was asked for last, and what the lock has of it that holds names of values.
    last: Option<(Str, Vec<&'l LockEntry>)>,
}

impl Locked<'_> {
    /// The name that is kept for what stands there in the tree.
    fn name(&mut self, subject: &Subject, tree: &[Step]) -> Option<Str> {
        if self.last.as_ref().is_none_or(|(identity, _)| *identity != subject.identity) {
            let holds_names = |entry: &&LockEntry| {
                let mut keys = entry.other.range(Str::new_static(LOCK_KEY)..);
                keys.next().is_some_and(|(key, _)| key.starts_with(LOCK_KEY))
            };
            let entries = self.lock.of(&subject.identity).filter(holds_names).collect();
            self.last = Some((subject.identity.clone(), entries));
        }
        let (_, entries) = self.last.as_ref().filter(|(_, entries)| !entries.is_empty())?;
        let key = subject.lock_key(tree);
        entries.iter().find_map(|entry| entry.other.get(key.as_str())).cloned()
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
