//! The reference of the standard library: a page for each of its files.

use super::Generated;
use crate::library::{Library, StdFile, attributes, doc_lines, payload_fields};
use infrac_syntax::ast::{
    Component, DeclKind, Field, Fn, Kind, KindItem, Notes, Output, TagPayload, Type, TypeDecl, TypeKind,
};
use std::fmt::Write as _;

/// The pages and their index.
pub fn pages(library: &Library) -> Vec<Generated> {
    let mut pages = Vec::new();
    let mut index = String::from(
        "<!-- Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit. -->\n\n# Reference\n\n\
         What the standard library declares. [What each target carries](carriage.md) says which attribute reaches which file.\n\n\
         | page | kinds | components | types | functions |\n| --- | --- | --- | --- | --- |\n",
    );
    for file in library.files() {
        let _ = writeln!(
            index,
            "| [{0}]({0}.md) | {1} | {2} | {3} | {4} |",
            file.stem,
            names(file, |kind| match kind {
                DeclKind::Kind(kind) => Some(&kind.name.text),
                _ => None,
            }),
            names(file, |kind| match kind {
                DeclKind::Component(component) => Some(&component.name.text),
                _ => None,
            }),
            names(file, |kind| match kind {
                DeclKind::Type(named) => Some(&named.name.text),
                _ => None,
            }),
            names(file, |kind| match kind {
                DeclKind::Fn(function) => Some(&function.name.text),
                _ => None,
            }),
        );
        pages.push((format!("docs/reference/{}.md", file.stem), page(library, file)));
    }
    pages.push(("docs/reference/README.md".to_owned(), index));
    pages
}

fn names<'a>(file: &'a StdFile, name: impl std::ops::Fn(&'a DeclKind) -> Option<&'a infrac_source::Str>) -> String {
    let names = file.declarations.iter().filter_map(|decl| name(&decl.kind)).map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(" ")
}

fn page(library: &Library, file: &StdFile) -> String {
    let mut out = format!(
        "<!-- Generated from stdlib/{0}.infra by `cargo xtask gen`. Do not edit. -->\n\n# std: {0}\n",
        file.stem
    );
    if let Some(doc) = &file.doc {
        let _ = write!(out, "\n{}\n", doc.text);
    }
    for decl in &file.declarations {
        match &decl.kind {
            DeclKind::Kind(kind) => write_kind(&mut out, library, kind, &decl.notes),
            DeclKind::Component(component) => write_component(&mut out, library, component, &decl.notes),
            DeclKind::Type(named) => write_type(&mut out, library, named, &decl.notes),
            DeclKind::Fn(function) => write_function(&mut out, library, function, &decl.notes),
            _ => {}
        }
    }
    out
}

fn write_kind(out: &mut String, library: &Library, kind: &Kind, notes: &Notes) {
    let name = &kind.name.text;
    heading(out, "kind", name, notes);
    let targets: Vec<String> = library.notes(notes, "targets").into_iter().flatten().collect();
    if !targets.is_empty() {
        let _ = write!(out, "\nTargets: {}.\n", targets.join(", "));
    }
    fields_table(out, library, "attribute", attributes(kind));
    let mut outputs = Vec::new();
    for item in &kind.items {
        match item {
            KindItem::Child { kind, many, .. } => {
                let kind = library.text(kind.span);
                let _ = write!(out, "\nHolds {} `{kind}`.\n", if *many { "any number of" } else { "at most one" });
            }
            KindItem::Expose { attribute, ty } => {
                let _ = write!(
                    out,
                    "\nThe keys of `{}` are members of a {name}: `LABEL.KEY` is of type `{}`; one that is no name is written `LABEL[\"KEY\"]`.\n",
                    attribute.text,
                    library.text(ty.span)
                );
            }
            KindItem::Output(output) => outputs.push(output),
            KindItem::Attribute(_) | KindItem::Assert(_) => {}
        }
    }
    outputs_table(out, library, &outputs);
    for item in &kind.items {
        if let KindItem::Assert(assert) = item {
            let _ = write!(
                out,
                "\nRequired: `{}`, or else: {}\n",
                library.text(assert.condition.span),
                library.text(assert.message.span)
            );
        }
    }
}

fn write_component(out: &mut String, library: &Library, component: &Component, notes: &Notes) {
    heading(out, "component", &component.name.text, notes);
    if let Some(base) = &component.base {
        let _ = write!(out, "\nIt is a `{}` and takes its attributes too.\n", library.text(base.span));
    }
    fields_table(out, library, "parameter", component.params.iter());
    outputs_table(out, library, &component.outputs.iter().collect::<Vec<_>>());
}

