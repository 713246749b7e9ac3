use crate::Diagnostic;
use infrac_source::Span;

define!(E0444, "absent-index", Error, "e0444_absent_index.md");

/// An index at `span` that a list of `count` elements does not have.
pub fn absent_element(span: Span, index: i64, count: usize) -> Diagnostic {
    let has = match count {
        0 => "the list is empty".to_owned(),
        1 => "the list has one element, [0]".to_owned(),
        count => format!("the list has {count} elements, [0] to [{}]", count - 1),
    };
    Diagnostic::new(CODE, format!("there is no element [{index}]"), span, has)
}

/// A key at `span` that a map does not have; `known` are its keys.
pub fn absent_key(span: Span, key: &str, known: &[&str]) -> Diagnostic {
    let has = match known {
        [] => "the map is empty".to_owned(),
        known if known.len() > 12 => format!("the map has {} other keys", known.len()),
        known => format!("it has `{}`", known.join("`, `")),
    };
    let report = Diagnostic::new(CODE, format!("there is no key `{key}`"), span, has);
    match crate::did_you_mean(key, known.iter().copied()) {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report,
    }
}
