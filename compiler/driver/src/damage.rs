//! Blocks that could not be read whole, and what is not said of them.

use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_model::Model;
use infrac_source::Span;

/// The blocks of the project in which something could not be read, in the order of places. Checks of the whole system and of targets are silent about
/// them: what they miss or find there may follow from what could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Damage(Vec<Span>);

impl Damage {
    /// The blocks at the top of modules that hold one of the syntax errors (E01) in `diagnostics`.
    pub fn of(model: &Model, diagnostics: &Diagnostics) -> Self {
        let errors = diagnostics.0.iter().filter(|found| found.code.as_str().starts_with("E01"));
        let errors: Vec<Span> = errors.filter_map(Diagnostic::primary).collect();
        if errors.is_empty() {
            return Self::default();
        }
        let blocks = model.modules().iter().flat_map(|module| &module.blocks);
        let mut blocks: Vec<Span> = blocks.map(|&block| model.block(block).span).collect();
        blocks.sort();
        let blocks = Self(blocks);
        let mut damaged: Vec<Span> = errors.into_iter().filter_map(|error| blocks.around(error)).collect();
        damaged.sort();
        damaged.dedup();
        Self(damaged)
    }

    /// Leaves out what is said of these blocks by checks of the system, of targets and by lints; what they say of secrets stays.
    pub fn silence(&self, found: &mut Diagnostics) {
        if !self.0.is_empty() {
            found
                .0
                .retain(|found| !may_follow(found) || found.primary().is_none_or(|place| self.around(place).is_none()));
        }
    }

    /// The block that a place lies in: blocks at the top lie one after another.
    fn around(&self, place: Span) -> Option<Span> {
        let after = self.0.partition_point(|block| (block.file, block.start) <= (place.file, place.start));
        let block = *self.0.get(after.checked_sub(1)?)?;
        (block.file == place.file && place.start <= block.end).then_some(block)
    }
}

fn may_follow(found: &Diagnostic) -> bool {
    ["E06", "W06", "E07", "W07", "L"].iter().any(|family| found.code.as_str().starts_with(family))
}
