use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0101, "moving-image-tag", Warning, "l0101_moving_image_tag.md");

/// The image of `block` names `tag` (or none), which another image may carry tomorrow.
pub fn moving_image_tag(span: Span, block: &str, tag: Option<&str>, environment: &Str) -> Diagnostic {
    let seen = tag.map_or_else(|| "no tag, so `latest` is meant".to_owned(), |tag| format!("`{tag}` moves"));
    Diagnostic::new(CODE, format!("the image of `{block}` has no fixed version"), span, seen)
        .note("two machines that pull it on two days can run two programs, and a roll-back brings nothing back")
        .help("name a version, as `redis:7.4-alpine`, or a digest")
        .in_environment(environment.clone())
}
