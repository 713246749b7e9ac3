//! Bodies as contributions: which entries speak of a key, from which stratum and layer. See "Environments and merging".

use super::{Evaluator, ScopeRef};
use crate::BlockId;
use crate::value::Val;
use infrac_model::BlockDeclId;
use infrac_model::hir::{Body, EntryKind, Expr, Key, KeyText};
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Who says it: what a kind says of itself.
pub(crate) const KIND: u8 = 0;
/// Who says it: `defaults KIND`.
pub(crate) const DEFAULTS: u8 = 1;
/// Who says it: a component's body.
pub(crate) const COMPONENT: u8 = 2;
/// Who says it: the user's body.
pub(crate) const USER: u8 = 3;

/// How strong a contribution is. Compared in this order: nearer environments, then closer speakers, then explicit entries over spreads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Rank {
    /// 0, or the depth of the nearest environment of an overlay.
    pub stratum: u32,
    /// [`KIND`] to [`USER`].
    pub layer: u8,
    /// One bit a level of nesting: explicit over spread.
    pub level: u64,
}

impl Rank {
    /// Of a body that stands alone.
    pub const PLAIN: Self = Self::of(USER);

    /// Of a layer's base stratum.
    pub const fn of(layer: u8) -> Self {
        Self { stratum: 0, layer, level: 0 }
    }

    /// Of an entry within a contribution of this rank.
    pub fn entry(self, explicit: bool) -> Self {
        Self { level: self.level.wrapping_shl(1) | u64::from(explicit), ..self }
    }
}

/// An opened body: with the names that it binds, and what came of its conditions so far.
#[derive(Debug)]
pub(crate) struct Node<'m> {
    pub body: &'m Body,
    pub scope: ScopeRef<'m>,
    pub rank: Rank,
    /// The key of the innermost loop round.
    pub key: Option<Str>,
    /// What it may speak of, once asked for.
    pub info: OnceCell<Rc<BodyInfo>>,
    /// What its entries came to, by entry; few of them come to something that is kept.
    pub kept: RefCell<FxHashMap<usize, Kept<'m>>>,
}

/// What is known of an entry.
#[derive(Clone, Debug)]
pub(crate) enum Kept<'m> {
    /// Its condition is being evaluated.
    Running,
    /// The bodies of a conditional entry that hold.
    Open(Rc<[Rc<Node<'m>>]>),
    /// The value of a spread.
    Spread(Val),
    /// The block made from it; `None`: not alive.
    Made(Option<BlockId>),
}

impl<'m> Node<'m> {
    /// What is known of the entry at that place.
    pub fn kept(&self, at: usize) -> Option<Kept<'m>> {
        self.kept.borrow().get(&at).cloned()
    }

    /// Keeps what the entry at that place came to.
    pub fn keep(&self, at: usize, kept: Kept<'m>) {
        self.kept.borrow_mut().insert(at, kept);
    }
}

/// Something said of a key.
#[derive(Clone, Debug)]
pub(crate) struct Contribution<'m> {
    pub rank: Rank,
    pub said: Said<'m>,
    /// Where: the key.
    pub span: Span,
}

/// What is said of a key.
#[derive(Clone, Debug)]
pub(crate) enum Said<'m> {
    /// An expression, not yet evaluated.
    Expr(&'m Expr, ScopeRef<'m>),
    /// A value; few contributions are one.
    Val(Box<Val>),
    /// Remove what is below, at this path within.
    Unset(&'m [Key]),
}

/// What a body, with all bodies in it, may speak of.
#[derive(Debug, Default)]
pub(crate) struct BodyInfo {
    /// Keys that are set or unset, each with the entries (by place in the body) that do so, or hold a body that does; sorted by both.
    keys: Vec<(Str, usize)>,
    /// A bit for each of `keys`: whoever's bit is not among them is none of them.
    marks: u64,
    /// The entries that may speak of any key: spreads, computed keys.
    any: Vec<usize>,
    /// Blocks declared.
    pub blocks: Vec<BlockDeclId>,
    /// It amends or removes children.
    pub amends: bool,
    /// It asserts.
    pub asserts: bool,
}

/// What to look for in bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Want {
    /// A declaration.
    Block(BlockDeclId),
    /// All blocks.
    Blocks,
    /// Amendments of children.
    Amends,
    /// Asserts.
    Asserts,
    /// All keys.
    Keys,
}

