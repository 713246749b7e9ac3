//! Names of values: paths of camelCase segments, each a name in the sense of Go's templates.

use std::collections::HashSet;

/// A word of the model or of Kubernetes as a segment: `max_body` is `maxBody`, `db-password` is `dbPassword`, `LOG_LEVEL` and `requests`
/// stay, `app.kubernetes.io/name` is `appKubernetesIoName`. Letters, digits and `_`, no digit first, never empty.
pub(crate) fn segment(word: &str) -> String {
    // Capitals joined by `_` are the names of environment variables, which people look for as they are.
    let is_variable = word.chars().any(|c| c.is_ascii_uppercase()) && !word.chars().any(|c| c.is_ascii_lowercase());
    if is_variable && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return if word.starts_with(|c: char| c.is_ascii_digit()) { format!("_{word}") } else { word.to_owned() };
    }
    let mut out = String::with_capacity(word.len());
    for part in word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if out.is_empty() => out.push(first.to_ascii_lowercase()),
            Some(first) => out.push(first.to_ascii_uppercase()),
            None => {}
        }
        out.extend(letters);
    }
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    out
}

/// Segments joined.
pub(crate) fn join(segments: impl IntoIterator<Item = String>) -> String {
    segments.into_iter().filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join(".")
}

/// A segment behind a path.
pub(crate) fn below(path: &str, segment: &str) -> String {
    if path.is_empty() { segment.to_owned() } else { format!("{path}.{segment}") }
}

/// The names that are taken: no name is another's parent.
#[derive(Debug, Default)]
pub(crate) struct Names {
    leaves: HashSet<String>,
    parents: HashSet<String>,
}

impl Names {
    /// Top-level names that mean something already, to us or to Helm.
    pub(crate) const RESERVED: [&str; 4] = ["environment", "params", "terraform", "global"];

    pub(crate) fn new() -> Self {
        Self { leaves: Self::RESERVED.iter().map(|name| (*name).to_owned()).collect(), parents: HashSet::new() }
    }

    /// Takes the first of the names that is free; if none is, the last one as a single segment, with a number behind it.
    pub(crate) fn take(&mut self, candidates: &[String]) -> String {
        let last = candidates.last().map(|name| name.replace('.', "_")).unwrap_or_default();
        let numbered = (2_u32..).map(|number| format!("{last}{number}"));
        let free = candidates.iter().cloned().chain(numbered).find(|name| self.is_free(name)).unwrap_or_default();
        for (at, _) in free.match_indices('.') {
            self.parents.insert(free.get(..at).unwrap_or_default().to_owned());
        }
        self.leaves.insert(free.clone());
        free
    }

    fn is_free(&self, name: &str) -> bool {
        let below_a_leaf =
            name.match_indices('.').any(|(at, _)| self.leaves.contains(name.get(..at).unwrap_or_default()));
        !name.is_empty() && !below_a_leaf && !self.leaves.contains(name) && !self.parents.contains(name)
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
        let mut names = Names::new();
        assert_eq!(names.take(&["a.b".into()]), "a.b");
        assert_eq!(names.take(&["a".into(), "aThing".into()]), "aThing");
        assert_eq!(names.take(&["a.b.c".into()]), "a_b_c2");
        assert_eq!(names.take(&["global.x".into(), "globalX".into()]), "globalX");
    }
}
