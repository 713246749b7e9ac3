//! E-mail addresses: a dot-atom of RFC 5322, `@`, a domain name. Quoted local parts and address literals are left out, since
//! neither ACME servers nor alert receivers take them. A late value may be the local part or whole labels of the domain.

use crate::name::shown;
use crate::piece::{Fault, HoleKind, Joined, Piece};

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    let Some(at) = text.text.rfind('@') else {
        if text.has_build_hole() {
            return Ok(());
        }
        return Err(Fault::new(0..text.text.len(), "an e-mail address has an `@`"));
    };
    let (local, host) = text.text.split_at(at);
    if local.is_empty() {
        return Err(Fault::new(0..at + 1, "nothing stands before the `@`"));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if let Some((start, bad)) = local.char_indices().find(|(_, c)| !allowed(*c)) {
        let message = format!("{} cannot stand in an e-mail address", shown(bad));
        return Err(Fault::new(start..start + bad.len_utf8(), message));
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err(Fault::new(0..at, "the part before the `@` has a dot at an end or two in a row"));
    }
    let host = host.get(1..).unwrap_or("");
    if host.is_empty() {
        return Err(Fault::new(at..at + 1, "nothing stands after the `@`"));
    }
    // The domain with its holes, so that its own rule for late values applies.
    let mut pieces = Vec::new();
    let mut from = at + 1;
    for hole in text.holes.iter().filter(|hole| hole.range.start > at) {
        pieces.push(Piece::Text(text.text.get(from..hole.range.start).unwrap_or("")));
        pieces.push(Piece::Hole(hole.kind));
        from = hole.range.end;
    }
    pieces.push(Piece::Text(text.text.get(from..).unwrap_or("")));
    if pieces.contains(&Piece::Hole(HoleKind::Build)) {
        return Ok(());
    }
    crate::domain::check(&Joined::new(&pieces, "x"), false).map_err(|fault| fault.shifted(at + 1))
}
