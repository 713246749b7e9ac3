use crate::data::Node;
use crate::page::Page;
use crate::template::{Helper, Template};
use crate::{hcl, json, template, yaml};
use infrac_plan::OriginId;
use infrac_source::Str;

/// A file to be: its path below the output directory, with `/`, and its tree.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// For example `kubernetes/production/booking.yaml`.
    pub path: Str,
    /// What it holds.
    pub body: Body,
    /// The environment whose plan its origins belong to.
    pub environment: Str,
}

/// What a document holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// YAML documents, separated by `---`.
    Yaml(Vec<Node>),
    /// One JSON document.
    Json(Node),
    /// A file of Terraform.
    Hcl(hcl::Body),
    /// Lines of a format that has no tree of its own: `.env.example`, configuration files that services mount.
    Lines(Vec<Line>),
    /// Manifests of a Helm chart.
    Template(Template),
    /// What a chart's templates include: `_helpers.tpl`.
    Helpers(Vec<Helper>),
}

/// A line and where it came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Without its newline.
    pub text: Str,
    /// Where it came from.
    pub origin: OriginId,
}

/// A printed document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Printed {
    /// The text, ending in a newline.
    pub text: String,
    /// For each line the origins of the nodes printed on it, outermost first; empty unless asked for.
    pub origins: Vec<Vec<OriginId>>,
}

/// A document's text.
pub fn print(document: &Document) -> Printed {
    printed::<false>(document)
}

/// A document's text, and for each of its lines the origins of the nodes that stand on it.
pub fn print_with_origins(document: &Document) -> Printed {
    printed::<true>(document)
}

fn printed<const ORIGINS: bool>(document: &Document) -> Printed {
    let mut page = match &document.body {
        Body::Template(template) => Page::<ORIGINS>::of_chart(template.chart.clone()),
        _ => Page::<ORIGINS>::new(),
    };
    match &document.body {
        Body::Yaml(documents) => yaml::print(&mut page, documents),
        Body::Json(root) => json::print(&mut page, root),
        Body::Hcl(body) => hcl::print(&mut page, body),
        Body::Template(template) => template::print(&mut page, template),
        Body::Helpers(helpers) => template::print_helpers(&mut page, helpers),
        Body::Lines(lines) => {
            for line in lines {
                for text in line.text.split('\n') {
                    page.push(text);
                    page.note(line.origin);
                    page.newline();
                }
            }
        }
    }
    page.finish()
}
