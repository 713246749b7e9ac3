//! What is declared, by the place of its name.

use infrac_model::{
    BlockDeclId, ComponentId, EnvId, FieldDef, FnId, KindId, LetId, LocalId, Model, OutputDef, ParamId, Shape, TagDef,
    TypeId, Uses,
};
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;

/// Something with a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Symbol {
    /// A kind.
    Kind(KindId),
    /// A component.
    Component(ComponentId),
    /// A named type.
    Type(TypeId),
    /// A tag of a union, by its place.
    Tag(TypeId, usize),
    /// A `let` of a module.
    Let(LetId),
    /// A `param`.
    Param(ParamId),
    /// A function.
    Function(FnId),
    /// An environment.
    Environment(EnvId),
    /// A block.
    Block(BlockDeclId),
    /// A name inside a declaration: parameter, body `let`, binder, `it`.
    Local(LocalId),
    /// An attribute, a parameter or a field.
    Field(FieldOf, usize),
    /// An output, by its place.
    Output(OutputOf, usize),
}

/// Whose field it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldOf {
    /// An attribute of a kind.
    Kind(KindId),
    /// A parameter of a component.
    Component(ComponentId),
    /// A field of a record.
    Record(TypeId),
    /// A field of a tag, by the tag's place.
    Tag(TypeId, usize),
    /// A parameter of a function.
    Function(FnId),
}

/// Whose output it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutputOf {
    /// A kind's.
    Kind(KindId),
    /// A component's.
    Component(ComponentId),
}

/// Symbols by the places of their names.
#[derive(Debug, Default)]
pub(crate) struct SymbolTable {
    by_place: FxHashMap<Span, Symbol>,
    /// The places in [`Uses::all`] at which the name declared there is used.
    uses: FxHashMap<Span, Vec<u32>>,
    /// Blocks by the places of their headers, which plans know them by.
    headers: FxHashMap<Span, BlockDeclId>,
}

impl SymbolTable {
    /// In time linear in the model.
    pub fn of(model: &Model, uses: &Uses) -> Self {
        let mut table = Self::default();
        for (at, (_, definition)) in uses.all().iter().enumerate() {
            table.uses.entry(definition.span).or_default().push(at as u32);
        }
        table.headers = model.blocks().iter().map(|block| (block.header_span, block.id)).collect();
        // What is told by two tables is what the later one says: a component's parameter is a field and a local.
        table.all(model.locals().iter().map(|local| local.span), |at| Symbol::Local(LocalId(at)));
        table.all(model.kinds().iter().map(|kind| kind.span), |at| Symbol::Kind(KindId(at)));
        table.all(model.components().iter().map(|component| component.span), |at| Symbol::Component(ComponentId(at)));
        table.all(model.types().iter().map(|def| def.span), |at| Symbol::Type(TypeId(at)));
        table.all(model.lets().iter().map(|def| def.span), |at| Symbol::Let(LetId(at)));
        table.all(model.params().iter().map(|def| def.span), |at| Symbol::Param(ParamId(at)));
        table.all(model.functions().iter().map(|def| def.span), |at| Symbol::Function(FnId(at)));
        table.all(model.environments().iter().map(|def| def.span), |at| Symbol::Environment(EnvId(at)));
        table.all(model.blocks().iter().map(|def| def.name_span), |at| Symbol::Block(BlockDeclId(at)));
        for (at, kind) in (0..).map(KindId).zip(model.kinds()) {
            table.fields(kind.attributes.values(), FieldOf::Kind(at));
            table.outputs(kind.outputs.values(), OutputOf::Kind(at));
        }
        for (at, component) in (0..).map(ComponentId).zip(model.components()) {
            table.fields(component.params.values(), FieldOf::Component(at));
            table.outputs(component.outputs.values(), OutputOf::Component(at));
        }
        for (at, function) in (0..).map(FnId).zip(model.functions()) {
            table.fields(function.params.iter(), FieldOf::Function(at));
        }
        for (at, def) in (0..).map(TypeId).zip(model.types()) {
            match &def.shape {
                Shape::Alias(_) => {}
                Shape::Record(fields) => table.fields(fields.iter(), FieldOf::Record(at)),
                Shape::Tags(tags) => {
                    for (place, tag) in tags.iter().enumerate() {
                        table.by_place.insert(tag.span, Symbol::Tag(at, place));
                        table.fields(tag.fields.iter(), FieldOf::Tag(at, place));
                    }
                }
            }
        }
        table
    }

    fn all(&mut self, places: impl Iterator<Item = Span>, symbol: impl Fn(u32) -> Symbol) {
        for (at, place) in places.enumerate().filter(|(_, place)| !place.is_empty()) {
            self.by_place.insert(place, symbol(at as u32));
        }
    }

