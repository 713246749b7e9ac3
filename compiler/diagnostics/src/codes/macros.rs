//! How codes are defined and listed. A module of its own, so that each file says where the macros come from.

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
pub(crate) use define;

/// Lists the code files of a family: declares the modules and the slice that the registry joins.
macro_rules! codes {
    ($($(#[$meta:meta])* $module:ident),* $(,)?) => {
        $($(#[$meta])* pub mod $module;)*
        /// The codes of this family, in the order of their numbers.
        pub static ALL: &[&$crate::CodeInfo] = &[$(&$module::INFO),*];
    };
}
pub(crate) use codes;
