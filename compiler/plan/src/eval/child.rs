//! Blocks within blocks: children, and the inner blocks of components.

use super::block::Birth;
use super::contribution::{Node, Rank, USER, Want};
use super::{Evaluator, Scope};
use crate::BlockId;
use infrac_diagnostics::codes::e04;
use infrac_diagnostics::did_you_mean;
use infrac_model::hir::{BlockDecl, Body, EntryKind};
use infrac_model::{BlockDeclId, Head};
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
            self.members_in(node, id, &mut members);
            self.amendments_in(node, &mut amendments);
        }
        for amendment in amendments {
            self.amend(id, &mut members, amendment);
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

    /// Finds the blocks that a body declares.
    fn members_in(&mut self, node: &Rc<Node<'m>>, parent: BlockId, out: &mut Vec<BlockId>) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            match &entry.kind {
                EntryKind::Block(decl) => {
                    out.extend(self.made_at(node, at, self.model.block(*decl), parent));
                }
                kind if self.entry_holds(kind, Want::Blocks) => {
                    for nested in self.open_entry(node, at).iter() {
                        self.members_in(nested, parent, out);
                    }
                }
                _ => {}
            }
        }
    }

    /// The block made from an entry, made now if it was not.
    pub fn made_at(&mut self, node: &Rc<Node<'m>>, at: usize, decl: &'m BlockDecl, parent: BlockId) -> Option<BlockId> {
        if let Some(&made) = node.made.borrow().get(&at) {
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
        node.made.borrow_mut().insert(at, made);
        made
    }

    fn amendments_in(&mut self, node: &Rc<Node<'m>>, out: &mut Vec<Amendment<'m>>) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            let (scope, rank) = (Rc::clone(&node.scope), node.rank);
            match &entry.kind {
                EntryKind::Amend { head, label, body } => {
                    let (head, label) = (*head, label.clone());
                    out.push(Amendment { head, label, span: entry.span, body: Some(body), scope, rank });
                }
                EntryKind::UnsetBlock { head, label } => {
                    let (head, label) = (*head, label.clone());
                    out.push(Amendment { head, label, span: entry.span, body: None, scope, rank });
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

    fn amend(&mut self, parent: BlockId, members: &mut Vec<BlockId>, amendment: Amendment<'m>) {
        let wanted = self.model.kind_of(amendment.head);
        let found = members.iter().position(|&member| {
            let block = self.block(member);
            block.label == amendment.label
                && (block.kind == wanted || Some(amendment.head) == block.decl().map(|d| d.head))
        });
        match (found, amendment.body) {
            (Some(at), None) => {
                members.remove(at);
            }
            (Some(at), Some(body)) => {
                if let Some(&member) = members.get(at) {
                    let scope = Rc::new(Scope::within(&amendment.scope, Vec::new()));
                    let block = self.block_mut(member);
                    block.amends.push((body, scope, amendment.rank));
                    block.nodes = None;
                }
            }
            (None, _) => {
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
    }
}
