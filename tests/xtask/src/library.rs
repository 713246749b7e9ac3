//! The standard library as the generators need it: its declarations in order, with the text of each.

use infrac_source::{Source, Sources, Span};
use infrac_syntax::ast::{
    self, Component, Decl, DeclKind, Doc, Field, Fn, KindItem, Notes, TagPayload, Type, TypeDecl, TypeKind,
};
use infrac_syntax::{Kind, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All declarations of the standard library.
pub struct Library {
    sources: Sources,
    files: Vec<StdFile>,
}

/// A file of the standard library.
pub struct StdFile {
    /// `service` for `std/service.infra`.
    pub stem: String,
    /// Its `//!` text.
    pub doc: Option<Doc>,
    /// What it declares.
    pub declarations: Vec<Decl>,
    /// Every name and word in its code, comments and strings left out.
    pub words: BTreeSet<String>,
}

/// An argument of an attribute as text: `compose`, `"why"` without quotes.
pub type NoteArgs = Vec<String>;

impl Library {
    /// Reads all files.
    ///
    /// # Errors
    /// If one of them does not parse.
    pub fn read() -> Result<Self, String> {
        let mut sources = Sources::default();
        let mut files = Vec::new();
        for (path, text) in infrac_stdlib::FILES {
            let source: Arc<Source> = sources.add(|id| Source::new(id, *path, text));
            let parsed = infrac_syntax::parse(&source);
            if let Some(first) = parsed.diagnostics.0.first() {
                return Err(format!("{path}: {}", first.message));
            }
            let stem = path.trim_start_matches("std/").trim_end_matches(".infra").to_owned();
            let is_word = |token: &&Token| matches!(token.kind, Kind::Lower | Kind::Upper);
            let word = |token: &Token| source.text().get(token.start as usize..token.end as usize).map(str::to_owned);
            let words = parsed.tokens.iter().filter(is_word).filter_map(word).collect();
            files.push(StdFile { stem, doc: parsed.file.doc, declarations: parsed.file.declarations, words });
        }
        Ok(Self { sources, files })
    }

    /// The files, in order of their paths.
    pub fn files(&self) -> &[StdFile] {
        &self.files
    }

    /// What stands at a place, on one line.
    pub fn text(&self, span: Span) -> String {
        let text = self.sources.slice(span);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
        lines.collect::<Vec<_>>().join(" ")
    }

    fn declarations(&self) -> impl Iterator<Item = &Decl> {
        self.files.iter().flat_map(|file| &file.declarations)
    }

    /// The kinds with their notes, in order.
    pub fn kinds(&self) -> impl Iterator<Item = (&ast::Kind, &Notes)> {
        self.declarations().filter_map(|decl| match &decl.kind {
            DeclKind::Kind(kind) => Some((kind, &decl.notes)),
            _ => None,
        })
    }

    /// The named types with their notes, in order.
    pub fn types(&self) -> impl Iterator<Item = (&TypeDecl, &Notes)> {
        self.declarations().filter_map(|decl| match &decl.kind {
            DeclKind::Type(named) => Some((named, &decl.notes)),
            _ => None,
        })
    }

    /// The components with their notes, in order.
    pub fn components(&self) -> impl Iterator<Item = (&Component, &Notes)> {
        self.declarations().filter_map(|decl| match &decl.kind {
            DeclKind::Component(component) => Some((component, &decl.notes)),
            _ => None,
        })
    }

    /// The functions with their notes, in order.
    pub fn functions(&self) -> impl Iterator<Item = (&Fn, &Notes)> {
        self.declarations().filter_map(|decl| match &decl.kind {
            DeclKind::Fn(function) => Some((function, &decl.notes)),
            _ => None,
        })
    }

    /// The arguments of each `@name(…)` among the notes.
    pub fn notes(&self, notes: &Notes, name: &str) -> Vec<NoteArgs> {
        let argument = |span| self.text(span).trim_matches('"').to_owned();
        notes
            .attributes
            .iter()
            .filter(|attribute| attribute.name.text == name)
            .map(|attribute| attribute.args.iter().map(|arg| argument(arg.value.span)).collect())
            .collect()
    }

    /// The types that attributes of kinds reach, by name: those that the plan needs.
    pub fn types_of_kinds(&self) -> BTreeSet<String> {
        let declared: BTreeMap<&str, &Type> =
            self.types().map(|(named, _)| (named.name.text.as_str(), &named.ty)).collect();
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Type> = self.kinds().flat_map(|(kind, _)| attributes(kind)).map(|field| &field.ty).collect();
        while let Some(ty) = open.pop() {
            match &ty.kind {
                TypeKind::Named { path, args } => {
                    open.extend(args);
                    let name = path.segments.last().map_or("", |segment| segment.text.as_str());
                    if let Some(declared) = declared.get(name)
                        && reached.insert(name.to_owned())
                    {
                        open.push(declared);
                    }
                }
                TypeKind::Late(inner) | TypeKind::Optional(inner) => open.push(inner),
                TypeKind::Union(members) => open.extend(members),
                TypeKind::Record(fields) => open.extend(fields.iter().map(|field| &field.ty)),
                TypeKind::Tag { payload, .. } => open.extend(payload_fields(payload).iter().map(|field| &field.ty)),
                TypeKind::Error => {}
            }
        }
        reached
    }
}

/// The attributes of a kind, in order.
pub fn attributes(kind: &ast::Kind) -> impl Iterator<Item = &Field> {
    kind.items.iter().filter_map(|item| match item {
        KindItem::Attribute(field) => Some(field),
        KindItem::Child { .. } | KindItem::Expose { .. } | KindItem::Output(_) | KindItem::Assert(_) => None,
    })
}

/// The fields of a tag's payload.
pub fn payload_fields(payload: &TagPayload) -> &[Field] {
    match payload {
        TagPayload::None => &[],
        TagPayload::Positional(fields) | TagPayload::Fields(fields) => fields,
    }
}

/// The documentation's lines.
pub fn doc_lines(notes: &Notes) -> Vec<String> {
    notes.doc.as_ref().map(|doc| doc.text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

/// Whether the notes hold `@name`.
pub fn has_note(notes: &Notes, name: &str) -> bool {
    notes.attributes.iter().any(|attribute| attribute.name.text == name)
}
