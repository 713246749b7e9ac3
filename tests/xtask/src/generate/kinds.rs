//! The plan's Rust structs: one for each kind, each record type and each union that kinds reach.

use super::rust::{camel, document, field_name};
use crate::library::{Library, attributes, doc_lines, has_note, payload_fields};
use infrac_syntax::ast::{Field, Type, TypeKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "// Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.

//! The kinds and types of the standard library as Rust structs. Targets destructure them without `..`, so that a new attribute does
//! not compile until each of them has decided what to do with it.
";

/// What the structs may name, by module.
const IMPORTS: &[(&str, &[&str])] = &[
    ("crate::signal", &["Condition", "Signal"]),
    ("crate::view", &["Reader", "View"]),
    ("crate", &["At", "Block", "BlockId", "EndpointId", "Range", "RawBlock", "Sensitive", "Text", "Val", "Value"]),
    ("indexmap", &["IndexMap"]),
    ("infrac_quantity", &["ByteSize", "MilliCpu", "Nanos", "Percent", "Rate", "Ratio"]),
    ("infrac_source", &["Str"]),
    ("std::sync", &["Arc"]),
];

/// The `use` lines for what `text` names.
fn imports(text: &str) -> String {
    // In a type's place: a variant may well be called like a type.
    let used_as_type = |name: &str| {
        let forms =
            [format!("<{name}>"), format!("{name}<"), format!(" {name}::"), format!("&{name}"), format!("{name} for")];
        forms.iter().any(|form| text.contains(form))
    };
    let mut out = String::new();
    for (module, names) in IMPORTS {
        let used: Vec<&str> = names.iter().copied().filter(|name| used_as_type(name)).collect();
        if !used.is_empty() {
            let _ = writeln!(out, "use {module}::{{{}}};", used.join(", "));
        }
    }
    out
}

/// The file's text, not yet laid out.
///
/// # Errors
/// If a type of the library has no Rust form.
pub fn source(library: &Library) -> Result<String, String> {
    let needed = library.types_of_kinds();
    let mut writer = Writer {
        out: String::new(),
        types: library.types().map(|(named, _)| (named.name.text.as_str(), &named.ty)).collect(),
    };
    for (named, notes) in library.types().filter(|(named, _)| needed.contains(named.name.text.as_str())) {
        writer.named_type(&named.name.text, &named.ty, &doc_lines(notes))?;
    }
    let mut kinds = Vec::new();
    for (kind, notes) in library.kinds() {
        let raw = has_note(notes, "raw");
        if !raw {
            let fields: Vec<&Field> = attributes(kind).collect();
            writer.structure(&camel(&kind.name.text), &fields, &doc_lines(notes))?;
        }
        kinds.push((kind.name.text.to_string(), raw));
    }
    writer.blocks(&kinds);
    Ok(format!("{HEAD}\n{}\n{}", imports(&writer.out), writer.out))
}

struct Writer<'a> {
    out: String,
    types: BTreeMap<&'a str, &'a Type>,
}

