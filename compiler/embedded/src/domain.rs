//! DNS names (RFC 1035 with the letters of RFC 1123), lower case, without the final dot. A late value may stand for whole
//! labels.

use crate::name::shown;
use crate::piece::{Fault, Joined};

/// Checks a name; `wildcard` lets the first label be `*`.
pub(crate) fn check(text: &Joined, wildcard: bool) -> Result<(), Fault> {
    for hole in text.late() {
        let border = |c: Option<char>| c.is_none_or(|c| c == '.');
        let (before, after) = text.around(&hole.range);
        if !border(before) || !border(after) {
            let message = "a value that is known only when deploying stands for whole labels of a domain name";
            return Err(Fault::new(hole.range.clone(), message).help("put a `.` between it and the rest"));
        }
    }
    let name = text.text.as_str();
    if name.is_empty() {
        return Err(Fault::new(0..0, "a domain name is not empty"));
    }
    if let Some((scheme, rest)) = name.split_once("://") {
        let fault = Fault::new(0..scheme.len() + 3, "a domain name has no scheme");
        let host = rest.split('/').next().unwrap_or("");
        return Err(if text.holes.is_empty() { fault.help(format!("write `{host}`")) } else { fault });
    }
    if name.len() > 253 {
        return Err(Fault::new(name.floor_char_boundary(253)..name.len(), "a domain name has at most 253 characters"));
    }
    let mut start = 0;
    for (index, label) in name.split('.').enumerate() {
        if !(wildcard && index == 0 && label == "*") {
            check_label(name, label, start)?;
        }
        start += label.len() + 1;
    }
    Ok(())
}

fn check_label(name: &str, label: &str, start: usize) -> Result<(), Fault> {
    let range = start..start + label.len();
    if label.is_empty() {
        let end = range.end == name.len() && start > 0;
        let message =
            if end { "a domain name does not end with a dot here" } else { "an empty label in a domain name" };
        return Err(Fault::new(start.saturating_sub(1)..range.end.max(start), message));
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if let Some((at, bad)) = label.char_indices().find(|(_, c)| !allowed(*c)) {
        let at = start + at;
        let fault = Fault::new(at..at + bad.len_utf8(), format!("{} cannot stand in a domain name", shown(bad)));
        return Err(match bad {
            c if c.is_ascii_uppercase() => fault.help(format!("write `{}`", name.to_ascii_lowercase())),
            '*' => fault.help("a wildcard stands only where a pattern of hosts is taken, and only as the first label"),
            ':' => fault.help("a domain name has no port"),
            '/' => fault.help("a domain name has no path"),
            c if !c.is_ascii() => match ::url::Host::parse(name) {
                Ok(::url::Host::Domain(ascii)) => fault.help(format!("write its ASCII form `{ascii}`")),
                _ => fault,
            },
            _ => fault,
        });
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(Fault::new(range, format!("the label `{label}` begins or ends with `-`")));
    }
    if label.len() > 63 {
        return Err(Fault::new(range, "a label of a domain name has at most 63 characters"));
    }
    Ok(())
}
