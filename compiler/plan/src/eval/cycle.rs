//! Cells that are being computed, and what is said when one of them is asked for.

use super::{Cell, Evaluator};
use crate::value::Val;
use crate::{BlockId, TraceId};
use infrac_diagnostics::codes::e04;
use infrac_model::{LetId, LocalId, Type};
use infrac_source::{Span, Str};

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum CellId {
    /// A module's `let`.
    Let(LetId),
    /// A body `let`, in the frame at that address.
    Local(LocalId, usize),
    /// An attribute of a block, by its place among those of the kind.
    Attribute(BlockId, usize),
    /// A parameter of a component's instance.
    Parameter(BlockId, Str),
    /// An output of a component's instance.
    Output(BlockId, Str),
    /// The condition, subject or list of an entry in the body at that address.
    Entry(usize, usize),
}

/// A cell that is being computed.
#[derive(Debug)]
pub(crate) struct Step {
    id: CellId,
    span: Span,
}

impl<'m> Evaluator<'m> {
    /// Computes a cell of a block or the model, unless it is there. `slot` finds its state.
    pub fn cell(
        &mut self,
        id: CellId,
        span: Span,
        trace: TraceId,
        slot: impl Fn(&mut Self) -> &mut Cell,
        compute: impl FnOnce(&mut Self) -> Val,
    ) -> Val {
        match slot(self) {
            Cell::Done(val) => return val.clone(),
            Cell::Running => return self.cycle(&id, span, trace),
            state @ Cell::Empty => *state = Cell::Running,
        }
        self.start(id, span);
        let val = compute(self);
        self.finish();
        *slot(self) = Cell::Done(val.clone());
        val
    }

    /// A cell begins.
    pub fn start(&mut self, id: CellId, span: Span) {
        self.running.push(Step { id, span });
    }

    /// The innermost cell ends.
    pub fn finish(&mut self) {
        self.running.pop();
    }

    /// A cell was asked for while it was being computed: says so, one place a step.
    pub fn cycle(&mut self, id: &CellId, span: Span, trace: TraceId) -> Val {
        if self.running.iter().any(|step| self.typeless(&step.id)) {
            self.met_poison = true;
            return self.poison(span, trace);
        }
        let from = self.running.iter().rposition(|step| step.id == *id).unwrap_or(0);
        let steps: Vec<(String, Span)> =
            self.running.iter().skip(from).map(|step| (self.cell_name(&step.id), step.span)).collect();
        self.report(e04::e0441_value_cycle::value_cycle(&steps));
        self.poison(span, trace)
    }

    /// A `let` whose type the checker could not find, and has said so: often because it is on this very cycle.
    fn typeless(&self, id: &CellId) -> bool {
        match id {
            CellId::Let(id) => self.model.let_def(*id).value.ty == Type::Error,
            CellId::Local(id, _) => self.model.local(*id).ty == Type::Error,
            _ => false,
        }
    }

    /// What a cell is called in a message.
    fn cell_name(&self, id: &CellId) -> String {
        match id {
            CellId::Let(id) => format!("`{}`", self.model.let_def(*id).name),
            CellId::Local(id, _) => format!("`{}`", self.model.local(*id).name),
            CellId::Attribute(block, at) => {
                let kind = self.block(*block).kind.map(|kind| self.model.kind(kind));
                let name = kind.and_then(|kind| kind.attributes.get_index(*at)).map_or("", |(name, _)| name);
                format!("`{}.{name}`", self.block(*block).identity)
            }
            CellId::Parameter(block, name) | CellId::Output(block, name) => {
                format!("`{}.{name}`", self.block(*block).identity)
            }
            CellId::Entry(..) => "this condition".to_owned(),
        }
    }
}
