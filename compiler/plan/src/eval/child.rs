//! Blocks within blocks: children, and the inner blocks of components.

use super::Evaluator;
use super::block::Birth;
use super::contribution::{Kept, Node, Rank, USER, Want};
use crate::BlockId;
use infrac_diagnostics::codes::e04;
use infrac_diagnostics::did_you_mean;
use infrac_model::hir::{BlockDecl, Body, EntryKind};
use infrac_model::{BlockDeclId, Head, Model};
use infrac_source::{Span, Str};
use std::rc::Rc;

/// A child that a body amends or removes.
#[derive(Debug)]
struct Amendment<'m> {
    head: Head,
    label: Str,
    span: Span,
    /// `None`: it is removed.
    body: Option<&'m Body>,
    scope: super::ScopeRef<'m>,
    rank: Rank,
    /// It found what it speaks of.
    used: std::cell::Cell<bool>,
}

impl Amendment<'_> {
    /// Whether it removes a child that a body of that rank declares: what a lower one says.
    fn removes(&self, model: &Model, decl: &BlockDecl, rank: Rank) -> bool {
        let of = self.label == decl.label && model.kind_of(self.head) == model.kind_of(decl.head);
        let removes = of && self.body.is_none() && (rank.stratum, rank.layer) < (self.rank.stratum, self.rank.layer);
        self.used.set(self.used.get() || removes);
        removes
    }
}

impl<'m> Evaluator<'m> {
    /// Makes the blocks at the top of the modules, and all blocks in them.
    pub fn make_all(&mut self) {
        let project = self.model.project();
        for (at, module) in self.model.modules().iter().enumerate() {
            let own = project.into_iter().filter(|project| at == 1 && !module.blocks.contains(project));
            for (position, decl) in own.chain(module.blocks.iter().copied()).enumerate() {
                self.make_top(decl, [at as u32, position as u32]);
            }
        }
        let mut at = 0;
        while at < self.blocks.len() {
            self.members(BlockId(at as u32));
            at += 1;
        }
    }

    fn make_top(&mut self, id: BlockDeclId, [module, position]: [u32; 2]) {
        let decl = self.model.block(id);
        let block = if self.header_allows(decl) {
            let outer = self.root_scope();
            let birth = Birth { outer, parent: None, position: module, key: None, rank: Rank::of(USER) };
            let block = self.make(decl, birth);
            if let Some(block) = block {
                self.block_mut(block).order.push(position);
            }
            block
        } else {
            None
        };
        self.top.insert(id, block);
    }

    /// The block of a top-level declaration, if it is alive.
    pub fn top_block(&self, decl: BlockDeclId) -> Option<BlockId> {
        self.top.get(&decl).copied().flatten()
    }

    /// All blocks directly within a block: children and inner blocks, in order, those that were removed left out.
    pub fn members(&mut self, id: BlockId) -> Rc<[BlockId]> {
        if let Some(members) = &self.block(id).members {
            return Rc::clone(members);
        }
        // Whoever asks while the list is being made sees what is there already.
        self.block_mut(id).members = Some(Rc::new([]));
        let mut members: Vec<BlockId> = Vec::new();
        let mut amendments: Vec<Amendment<'m>> = Vec::new();
        for node in self.nodes(id).iter() {
            self.amendments_in(node, &mut amendments);
        }
        for node in self.nodes(id).iter() {
            self.members_in(node, id, &amendments, &mut members);
        }
        for amendment in amendments.iter().filter(|amendment| amendment.body.is_some()) {
            self.amend(id, &members, amendment);
        }
        for removal in amendments.iter().filter(|amendment| amendment.body.is_none() && !amendment.used.get()) {
            self.report(e04::e0412_nothing_to_unset::nothing_to_unset(removal.span));
        }
        let members: Rc<[BlockId]> = members.into();
        self.block_mut(id).members = Some(Rc::clone(&members));
        members
    }

