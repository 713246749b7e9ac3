//! What is printed is read back as what it was, by a reader that is not ours.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_plan::OriginId;
use infrac_tree::data::{Absent, Grammar, Node, NodeKind, Phrase, Piece, Scalar};
use infrac_tree::{Body, Document, Line, print, print_with_origins};
use proptest::prelude::*;
use serde_json::Value;

/// Text that readers of YAML take for something else, or mangle, when it is written carelessly.
const TRICKY: &[&str] = &[
    "",
    " ",
    "on",
    "off",
    "yes",
    "no",
    "y",
    "n",
    "Y",
    "N",
    "On",
    "OFF",
    "true",
    "TRUE",
    "False",
    "null",
    "Null",
    "~",
    "22:22",
    "1:30:45",
    "2024-01-01",
    "2024-01-01T00:00:00Z",
    "1_000",
    "0_1",
    "0o17",
    "0x1f",
    "0b1",
    "017",
    "08",
    "1e3",
    "1.0",
    ".5",
    "5.",
    "+12",
    "-1",
    "-",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "#a",
    "a#b",
    "=",
    "<",
    "<<",
    "<<: *a",
    "*a",
    "&a",
    "!a",
    "!!str a",
    "|",
    ">",
    "|-",
    "%a",
    "@a",
    "`a`",
    "'a'",
    "\"a\"",
    "'",
    "\"",
    "[a]",
    "{a}",
    "{}",
    "[]",
    ",",
    "a,b",
    "a, b",
    "[",
    "}",
    "\\",
    "a\\nb",
    "\t",
    "a\tb",
    "\ta",
    "a\t",
    " a",
    "a ",
    "  a\nb",
    "a\n",
    "a\n\n",
    "\na",
    "\n",
    "\n\n",
    "a\nb",
    "a\nb\n",
    "a\n\nb",
    "a \nb",
    "a\t\nb",
    "a\r\nb",
    "a\rb",
    "\r",
    "a\n  b\nc",
    "# a\nb",
    "---",
    "--- a",
    "...",
    "---\na",
    "a\n---\nb",
    "a\n...\n",
    "\u{2028}",
    "a\u{2028}b\nc",
    "\u{2029}",
    "\u{85}",
    "\u{feff}a",
    "\u{0}",
    "\u{7}",
    "\u{1b}[0m",
    "\u{7f}",
    "\u{a0}",
    "é",
    "日本",
    "😀",
    "a\u{fffe}",
    ".inf",
    "-.inf",
    ".nan",
    "inf",
    "NaN",
    "nan",
    "Infinity",
    "$A",
    "${A}",
    "$$",
    "$(A)",
    "{{ .Values.x }}",
    "100%",
    "1.30",
    "16",
    "0",
    "00",
    "_",
    "__1",
    "/",
    "//",
    "/a: b",
    "/dev/null",
    "C:\\x",
    "http://a.b:80/c?d=e#f",
    "a=b",
    "<html>\n  <p>\n</html>\n",
    "x: |\n  y\n",
    "true\n",
    "k: v\n# c\n",
];

fn text(value: &str) -> Node {
    Node::text(value, OriginId::NONE)
}

fn yaml(node: &Node) -> String {
    print(&Document { environment: "e".into(), path: "x.yaml".into(), body: Body::Yaml(vec![node.clone()]) }).text
}

fn json(node: &Node) -> String {
    print(&Document { environment: "e".into(), path: "x.json".into(), body: Body::Json(node.clone()) }).text
}

fn expected(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar(Scalar::Null) => Value::Null,
        NodeKind::Scalar(Scalar::Bool(value)) => Value::from(*value),
        NodeKind::Scalar(Scalar::Int(value)) => Value::from(*value),
        NodeKind::Scalar(Scalar::Number(value)) => serde_json::from_str(&value.to_decimal().unwrap()).unwrap(),
        NodeKind::Scalar(Scalar::Text(phrase)) => Value::from(phrase.pieces.known().unwrap_or_default().as_str()),
        NodeKind::List(items) => items.iter().map(expected).collect(),
        NodeKind::Map(entries) => entries.iter().map(|(key, node)| (key.to_string(), expected(node))).collect(),
    }
}

#[track_caller]
fn reads_back(node: &Node) {
    let printed = yaml(node);
    let read: Value = serde_saphyr::from_str(&printed).unwrap_or_else(|error| panic!("{error}\n{printed}"));
    assert_eq!(read, expected(node), "{printed}");
    let read: Value = serde_json::from_str(&json(node)).unwrap();
    assert_eq!(read, expected(node), "{}", json(node));
}

#[test]
fn tricky_text_as_value_key_and_item() {
    for tricky in TRICKY {
        reads_back(&Node::map([("a", text(tricky))], OriginId::NONE));
        reads_back(&Node::map([(*tricky, text("v"))], OriginId::NONE));
        reads_back(&Node::map([("a", Node::list(vec![text(tricky), text(tricky)], OriginId::NONE))], OriginId::NONE));
        reads_back(&text(tricky));
    }
}

