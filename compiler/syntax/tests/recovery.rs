//! What is wrong is told once, in the user's words, and the rest of the file is kept.

mod support;

use infrac_syntax::ast::{Block, DeclKind, EntryKind, Key};
use infrac_syntax::{Kind, MAX_DEPTH, Parsed};
use support::{KINDS, SYSTEM, codes, read};

/// A service with a mistake between two good entries, and a good service behind it.
fn with_mistake(mistake: &str) -> Parsed {
    read(&format!(
        "service web {{\n  image = \"nginx:1.27\"\n  ports = {{ http = 80 }}\n{mistake}\n  replicas = 2\n}}\n\nservice db {{\n  image = \"pg\"\n}}\n"
    ))
}

fn block(parsed: &Parsed, name: &str) -> Option<Block> {
    parsed.file.declarations.iter().find_map(|decl| match &decl.kind {
        DeclKind::Block(block) if block.labels.iter().any(|label| label.text == name) => Some(block.clone()),
        _ => None,
    })
}

fn keys(block: &Block) -> Vec<String> {
    let keys = block.body.entries.iter().filter_map(|entry| match &entry.kind {
        EntryKind::Assign { key: Key::Name(name), .. } => Some(name.text.to_string()),
        _ => None,
    });
    keys.collect()
}

/// Mistakes in a body: the code and the message.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("  health =", "E0112", "expected a value after `=`"),
    ("  x = a +", "E0112", "expected a value after `+`"),
    ("  x = module.", "E0120", "expected a name after `.`"),
    ("  x = max(1, ", "E0109", "this `(` is not closed"),
    ("  x = [80, 443", "E0109", "this `[` is not closed"),
    ("  x = {\n    a = 1", "E0109", "this `{` is not closed"),
    ("  x = if a.b then", "E0112", "expected a value after `then`"),
    ("  x = if a", "E0121", "this `if` has no `then`"),
    ("  x = if a then b", "E0121", "this `if` has no `else`"),
    ("  if a.b", "E0117", "expected `{` after `b`"),
    ("  x = \"abc", "E0103", "this string is not closed"),
    ("  x = \"app:${env.", "E0106", "this interpolation is not closed"),
    ("  x = \"${}\"", "E0106", "this interpolation is empty"),
    ("  x = \"${f(}\"", "E0109", "this `(` is not closed"),
    ("  }", "E0110", "this `}` closes nothing"),
    ("  repl", "E0120", "expected `=` or `{` after `repl`"),
    ("  x: 3", "E0120", "expected `=` after `x`, found `:`"),
    ("  x = 3 4", "E0120", "expected an entry or `,` after `3`, found `4`"),
    ("  x = = 3", "E0112", "expected a value after `=`, found `=`"),
    ("  x = [1 2]", "E0120", "expected `,` after `1`, found `2`"),
    ("  x = [1, , 2]", "E0112", "expected a value after `,`"),
    ("  x = f(a = )", "E0112", "expected a value after `=`"),
    ("  slo latency", "E0117", "expected `{` after `slo latency`"),
    ("  slo latency\n  {\n  }", "E0113", "a line cannot begin with `{` here"),
    ("  x = a\n  - b", "E0113", "a line cannot begin with `-` here"),
    ("  x = f\n  (3)", "E0113", "a line cannot begin with `(` here"),
    ("  x = 1 < 2 < 3", "E0114", "comparisons cannot be chained"),
    ("  x = 1..2..3", "E0114", "a range has two bounds"),
    ("  a-b = 3", "E0115", "`a-b` is not a name: names have no hyphens"),
    ("  slo a-b { x = 1 }", "E0115", "`a-b` is not a name: names have no hyphens"),
    ("  let if = 3", "E0116", "`if` cannot be declared: it has a meaning of its own"),
    ("  x = 3sec", "E0108", "`sec` is not a unit"),
    ("  x = \"${{ a.b }}\"", "E0105", "`${{` is not an interpolation of infrac"),
    ("  x = \"\\d\"", "E0104", "`\\d` is no escape"),
    ("  ;", "E0102", "`;` has no meaning here"),
    ("  for x of xs { }", "E0120", "expected `in` or `,` after `x`, found `of`"),
    ("  assert a", "E0120", "expected `,` after `a`"),
    ("  unset", "E0112", "expected a value after `unset`"),
    ("  match e { dev -> { } }", "E0120", "expected `=>` after `dev`, found `-`"),
    ("  x = \"\"\"\n    abc", "E0103", "this block string is not closed"),
    (
        "  x = \"\"\"\n    abc\n   def\n    \"\"\"",
        "E0107",
        "this line of the block string is indented less than its end",
    ),
];

