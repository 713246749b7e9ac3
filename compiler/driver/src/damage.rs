//! Blocks that could not be read whole, and what is not said of them.

use infrac_diagnostics::codes::e02::e0206_unknown_attribute::INFO as E0206;
use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_model::Model;
use infrac_source::Span;

/// The blocks of the project in which something could not be read or is misspelt, in the order of places. Checks of the whole system
/// and of targets are silent about them: what they miss or find there may follow from that.
#[derive(Clone, Debug, Default)]
pub(crate) struct Damage(Vec<Span>);

impl Damage {
    /// The blocks at the top of modules that hold one of the syntax errors (E01) or misspelt attributes (E0206 with what was meant) in `diagnostics`.
    pub fn of(model: &Model, diagnostics: &Diagnostics) -> Self {
        let errors = diagnostics.0.iter().filter(|found| lacks_something(found));
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

/// Whether it says that something of a block is not known.
fn lacks_something(found: &Diagnostic) -> bool {
    let code = found.code.as_str();
    code.starts_with("E01") || (code == E0206.code && !found.fixes.is_empty())
}

fn may_follow(found: &Diagnostic) -> bool {
    ["E06", "W06", "E07", "W07", "L"].iter().any(|family| found.code.as_str().starts_with(family))
}
