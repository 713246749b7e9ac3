//! Names of values: paths of camelCase segments, each a name in the sense of Go's templates.

use infrac_source::Str;
use rustc_hash::FxHashSet;

/// Puts a word of the model or of Kubernetes behind a path, as a segment: `max_body` is `maxBody`, `db-password` is `dbPassword`, `LOG_LEVEL` and
/// `requests` stay, `app.kubernetes.io/name` is `appKubernetesIoName`. Letters, digits and `_`, no digit first, never empty.
pub(crate) fn push(path: &mut String, word: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    let start = path.len();
    if is_variable(word) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            path.push('_');
        }
        path.push_str(word);
        return;
    }
    // Nearly all words are one part.
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        push_part(path, start, word);
    } else {
        word.split(|c: char| !c.is_ascii_alphanumeric()).for_each(|part| push_part(path, start, part));
    }
    if path.len() == start {
        path.push('_');
    }
}

/// Puts a part of the segment behind it that begins at `start`: the first in small letters, the others with a capital.
fn push_part(path: &mut String, start: usize, part: &str) {
    let mut letters = part.chars();
    let Some(first) = letters.next() else { return };
    if path.len() > start {
        path.push(first.to_ascii_uppercase());
    } else {
        if first.is_ascii_digit() {
            path.push('_');
        }
        path.push(first.to_ascii_lowercase());
    }
    path.push_str(letters.as_str());
}

/// Capitals joined by `_` are the names of environment variables, which people look for as they are.
fn is_variable(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && word.bytes().any(|b| b.is_ascii_uppercase())
}

/// A word as a segment alone.
pub(crate) fn segment(word: &str) -> String {
    let mut segment = String::with_capacity(word.len() + 1);
    push(&mut segment, word);
    segment
}

/// The names that are taken: no name is another's parent.
#[derive(Debug, Default)]
pub(crate) struct Names {
    leaves: FxHashSet<Str>,
    parents: FxHashSet<Str>,
}

impl Names {
    /// Top-level names that mean something already, to us or to Helm.
    pub(crate) const RESERVED: [&str; 4] = ["environment", "params", "terraform", "global"];

    /// With room for so many.
    pub(crate) fn with_capacity(count: usize) -> Self {
        let mut names = Self::default();
        names.leaves.reserve(count + Self::RESERVED.len());
        names.leaves.extend(Self::RESERVED.map(Str::from));
        names
    }

    /// Takes the first of the names that is free; if none is, the last one as a single segment, with a number behind it. A name behind
    /// the one that is free is not made.
    pub(crate) fn take(&mut self, candidates: impl IntoIterator<Item = Str>) -> Str {
        let mut last = Str::default();
        for name in candidates {
            if self.is_free(&name) {
                return self.taken(name);
            }
            last = name;
        }
        let last = last.replace('.', "_");
        let mut numbered = (2_u32..).map(|number| Str::from(format!("{last}{number}")));
        let free = numbered.find(|name| self.is_free(name)).unwrap_or_default();
        self.taken(free)
    }

    fn taken(&mut self, name: Str) -> Str {
        // From the innermost out: of a parent that is known all parents are.
        let mut rest = name.as_str();
        while let Some((parent, _)) = rest.rsplit_once('.') {
            if self.parents.contains(parent) {
                break;
            }
            self.parents.insert(parent.into());
            rest = parent;
        }
        self.leaves.insert(name.clone());
        name
    }

    fn is_free(&self, name: &str) -> bool {
        if name.is_empty() || self.leaves.contains(name) || self.parents.contains(name) {
            return false;
        }
        let mut rest = name;
        while let Some((parent, _)) = rest.rsplit_once('.') {
            // What is a parent already is no leaf, and nor is what is around it.
            if self.parents.contains(parent) {
                return true;
            }
            if self.leaves.contains(parent) {
                return false;
            }
            rest = parent;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, segment};

    #[test]
    fn words_become_segments() {
        for (word, expected) in [
            ("max_body", "maxBody"),
            ("db-password", "dbPassword"),
            ("LOG_LEVEL", "LOG_LEVEL"),
            ("requests", "requests"),
            ("minReplicas", "minReplicas"),
            ("HorizontalPodAutoscaler", "horizontalPodAutoscaler"),
            ("app.kubernetes.io/name", "appKubernetesIoName"),
            ("0", "_0"),
            ("/", "_"),
            ("3D", "_3D"),
        ] {
            assert_eq!(segment(word), expected, "{word}");
        }
    }

    #[test]
    fn no_name_is_anothers_parent() {
        let mut names = Names::with_capacity(4);
        assert_eq!(names.take(["a.b".into()]), "a.b");
        assert_eq!(names.take(["a".into(), "aThing".into()]), "aThing");
        assert_eq!(names.take(["a.b.c".into()]), "a_b_c2");
        assert_eq!(names.take(["global.x".into(), "globalX".into()]), "globalX");
    }
}