#[test]
fn one_mistake_is_one_message_and_all_else_is_kept() {
    for (mistake, code, message) in MISTAKES {
        let parsed = with_mistake(mistake);
        let found: Vec<_> =
            parsed.diagnostics.0.iter().map(|found| (found.code.as_str(), found.message.as_str())).collect();
        assert_eq!(found, [(*code, *message)], "{mistake}");
        let web = block(&parsed, "web").unwrap_or_else(|| panic!("{mistake}: the block is lost"));
        let keys = keys(&web);
        for key in ["image", "ports"] {
            assert!(keys.iter().any(|name| name == key), "{mistake}: {key} is lost of {keys:?}");
        }
        if !mistake.contains("\"\"\"\n    abc") && !mistake.ends_with("a = 1") {
            assert!(keys.iter().any(|name| name == "replicas"), "{mistake}: replicas is lost of {keys:?}");
        }
        assert!(block(&parsed, "db").is_some(), "{mistake}: the next block is lost");
    }
}

#[test]
fn declarations_without_their_values_are_told() {
    let cases = [
        ("let x =\nservice a { b = 1 }\n", "expected a value after `=`"),
        ("let x = a +\nlet y = 1\n", "expected a value after `+`"),
        ("param release:\nparam q: Int\n", "expected a type after `:`"),
        ("type X =\ntype Y = Int\n", "expected a type after `=`"),
        ("type X = a | | b\nlet y = 1\n", "expected a type after `|`, found `|`"),
        ("region = 1\nlet y = 1\n", "`region = …` stands outside any block"),
        ("service web\n\nlet y = 1\n", "expected `{` after `service web`"),
        ("service web\n{\n}\n", "a line cannot begin with `{` here"),
        ("let y = 1\n@abstract\n", "this attribute belongs to nothing"),
        ("import\nlet y = 1\n", "expected a folder in quotes or a module of std after `import`"),
        ("test in dev { }\nlet y = 1\n", "expected the name of the test in quotes after `test`, found `in`"),
        ("42\nlet y = 1\n", "expected a declaration, found `42`"),
    ];
    for (text, message) in cases {
        let parsed = read(text);
        let found: Vec<_> = parsed.diagnostics.0.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(found, [message], "{text}");
    }
}

#[test]
fn every_message_has_a_place_in_the_file() {
    for (mistake, ..) in MISTAKES {
        for diagnostic in with_mistake(mistake).diagnostics.0 {
            assert!(!diagnostic.labels.is_empty(), "{mistake}");
            assert!(!diagnostic.message.ends_with('.') && !diagnostic.message.contains('\n'), "{mistake}");
        }
    }
}

#[test]
fn a_missing_brace_stays_in_its_block() {
    let parsed = read("service a {\n  b = 1\n  c {\n    d = 1\n\n@allow(x)\nservice z {\n  e = 1\n}\n");
    // One mistake, told once, at both openers and where their closers are missing.
    assert_eq!(codes(&parsed), ["E0109"]);
    assert_eq!(parsed.diagnostics.0[0].labels.len(), 3);
    let (a, z) = (block(&parsed, "a").expect("a"), block(&parsed, "z").expect("z"));
    assert!(a.body.damaged);
    assert!(!z.body.damaged);
    assert_eq!(keys(&z), ["e"]);
}

#[test]
fn layout_never_matters_where_delimiters_match() {
    let parsed = read("service a {\nb = [\n1,\n2\n]\nservice_inner c {\nd = 1\n}\n}\nservice z { e = 1 }\n");
    assert_eq!(codes(&parsed), Vec::<&str>::new());
    assert_eq!(parsed.file.declarations.len(), 2);
}

/// Tokens that matter for the two tests below: everything but the end.
fn cuts(text: &str) -> Vec<(usize, usize)> {
    let parsed = read(text);
    let tokens = parsed.tokens.iter().filter(|token| token.kind != Kind::End && token.end > token.start);
    tokens.map(|token| (token.start as usize, token.end as usize)).collect()
}

/// How many declarations of `text`, other than those that `at` touches, are still there in `parsed`.
fn kept(text: &str, changed: &str, at: usize, what: &str) {
    let before = read(text);
    let after = read(changed);
    let names = |parsed: &Parsed| -> Vec<String> {
        let decls = parsed.file.declarations.iter();
        decls
            .filter_map(|decl| match &decl.kind {
                DeclKind::Block(block) => {
                    Some(format!("{:?}", block.labels.iter().map(|label| &label.text).collect::<Vec<_>>()))
                }
                DeclKind::Type(decl) => Some(decl.name.text.to_string()),
                DeclKind::Fn(decl) => Some(decl.name.text.to_string()),
                DeclKind::Component(decl) => Some(decl.name.text.to_string()),
                _ => None,
            })
            .collect()
    };
    let touched = before.file.declarations.iter().position(|decl| (at as u32) < decl.span.end).unwrap_or(usize::MAX);
    let left = names(&after);
    for (index, decl) in before.file.declarations.iter().enumerate() {
        // The declaration with the mistake, and the one after it, which a missing quote or keyword may reach.
        if index == touched || index == touched.wrapping_add(1) {
            continue;
        }
        let single = Parsed {
            file: infrac_syntax::ast::File { declarations: vec![decl.clone()], ..before.file.clone() },
            ..read("")
        };
        for name in names(&single) {
            assert!(left.contains(&name), "{what} at {at} loses {name}");
        }
    }
}

