//! Image references by the grammar of the distribution project (`reference/reference.go`): `[registry[:port]/]path[:tag][@digest]`.
//! A late value may be the tag or a part of it, the digest, or whole components of the name, the registry included.

use crate::name::shown;
use crate::piece::{Fault, HoleKind, Joined};
use std::ops::Range;

/// An image reference in its parts, as written.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ImageRef<'a> {
    /// The registry's host and port; `None` means Docker Hub.
    pub registry: Option<&'a str>,
    /// The path in the registry: `jatra/booking`.
    pub repository: &'a str,
    /// The tag; `None` means `latest` if there is no digest.
    pub tag: Option<&'a str>,
    /// The digest: `sha256:…`.
    pub digest: Option<&'a str>,
}

impl<'a> ImageRef<'a> {
    /// Reads a reference; the range of a fault counts bytes of `text`.
    pub fn parse(text: &'a str) -> Result<Self, Fault> {
        let parts = Parts::split(text);
        parts.check(text, &|_| false)?;
        Ok(Self {
            registry: parts.registry.and_then(|range| text.get(range)),
            repository: text.get(parts.repository).unwrap_or(text),
            tag: parts.tag.and_then(|range| text.get(range)),
            digest: parts.digest.and_then(|range| text.get(range)),
        })
    }

    /// Whether what it names can change: neither a digest nor a tag other than `latest`.
    pub fn is_latest(&self) -> bool {
        self.digest.is_none() && self.tag.is_none_or(|tag| tag == "latest")
    }
}

struct Parts {
    registry: Option<Range<usize>>,
    repository: Range<usize>,
    tag: Option<Range<usize>>,
    digest: Option<Range<usize>>,
}

impl Parts {
    /// Cuts by the signs alone: `@`, the `:` after the last `/`, and the first `/` where what precedes it looks like a host.
    fn split(text: &str) -> Self {
        let name_end = text.find('@').unwrap_or(text.len());
        let digest = (name_end < text.len()).then_some(name_end + 1..text.len());
        let named = text.get(..name_end).unwrap_or("");
        let last = named.rfind('/').map_or(0, |at| at + 1);
        let colon = named.get(last..).and_then(|rest| rest.find(':')).map(|at| last + at);
        let tag = colon.map(|at| at + 1..name_end);
        let end = colon.unwrap_or(name_end);
        let first = named.find('/').filter(|&slash| {
            let host = named.get(..slash).unwrap_or("");
            host.contains(['.', ':']) || host == "localhost" || host.contains(|c: char| c.is_ascii_uppercase())
        });
        let registry = first.map(|slash| 0..slash);
        Self { registry, repository: first.map_or(0, |slash| slash + 1)..end, tag, digest }
    }

    /// Checks every part; parts in which `open` holds are not fully known and are skipped.
    fn check(&self, text: &str, open: &dyn Fn(&Range<usize>) -> bool) -> Result<(), Fault> {
        if text.is_empty() {
            return Err(Fault::new(0..0, "an image reference is not empty"));
        }
        if let Some(at) = text.find("://") {
            let fault = Fault::new(0..at + 3, "an image reference has no scheme");
            return Err(fault.help("write it like `ghcr.io/jatra/booking:1.2`"));
        }
        if let Some(registry) = self.registry.clone().filter(|range| !open(range)) {
            check_registry(text, registry)?;
        }
        let mut start = self.repository.start;
        for component in text.get(self.repository.clone()).unwrap_or("").split('/') {
            let range = start..start + component.len();
            start = range.end + 1;
            if !open(&range) {
                check_component(component, range)?;
            }
        }
        if self.repository.len() > 255 {
            return Err(Fault::new(self.repository.clone(), "the name of an image has at most 255 characters"));
        }
        if let Some(tag) = self.tag.clone().filter(|range| !open(range) || !range.is_empty()) {
            check_tag(text, tag)?;
        }
        match self.digest.clone().filter(|range| !open(range)) {
            Some(digest) => check_digest(text, digest),
            None => Ok(()),
        }
    }
}

fn check_registry(text: &str, range: Range<usize>) -> Result<(), Fault> {
    let registry = text.get(range.clone()).unwrap_or("");
    let (host, port) = registry.split_once(':').map_or((registry, None), |(host, port)| (host, Some(port)));
    if let Some(port) = port.filter(|port| port.parse::<u16>().is_err()) {
        return Err(Fault::new(
            range.end - port.len()..range.end,
            "the port of a registry is a number from 0 to 65535",
        ));
    }
    let bracketed = host.starts_with('[') && host.ends_with(']');
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let bad = host.char_indices().find(|(_, c)| !allowed(*c)).filter(|_| !bracketed);
    if let Some((at, c)) = bad {
        let at = range.start + at;
        return Err(Fault::new(at..at + c.len_utf8(), format!("{} cannot stand in the host of a registry", shown(c))));
    }
    let label_ok = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    if bracketed || host.split('.').all(label_ok) {
        return Ok(());
    }
    Err(Fault::new(range.start..range.start + host.len(), format!("`{host}` is no host of a registry")))
}