    /// The children among the members: those of a child kind.
    pub fn children(&mut self, id: BlockId) -> Vec<BlockId> {
        let Some(kind) = self.block(id).kind.map(|kind| self.model.kind(kind)) else { return Vec::new() };
        let members = self.members(id);
        let child = |block: &BlockId| kind.children.contains_key(self.block(*block).kind_name(self.model));
        members.iter().copied().filter(child).collect()
    }

    /// Finds the blocks that a body declares, those left out that an amendment removes.
    fn members_in(
        &mut self,
        node: &Rc<Node<'m>>,
        parent: BlockId,
        amendments: &[Amendment<'m>],
        out: &mut Vec<BlockId>,
    ) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            match &entry.kind {
                EntryKind::Block(decl) => {
                    let decl = self.model.block(*decl);
                    if !amendments.iter().any(|amendment| amendment.removes(self.model, decl, node.rank)) {
                        out.extend(self.made_at(node, at, decl, parent));
                    }
                }
                kind if self.entry_holds(kind, Want::Blocks) => {
                    for nested in self.open_entry(node, at).iter() {
                        self.members_in(nested, parent, amendments, out);
                    }
                }
                _ => {}
            }
        }
    }

    /// The block made from an entry, made now if it was not.
    pub fn made_at(&mut self, node: &Rc<Node<'m>>, at: usize, decl: &'m BlockDecl, parent: BlockId) -> Option<BlockId> {
        if let Some(Kept::Made(made)) = node.kept(at) {
            return made;
        }
        let made = if self.header_allows(decl) {
            let birth = Birth {
                outer: Rc::clone(&node.scope),
                parent: Some(parent),
                position: decl.span.start,
                key: node.key.clone(),
                rank: node.rank,
            };
            self.make(decl, birth)
        } else {
            None
        };
        node.keep(at, Kept::Made(made));
        made
    }

    fn amendments_in(&mut self, node: &Rc<Node<'m>>, out: &mut Vec<Amendment<'m>>) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            let (scope, rank) = (Rc::clone(&node.scope), node.rank);
            match &entry.kind {
                EntryKind::Amend { head, label, body } => {
                    let (head, label) = (*head, label.clone());
                    out.push(Amendment {
                        head,
                        label,
                        span: entry.span,
                        body: Some(body),
                        scope,
                        rank,
                        used: Default::default(),
                    });
                }
                EntryKind::UnsetBlock { head, label } => {
                    let (head, label) = (*head, label.clone());
                    out.push(Amendment {
                        head,
                        label,
                        span: entry.span,
                        body: None,
                        scope,
                        rank,
                        used: Default::default(),
                    });
                }
                kind if self.entry_holds(kind, Want::Amends) => {
                    for nested in self.open_entry(node, at).iter() {
                        self.amendments_in(nested, out);
                    }
                }
                _ => {}
            }
        }
    }

    fn amend(&mut self, parent: BlockId, members: &[BlockId], amendment: &Amendment<'m>) {
        let wanted = self.model.kind_of(amendment.head);
        let found = members.iter().copied().find(|&member| {
            let block = self.block(member);
            block.label == amendment.label && block.kind == wanted
        });
        if let (Some(member), Some(body)) = (found, amendment.body) {
            let (scope, rank) = (Rc::clone(&amendment.scope), amendment.rank);
            let block = self.block_mut(member);
            block.amends.push((body, scope, rank));
            block.nodes = None;
            return;
        }
        let labels: Vec<Str> = members.iter().map(|&member| self.block(member).label.clone()).collect();
        let near = did_you_mean(&amendment.label, labels.iter().map(Str::as_str)).map(str::to_owned);
        let kind = self.model.head_name(amendment.head).clone();
        let owner = self.block(parent).span;
        let environment = self.environment_name().clone();
        let report = e04::e0433_nothing_to_amend::nothing_to_amend(
            amendment.span,
            (&kind, &amendment.label),
            owner,
            near.as_deref(),
            &environment,
        );
        self.report(report);
    }
}
