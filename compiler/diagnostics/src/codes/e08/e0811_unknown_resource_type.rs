use crate::Diagnostic;
use infrac_source::Span;

define!(E0811, "unknown-resource-type", Error, "e0811_unknown_resource_type.md");

/// The provider has no type of that name. `swapped`: it has one of the other family (a data source, where a resource was written).
pub fn unknown_type(
    span: Span,
    kind: &str,
    is_data: bool,
    swapped: bool,
    near: Option<&str>,
    (provider, version): (&str, &str),
) -> Diagnostic {
    let (what, other, keyword) =
        if is_data { ("data source", "resource", "resource") } else { ("resource type", "data source", "data") };
    let near = near.filter(|_| !swapped);
    let meant = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let diagnostic = Diagnostic::new(CODE, format!("`{kind}` is no {what} of {provider}{meant}"), span, "declared here")
        .note(format!("the schemas are those of {provider} {version}"));
    if swapped { diagnostic.help(format!("it is a {other}: write `{keyword} {kind} … {{ }}`")) } else { diagnostic }
}
