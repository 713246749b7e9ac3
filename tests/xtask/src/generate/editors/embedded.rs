//! Which strings hold another language that editors know, by where they stand.

use crate::library::{Library, attributes, payload_fields};
use infrac_syntax::ast::{Field, TagPayload, Type, TypeKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Languages by their `@parse(…)`, and what editors call each.
const LANGUAGES: &[(&str, &str)] = &[("cron", "cron"), ("promql", "promql"), ("regex", "regex"), ("shell", "bash")];

/// The places whose strings hold one language.
#[derive(Default)]
struct Places {
    /// Attributes by the kind or component that has them.
    attributes: BTreeMap<String, BTreeSet<String>>,
    /// Fields by the tag whose payload they are in.
    fields: BTreeMap<String, BTreeSet<String>>,
    /// Tags with a payload in parentheses.
    tags: BTreeSet<String>,
    /// The types themselves: what is declared with one of them.
    types: BTreeSet<String>,
}

/// The places by language.
pub struct Embedded(BTreeMap<&'static str, Places>);

impl Embedded {
    /// What the standard library says.
    pub fn of(library: &Library) -> Self {
        let mut embedded = Self(LANGUAGES.iter().map(|(language, _)| (*language, Places::default())).collect());
        let types = Types::of(library);
        for (name, language) in &types.named {
            if let Some(places) = embedded.0.get_mut(language) {
                places.types.insert(name.clone());
            }
        }
        for (kind, _) in library.kinds() {
            embedded.add_fields(&types, &kind.name.text, attributes(kind));
        }
        for (component, _) in library.components() {
            embedded.add_fields(&types, &component.name.text, component.params.iter());
        }
        for (named, _) in library.types() {
            embedded.add_payloads(&types, &named.ty);
        }
        embedded
    }

    /// The languages, in order.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// The attributes that hold the language wherever an attribute of that name holds text: all that a grammar can tell that does not see which
    /// block it is in.
    pub fn sure_attributes(&self, library: &Library, language: &str) -> BTreeSet<String> {
        let Some(places) = self.0.get(language) else { return BTreeSet::new() };
        let has = |block: &str, name: &str| places.attributes.get(block).is_some_and(|names| names.contains(name));
        let mut others: BTreeSet<&str> = BTreeSet::new();
        for (block, field) in fields_of_blocks(library) {
            if !has(block, &field.name.text) && holds_text(library, &field.ty) {
                others.insert(&field.name.text);
            }
        }
        let all = places.attributes.values().flatten().filter(|name| !others.contains(name.as_str()));
        all.chain(places.fields.values().flatten()).cloned().collect()
    }

    /// The tags whose payload in parentheses begins with the language.
    pub fn tags(&self, language: &str) -> BTreeSet<String> {
        self.0.get(language).map(|places| places.tags.clone()).unwrap_or_default()
    }

    /// What tree-sitter is told, as patterns of a query.
    pub fn queries(&self) -> String {
        let mut text = String::new();
        for (language, editors) in LANGUAGES {
            let Some(places) = self.0.get(language) else { continue };
            let set = format!("(#set! injection.language \"{editors}\")");
            for (kind, names) in &places.attributes {
                let condition = format!("(#eq? @_kind \"{kind}\") {} {set}", any_of("@_key", names));
                for value in VALUES {
                    let entry = format!("(assignment key: (identifier) @_key value: {value})");
                    let head = "(block kind: (path (identifier) @_kind) body: (body";
                    let _ = writeln!(text, "({head} {entry}))\n  {condition})");
                    let _ = writeln!(text, "({head} (overlay body: (body {entry}))))\n  {condition})");
                }
            }
            for (tag, names) in &places.fields {
                let entry = "(assignment key: (identifier) @_key value: (string (text) @injection.content))";
                let condition = format!("(#eq? @_tag \"{tag}\") {} {set}", any_of("@_key", names));
                let _ = writeln!(text, "(tagged tag: (tag) @_tag body: (body {entry})\n  {condition})");
            }
            if !places.tags.is_empty() {
                let call = "(call_expression function: (identifier) @_tag arguments: (arguments . (argument value: (string (text) @injection.content))))";
                let _ = writeln!(text, "({call}\n  {} {set})", any_of("@_tag", &places.tags));
            }
            let condition = any_of("@_type", &places.types);
            for (declaration, value) in [("let", "value"), ("param", "default"), ("field", "default")] {
                let typed = "type: (named_type name: (type_identifier) @_type)";
                let _ = writeln!(
                    text,
                    "(({declaration} {typed} {value}: (string (text) @injection.content))\n  {condition} {set})"
                );
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn add_fields<'f>(&mut self, types: &Types, block: &str, fields: impl Iterator<Item = &'f Field>) {
        for field in fields {
            if let Some(places) = types.language(&field.ty).and_then(|language| self.0.get_mut(language)) {
                places.attributes.entry(block.to_owned()).or_default().insert(field.name.text.to_string());
            }
        }
    }

    fn add_payloads(&mut self, types: &Types, ty: &Type) {
        match &ty.kind {
            TypeKind::Union(members) => members.iter().for_each(|member| self.add_payloads(types, member)),
            TypeKind::Optional(inner) | TypeKind::Late(inner) => self.add_payloads(types, inner),
            TypeKind::Tag { name, payload, .. } => {
                for (at, field) in payload_fields(payload).iter().enumerate() {
                    let Some(places) = types.language(&field.ty).and_then(|language| self.0.get_mut(language)) else {
                        continue;
                    };
                    match payload {
                        TagPayload::Positional(_) if at == 0 => {
                            places.tags.insert(name.text.to_string());
                        }
                        TagPayload::Positional(_) | TagPayload::None => {}
                        TagPayload::Fields(_) => {
                            places.fields.entry(name.text.to_string()).or_default().insert(field.name.text.to_string());
                        }
                    }
                }
            }
            TypeKind::Named { .. } | TypeKind::Record(_) | TypeKind::Error => {}
        }
    }
}

/// The attributes of all kinds and the parameters of all components, each with what has it.
fn fields_of_blocks(library: &Library) -> impl Iterator<Item = (&str, &Field)> {
    let kinds = library.kinds().flat_map(|(kind, _)| attributes(kind).map(|field| (kind.name.text.as_str(), field)));
    let components = library
        .components()
        .flat_map(|(component, _)| component.params.iter().map(|field| (component.name.text.as_str(), field)));
    kinds.chain(components)
}

/// Whether a value of the type can be a string, or hold one in a list or a map.
fn holds_text(library: &Library, ty: &Type) -> bool {
    let declared: BTreeMap<&str, &Type> =
        library.types().map(|(named, _)| (named.name.text.as_str(), &named.ty)).collect();
    let (mut open, mut seen) = (vec![ty], BTreeSet::new());
    while let Some(ty) = open.pop() {
        match &ty.kind {
            TypeKind::Named { path, args } => {
                let name = path.segments.last().map_or("", |segment| segment.text.as_str());
                if name == "String" {
                    return true;
                }
                open.extend(args.last());
                if seen.insert(name) {
                    open.extend(declared.get(name));
                }
            }
            TypeKind::Optional(inner) | TypeKind::Late(inner) => open.push(inner),
            TypeKind::Union(members) => open.extend(members),
            TypeKind::Record(_) | TypeKind::Tag { .. } | TypeKind::Error => {}
        }
    }
    false
}

/// Strings as the value of an attribute: alone, and in a list.
const VALUES: &[&str] = &["(string (text) @injection.content)", "(list (string (text) @injection.content))"];

fn any_of(capture: &str, names: &BTreeSet<String>) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("(#any-of? {capture} {})", names.join(" "))
}

/// The language of each named type that is one.
struct Types {
    named: BTreeMap<String, &'static str>,
}

impl Types {
    fn of(library: &Library) -> Self {
        let mut named = BTreeMap::new();
        for (ty, notes) in library.types() {
            let parsed: Vec<String> = library.notes(notes, "parse").into_iter().flatten().collect();
            let known = LANGUAGES.iter().find(|(language, _)| parsed.iter().any(|name| name == language));
            if let Some((language, _)) = known {
                named.insert(ty.name.text.to_string(), *language);
            }
        }
        let mut types = Self { named };
        // Those that are one of them or no string at all: `Condition | PromQL`.
        let unions: Vec<(String, &'static str)> = library
            .types()
            .filter(|(ty, _)| matches!(ty.ty.kind, TypeKind::Union(_)))
            .filter_map(|(ty, _)| Some((ty.name.text.to_string(), types.language(&ty.ty)?)))
            .collect();
        types.named.extend(unions);
        types
    }

    /// The language that strings of a type hold.
    fn language(&self, ty: &Type) -> Option<&'static str> {
        match &ty.kind {
            TypeKind::Named { path, args } => {
                let name = path.segments.last()?.text.as_str();
                match (name, args.as_slice()) {
                    ("List", [inner]) | ("Map", [_, inner]) => self.language(inner),
                    _ => self.named.get(name).copied(),
                }
            }
            TypeKind::Optional(inner) | TypeKind::Late(inner) => self.language(inner),
            TypeKind::Union(members) => {
                let is_text = |member: &&Type| !matches!(member.kind, TypeKind::Tag { .. }) && !is_condition(member);
                let mut languages = members.iter().filter(is_text).map(|member| self.language(member));
                let first = languages.next()??;
                languages.all(|language| language == Some(first)).then_some(first)
            }
            TypeKind::Record(_) | TypeKind::Tag { .. } | TypeKind::Error => None,
        }
    }
}

/// Whether a type is a condition over signals, which no string is.
fn is_condition(ty: &Type) -> bool {
    matches!(&ty.kind, TypeKind::Named { path, .. } if path.segments.last().is_some_and(|name| name.text == "Condition"))
}
