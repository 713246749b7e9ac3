//! Small projects with a cursor, for tests.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop")]

use crate::Snapshot;
use infrac_driver::Memory;
use infrac_source::{FileId, Span, Utf8Path};
use std::sync::Arc;

/// What every small project begins with.
pub(crate) const HEAD: &str = "project shop { language = 1 }
environment dev { runtime = compose }
environment production { runtime = kubernetes { version = \"1.30\" } }
";

/// A project of one file in which `$0` is the cursor.
pub(crate) struct Case {
    pub snapshot: Snapshot,
    pub file: FileId,
    pub offset: u32,
}

/// The project [`HEAD`] with `text` in a file beside it; `$0` marks the cursor.
pub(crate) fn case(text: &str) -> Case {
    let offset = text.find("$0").unwrap_or(text.len()) as u32;
    let text = text.replacen("$0", "", 1);
    let world = Memory::new([("project.infra", HEAD), ("main.infra", text.as_str())]);
    let snapshot = Snapshot::new(Arc::new(world)).expect("it can be read");
    let file = snapshot.file_at(Utf8Path::new("main.infra")).expect("it is there");
    Case { snapshot, file, offset }
}

impl Case {
    /// The same with all that can be made of it.
    pub fn built(self) -> Self {
        self.snapshot.prepare();
        self
    }

    /// `main.infra:3: text` for a span: where it stands and what is there.
    pub fn place(&self, span: Span) -> String {
        let source = self.snapshot.source(span.file).expect("a file of the project");
        let line = source.line_column(span.start).line;
        format!("{}:{line}: {}", source.path(), source.slice(span))
    }
}

#[test]
fn names_are_found_where_they_are_used_and_declared() {
    let found = |text: &str| {
        let case = case(text);
        let name = case.snapshot.name_at(case.file, case.offset)?;
        Some((format!("{:?}", name.kind), case.place(name.definition)))
    };
    let pair = |kind: &str, place: &str| Some((kind.to_owned(), place.to_owned()));
    let text =
        "service a { image = \"a:1\", ports = { http = 80 } }\nservice b { image = \"b:1\", env = { A = a.http.url } }";
    assert_eq!(found(&text.replace("A = a", "A = $0a")), pair("Block", "main.infra:1: a"));
    assert_eq!(found(&text.replace("a.http", "a.ht$0tp")), pair("Exposed", "main.infra:1: http"));
    assert_eq!(found(&text.replace("service b", "service $0b")), pair("Block", "main.infra:2: b"));
    assert_eq!(found(&text.replace("{ http", "{ ht$0tp")), pair("Exposed", "main.infra:1: http"));
    assert_eq!(found(&text.replace(" = 80", " = 8$00")), None);
}
