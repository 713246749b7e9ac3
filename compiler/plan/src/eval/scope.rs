//! What names mean at a place: a chain of frames, innermost first.

use crate::value::Val;
use crate::{BlockId, TraceId};
use infrac_model::LocalId;
use infrac_model::hir::{Entry, Expr};
use infrac_source::Str;
use std::cell::RefCell;
use std::rc::Rc;

/// A shared frame.
pub(crate) type ScopeRef<'m> = Rc<Scope<'m>>;

/// A computation that is done at most once.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// Nobody has asked.
    Empty,
    /// Being computed: asking now is a cycle.
    Running,
    /// Computed.
    Done(Val),
}

impl Cell {
    /// The value, once computed.
    pub fn done(self) -> Option<Val> {
        match self {
            Self::Done(val) => Some(val),
            Self::Empty | Self::Running => None,
        }
    }
}

/// What a local name is bound to.
#[derive(Debug)]
pub(crate) enum Slot<'m> {
    /// A value.
    Value(Val),
    /// A body `let`, evaluated in the frame that binds it when somebody asks.
    Lazy(&'m Expr, RefCell<Cell>),
    /// A parameter of a component's instance.
    Parameter(BlockId, Str),
}

/// A local name and what it is bound to.
pub(crate) type Binding<'m> = (LocalId, Slot<'m>);

/// A frame.
#[derive(Debug)]
pub(crate) struct Scope<'m> {
    /// The frame around it.
    pub parent: Option<ScopeRef<'m>>,
    /// Its names.
    pub bindings: Vec<Binding<'m>>,
    /// `self`.
    pub self_block: Option<BlockId>,
    /// The instance of the enclosing component.
    pub instance: Option<BlockId>,
    /// For a round of a loop of entries: the loop and this round's key.
    pub round: Option<(*const Entry, Str)>,
    /// How evaluation came here.
    pub trace: TraceId,
}

impl<'m> Scope<'m> {
    /// The top of a module.
    pub fn root() -> Self {
        Self { parent: None, bindings: Vec::new(), self_block: None, instance: None, round: None, trace: TraceId::ROOT }
    }

    /// A frame within `outer`, otherwise alike.
    pub fn within(outer: &ScopeRef<'m>, bindings: Vec<Binding<'m>>) -> Self {
        Self {
            parent: Some(Rc::clone(outer)),
            bindings,
            self_block: outer.self_block,
            instance: outer.instance,
            round: None,
            trace: outer.trace,
        }
    }

    /// The same frame, reached by `trace`.
    pub fn traced(self, trace: TraceId) -> Self {
        Self { trace, ..self }
    }

    /// The frames, innermost first.
    pub fn frames(&self) -> impl Iterator<Item = &Scope<'m>> {
        std::iter::successors(Some(self), |scope| scope.parent.as_deref())
    }

    /// The key of the round of that loop that this frame lies in.
    pub fn round_of(&self, entry: *const Entry) -> Option<&Str> {
        self.frames().filter_map(|scope| scope.round.as_ref()).find(|(of, _)| *of == entry).map(|(_, key)| key)
    }
}
