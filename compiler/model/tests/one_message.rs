//! One mistake, one message: programs with a single fault yield exactly its code, whatever hangs on the faulty piece.

#[allow(dead_code)]
mod support;

use support::{BASE, check};

/// Asserts that the project yields exactly these codes, in the order of places.
fn yields(text: &str, codes: &[&str]) {
    let checked = check(&format!("{BASE}{text}"));
    assert_eq!(checked.codes(), codes, "\n{text}\n{}", checked.report());
}

#[test]
fn an_unknown_kind_silences_all_uses_of_its_block() {
    yields(
        r#"
servce web { image = "nginx:1.27", ports = { http = 80 } }
service shop { image = "shop:1", env = { WEB = "${web.http.host}:${web.http.port}" }, calls = [web] }
gateway public { host = "shop.example", routes = { "/" = web.http } }
"#,
        &["E0205"],
    );
}

#[test]
fn an_unknown_name_in_a_let_silences_all_uses_of_the_let() {
    yields(
        r#"
let port = prot + 1
let next = port + 1
service web { image = "nginx:1.27", ports = { http = next }, env = { PORT = "${port}", NEXT = next * 2 } }
"#,
        &["E0201"],
    );
}

#[test]
fn a_wrong_type_in_a_signature_silences_its_uses() {
    yields(
        r#"
fn double(n: Integer): Integer = n * 2
let four = double(2)
service web { image = "nginx:1.27", replicas = four }
"#,
        &["E0204", "E0204"],
    );
}

#[test]
fn a_wrong_parameter_of_a_component_is_said_once() {
    yields(
        r#"
component api(port: Prot): service { image = "api:1", ports = { http = port } }
api orders { port = 8080 }
api billing { port = "8080" }
"#,
        &["E0204"],
    );
}

#[test]
fn a_missing_import_silences_everything_taken_from_it() {
    let checked = check(&format!(
        "import \"shared\"\n{BASE}let a = shared.size\nlet b: shared.Tier = shared.f(1)\nshared.api web {{ port = 3 }}\n"
    ));
    assert_eq!(checked.codes(), ["E0211"], "{}", checked.report());
}

#[test]
fn a_recursive_type_is_said_once() {
    yields("type Tree = { left: Tree?, right: Tree? }\nfn depth(t: Tree): Int = 1\n", &["E0213"]);
}

#[test]
fn a_recursive_component_is_said_once() {
    yields("component a() { b x { } }\ncomponent b() { a y { } }\na one { }\n", &["E0213"]);
}

#[test]
fn an_environment_cycle_is_said_once() {
    yields(
        "environment x: y { runtime = compose }\nenvironment y: x { runtime = compose }\nservice w { image = \"a:1\", replicas = match env { dev => 1, x => 2, y => 3 } }\n",
        &["E0401"],
    );
}

#[test]
fn a_misspelt_key_does_not_hide_what_it_would_have_set() {
    let checked = check(&format!(
        "{BASE}service web {{\n  image = \"nginx:1.27\"\n  prots = {{ http = 80 }}\n}}\nservice b {{ image = \"b:1\", calls = [web], env = {{ A = \"${{web.http.port}}\" }} }}\n"
    ));
    assert_eq!(checked.codes(), ["E0206"], "{}", checked.report());
}

#[test]
fn a_wrong_pattern_does_not_make_the_match_incomplete() {
    yields("let n = match env { dve => 1 }\nservice web { image = \"a:1\", replicas = n }\n", &["E0208"]);
}

#[test]
fn a_null_is_said_at_the_first_place() {
    yields("service web { image = \"a:1\", env = { A = self.build.stage.length } }\n", &["E0314"]);
}

#[test]
fn a_secret_in_two_places_is_said_at_both() {
    yields("secret t { }\nservice web { image = \"a:1\", args = [\"${t}\", \"--x=${t}\"] }\n", &["E0501", "E0501"]);
}

#[test]
fn late_values_decide_nothing() {
    yields("param r: String\nservice web { image = \"a:1\", replicas = match r { \"x\" => 1, _ => 2 } }\n", &["E0308"]);
    yields("param r: String\nservice web { image = \"a:1\", env = { \"${r}\" = \"x\" } }\n", &["E0308"]);
    yields("param r: String\nservice web { image = \"a:1\", name = r }\n", &["E0308"]);
    yields("param r: String\nlet n = length(r)\n", &["E0308"]);
    yields("param r: String\nlet xs = [for x in split(r, \",\"): x]\n", &["E0308"]);
}

#[test]
fn late_values_pass_through() {
    yields(
        "param r: String\nlet i = \"app:${r}\"\nlet j = \"x\" + r\nservice web { image = i, args = [r, j], env = { R = r } }\n",
        &[],
    );
}

#[test]
fn a_block_kind_that_does_not_belong_is_said_once() {
    yields("service web { image = \"a:1\", gateway g { host = \"x.example\", routes = { } } }\n", &["E0225"]);
    yields(
        "service web { image = \"a:1\", slo latency { objective = 99%, indicator = http_success }, slo latency { objective = 99% } }\n",
        &["E0202"],
    );
}