impl BodyInfo {
    fn of(body: &Body) -> Self {
        let mut info = Self::default();
        for (at, entry) in body.entries.iter().enumerate() {
            info.add_entry(at, &entry.kind);
        }
        info.keys.sort_unstable();
        info.keys.dedup();
        info.marks = info.keys.iter().fold(0, |marks, (key, _)| marks | mark(key));
        info
    }

    /// The entries that may speak of a key, in order, each once.
    pub fn speaking_of(&self, key: &str) -> impl Iterator<Item = usize> {
        let start = match self.marks & mark(key) {
            0 => self.keys.len(),
            _ => self.keys.partition_point(|(known, _)| known.as_str() < key),
        };
        let own = self.keys.iter().skip(start).take_while(move |(known, _)| known == key).map(|(_, at)| *at);
        let (mut own, mut any) = (own.peekable(), self.any.iter().copied().peekable());
        std::iter::from_fn(move || match (own.peek(), any.peek()) {
            (Some(first), Some(second)) if first == second => {
                any.next();
                own.next()
            }
            (Some(first), Some(second)) if second < first => any.next(),
            (Some(_), _) => own.next(),
            (None, _) => any.next(),
        })
    }

    fn holds(&self, want: Want) -> bool {
        match want {
            Want::Block(decl) => self.blocks.contains(&decl),
            Want::Blocks => !self.blocks.is_empty(),
            Want::Amends => self.amends,
            Want::Asserts => self.asserts,
            Want::Keys => !self.any.is_empty() || !self.keys.is_empty(),
        }
    }

    /// What an entry speaks of: that of the body itself which stands at `at`, or one within it.
    fn add_entry(&mut self, at: usize, entry: &EntryKind) {
        let mut within = |body: &Body| body.entries.iter().for_each(|entry| self.add_entry(at, &entry.kind));
        match entry {
            EntryKind::Set { key, .. } => self.add_key(at, key),
            EntryKind::Unset { path } => path.first().into_iter().for_each(|key| self.add_key(at, key)),
            EntryKind::Spread(_) => add_once(&mut self.any, at),
            EntryKind::Assert { .. } => self.asserts = true,
            EntryKind::Block(decl) => self.blocks.push(*decl),
            EntryKind::Amend { .. } | EntryKind::UnsetBlock { .. } => self.amends = true,
            EntryKind::Overlay { body, .. } | EntryKind::For { body, .. } => within(body),
            EntryKind::If { then, otherwise, .. } => {
                within(then);
                otherwise.iter().for_each(within);
            }
            EntryKind::Match { arms, .. } => arms.iter().for_each(|(_, body)| within(body)),
            EntryKind::Let { .. } => {}
        }
    }

    fn add_key(&mut self, at: usize, key: &Key) {
        match &key.text {
            KeyText::Static(text) => self.keys.push((text.clone(), at)),
            KeyText::Computed(_) => add_once(&mut self.any, at),
        }
    }
}

/// One of 64 bits, by the length and the ends of a key.
fn mark(key: &str) -> u64 {
    let ends = key.as_bytes().first().zip(key.as_bytes().last());
    let sum = ends.map_or(0, |(first, last)| usize::from(*first) + 7 * usize::from(*last) + 29 * key.len());
    1 << (sum % 64)
}

/// Adds an entry's place; they come in order.
fn add_once(entries: &mut Vec<usize>, at: usize) {
    if entries.last() != Some(&at) {
        entries.push(at);
    }
}

impl<'m> Evaluator<'m> {
    /// What a body, with all bodies in it, may speak of.
    pub fn info(&mut self, body: &'m Body) -> Rc<BodyInfo> {
        let at = std::ptr::from_ref(body);
        if let Some(info) = self.infos.get(&at) {
            return Rc::clone(info);
        }
        let info = Rc::new(BodyInfo::of(body));
        self.infos.insert(at, Rc::clone(&info));
        info
    }

    /// Whether a conditional entry may hold what is wanted.
    pub fn entry_holds(&mut self, kind: &'m EntryKind, want: Want) -> bool {
        match kind {
            EntryKind::Overlay { body, .. } | EntryKind::For { body, .. } => self.info(body).holds(want),
            EntryKind::If { then, otherwise, .. } => {
                self.info(then).holds(want) || otherwise.as_ref().is_some_and(|body| self.info(body).holds(want))
            }
            EntryKind::Match { arms, .. } => arms.iter().any(|(_, body)| self.info(body).holds(want)),
            _ => false,
        }
    }

