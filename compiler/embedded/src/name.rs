//! Names of Kubernetes and the systems below it. A hole counts as one letter, so that a text with build holes is refused only
//! for what stands in the literal.

use crate::piece::{Fault, Joined};

/// RFC 1123 label as Kubernetes has it: lower-case letters, digits and `-`, at most 63, a letter or digit at both ends.
pub(crate) fn dns_label(text: &Joined) -> Result<(), Fault> {
    let what = "a DNS label";
    not_empty(text, what)?;
    only(text, what, "lower-case letters, digits and `-`", |c| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
    })?;
    ends(text, what, |c| c.is_ascii_lowercase() || c.is_ascii_digit())?;
    at_most(text, what, 63)
}

/// RFC 1123 subdomain: labels joined by dots, at most 253.
pub(crate) fn dns_subdomain(text: &Joined) -> Result<(), Fault> {
    let what = "a DNS subdomain";
    not_empty(text, what)?;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    only(text, what, "lower-case letters, digits, `-` and `.`", allowed)?;
    let mut start = 0;
    for label in text.text.split('.') {
        let range = start..start + label.len();
        if label.is_empty() {
            return Err(Fault::new(range, "an empty label between dots"));
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Err(Fault::new(range, format!("the label `{label}` begins or ends with `-`")));
        }
        start += label.len() + 1;
    }
    at_most(text, what, 253)
}

/// POSIX name: letters, digits and `_`, no digit first.
pub(crate) fn env_name(text: &Joined) -> Result<(), Fault> {
    let what = "the name of an environment variable";
    not_empty(text, what)?;
    only(text, what, "letters, digits and `_`", |c| c.is_ascii_alphanumeric() || c == '_')?;
    match text.text.starts_with(|first: char| first.is_ascii_digit()) {
        true => Err(Fault::new(0..1, format!("{what} does not begin with a digit"))),
        false => Ok(()),
    }
}

/// RFC 6335 service name: at most 15 lower-case letters, digits and `-`, at least one letter, no `-` at an end or doubled.
/// `_` counts as `-`, which is how targets write it.
pub(crate) fn port_name(text: &Joined) -> Result<(), Fault> {
    let what = "a port name";
    not_empty(text, what)?;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    only(text, what, "lower-case letters, digits, `-` and `_`", allowed)?;
    ends(text, what, |c| c.is_ascii_lowercase() || c.is_ascii_digit())?;
    let dashes = text.text.replace('_', "-");
    if let Some(at) = dashes.find("--") {
        return Err(Fault::new(at..at + 2, "a port name has no two dashes in a row"));
    }
    if !text.text.contains(|c: char| c.is_ascii_lowercase()) {
        return Err(Fault::new(0..text.text.len(), "a port name has at least one letter"));
    }
    at_most(text, what, 15)
}

/// A key of a Kubernetes Secret or ConfigMap: letters, digits, `-`, `_` and `.`, at most 253, and not `.` or `..`.
pub(crate) fn secret_key(text: &Joined) -> Result<(), Fault> {
    let what = "a key of a secret";
    not_empty(text, what)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    only(text, what, "letters, digits, `-`, `_` and `.`", allowed)?;
    if text.text.starts_with("..") || text.text == "." {
        return Err(Fault::new(
            0..text.text.len(),
            "a key of a secret is a file name and cannot be `.` or begin with `..`",
        ));
    }
    at_most(text, what, 253)
}

/// A Kubernetes label key: an optional DNS subdomain and `/`, then a name of at most 63.
pub(crate) fn label_key(text: &Joined) -> Result<(), Fault> {
    let Some((prefix, _)) = text.text.split_once('/') else { return label_value_of(text, "a label key", 0, false) };
    let pieces = [crate::Piece::Text(prefix)];
    dns_subdomain(&Joined::new(&pieces, "x"))?;
    label_value_of(text, "a label key", prefix.len() + 1, false)
}

/// A Kubernetes label value: empty, or at most 63 letters, digits, `-`, `_` and `.` with a letter or digit at both ends.
pub(crate) fn label_value(text: &Joined) -> Result<(), Fault> {
    label_value_of(text, "a label value", 0, true)
}

fn label_value_of(text: &Joined, what: &str, from: usize, may_be_empty: bool) -> Result<(), Fault> {
    let name = text.text.get(from..).unwrap_or("");
    if name.is_empty() {
        return if may_be_empty { Ok(()) } else { Err(Fault::new(from..from, format!("{what} is not empty"))) };
    }
    let pieces = [crate::Piece::Text(name)];
    let name = Joined::new(&pieces, "x");
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    only(&name, what, "letters, digits, `-`, `_` and `.`", allowed)
        .and_then(|()| ends(&name, what, |c| c.is_ascii_alphanumeric()))
        .and_then(|()| at_most(&name, what, 63))
        .map_err(|fault| fault.shifted(from))
}

fn not_empty(text: &Joined, what: &str) -> Result<(), Fault> {
    if text.text.is_empty() { Err(Fault::new(0..0, format!("{what} is not empty"))) } else { Ok(()) }
}

fn only(text: &Joined, what: &str, named: &str, allowed: impl Fn(char) -> bool) -> Result<(), Fault> {
    match text.text.char_indices().find(|(_, c)| !allowed(*c)) {
        Some((at, bad)) => {
            let message = format!("{} cannot stand in {what}", shown(bad));
            Err(Fault::new(at..at + bad.len_utf8(), message).help(format!("use {named}")))
        }
        None => Ok(()),
    }
}

fn ends(text: &Joined, what: &str, allowed: impl Fn(char) -> bool) -> Result<(), Fault> {
    let (first, last) = (text.text.chars().next(), text.text.chars().next_back());
    for (at, end, c) in [("begin", false, first), ("end", true, last)] {
        if let Some(c) = c.filter(|c| !allowed(*c)) {
            let start = if end { text.text.len() - c.len_utf8() } else { 0 };
            return Err(Fault::new(start..start + c.len_utf8(), format!("{what} does not {at} with {}", shown(c))));
        }
    }
    Ok(())
}

fn at_most(text: &Joined, what: &str, limit: usize) -> Result<(), Fault> {
    let count = text.text.chars().count();
    if count <= limit {
        return Ok(());
    }
    let start = text.text.char_indices().nth(limit).map_or(0, |(at, _)| at);
    Err(Fault::new(start..text.text.len(), format!("{what} has at most {limit} characters, this one has {count}")))
}

/// A character as a message shows it: control characters by number.
pub(crate) fn shown(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '\n' => "a newline".to_owned(),
        '\t' => "a tab".to_owned(),
        c if c.is_control() => format!("the character U+{:04X}", u32::from(c)),
        c => format!("`{c}`"),
    }
}
