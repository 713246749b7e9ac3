//! URLs with a scheme and a host, as the WHATWG standard reads them (the `url` crate). A late value may stand for the whole
//! beginning (`${site.url}/login`), or anywhere after the scheme; for the port only as a whole.

use crate::name::shown;
use crate::piece::{Fault, HoleKind, Joined};
use ::url::{ParseError, Url};

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if text.has_build_hole() {
        return Ok(());
    }
    let starts_late = text.holes.first().is_some_and(|hole| hole.range.start == 0 && hole.kind == HoleKind::Late);
    let scheme_end = text.text.find("://");
    if starts_late {
        let (_, after) = text.holes.first().map_or((None, None), |hole| text.around(&hole.range));
        return match after {
            None | Some('/' | '?' | '#') => parse(&format!("http://{}", text.text), text),
            Some(_) => Err(late_in_scheme(text)),
        };
    }
    let Some(scheme_end) = scheme_end else {
        let fault = Fault::new(0..text.text.len(), "a URL begins with a scheme and `://`");
        let bare = text.holes.is_empty() && !text.text.is_empty() && !text.text.starts_with('/');
        return Err(if bare { fault.help(format!("write `https://{}`", text.text)) } else { fault });
    };
    if text.hole_in(&(0..scheme_end + 3)) {
        return Err(late_in_scheme(text));
    }
    if let Some((at, bad)) = text.text.char_indices().find(|(_, c)| c.is_whitespace() || c.is_control()) {
        let fault = Fault::new(at..at + bad.len_utf8(), format!("{} cannot stand in a URL", shown(bad)));
        return Err(fault.help("write it percent-encoded, as `%20` for a space"));
    }
    parse(&with_ports(text, scheme_end + 3), text)
}

fn late_in_scheme(text: &Joined) -> Fault {
    let range = text.late().next().map_or(0..0, |hole| hole.range.clone());
    Fault::new(range, "a value that is known only when deploying cannot stand in the scheme of a URL")
        .help("write the scheme, as in `https://${host}/`")
}

/// The text with a number where a hole is the whole port, since its stand-in is a letter of the same length.
fn with_ports(text: &Joined, authority: usize) -> String {
    let end = text.text.get(authority..).and_then(|rest| rest.find(['/', '?', '#']));
    let end = end.map_or(text.text.len(), |end| authority + end);
    let mut url = text.text.clone();
    for hole in text.holes.iter().filter(|hole| authority <= hole.range.start && hole.range.end == end) {
        if text.around(&hole.range).0 == Some(':') {
            url.replace_range(hole.range.clone(), "1");
        }
    }
    url
}

fn parse(url: &str, text: &Joined) -> Result<(), Fault> {
    let whole = 0..text.text.len();
    match Url::parse(url) {
        Ok(url) if url.has_host() || url.scheme() == "file" => Ok(()),
        Ok(_) => Err(Fault::new(whole, "a URL has a host after `://`")),
        Err(error) => Err(Fault::new(whole, message(error))),
    }
}

fn message(error: ParseError) -> String {
    match error {
        ParseError::EmptyHost => "a URL has a host after `://`".to_owned(),
        ParseError::InvalidPort => "the port of the URL is no number from 0 to 65535".to_owned(),
        ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => {
            "the host of the URL is no valid IP address".to_owned()
        }
        ParseError::InvalidDomainCharacter | ParseError::IdnaError => {
            "the host of the URL is no valid domain name".to_owned()
        }
        ParseError::RelativeUrlWithoutBase => "the scheme of the URL is not valid".to_owned(),
        error => format!("no valid URL: {error}"),
    }
}
