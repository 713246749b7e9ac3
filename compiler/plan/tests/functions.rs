//! Functions of the standard library, operators, files, tests of the project.

mod support;

use infrac_plan::lock::Lock;
use support::{BASE, Files, plan, plan_with};

/// The value of an expression, as an environment variable of a service shows it.
fn value(expr: &str) -> String {
    let planned = plan(&format!("service web {{ image = \"nginx:1.27\", env = {{ X = {expr} }} }}\n")).clean();
    let shown = planned.show("web", "env");
    shown.trim_start_matches("{ X = ").trim_end_matches(" }").to_owned()
}

#[test]
fn functions_of_text() {
    for (expr, wanted) in [
        (r#"join(["a", "b"], "-")"#, r#""a-b""#),
        (r#"join(split("a,b", ","), ";")"#, r#""a;b""#),
        (r#"replace("a_b_c", "_", "-")"#, r#""a-b-c""#),
        (r#"upper("ab") + lower("CD") + trim(" e ")"#, r#""ABcde""#),
        (r#"kebab("SeatReservation")"#, r#""seat-reservation""#),
        (r#"starts_with("abc", "ab") && ends_with("abc", "bc") && includes("abc", "b")"#, "true"),
        (r#"matches("v1.2", "^v[0-9]+")"#, "true"),
        (r#"length("äb")"#, "2"),
        (r#"quote("a\"b")"#, r#""\"a\\\"b\"""#),
    ] {
        assert_eq!(value(expr), wanted, "{expr}");
    }
}

#[test]
fn functions_of_lists_and_maps() {
    for (expr, wanted) in [
        (r#"contains([1, 2], 2)"#, "true"),
        (r#"count([for n in numbers(1, 10) if mod(n, 2) == 0: n])"#, "5"),
        (r#"join(sort(unique(["b", "a", "b"])), "")"#, r#""ab""#),
        (r#"join([...["a"], for x in ["b"]: "${x}!"], ",")"#, r#""a,b!""#),
    ] {
        assert_eq!(value(expr), wanted, "{expr}");
    }
}

#[test]
fn numbers_are_exact() {
    for (expr, wanted) in [
        ("min(1, 2) + max(3, 4)", "5"),
        ("floor(7 / 2) + ceil(7 / 2)", "7"),
        ("millis(1s) + seconds(2m) + minutes(1h) + hours(1d) + days(1w)", "1211"),
        ("bytes(1k) + kib(1Mi) + mib(1Gi) + gib(2Gi)", "3050"),
        ("millicores(250m)", "250"),
        ("seconds(30s * 2 + 1m)", "120"),
        ("floor(1h / 30m)", "2"),
    ] {
        assert_eq!(value(expr), wanted, "{expr}");
    }
}

#[test]
fn a_function_without_a_result_says_why_at_the_users_line() {
    let planned = plan("service web { image = \"nginx:1.27\", env = { X = seconds(1500ms) } }\n");
    assert_eq!(planned.codes(), ["E0446"], "{}", planned.report());
    assert!(planned.report().contains("1500ms is no whole number of seconds"), "{}", planned.report());
}

#[test]
fn branches_are_lazy_and_calls_are_strict() {
    assert_eq!(value("if true then 1 else seconds(1500ms)"), "1");
    assert_eq!(value("true || seconds(1500ms) == 1"), "true");
    let planned = plan(
        "fn first(a: Int, b: Int): Int = a\nservice web { image = \"nginx:1.27\", env = { X = first(1, seconds(1500ms)) } }\n",
    );
    assert_eq!(planned.codes(), ["E0446"], "{}", planned.report());
}

#[test]
fn files_are_read_through_the_world() {
    let source = format!(
        "{BASE}service web {{ image = \"nginx:1.27\", files = {{ \"/etc/app.conf\" = file(\"app.conf\") }} }}\n"
    );
    let planned = plan_with(&source, &Lock::default(), &Files(&[("app.conf", "listen 80\n")])).clean();
    assert_eq!(planned.show("web", "files"), r#"{ "/etc/app.conf" = "listen 80\n" }"#);
    let planned = plan_with(&source, &Lock::default(), &Files(&[]));
    assert_eq!(planned.codes(), ["E0446"], "{}", planned.report());
}

#[test]
fn tests_of_the_project_run() {
    let source = format!(
        "{BASE}service web {{ image = \"nginx:1.27\", ports = {{ http = 80 }} }}\ntest \"holds\" {{ let port = web.http.port, assert port == 80, \"moved\" }}\ntest \"fails\" in dev {{ assert web.http.port == 81, \"the port is ${{web.http.port}}\" }}\n"
    );
    let (analyzed, _) = support::analyze(&source);
    assert!(analyzed.diagnostics.0.is_empty(), "{:#?}", analyzed.diagnostics);
    let env = analyzed.model.concrete_environments().next().unwrap();
    let outcomes = infrac_plan::run_tests(&analyzed.model, env, &Lock::default(), &infrac_plan::NoFiles);
    let failed: Vec<(&str, usize, bool)> =
        outcomes.iter().map(|it| (it.name.as_str(), it.asserts, it.diagnostics.has_errors())).collect();
    assert_eq!(failed, [("holds", 1, false), ("fails", 1, true)]);
    assert_eq!(outcomes[1].diagnostics.0[0].message, "the port is 80");
}
