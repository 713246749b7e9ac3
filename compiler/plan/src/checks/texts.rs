//! Every text of a plan that could hold a secret, with a name for where it stands.

use super::workload::workloads;
use crate::kinds::{EnvValue, FileContent};
use crate::{At, Header, OriginId, Part, Plan, Sensitive, SensitivePart, Text};
use infrac_source::Str;
use std::fmt;

/// What a text is made of.
#[derive(Clone, Copy)]
pub(super) enum Content<'a> {
    Public(&'a Text),
    Secret(&'a Sensitive),
    Known(&'a Str),
}

impl<'a> Content<'a> {
    /// What `test` says of its literal pieces: of the first of which it says something.
    pub(super) fn find<R>(self, mut test: impl FnMut(&'a str) -> Option<R>) -> Option<R> {
        match self {
            Self::Public(text) => text.parts().iter().find_map(|part| match part {
                Part::Lit(text) => test(text),
                Part::Late(_) => None,
            }),
            Self::Secret(text) => text.parts().iter().find_map(|part| match part {
                SensitivePart::Lit(text) => test(text),
                SensitivePart::Late(_) | SensitivePart::Secret(_) => None,
            }),
            Self::Known(text) => test(text),
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
    pub(super) place: Standing<'a>,
}

/// What holds a text.
pub(super) enum Standing<'a> {
    Variable(&'a Str),
    Argument,
    File(&'a Str),
    BuildArgument(&'a Str),
}

/// As a message calls it.
impl fmt::Display for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "the variable `{name}`"),
            Self::Argument => f.write_str("an argument"),
            Self::File(path) => write!(f, "the file `{path}`"),
            Self::BuildArgument(name) => write!(f, "the build argument `{name}`"),
        }
    }
}

/// Calls `each` for the variables, arguments, files and build arguments of everything that runs.
pub(super) fn walk<'a>(plan: &'a Plan, mut each: impl FnMut(Found<'a>)) {
    for workload in workloads(plan) {
        let header = workload.header;
        for (name, value) in &workload.env.value {
            each_variable(header, name, value, &mut each);
        }
        for text in workload.command.value.iter().chain(workload.args.iter().flat_map(|args| &args.value)) {
            let place = Standing::Argument;
            each(Found { header, content: Content::Public(&text.value), origin: text.origin, variable: None, place });
        }
        for (path, content) in workload.files.iter().flat_map(|files| &files.value) {
            let place = Standing::File(path);
            let origin = content.origin;
            let content = match &content.value {
                FileContent::Text(text) => Content::Public(text),
                FileContent::Secret(secret) => Content::Secret(secret),
            };
            each(Found { header, content, origin, variable: None, place });
        }
        for (name, value) in workload.build_args.iter().flat_map(|args| &args.value) {
            let place = Standing::BuildArgument(name);
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
    let place = Standing::Variable(name);
    each(Found { header, content, origin: value.origin, variable: Some(name), place });
}
