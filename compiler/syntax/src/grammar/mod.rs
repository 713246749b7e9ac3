//! The grammar, in chumsky, over token trees. Nothing of chumsky leaves this crate.
//!
//! Every rule is generic in its error type: [`chumsky::error::EmptyErr`] for the first pass, which only finds out where all is
//! well, and [`detail::Detail`] for the second, which reads the failed declarations again and says what was expected. Rules keep
//! three promises that make both passes linear:
//!
//! - alternatives are told apart by their first two or three tokens, so that no group is ever read twice at one level;
//! - what stands between delimiters never fails: it recovers inside (an item, an entry, or the whole group becomes `Error`);
//! - recursion happens only through groups and operators, whose depth the trees have bounded.

mod bodies;
mod declarations;
pub(crate) mod detail;
pub(crate) mod expressions;
mod kinds;
mod overlay;
mod patterns;
pub(crate) mod strings;
mod tokens;
pub(crate) mod types;

pub(crate) use declarations::{Item, Read, first, next};

use crate::context::{Context, Mark};
use crate::token::Kind;
use crate::trees::Tree;
use chumsky::extra::Full;
use chumsky::input::{Checkpoint, Cursor};
use chumsky::inspector::Inspector;
use detail::What;

/// What a rule reads: the children of one group, or the file.
pub(crate) type Input<'t> = &'t [Tree];

/// What travels with a rule: error type `F`, and the file as state.
pub(crate) type Extra<'t, F> = Full<F, Context<'t>, ()>;

/// A rule that gives `O`.
pub(crate) type Rule<'t, O, F> = chumsky::Boxed<'t, 't, Input<'t>, O, Extra<'t, F>>;

/// An error type of the grammar.
pub(crate) trait Failure<'t>:
    chumsky::error::Error<'t, Input<'t>> + chumsky::label::LabelError<'t, Input<'t>, What> + 't
{
}

impl<'t, F> Failure<'t> for F where
    F: chumsky::error::Error<'t, Input<'t>> + chumsky::label::LabelError<'t, Input<'t>, What> + 't
{
}

impl<'t> Inspector<'t, Input<'t>> for Context<'t> {
    type Checkpoint = Mark;

    fn on_token(&mut self, _: &Tree) {}

    fn on_save<'parse>(&self, _: &Cursor<'t, 'parse, Input<'t>>) -> Mark {
        self.mark()
    }

    fn on_rewind<'parse>(&mut self, marker: &Checkpoint<'t, 'parse, Input<'t>, Mark>) {
        self.back_to(*marker.inspector());
    }
}

/// Whether `tree` begins a new line in a way that only the next entry can: recovery stops there.
pub(crate) fn begins_entry(tree: &Tree) -> bool {
    let by_kind = match tree.kind {
        Kind::Lower => !matches!(tree.word, crate::token::Word::Then | crate::token::Word::Else),
        Kind::Upper | Kind::Ellipsis | Kind::At => true,
        kind => kind.is_string(),
    };
    tree.nl() && by_kind
}