fn write_type(out: &mut String, library: &Library, named: &TypeDecl, notes: &Notes) {
    heading(out, "type", &named.name.text, notes);
    match &named.ty.kind {
        TypeKind::Record(fields) => fields_table(out, library, "field", fields.iter()),
        TypeKind::Union(members) if members.iter().all(|member| matches!(member.kind, TypeKind::Tag { .. })) => {
            write_tags(out, library, members);
        }
        _ => {
            let _ = write!(out, "\n`{}`", library.text(named.ty.span));
            if let Some(refinement) = &named.refinement {
                let _ = write!(out, " `{}`", library.text(refinement.span));
            }
            out.push('\n');
        }
    }
}

fn write_tags(out: &mut String, library: &Library, members: &[Type]) {
    out.push_str("\n| variant | what it is |\n| --- | --- |\n");
    for member in members {
        let TypeKind::Tag { notes, name, payload } = &member.kind else { continue };
        let _ = writeln!(out, "| `{}` | {} |", written(&name.text, payload), cell(&doc_lines(notes).join(" ")));
        for field in payload_fields(payload) {
            let _ = writeln!(
                out,
                "| `{}` → `{}` | {} |",
                name.text,
                cell(&signature(library, field)),
                cell(&doc_lines(&field.notes).join(" "))
            );
        }
    }
}

/// A tag as a project writes it: `cpu(target)`, `slack { url, channel }`.
fn written(tag: &str, payload: &TagPayload) -> String {
    let names = payload_fields(payload).iter().map(|field| field.name.text.as_str()).collect::<Vec<_>>().join(", ");
    match payload {
        TagPayload::None => tag.to_owned(),
        TagPayload::Positional(_) => format!("{tag}({names})"),
        TagPayload::Fields(_) => format!("{tag} {{ {names} }}"),
    }
}

fn write_function(out: &mut String, library: &Library, function: &Fn, notes: &Notes) {
    heading(out, "fn", &function.name.text, notes);
    let params: Vec<String> = function.params.iter().map(|param| library.text(param.span)).collect();
    let _ = write!(out, "\n`{}({}): {}`\n", function.name.text, params.join(", "), library.text(function.result.span));
}

fn heading(out: &mut String, what: &str, name: &str, notes: &Notes) {
    let _ = write!(out, "\n## {what} `{name}`\n\n{}\n", doc_lines(notes).join("\n"));
}

fn fields_table<'a>(out: &mut String, library: &Library, what: &str, fields: impl Iterator<Item = &'a Field>) {
    let mut rows = String::new();
    for field in fields {
        let default = field.default.as_ref().map(|default| format!("`{}`", cell(&library.text(default.span))));
        let optional = matches!(field.ty.kind, TypeKind::Optional(_));
        let default = default.unwrap_or_else(|| if optional { "none" } else { "required" }.to_owned());
        let mut meaning = doc_lines(&field.notes).join(" ");
        if let Some(refinement) = &field.refinement {
            let _ = write!(meaning, " (`{}`)", library.text(refinement.condition.span));
        }
        let _ = writeln!(
            rows,
            "| `{}` | `{}` | {default} | {} |",
            field.name.text,
            cell(&library.text(field.ty.span)),
            cell(&meaning)
        );
    }
    if !rows.is_empty() {
        let _ = write!(out, "\n| {what} | type | default | meaning |\n| --- | --- | --- | --- |\n{rows}");
    }
}

fn outputs_table(out: &mut String, library: &Library, outputs: &[&Output]) {
    if outputs.is_empty() {
        return;
    }
    out.push_str("\n| output | type | meaning |\n| --- | --- | --- |\n");
    for output in outputs {
        let params = output.params.as_ref().map(|params| {
            let params: Vec<String> = params.iter().map(|param| signature(library, param)).collect();
            format!("({})", params.join(", "))
        });
        let _ = writeln!(
            out,
            "| `{}{}` | `{}` | {} |",
            output.name.text,
            cell(&params.unwrap_or_default()),
            cell(&library.text(output.ty.span)),
            cell(&doc_lines(&output.notes).join(" "))
        );
    }
}

/// `name: Type = default`.
fn signature(library: &Library, field: &Field) -> String {
    let default =
        field.default.as_ref().map(|default| format!(" = {}", library.text(default.span))).unwrap_or_default();
    format!("{}: {}{default}", field.name.text, library.text(field.ty.span))
}

/// Text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