#[test]
fn a_deleted_or_doubled_token_loses_no_other_declaration() {
    for text in [SYSTEM, KINDS] {
        for (index, (start, end)) in cuts(text).into_iter().enumerate() {
            let deleted = format!("{}{}", &text[..start], &text[end..]);
            kept(text, &deleted, start, "deleting");
            if index % 3 > 0 {
                continue;
            }
            let doubled = format!("{} {}", &text[..end], &text[start..]);
            kept(text, &doubled, start, "doubling");
        }
    }
}

#[test]
fn a_file_that_stops_anywhere_keeps_what_came_before() {
    for text in [SYSTEM, KINDS] {
        let whole = read(text);
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let parsed = read(&text[..end]);
            let complete = whole.file.declarations.iter().filter(|decl| decl.span.end as usize + 1 < end).count();
            assert!(parsed.file.declarations.len() >= complete, "stopped at {end}");
            if parsed.diagnostics.0.is_empty() {
                assert!(!support::has_error_node(&parsed), "stopped at {end}: an error without a message");
            }
        }
    }
}

#[test]
fn an_error_node_never_comes_without_a_message() {
    for text in [SYSTEM, KINDS] {
        for (start, end) in cuts(text) {
            let deleted = format!("{}{}", &text[..start], &text[end..]);
            let parsed = read(&deleted);
            assert!(
                !parsed.diagnostics.0.is_empty() || !support::has_error_node(&parsed),
                "deleting {:?} at {start}",
                &text[start..end]
            );
        }
    }
}

#[test]
fn nesting_is_bounded_on_every_path() {
    let deep = |open: &str, inner: &str, close: &str, times: usize| {
        format!("let x = {}{inner}{}\n\nlet y = 2\n", open.repeat(times), close.repeat(times))
    };
    let cases = [
        deep("(", "1", ")", 10_000),
        deep("[", "1", "]", 10_000),
        deep("{ a = ", "1", " }", 10_000),
        deep("-", "1", "", 10_000),
        deep("!", "a", "", 10_000),
        deep("f(", "1", ")", 10_000),
        deep("a ?? ", "1", "", 10_000),
        deep("a + ", "1", "", 10_000),
        deep("a.", "b", "", 10_000),
        deep("", "a", "[1]", 10_000),
        deep("", "a", "(1)", 10_000),
        deep("if a then b else ", "c", "", 10_000),
        deep("if ", "a", " then b else c", 10_000),
        deep("match a { b => ", "1", " }", 10_000),
        deep("match ", "a", "", 10_000),
        deep("\"${", "a", "}\"", 8),
        format!("service x {{\n  {}{{ }}\n}}\n\nlet y = 2\n", "if a { } else ".repeat(10_000)),
        format!("type T = {}Int{}\n\nlet y = 2\n", "List<".repeat(10_000), ">".repeat(10_000)),
        format!("type T = {}Int{}\n\nlet y = 2\n", "{ a: ".repeat(10_000), " }".repeat(10_000)),
        format!("service x {{\n  {}{}\n}}\n\nlet y = 2\n", "in a { ".repeat(10_000), "}".repeat(10_000)),
    ];
    for text in cases {
        let parsed = read(&text);
        let start = &text[..text.len().min(40)];
        let found = codes(&parsed);
        assert!(found.len() <= 6, "{start}: {} messages", found.len());
        assert!(found.contains(&"E0111") || start.contains("${"), "{start}: {found:?}");
        let last = parsed.file.declarations.last().map(|decl| decl.kind.clone());
        assert!(
            matches!(last, Some(DeclKind::Let(item)) if item.name.text == "y"),
            "{start}: the next declaration is lost"
        );
    }
    let allowed = deep("(", "1", ")", MAX_DEPTH as usize - 1);
    assert_eq!(codes(&read(&allowed)), Vec::<&str>::new());
}

#[test]
fn broken_text_of_some_size_is_read_in_reasonable_time() {
    let pieces = [
        "{ a: ",
        "[",
        "(",
        "}",
        ")",
        "x = ",
        "\"",
        "${",
        "\"\"\"\n",
        "service a {\n",
        "  x = \"\"\"\n}\n",
        "if a ",
        "\\u{",
        "${{",
        "a + (b || (",
        "junk junk\n",
        "@",
        "let ",
        "a.",
        "1..",
        "<",
        "type T = a | ",
        "match x {",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let parsed = read(&text);
        assert_eq!(parsed.tokens.last().map(|token| token.kind), Some(Kind::End), "{piece}");
    }
}
