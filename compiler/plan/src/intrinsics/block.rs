//! Functions of blocks, endpoints and files, and `fail`.

use super::{Args, Failure, Outcome, because, known};
use crate::eval::Evaluator;
use crate::file::{FileProblem, MAX_FILE_BYTES};
use crate::value::Value;
use crate::{At, Endpoint};
use infrac_source::Span;

#[cfg(test)]
pub(crate) const NAMES: &[&str] = &["label", "name_of", "exists", "endpoint", "fail", "file"];

/// Calls one of them; `None`: it is none of them.
pub(crate) fn call(ev: &mut Evaluator<'_>, name: &str, args: &Args, span: Span) -> Option<Outcome> {
    Some(match name {
        "label" => args.val(0).and_then(|block| ev.label_value(block).ok_or(Failure::Silent)),
        "name_of" => args.val(0).and_then(|block| match &block.value {
            Value::Ref(block) => Ok(known(ev.implicit_name(*block))),
            _ => Err(Failure::Silent),
        }),
        // A block that is not named by itself (a binder, `this`) is alive: it is a value.
        "exists" => Ok(Value::Bool(true)),
        "endpoint" => endpoint(ev, args),
        "fail" => args.text(0).and_then(|text| Err(because(text.as_str()))),
        "file" => file(ev, args, span),
        _ => return None,
    })
}

fn endpoint(ev: &mut Evaluator<'_>, args: &Args) -> Outcome {
    let Value::Text(host) = &args.val(0)?.value else { return Err(Failure::Silent) };
    let port = At { value: args.int(1)?, origin: args.val(1)?.origin };
    let host = Some(host.clone());
    let block = |at: usize| match args.optional(at).map(|val| &val.value) {
        Some(Value::Ref(block)) => Some(*block),
        _ => None,
    };
    let (owner, after) = (block(2), block(4));
    let origins = args.list(3)?.iter().map(|cidr| cidr.origin);
    let within = args.texts(3)?.into_iter().zip(origins).map(|(value, origin)| At { value, origin }).collect();
    let endpoint = Endpoint { owner, port_name: Default::default(), port, host, within, after };
    Ok(Value::Endpoint(ev.add_endpoint(endpoint)))
}

fn file(ev: &mut Evaluator<'_>, args: &Args, span: Span) -> Outcome {
    let path = args.text(0)?;
    match ev.files.read(span.file, &path) {
        Ok(text) if text.len() > MAX_FILE_BYTES => Err(because(format!("`{path}` is larger than 1 MiB"))),
        Ok(text) => Ok(known(text)),
        Err(problem) => Err(because(match problem {
            FileProblem::Absent { near: Some(near) } => format!("there is no file `{path}`; did you mean `{near}`?"),
            FileProblem::Absent { near: None } => format!("there is no file `{path}`"),
            FileProblem::Outside => format!("`{path}` leads out of the repository"),
            FileProblem::NotText => format!("`{path}` is not UTF-8 text"),
            FileProblem::TooLarge => format!("`{path}` is larger than 1 MiB"),
            FileProblem::Refused(why) => format!("`{path}` cannot be read: {why}"),
        })),
    }
}
