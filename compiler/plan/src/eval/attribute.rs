//! Cells of blocks: attributes, parameters, outputs.

use super::contribution::{Contribution, KIND, Rank, Said};
use super::cycle::CellId;
use super::{Cell, Evaluator, Scope, ScopeRef};
use crate::BlockId;
use crate::text::Text;
use crate::value::{Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::hir::Expr;
use infrac_model::{FieldDef, OutputDef};
use infrac_source::{Span, Str};
use std::rc::Rc;
use std::sync::Arc;

impl<'m> Evaluator<'m> {
    /// An attribute of a block of a kind, by name.
    pub fn attribute(&mut self, id: BlockId, name: &str, span: Span) -> Val {
        let kind = self.block(id).kind.map(|kind| self.model.kind(kind));
        match kind.and_then(|kind| kind.attributes.get_full(name)) {
            Some((at, _, field)) => self.attribute_at(id, at, field, span),
            None => self.poison(self.block(id).span, self.block(id).outer.trace),
        }
    }

    /// The attribute that stands at this place among those of the block's kind.
    pub fn attribute_at(&mut self, id: BlockId, at: usize, field: &'m FieldDef, span: Span) -> Val {
        let block = self.block(id);
        if block.attributes.is_empty()
            && let Some((_, val)) = block.fields.as_ref().and_then(|fields| fields.get_index(at))
        {
            return val.clone();
        }
        let trace = block.outer.trace;
        self.cell(
            CellId::Attribute(id, at),
            span,
            trace,
            |ev| ev.attribute_cell(id, at),
            |ev| ev.attribute_now(id, field),
        )
    }

    #[allow(clippy::indexing_slicing, reason = "one cell is made for each attribute of the kind")]
    fn attribute_cell(&mut self, id: BlockId, at: usize) -> &mut Cell {
        if self.block(id).attributes.is_empty() {
            let count = self.block(id).kind.map_or(0, |kind| self.model.kind(kind).attributes.len());
            self.block_mut(id).attributes = vec![Cell::Empty; count];
        }
        &mut self.block_mut(id).attributes[at]
    }

    fn attribute_now(&mut self, id: BlockId, field: &'m FieldDef) -> Val {
        let said = self.said_of(id, &field.name, false);
        if field.name == "name" && said.is_empty() {
            let name = self.implicit_name(id);
            let (span, trace) = (self.block(id).span, self.block(id).outer.trace);
            return self.val(Value::Text(Text::literal(name)), span, trace);
        }
        let home = self.kind_scope(id);
        match self.field(field, said, &home) {
            Some(val) => val,
            None => self.absent(id, field, "attribute"),
        }
    }

    /// A parameter of a component's instance.
    pub fn parameter(&mut self, id: BlockId, name: &Str, span: Span) -> Val {
        let trace = self.block(id).outer.trace;
        let component = self.block(id).component.map(|component| self.model.component(component));
        let Some(field) = component.and_then(|component| component.params.get(name)) else {
            return self.poison(span, trace);
        };
        let cell = CellId::Parameter(id, name.clone());
        self.cell(
            cell,
            span,
            trace,
            |ev| ev.block_mut(id).parameters.entry(name.clone()).or_insert(Cell::Empty),
            |ev| {
                let said = ev.said_of(id, &field.name, true);
                let home = ev.block(id).component_scope.clone().unwrap_or_else(|| ev.root_scope());
                match ev.field(field, said, &home) {
                    Some(val) => val,
                    None => ev.absent(id, field, "parameter"),
                }
            },
        )
    }

    /// The value of a field from what is said of it and its default, with its refinement. `None`: nothing is said, and it is required.
    pub fn field(&mut self, field: &'m FieldDef, mut said: Vec<Contribution<'m>>, home: &ScopeRef<'m>) -> Option<Val> {
        let default = field.default.as_ref().map(|default| Contribution {
            rank: Rank::of(KIND),
            said: Said::Expr(default, Rc::clone(home)),
            span: field.span,
        });
        // Nearly always nothing is said, or one thing that replaces the default: then there is nothing to merge.
        let stated = match (default, said.as_slice()) {
            (Some(default), []) => Some(self.alone(&field.ty, default, home)),
            (_, [only]) if self.replaces(&only.said) => self.single(&field.ty, only, home),
            (None, _) => self.merge(&field.ty, said, home),
            (Some(default), _) => {
                said.insert(0, default);
                self.merge(&field.ty, said, home)
            }
        };
        let val = match stated {
            Some(val) => val,
            None if field.required() => return None,
            None => self.val(Value::Null, field.span, home.trace),
        };
        let checked = !matches!(val.value, Value::Poison | Value::Null);
        if checked
            && let Some(refinement) = &field.refinement
            && !self.holds(refinement, &val, home)
        {
            return Some(Val { value: Value::Poison, origin: val.origin });
        }
        Some(val)
    }

    /// The scope of what a kind says of a block: defaults and asserts.
    pub fn kind_scope(&mut self, id: BlockId) -> ScopeRef<'m> {
        let block = self.block(id);
        if let Some(scope) = &block.kind_scope {
            return Rc::clone(scope);
        }
        let (span, outer) = (block.span, block.outer.trace);
        let what = format!("{} {}", block.kind_name(self.model), block.label).into();
        let trace = self.enter_frame(outer, what, span);
        let scope = Rc::new(Scope { self_block: Some(id), trace, ..Scope::root() });
        self.block_mut(id).kind_scope = Some(Rc::clone(&scope));
        scope
    }

    /// Says that something required is not given.
    fn absent(&mut self, id: BlockId, field: &'m FieldDef, noun: &str) -> Val {
        let (span, trace) = (self.block(id).span, self.block(id).outer.trace);
        if !self.damaged(id) {
            let block = self.block(id);
            let head = match block.component {
                Some(component) => self.model.component(component).name.clone(),
                None => block.kind_name(self.model).into(),
            };
            let owner = if block.label.is_empty() { head } else { format!("{head} {}", block.label).into() };
            let doc = field.doc.clone().unwrap_or_default();
            let place = self.user_place(span, trace);
            let report =
                e04::e0420_missing_attribute::missing_attribute(place, noun, &owner, (&field.name, &doc), field.span);
            let report = self.with_trace(report, span, trace);
            self.report(report);
        }
        self.poison(span, trace)
    }

    /// An output of a block by name, with arguments; `None`: it has none of that name.
    pub fn output(
        &mut self,
        id: BlockId,
        name: &Str,
        args: &'m [Option<Expr>],
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Option<Val> {
        let component = self.block(id).component.map(|component| self.model.component(component));
        if let Some(def) = component.and_then(|component| component.outputs.get(name)) {
            let home = self.component_body_scope(id)?;
            return Some(self.output_value(id, (name, def), &home, args, span, scope));
        }
        let kind = self.block(id).kind.map(|kind| self.model.kind(kind))?;
        let def = kind.outputs.get(name)?;
        let home = self.kind_scope(id);
        Some(self.output_value(id, (name, def), &home, args, span, scope))
    }

    /// The scope inside a component's body, with its `let`s.
    fn component_body_scope(&mut self, id: BlockId) -> Option<ScopeRef<'m>> {
        let body = &self.model.component(self.block(id).component?).body;
        let nodes = self.nodes(id);
        nodes.iter().find(|node| std::ptr::eq(node.body, body)).map(|node| Rc::clone(&node.scope))
    }

    fn output_value(
        &mut self,
        id: BlockId,
        (name, def): (&Str, &'m OutputDef),
        home: &ScopeRef<'m>,
        args: &'m [Option<Expr>],
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Val {
        let Some(value) = &def.value else {
            let args: Vec<Val> = args.iter().flatten().map(|arg| self.eval(arg, scope)).collect();
            let observed = crate::signal::Signal::Observed { block: id, name: name.clone(), args };
            return self.val(Value::Signal(Arc::new(observed)), span, scope.trace);
        };
        if def.params.is_empty() {
            let cell = CellId::Output(id, name.clone());
            return self.cell(
                cell,
                span,
                scope.trace,
                |ev| ev.block_mut(id).outputs.entry(name.clone()).or_insert(Cell::Empty),
                |ev| ev.eval(value, home),
            );
        }
        let what = format!("{}.{name}", self.block(id).identity).into();
        let trace = self.enter_frame(scope.trace, what, span);
        let frame = Scope::within(home, Vec::new()).traced(trace);
        match self.arguments(&def.params, args, span, scope, frame) {
            Some(inner) => self.eval(value, &inner),
            None => self.poison(span, scope.trace),
        }
    }

    /// An output of the enclosing component, by its bare name.
    pub fn own_output(&mut self, name: &Str, args: &'m [Option<Expr>], span: Span, scope: &ScopeRef<'m>) -> Val {
        let found = match scope.instance {
            Some(instance) => self.output(instance, name, args, span, scope),
            None => None,
        };
        found.unwrap_or_else(|| Val { value: Value::Poison, origin: crate::OriginId::NONE })
    }

    /// `db.url("booking")`.
    pub fn call_output(
        &mut self,
        base: Option<&'m Expr>,
        name: &Str,
        args: &'m [Option<Expr>],
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Val {
        let Some(base) = base else { return self.own_output(name, args, span, scope) };
        let val = self.eval(base, scope);
        let found = match val.value {
            Value::Ref(block) => self.output(block, name, args, span, scope),
            Value::Null => return self.val(Value::Null, span, scope.trace),
            _ => None,
        };
        match found {
            Some(val) => val,
            None => self.poison(span, scope.trace),
        }
    }
}
