//! A component is extracted of every block of the examples and the corpus for which that is offered: what is generated stays the same, but for
//! the label that names the component, and nothing new is found. Then of several blocks at once, whose names the lock keeps.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop")]

use infrac_driver::Memory;
use infrac_ide::{Action, ActionKind, Snapshot, actions};
use infrac_source::{Span, Utf8Path};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Path and text of each file.
type Files = BTreeMap<String, String>;

fn folder(below: &str) -> Files {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(below);
    let files = folder.read_dir_utf8().expect("the folder is there").filter_map(Result::ok);
    files
        .filter(|entry| entry.path().extension() == Some("infra"))
        .map(|entry| (entry.file_name().to_owned(), std::fs::read_to_string(entry.path()).expect("it can be read")))
        .collect()
}

fn snapshot(files: &Files) -> Snapshot {
    Snapshot::new(Arc::new(Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))))
        .expect("it can be read")
}

/// The text of each document, but for the label that says of which component an object was made.
fn documents(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let all = &snapshot.lower().documents;
    let text = |text: String| {
        text.lines().filter(|line| !line.contains("app.kubernetes.io/component: ")).collect::<Vec<_>>().join("\n")
    };
    all.iter().map(|document| (document.path.to_string(), text(infrac_tree::print(document).text))).collect()
}

/// The first lines that differ.
fn difference(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Option<String> {
    let none = String::new();
    a.keys().chain(b.keys()).find_map(|path| {
        let (own, other) = (a.get(path).unwrap_or(&none), b.get(path).unwrap_or(&none));
        let line = own.lines().zip(other.lines()).find(|(own, other)| own != other);
        (own != other).then(|| format!("{path}: {line:?}"))
    })
}

/// The same in an order of its own: what is generated stands in the order of the declarations.
fn in_order(documents: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let sorted = |text: String| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.join("\n")
    };
    documents.into_iter().map(|(path, text)| (path, sorted(text))).collect()
}

fn codes(snapshot: &Snapshot) -> Vec<String> {
    let mut codes: Vec<String> =
        snapshot.diagnostics().0.iter().map(|found| format!("{} {}", found.code.as_str(), found.message)).collect();
    codes.sort();
    codes
}

fn extraction(snapshot: &Snapshot, range: Span) -> Option<Action> {
    let offered = actions(snapshot, &infrac_diagnostics::Diagnostics::default(), range);
    offered
        .into_iter()
        .find(|action| action.kind == ActionKind::Extract && action.title.starts_with("extract a component"))
}

fn edited(snapshot: &Snapshot, files: &Files, action: &Action) -> Files {
    let mut files = files.clone();
    for edit in action.edits.iter().rev() {
        let path = snapshot.source(edit.span.file).expect("a file of the project").path().to_string();
        files.get_mut(&path).expect("it is there").replace_range(edit.span.range(), &edit.text);
    }
    files
}

/// How many blocks of a project can become components; each one does, by itself.
fn each_block(files: &Files) -> usize {
    let before = snapshot(files);
    let (made, found) = (documents(&before), codes(&before));
    let mut offered = 0;
    for block in before.model().blocks() {
        let own = before.own_files().any(|view| view.id() == block.name_span.file);
        let at = Span::new(block.name_span.file, block.name_span.start, block.name_span.start);
        let Some(action) = own.then(|| extraction(&before, at)).flatten() else { continue };
        let changed = edited(&before, files, &action);
        let after = snapshot(&changed);
        assert_eq!(codes(&after), found, "{}: {:#?}", block.label, action.edits);
        // An instance is made before what stands in it, which can be another order.
        let is_kind = matches!(block.head, infrac_model::Head::Kind(_));
        let compared = |all: BTreeMap<String, String>| if is_kind { all } else { in_order(all) };
        let different = difference(&compared(documents(&after)), &compared(made.clone()));
        assert_eq!(different, None, "{}: {:#?}", block.label, action.edits);
        offered += 1;
    }
    offered
}

#[test]
fn what_is_generated_of_the_examples_stays() {
    assert_eq!(each_block(&folder("examples/quickstart")), 1);
    let jatra = each_block(&folder("examples/jatra"));
    assert!(jatra >= 12, "{jatra}");
}

#[test]
fn what_is_generated_of_the_corpus_stays() {
    let sum: usize = ["design-tour", "document-database", "migrations", "objectives", "terraform-clouds"]
        .map(|case| each_block(&folder(&format!("tests/corpus/{case}"))))
        .iter()
        .sum();
    assert!(sum >= 15, "{sum}");
}

const SHOP: &str = r#"project shop { language = 1 }
environment dev { runtime = compose }

let size = 64Mi

/// Keeps sessions.
redis sessions {
  memory = size
}

secret key { source = generated }

/// The shop itself.
service web {
  image = "ghcr.io/acme/web:1.0"
  ports = { http = 80 }
  env   = { SESSIONS = sessions.url, KEY = key }
}

service proxy { image = "nginx:1.27", env = { UPSTREAM = web.http.url } }
"#;

fn one(text: &str) -> Files {
    Files::from([("shop.infra".to_owned(), text.to_owned())])
}

/// Where some text stands.
fn place(snapshot: &Snapshot, from: &str, to: &str) -> Span {
    let file = snapshot.file_at(Utf8Path::new("shop.infra")).expect("it is there");
    let text = snapshot.source(file).expect("it is there").text();
    let start = text.find(from).expect("it is there");
    let end = start + text.get(start..).and_then(|rest| rest.find(to)).expect("it is there") + to.len();
    Span::new(file, u32::try_from(start).expect("small"), u32::try_from(end).expect("small"))
}