/// `path-component := alpha-numeric [separator alpha-numeric]*`, `separator := [_.] | __ | -+`.
fn check_component(component: &str, range: Range<usize>) -> Result<(), Fault> {
    if component.is_empty() {
        return Err(Fault::new(range.start.saturating_sub(1)..range.end, "a part of the image's name is empty"));
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if let Some((at, c)) = component.char_indices().find(|(_, c)| !allowed(*c)) {
        let at = range.start + at;
        let fault = Fault::new(at..at + c.len_utf8(), format!("{} cannot stand in the name of an image", shown(c)));
        let upper = c.is_ascii_uppercase();
        return Err(if upper { fault.help(format!("write `{}`", component.to_ascii_lowercase())) } else { fault });
    }
    let mut separators = component.split(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let edges = component.starts_with(['.', '_', '-']) || component.ends_with(['.', '_', '-']);
    let runs_ok = separators.all(|run| matches!(run, "" | "." | "_" | "__") || run.bytes().all(|byte| byte == b'-'));
    if edges || !runs_ok {
        let message = format!("`{component}` begins or ends with a separator, or has several in a row");
        return Err(Fault::new(range, message).help("separate letters and digits by `.`, `_`, `__` or dashes"));
    }
    Ok(())
}

fn check_tag(text: &str, range: Range<usize>) -> Result<(), Fault> {
    let tag = text.get(range.clone()).unwrap_or("");
    if tag.is_empty() {
        return Err(Fault::new(range.start - 1..range.end, "no tag stands after the `:`"));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if let Some((at, c)) = tag.char_indices().find(|(_, c)| !allowed(*c)) {
        let at = range.start + at;
        return Err(Fault::new(at..at + c.len_utf8(), format!("{} cannot stand in the tag of an image", shown(c))));
    }
    if tag.starts_with(['.', '-']) {
        return Err(Fault::new(range.start..range.start + 1, "a tag begins with a letter, a digit or `_`"));
    }
    if tag.len() > 128 {
        return Err(Fault::new(range, "a tag has at most 128 characters"));
    }
    Ok(())
}

fn check_digest(text: &str, range: Range<usize>) -> Result<(), Fault> {
    let digest = text.get(range.clone()).unwrap_or("");
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return Err(
            Fault::new(range, "a digest is an algorithm, a `:` and hexadecimal digits").help("write `@sha256:…`")
        );
    };
    let wanted = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => {
            let fault =
                Fault::new(range.start..range.start + algorithm.len(), format!("`{algorithm}` is no known digest"));
            return Err(fault.help("registries use `sha256`; `sha384` and `sha512` are known too"));
        }
    };
    let hex_range = range.end - hex.len()..range.end;
    if let Some((at, c)) = hex.char_indices().find(|(_, c)| !matches!(c, '0'..='9' | 'a'..='f')) {
        let at = hex_range.start + at;
        return Err(Fault::new(at..at + c.len_utf8(), format!("{} is no lower-case hexadecimal digit", shown(c))));
    }
    if hex.len() != wanted {
        return Err(Fault::new(
            hex_range,
            format!("a {algorithm} digest has {wanted} digits, this one has {}", hex.len()),
        ));
    }
    Ok(())
}

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    let parts = Parts::split(&text.text);
    for hole in text.late() {
        let within = |range: &Option<Range<usize>>| range.as_ref().is_some_and(|range| range.start <= hole.range.start);
        let (before, after) = text.around(&hole.range);
        let fits = if within(&parts.digest) {
            matches!(before, Some('@' | ':')) && after.is_none()
        } else if within(&parts.tag) {
            true
        } else {
            matches!(before, None | Some('/')) && matches!(after, None | Some('/' | ':' | '@'))
        };
        if !fits {
            let message = "a value that is known only when deploying cannot be a part of an image's name";
            return Err(Fault::new(hole.range.clone(), message)
                .help("it may be the tag, the digest, or a whole component between slashes"));
        }
    }
    // A build hole may bring its own `/`, `:` and `@`, so the parts that it touches are read again when it is known.
    let build = |range: &Range<usize>| {
        text.holes
            .iter()
            .any(|hole| hole.kind == HoleKind::Build && range.start <= hole.range.end && hole.range.start <= range.end)
    };
    let open = |range: &Range<usize>| text.hole_in(range) || build(range);
    if text.holes.iter().any(|hole| hole.kind == HoleKind::Build && hole.range.len() == text.text.len()) {
        return Ok(());
    }
    parts.check(&text.text, &open)
}
