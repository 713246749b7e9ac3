//! What may be written under the cursor. The context is read from the tokens before the cursor and from the nodes around it, so that it works in a line
//! that is not finished; what is offered is read from declarations, the model's names and the plans.

mod context;
mod keys;
mod members;
mod narrow;
mod strings;
mod top;
mod values;

pub use narrow::narrowed;
pub(crate) use values::exposed;

use crate::declared::signature;
use crate::snapshot::Snapshot;
use context::Context;
use infrac_model::{Shape, Type};
use infrac_source::{FileId, Span, Str};

/// Something that can be written at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// What is offered.
    pub name: Str,
    /// What it is.
    pub kind: CompletionKind,
    /// Its type, as one would write it; may be empty.
    pub detail: String,
    /// What is inserted; `$1`, `${2:text}` … are the places that the author fills in (the snippet syntax of the Language Server Protocol).
    pub insert: String,
    /// What it replaces.
    pub replace: Span,
    /// A block is incomplete without it.
    pub required: bool,
    /// The order in which it is offered: smaller first, then by the order of the answer.
    pub rank: u8,
    /// Where it is declared: [`resolve`] reads the documentation there.
    pub declared: Option<Span>,
}

/// What a completion is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A kind of the standard library.
    Kind,
    /// A component.
    Component,
    /// An attribute of a kind, a parameter of a component, a field of a record.
    Attribute,
    /// A block inside the block.
    Child,
    /// A tag of a union.
    Tag,
    /// A block.
    Block,
    /// A port, or a part of a secret.
    Exposed,
    /// An output.
    Output,
    /// A `let`, a parameter, a binder.
    Local,
    /// A `param`.
    Param,
    /// A function.
    Function,
    /// An environment.
    Environment,
    /// A type.
    Type,
    /// A module.
    Module,
    /// A unit of a number.
    Unit,
    /// A metric.
    Metric,
    /// A file or folder.
    File,
    /// A word of the language.
    Word,
    /// A text with places to fill in.
    Snippet,
}

impl Completion {
    pub(crate) fn new(name: impl Into<Str>, kind: CompletionKind, replace: Span) -> Self {
        let name = name.into();
        let insert = escaped(&name);
        Self { name, kind, detail: String::new(), insert, replace, required: false, rank: 5, declared: None }
    }

    pub(crate) fn insert(self, insert: impl Into<String>) -> Self {
        Self { insert: insert.into(), ..self }
    }

    pub(crate) fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    pub(crate) fn rank(self, rank: u8) -> Self {
        Self { rank, ..self }
    }

    pub(crate) fn declared(self, declared: impl Into<Option<Span>>) -> Self {
        Self { declared: declared.into(), ..self }
    }
}

