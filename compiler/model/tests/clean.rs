//! What is right is passed over in silence.

#[allow(dead_code)]
mod support;
use support::{BASE, check};

#[test]
fn the_standard_library_is_clean() {
    let checked = check(BASE);
    assert_eq!(checked.report(), "");
}

#[test]
fn a_small_system_is_clean() {
    let checked = check(&format!("{BASE}{}", include_str!("small.infra")));
    assert_eq!(checked.report(), "");
}
