//! Strings: their pieces, decoded.

use super::reader::Reader;
use crate::ast::{StringLit, StringPart};
use crate::grammar::strings::{form, plain_piece};
use crate::token::Kind;

impl<'t> Reader<'_, 't> {
    /// A string of any form, with interpolations.
    pub fn string(&mut self) -> Option<StringLit> {
        self.string_of(Self::interpolation)
    }

    /// A string without interpolations.
    pub fn text(&mut self) -> Option<StringLit> {
        self.string_of(|_| None)
    }

    fn string_of(&mut self, interpolation: fn(&mut Self) -> Option<StringPart>) -> Option<StringLit> {
        let opener = self.peek();
        if !opener.kind.is_string() {
            return None;
        }
        let parts = self.inside(|reader| {
            let mut parts = Vec::with_capacity(reader.left() - 1);
            while reader.peek().kind != Kind::Close {
                parts.push(match reader.peek().kind {
                    Kind::Text | Kind::Break | Kind::Escape => {
                        let piece = reader.next();
                        plain_piece(reader.context, piece)
                    }
                    Kind::InterpolationStart => interpolation(reader)?,
                    _ => return None,
                });
            }
            Some(parts)
        })?;
        Some(StringLit { parts, span: self.context.span(opener), form: form(opener) })
    }

    fn interpolation(&mut self) -> Option<StringPart> {
        let span = self.context.span(self.peek());
        let expr = Box::new(self.inside(Self::expr)?);
        Some(self.context.interpolation(expr, span))
    }
}
