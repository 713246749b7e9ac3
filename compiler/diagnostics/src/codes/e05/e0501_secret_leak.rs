use crate::Diagnostic;
use infrac_source::Span;

define!(E0501, "secret-leak", Error, "e0501_secret_leak.md");

/// Where the secret would go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place<'a> {
    /// Into a value of this type.
    Type(&'a str),
    /// Into a raw block or a patch: `resource aws_ssm_parameter`.
    Raw {
        /// Its kind.
        kind: &'a str,
        /// Its first label.
        of: &'a str,
    },
}

/// A Secret where text that anybody may read is wanted, asked for at `origin`. `steps` lead back to where it comes from.
pub fn secret_leak(span: Span, place: Place<'_>, origin: Option<Span>, steps: &[(Span, String)]) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(CODE, message(place), span, "holds a secret");
    for (span, text) in steps {
        diagnostic = diagnostic.label(*span, text.clone());
    }
    if let Some(origin) = origin.filter(|&origin| origin != span) {
        let label = match place {
            Place::Type(wanted) => format!("this takes {wanted}, which is written out as it is"),
            Place::Raw { .. } => "what stands here is written out as it is".to_owned(),
        };
        diagnostic = diagnostic.label(origin, label);
    }
    helps(place).into_iter().fold(diagnostic, Diagnostic::help)
}

fn message(place: Place<'_>) -> String {
    match place {
        Place::Type(wanted) => {
            format!("a secret would be written where anybody can read it: {wanted} is no place for one")
        }
        Place::Raw { kind: "resource" | "data", of } => {
            format!("a secret would stand in Terraform's files and state: no argument of `{of}` takes one")
        }
        Place::Raw { kind: "object", of } => {
            format!("a secret would stand in a manifest: no field of a raw `{of}` takes one")
        }
        Place::Raw { kind, of } => format!("a secret would stand in a generated file: no value of a `{kind} {of}` takes one"),
    }
}

fn helps(place: Place<'_>) -> Vec<&'static str> {
    match place {
        Place::Type(_) => vec!["hand it over in a place made for secrets: an entry of `env` or of `files`"],
        Place::Raw { kind: "resource" | "data", .. } => vec![
            "let the cloud make it and keep it in its store (a database does with `manage_master_user_password = true`), and read it from there: `secret NAME { source = existing(ARN) }`",
            "where it must be given, read it from the store while Terraform runs, by a `data` block",
        ],
        Place::Raw { kind: "object", .. } => vec![
            "name the Secret that holds it: a secret `api_key` is the Secret `api-key` with the key `value`, as in `secretKeyRef = { name = \"api-key\", key = \"value\" }`",
        ],
        Place::Raw { .. } => vec!["say it in the block itself, in `env` or `files`: those hand it over by the name of its Secret"],
    }
}
