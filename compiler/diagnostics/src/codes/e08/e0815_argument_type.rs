use crate::Diagnostic;
use infrac_source::Span;

define!(E0815, "argument-type", Error, "e0815_argument_type.md");

/// The argument at `path` takes `wanted`, and `given` was given.
pub fn argument_type(span: Span, path: &str, wanted: &str, given: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{path}` takes {wanted}, not {given}"), span, format!("this is {given}"));
    help.into_iter().fold(diagnostic, |diagnostic, help| diagnostic.help(help))
}

/// `name` of `path` is a nested block, and something else was given.
pub fn not_a_block(span: Span, path: &str, name: &str, single: bool) -> Diagnostic {
    let form = if single {
        format!("write `{name} {{ … }}`")
    } else {
        format!("write `{name} {{ … }}`, or for several `{name} = [{{ … }}, {{ … }}]`")
    };
    Diagnostic::new(CODE, format!("`{name}` of `{path}` is a block"), span, "this is none").help(form)
}

/// What is referred to (`path`: `` `aws_vpc`'s `id` ``) is `given`, and its place takes `wanted`.
pub fn reference_type(span: Span, path: &str, wanted: &str, given: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("{path} is {given}, and {wanted} is wanted here"), span, format!("this is {given}"));
    help.into_iter().fold(diagnostic, |diagnostic, help| diagnostic.help(help))
}
