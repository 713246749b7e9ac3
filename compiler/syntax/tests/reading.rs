//! What is right is read without a word, and into the right shape.

mod support;

use infrac_syntax::ast::{DeclKind, EntryKind, ExprKind, StringPart, TypeKind, UnsetTarget};
use infrac_syntax::{CommentKind, Kind};
use support::{codes, corpus, has_error_node, read};

#[test]
fn every_file_of_the_repository_is_read() {
    let files = corpus();
    assert!(files.len() >= 2);
    for (path, text) in files {
        let parsed = read(&text);
        let messages: Vec<_> = parsed.diagnostics.0.iter().map(|diagnostic| &diagnostic.message).collect();
        assert!(messages.is_empty(), "{path}: {messages:?}");
        assert!(!has_error_node(&parsed), "{path} has an error node without a message");
    }
}

/// The value of the only `let`.
fn value(text: &str) -> ExprKind {
    let parsed = read(&format!("let x = {text}\n"));
    assert_eq!(codes(&parsed), Vec::<&str>::new(), "{text}");
    match parsed.file.declarations.into_iter().next().map(|decl| decl.kind) {
        Some(DeclKind::Let(item)) => item.value.kind,
        other => panic!("{text}: {other:?}"),
    }
}

/// An expression with all its parentheses.
fn shape(text: &str) -> String {
    fn show(kind: &ExprKind) -> String {
        match kind {
            ExprKind::Name(name) => name.to_string(),
            ExprKind::Number(number) => number.parts.iter().map(|(_, unit)| format!("#{unit}")).collect(),
            ExprKind::Binary { op, left, right, .. } => format!("({} {op:?} {})", show(&left.kind), show(&right.kind)),
            ExprKind::Unary { op, operand } => format!("({op:?} {})", show(&operand.kind)),
            ExprKind::Range { min, max } => {
                format!("({}..{})", show(&min.kind), max.as_ref().map_or(String::new(), |max| show(&max.kind)))
            }
            ExprKind::Member { base, name, .. } => format!("{}.{}", show(&base.kind), name.text),
            ExprKind::Call { callee, args } => {
                let args: Vec<_> = args.iter().map(|arg| show(&arg.value.kind)).collect();
                format!("{}({})", show(&callee.kind), args.join(" "))
            }
            ExprKind::Index { base, index } => format!("{}[{}]", show(&base.kind), show(&index.kind)),
            ExprKind::If { condition, then, otherwise } => {
                format!("(if {} {} {})", show(&condition.kind), show(&then.kind), show(&otherwise.kind))
            }
            ExprKind::Paren(inner) => show(&inner.kind),
            other => format!("{other:?}"),
        }
    }
    show(&value(text))
}

#[test]
fn operators_bind_as_the_reference_says() {
    assert_eq!(shape("a + b * c - d"), "((a Add (b Mul c)) Sub d)");
    assert_eq!(shape("a ?? b ?? c"), "(a Coalesce (b Coalesce c))");
    assert_eq!(shape("a || b && c == d + e"), "(a Or (b And (c Eq (d Add e))))");
    assert_eq!(shape("-a.b(c)[d] * e"), "((Neg a.b(c)[d]) Mul e)");
    assert_eq!(shape("!a && -b > c"), "((Not a) And ((Neg b) Gt c))");
    assert_eq!(shape("a..b + c"), "(a..(b Add c))");
    assert_eq!(shape("250m..1"), "(#m..#)");
    assert_eq!(shape("a.."), "(a..)");
    assert_eq!(shape("if a then b else c + d"), "(if a b (c Add d))");
    assert_eq!(shape("a -5m"), "(a Sub #m)");
    assert_eq!(shape("100/s"), "#/s");
    assert_eq!(shape("a / s"), "(a Div s)");
    assert_eq!(shape("a\n  .b\n  + c\n  ?? d"), "((a.b Add c) Coalesce d)");
}

