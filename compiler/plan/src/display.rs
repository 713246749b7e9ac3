//! Values as `.infra` writes them. Secrets are shown by name, late parts by what produces them; neither can show anything else.

use crate::text::{LateRef, Part, PathStep, SensitivePart, Text};
use crate::value::{Fields, Value};
use crate::{Plan, Val};
use std::fmt::Write;

/// How names are found for what a value points to.
trait Names {
    fn block(&self, id: crate::BlockId) -> String;
    fn endpoint(&self, id: crate::EndpointId) -> String;
    /// The host that the endpoint says itself.
    fn host(&self, id: crate::EndpointId) -> Option<&Text>;
}

/// Without a plan: for messages about a single value.
struct Nameless;

impl Names for Nameless {
    fn block(&self, _: crate::BlockId) -> String {
        "a block".to_owned()
    }

    fn endpoint(&self, _: crate::EndpointId) -> String {
        "an endpoint".to_owned()
    }

    fn host(&self, _: crate::EndpointId) -> Option<&Text> {
        None
    }
}

impl Names for Plan {
    fn block(&self, id: crate::BlockId) -> String {
        self.header(id).map_or_else(String::new, |header| header.identity.to_string())
    }

    fn endpoint(&self, id: crate::EndpointId) -> String {
        let Some(endpoint) = Plan::endpoint(self, id) else { return String::new() };
        match (endpoint.owner, &endpoint.host) {
            (Some(owner), None) => format!("{}.{}", Names::block(self, owner), endpoint.port_name),
            (_, Some(host)) => format!("endpoint({}, {})", text(host, self), endpoint.port.value),
            (None, None) => format!("endpoint(_, {})", endpoint.port.value),
        }
    }

    fn host(&self, id: crate::EndpointId) -> Option<&Text> {
        Plan::endpoint(self, id)?.host.as_ref()
    }
}

/// How deep hosts may refer to hosts.
const DEPTH: usize = 128;

/// A text in which endpoints outside stand by their own hosts.
fn resolved(text: &Text, names: &dyn Names, depth: usize) -> Text {
    let parts = text.parts().iter().flat_map(|part| match part {
        Part::Late(LateRef::Host(endpoint)) if depth > 0 => match names.host(*endpoint) {
            Some(host) => resolved(host, names, depth - 1).parts().to_vec(),
            None => vec![part.clone()],
        },
        _ => vec![part.clone()],
    });
    Text::new(parts)
}

impl Plan {
    /// A value as `.infra` writes it, on one line: `secret jwt`, `late release`, `250m..1`, `{ http = 80 }`.
    pub fn display(&self, val: &Val) -> String {
        let mut out = String::new();
        write_value(&mut out, &val.value, self, 0);
        out
    }
}

/// A value as a message shows it.
pub(crate) fn value(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value, &Nameless, 0);
    match out.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", out.get(..at).unwrap_or_default()),
        None => out,
    }
}

/// A number, truth or tag as an interpolation writes it.
pub(crate) fn scalar(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Tag(name, _) => out.push_str(name),
        _ => write_value(&mut out, value, &Nameless, 0),
    }
    out
}

/// How deep values are shown.
const MAX_DEPTH: u32 = 32;