#[test]
fn keys_set_twice_conflict_where_the_source_shows_it() {
    yields("service web { image = \"a:1\", image = \"b:1\" }\n", &["E0411"]);
    yields("service web { image = \"a:1\", env = { A = \"1\" }, env = { A = \"2\" } }\n", &["E0411"]);
    yields("service web { image = \"a:1\", env = { A = \"1\" }, env = { B = \"2\" } }\n", &[]);
    yields("service web { image = \"a:1\", in dev { replicas = 1 }, in dev { replicas = 2 } }\n", &["E0411"]);
    yields("service web { image = \"a:1\", replicas = 3, in dev { replicas = 1 } }\n", &[]);
    yields("service web { image = \"a:1\", health = { ready = tcp() }, health { ready = tcp() } }\n", &["E0411"]);
    yields("service web { image = \"a:1\", health = { ready = tcp() }, health { live = tcp() } }\n", &[]);
}

#[test]
fn overlays_amend_and_never_declare() {
    yields(
        "service web { image = \"a:1\", slo latency { objective = 99%, indicator = http_success }, in dev { slo latncy { objective = 90% } } }\n",
        &["E0433"],
    );
    yields(
        "service web { image = \"a:1\", slo latency { objective = 99%, indicator = http_success }, in dev { slo latency { objective = 90% } } }\n",
        &[],
    );
}

#[test]
fn quantities_keep_their_units() {
    yields("let a: Bytes = 128m\n", &["E0303"]);
    yields("let a: Duration = 30\n", &["E0302"]);
    yields("let a: Duration = 0\n", &[]);
    yields("let a = 30s + 5m\nlet b = 2 * 500m\n", &["E0304"]);
    yields("let a = 1Gi / 4\nlet b = 1Gi / 256Mi + 1\nlet c: Cpu = 1.5\nlet d: Range<Bytes> = 1Gi..\n", &[]);
    yields("let a = 1Gi + 1s\n", &["E0307"]);
    yields("let a: Int = 5%\n", &["E0303"]);
}

#[test]
fn records_convert_if_their_fields_fit_exactly() {
    yields(
        "let small = { path = \"/data\", size = 1Gi }\nservice web { image = \"a:1\", state = { data = small } }\n",
        &[],
    );
    yields("let small = { path = \"/data\" }\nservice web { image = \"a:1\", state = { data = small } }\n", &["E0301"]);
    yields("let labels = { A = \"1\", b = \"2\" }\nservice web { image = \"a:1\", env = labels }\n", &[]);
}

#[test]
fn tags_are_read_by_the_wanted_type() {
    yields("service web { image = \"a:1\", rollout = rolling { surge = 2 } }\n", &[]);
    yields("service web { image = \"a:1\", rollout = recreate { } }\n", &[]);
    yields("service web { image = \"a:1\", rollout = recreate { surge = 2 } }\n", &["E0316"]);
    yields("service web { image = \"a:1\", rollout = rolling { surg = 2 } }\n", &["E0206"]);
    yields("service web { image = \"a:1\", rollout = rollng }\n", &["E0209"]);
    yields("service web { image = \"a:1\", rollout = rolling(2) }\n", &["E0316"]);
    yields("service web { image = \"a:1\", rollout = \"recreate\" }\n", &["E0301"]);
}

#[test]
fn components_take_their_parameters_and_what_their_kind_takes() {
    let api = "component api(port: Port): service { image = \"api:1\", ports = { http = port } }\n";
    yields(
        &format!(
            "{api}api a {{ port = 80, replicas = 2, in dev {{ port = 81 }} }}\ngateway g {{ host = \"x.example\", routes = {{ \"/\" = a.http }} }}\n"
        ),
        &[],
    );
    yields(&format!("{api}api a {{ prot = 80 }}\n"), &["E0206"]);
    yields(&format!("{api}api a {{ port = 80 }}\nlet x = a.htp\n"), &["E0207"]);
    yields("postgres db { replicas = 1, storge = 1Gi }\n", &["E0206"]);
    yields("postgres db { }\nlet p = db.password\n", &["E0207"]);
}

#[test]
fn names_are_declared_once_and_hide_nothing() {
    yields("let a = 1\nfn a(): Int = 1\n", &["E0202"]);
    yields("let xs = [1]\nlet ys = [for xs in xs: xs]\n", &["E0203"]);
    yields("let join = 3\n", &[]);
    yields("service web { image = \"a:1\", let image = \"b\" }\nlet image = 1\n", &["E0203"]);
}

#[test]
fn strings_of_a_language_are_read_at_their_own_characters() {
    let checked = check(&format!("{BASE}task t {{ image = \"a:1\", run = cron(\"0 25 * * *\") }}\n"));
    assert_eq!(checked.codes(), ["E0317"]);
    let label = checked.analyzed.diagnostics.0[0].labels[0].span;
    assert_eq!(checked.sources.slice(label), "25");
}

#[test]
fn signals_keep_their_units() {
    let web = "service web { image = \"a:1\" }\n";
    yields(&format!("{web}alert a {{ when = web.error_rate > 1%, severity = critical }}\n"), &[]);
    yields(&format!("{web}alert a {{ when = web.latency(p95) > 2%, severity = critical }}\n"), &["E0307"]);
    yields(&format!("{web}alert a {{ when = web.error_rate, severity = critical }}\n"), &["E0301"]);
    yields(&format!("{web}alert a {{ when = web.latency > 2s, severity = critical }}\n"), &["E0306"]);
}

#[test]
fn lets_in_a_circle_are_drawn_step_by_step() {
    yields("let a = b\nlet b = c + 1\nlet c = a\n", &["E0441"]);
    yields("service web { image = \"a:1\", let a = b, let b = a, args = [a] }\n", &["E0441"]);
    let checked = check(&format!("{BASE}let a = b\nlet b = a\n"));
    assert!(checked.report().contains("`a` is defined by itself, by way of `b`"), "{}", checked.report());
}
