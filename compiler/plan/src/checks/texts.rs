//! Every text of a plan that could hold a secret, with a name for where it stands.

use super::workload::workloads;
use crate::kinds::{EnvValue, FileContent};
use crate::{At, Header, OriginId, Part, Plan, Sensitive, SensitivePart, Text};
use infrac_source::Str;

/// What a text is made of.
#[derive(Clone, Copy)]
pub(super) enum Content<'a> {
    Public(&'a Text),
    Secret(&'a Sensitive),
    Known(&'a Str),
}

impl<'a> Content<'a> {
    /// Its literal pieces, in order.
    pub(super) fn literals(self) -> Vec<&'a str> {
        match self {
            Self::Public(text) => {
                let literal = |part: &'a Part| if let Part::Lit(text) = part { Some(text.as_str()) } else { None };
                text.parts().iter().filter_map(literal).collect()
            }
            Self::Secret(text) => {
                let literal = |part: &'a SensitivePart| {
                    if let SensitivePart::Lit(text) = part { Some(text.as_str()) } else { None }
                };
                text.parts().iter().filter_map(literal).collect()
            }
            Self::Known(text) => vec![text.as_str()],
        }
    }
}

/// A text and where it stands.
pub(super) struct Found<'a> {
    pub(super) header: &'a Header,
    pub(super) content: Content<'a>,
    pub(super) origin: OriginId,
    /// The variable's name, where it is one.
    pub(super) variable: Option<&'a Str>,
    /// "the variable `X`", "an argument", "the file `/x`".
    pub(super) place: String,
}

/// Calls `each` for the variables, arguments, files and build arguments of everything that runs.
pub(super) fn walk<'a>(plan: &'a Plan, mut each: impl FnMut(Found<'a>)) {
    for workload in workloads(plan) {
        let header = workload.header;
        for (name, value) in &workload.env.value {
            each_variable(header, name, value, &mut each);
        }
        for text in workload.command.value.iter().chain(workload.args.iter().flat_map(|args| &args.value)) {
            let place = "an argument".to_owned();
            each(Found { header, content: Content::Public(&text.value), origin: text.origin, variable: None, place });
        }
        for (path, content) in workload.files.iter().flat_map(|files| &files.value) {
            let place = format!("the file `{path}`");
            let origin = content.origin;
            let content = match &content.value {
                FileContent::Text(text) => Content::Public(text),
                FileContent::Secret(secret) => Content::Secret(secret),
            };
            each(Found { header, content, origin, variable: None, place });
        }
        for (name, value) in workload.build_args.iter().flat_map(|args| &args.value) {
            let place = format!("the build argument `{name}`");
            let (content, origin) = (Content::Known(&value.value), value.origin);
            each(Found { header, content, origin, variable: Some(name), place });
        }
    }
    for job in &plan.blocks().jobs {
        for (name, value) in &job.value.env.value {
            each_variable(&job.header, name, value, &mut each);
        }
    }
}

fn each_variable<'a>(header: &'a Header, name: &'a Str, value: &'a At<EnvValue>, each: &mut impl FnMut(Found<'a>)) {
    let content = match &value.value {
        EnvValue::Text(text) => Content::Public(text),
        EnvValue::Secret(secret) => Content::Secret(secret),
        EnvValue::Int(_) | EnvValue::Bool(_) => return,
    };
    let place = format!("the variable `{name}`");
    each(Found { header, content, origin: value.origin, variable: Some(name), place });
}