fn write_value(out: &mut String, value: &Value, names: &dyn Names, depth: u32) {
    if depth > MAX_DEPTH {
        return out.push('…');
    }
    // Writing to a String never fails.
    let _ = match value {
        Value::Poison => write!(out, "?"),
        Value::Null => write!(out, "null"),
        Value::Bool(bool) => write!(out, "{bool}"),
        Value::Int(int) => write!(out, "{int}"),
        Value::Decimal(ratio) => write!(out, "{ratio}"),
        Value::Duration(duration) => write!(out, "{duration}"),
        Value::Bytes(bytes) => write!(out, "{bytes}"),
        Value::Cpu(cpu) => write!(out, "{cpu}"),
        Value::Percent(percent) => write!(out, "{percent}"),
        Value::Rate(rate) => write!(out, "{rate}"),
        Value::Text(known) => write!(out, "{}", text(known, names)),
        Value::Secret(secret) => write!(out, "{}", sensitive(secret.parts(), names)),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write_value(out, &item.value, names, depth + 1);
            }
            write!(out, "]")
        }
        Value::Map(fields) => {
            write_fields(out, fields, names, depth);
            Ok(())
        }
        Value::Tag(name, fields) => {
            out.push_str(name);
            if !fields.is_empty() {
                out.push(' ');
                write_fields(out, fields, names, depth);
            }
            Ok(())
        }
        Value::Range(ends) => {
            write_value(out, &ends.0.value, names, depth + 1);
            match &ends.1 {
                Some(max) if max.value == ends.0.value => {}
                Some(max) => {
                    out.push_str("..");
                    write_value(out, &max.value, names, depth + 1);
                }
                None => out.push_str(".."),
            }
            Ok(())
        }
        Value::Ref(block) => write!(out, "{}", names.block(*block)),
        Value::Endpoint(endpoint) => write!(out, "{}", names.endpoint(*endpoint)),
        Value::Signal(_) => write!(out, "a signal"),
        Value::Condition(_) => write!(out, "a condition"),
        Value::Environment(name) => write!(out, "{name}"),
    };
}

fn write_fields(out: &mut String, fields: &Fields, names: &dyn Names, depth: u32) {
    let shown = fields.iter().filter(|(_, val)| !matches!(val.value, Value::Null));
    let mut first = true;
    out.push('{');
    for (key, val) in shown {
        out.push_str(if first { " " } else { ", " });
        first = false;
        match is_name(key) {
            true => out.push_str(key),
            false => out.push_str(&quoted(key)),
        }
        out.push_str(" = ");
        write_value(out, &val.value, names, depth + 1);
    }
    out.push_str(if first { "}" } else { " }" });
}

fn is_name(key: &str) -> bool {
    !key.is_empty()
        && !key.starts_with(|first: char| first.is_ascii_digit())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A string literal.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' => out.push_str("\\$"),
            letter => out.push(letter),
        }
    }
    out
}

fn text(text: &Text, names: &dyn Names) -> String {
    match resolved(text, names, DEPTH).parts() {
        [Part::Late(late)] => format!("late {}", late_name(late, names)),
        parts => {
            let shown = parts.iter().map(|part| match part {
                Part::Lit(text) => escaped(text),
                Part::Late(late) => format!("${{late {}}}", late_name(late, names)),
            });
            format!("\"{}\"", shown.collect::<String>())
        }
    }
}

fn sensitive(parts: &[SensitivePart], names: &dyn Names) -> String {
    let secret = |secret: &crate::SecretRef| match &secret.key {
        Some(key) => format!("secret {}.{key}", names.block(secret.secret)),
        None => format!("secret {}", names.block(secret.secret)),
    };
    match parts {
        [SensitivePart::Secret(only)] => secret(only),
        parts => {
            let shown = parts.iter().map(|part| match part {
                SensitivePart::Lit(text) => escaped(text),
                SensitivePart::Late(late) => {
                    let shown = text(&Text::new([Part::Late(late.clone())]), names);
                    // A host that is known stands as it is, one that is late by what makes it.
                    match shown.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                        Some(known) => known.to_owned(),
                        None => format!("${{{shown}}}"),
                    }
                }
                SensitivePart::Secret(part) => format!("${{{}}}", secret(part)),
            });
            format!("\"{}\"", shown.collect::<String>())
        }
    }
}

fn late_name(late: &LateRef, names: &dyn Names) -> String {
    match late {
        LateRef::Param(name) => name.to_string(),
        LateRef::Host(endpoint) => format!("{}.host", names.endpoint(*endpoint)),
        LateRef::Attr(block, path) => {
            let mut shown = names.block(*block);
            for step in path.iter() {
                match step {
                    PathStep::Field(name) => shown.push_str(&format!(".{name}")),
                    PathStep::Index(index) => shown.push_str(&format!("[{index}]")),
                }
            }
            shown
        }
    }
}
