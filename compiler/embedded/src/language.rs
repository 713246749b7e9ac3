use crate::piece::{EmbeddedError, Fault, HoleKind, Joined, Piece};
use crate::{abs_path, cidr, cron, domain, email, image, name, promql, regex, shell, url, url_path, version};

/// The longest text that is checked, in bytes; no string of these languages is near it.
const MAX_BYTES: usize = 1 << 20;

/// A language that a string may be written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// A container image: `ghcr.io/jatra/booking:1.2`.
    Image,
    /// A URL with a scheme: `https://jatra.com/login`.
    Url,
    /// The path of a URL: `/ready`.
    UrlPath,
    /// A DNS name: `api.jatra.com`.
    Domain,
    /// A DNS name, or one below a wildcard: `*.jatra.com`.
    HostPattern,
    /// A network: `10.0.0.0/16`.
    Cidr,
    /// An IP address.
    Ip,
    /// A schedule of five fields: `0 3 * * *`.
    Cron,
    /// A regular expression.
    Regex,
    /// A version, whole or partial: `1.30`, `16`, `2.1.0-rc.1`.
    Version,
    /// A PromQL expression.
    PromQl,
    /// A shell script or command line.
    Shell,
    /// A path, absolute or relative.
    Path,
    /// An absolute path.
    AbsPath,
    /// An e-mail address.
    Email,
    /// A DNS label of RFC 1123: a Kubernetes name of at most 63 characters.
    DnsLabel,
    /// A DNS subdomain of RFC 1123: labels joined by dots, at most 253 characters.
    DnsSubdomain,
    /// The name of an environment variable.
    EnvName,
    /// The name of a port: an RFC 6335 service name, in which `_` may stand for `-`.
    PortName,
    /// A key of a Kubernetes Secret or ConfigMap.
    SecretKey,
    /// The key of a Kubernetes label: `app.kubernetes.io/name`.
    LabelKey,
    /// The value of a Kubernetes label.
    LabelValue,
}

/// Every language and the name that `@parse(…)` gives it.
const NAMES: &[(&str, Language)] = &[
    ("image", Language::Image),
    ("url", Language::Url),
    ("url_path", Language::UrlPath),
    ("domain", Language::Domain),
    ("host_pattern", Language::HostPattern),
    ("cidr", Language::Cidr),
    ("ip", Language::Ip),
    ("cron", Language::Cron),
    ("regex", Language::Regex),
    ("version", Language::Version),
    ("promql", Language::PromQl),
    ("shell", Language::Shell),
    ("path", Language::Path),
    ("abs_path", Language::AbsPath),
    ("email", Language::Email),
    ("dns_label", Language::DnsLabel),
    ("dns_subdomain", Language::DnsSubdomain),
    ("env_name", Language::EnvName),
    ("port_name", Language::PortName),
    ("secret_key", Language::SecretKey),
    ("label_key", Language::LabelKey),
    ("label_value", Language::LabelValue),
];

/// Where a late value may stand.
enum LateHoles {
    /// Nowhere: the text must be known when building.
    Nowhere,
    /// As the whole text.
    Whole,
    /// As the whole text, or where the language's own check lets it stand.
    Parts,
    /// Only where the language's own check lets it stand.
    Inside,
}

