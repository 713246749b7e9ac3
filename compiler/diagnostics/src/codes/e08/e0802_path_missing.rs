use crate::Diagnostic;
use infrac_source::Span;

define!(E0802, "path-missing", Error, "e0802_path_missing.md");

/// `path`, patched at `span`, does not exist in `object`: `step` is missing; `there` lists what stands in its place.
pub fn path_missing(span: Span, path: &str, step: &str, object: &str, near: Option<&str>, there: &str) -> Diagnostic {
    let message = format!("{object} has no path `{path}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("nothing is called `{step}` at that place"));
    let diagnostic = match there {
        "" => diagnostic.note(format!("nothing can stand below the part before `{step}`")),
        there => diagnostic.note(format!("there are: {there}")),
    };
    let diagnostic = match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    };
    diagnostic.help("`set` makes a new key only below one that exists; `remove` and `append` need a path that exists")
}
