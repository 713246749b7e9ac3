//! Values of the plan as expressions, held against the type that the schema gives their place.

use crate::block::Site;
use crate::json::is_json_document;
use crate::lowering::Lowering;
use crate::schema::{Mode, Schema, Setting, Type};
use infrac_diagnostics::codes::e08;
use infrac_plan::{Fields, LateRef, OriginId, Part, Text, Val, Value};
use infrac_source::Str;
use infrac_tree::hcl::{Expr, ExprKind, Part as Piece, Step};

impl Lowering<'_> {
    /// The value at a place of that type. What does not fit is reported, and `null` stands for it.
    pub fn value(&mut self, val: &Val, ty: &Type, site: &Site<'_>) -> Expr {
        let origin = val.origin;
        match (ty, &val.value) {
            (_, Value::Null) => Expr::new(ExprKind::Null, origin),
            (_, Value::Text(text)) => self.text(text, ty, origin, site),
            (Type::Bool | Type::Any, Value::Bool(value)) => Expr::bool(*value, origin),
            (Type::String, Value::Bool(value)) => Expr::text(value.to_string(), origin),
            (Type::Number | Type::Any, Value::Int(value)) => Expr::int(*value, origin),
            (Type::String, Value::Int(value)) => Expr::text(value.to_string(), origin),
            (Type::Number | Type::Any, Value::Decimal(value)) => Expr::new(ExprKind::Number(Box::new(*value)), origin),
            (Type::String, Value::Decimal(value)) => {
                Expr::text(value.to_decimal().unwrap_or_else(|| value.to_string()), origin)
            }
            (Type::String | Type::Any, Value::Tag(name, fields)) if fields.is_empty() => {
                Expr::text(name.clone(), origin)
            }
            (Type::List(element) | Type::Set(element), Value::List(items)) => self.list(items, element, origin, site),
            (Type::Nested(Mode::List | Mode::Set, schema), Value::List(items)) => {
                let items = items.iter().map(|item| self.nested(item, schema, site)).collect();
                Expr::list(items, origin)
            }
            (Type::Any, Value::List(items)) => self.list(items, &Type::Any, origin, site),
            (Type::Map(element), Value::Map(fields)) => self.map(fields, |_| element, origin, site),
            (Type::Any, Value::Map(fields)) => self.map(fields, |_| &Type::Any, origin, site),
            (Type::Object(types), Value::Map(fields)) => self.object(fields, types, origin, site),
            (Type::Nested(Mode::Single, schema), Value::Map(_)) => self.nested(val, schema, site),
            (Type::Nested(Mode::Map, schema), Value::Map(fields)) => {
                let entries =
                    fields.iter().map(|(key, val)| (key.clone(), self.nested(val, schema, &site.inside(key))));
                let entries = entries.collect();
                Expr::object(entries, origin)
            }
            (Type::String, Value::Map(_) | Value::List(_)) if is_json_document(&site.path) => {
                let document = self.value(val, &Type::Any, site);
                Expr::call("jsonencode", vec![document], origin)
            }
            _ => self.misfit(val, ty, site),
        }
    }

    fn list(&mut self, items: &[Val], element: &Type, origin: OriginId, site: &Site<'_>) -> Expr {
        let items = items.iter().map(|item| self.value(item, element, site)).collect();
        Expr::list(items, origin)
    }

    fn map<'t>(&mut self, fields: &Fields, ty: impl Fn(&str) -> &'t Type, origin: OriginId, site: &Site<'_>) -> Expr {
        let entries = fields.iter().map(|(key, val)| (key.clone(), self.value(val, ty(key), &site.inside(key))));
        let entries = entries.collect();
        Expr::object(entries, origin)
    }

    /// An object names all its fields; those that are not said are null.
    fn object(
        &mut self,
        fields: &Fields,
        types: &std::collections::BTreeMap<&'static str, Type>,
        origin: OriginId,
        site: &Site<'_>,
    ) -> Expr {
        let mut entries: Vec<(Str, Expr)> = Vec::new();
        for (key, val) in fields {
            match types.get(key.as_str()) {
                Some(ty) => entries.push((key.clone(), self.value(val, ty, &site.inside(key)))),
                None => {
                    let known: Vec<&str> = types.keys().copied().collect();
                    self.report(val.origin, site.header, |span| {
                        e08::e0812_unknown_argument::unknown_argument(span, &site.path, key, &known)
                    });
                }
            }
        }
        let unsaid = types.keys().filter(|name| !fields.contains_key(name));
        entries.extend(unsaid.map(|name| (Str::from(*name), Expr::new(ExprKind::Null, origin))));
        Expr::object(entries, origin)
    }

    /// An attribute with attributes of its own.
    fn nested(&mut self, val: &Val, schema: &Schema, site: &Site<'_>) -> Expr {
        let Value::Map(fields) = &val.value else {
            return self.misfit(val, &Type::Nested(Mode::Single, Box::default()), site);
        };
        let mut entries: Vec<(Str, Expr)> = Vec::new();
        for (key, inner) in fields.iter().filter(|(_, inner)| inner.value != Value::Null) {
            match schema.attributes.get(key.as_str()) {
                Some(argument) if argument.setting == Setting::Computed => {
                    self.report(inner.origin, site.header, |span| {
                        e08::e0814_read_only::read_only(span, &site.path, key)
                    });
                }
                Some(argument) => entries.push((key.clone(), self.value(inner, &argument.ty, &site.inside(key)))),
                None => self.unknown_argument(key, inner, schema, site),
            }
        }
        let required = schema.attributes.iter().filter(|(_, argument)| argument.setting == Setting::Required);
        let absent = |name: &&str| fields.get(name).is_none_or(|field| field.value == Value::Null);
        let missing: Vec<&str> = required.map(|(name, _)| *name).filter(absent).collect();
        if !missing.is_empty() {
            self.report(val.origin, site.header, |span| {
                e08::e0813_missing_argument::missing_argument(span, &site.path, &missing)
            });
        }
        Expr::object(entries, val.origin)
    }

    /// Text, or one late value of any type.
    fn text(&mut self, text: &Text, ty: &Type, origin: OriginId, site: &Site<'_>) -> Expr {
        if let [Part::Late(late)] = text.parts() {
            return self.late(late, Some(ty), origin, site);
        }
        let fits = match (ty, text.known()) {
            (Type::String | Type::Any, _) => true,
            (Type::Number, Some(known)) => is_number(&known),
            (Type::Bool, Some(known)) => matches!(known.as_str(), "true" | "false"),
            _ => false,
        };
        if !fits {
            return self.misfit(&Val { value: Value::Text(text.clone()), origin }, ty, site);
        }
        let pieces = text.parts().iter().map(|part| match part {
            Part::Lit(text) => Piece::Lit(text.clone()),
            Part::Late(late) => Piece::Live(self.late(late, Some(&Type::String), origin, site)),
        });
        let pieces = pieces.collect();
        Expr::new(ExprKind::Template(pieces), origin)
    }

    /// A late value as a reference; `wanted`: the type of its place.
    pub fn late(&mut self, late: &LateRef, wanted: Option<&Type>, origin: OriginId, site: &Site<'_>) -> Expr {
        match late {
            LateRef::Param(name) => {
                self.params.insert(name.clone());
                Expr::path("var", [Step::Attr(name.clone())], origin)
            }
            LateRef::Attr(block, path) => {
                self.check_reference(*block, path, wanted, origin, site.header);
                self.reference(*block, path, origin)
            }
            LateRef::Host(endpoint) => {
                let name =
                    self.plan.endpoint(*endpoint).map_or_else(Str::default, |endpoint| endpoint.port_name.clone());
                self.report(origin, site.header, |span| {
                    e08::e0820_known_too_late::known_too_late(span, &site.path, &name)
                });
                Expr::new(ExprKind::Null, origin)
            }
        }
    }

    fn misfit(&mut self, val: &Val, ty: &Type, site: &Site<'_>) -> Expr {
        if val.value != Value::Poison {
            let (wanted, given) = (describe(ty), crate::describe::given(self.plan, &val.value));
            let help = crate::describe::help(self.plan, &val.value, ty);
            self.report(val.origin, site.header, |span| {
                e08::e0815_argument_type::argument_type(span, &site.path, &wanted, &given, help.as_deref())
            });
        }
        Expr::new(ExprKind::Null, val.origin)
    }
}

/// A number as Terraform converts one from text.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// A type in words.
pub(crate) fn describe(ty: &Type) -> String {
    match ty {
        Type::String => "text".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Bool => "true or false".to_owned(),
        Type::Any => "a value".to_owned(),
        Type::List(element) | Type::Set(element) => format!("a list of {}", plural(element)),
        Type::Map(element) => format!("a map of {}", plural(element)),
        Type::Nested(Mode::List | Mode::Set, _) => "a list of objects".to_owned(),
        Type::Nested(Mode::Map, _) => "a map of objects".to_owned(),
        Type::Object(_) | Type::Nested(Mode::Single, _) => "an object".to_owned(),
    }
}

fn plural(ty: &Type) -> String {
    match ty {
        Type::String => "texts".to_owned(),
        Type::Number => "numbers".to_owned(),
        Type::Bool => "Bools".to_owned(),
        Type::Object(_) | Type::Nested(Mode::Single, _) => "objects".to_owned(),
        Type::Any => "values".to_owned(),
        Type::List(_) | Type::Set(_) | Type::Nested(Mode::List | Mode::Set, _) => "lists".to_owned(),
        Type::Map(_) | Type::Nested(Mode::Map, _) => "maps".to_owned(),
    }
}
