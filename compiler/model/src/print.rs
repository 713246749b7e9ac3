//! Types as people write them, for messages and hovers.

use crate::model::Model;
use crate::types::{Shape, Type};
use std::fmt::Write as _;

impl Model {
    /// The type as it would be written. Records and unions without a name are shown by their parts, long ones shortened.
    pub fn type_text(&self, ty: &Type) -> String {
        let mut text = String::new();
        self.write_type(&mut text, ty, 0);
        text
    }

    fn write_type(&self, out: &mut String, ty: &Type, depth: u32) {
        if depth > 8 {
            out.push('…');
            return;
        }
        let depth = depth + 1;
        match ty {
            Type::Error => out.push('?'),
            Type::Never => out.push_str("Never"),
            Type::Bool => out.push_str("Bool"),
            Type::Int => out.push_str("Int"),
            Type::Decimal => out.push_str("Decimal"),
            Type::String => out.push_str("String"),
            Type::Duration => out.push_str("Duration"),
            Type::Bytes => out.push_str("Bytes"),
            Type::Cpu => out.push_str("Cpu"),
            Type::Percent => out.push_str("Percent"),
            Type::Rate => out.push_str("Rate"),
            Type::List(element) => self.write_generic(out, "List", &[element], depth),
            Type::Map(key, value) => self.write_generic(out, "Map", &[key, value], depth),
            Type::Range(bound) => self.write_generic(out, "Range", &[bound], depth),
            Type::Signal(of) => self.write_generic(out, "Signal", &[of], depth),
            Type::Optional(inner) => {
                self.write_type(out, inner, depth);
                out.push('?');
            }
            Type::Late(inner) => {
                out.push_str("late ");
                self.write_type(out, inner, depth);
            }
            Type::Union(members) => {
                for (at, member) in members.iter().enumerate() {
                    if at > 0 {
                        out.push_str(" | ");
                    }
                    self.write_type(out, member, depth);
                }
            }
            Type::Record(fields) => self.write_names(out, fields.iter().map(|(name, _)| name.as_str())),
            Type::Tags(tags) => self.write_names(out, tags.iter().map(|tag| tag.name.as_str())),
            Type::Named(id) => self.write_named(out, *id, depth),
            Type::Ref(heads) if heads.is_empty() => out.push_str("AnyBlock"),
            Type::Ref(heads) => {
                let names: Vec<&str> = heads.iter().map(|&head| self.head_name(head).as_str()).collect();
                let _ = write!(out, "Ref<{}>", names.join(" | "));
            }
            Type::Endpoint => out.push_str("Endpoint"),
            Type::Secret => out.push_str("Secret"),
            Type::Condition => out.push_str("Condition"),
            Type::Raw => out.push_str("Raw"),
            Type::Environment => out.push_str("Environment"),
            Type::Variable(name) => out.push_str(name),
        }
    }

    fn write_named(&self, out: &mut String, id: crate::TypeId, depth: u32) {
        let def = self.type_def(id);
        match &def.shape {
            _ if !def.name.is_empty() => out.push_str(&def.name),
            Shape::Alias(base) => self.write_type(out, base, depth),
            Shape::Record(fields) => self.write_names(out, fields.iter().map(|field| field.name.as_str())),
            Shape::Tags(tags) => {
                for (at, tag) in tags.iter().take(5).enumerate() {
                    out.push_str(if at > 0 { " | " } else { "" });
                    out.push_str(&tag.name);
                }
                if tags.len() > 5 {
                    out.push_str(" | …");
                }
            }
        }
    }

    fn write_generic(&self, out: &mut String, name: &str, args: &[&Type], depth: u32) {
        out.push_str(name);
        out.push('<');
        for (at, arg) in args.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            self.write_type(out, arg, depth);
        }
        out.push('>');
    }

    fn write_names<'n>(&self, out: &mut String, names: impl Iterator<Item = &'n str>) {
        let names: Vec<&str> = names.collect();
        let shown = names.get(..names.len().min(5)).unwrap_or(&names).join(", ");
        let _ = write!(out, "{{ {shown}{} }}", if names.len() > 5 { ", …" } else { "" });
    }
}
