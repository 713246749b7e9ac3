//! Strings: what may be interpolated, and how late and secret parts colour the whole.

use super::scope::ScopeId;
use super::{Checker, Want};
use crate::hir::{Expr, ExprKind, TextPart};
use crate::types::Type;
use infrac_diagnostics::codes::{e03, e05};
use infrac_syntax::ast;
use std::sync::Arc;

/// How a piece of text is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Colour {
    Plain,
    Late,
    Secret,
}

impl<'a> Checker<'a> {
    pub(super) fn check_text(&mut self, text: &'a ast::StringLit, want: Want<'_>, scope: ScopeId) -> Expr {
        let language = self.model.find_form(want.ty, &mut |form| match form {
            Type::Named(id) => self.model.type_def(*id).language,
            _ => None,
        });
        let checked = self.synth_text(text, language, scope);
        if checked.ty != Type::String {
            return checked;
        }
        let takes = self.model.find_form(want.ty, &mut |form| match form {
            Type::String | Type::Raw | Type::Error | Type::Variable(_) => Some(None),
            form if self.model.tags(form).is_some() => Some(Some(form.clone())),
            _ => None,
        });
        if let Some(Some(union)) = takes {
            let tag = text.plain().filter(|tag| self.find_tag(&union, tag).is_some());
            let wanted = self.type_text(want.ty);
            let tags = self.tags_of(&union).unwrap_or_default();
            self.report(e03::e0301_type_mismatch::text_for_tag(text.span, tag.as_deref(), &tags, &wanted, want.origin));
            return self.poison(text.span);
        }
        if takes.is_none()
            && let Some(number) =
                text.plain().and_then(|text| infrac_quantity::Literal::parse(&text).ok().map(|_| text))
            && self.model.find_form(want.ty, &mut |form| is_number(form).then_some(())).is_some()
        {
            let wanted = self.type_text(want.ty);
            self.report(e03::e0301_type_mismatch::text_for_number(text.span, &number, &wanted, want.origin));
            return self.poison(text.span);
        }
        let secret = self.model.find_form(want.ty, &mut |form| (*form == Type::Secret).then_some(())).is_some();
        if secret && takes.is_none() {
            self.report(e05::e0502_hard_coded_secret::hard_coded_secret(text.span, true, want.origin));
            return self.poison(text.span);
        }
        checked
    }

    pub(super) fn synth_text(
        &mut self,
        text: &'a ast::StringLit,
        language: Option<infrac_embedded::Language>,
        scope: ScopeId,
    ) -> Expr {
        let mut parts: Vec<TextPart> = Vec::with_capacity(text.parts.len());
        let mut colour = Colour::Plain;
        let mut wrong = false;
        for part in &text.parts {
            match part {
                ast::StringPart::Text { text, span } => parts.push(TextPart::Text(text.clone(), *span)),
                // What follows was read to the end of the line, whatever it was meant to be: nothing is said of it.
                ast::StringPart::Interpolation { expr, closed: false, .. } => {
                    let reported = self.diagnostics.0.len();
                    parts.push(TextPart::Interpolation(self.synth(expr, scope)));
                    self.diagnostics.0.truncate(reported);
                    wrong = true;
                }
                ast::StringPart::Interpolation { expr, .. } => {
                    let inner = self.synth(expr, scope);
                    match self.interpolated(&inner) {
                        Some(part) => colour = colour.max(part),
                        None => wrong = true,
                    }
                    parts.push(TextPart::Interpolation(inner));
                }
            }
        }
        if wrong {
            return self.poison(text.span);
        }
        if let Some(language) = language
            && !self.embedded_text(language, &parts, text)
        {
            return self.poison(text.span);
        }
        let ty = match colour {
            Colour::Plain => Type::String,
            Colour::Late => Type::Late(Arc::new(Type::String)),
            Colour::Secret => Type::Secret,
        };
        Expr { kind: ExprKind::Text(parts.into()), ty, span: text.span }
    }

    /// How an interpolated value colours its string; `None` if it is no text (reported) or poison.
    fn interpolated(&mut self, expr: &Expr) -> Option<Colour> {
        match self.text_colour(&expr.ty) {
            Ok(colour) => Some(colour),
            Err(Unfit::Silent) => None,
            Err(Unfit::Quantity(unit)) => {
                self.report(e03::e0310_quantity_in_text::quantity_in_text(expr.span, unit));
                None
            }
            Err(Unfit::Optional) => {
                let what = self.describe(expr);
                self.report(e03::e0314_maybe_null::maybe_null(expr.span, &what, "text", None));
                None
            }
            Err(Unfit::Other) => {
                let ty = self.type_text(&expr.ty);
                let help = match self.model.base(&expr.ty) {
                    Type::Endpoint => Some("take a part of it: `.host`, `.port`, `.address` or `.url`"),
                    Type::Ref(_) => Some("take one of its members: `.name`, for instance"),
                    Type::List(_) => Some("join its elements: `join(list, \", \")`"),
                    Type::Environment => Some("its name is `env.name`"),
                    _ => None,
                };
                self.report(e03::e0323_not_text::not_text(expr.span, &ty, help));
                None
            }
        }
    }

    fn text_colour(&self, ty: &Type) -> Result<Colour, Unfit> {
        match ty {
            Type::Error | Type::Never => Err(Unfit::Silent),
            Type::String | Type::Int | Type::Decimal | Type::Bool | Type::Variable(_) => Ok(Colour::Plain),
            Type::Secret => Ok(Colour::Secret),
            Type::Raw => Ok(Colour::Late),
            Type::Ref(_) if self.model.holds_secret(ty) => Ok(Colour::Secret),
            Type::Late(inner) => self.text_colour(inner).map(|colour| colour.max(Colour::Late)),
            Type::Optional(inner) => match self.text_colour(inner) {
                Err(Unfit::Silent) => Err(Unfit::Silent),
                _ => Err(Unfit::Optional),
            },
            Type::Union(members) => {
                members.iter().try_fold(Colour::Plain, |colour, member| Ok(colour.max(self.text_colour(member)?)))
            }
            Type::Named(_) => match self.model.alias(ty) {
                Some(base) => self.text_colour(base),
                None => match self.model.tags(ty) {
                    Some((_, tags)) if tags.iter().all(|tag| tag.fields.is_empty()) => Ok(Colour::Plain),
                    _ => Err(Unfit::Other),
                },
            },
            other => match super::coerce::quantity_name(other) {
                Some(unit) => Err(Unfit::Quantity(unit)),
                None => Err(Unfit::Other),
            },
        }
    }
}

/// Why a value is no text.
enum Unfit {
    Silent,
    Quantity((&'static str, &'static str)),
    Optional,
    Other,
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Decimal | Type::Duration | Type::Bytes | Type::Cpu | Type::Percent | Type::Rate)
}
