//! The lock as text: a header, then one line a block: identity, kind, name, and `key=value` pairs, separated by blanks.

use super::{Lock, LockEntry};
use infrac_source::Str;
use std::fmt::Write;

/// The first lines of the file.
const HEADER: &str = "\
# Names that stay. Written by `infrac build`; commit this file, and leave the editing to `@was(old)` in the source.
language = 1
";

/// A line that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it: one line, lower case, no full stop.
    pub message: String,
}

impl Lock {
    /// Reads the file's text.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut lock = Self::default();
        let mut language = false;
        for (at, line) in text.lines().enumerate() {
            let fault = |message: &str| LockError { line: at + 1, message: message.to_owned() };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.starts_with(['<', '=', '>']) {
                return Err(fault(
                    "this is a mark of a merge conflict: keep the lines of both sides, each identity once",
                ));
            }
            // With its `=`, as a block may be called `language` or `languages`.
            if let Some(version) =
                line.strip_prefix("language").and_then(|rest| rest.trim_ascii_start().strip_prefix('='))
            {
                if version.trim_ascii() != "1" {
                    return Err(fault("the lock is of a language that this infrac does not know"));
                }
                language = true;
                continue;
            }
            if !language {
                return Err(fault("the lock does not begin with `language = 1`"));
            }
            let (key, entry) = read(line).ok_or_else(|| fault("expected an identity, a kind and a name"))?;
            if lock.entries.insert(key, entry).is_some() {
                return Err(fault("this identity is there twice"));
            }
        }
        Ok(lock)
    }

    /// The file's text: sorted, so that it merges well.
    pub fn print(&self) -> String {
        let mut out = HEADER.to_owned();
        for ((identity, kind), entry) in &self.entries {
            // Writing to a String never fails.
            let _ = write!(out, "{} {kind} {}", encode(identity), encode(&entry.name));
            if entry.stateful {
                out.push_str(" stateful=true");
            }
            for (key, value) in &entry.other {
                let _ = write!(out, " {key}={}", encode(value));
            }
            out.push('\n');
        }
        out
    }
}

fn read(line: &str) -> Option<((Str, Str), LockEntry)> {
    let mut words = line.split_ascii_whitespace();
    let (identity, kind) = (decode(words.next()?)?, words.next()?.into());
    let mut entry = LockEntry { name: decode(words.next()?)?, ..LockEntry::default() };
    for word in words {
        let (key, value) = word.split_once('=')?;
        match key {
            "stateful" => entry.stateful = value == "true",
            _ => drop(entry.other.insert(key.into(), decode(value)?)),
        }
    }
    Some(((identity, kind), entry))
}

/// Blanks and `%` as `%XX`, so that a word stays a word.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() && (letter.is_ascii_whitespace() || letter.is_ascii_control() || letter == '%') {
            out.push_str(&format!("%{:02X}", u32::from(letter)));
        } else if letter.is_whitespace() {
            letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(letter);
        }
    }
    out
}

fn decode(text: &str) -> Option<Str> {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (code, after) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok().map(Str::from)
}

#[cfg(test)]
mod tests {
    use super::{Lock, LockEntry};

    fn sample() -> Lock {
        let mut lock = Lock::default();
        let entry = |name: &str, stateful| LockEntry { name: name.into(), stateful, ..LockEntry::default() };
        lock.entries.insert(("search".into(), "service".into()), entry("search", false));
        lock.entries.insert(("db".into(), "service".into()), entry("db", true));
        lock.entries
            .insert(("net.private[\"a b\"]".into(), "resource.aws_subnet".into()), entry("net_private_a_b", false));
        lock
    }

    #[test]
    fn what_is_printed_is_read_back_and_sorted() {
        let text = sample().print();
        assert_eq!(Lock::parse(&text), Ok(sample()));
        assert!(text.find("\ndb ").unwrap() < text.find("\nsearch ").unwrap());
        assert!(text.contains("net.private[\"a%20b\"] resource.aws_subnet net_private_a_b\n"));
    }

    #[test]
    fn what_else_is_kept_survives() {
        let mut lock = sample();
        let entry = lock.entries.get_mut(&("db".into(), "service".into())).unwrap();
        entry.other.insert("helm.values".into(), "db.storage".into());
        assert_eq!(Lock::parse(&lock.print()), Ok(lock));
    }

    #[test]
    fn a_block_may_be_called_like_the_header() {
        let mut lock = sample();
        for name in ["language", "languages"] {
            let entry = LockEntry { name: name.into(), ..LockEntry::default() };
            lock.entries.insert((name.into(), "service".into()), entry);
        }
        assert_eq!(Lock::parse(&lock.print()), Ok(lock));
    }

    #[test]
    fn a_damaged_lock_is_refused_with_its_line() {
        assert_eq!(Lock::parse("language = 2\n").unwrap_err().line, 1);
        assert_eq!(Lock::parse("db service db\n").unwrap_err().line, 1);
        assert_eq!(Lock::parse("language = 1\n<<<<<<< HEAD\n").unwrap_err().line, 2);
        assert!(Lock::parse("<<<<<<< HEAD\nlanguage = 1\n").unwrap_err().message.contains("merge conflict"));
        assert_eq!(Lock::parse("language = 1\ndb service db\ndb service db\n").unwrap_err().line, 3);
        assert_eq!(Lock::parse("language = 1\ndb\n").unwrap_err().line, 2);
        assert_eq!(Lock::parse(""), Ok(Lock::default()));
    }
}
