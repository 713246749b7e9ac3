use infrac_source::{Span, Str};

/// What a code stands for. One static value a code, in the code's own file.
#[derive(Debug)]
pub struct CodeInfo {
    /// Stable: `E0301`, `W0701`, `L0101`. Never reused.
    pub code: &'static str,
    /// Kebab-case name, equal to the names of its files.
    pub name: &'static str,
    /// How bad it is unless a user says otherwise.
    pub severity: Severity,
    /// The page that `infrac explain CODE` prints: what, why, a wrong and a right example.
    pub page: &'static str,
}

/// A code: a reference to its static description; compares by code text.
#[derive(Clone, Copy, Debug)]
pub struct Code(pub &'static CodeInfo);

impl Code {
    /// The text: `E0301`.
    pub fn as_str(self) -> &'static str {
        self.0.code
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}
impl Eq for Code {}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Nothing is wrong; something is worth knowing.
    Info,
    /// The output is made, but something is lost or unwise.
    Warning,
    /// No output is made.
    Error,
}

/// A place and what is to be said there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is seen there, in lower case, without a full stop.
    pub text: String,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Applicability {
    /// The meaning is what the author surely wanted: `lint --fix` and the editor apply it.
    Safe,
    /// Likely, but it changes meaning: the editor offers it.
    Unsafe,
    /// Shown only; it has a part that the author must fill in.
    Display,
}

/// Replace the text of a span.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A change of the source that mends the fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as an imperative: "write `128Mi`".
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// May it be applied unasked?
    pub applicability: Applicability,
}

/// One finding. `message` says what is wrong; the first label where; the other labels the places that disagree with it; notes
/// why; helps what to do; fixes do it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Its code.
    pub code: Code,
    /// Its severity: the code's, unless a level was set.
    pub severity: Severity,
    /// One line, lower case, without a full stop.
    pub message: String,
    /// The places; the first is the primary one. Never empty for what comes from source.
    pub labels: Vec<Label>,
    /// Why it is wrong.
    pub notes: Vec<String>,
    /// What to do.
    pub helps: Vec<String>,
    /// Changes that do it.
    pub fixes: Vec<Fix>,
    /// The environments in which it holds; empty means that it does not depend on one.
    pub environments: Vec<Str>,
}

impl Diagnostic {
    /// A finding of `code` with `message`, at `span`, where `label` stands.
    pub fn new(code: Code, message: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Self::without_place(code, message).label(span, label)
    }

    /// A finding of `code` that has no place in the source: the machine lacks something, or the caller adds the places.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.0.severity,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            fixes: Vec::new(),
            environments: Vec::new(),
        }
    }

    /// Adds a place: the first is the primary one.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds the name that was likely meant, to the message and as a fix.
    pub fn meant(mut self, span: Span, near: Option<&str>) -> Self {
        let Some(near) = near else { return self };
        self.message.push_str(&format!("; did you mean `{near}`?"));
        self.fix(format!("write `{near}`"), span, near, Applicability::Unsafe)
    }

    /// Adds what is written here for a word of another language.
    pub fn foreign(self, foreign: &crate::Foreign) -> Self {
        let diagnostic = self.help(foreign.here);
        match foreign.example {
            "" => diagnostic,
            example => diagnostic.help(format!("for example `{}`", example.replace('\n', "`, `"))),
        }
    }

    /// A finding about a circle: each step has its place and says what leads to the next.
    pub fn chain(code: Code, message: impl Into<String>, steps: &[(Span, String)]) -> Self {
        let mut steps = steps.iter();
        let first = steps.next();
        let span = first.map_or(Span::new(infrac_source::FileId(0), 0, 0), |(span, _)| *span);
        let mut diagnostic = Self::new(code, message, span, first.map_or("", |(_, text)| text));
        for (span, text) in steps {
            diagnostic = diagnostic.label(*span, text.clone());
        }
        diagnostic
    }

    /// Adds a reason.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// Adds a fix of one edit.
    pub fn fix(
        self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
        applicability: Applicability,
    ) -> Self {
        self.fix_all(title, vec![Edit { span, text: text.into() }], applicability)
    }

    /// Adds a fix of several edits.
    pub fn fix_all(mut self, title: impl Into<String>, edits: Vec<Edit>, applicability: Applicability) -> Self {
        self.fixes.push(Fix { title: title.into(), edits, applicability });
        self
    }

    /// Says in which environment it holds.
    pub fn in_environment(mut self, name: Str) -> Self {
        self.environments.push(name);
        self
    }

    /// The primary place.
    pub fn primary(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    /// Whether it holds in every environment that `other` holds in.
    fn holds_where(&self, other: &Self) -> bool {
        self.environments.is_empty()
            || (!other.environments.is_empty()
                && other.environments.iter().all(|name| self.environments.contains(name)))
    }
}

/// What makes two findings one mistake.
#[derive(PartialEq, Eq, Hash)]
enum Topic {
    /// The code, and all places, sorted. A single place says too little: one block may lack several things.
    Places(&'static str, Vec<Span>),
    /// The code, the first place, and the message: a reader would read the same line twice.
    Words(&'static str, Span, String),
}

impl Topic {
    fn of(finding: &Diagnostic) -> Vec<Self> {
        let code = finding.code.as_str();
        let mut places: Vec<Span> = finding.labels.iter().map(|label| label.span).collect();
        places.sort();
        let words = finding.primary().map(|place| Self::Words(code, place, finding.message.clone()));
        let places = (places.len() > 1).then_some(Self::Places(code, places));
        words.into_iter().chain(places).collect()
    }
}

/// The findings of a stage, in the order found.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another stage.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// [`joined`](Self::joined), and one message for one mistake.
    pub fn merged(self) -> Self {
        self.joined().without_echoes()
    }

    /// Joins findings that differ only in their environments, and sorts by place (file, offset), then code.
    pub fn joined(self) -> Self {
        let mut merged: Vec<Diagnostic> = Vec::with_capacity(self.0.len());
        let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        for mut diagnostic in self.0 {
            let environments = std::mem::take(&mut diagnostic.environments);
            let key = format!("{}\0{}\0{:?}", diagnostic.code.as_str(), diagnostic.message, diagnostic.labels);
            let at = *seen.entry(key).or_insert_with(|| {
                merged.push(diagnostic);
                merged.len() - 1
            });
            if let Some(kept) = merged.get_mut(at) {
                for environment in environments {
                    if !kept.environments.contains(&environment) {
                        kept.environments.push(environment);
                    }
                }
            }
        }
        merged.sort_by_key(|diagnostic| (diagnostic.primary(), diagnostic.code.as_str()));
        Self(merged)
    }

    /// One mistake, one message: of findings with one code about the very same places, or that say the same at the same first place, as several
    /// stages, several outputs of one block, or several lines of one component make them, the first stays; unless a later one holds in an
    /// environment that the first does not.
    fn without_echoes(self) -> Self {
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.0.len());
        let mut seen: std::collections::HashMap<Topic, Vec<usize>> = std::collections::HashMap::new();
        for diagnostic in self.0 {
            let topics = Topic::of(&diagnostic);
            let holds_already = |at: &usize| kept.get(*at).is_some_and(|first| first.holds_where(&diagnostic));
            if topics.iter().any(|topic| seen.get(topic).is_some_and(|earlier| earlier.iter().any(holds_already))) {
                continue;
            }
            for topic in topics {
                seen.entry(topic).or_default().push(kept.len());
            }
            kept.push(diagnostic);
        }
        Self(kept)
    }
}
