use crate::{Applicability, Diagnostic, did_you_mean};
use infrac_source::Span;

define!(E0685, "unknown-deploy-environment", Error, "e0685_unknown_deploy_environment.md");

/// `deploy` brings the project to `name`, which is none of its `environments`. `literal`: the span is the name itself.
pub fn unknown_deploy_environment(span: Span, literal: bool, deploy: &str, name: &str, environments: &[&str]) -> Diagnostic {
    let message = format!("`{deploy}` deploys to `{name}`, which is no environment that is built");
    let diagnostic = Diagnostic::new(CODE, message, span, "no such environment");
    let listed = environments.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    match did_you_mean(name, environments.iter().copied()) {
        Some(near) if literal => {
            diagnostic.fix(format!("write `\"{near}\"`"), span, format!("\"{near}\""), Applicability::Unsafe)
        }
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("the environments are {listed}; an abstract one is never built")),
    }
}
