use crate::{Applicability, Diagnostic, did_you_mean};
use infrac_source::Span;

define!(E0693, "unknown-artifact", Error, "e0693_unknown_artifact.md");

/// `job` takes `name`, which no other job of its pipeline keeps; they keep `kept`. `literal`: the span is the name itself.
pub fn unknown_artifact(span: Span, literal: bool, job: &str, name: &str, kept: &[&str], declared: Option<Span>) -> Diagnostic {
    let message = format!("`{job}` takes `{name}`, which no other job of the pipeline keeps");
    let mut diagnostic = Diagnostic::new(CODE, message, span, "nobody keeps this");
    if let Some(declared) = declared.filter(|&declared| declared != span) {
        diagnostic = diagnostic.label(declared, "in this pipeline");
    }
    match did_you_mean(name, kept.iter().copied()) {
        Some(near) if literal => {
            diagnostic.fix(format!("write `\"{near}\"`"), span, format!("\"{near}\""), Applicability::Unsafe)
        }
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("let the job that makes it say `keep = {{ {name} = \"PATH\" }}`")),
    }
}
