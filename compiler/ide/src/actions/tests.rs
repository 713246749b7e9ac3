use super::{Action, actions};
use crate::testing::{Case, case};
use infrac_source::Span;

fn offered(case: &Case) -> Vec<Action> {
    let found = case.snapshot.diagnostics().clone();
    actions(&case.snapshot, &found, Span::new(case.file, case.offset, case.offset))
}

/// The text after the action whose title begins with `title`.
fn after(text: &str, title: &str) -> String {
    let case = case(text);
    let offered = offered(&case);
    let Some(action) = offered.iter().find(|action| action.title.starts_with(title)) else {
        let titles: Vec<&str> = offered.iter().map(|action| action.title.as_str()).collect();
        return format!("none of {titles:?}");
    };
    let mut changed = text.replacen("$0", "", 1);
    for edit in action.edits.iter().rev() {
        assert_eq!(edit.span.file, case.file);
        changed.replace_range(edit.span.range(), &edit.text);
    }
    changed
}

#[test]
fn fixes_of_findings_are_offered() {
    let text = "service a { image = \"a:1\", resources = { memory = 128$0m } }\n";
    assert_eq!(after(text, "write `Mi`"), text.replace("128$0m", "128Mi"));
}

#[test]
fn what_must_be_said_is_filled_in() {
    let text = "alert a {\n  severity = info$0\n}\nservice b { image = \"b:1\" }\n";
    assert_eq!(after(text, "fill in when"), text.replace("$0\n}", "\n  when = \"\"\n}").replace("$0", ""));
    let text = "service b {\n  image = \"b:1\"\n  slo x {$0 objective = 99% }\n}\n";
    assert_eq!(
        after(text, "fill in indicator"),
        text.replace("$0 objective = 99% }", " objective = 99%, indicator = http_success }")
    );
}

#[test]
fn an_environment_gets_what_it_lacks() {
    let text = "service a {\n  image    = \"a:1\"\n  replicas = match$0 env { dev => 1 }\n}\n";
    let wanted = text.replace("$0", "").replace("dev => 1 }", "dev => 1, production => 1 }");
    assert_eq!(after(text, "add an arm for production"), wanted);
}

#[test]
fn a_lint_is_allowed_with_a_reason() {
    let text = "/// Doc.\nservice $0a {\n  image = \"a:latest\"\n}\n";
    let case = case(text);
    let titles: Vec<String> = offered(&case).into_iter().map(|action| action.title).collect();
    let title = titles.iter().find(|title| title.starts_with("allow L")).cloned().unwrap_or_default();
    assert!(!title.is_empty(), "{titles:?}");
    let changed = after(text, &title);
    assert!(changed.starts_with("/// Doc.\n@allow(L"), "{changed}");
}

#[test]
fn a_text_becomes_a_secret() {
    let text = "service a {\n  image = \"a:1\"\n  env   = { API_TOKEN = \"hun$0ter2\" }\n}\n";
    let wanted = "secret api_token { description = \"API_TOKEN of a\" }\n\nservice a {\n  image = \"a:1\"\n  env   = { API_TOKEN = api_token }\n}\n";
    assert_eq!(after(text, "read the secret"), wanted);
}

#[test]
fn values_are_extracted() {
    let text = "service a {\n  image       = \"a$0:1\"\n  stop_within = 30s\n}\n";
    let named = after(text, "give the value a name");
    assert!(named.starts_with("let image = \"a:1\"\n\nservice a {\n  image       = image\n"), "{named}");
    let param = after(text, "let whoever deploys say it");
    assert!(
        param.starts_with("param image: String = \"a:1\"\n\nservice a {\n  image       = \"${image}\"\n"),
        "{param}"
    );
    let duration = after("service a {\n  image       = \"a:1\"\n  stop_within = 3$00s\n}\n", "give the value a name");
    assert!(duration.starts_with("let stop_within: Duration = 30s\n"), "{duration}");
}

#[test]
fn a_name_never_stands_within_the_value_that_it_names() {
    // A brace that is closed too late: the map's text speaks of `port`, and the innermost body at the cursor is one in the map.
    let text = "component c(port: Port): service {\n  image = \"c:1\"\n  ports = { h{\n    PORT $0= port\n  } }\n}\n";
    let named = after(text, "give the value a name");
    assert!(named.contains("{\n  let ports: Map<PortName, Port> = { h{\n    PORT = port\n  } }\n  image"), "{named}");
    let text = "service s {\n  image = \"c:1\"\n  command = [\"run\", $0name]\n}\n";
    let named = after(text, "give the value a name");
    assert!(
        named.starts_with(
            "service s {\n  let command: List<late String> = [\"run\", name]\n  image = \"c:1\"\n  command = command\n"
        ),
        "{named}"
    );
}