/// What may be written at a place, best first. Nothing inside comments.
pub fn completions(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Completion> {
    let Some(view) = snapshot.file(file) else { return Vec::new() };
    let offset = view.clamp(offset);
    let mut found = match context::at(snapshot, view, offset) {
        Context::Nothing => Vec::new(),
        Context::Text(text) => strings::offer(snapshot, view, &text),
        Context::Members { dot, replace } => members::offer(snapshot, view, dot, replace),
        Context::Note(replace) => top::notes(replace),
        Context::Environments(replace) => values::environments(snapshot, replace),
        Context::Types(replace) => top::types(snapshot, view, replace),
        Context::Heads(replace) => top::heads(snapshot, view, replace, false),
        Context::Top(replace) => top::offer(snapshot, view, replace),
        Context::Keys { replace, path } => keys::offer(snapshot, view, &path, replace),
        Context::Patterns { replace, scrutinee, taken } => values::patterns(snapshot, view, scrutinee, &taken, replace),
        Context::Units { replace, ty } => values::units(ty.as_ref(), replace),
        Context::Value { replace, path, ty } => values::offer(snapshot, view, &path, ty.as_ref(), replace),
    };
    found.sort_by_key(|completion| completion.rank);
    found
}

/// The documentation of what is offered, in Markdown: its declaration, then its text.
pub fn resolve(snapshot: &Snapshot, declared: Span) -> Option<String> {
    let symbol = snapshot.table().at(declared)?;
    let mut text = format!("```infra\n{}\n```\n", signature(snapshot, symbol));
    if let Some(doc) = symbol.doc(snapshot.model()) {
        text.push('\n');
        text.push_str(&doc);
        text.push('\n');
    }
    Some(text)
}

/// Text that stands for itself in a snippet.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A value of the right form to begin with; its first place to fill in is `first`.
pub(crate) fn value_snippet(snapshot: &Snapshot, ty: &Type, first: u32, depth: u32) -> String {
    if depth > 8 {
        return format!("${first}");
    }
    match ty {
        Type::Optional(inner) | Type::Late(inner) => value_snippet(snapshot, inner, first, depth + 1),
        Type::String => format!("\"${first}\""),
        Type::List(_) => format!("[${first}]"),
        Type::Map(..) | Type::Record(_) => format!("{{ ${first} }}"),
        Type::Union(members) => members
            .first()
            .map_or_else(|| format!("${first}"), |member| value_snippet(snapshot, member, first, depth + 1)),
        Type::Named(id) => match &snapshot.model().type_def(*id).shape {
            Shape::Alias(inner) => value_snippet(snapshot, inner, first, depth + 1),
            Shape::Record(_) => format!("{{ ${first} }}"),
            Shape::Tags(tags) => {
                let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
                if names.len() > 1 { format!("${{{first}|{}|}}", names.join(",")) } else { names.concat() }
            }
        },
        _ => format!("${first}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Completion, completions, resolve};
    use crate::testing::{Case, case};

    fn offered(text: &str) -> Vec<Completion> {
        let Case { snapshot, file, offset } = case(text);
        completions(&snapshot, file, offset)
    }

    fn names(text: &str) -> Vec<String> {
        offered(text).into_iter().map(|completion| completion.name.to_string()).collect()
    }

    /// The first names that are offered.
    fn first(text: &str, count: usize) -> Vec<String> {
        names(text).into_iter().take(count).collect()
    }

    const REST: &str = "
service api { image = \"a:1\", ports = { http = 80, metrics = 90 } }
secret key {}
let size = 3
";

    #[test]
    fn kinds_and_words_at_the_top() {
        let found = names(&format!("ser$0{REST}"));
        for wanted in ["service", "gateway", "postgres", "let", "component"] {
            assert!(found.iter().any(|name| name == wanted), "{wanted} in {found:?}");
        }
        assert!(!found.iter().any(|name| name == "slo"), "children stand in their blocks");
    }

    #[test]
    fn attributes_with_what_is_required_first_and_without_what_is_there() {
        let found = offered("service a {\n  slo x {\n    window = 30d\n    $0\n  }\n}");
        let first: Vec<(&str, bool)> =
            found.iter().take(3).map(|completion| (completion.name.as_str(), completion.required)).collect();
        assert_eq!(first, [("objective", true), ("indicator", true), ("name", false)]);
        assert!(!found.iter().any(|completion| completion.name == "window"));
    }

    #[test]
    fn attributes_of_an_unclosed_block_and_of_a_half_typed_word() {
        assert!(names("service a {\n  image = \"a:1\"\n  repl$0\n").iter().any(|name| name == "replicas"));
        assert!(names("service a {\n  image = \"a:1\"\n  $0").iter().any(|name| name == "replicas"));
        let resources = names("service a {\n  image = \"a:1\"\n  resources = { $0\n}");
        assert_eq!(resources.get(..2), Some(["cpu", "memory"].map(str::to_owned).as_slice()));
    }

    #[test]
    fn enum_values_and_variants_with_their_fields() {
        let found = offered("alert a {\n  severity = $0\n}");
        let first: Vec<&str> = found.iter().take(3).map(|completion| completion.name.as_str()).collect();
        assert_eq!(first, ["critical", "warning", "info"]);
        let found = offered("environment e {\n  runtime = $0\n}");
        let kubernetes = found.iter().find(|completion| completion.name == "kubernetes");
        assert_eq!(kubernetes.map(|completion| completion.insert.as_str()), Some("kubernetes { version = \"$1\" }"));
    }

    #[test]
    fn references_by_type_and_ports() {
        let needs = first(&format!("service b {{\n  needs = [$0]\n}}{REST}"), 2);
        assert!(needs.contains(&"api".to_owned()), "{needs:?}");
        let routes = first(&format!("gateway g {{\n  routes = {{ \"/\" = $0 }}\n}}{REST}"), 3);
        assert!(routes.contains(&"api.http".to_owned()), "{routes:?}");
        let secret = first(&format!("receiver r {{\n  to = pagerduty {{ key = $0 }}\n}}{REST}"), 1);
        assert_eq!(secret, ["key"]);
    }

    #[test]
    fn members_behind_a_dot() {
        let members = first(&format!("service b {{\n  env = {{ A = api.$0 }}\n}}{REST}"), 2);
        assert_eq!(members, ["http", "metrics"]);
        let members = first(&format!("service b {{\n  env = {{ A = api.http.$0, C = 3 }}\n}}{REST}"), 4);
        assert_eq!(members, ["port", "host", "address", "url"]);
        assert!(names(&format!("let d = env.$0{REST}")).contains(&"domain".to_owned()));
    }

    #[test]
    fn units_of_the_expected_type() {
        let found = names("service a {\n  stop_within = 30$0\n}");
        assert_eq!(found, ["w", "d", "h", "m", "s", "ms", "us", "ns"]);
        let found = names("service a {\n  resources = { memory = 256M$0 }\n}");
        assert!(found.contains(&"Mi".to_owned()) && !found.contains(&"h".to_owned()), "{found:?}");
    }

    #[test]
    fn environments_and_the_arms_that_a_match_lacks() {
        assert_eq!(names("service a in $0 { image = \"a:1\" }"), ["dev", "production"]);
        let found = names("service a {\n  replicas = match env {\n    dev => 1\n    $0\n  }\n}");
        assert_eq!(found, ["production", "_"]);
        // Not closed yet, with the rest of the file behind it.
        let rest = "\n  user = 2000\n}\nservice b { image = \"b:1\" }\n";
        for open in
            ["match env { $0", "match env {\n    $0", "match env { dev => 1, $0", "match env {\n    dev => 1\n    $0"]
        {
            assert_eq!(names(&format!("service a {{\n  replicas = {open}{rest}")), ["dev", "production"], "{open}");
        }
        let value = names(&format!("service a {{\n  args = match env {{ dev => [\"a\", $0{rest}"));
        assert!(!value.contains(&"production".to_owned()), "{value:?}");
    }

    #[test]
    fn metrics_in_promql() {
        let text = "service a {
  image = \"a:1\"
  ports = { http = 80 }
  metrics = { port = \"http\", exports = { jobs_total = counter { help = \"jobs\" } } }
}
alert b {
  when = \"rate(jo$0\"
  severity = info
}
";
        let Case { snapshot, file, offset } = case(text);
        snapshot.plan();
        let found = completions(&snapshot, file, offset);
        assert!(found.iter().any(|completion| completion.name == "jobs_total"), "{found:?}");
    }

    #[test]
    fn documentation_is_read_when_it_is_wanted() {
        let Case { snapshot, file, offset } = case("service a {\n  $0\n}");
        let found = completions(&snapshot, file, offset);
        let replicas = found.iter().find(|completion| completion.name == "replicas");
        let text = replicas.and_then(|completion| resolve(&snapshot, completion.declared?));
        assert!(text.is_some_and(|text| text.contains("How many run")));
    }

    #[test]
    fn nothing_in_comments_and_in_plain_text() {
        assert_eq!(names("// ser$0\n").len(), 0);
        assert_eq!(names("service a { image = \"a$0\" }").len(), 0);
    }
}