#[test]
fn a_line_that_begins_with_a_name_begins_an_entry() {
    let parsed = read("service a {\n  x = foo\n  y = bar z { q = 1 }\n  in dev { r = 1 }\n}\n");
    let DeclKind::Block(block) = &parsed.file.declarations[0].kind else { panic!("a block") };
    assert_eq!(codes(&parsed), Vec::<&str>::new());
    let kinds: Vec<_> = block
        .body
        .entries
        .iter()
        .map(|entry| match &entry.kind {
            EntryKind::Assign { .. } => "assign",
            EntryKind::Block(_) => "block",
            EntryKind::Overlay { .. } => "overlay",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["assign", "assign", "block", "overlay"]);
}

#[test]
fn the_first_words_decide_what_an_entry_is() {
    let text = "service a {\n  unset slo latency\n  unset env.X\n  output x { }\n  ...b\n  for = 1\n  let y = 2\n}\n";
    let parsed = read(text);
    let DeclKind::Block(block) = &parsed.file.declarations[0].kind else { panic!("a block") };
    let entries: Vec<_> = block.body.entries.iter().map(|entry| &entry.kind).collect();
    assert!(matches!(entries[0], EntryKind::Unset(UnsetTarget::Block { .. })));
    assert!(matches!(entries[1], EntryKind::Unset(UnsetTarget::Path(path)) if path.len() == 2));
    assert!(matches!(entries[2], EntryKind::Block(_)));
    assert!(matches!(entries[3], EntryKind::Spread(_)));
    assert!(matches!(entries[4], EntryKind::Assign { .. }));
    assert!(matches!(entries[5], EntryKind::Let(_)));
}

fn string_parts(text: &str) -> Vec<String> {
    match value(text) {
        ExprKind::String(string) => string
            .parts
            .iter()
            .map(|part| match part {
                StringPart::Text { text, .. } => text.to_string(),
                StringPart::Interpolation { .. } => "${}".to_owned(),
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn strings_are_decoded() {
    assert_eq!(string_parts(r#""a\n\u{e9}$HOME ${b}c""#).concat(), "a\né$HOME ${}c");
    assert_eq!(string_parts(r#"r"\d${x}""#), ["\\d${x}"]);
    assert_eq!(string_parts(r#""${f("a${b}")}""#), ["${}"]);
    assert_eq!(string_parts("\"\"\"\n    a\n      b${c}\n\n    d\n    \"\"\"").concat(), "a\n  b${}\n\nd");
    assert_eq!(string_parts("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"").concat(), "a\nb");
    assert_eq!(string_parts("r\"\"\"\n  ${a} \"\" \\n\n  \"\"\"").concat(), "${a} \"\" \\n");
    assert_eq!(string_parts("\"\"\"\n  \"\"\""), Vec::<String>::new());
}

#[test]
fn pieces_of_strings_map_to_the_source() {
    let text = "let x = \"ab\\n${c}d\"\n";
    let parsed = read(text);
    let DeclKind::Let(item) = &parsed.file.declarations[0].kind else { panic!("a let") };
    let ExprKind::String(string) = &item.value.kind else { panic!("a string") };
    let pieces: Vec<_> = string
        .parts
        .iter()
        .map(|part| match part {
            StringPart::Text { span, .. } | StringPart::Interpolation { span, .. } => &text[span.range()],
        })
        .collect();
    assert_eq!(pieces, ["ab", "\\n", "${c}", "d"]);
}

#[test]
fn documentation_goes_to_what_follows() {
    let parsed = read("//! Head.\n\n/// One\n/// two\n@allow(L1)\nservice a {\n  /// Port.\n  x = 1 // beside\n}\n");
    assert_eq!(parsed.file.doc.as_ref().map(|doc| doc.text.as_str()), Some("Head."));
    let decl = &parsed.file.declarations[0];
    assert_eq!(decl.notes.doc.as_ref().map(|doc| doc.text.as_str()), Some("One\ntwo"));
    assert_eq!(decl.notes.attributes.len(), 1);
    let DeclKind::Block(block) = &decl.kind else { panic!("a block") };
    assert_eq!(block.body.entries[0].notes.doc.as_ref().map(|doc| doc.text.as_str()), Some("Port."));
    let beside = parsed.comments.comments.last().expect("a comment");
    assert_eq!((beside.kind, beside.own_line), (CommentKind::Plain, false));
    assert_eq!(parsed.comments.blank_lines.len(), 1);
}

#[test]
fn types_are_read() {
    let parsed = read("type T = late String? | a(Int) | b { x: Map<K, List<V>>= {} } | s.U\n");
    assert_eq!(codes(&parsed), Vec::<&str>::new());
    let DeclKind::Type(decl) = &parsed.file.declarations[0].kind else { panic!("a type") };
    let TypeKind::Union(parts) = &decl.ty.kind else { panic!("a union") };
    assert_eq!(parts.len(), 4);
    assert!(matches!(&parts[0].kind, TypeKind::Optional(inner) if matches!(inner.kind, TypeKind::Late(_))));
}

#[test]
fn byte_order_mark_and_carriage_returns_are_read() {
    let parsed = read("\u{feff}service a {\r\n  x = 1\r\n}\r\n");
    assert_eq!(codes(&parsed), Vec::<&str>::new());
    assert_eq!(parsed.tokens.first().map(|token| (token.kind, token.start)), Some((Kind::Lower, 3)));
    assert_eq!(parsed.file.declarations.len(), 1);
}
