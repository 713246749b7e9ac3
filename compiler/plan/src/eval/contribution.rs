//! Bodies as contributions: which entries speak of a key, from which stratum and layer. See "Environments and merging".

use super::{Evaluator, ScopeRef};
use crate::BlockId;
use crate::value::Val;
use infrac_model::BlockDeclId;
use infrac_model::hir::{Body, EntryKind, Expr, Key, KeyText};
use infrac_source::{Span, Str};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
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
    /// Bodies of conditional entries, by entry.
    pub nested: RefCell<FxHashMap<usize, Nested<'m>>>,
    /// Values of spreads, by entry.
    pub spreads: RefCell<FxHashMap<usize, Val>>,
    /// Blocks made from entries, by entry; `None`: not alive.
    pub made: RefCell<FxHashMap<usize, Option<BlockId>>>,
}

/// What is known of a conditional entry.
#[derive(Clone, Debug)]
pub(crate) enum Nested<'m> {
    /// Its condition is being evaluated.
    Running,
    /// The bodies that hold.
    Open(Rc<[Rc<Node<'m>>]>),
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
    /// A value.
    Val(Val),
    /// Remove what is below, at this path within.
    Unset(&'m [Key]),
}

/// What a conditional entry's bodies may speak of.
#[derive(Debug, Default)]
pub(crate) struct BodyInfo {
    /// Keys set or unset.
    pub keys: FxHashSet<Str>,
    /// A spread: any key.
    pub open: bool,
    /// Blocks declared.
    pub blocks: Vec<BlockDeclId>,
    /// It amends or removes children.
    pub amends: bool,
    /// It asserts.
    pub asserts: bool,
}

/// What to look for in bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Want<'a> {
    /// A key.
    Key(&'a str),
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
    fn holds(&self, want: Want<'_>) -> bool {
        match want {
            Want::Key(key) => self.open || self.keys.contains(key),
            Want::Block(decl) => self.blocks.contains(&decl),
            Want::Blocks => !self.blocks.is_empty(),
            Want::Amends => self.amends,
            Want::Asserts => self.asserts,
            Want::Keys => self.open || !self.keys.is_empty(),
        }
    }

    fn add(&mut self, body: &Body) {
        for entry in &body.entries {
            match &entry.kind {
                EntryKind::Set { key, .. } => self.key(key),
                EntryKind::Unset { path } => path.first().into_iter().for_each(|key| self.key(key)),
                EntryKind::Spread(_) => self.open = true,
                EntryKind::Assert { .. } => self.asserts = true,
                EntryKind::Block(decl) => self.blocks.push(*decl),
                EntryKind::Amend { .. } | EntryKind::UnsetBlock { .. } => self.amends = true,
                EntryKind::Overlay { body, .. } | EntryKind::For { body, .. } => self.add(body),
                EntryKind::If { then, otherwise, .. } => {
                    self.add(then);
                    otherwise.iter().for_each(|body| self.add(body));
                }
                EntryKind::Match { arms, .. } => arms.iter().for_each(|(_, body)| self.add(body)),
                EntryKind::Let { .. } => {}
            }
        }
    }

    fn key(&mut self, key: &Key) {
        match &key.text {
            KeyText::Static(text) => drop(self.keys.insert(text.clone())),
            KeyText::Computed(_) => self.open = true,
        }
    }
}

impl<'m> Evaluator<'m> {
    /// What a body, with all bodies in it, may speak of.
    pub fn info(&mut self, body: &'m Body) -> Rc<BodyInfo> {
        let at = std::ptr::from_ref(body);
        if let Some(info) = self.infos.get(&at) {
            return Rc::clone(info);
        }
        let mut info = BodyInfo::default();
        info.add(body);
        let info = Rc::new(info);
        self.infos.insert(at, Rc::clone(&info));
        info
    }

    /// Whether a conditional entry may hold what is wanted.
    pub fn entry_holds(&mut self, kind: &'m EntryKind, want: Want<'_>) -> bool {
        match kind {
            EntryKind::Overlay { body, .. } | EntryKind::For { body, .. } => self.info(body).holds(want),
            EntryKind::If { then, otherwise, .. } => {
                self.info(then).holds(want) || otherwise.as_ref().is_some_and(|body| self.info(body).holds(want))
            }
            EntryKind::Match { arms, .. } => arms.iter().any(|(_, body)| self.info(body).holds(want)),
            _ => false,
        }
    }

    /// What the body says of `key`.
    pub fn gather(&mut self, node: &Rc<Node<'m>>, key: &str, out: &mut Vec<Contribution<'m>>) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            match &entry.kind {
                EntryKind::Set { key: set, value } if self.key_text(set, node).is_some_and(|text| text == key) => {
                    let said = Said::Expr(value, Rc::clone(&node.scope));
                    out.push(Contribution { rank: node.rank.entry(true), said, span: set.span });
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
                        out.push(Contribution { rank, said: Said::Val(val.clone()), span: entry.span });
                    }
                }
                kind if self.entry_holds(kind, Want::Key(key)) => {
                    for nested in self.open_entry(node, at).iter() {
                        self.gather(nested, key, out);
                    }
                }
                _ => {}
            }
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
                        out.push((key.clone(), Contribution { rank, said: Said::Val(val.clone()), span: entry.span }));
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
        let known = node.spreads.borrow().get(&at).cloned();
        let val = match known {
            Some(val) => val,
            None => {
                let val = self.eval(value, &node.scope);
                node.spreads.borrow_mut().insert(at, val.clone());
                val
            }
        };
        match val.value {
            crate::Value::Map(fields) => Some(fields),
            _ => None,
        }
    }
}
