use crate::Diagnostic;
use infrac_source::Span;

define!(W0762, "unbuilt-image", Warning, "w0762_unbuilt_image.md");

/// `block` runs an image of the project's own registry, and neither it nor any other block says how it is built; the pipeline builds `others`.
pub fn unbuilt_image(span: Span, block: &str, registry: Option<Span>) -> Diagnostic {
    let message = format!("no pipeline builds the image of `{block}`");
    let diagnostic = Diagnostic::new(CODE, message, span, "an image of the project's registry")
        .note("nothing says from which folder and Dockerfile it is made, so that a deployment waits for an image that nobody pushes")
        .help("say it: `build = { context = \"FOLDER\" }`; or allow it where another repository builds the image: `@allow(W0762, \"REASON\")`");
    match registry.filter(|&registry| registry != span) {
        Some(registry) => diagnostic.label(registry, "the project's registry"),
        None => diagnostic,
    }
}