    /// What the body says of `key`. Most bodies say nothing of most keys: only entries that may are looked at.
    pub fn gather(&mut self, node: &Rc<Node<'m>>, key: &str, out: &mut Vec<Contribution<'m>>) {
        let info = node.info.get_or_init(|| self.info(node.body));
        for at in info.speaking_of(key) {
            let Some(entry) = node.body.entries.get(at) else { continue };
            match &entry.kind {
                EntryKind::Set { key: set, value } => {
                    if self.is_key(set, key, node) {
                        let said = Said::Expr(value, Rc::clone(&node.scope));
                        out.push(Contribution { rank: node.rank.entry(true), said, span: set.span });
                    }
                }
                EntryKind::Unset { path } => {
                    if let Some((first, rest)) = path.split_first()
                        && matches!(&first.text, KeyText::Static(text) if text == key)
                    {
                        let rank = node.rank.entry(true);
                        out.push(Contribution { rank, said: Said::Unset(rest), span: entry.span });
                    }
                }
                EntryKind::Spread(value) => {
                    let spread = self.spread(node, at, value);
                    if let Some(val) = spread.as_ref().and_then(|fields| fields.get(key)) {
                        let rank = node.rank.entry(false);
                        out.push(Contribution { rank, said: Said::Val(Box::new(val.clone())), span: entry.span });
                    }
                }
                _ => {
                    for nested in self.open_entry(node, at).iter() {
                        self.gather(nested, key, out);
                    }
                }
            }
        }
    }

    fn is_key(&mut self, set: &'m Key, wanted: &str, node: &Node<'m>) -> bool {
        match &set.text {
            KeyText::Static(text) => text == wanted,
            KeyText::Computed(_) => self.key_text(set, node).is_some_and(|text| text == wanted),
        }
    }

    /// All that the body says, key by key, in order.
    pub fn gather_all(&mut self, node: &Rc<Node<'m>>, out: &mut Vec<(Str, Contribution<'m>)>) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            match &entry.kind {
                EntryKind::Set { key, value } => {
                    if let Some(text) = self.key_text(key, node) {
                        let said = Said::Expr(value, Rc::clone(&node.scope));
                        out.push((text, Contribution { rank: node.rank.entry(true), said, span: key.span }));
                    }
                }
                EntryKind::Unset { path } => {
                    if let Some((first, rest)) = path.split_first()
                        && let Some(text) = self.key_text(first, node)
                    {
                        let rank = node.rank.entry(true);
                        out.push((text, Contribution { rank, said: Said::Unset(rest), span: entry.span }));
                    }
                }
                EntryKind::Spread(value) => {
                    for (key, val) in self.spread(node, at, value).iter().flat_map(|fields| fields.iter()) {
                        let rank = node.rank.entry(false);
                        let said = Said::Val(Box::new(val.clone()));
                        out.push((key.clone(), Contribution { rank, said, span: entry.span }));
                    }
                }
                kind if self.entry_holds(kind, Want::Keys) => {
                    for nested in self.open_entry(node, at).iter() {
                        self.gather_all(nested, out);
                    }
                }
                _ => {}
            }
        }
    }

    /// The text of a key; `None` where a computed one failed.
    pub fn key_text(&mut self, key: &'m Key, node: &Node<'m>) -> Option<Str> {
        match &key.text {
            KeyText::Static(text) => Some(text.clone()),
            KeyText::Computed(expr) => {
                let val = self.eval(expr, &node.scope);
                self.plain_text(&val)
            }
        }
    }

    /// The entries that a spread adds.
    fn spread(&mut self, node: &Rc<Node<'m>>, at: usize, value: &'m Expr) -> Option<std::sync::Arc<crate::Fields>> {
        let val = match node.kept(at) {
            Some(Kept::Spread(val)) => val,
            _ => {
                let val = self.eval(value, &node.scope);
                node.keep(at, Kept::Spread(val.clone()));
                val
            }
        };
        match val.value {
            crate::Value::Map(fields) => Some(fields),
            _ => None,
        }
    }
}
