use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0211, "unresolved-import", Error, "e0211_unresolved_import.md");

/// `import` of a folder that is not there or holds no `.infra` file.
pub fn unresolved_import(span: Span, folder: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("no module at `{folder}`");
    let diagnostic = Diagnostic::new(CODE, message, span, "no folder with `.infra` files");
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("an import names a folder, relative to the folder of this file"),
    }
}

/// An import of a name that is not of the standard library.
pub fn without_quotes(span: Span, written: &str) -> Diagnostic {
    let folder = format!("\"{}\"", written.replace('.', "/"));
    Diagnostic::new(CODE, format!("no module named `{written}`"), span, "only `std` is a module by name")
        .help("the folder of a module stands in quotes")
        .fix(format!("write `{folder}`"), span, folder, Applicability::Unsafe)
}

/// An import whose folder's name can be no name of the language.
pub fn no_name(span: Span, folder: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the folder `{folder}` cannot be a name"), span, "imported under which name?")
        .help("give it a name: `import \"…\" as shared`")
}
