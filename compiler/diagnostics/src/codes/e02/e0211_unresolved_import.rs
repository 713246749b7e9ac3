use crate::Diagnostic;
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

/// An import whose folder's name can be no name of the language.
pub fn no_name(span: Span, folder: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the folder `{folder}` cannot be a name"), span, "imported under which name?")
        .help("give it a name: `import \"…\" as shared`")
}
