//! Everything that a user can name in the standard library says what it is.

use infrac_source::{FileId, Source, Span};
use infrac_syntax::ast::{DeclKind, Field, KindItem, Notes, Type, TypeKind};
use infrac_tidy::Violations;
use xtask::library::payload_fields;

struct Check<'a> {
    source: &'a Source,
    violations: &'a mut Violations,
}

impl Check<'_> {
    fn notes(&mut self, notes: &Notes, what: &str, span: Span) {
        if notes.doc.as_ref().is_none_or(|doc| doc.text.trim().is_empty()) {
            let line = self.source.line_column(span.start).line as usize;
            self.violations.at(self.source.path(), line, format!("{what} has no `///`"));
        }
    }

    fn field(&mut self, field: &Field, what: &str) {
        self.notes(&field.notes, &format!("{what} `{}`", field.name.text), field.span);
        self.ty(&field.ty);
    }

    /// Fields of records everywhere; tags of unions that have payloads need not document one-word payloads.
    fn ty(&mut self, ty: &Type) {
        match &ty.kind {
            TypeKind::Record(fields) => fields.iter().for_each(|field| self.field(field, "field")),
            TypeKind::Union(members) => members.iter().for_each(|member| self.ty(member)),
            TypeKind::Late(inner) | TypeKind::Optional(inner) => self.ty(inner),
            TypeKind::Tag { payload, .. } => payload_fields(payload).iter().for_each(|field| self.ty(&field.ty)),
            TypeKind::Named { .. } | TypeKind::Error => {}
        }
    }
}

#[test]
fn every_item_is_documented() {
    let mut violations = Violations::default();
    for (at, (path, text)) in infrac_stdlib::FILES.iter().enumerate() {
        let source = Source::new(FileId(at as u32), *path, text);
        let parsed = infrac_syntax::parse(&source);
        assert!(parsed.diagnostics.0.is_empty(), "{path} does not parse: {:?}", parsed.diagnostics.0);
        let mut check = Check { source: &source, violations: &mut violations };
        for decl in &parsed.file.declarations {
            let head = source.slice(decl.span).lines().find(|line| !line.starts_with(['/', '@'])).unwrap_or_default();
            check.notes(&decl.notes, &format!("`{head}`"), decl.span);
            match &decl.kind {
                DeclKind::Kind(kind) => kind.items.iter().for_each(|item| match item {
                    KindItem::Attribute(field) => check.field(field, "attribute"),
                    KindItem::Output(output) => {
                        check.notes(&output.notes, &format!("output `{}`", output.name.text), output.span)
                    }
                    KindItem::Child { .. } | KindItem::Expose { .. } | KindItem::Assert(_) => {}
                }),
                DeclKind::Component(component) => {
                    component.params.iter().for_each(|param| check.field(param, "parameter"));
                    for output in &component.outputs {
                        check.notes(&output.notes, &format!("output `{}`", output.name.text), output.span);
                    }
                }
                DeclKind::Type(named) => check.ty(&named.ty),
                _ => {}
            }
        }
    }
    violations.finish("the standard library is the manual; these are missing from it:");
}
