//! One module a family, one file a code.