#[test]
fn several_blocks_move_into_the_one_that_others_read_and_the_lock_keeps_their_names() {
    let first = snapshot(&one(SHOP));
    let mut files = one(SHOP);
    files.insert("infrac.lock".to_owned(), first.lower().lock.print());
    let before = snapshot(&files);
    let action = extraction(&before, place(&before, "redis sessions", "KEY = key }\n}")).expect("it is offered");
    let changed = edited(&before, &files, &action);
    let wanted = SHOP
        .replace(
            "/// Keeps sessions.\nredis sessions {\n  memory = size\n}\n\nsecret key { source = generated }\n\n",
            "component web_base(): service {\n  /// Keeps sessions.\n  redis sessions {\n    memory = size\n  }\n\n  \
             secret key { source = generated }\n\n  image = \"ghcr.io/acme/web:1.0\"\n  ports = { http = 80 }\n  \
             env   = { SESSIONS = sessions.url, KEY = key }\n}\n\n",
        )
        .replacen("service web {\n  image = \"ghcr.io/acme/web:1.0\"\n  ports = { http = 80 }\n  env   = { SESSIONS = sessions.url, KEY = key }\n}", "@was(\"\")\nweb_base web {}", 1);
    assert_eq!(changed.get("shop.infra"), Some(&wanted));
    let after = snapshot(&changed);
    assert_eq!(codes(&after), codes(&before));
    assert_eq!(difference(&in_order(documents(&after)), &in_order(documents(&before))), None);
    // Without a lock the names of what moved are those of its new place.
    let unlocked = snapshot(&one(&wanted));
    assert!(!unlocked.diagnostics().has_errors());
    assert!(difference(&in_order(documents(&unlocked)), &in_order(documents(&before))).is_some());
    // The next build has forgotten where they came from.
    let mut next = one(&wanted.replace("@was(\"\")\n", ""));
    next.insert("infrac.lock".to_owned(), after.lower().lock.print());
    assert_eq!(difference(&documents(&snapshot(&next)), &documents(&after)), None);
}

#[test]
fn what_others_read_or_what_else_is_selected_forbids_it() {
    let before = snapshot(&one(&(SHOP.to_owned() + "service jobs { image = \"w:1\", env = { S = sessions.url } }\n")));
    let refused = |from, to| assert_eq!(extraction(&before, place(&before, from, to)), None, "{from} … {to}");
    // Both are read from outside.
    refused("redis sessions", "KEY = key }\n}");
    // A `let` is among them; half a block.
    refused("let size", "KEY = key }\n}");
    refused("redis sessions {", "memory = size");
    // The environment of a project, and the project.
    refused("environment dev", "compose }");
}

#[test]
fn what_a_component_has_around_a_block_becomes_parameters() {
    let text = r#"project shop { language = 1 }
environment dev { runtime = compose }

component pair(
  /// Where it listens.
  port: Port,
  tag: String = "1.27",
) {
  let words = ["a", "b"]
  secret key {}
  service this {
    image   = "nginx:${tag}"
    command = words
    ports   = { http = port }
    env     = { KEY = key, NAME = name }
  }
  service side { image = "nginx:${tag}", env = { NAME = name } }
}

pair two { port = 81 }
"#;
    let files = one(text);
    let before = snapshot(&files);
    let action = extraction(&before, place(&before, "service this {", "NAME = name }\n  }")).expect("it is offered");
    let changed = edited(&before, &files, &action);
    let own = "  service this {\n    image   = \"nginx:${tag}\"\n    command = words\n    ports   = { http = port }\n    \
               env     = { KEY = key, NAME = name }\n  }\n";
    let wanted =
        text.replace(own, "  pair_service this { key = key, port = port, tag = tag, words = words }\n").replace(
            "component pair(",
            "component pair_service(key: Ref<secret>, port: Port, tag: String, words: List<String>): service {\n  \
             image   = \"nginx:${tag}\"\n  command = words\n  ports   = { http = port }\n  \
             env     = { KEY = key, NAME = name }\n}\n\ncomponent pair(",
        );
    assert_eq!(changed.get("shop.infra"), Some(&wanted));
    let after = snapshot(&changed);
    assert_eq!(codes(&after), codes(&before));
    assert_eq!(difference(&documents(&after), &documents(&before)), None);
    // `name` would be another one there.
    assert_eq!(extraction(&before, place(&before, "service side", "NAME = name } }")), None);
}

#[test]
fn an_instance_keeps_what_others_read_of_it() {
    let text = SHOP.replace("service web {", "plain web {")
        + "\ncomponent plain(): service { user = 2000 }\n\nassert web.http.port == 80, \"it listens there\"\n";
    let files = one(&text);
    let before = snapshot(&files);
    let action = extraction(&before, place(&before, "plain web", "plain web")).or_else(|| {
        let at = place(&before, "plain web", "plain");
        extraction(&before, Span::new(at.file, at.start, at.start))
    });
    let changed = edited(&before, &files, &action.expect("it is offered"));
    let made = changed.get("shop.infra").expect("it is there");
    assert!(made.contains("component web_base() {\n  /// The shop itself.\n  plain this {\n    image = "), "{made}");
    assert!(
        made.contains("\n  output http: Endpoint = this.http\n}\n\n/// The shop itself.\nweb_base web {}\n"),
        "{made}"
    );
    let after = snapshot(&changed);
    assert_eq!(codes(&after), codes(&before));
    assert_eq!(difference(&documents(&after), &documents(&before)), None);
}
