//! Where names are used and what they mean: the table behind "go to definition", "find references" and "rename".

use infrac_source::Span;

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DefinitionKind {
    /// A block's label.
    Block,
    /// A kind of the standard library.
    Kind,
    /// A component.
    Component,
    /// A named type.
    Type,
    /// A tag of a union.
    Tag,
    /// A `let`, a binder, `it`.
    Local,
    /// A parameter of a function, an output or a component.
    Parameter,
    /// A `param`.
    Param,
    /// A function.
    Function,
    /// An environment.
    Environment,
    /// An attribute of a kind or a field of a record.
    Attribute,
    /// A key that a block exposes: a port, a part of a secret.
    Exposed,
    /// An output.
    Output,
    /// A module's alias.
    Module,
}

/// A definition: what it is and where its name stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Definition {
    /// What it is.
    pub kind: DefinitionKind,
    /// Where its name stands.
    pub span: Span,
}

/// All uses of names that were resolved, in the order in which they were met; [`Uses::sort`] brings them into the order of places.
#[derive(Debug, Default)]
pub struct Uses(Vec<(Span, Definition)>);

impl Uses {
    pub(crate) fn record(&mut self, at: Span, kind: DefinitionKind, span: Span) {
        if !at.is_empty() {
            self.0.push((at, Definition { kind, span }));
        }
    }

    pub(crate) fn sort(&mut self) {
        self.0.sort_by_key(|(span, _)| *span);
        self.0.dedup();
    }

    /// What the name at that byte stands for, and the place of the name.
    pub fn at(&self, file: infrac_source::FileId, offset: u32) -> Option<(Span, Definition)> {
        let after = self.0.partition_point(|(span, _)| (span.file, span.start) <= (file, offset));
        let &(span, definition) = self.0.get(after.checked_sub(1)?)?;
        (span.file == file && offset <= span.end).then_some((span, definition))
    }

    /// Every use of the definition whose name stands at `span`, in the order of places.
    pub fn of(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().filter(move |(_, definition)| definition.span == span).map(|(at, _)| *at)
    }

    /// All uses, in the order of places.
    pub fn all(&self) -> &[(Span, Definition)] {
        &self.0
    }
}
