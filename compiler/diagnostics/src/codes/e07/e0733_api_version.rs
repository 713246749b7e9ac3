use crate::Diagnostic;
use infrac_source::Span;

define!(E0733, "api-version", Error, "e0733_api_version.md");

/// `api_version` of `kind`, at `span`, is not served by the cluster; `instead` is.
pub fn not_served(span: Span, kind: &str, api_version: &str, cluster: &str, instead: Option<&str>) -> Diagnostic {
    let message = format!("Kubernetes {cluster} does not serve `{api_version}` of {kind}");
    let diagnostic = Diagnostic::new(CODE, message, span, "not served by this cluster");
    match instead {
        Some(instead) => diagnostic.help(format!("write `{instead}`, and look through its changes in the migration guide")),
        None => diagnostic.help("this cluster has no version of it"),
    }
}

/// No API version of `kind`, named at `span`, is known for the cluster; `near` is a kind of similar name.
pub fn unknown_version(span: Span, kind: &str, cluster: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("the API version of `{kind}` in Kubernetes {cluster} is not known"), span, "of which API?");
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("say it: `apiVersion = \"group/version\"`"),
    }
}