impl Language {
    /// The language that `@parse(name)` means.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, language)| *language)
    }

    /// The name that `@parse(…)` gives it.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, language)| *language == self).map_or("", |(name, _)| name)
    }

    /// All of them, in the order of the reference manual.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(_, language)| *language)
    }

    /// What a user calls it, with its article: "an image reference".
    pub fn describe(self) -> &'static str {
        match self {
            Self::Image => "an image reference",
            Self::Url => "a URL",
            Self::UrlPath => "a URL path",
            Self::Domain => "a domain name",
            Self::HostPattern => "a host name",
            Self::Cidr => "a network in CIDR form",
            Self::Ip => "an IP address",
            Self::Cron => "a cron schedule",
            Self::Regex => "a regular expression",
            Self::Version => "a version",
            Self::PromQl => "a PromQL expression",
            Self::Shell => "a shell script",
            Self::Path => "a path",
            Self::AbsPath => "an absolute path",
            Self::Email => "an e-mail address",
            Self::DnsLabel => "a DNS label",
            Self::DnsSubdomain => "a DNS subdomain",
            Self::EnvName => "the name of an environment variable",
            Self::PortName => "a port name",
            Self::SecretKey => "a key of a secret",
            Self::LabelKey => "a label key",
            Self::LabelValue => "a label value",
        }
    }

    fn late_holes(self) -> LateHoles {
        match self {
            Self::Cron | Self::Regex => LateHoles::Nowhere,
            Self::DnsLabel | Self::DnsSubdomain | Self::EnvName | Self::PortName | Self::SecretKey | Self::LabelKey => {
                LateHoles::Nowhere
            }
            Self::Cidr | Self::Ip | Self::Version => LateHoles::Whole,
            Self::Image | Self::Url | Self::UrlPath | Self::Domain | Self::HostPattern => LateHoles::Parts,
            Self::Shell | Self::Path | Self::AbsPath | Self::Email | Self::LabelValue => LateHoles::Parts,
            Self::PromQl => LateHoles::Inside,
        }
    }

    /// What stands for a hole in the text that its parser sees.
    fn stand_in(self) -> &'static str {
        match self {
            Self::Image | Self::Version | Self::Cidr | Self::Ip => "0",
            _ => "x",
        }
    }

    fn check_text(self, text: &Joined) -> Result<(), Fault> {
        match self {
            Self::Image => image::check(text),
            Self::Url => url::check(text),
            Self::UrlPath => url_path::check(text),
            Self::Domain => domain::check(text, false),
            Self::HostPattern => domain::check(text, true),
            Self::Cidr => cidr::check(text),
            Self::Ip => cidr::check_address(text),
            Self::Cron => cron::check(text),
            Self::Regex => regex::check(text),
            Self::Version => version::check(text),
            Self::PromQl => promql::check(text),
            Self::Shell => shell::check(text),
            Self::Path => abs_path::check_any(text),
            Self::AbsPath => abs_path::check(text),
            Self::Email => email::check(text),
            Self::DnsLabel => name::dns_label(text),
            Self::DnsSubdomain => name::dns_subdomain(text),
            Self::EnvName => name::env_name(text),
            Self::PortName => name::port_name(text),
            Self::SecretKey => name::secret_key(text),
            Self::LabelKey => name::label_key(text),
            Self::LabelValue => name::label_value(text),
        }
    }
}

/// Checks the string that `pieces` make up. Ranges of the error count bytes of the piece's text.
pub fn check(language: Language, pieces: &[Piece<'_>]) -> Result<(), EmbeddedError> {
    // U+FFFD stands where bytes were no text; whoever read the file has said so.
    let unreadable =
        |piece: &Piece<'_>| matches!(piece, Piece::Text(text) if text.contains(char::REPLACEMENT_CHARACTER));
    if pieces.iter().any(unreadable) {
        return Ok(());
    }
    let text = Joined::new(pieces, language.stand_in());
    check_joined(language, pieces, &text).map_err(|fault| text.locate(fault))
}

fn check_joined(language: Language, pieces: &[Piece<'_>], text: &Joined) -> Result<(), Fault> {
    if text.text.len() > MAX_BYTES {
        return Err(Fault::new(0..0, format!("the text is longer than 1 MiB, too long for {}", language.describe())));
    }
    let known: usize = pieces.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum();
    let whole = known == 0 && text.holes.len() == 1;
    let late = text.holes.iter().find(|hole| hole.kind == HoleKind::Late);
    if let Some(hole) = late {
        let refuse = |why: &str| {
            let message = format!("a value that is known only when deploying cannot {why}");
            Err(Fault::new(hole.range.clone(), message).help("use a value that is known when building"))
        };
        match language.late_holes() {
            LateHoles::Nowhere => return refuse(&format!("be in {}", language.describe())),
            LateHoles::Whole if !whole => return refuse(&format!("be a part of {}", language.describe())),
            LateHoles::Whole | LateHoles::Parts if whole => return Ok(()),
            LateHoles::Whole | LateHoles::Parts | LateHoles::Inside => {}
        }
    }
    language.check_text(text)
}
