//! What a tool says, in terms of the generated documents.

/// One thing that a tool found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    /// The document's path below the output directory.
    pub(crate) document: String,
    /// Where in it.
    pub(crate) place: Place,
    /// Whether the tool refuses the file, or advises.
    pub(crate) weight: Weight,
    /// The tool's name for the rule, if it has one: `SC2086`, `CKV_K8S_15`.
    pub(crate) rule: Option<String>,
    /// The rule in the tool's words, without what it is broken by; what is advised by one rule in many places is told under it.
    pub(crate) title: Option<String>,
    /// The tool's words.
    pub(crate) message: String,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Weight {
    /// The tool does not take the file.
    Refused,
    /// The tool takes the file and thinks that it should be otherwise.
    Advised,
}

/// Where in a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// On this line, from 1.
    Line(usize),
    /// At this path of the only object in it: keys, indices, and `name=x` for the item of a list that is called so. What the tool joined by dots may
    /// stand split at any of them.
    Path(Vec<String>),
    /// In the object of that kind and name, at that path.
    Object {
        /// `Deployment`, in any case.
        kind: String,
        /// `metadata.name`.
        name: String,
        /// Below the object.
        path: Vec<String>,
    },
    /// On the first line from that path on that holds the word.
    Mention {
        /// Where to look from.
        path: Vec<String>,
        /// The word.
        word: String,
    },
    /// On the first of these lines, from 1, that begins with the key; else on the first of them.
    Key {
        /// The first line.
        from: usize,
        /// The last.
        to: usize,
        /// The key of a mapping.
        key: String,
    },
    /// Somewhere.
    Whole,
}

impl Finding {
    /// The tool does not take the document.
    pub(crate) fn refused(document: impl Into<String>, place: Place, message: impl Into<String>) -> Self {
        Self {
            document: document.into(),
            place,
            weight: Weight::Refused,
            rule: None,
            title: None,
            message: message.into(),
        }
    }

    /// The tool advises against something.
    pub(crate) fn advised(document: impl Into<String>, place: Place, message: impl Into<String>) -> Self {
        Self { weight: Weight::Advised, ..Self::refused(document, place, message) }
    }

    /// With the tool's name for the rule.
    pub(crate) fn by_rule(self, rule: impl Into<String>) -> Self {
        Self { rule: Some(rule.into()), ..self }
    }

    /// With the rule in the tool's words.
    pub(crate) fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }
}

/// A path as tools write it, in its steps: `services.web.ports.0`, `$.services.web`, `services[web].ports[0]`.
pub(crate) fn steps(path: &str) -> Vec<String> {
    let path = path.strip_prefix('$').unwrap_or(path);
    path.split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .map(|step| step.trim_matches(['"', '\'']).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn paths_of_all_dialects_have_the_same_steps() {
        for path in
            ["services.web.ports.0", "$.services.web.ports[0]", "services[web].ports[0]", "services['web'].ports.0"]
        {
            assert_eq!(steps(path), ["services", "web", "ports", "0"], "{path}");
        }
        assert!(steps("$").is_empty());
    }
}
