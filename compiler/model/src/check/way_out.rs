//! What to write instead where a value is of another type than the one that is wanted.

use super::Checker;
use crate::hir::{Expr, ExprKind};
use crate::types::{TagDef, Type};
use infrac_diagnostics::{Applicability, Diagnostic, Edit};
use infrac_source::Span;

/// So many tags are told at most.
const SHOWN: usize = 8;

impl Checker<'_> {
    /// Adds to `report` what is meant most likely by `expr` where `wanted` was asked for.
    pub(super) fn way_out(&mut self, report: Diagnostic, expr: &Expr, wanted: &Type) -> Diagnostic {
        if let Some(element) = self.element_of(wanted)
            && self.model.fits(&expr.ty, &element)
        {
            return report.fix_all("write it as a list", around(expr.span, "[", "]"), Applicability::Unsafe);
        }
        if matches!(expr.kind, ExprKind::Int(_) | ExprKind::Number(_))
            && self.takes(wanted, &|form| *form == Type::String)
        {
            return report.fix_all("write it as text, in quotes", around(expr.span, "\"", "\""), Applicability::Unsafe);
        }
        if self.takes(wanted, &|form| *form == Type::Endpoint) {
            return self.name_a_port(report, expr);
        }
        if self.takes(wanted, &|form| matches!(form, Type::Map(..))) && matches!(expr.ty, Type::List(_)) {
            return report.help("a map gives each value a name: `{ name = value }`");
        }
        match self.tags_of(wanted) {
            Some(tags) => report.help(format!("its tags are {tags}")),
            None => report,
        }
    }

    /// The tags of a type as they are written: "`none`, `letsencrypt { email, … }`".
    pub(super) fn tags_of(&self, wanted: &Type) -> Option<String> {
        let tags = self.model.find_form(wanted, &mut |form| {
            let (_, tags) = self.model.tags(form)?;
            Some(
                tags.iter().take(SHOWN).map(written).collect::<Vec<_>>().join(", ")
                    + if tags.len() > SHOWN { ", …" } else { "" },
            )
        })?;
        (!tags.is_empty()).then_some(tags)
    }

    fn takes(&self, wanted: &Type, look: &dyn Fn(&Type) -> bool) -> bool {
        self.model.find_form(wanted, &mut |form| look(form).then_some(())).is_some()
    }

    /// The type of the elements, if a list is wanted.
    fn element_of(&self, wanted: &Type) -> Option<Type> {
        self.model.find_form(wanted, &mut |form| match form {
            Type::List(element) => Some(element.as_ref().clone()),
            _ => None,
        })
    }

    /// A service where one of its ports is wanted.
    fn name_a_port(&mut self, report: Diagnostic, expr: &Expr) -> Diagnostic {
        let (ExprKind::Block { decl, family: false }, Type::Ref(_)) = (&expr.kind, &expr.ty) else { return report };
        let block = self.describe(expr);
        let exposed = self.exposed(*decl);
        let ports = exposed.keys.iter().filter(|(_, (_, ty))| *ty == Type::Endpoint).map(|(key, _)| {
            let is_name = key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
            if is_name { format!("`{block}.{key}`") } else { format!("`{block}[\"{key}\"]`") }
        });
        let ports: Vec<String> = ports.take(SHOWN).collect();
        if ports.is_empty() { report } else { report.help(format!("name one of its ports: {}", ports.join(", "))) }
    }
}

/// Inserts text on both sides of a place.
fn around(span: Span, before: &str, after: &str) -> Vec<Edit> {
    vec![
        Edit { span: Span::new(span.file, span.start, span.start), text: before.to_owned() },
        Edit { span: Span::new(span.file, span.end, span.end), text: after.to_owned() },
    ]
}

/// `cpu(target)`, `slack { url, channel }`.
fn written(tag: &TagDef) -> String {
    let names = tag.fields.iter().map(|field| field.name.as_str()).take(3).collect::<Vec<_>>().join(", ");
    let more = if tag.fields.len() > 3 { ", …" } else { "" };
    match (tag.fields.is_empty(), tag.positional) {
        (true, _) => format!("`{}`", tag.name),
        (false, true) => format!("`{}({names}{more})`", tag.name),
        (false, false) => format!("`{} {{ {names}{more} }}`", tag.name),
    }
}