#[test]
fn a_long_key_is_read_back() {
    reads_back(&Node::map([("k".repeat(5000), text("v")), ("b".to_owned(), text("w"))], OriginId::NONE));
}

#[test]
fn the_layout_is_the_one_that_people_expect() {
    let container = Node::map(
        [
            ("name", text("booking").commented("the program\nitself")),
            ("args", Node::list(vec![text("-v"), Node::list(vec![text("a")], OriginId::NONE)], OriginId::NONE)),
            ("env", Node::map::<&str>([], OriginId::NONE)),
        ],
        OriginId::NONE,
    );
    let node = Node::map(
        [
            ("containers", Node::list(vec![container], OriginId::NONE).commented("all of them")),
            ("script", text("set -e\n\necho \"$HOME\"\n")),
            ("port", Node::phrase(Phrase { quoted: true, ..Phrase::plain("a") }, OriginId::NONE)),
        ],
        OriginId::NONE,
    );
    let wanted = "\
# all of them
containers:
- # the program
  # itself
  name: booking
  args:
  - \"-v\"
  - - a
  env: {}
script: |
  set -e

  echo \"$HOME\"
port: \"a\"
";
    assert_eq!(yaml(&node), wanted);
    reads_back(&Node { comment: None, ..node });
}

#[test]
fn documents_are_separated() {
    let body = Body::Yaml(vec![Node::map([("a", text("b"))], OriginId::NONE), text("c")]);
    assert_eq!(print(&Document { environment: "e".into(), path: "x".into(), body }).text, "a: b\n---\nc\n");
}

#[test]
fn each_line_knows_its_origins() {
    let (root, key, item, script) =
        (OriginId::new(0, 1), OriginId::new(0, 2), OriginId::new(0, 3), OriginId::new(0, 4));
    let node = Node::map(
        [
            ("list", Node::list(vec![Node::map([("a", Node::int(1, item))], key)], key)),
            ("script", Node::text("x\n\ny", script)),
        ],
        root,
    );
    let printed =
        print_with_origins(&Document { environment: "e".into(), path: "x".into(), body: Body::Yaml(vec![node]) });
    assert_eq!(printed.text, "list:\n- a: 1\nscript: |-\n  x\n\n  y\n");
    assert_eq!(
        printed.origins,
        [vec![root, key], vec![key, item], vec![script], vec![script], vec![script], vec![script]]
    );
    let lines = Body::Lines(vec![Line { text: "A=1\nB=2".into(), origin: key }]);
    let printed = print_with_origins(&Document { environment: "e".into(), path: "x".into(), body: lines });
    assert_eq!((printed.text.as_str(), printed.origins.len()), ("A=1\nB=2\n", 2));
}

#[test]
fn interpolation_is_written_for_its_reader_only() {
    let pieces = vec![
        Piece::Lit("postgres://app:".into()),
        Piece::Variable { name: "DB_PASSWORD".into(), absent: Absent::Fail("superuser of db".into()) },
        Piece::Lit("@db$x".into()),
    ];
    let node = Node::phrase(Phrase::mixed(pieces, Grammar::Compose), OriginId::NONE);
    let wanted = "url: postgres://app:${DB_PASSWORD:?superuser of db}@db$$x\n";
    assert_eq!(yaml(&Node::map([("url", node)], OriginId::NONE)), wanted);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(TRICKY).prop_map(str::to_owned),
        "[ -~\n\t]{0,12}",
        proptest::collection::vec(any::<char>(), 0..6).prop_map(|characters| characters.into_iter().collect()),
    ]
}

fn any_node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        Just(Scalar::Null),
        any::<bool>().prop_map(Scalar::Bool),
        any::<i64>().prop_map(Scalar::Int),
        (-1_000_000i128..1_000_000, 1u32..4).prop_map(|(mantissa, scale)| {
            Scalar::Number(Box::new(infrac_quantity::Ratio::new(mantissa * 2 + 1, 10i128.pow(scale)).unwrap()))
        }),
        any_text().prop_map(|text| Scalar::Text(Phrase::plain(text))),
    ]
    .prop_map(|scalar| Node::new(NodeKind::Scalar(scalar), OriginId::NONE));
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|items| Node::list(items, OriginId::NONE)),
            proptest::collection::vec((any_text(), inner), 0..5).prop_map(|entries| Node::map(entries, OriginId::NONE)),
        ]
    })
}

proptest! {
    #[test]
    fn any_tree_is_read_back(node in any_node()) {
        reads_back(&node);
    }

    #[test]
    fn comments_change_nothing(node in any_node(), comment in any_text()) {
        let NodeKind::Map(entries) = &node.kind else { return Ok(()) };
        let commented = entries.iter().map(|(key, value)| (key.clone(), value.clone().commented(comment.clone())));
        let commented = Node::list(vec![Node::map(commented, OriginId::NONE)], OriginId::NONE);
        reads_back(&commented);
    }
}
