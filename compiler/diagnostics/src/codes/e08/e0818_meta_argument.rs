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

/// `precondition` or `postcondition`, `name`, in the lifecycle `path` of a block.
pub fn condition(span: Span, path: &str, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{path}` takes no `{name}`"), span, "written here")
        .note("the language has no conditions on values that are known only when Terraform runs")
        .help("what is known when building is held by `assert condition, \"text\"`, in the block or beside it: the build stops before Terraform starts")
        .help("what Terraform looks up is narrowed where it is looked up: a `data` block whose filters match nothing stops the plan")
}
