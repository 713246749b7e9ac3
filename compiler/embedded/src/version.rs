//! Versions: semantic versions (semver 2.0.0) that may leave out the patch, or the minor and the patch: `1.30`, `16`. A late
//! value can only be the whole text.

use crate::piece::{Fault, Joined};
use std::cmp::Ordering;
use std::fmt;

/// A version as written; what is left out counts as 0 in comparisons.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PartialVersion {
    /// The first number.
    pub major: u64,
    /// The second, if written.
    pub minor: Option<u64>,
    /// The third, if written.
    pub patch: Option<u64>,
    /// What stands after `-`; empty if nothing does.
    pub pre: semver::Prerelease,
    /// What stands after `+`; it does not count in comparisons of semver, but keeps equality exact.
    pub build: semver::BuildMetadata,
}

impl PartialVersion {
    /// Reads one to three numbers, a prerelease and build metadata.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if let Some(rest) = text.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return Err(Fault::new(0..1, "a version begins with a number").help(format!("write `{rest}`")));
        }
        let (rest, build) = text.split_once('+').map_or((text, None), |(rest, build)| (rest, Some(build)));
        let (numbers, pre) = rest.split_once('-').map_or((rest, None), |(numbers, pre)| (numbers, Some(pre)));
        let mut parts: [Option<u64>; 3] = [None; 3];
        let mut start = 0;
        for (index, number) in numbers.split('.').enumerate() {
            let range = start..start + number.len();
            let slot = parts.get_mut(index).ok_or_else(|| {
                Fault::new(range.start.saturating_sub(1)..numbers.len(), "a version has at most three numbers")
            })?;
            *slot = Some(parse_number(number, range)?);
            start += number.len() + 1;
        }
        let [Some(major), minor, patch] = parts else {
            return Err(Fault::new(0..text.len(), "a version begins with a number"));
        };
        let after = |part: Option<&str>, offset: usize| part.map_or(0..0, |part| offset..offset + part.len());
        let pre_range = after(pre, numbers.len() + 1);
        let build_range = after(build, rest.len() + 1);
        let bad =
            |range, what| Fault::new(range, format!("{what} is letters, digits and `-`, in parts joined by dots"));
        let pre = named(pre, semver::Prerelease::new).ok_or_else(|| bad(pre_range, "what follows `-` in a version"))?;
        let build = named(build, semver::BuildMetadata::new)
            .ok_or_else(|| bad(build_range, "what follows `+` in a version"))?;
        Ok(Self { major, minor, patch, pre, build })
    }

    /// The whole version, zeros for what is left out.
    pub fn to_semver(&self) -> semver::Version {
        semver::Version {
            major: self.major,
            minor: self.minor.unwrap_or(0),
            patch: self.patch.unwrap_or(0),
            pre: self.pre.clone(),
            build: self.build.clone(),
        }
    }

    /// Order of precedence of semver 2.0.0 section 11; build metadata does not count.
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.to_semver().cmp_precedence(&other.to_semver())
    }

    /// Whether it is `major.minor` or later; a prerelease of that version is not.
    pub fn at_least(&self, major: u64, minor: u64) -> bool {
        self.to_semver() >= semver::Version::new(major, minor, 0)
    }

    /// Whether `other` agrees with all that is written here: `16` covers `16.4`, `1.30` covers `1.30.2`.
    pub fn covers(&self, other: &Self) -> bool {
        let agrees = |mine: Option<u64>, theirs: Option<u64>| mine.is_none() || mine == theirs;
        self.major == other.major
            && agrees(self.minor, other.minor)
            && agrees(self.patch, other.patch)
            && (self.pre.is_empty() || self.pre == other.pre)
    }
}

impl fmt::Display for PartialVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.major)?;
        for number in [self.minor, self.patch].into_iter().flatten() {
            write!(f, ".{number}")?;
        }
        if !self.pre.is_empty() {
            write!(f, "-{}", self.pre)?;
        }
        if self.build.is_empty() { Ok(()) } else { write!(f, "+{}", self.build) }
    }
}

/// The named part; `None` where there is a sign but no valid name after it.
fn named<T: Default>(part: Option<&str>, make: impl Fn(&str) -> Result<T, semver::Error>) -> Option<T> {
    match part {
        None => Some(T::default()),
        Some("") => None,
        Some(text) => make(text).ok(),
    }
}

impl Default for PartialVersion {
    /// Version 0, nothing else written.
    fn default() -> Self {
        Self { major: 0, minor: None, patch: None, pre: semver::Prerelease::EMPTY, build: semver::BuildMetadata::EMPTY }
    }
}

fn parse_number(number: &str, range: std::ops::Range<usize>) -> Result<u64, Fault> {
    if number.is_empty() {
        return Err(Fault::new(range, "a number of the version is missing"));
    }
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        let fault = Fault::new(range, format!("`{number}` is no number"));
        return Err(fault.help("a version is up to three numbers joined by dots, like `1.30`"));
    }
    if number.len() > 1 && number.starts_with('0') {
        return Err(Fault::new(range, "a number of a version does not begin with 0"));
    }
    number.parse().map_err(|_| Fault::new(range, "the number is too large"))
}

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if text.has_build_hole() { Ok(()) } else { PartialVersion::parse(&text.text).map(drop) }
}
