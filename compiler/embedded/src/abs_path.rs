//! Paths of files in containers: POSIX, `/` between names. Late values may stand anywhere after the first `/`.

use crate::name::shown;
use crate::piece::{Fault, Joined};

/// A path, absolute or relative: not empty, no control characters.
pub(crate) fn check_any(text: &Joined) -> Result<(), Fault> {
    if text.text.is_empty() {
        return Err(Fault::new(0..0, "a path is not empty"));
    }
    match text.text.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, c)) => Err(Fault::new(at..at + c.len_utf8(), format!("{} cannot stand in a path", shown(c)))),
        None => Ok(()),
    }
}

/// An absolute path in its normal form: no `.` and `..`, no `//`.
pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    check_any(text)?;
    if !text.text.starts_with('/') {
        // A build hole at the start may hold the whole path.
        if text.holes.first().is_some_and(|hole| hole.range.start == 0 && hole.kind == crate::HoleKind::Build) {
            return Ok(());
        }
        let fault = Fault::new(0..text.text.len(), "an absolute path begins with `/`");
        return Err(if text.holes.is_empty() { fault.help(format!("write `/{}`", text.text)) } else { fault });
    }
    let mut start = 1;
    let mut names = text.text.get(1..).unwrap_or("").split('/').peekable();
    while let Some(name) = names.next() {
        let range = start..start + name.len();
        match name {
            "." | ".." => return Err(Fault::new(range, format!("`{name}` cannot stand in an absolute path"))),
            "" if names.peek().is_some() => return Err(Fault::new(start - 1..start + 1, "two slashes in a row")),
            _ => {}
        }
        start = range.end + 1;
    }
    Ok(())
}