    fn fields<'f>(&mut self, fields: impl Iterator<Item = &'f FieldDef>, of: FieldOf) {
        for (at, field) in fields.enumerate().filter(|(_, field)| !field.span.is_empty()) {
            self.by_place.insert(field.span, Symbol::Field(of, at));
        }
    }

    fn outputs<'f>(&mut self, outputs: impl Iterator<Item = &'f OutputDef>, of: OutputOf) {
        for (at, output) in outputs.enumerate() {
            self.by_place.insert(output.span, Symbol::Output(of, at));
        }
    }

    /// The places in [`Uses::all`] at which the name declared at `place` is used, in the order of places.
    pub fn uses_of(&self, place: Span) -> &[u32] {
        self.uses.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The block whose header stands at that place.
    pub fn by_header(&self, header: Span) -> Option<BlockDeclId> {
        self.headers.get(&header).copied()
    }

    /// What is declared by the name at that place.
    pub fn at(&self, place: Span) -> Option<Symbol> {
        self.by_place.get(&place).copied()
    }
}

impl Symbol {
    /// The field, if it is one.
    pub fn field(self, model: &Model) -> Option<&FieldDef> {
        let Self::Field(of, at) = self else { return None };
        match of {
            FieldOf::Kind(id) => model.kind(id).attributes.get_index(at).map(|(_, field)| field),
            FieldOf::Component(id) => model.component(id).params.get_index(at).map(|(_, field)| field),
            FieldOf::Function(id) => model.function(id).params.get(at),
            FieldOf::Record(id) => match &model.type_def(id).shape {
                Shape::Record(fields) => fields.get(at),
                Shape::Alias(_) | Shape::Tags(_) => None,
            },
            FieldOf::Tag(id, tag) => tag_of(model, id, tag)?.fields.get(at),
        }
    }

    /// The tag, if it is one.
    pub fn tag(self, model: &Model) -> Option<&TagDef> {
        match self {
            Self::Tag(id, at) => tag_of(model, id, at),
            _ => None,
        }
    }

    /// The output, if it is one.
    pub fn output(self, model: &Model) -> Option<&OutputDef> {
        let Self::Output(of, at) = self else { return None };
        let outputs = match of {
            OutputOf::Kind(id) => &model.kind(id).outputs,
            OutputOf::Component(id) => &model.component(id).outputs,
        };
        outputs.get_index(at).map(|(_, output)| output)
    }

    /// Its name.
    pub fn name(self, model: &Model) -> Str {
        match self {
            Self::Kind(id) => model.kind(id).name.clone(),
            Self::Component(id) => model.component(id).name.clone(),
            Self::Type(id) => model.type_def(id).name.clone(),
            Self::Tag(..) => self.tag(model).map(|tag| tag.name.clone()).unwrap_or_default(),
            Self::Let(id) => model.let_def(id).name.clone(),
            Self::Param(id) => model.param(id).name.clone(),
            Self::Function(id) => model.function(id).name.clone(),
            Self::Environment(id) => model.environment(id).name.clone(),
            Self::Block(id) => model.block(id).label.clone(),
            Self::Local(id) => model.local(id).name.clone(),
            Self::Field(..) => self.field(model).map(|field| field.name.clone()).unwrap_or_default(),
            Self::Output(of, at) => {
                let outputs = match of {
                    OutputOf::Kind(id) => &model.kind(id).outputs,
                    OutputOf::Component(id) => &model.component(id).outputs,
                };
                outputs.get_index(at).map(|(name, _)| name.clone()).unwrap_or_default()
            }
        }
    }

    /// Its documentation.
    pub fn doc(self, model: &Model) -> Option<Str> {
        match self {
            Self::Kind(id) => model.kind(id).doc.clone(),
            Self::Component(id) => model.component(id).doc.clone(),
            Self::Type(id) => model.type_def(id).doc.clone(),
            Self::Tag(..) => self.tag(model)?.doc.clone(),
            Self::Param(id) => model.param(id).doc.clone(),
            Self::Function(id) => model.function(id).doc.clone(),
            Self::Environment(id) => model.environment(id).doc.clone(),
            Self::Block(id) => model.block(id).doc.clone(),
            Self::Field(..) => self.field(model)?.doc.clone(),
            Self::Output(..) => self.output(model)?.doc.clone(),
            Self::Let(_) | Self::Local(_) => None,
        }
    }
}

fn tag_of(model: &Model, id: TypeId, at: usize) -> Option<&TagDef> {
    match &model.type_def(id).shape {
        Shape::Tags(tags) => tags.get(at),
        Shape::Alias(_) | Shape::Record(_) => None,
    }
}
