//! Number literals: which quantity a unit makes, read by the wanted type; bare numbers where a unit is needed are refused with the likely one.

use super::{Checker, Want};
use crate::hir::{Expr, ExprKind};
use crate::types::Type;
use infrac_diagnostics::codes::e03;
use infrac_quantity::{Dimension, Literal, Ratio};
use infrac_source::Span;
use infrac_syntax::ast;

impl Checker<'_> {
    pub(super) fn check_number(&mut self, literal: &Literal, span: Span, want: Want<'_>) -> Expr {
        let mut first: Option<Type> = None;
        let fitting = self.model.find_form(want.ty, &mut |form| {
            let numeric = dimension(form).is_some() || matches!(form, Type::Int | Type::Decimal);
            if !numeric {
                return None;
            }
            let value = read(literal, form);
            if value.is_none() && first.is_none() {
                first = Some(form.clone());
            }
            value.map(|value| (form.clone(), value))
        });
        match (fitting, first) {
            (Some((ty, value)), _) => self.number(value, ty, span),
            (None, Some(wanted)) => {
                self.wrong_number(literal, span, &wanted, want.origin);
                self.poison(span)
            }
            (None, None) => self.synth_number(literal, span),
        }
    }

    pub(super) fn synth_number(&mut self, literal: &Literal, span: Span) -> Expr {
        if let Some(value) = literal.bare() {
            let ty = if value.to_int().is_some() { Type::Int } else { Type::Decimal };
            return self.number(value, ty, span);
        }
        let mut dimensions = literal.dimensions();
        match (dimensions.next(), dimensions.next()) {
            (Some(only), None) => match literal.in_base_of(only) {
                Some(value) => self.number(value, quantity(only), span),
                None => self.too_large(span),
            },
            (Some(_), Some(_)) => {
                self.report(e03::e0304_ambiguous_unit::ambiguous_unit(span));
                self.poison(span)
            }
            (None, _) => self.too_large(span),
        }
    }

    /// A number of that type in base units; an Int within 64 bits, durations, sizes and processor whole.
    fn number(&mut self, value: Ratio, ty: Type, span: Span) -> Expr {
        if ty == Type::Int {
            let Some(value) = value.to_int().and_then(|value| i64::try_from(value).ok()) else {
                return self.too_large(span);
            };
            return Expr { kind: ExprKind::Int(value), ty, span };
        }
        let smallest = match ty {
            Type::Duration => Some("a nanosecond"),
            Type::Bytes => Some("a byte"),
            Type::Cpu => Some("a millicore"),
            _ => None,
        };
        if let Some(smallest) = smallest.filter(|_| value.to_int().is_none()) {
            self.report(e03::e0321_number_out_of_range::not_whole(span, smallest));
            return self.poison(span);
        }
        Expr { kind: ExprKind::Number(value), ty, span }
    }

    fn too_large(&mut self, span: Span) -> Expr {
        self.report(e03::e0321_number_out_of_range::too_large(span));
        self.poison(span)
    }

    fn wrong_number(&mut self, literal: &Literal, span: Span, wanted: &Type, origin: Option<Span>) {
        let name = self.type_text(wanted);
        match (literal.bare(), dimension(wanted)) {
            (Some(value), Some(dimension)) => {
                self.report(e03::e0302_missing_unit::missing_unit(span, &name, likely(dimension, value), origin));
            }
            (Some(value), None) if value.to_int().is_none() => {
                self.report(e03::e0321_number_out_of_range::fraction_for_int(span, origin));
            }
            (Some(_), None) => {
                self.too_large(span);
            }
            (None, _) => {
                let meant = match (wanted, literal.unit()) {
                    // 128m of memory is written by everybody once; so is 5M for 5 minutes.
                    (Type::Bytes, "m") => Some("Mi"),
                    (Type::Duration, "M") => Some("m"),
                    _ => None,
                };
                let unit = literal.unit();
                self.report(e03::e0303_wrong_unit::wrong_unit(span, unit, &name, meant, units(wanted), origin));
            }
        }
    }
}

/// The literal as a number of that type, in base units.
pub(super) fn read(literal: &Literal, ty: &Type) -> Option<Ratio> {
    match (literal.bare(), ty) {
        (Some(value), Type::Int) => value.to_int().and_then(|whole| i64::try_from(whole).ok()).map(|_| value),
        (Some(value), Type::Decimal) => Some(value),
        (Some(value), Type::Cpu) => value.checked_mul(Ratio::from_int(1000)),
        (Some(value), Type::Duration | Type::Bytes | Type::Percent | Type::Rate) => {
            (value == Ratio::ZERO).then_some(value)
        }
        (None, ty) => literal.in_base_of(dimension(ty)?),
        _ => None,
    }
}

/// The quantity of the first literal in a list whose unit has one meaning: `[15m, 1h]` are durations.
pub(super) fn clear_quantity(items: &[ast::ListItem]) -> Option<Type> {
    items.iter().find_map(|item| {
        let ast::ListItem::Expr(ast::Expr { kind: ast::ExprKind::Number(literal), .. }) = item else { return None };
        let mut dimensions = literal.dimensions();
        match (dimensions.next(), dimensions.next()) {
            (Some(only), None) => Some(quantity(only)),
            _ => None,
        }
    })
}

fn dimension(ty: &Type) -> Option<Dimension> {
    match ty {
        Type::Duration => Some(Dimension::Duration),
        Type::Bytes => Some(Dimension::Bytes),
        Type::Cpu => Some(Dimension::Cpu),
        Type::Percent => Some(Dimension::Percent),
        Type::Rate => Some(Dimension::Rate),
        _ => None,
    }
}

fn quantity(dimension: Dimension) -> Type {
    match dimension {
        Dimension::Duration => Type::Duration,
        Dimension::Bytes => Type::Bytes,
        Dimension::Cpu => Type::Cpu,
        Dimension::Percent => Type::Percent,
        Dimension::Rate => Type::Rate,
    }
}

/// The unit that was most likely meant by a bare number.
fn likely(dimension: Dimension, value: Ratio) -> &'static str {
    match dimension {
        Dimension::Duration => "s",
        // A number beyond a million is surely bytes; a small one is what people call megabytes.
        Dimension::Bytes if value.floor() >= 1_000_000 => "B",
        Dimension::Bytes => "Mi",
        Dimension::Cpu => "m",
        Dimension::Percent => "%",
        Dimension::Rate => "/s",
    }
}

/// The units of a type, for the help.
fn units(ty: &Type) -> &'static str {
    match ty {
        Type::Duration => "ns, us, ms, s, m, h, d, w",
        Type::Bytes => "B, k, M, G, T, P, Ki, Mi, Gi, Ti, Pi",
        Type::Cpu => "m (millicores), or a plain number of cores",
        Type::Percent => "%",
        Type::Rate => "/s, /min, /h, /d",
        _ => "",
    }
}
