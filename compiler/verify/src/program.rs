//! Finding tools on the machine.

use crate::process::{self, Call, Trouble};
use camino::{Utf8Path, Utf8PathBuf};
use std::ffi::OsStr;
use std::time::Duration;

/// How long a tool may take at least to say its version: checkov loads all of itself for it.
const VERSION_TIMEOUT: Duration = Duration::from_secs(30);

/// A way to start a tool.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    /// The executable.
    pub(crate) name: &'static str,
    /// What always comes first: `compose` of `docker compose`.
    pub(crate) first: &'static [&'static str],
    /// How it says its version; where it does not, the way is not there.
    pub(crate) version: &'static [&'static str],
}

/// A tool that is there.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The executable, absolute.
    pub(crate) path: Utf8PathBuf,
    /// What always comes first.
    pub(crate) first: &'static [&'static str],
    /// Its version; empty if it did not say one that can be read.
    pub(crate) version: String,
}

/// Whether a tool is there.
#[derive(Clone, Debug)]
pub(crate) enum Presence {
    /// It is.
    There(Program),
    /// No executable of its names is on the search path.
    Absent,
    /// There is one, and it does not even say its version: why.
    Broken(String),
}

impl Program {
    /// Looks for the first of these ways that works, in the absolute folders of a search path. A relative folder there would mean another one each time.
    pub(crate) fn find(ways: &[Way], search: &OsStr, scratch: &Utf8Path, timeout: Duration) -> Presence {
        let mut broken = None;
        for way in ways {
            let Some(path) = on_path(way.name, search) else { continue };
            let call = Call::new(way.first.iter().chain(way.version).copied()).with("PATH", search);
            match process::run(&path, scratch, &call, timeout.max(VERSION_TIMEOUT)) {
                Ok(said) if said.code == Some(0) => {
                    let version = version(&said.out).or_else(|| version(&said.err)).unwrap_or_default();
                    return Presence::There(Self { path, first: way.first, version });
                }
                // `docker` without its plugin: the way is not there, and nothing is broken.
                Ok(_) if !way.first.is_empty() => {}
                Ok(said) => {
                    let how = said.end();
                    broken = broken.or(Some(format!("`{} {}` {how}", way.name, way.version.join(" "))));
                }
                Err(Trouble::Failed(why) | Trouble::Unable(why)) => {
                    broken = broken.or(Some(format!("`{} {}`: {why}", way.name, way.version.join(" "))));
                }
            }
        }
        broken.map_or(Presence::Absent, Presence::Broken)
    }
}

/// The executable of that name on the search path.
fn on_path(name: &str, search: &OsStr) -> Option<Utf8PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(search)
        .filter_map(|folder| Utf8PathBuf::from_path_buf(folder).ok())
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|path| is_executable(path))
}

#[cfg(unix)]
fn is_executable(path: &Utf8Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|there| there.is_file() && there.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Utf8Path) -> bool {
    path.is_file()
}

/// The first word of digits and dots, without a leading `v`: `2.40.3` of "Docker Compose version v2.40.3".
fn version(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | ',' | '(' | ')' | ':'));
    let numbers = words.map(|word| word.strip_prefix('v').unwrap_or(word)).map(|word| {
        let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
        word.get(..end).unwrap_or("").trim_end_matches('.')
    });
    let mut candidates =
        numbers.filter(|number| number.contains('.') && number.starts_with(|c: char| c.is_ascii_digit()));
    candidates.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read_from_what_tools_say() {
        assert_eq!(version("Docker Compose version v2.40.3\n").as_deref(), Some("2.40.3"));
        assert_eq!(version("v3.17.2+gcc0bbbd\n").as_deref(), Some("3.17.2"));
        assert_eq!(
            version("promtool, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+b5)").as_deref(),
            Some("2.42.0")
        );
        assert_eq!(version("Terraform v1.11.4\non linux_amd64").as_deref(), Some("1.11.4"));
        assert_eq!(version("kubernetes-validate 1.37.0").as_deref(), Some("1.37.0"));
        assert_eq!(version("no numbers"), None);
    }
}
