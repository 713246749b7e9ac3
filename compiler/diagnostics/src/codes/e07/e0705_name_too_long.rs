use crate::Diagnostic;
use infrac_source::Span;

define!(E0705, "name-too-long", Error, "e0705_name_too_long.md");

/// The block at `span` is called `name` in `target`, which takes at most `limit` characters, because of `why`.
pub fn name_too_long(span: Span, target: &str, name: &str, limit: usize, why: &str) -> Diagnostic {
    let message = format!("the name `{name}` is too long for {target}");
    let length = name.chars().count();
    Diagnostic::new(CODE, message, span, format!("{length} characters, at most {limit} are allowed"))
        .note(why)
        .help("give the block a shorter name: `name = \"…\"`")
}
