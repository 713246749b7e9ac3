//! Forms of values: the keys of a record type, a tag or a kind are made once and shared by all its values.

use super::Evaluator;
use crate::fields::{Fields, Shape};
use crate::value::Val;
use infrac_model::FieldDef;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Shapes that were made, by the first of their fields.
pub(crate) type Shapes = FxHashMap<*const FieldDef, Arc<Shape>>;

impl<'m> Evaluator<'m> {
    /// The keys of these fields: all of a type, a tag, a kind or a component, in their order.
    pub fn shape(&mut self, mut fields: impl Iterator<Item = &'m FieldDef>) -> Arc<Shape> {
        let Some(first) = fields.next() else { return Arc::default() };
        let made = self.shapes.entry(std::ptr::from_ref(first)).or_insert_with(|| {
            let keys = std::iter::once(first).chain(fields).map(|field| (field.name.clone(), ()));
            Arc::new(keys.collect())
        });
        Arc::clone(made)
    }

    /// A record or payload of these fields, a value each.
    pub fn shaped(&mut self, fields: &'m [FieldDef], values: Vec<Val>) -> Arc<Fields> {
        let shape = self.shape(fields.iter());
        Arc::new(Fields::shaped(&shape, values))
    }
}
