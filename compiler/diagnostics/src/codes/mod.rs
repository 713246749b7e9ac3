//! Every code of infrac: one module a family, one file a code, with its explain page beside it.
//!
//! A code's file holds its static [`CodeInfo`] (by `define!`) and the functions that word it; the family lists the file once
//! through `codes!`, which is what [`all`] walks.

use crate::CodeInfo;

/// Defines a code's static description: `define!(E0301, "type-mismatch", Error, "e0301_type_mismatch.md")`.
macro_rules! define {
    ($code:ident, $name:literal, $severity:ident, $page:literal) => {
        /// The static description of this code.
        pub static INFO: $crate::CodeInfo = $crate::CodeInfo {
            code: stringify!($code),
            name: $name,
            severity: $crate::Severity::$severity,
            page: include_str!($page),
        };
        /// This code.
        pub const CODE: $crate::Code = $crate::Code(&INFO);
    };
}

/// Lists the code files of a family: declares the modules and the slice that the registry joins.
macro_rules! codes {
    ($($(#[$meta:meta])* $module:ident),* $(,)?) => {
        $($(#[$meta])* pub mod $module;)*
        /// The codes of this family, in the order of their numbers.
        pub static ALL: &[&$crate::CodeInfo] = &[$(&$module::INFO),*];
    };
}

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
