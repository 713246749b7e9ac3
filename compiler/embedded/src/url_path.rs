//! The path of a URL (RFC 3986 section 3.3), with a query if there is one: `/ready`, `/v1/health?deep=1`. Late values may stand
//! anywhere after the first `/`.

use crate::name::shown;
use crate::piece::{Fault, HoleKind, Joined};

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    let path = text.text.as_str();
    if !path.starts_with('/') {
        if text.holes.first().is_some_and(|hole| hole.range.start == 0 && hole.kind == HoleKind::Build) {
            return Ok(());
        }
        let fault = Fault::new(0..path.len(), "the path of a URL begins with `/`");
        let can_help = text.holes.is_empty() && !path.contains("://");
        return Err(if can_help { fault.help(format!("write `/{path}`")) } else { fault });
    }
    for (at, c) in path.char_indices() {
        let bad = c.is_control() || !c.is_ascii() || " \"<>\\^`{|}#".contains(c);
        if bad {
            let fault = Fault::new(at..at + c.len_utf8(), format!("{} cannot stand in the path of a URL", shown(c)));
            return Err(fault.help("write it percent-encoded, as `%20` for a space"));
        }
        if c == '%' && !is_escape(path, at) {
            return Err(Fault::new(at..at + 1, "`%` is not followed by two hexadecimal digits"));
        }
    }
    let (segments, _) = path.split_once('?').unwrap_or((path, ""));
    if let Some(at) = segments.find("//") {
        return Err(Fault::new(at..at + 2, "two slashes in a row"));
    }
    let mut start = 0;
    for segment in segments.split('/') {
        if segment == "." || segment == ".." {
            return Err(Fault::new(
                start..start + segment.len(),
                format!("`{segment}` cannot stand in the path of a URL"),
            ));
        }
        start += segment.len() + 1;
    }
    Ok(())
}

fn is_escape(path: &str, at: usize) -> bool {
    path.get(at + 1..at + 3).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}
