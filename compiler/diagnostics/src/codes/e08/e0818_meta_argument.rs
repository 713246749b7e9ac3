use crate::Diagnostic;
use infrac_source::Span;

define!(E0818, "meta-argument", Error, "e0818_meta_argument.md");

/// The meta-argument `name` of the block `kind` is not carried.
pub fn refused(span: Span, kind: &str, name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{name}` cannot stand in a block of `{kind}`"), span, "written here");
    match name {
        "count" | "for_each" => diagnostic
            .note("what infrac builds is static: each resource has an address of its own that does not shift")
            .help("put the block into a loop of a component: `for key, value in map { resource … }`; one that may be absent into `if condition { … }`"),
        "provider" => diagnostic
            .note("an environment has one region and one account; its providers follow from the types in use")
            .help("another region or account is an environment of its own"),
        "provisioner" | "connection" => diagnostic
            .note("provisioners run programs that Terraform cannot plan, and cannot undo")
            .help("a `task` runs a program in the cluster"),
        _ => diagnostic.note("data sources are only read"),
    }
}
