//! Text: interpolation, joining, and values as text.

use super::{Evaluator, ScopeRef};
use crate::text::{Part, Sensitive, SensitivePart, Text};
use crate::value::{Val, Value};
use infrac_diagnostics::codes::e03;
use infrac_model::hir::TextPart;
use infrac_source::{Span, Str};

/// Parts being joined: plain as long as no secret is among them.
#[derive(Debug, Default)]
pub(crate) struct Joiner {
    parts: Vec<SensitivePart>,
    secret: bool,
}

impl Joiner {
    /// Adds literal text.
    pub fn literal(&mut self, text: Str) {
        self.parts.push(SensitivePart::Lit(text));
    }

    /// Adds text, plain or secret.
    pub fn value(&mut self, value: &Value) -> bool {
        match value {
            Value::Text(text) => self.parts.extend(text.parts().iter().map(|part| match part {
                Part::Lit(text) => SensitivePart::Lit(text.clone()),
                Part::Late(late) => SensitivePart::Late(late.clone()),
            })),
            Value::Secret(secret) => {
                self.secret = true;
                self.parts.extend(secret.parts().iter().cloned());
            }
            _ => return false,
        }
        true
    }

    /// The whole.
    pub fn finish(self) -> Value {
        if self.secret {
            return Value::Secret(Sensitive::new(self.parts));
        }
        let plain = self.parts.into_iter().filter_map(|part| match part {
            SensitivePart::Lit(text) => Some(Part::Lit(text)),
            SensitivePart::Late(late) => Some(Part::Late(late)),
            SensitivePart::Secret(_) => None,
        });
        Value::Text(Text::new(plain))
    }
}

impl<'m> Evaluator<'m> {
    /// A text literal with its interpolations.
    pub fn text(&mut self, parts: &'m [TextPart], span: Span, scope: &ScopeRef<'m>) -> Val {
        if parts.is_empty() {
            return self.val(Value::Text(Text::default()), span, scope.trace);
        }
        if let [TextPart::Text(text, _)] = parts {
            let text = Text::literal(text.clone());
            return self.val(Value::Text(text), span, scope.trace);
        }
        let mut joiner = Joiner::default();
        let mut size = 0;
        for part in parts {
            match part {
                TextPart::Text(text, _) => {
                    size += text.len();
                    joiner.literal(text.clone());
                }
                TextPart::Interpolation(expr) => {
                    let val = self.eval(expr, scope);
                    if !self.has_decimal_form(&val.value, expr.span) {
                        return self.poison(span, scope.trace);
                    }
                    let Some(value) = self.as_text(&val.value) else { return self.poison(span, scope.trace) };
                    size += text_size(&value);
                    joiner.value(&value);
                }
            }
        }
        if !self.text_made(size, span) {
            return self.poison(span, scope.trace);
        }
        self.val(joiner.finish(), span, scope.trace)
    }

    /// Whether a value can be written out: all but a fraction without a finite decimal form, which is reported at `span`.
    pub fn has_decimal_form(&mut self, value: &Value, span: Span) -> bool {
        match value {
            Value::Decimal(number) if number.to_decimal().is_none() => {
                self.report(e03::e0363_no_finite_decimal::no_finite_decimal(span, &number.to_string()));
                false
            }
            _ => true,
        }
    }

    /// What an interpolation writes: text as it is, a block that is a secret as its secret, anything else as `.infra` writes it.
    pub fn as_text(&mut self, value: &Value) -> Option<Value> {
        Some(match value {
            Value::Poison => return None,
            Value::Text(_) | Value::Secret(_) => value.clone(),
            Value::Ref(block) if self.is_secret(*block) => self.secret_of(*block),
            other => Value::Text(Text::literal(self.display_plain(other))),
        })
    }

    /// Known text.
    pub fn plain_text(&self, val: &Val) -> Option<Str> {
        match &val.value {
            Value::Text(text) => text.known(),
            _ => None,
        }
    }

    /// A value as `.infra` writes it, without quotes around text.
    pub fn display_plain(&self, value: &Value) -> Str {
        match value {
            Value::Text(text) if text.known().is_some() => text.known().unwrap_or_default(),
            Value::Ref(block) => self.block(*block).identity.clone(),
            other => crate::display::scalar(other).into(),
        }
    }
}

/// How much text a value holds.
fn text_size(value: &Value) -> usize {
    match value {
        Value::Text(text) => {
            text.parts().iter().map(|part| if let Part::Lit(text) = part { text.len() } else { 8 }).sum()
        }
        Value::Secret(secret) => {
            secret.parts().iter().map(|part| if let SensitivePart::Lit(text) = part { text.len() } else { 8 }).sum()
        }
        _ => 0,
    }
}
