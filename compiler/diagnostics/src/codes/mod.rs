//! Every code of infrac: one module a family, one file a code, with its explain page beside it.
//!
//! A code's file holds its static [`CodeInfo`] (by `define!`) and the functions that word it; the family lists the file once
//! through `codes!`, which is what [`all`] walks.

use crate::CodeInfo;

mod macros;
pub(crate) use macros::{codes, define};

pub mod e01;
pub mod e02;
pub mod e03;
pub mod e04;
pub mod e05;
pub mod e06;
pub mod e07;
pub mod e08;
pub mod l;

/// All codes, family by family.
pub fn all() -> impl Iterator<Item = &'static CodeInfo> {
    [e01::ALL, e02::ALL, e03::ALL, e04::ALL, e05::ALL, e06::ALL, e07::ALL, e08::ALL, l::ALL]
        .into_iter()
        .flatten()
        .copied()
}

/// The code of that text, in any case.
pub fn find(code: &str) -> Option<&'static CodeInfo> {
    all().find(|info| info.code.eq_ignore_ascii_case(code))
}