impl Writer<'_> {
    fn named_type(&mut self, name: &str, ty: &Type, docs: &[String]) -> Result<(), String> {
        match &ty.kind {
            TypeKind::Record(fields) => self.structure(name, &fields.iter().collect::<Vec<_>>(), docs),
            TypeKind::Tag { .. } => self.tagged(name, std::slice::from_ref(ty), docs),
            TypeKind::Union(members) if members.iter().all(|member| matches!(member.kind, TypeKind::Tag { .. })) => {
                self.tagged(name, members, docs)
            }
            TypeKind::Union(members) => self.untagged(name, members, docs),
            // A name for another type: the plan uses that one.
            TypeKind::Named { .. } | TypeKind::Late(_) | TypeKind::Optional(_) | TypeKind::Error => Ok(()),
        }
    }

    fn structure(&mut self, name: &str, fields: &[&Field], docs: &[String]) -> Result<(), String> {
        document(&mut self.out, docs, name);
        let _ = writeln!(self.out, "#[derive(Clone, PartialEq, Debug)]\npub struct {name} {{");
        for field in fields {
            self.field(field, "pub ")?;
        }
        let _ = write!(
            self.out,
            "}}\n\nimpl View for {name} {{ fn view(value: &Value) -> Option<Self> {{ let fields = Reader::of(value)?; Some(Self {{ {} }}) }} }}\n\n",
            readers(fields.iter().copied())
        );
        Ok(())
    }

    /// A union of tags: an enum of variants.
    fn tagged(&mut self, name: &str, members: &[Type], docs: &[String]) -> Result<(), String> {
        document(&mut self.out, docs, name);
        let _ = writeln!(self.out, "#[derive(Clone, PartialEq, Debug)]\npub enum {name} {{");
        let mut arms = String::new();
        let mut reads_fields = false;
        for member in members {
            let TypeKind::Tag { notes, name: tag, payload } = &member.kind else { continue };
            let variant = camel(&tag.text);
            let fields = payload_fields(payload);
            document(&mut self.out, &doc_lines(notes), &format!("`{}`.", tag.text));
            if fields.is_empty() {
                let _ = writeln!(self.out, "{variant},");
                let _ = writeln!(arms, "\"{}\" => Self::{variant},", tag.text);
                continue;
            }
            reads_fields = true;
            let _ = writeln!(self.out, "{variant} {{");
            for field in fields {
                self.field(field, "")?;
            }
            let _ = writeln!(self.out, "}},");
            let _ = writeln!(arms, "\"{}\" => Self::{variant} {{ {} }},", tag.text, readers(fields));
        }
        let fields = if reads_fields { "fields" } else { "_" };
        let _ = write!(
            self.out,
            "}}\n\nimpl View for {name} {{ fn view(value: &Value) -> Option<Self> {{ let (tag, {fields}) = Reader::tag(value)?; Some(match tag {{ {arms} _ => return None, }}) }} }}\n\n"
        );
        Ok(())
    }

    /// A union of types: a value belongs to the first that it fits.
    fn untagged(&mut self, name: &str, members: &[Type], docs: &[String]) -> Result<(), String> {
        document(&mut self.out, docs, name);
        let _ = writeln!(self.out, "#[derive(Clone, PartialEq, Debug)]\npub enum {name} {{");
        let mut readers = String::new();
        for member in members {
            let rust = self.rust(member)?;
            let variant = match rust.as_str() {
                "Text" | "Str" => "Text",
                "Sensitive" => "Secret",
                "i64" => "Int",
                "bool" => "Bool",
                "Arc<Condition>" => "Condition",
                other => return Err(format!("type {name}: no variant for a member of Rust type {other}")),
            };
            let what = if variant == "Secret" { "A secret".to_owned() } else { format!("Of type {variant}") };
            let _ = writeln!(self.out, "/// {what}.\n{variant}({rust}),");
            let _ = write!(readers, ".or_else(|| <{rust}>::view(value).map(Self::{variant}))");
        }
        let _ = write!(
            self.out,
            "}}\n\nimpl View for {name} {{ fn view(value: &Value) -> Option<Self> {{ None{readers} }} }}\n\n"
        );
        Ok(())
    }

    fn field(&mut self, field: &Field, visibility: &str) -> Result<(), String> {
        let name = &field.name.text;
        let rust = match &field.ty.kind {
            TypeKind::Optional(inner) => format!("Option<At<{}>>", self.rust(inner)?),
            _ => format!("At<{}>", self.rust(&field.ty)?),
        };
        document(&mut self.out, &doc_lines(&field.notes), &format!("`{name}`."));
        let _ = writeln!(self.out, "{visibility}{}: {rust},", field_name(name));
        Ok(())
    }

    /// The Rust type of a value.
    fn rust(&self, ty: &Type) -> Result<String, String> {
        match &ty.kind {
            TypeKind::Late(inner) => match self.rust(inner)?.as_str() {
                "Str" => Ok("Text".to_owned()),
                other => Err(format!("`late` of {other} has no Rust form")),
            },
            TypeKind::Named { path, args } => {
                let name = path.segments.last().map_or("", |segment| segment.text.as_str());
                self.rust_of_name(name, args)
            }
            other => Err(format!("a type without a name stands where a name is needed: {other:?}")),
        }
    }

    fn rust_of_name(&self, name: &str, args: &[Type]) -> Result<String, String> {
        let first = || args.first().ok_or_else(|| format!("{name} needs an argument"));
        Ok(match name {
            "Bool" => "bool".to_owned(),
            "Int" => "i64".to_owned(),
            "Decimal" => "Ratio".to_owned(),
            "String" => "Str".to_owned(),
            "Duration" => "Nanos".to_owned(),
            "Bytes" => "ByteSize".to_owned(),
            "Cpu" => "MilliCpu".to_owned(),
            "Percent" | "Rate" => name.to_owned(),
            "Secret" => "Sensitive".to_owned(),
            "Endpoint" => "EndpointId".to_owned(),
            "Signal" => "Arc<Signal>".to_owned(),
            "Condition" => "Arc<Condition>".to_owned(),
            "Raw" => "Val".to_owned(),
            "Ref" => "BlockId".to_owned(),
            "List" => format!("Vec<At<{}>>", self.rust(first()?)?),
            "Range" => format!("Range<{}>", self.rust(first()?)?),
            "Map" => format!("IndexMap<Str, At<{}>>", self.rust(args.get(1).ok_or("Map needs two arguments")?)?),
            _ => {
                let declared = self.types.get(name).ok_or_else(|| format!("no type {name}"))?;
                match &declared.kind {
                    TypeKind::Named { .. } | TypeKind::Late(_) => self.rust(declared)?,
                    _ => name.to_owned(),
                }
            }
        })
    }

    /// The struct that holds all blocks of a plan, one vector a kind.
    fn blocks(&mut self, kinds: &[(String, bool)]) {
        let out = &mut self.out;
        out.push_str("/// The blocks of a plan, by kind, each in declaration order.\n#[derive(Clone, PartialEq, Debug, Default)]\npub struct Blocks {\n");
        for (kind, raw) in kinds {
            let ty = if *raw { "RawBlock".to_owned() } else { camel(kind) };
            let _ = writeln!(out, "/// `{kind}` blocks.\npub {}: Vec<Block<{ty}>>,", plural(kind));
        }
        out.push_str(
            "}\n\nimpl Blocks {\n/// Adds a block of the kind with that name; `None` if its value does not fit the kind (part of it is poison), or no such kind is known.\n\
             pub(crate) fn insert(&mut self, header: crate::Header, value: &Value) -> Option<()> {\nmatch header.kind.as_str() {\n",
        );
        for (kind, _) in kinds {
            let _ = writeln!(
                out,
                "\"{kind}\" => self.{}.push(Block {{ value: View::view(value)?, header }}),",
                plural(kind)
            );
        }
        out.push_str("_ => return None,\n}\nSome(())\n}\n\n/// Makes room for so many blocks of the kind with that name, and no more.\npub(crate) fn reserve(&mut self, kind: &str, count: usize) {\nmatch kind {\n");
        for (kind, _) in kinds {
            let _ = writeln!(out, "\"{kind}\" => self.{}.reserve_exact(count),", plural(kind));
        }
        out.push_str("_ => {}\n}\n}\n\n/// All blocks: what every one has.\npub fn headers(&self) -> impl Iterator<Item = &crate::Header> {\nstd::iter::empty()");
        for (kind, _) in kinds {
            let _ = write!(out, ".chain(self.{}.iter().map(|block| &block.header))", plural(kind));
        }
        out.push_str("\n}\n}\n");
    }
}

fn readers<'a>(fields: impl IntoIterator<Item = &'a Field>) -> String {
    let mut list = Vec::new();
    for field in fields {
        let reader = if matches!(field.ty.kind, TypeKind::Optional(_)) { "optional" } else { "required" };
        list.push(format!("{}: fields.{reader}(\"{}\")?", field_name(&field.name.text), field.name.text));
    }
    list.join(", ")
}

/// The name of the vector of a kind's blocks.
fn plural(kind: &str) -> String {
    match kind {
        "images" | "data" => kind.to_owned(),
        _ if kind.ends_with("ch") => format!("{kind}es"),
        _ => match kind.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{kind}s"),
        },
    }
}
