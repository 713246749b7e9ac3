use crate::Diagnostic;
use infrac_source::Span;

define!(E0721, "no-image", Error, "e0721_no_image.md");

/// `block`, declared at `span`, has `build` and no `image`.
pub fn no_image(span: Span, block: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{block}` has no image that a cluster could run"), span, "says only how its image is built")
        .note("a cluster runs images from a registry; it does not build them")
        .help("name the image too, with the tag that the pipeline pushes: `image = \"${project.registry}/NAME:${release}\"`")
}
