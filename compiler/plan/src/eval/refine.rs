//! `where`: predicates of types and attributes, and the languages of text.

use super::{Evaluator, Scope, ScopeRef, Slot};
use crate::value::{Val, Value};
use infrac_diagnostics::codes::e03;
use infrac_embedded::{HoleKind, Language, Piece};
use infrac_model::Refinement;
use std::rc::Rc;

impl<'m> Evaluator<'m> {
    /// Whether a value fulfils a predicate; reports it otherwise. A value that is known only later, or is null, is not asked.
    pub fn holds(&mut self, refinement: &'m Refinement, val: &Val, home: &ScopeRef<'m>) -> bool {
        if matches!(&val.value, Value::Null | Value::Secret(_))
            || matches!(&val.value, Value::Text(text) if text.known().is_none())
        {
            return true;
        }
        if self.plainly(refinement, &val.value) {
            return true;
        }
        let scope = Rc::new(Scope::within(home, vec![(refinement.it, Slot::Value(val.clone()))]));
        match self.truth(&refinement.condition, &scope) {
            Some(true) => true,
            Some(false) => {
                let message = refinement.message.as_ref().map(|message| self.eval(message, &scope));
                let message = message.and_then(|message| self.plain_text(&message));
                let shown = crate::display::value(&val.value);
                let origin = self.origins.get(val.origin);
                let span = origin.span.unwrap_or(refinement.span);
                let place = self.user_place(span, origin.trace);
                let report = e03::e0350_refinement::refinement(place, message.as_deref(), &shown, refinement.span);
                let report = self.with_trace(report, span, origin.trace);
                self.report(report);
                false
            }
            None => false,
        }
    }

    /// Whether text is of a language, with its late parts as holes; reports it otherwise.
    pub fn speaks(&mut self, language: Language, val: &Val) -> bool {
        let Value::Text(text) = &val.value else { return true };
        let pieces: Vec<Piece<'_>> = text
            .parts()
            .iter()
            .map(|part| match part {
                crate::Part::Lit(text) => Piece::Text(text),
                crate::Part::Late(_) => Piece::Hole(HoleKind::Late),
            })
            .collect();
        let pieces = if pieces.is_empty() { vec![Piece::Text("")] } else { pieces };
        let Err(error) = infrac_embedded::check(language, &pieces) else { return true };
        let shown = crate::display::value(&val.value);
        let origin = self.origins.get(val.origin);
        let Some(span) = origin.span else { return false };
        let place = self.user_place(span, origin.trace);
        let report = e03::e0351_not_of_language::not_of_language(
            place,
            language.describe(),
            &shown,
            &error.message,
            error.help.as_deref(),
        );
        let report = self.with_trace(report, span, origin.trace);
        self.report(report);
        false
    }
}
