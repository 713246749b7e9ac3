//! References to attributes of resources: how they are written, and whether the resource has what they name.

use crate::lowering::{Lowering, family};
use crate::schema::{Family, Mode, Schema, Type};
use crate::value::describe;
use infrac_diagnostics::codes::e08;
use infrac_plan::{BlockId, Header, OriginId, PathStep};
use infrac_source::Str;
use infrac_tree::hcl::{Expr, Step};

/// What a path has led to.
enum Reached<'s> {
    Body(&'s Schema),
    Blocks(Mode, &'s Schema),
    Value(&'s Type),
    /// The schema says no more.
    Open,
}

/// What is wrong with a step.
pub(crate) enum Fault<'s> {
    /// No such attribute; the ones that there are.
    Unknown(Str, Vec<&'s str>),
    /// A list is asked for a field.
    NoIndex(Str),
    /// What is no list is indexed.
    NotIndexed(String),
    /// What has no parts is asked for one.
    NoParts(Str, String),
}

impl Lowering<'_> {
    /// `TYPE.NAME.path`, `data.TYPE.NAME.path`.
    pub fn reference(&self, block: BlockId, path: &[PathStep], origin: OriginId) -> Expr {
        let steps = path.iter().map(|step| match step {
            PathStep::Field(name) => Step::Attr(name.clone()),
            PathStep::Index(index) => Step::Index(*index),
        });
        self.address(block, steps, origin)
    }

    /// A block's address, and steps from there.
    pub fn address(&self, block: BlockId, steps: impl Iterator<Item = Step>, origin: OriginId) -> Expr {
        let Some(header) = self.plan.header(block) else { return Expr::text("", origin) };
        let kind = header.type_label.clone().unwrap_or_default();
        let name = Step::Attr(header.terraform_name());
        match family(header) {
            Some(Family::Data) => Expr::path("data", [Step::Attr(kind), name].into_iter().chain(steps), origin),
            _ => Expr::path(kind, [name].into_iter().chain(steps), origin),
        }
    }

    /// Reports a path that the block's type does not have, or whose type does not fit its place.
    pub fn check_reference(
        &mut self,
        block: BlockId,
        path: &[PathStep],
        wanted: Option<&Type>,
        origin: OriginId,
        reader: &Header,
    ) {
        let Some(schema) = self.schema_of(block) else { return };
        let kind = self.plan.header(block).and_then(|header| header.type_label.clone()).unwrap_or_default();
        match walk(&schema, path) {
            Err(fault) => self.report(origin, reader, |span| match fault {
                Fault::Unknown(name, known) => e08::e0817_no_such_attribute::unknown(span, &kind, &name, &known),
                Fault::NoIndex(name) => e08::e0817_no_such_attribute::no_index(span, &kind, &name),
                Fault::NotIndexed(what) => e08::e0817_no_such_attribute::not_indexed(span, &kind, &what),
                Fault::NoParts(name, what) => e08::e0817_no_such_attribute::no_parts(span, &kind, &name, &what),
            }),
            Ok(reached) => {
                let given = match reached {
                    Reached::Value(ty) => describe(ty),
                    Reached::Blocks(..) => "a list of objects".to_owned(),
                    Reached::Body(_) => "an object".to_owned(),
                    Reached::Open => return,
                };
                let Some(wanted) = wanted else { return };
                let (is_many, is_any) = match reached {
                    Reached::Value(ty) => (!is_single(ty), *ty == Type::Any),
                    _ => (true, false),
                };
                if *wanted != Type::Any && !is_any && is_many == is_single(wanted) {
                    let help = (!is_many).then_some("put it into brackets: `[x]`");
                    let path = format!("`{kind}`'s `{}`", steps(path));
                    self.report(origin, reader, |span| {
                        e08::e0815_argument_type::reference_type(span, &path, &describe(wanted), &given, help)
                    });
                }
            }
        }
    }
}

/// `.a[0]` without its first dot.
pub(crate) fn steps(path: &[PathStep]) -> String {
    let shown: String = path
        .iter()
        .map(|step| match step {
            PathStep::Field(name) => format!(".{name}"),
            PathStep::Index(index) => format!("[{index}]"),
        })
        .collect();
    shown.trim_start_matches('.').to_owned()
}

fn is_single(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Number | Type::Bool)
}

fn walk<'s>(schema: &'s Schema, path: &[PathStep]) -> Result<Reached<'s>, Fault<'s>> {
    let mut at = Reached::Body(schema);
    for step in path {
        at = match (at, step) {
            (Reached::Open, _) => Reached::Open,
            (Reached::Body(schema), PathStep::Field(name)) => field(schema, name)?,
            (Reached::Blocks(Mode::Single, schema), PathStep::Field(name)) => field(schema, name)?,
            (Reached::Blocks(Mode::List, schema), PathStep::Index(_)) => Reached::Body(schema),
            (Reached::Blocks(..), PathStep::Field(name)) => return Err(Fault::NoIndex(name.clone())),
            (Reached::Value(ty), step) => value_step(ty, step)?,
            (Reached::Body(_), PathStep::Index(_)) => return Err(Fault::NotIndexed("an object".to_owned())),
            (Reached::Blocks(..), PathStep::Index(_)) => {
                return Err(Fault::NotIndexed("a set, which has no order".to_owned()));
            }
        };
    }
    Ok(at)
}

fn field<'s>(schema: &'s Schema, name: &Str) -> Result<Reached<'s>, Fault<'s>> {
    if let Some(argument) = schema.attributes.get(name.as_str()) {
        return Ok(Reached::Value(&argument.ty));
    }
    match schema.blocks.get(name.as_str()) {
        Some(nested) => Ok(Reached::Blocks(nested.mode, &nested.schema)),
        None => {
            Err(Fault::Unknown(name.clone(), schema.attributes.keys().chain(schema.blocks.keys()).copied().collect()))
        }
    }
}

fn value_step<'s>(ty: &'s Type, step: &PathStep) -> Result<Reached<'s>, Fault<'s>> {
    match (ty, step) {
        (Type::Any, _) => Ok(Reached::Open),
        (Type::Map(inner), PathStep::Field(_)) | (Type::List(inner), PathStep::Index(_)) => Ok(Reached::Value(inner)),
        (Type::Object(fields), PathStep::Field(name)) => match fields.get(name.as_str()) {
            Some(ty) => Ok(Reached::Value(ty)),
            None => Err(Fault::Unknown(name.clone(), fields.keys().copied().collect())),
        },
        (Type::Nested(Mode::Single, schema), PathStep::Field(name)) => field(schema, name),
        (Type::Nested(Mode::List, schema), PathStep::Index(_))
        | (Type::Nested(Mode::Map, schema), PathStep::Field(_)) => Ok(Reached::Body(schema)),
        (Type::List(_) | Type::Nested(Mode::List, _), PathStep::Field(name)) => Err(Fault::NoIndex(name.clone())),
        (Type::Set(_) | Type::Nested(Mode::Set, _), _) => {
            Err(Fault::NotIndexed("a set, which has no order".to_owned()))
        }
        (_, PathStep::Index(_)) => Err(Fault::NotIndexed(describe(ty))),
        (_, PathStep::Field(name)) => Err(Fault::NoParts(name.clone(), describe(ty))),
    }
}
