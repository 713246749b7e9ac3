//! Keys: names of attributes and fields, and the text of map keys.

use super::body::{Shape, Slot};
use super::scope::ScopeId;
use super::{Checker, Want};
use crate::hir::{Expr, ExprKind, Key, KeyText};
use crate::types::Type;
use infrac_diagnostics::codes::{e02, e03, e05};
use infrac_diagnostics::{did_you_mean, foreign_attribute};
use infrac_source::{Span, Str};
use infrac_syntax::ast;

impl<'a> Checker<'a> {
    /// A key of a shape and the type of its values; `None` if there is no such key (reported, unless the body is damaged).
    pub(super) fn key(
        &mut self,
        key: &'a ast::Key,
        shape: &Shape,
        damaged: bool,
        scope: ScopeId,
    ) -> Option<(Key, Slot)> {
        match shape {
            Shape::Map(key_type, value) => {
                let (key_type, value) = (key_type.as_ref().clone(), value.as_ref().clone());
                let text = self.map_key(key, &key_type, scope)?;
                let span = text.span;
                Some((text, Slot { ty: value, span, until: None }))
            }
            Shape::Raw => {
                let text = self.map_key(key, &Type::String, scope)?;
                let span = text.span;
                Some((text, Slot { ty: Type::Raw, span, until: None }))
            }
            _ => {
                let (name, span) = plain_key(key);
                let Some(name) = name else {
                    let (what, _) = self.shape_name(shape);
                    self.report(e02::e0206_unknown_attribute::computed_key(span, &what));
                    return None;
                };
                let Some(slot) = self.slot(shape, &name) else {
                    if !damaged {
                        self.unknown_key(&name, span, shape);
                    }
                    return None;
                };
                self.record_attribute(span, slot.span);
                Some((Key { text: KeyText::Static(name), span }, slot))
            }
        }
    }

    /// The key of a map: static text, or text computed when building. Never late, never secret.
    pub(super) fn map_key(&mut self, key: &'a ast::Key, ty: &Type, scope: ScopeId) -> Option<Key> {
        let language = self.model.find_form(ty, &mut |form| match form {
            Type::Named(id) => self.model.type_def(*id).language,
            _ => None,
        });
        match key {
            ast::Key::Name(name) => {
                if let Some(language) = language {
                    let part = crate::hir::TextPart::Text(name.text.clone(), name.span);
                    self.embedded_parts(language, &[part], name.span);
                }
                Some(Key { text: KeyText::Static(name.text.clone()), span: name.span })
            }
            ast::Key::Text(text) => {
                let span = text.span;
                let checked = self.synth_text(text, None, scope);
                match &checked.ty {
                    Type::Error => None,
                    Type::Secret => {
                        self.report(e05::e0504_secret_key::secret_key(span));
                        None
                    }
                    Type::Late(_) => {
                        let source = self.late_source(&checked);
                        self.report(e03::e0308_late_value::late_value(span, "this key", source, None));
                        None
                    }
                    _ if !self.key_language(language, &checked) => None,
                    _ => Some(match text.plain() {
                        Some(plain) => Key { text: KeyText::Static(plain), span },
                        None => {
                            let checked = self.coerce(checked, Want::plain(ty));
                            Key { text: KeyText::Computed(Box::new(checked)), span }
                        }
                    }),
                }
            }
        }
    }

    /// Whether the text of a key is of the language that keys of this map are written in.
    fn key_language(&mut self, language: Option<infrac_embedded::Language>, text: &Expr) -> bool {
        match (language, &text.kind) {
            (Some(language), ExprKind::Text(parts)) => self.embedded_parts(language, parts, text.span),
            _ => true,
        }
    }

    fn unknown_key(&mut self, name: &Str, span: Span, shape: &Shape) {
        if self.is_hollow(shape) {
            return;
        }
        let known = self.slots(shape);
        let (what, definition) = self.shape_name(shape);
        if let Shape::Component(component) = shape
            && self.model.component(*component).base.is_none()
        {
            self.report(e02::e0206_unknown_attribute::no_base(span, name, &what, definition));
            return;
        }
        if matches!(shape, Shape::Test) {
            self.report(e02::e0206_unknown_attribute::unknown_attribute(span, name, "a test", None, None, &[], None));
            return;
        }
        let other = self.elsewhere(name, shape);
        let is_program = known.iter().any(|known| known == "image");
        if let (None, true, Some(foreign)) = (&other, is_program, foreign_attribute(name)) {
            self.report(e02::e0206_unknown_attribute::foreign_word(span, name, &what, foreign, definition));
            self.misspelt = true;
            return;
        }
        let near = did_you_mean(name, known.iter().map(String::as_str));
        self.misspelt |= near.is_some();
        let other = other.or_else(|| if near.is_none() { word_elsewhere(name, &known) } else { None });
        self.report(e02::e0206_unknown_attribute::unknown_attribute(
            span,
            name,
            &what,
            near,
            other.as_deref(),
            &known,
            definition,
        ));
    }

    /// Where else that key is known: a child kind, an output.
    fn elsewhere(&self, name: &str, shape: &Shape) -> Option<String> {
        let kind = match shape {
            Shape::Kind(kind) => Some(*kind),
            Shape::Instance(component) | Shape::Component(component) => self.model.component(*component).base,
            _ => None,
        }?;
        let kind = self.model.kind(kind);
        if kind.children.contains_key(name) {
            return Some(format!("`{name}` is a child block: write `{name} label {{ … }}`"));
        }
        kind.outputs.contains_key(name).then(|| format!("`{name}` is an output: it can be read, not set"))
    }
}

/// What other tools call by this name, where a block that runs no program has it by another.
fn word_elsewhere(name: &str, known: &[String]) -> Option<String> {
    let has = |own: &str| known.iter().any(|it| it == own);
    let (_, own, help) = WORDS.iter().find(|(words, own, _)| words.contains(&name) && has(own))?;
    Some(format!("it is called `{own}` here: {help}"))
}

/// Words of other tools for gateways and secrets; the attribute that takes their place, and how it is written.
const WORDS: &[(&[&str], &str, &str)] = &[
    (&["hostname", "domain", "hosts"], "host", "`host = \"www.example.com\"`; more of them are `aliases`"),
    (&["paths", "rules", "backends"], "routes", "`routes = { \"/\" = web.http }`"),
    (
        &["value", "default", "data"],
        "source",
        "a secret's value never stands in the project; `source = generated` makes one",
    ),
];

/// The text of a key that interpolates nothing.
pub(super) fn plain_key(key: &ast::Key) -> (Option<Str>, Span) {
    match key {
        ast::Key::Name(name) => (Some(name.text.clone()), name.span),
        ast::Key::Text(text) => (text.plain(), text.span),
    }
}
