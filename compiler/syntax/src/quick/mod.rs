//! The first reading of an item: by hand, and only of what is right.
//!
//! What stands in a file is nearly always well formed. [`item`] reads that, and gives the very tree that the
//! [grammar](crate::grammar) would give for it, several times faster. At the first thing that it does not take it gives up the
//! whole item and leaves no trace; the grammar reads the item then, recovers in it, and says what is wrong. So there are no
//! messages, no recovery and no error nodes here, and no rule goes back: each decides by at most three trees.
//!
//! Two readers of one language have to agree. Tests hold them to it on every file of the repository, on damaged ones and on
//! random ones: what this one takes, the grammar takes without a word and makes the same of; what the grammar takes without a
//! word, this one takes.
//!
//! Recursion goes through groups and operators only, whose depth the [trees](crate::trees) have bounded.

mod bodies;
mod declarations;
mod expressions;
mod kinds;
mod operators;
mod patterns;
mod reader;
mod strings;
mod types;

#[cfg(test)]
mod tests;

use crate::context::Context;
use crate::grammar::Item;
use crate::trees::Tree;
use reader::Reader;

/// Reads the item at the beginning of `trees`; gives it with the number of trees that it takes. `None` if it is not right.
pub(crate) fn item<'t>(context: &mut Context<'t>, trees: &'t [Tree]) -> Option<(Item, usize)> {
    let before = context.mark();
    let mut reader = Reader::new(context, trees);
    match reader.item() {
        Some(item) => Some((item, trees.len() - reader.left())),
        None => {
            context.back_to(before);
            None
        }
    }
}