#[test]
fn a_block_becomes_a_component() {
    let changed = after("/// Doc.\nservice $0a in dev {\n  image = \"a:1\"\n}\n", "extract a component");
    // What is said before the block is said of the instance: lints and what is generated read it there.
    let wanted = "component a_base(): service {\n  image = \"a:1\"\n}\n\n/// Doc.\na_base a in dev {}\n";
    assert_eq!(changed, wanted);
    let again = case(changed.as_str());
    assert!(!again.snapshot.diagnostics().has_errors(), "{:?}", again.snapshot.diagnostics());
}

#[test]
fn a_let_goes_into_its_places() {
    let text = "let size = 1 + 1\n\nservice a {\n  image    = \"a:1\"\n  replicas = si$0ze\n}\n";
    let wanted = "service a {\n  image    = \"a:1\"\n  replicas = 1 + 1\n}\n";
    assert_eq!(after(text, "put the value"), wanted);
}

/// What stands in the place of `x`, which is used in `place`.
fn inlined(value: &str, place: &str) -> String {
    let text = format!("let $0x = {value}\n\nlet y = {place}\n");
    after(&text, "put the value").trim_start_matches("let y = ").trim_end().to_owned()
}

#[test]
fn brackets_stand_only_where_the_meaning_would_change() {
    assert_eq!(inlined("3..15", "x"), "3..15");
    assert_eq!(inlined("1 + 2", "[x, 4]"), "[1 + 2, 4]");
    assert_eq!(inlined("1 + 2", "count(x)"), "count(1 + 2)");
    assert_eq!(inlined("1 + 2", "\"${x}\""), "\"${1 + 2}\"");
    assert_eq!(inlined("1 + 2", "x * 3"), "(1 + 2) * 3");
    assert_eq!(inlined("1 * 2", "x + 3"), "1 * 2 + 3");
    assert_eq!(inlined("5 - 2", "x - 1"), "5 - 2 - 1");
    assert_eq!(inlined("5 - 2", "9 - x"), "9 - (5 - 2)");
    assert_eq!(inlined("a ?? b", "x ?? c"), "(a ?? b) ?? c");
    assert_eq!(inlined("a ?? b", "c ?? x"), "c ?? a ?? b");
    assert_eq!(inlined("a == b", "x == c"), "(a == b) == c");
    assert_eq!(inlined("a == b", "x && c"), "a == b && c");
    assert_eq!(inlined("a && b", "!x"), "!(a && b)");
    assert_eq!(inlined("-1", "2 - x"), "2 - -1");
    assert_eq!(inlined("1 + 2", "x..9"), "1 + 2..9");
    assert_eq!(inlined("3..15", "x.min"), "(3..15).min");
    assert_eq!(inlined("{ a = 1 }", "x.a"), "({ a = 1 }).a");
    assert_eq!(inlined("if a then 1 else 2", "x + 1"), "(if a then 1 else 2) + 1");
    assert_eq!(inlined("if a then 1 else 2", "if b then 3 else x"), "if b then 3 else if a then 1 else 2");
    assert_eq!(inlined("if a then 1 else 2", "if b then x else 3"), "if b then (if a then 1 else 2) else 3");
    assert_eq!(inlined("tag { a = 1 }", "match x { _ => 1 }"), "match (tag { a = 1 }) { _ => 1 }");
    assert_eq!(inlined("a.b", "match x { _ => 1 }"), "match a.b { _ => 1 }");
}

#[test]
fn all_fixes_of_a_file_that_are_surely_meant_are_applied_at_once() {
    let text = "$0redis a {\n  memory: 64Mi\n  eviction = \"noeviction\";\n}\n\nredis b {\n  memory   = 64m\n  eviction = \"noeviction\"\n}\n";
    let wanted =
        text.replace("$0", "").replace("memory:", "memory =").replace(";", "").replace("\"noeviction\"", "noeviction");
    assert_eq!(after(text, "apply all 4 fixes"), wanted);
}
