//! The system checks: what each reports beside the example of its page, where it points, and what it lets pass.

mod support;

use support::{Planned, plan_all};

/// A project in a cluster; `inside` stands among the runtime's attributes.
fn cluster(inside: &str, blocks: &str) -> Planned {
    let head = format!(
        "project shop {{ domain = \"shop.example.com\" }}\nenvironment production {{ runtime = kubernetes {{ version = \"1.33\"\n{inside} }} }}\n"
    );
    plan_all(&format!("{head}{blocks}"))
}

/// A project on a developer's machine.
fn machine(blocks: &str) -> Planned {
    plan_all(&format!(
        "project shop {{ domain = \"shop.example.com\" }}\nenvironment dev {{ runtime = compose }}\n{blocks}"
    ))
}

/// All codes found, errors and warnings.
fn codes(planned: &Planned) -> Vec<&'static str> {
    planned.diagnostics.0.iter().map(|found| found.code.as_str()).collect()
}

#[track_caller]
fn finds(planned: &Planned, expected: &[&str]) {
    assert_eq!(codes(planned), expected, "{}", planned.report());
}

/// The text under the primary label of the only finding.
#[track_caller]
fn primary(planned: &Planned) -> String {
    let [found] = planned.diagnostics.0.as_slice() else { panic!("{}", planned.report()) };
    planned.sources.slice(found.primary().expect("it has a place")).to_owned()
}

const WEB: &str = "service web { image = \"acme/web:1.0\", ports = { http = 8080 }, resources = { cpu = 250m..1, memory = 256Mi..512Mi }";

#[test]
fn the_primary_label_is_never_in_the_standard_library() {
    let text = "defaults service { rollout = recreate }\nrabbitmq broker { publish = 5672, publish_management = 5672 }";
    let planned = machine(text);
    finds(&planned, &["E0603"]);
    for found in &planned.diagnostics.0 {
        let file = found.primary().map(|span| span.file).expect("it has a place");
        assert_eq!(planned.sources.get(file).expect("a file").path(), "main.infra", "{}", planned.report());
    }
}

#[test]
fn a_value_of_a_users_component_is_shown_with_its_instance() {
    let text = "component web(): service { image = \"acme/web:1.0\", ports = { http = 80 }, health = { ready = http(\"/\", port = \"htpp\") } }\nweb shop { }";
    let planned = machine(text);
    assert_eq!(primary(&planned), "\"htpp\"");
    assert!(planned.report().contains("required by"), "{}", planned.report());
    let [found] = planned.diagnostics.0.as_slice() else { panic!() };
    assert_eq!(found.fixes[0].edits[0].text, "\"http\"");
}

#[test]
fn ports_are_among_the_declared_ones() {
    finds(&machine("service a { image = \"a:1\", ports = { http = 80 }, publish = { htp = 8080 } }"), &["E0601"]);
    finds(&machine("service a { image = \"a:1\", ports = { http = 80 }, metrics = { } }"), &["E0601"]);
    finds(
        &machine("service a { image = \"a:1\", ports = { metrics = 80 }, metrics = { }, health = { live = tcp() } }"),
        &[],
    );
    finds(&machine("service a { image = \"a:1\", health = { ready = tcp(), live = tcp() } }"), &["E0602", "E0602"]);
}

#[test]
fn host_ports_clash_on_one_machine_only() {
    let gateways = "gateway a { host = \"a.example.com\", routes = { \"/\" = web.http } }\ngateway b { host = \"b.example.com\", routes = { \"/\" = web.http } }";
    let web = format!("{WEB} }}\n");
    finds(&machine(&format!("{web}{gateways}")), &["E0603"]);
    finds(&cluster("", &format!("{web}{gateways}")), &[]);
    finds(&machine(&format!("{WEB}, publish = {{ http = 8081 }}, replicas = 1..4 }}")), &[]);
    finds(&machine(&format!("{WEB}, publish = {{ http = 8081 }}, replicas = 2..4 }}")), &["E0604"]);
    finds(&cluster("", &format!("{WEB}, publish = {{ http = 8081 }}, replicas = 2..4 }}")), &[]);
}

#[test]
fn what_has_the_same_profile_may_wait() {
    let both = |profile: &str| {
        format!(
            "service mail {{ image = \"m:1\", profile = tools }}\nservice a {{ image = \"a:1\", needs = [mail]{profile} }}"
        )
    };
    finds(&machine(&both("")), &["E0605"]);
    finds(&machine(&both(", profile = debug")), &["E0605"]);
    finds(&machine(&both(", profile = tools")), &[]);
    finds(&cluster("", &both("")), &[]);
}

#[test]
fn ranges_run_upwards() {
    let planned = cluster("pools = { core = { count = 8..3, cpu = 4, memory = 16Gi } }\nquota = { cpu = 8..4 }", "");
    finds(&planned, &["E0610", "E0610"]);
    finds(&machine("task t { image = \"t:1\", resources = { cpu = 2..1, memory = 1Gi.. } }"), &["E0611"]);
    finds(&machine("service a { image = \"a:1\", replicas = 2..2, resources = { cpu = 1..1 } }"), &[]);
}

#[test]
fn scaling_has_a_measure_and_an_end() {
    let web = |rest: &str| cluster("", &format!("service web {{ image = \"w:1\", {rest} }}"));
    finds(&web("replicas = 2..6, scale_on = [memory(80%)], resources = { cpu = 1..2 }"), &["E0612"]);
    finds(&web("replicas = 2..6, scale_on = [cpu(70%), memory(80%)]"), &["E0612", "E0612"]);
    finds(&web("replicas = 2..6, resources = { cpu = 0..2 }"), &["E0612"]);
    finds(&web("replicas = 2.., resources = { cpu = 1..2 }"), &["E0613"]);
    finds(&web("replicas = 2"), &[]);
    finds(&machine("service web { image = \"w:1\", replicas = 2..6 }"), &[]);
}

#[test]
fn a_target_above_the_request_is_right_below_the_limit() {
    let web = |rest: &str| cluster("", &format!("service web {{ image = \"w:1\", replicas = 2..6, {rest} }}"));
    finds(&web("resources = { cpu = 250m..1 }, scale_on = [cpu(300%)]"), &[]);
    finds(&web("resources = { cpu = 250m..1 }, scale_on = [cpu(400%)]"), &["E0614"]);
    finds(&web("resources = { cpu = 250m.. }, scale_on = [cpu(900%)]"), &[]);
    finds(&web("resources = { cpu = 250m..1 }, scale_on = [cpu(0%)]"), &["E0614"]);
}

#[test]
fn data_does_not_scale_away_unless_it_can_be_made_again() {
    let store = |more: &str| {
        format!("{WEB}, replicas = 2..6, state = {{ data = {{ path = \"/data\", size = 1Gi{more} }} }} }}")
    };
    finds(&cluster("", &store("")), &["E0615"]);
    finds(&cluster("", &store(", rebuildable = true")), &[]);
    finds(&machine(&store("")), &[]);
}

#[test]
fn a_drain_is_blocked_when_nothing_may_be_missing() {
    let web = |rest: &str| cluster("", &format!("{WEB}, {rest} }}"));
    finds(&web("disruption = max_unavailable(0), replicas = 3"), &["E0620"]);
    finds(&web("disruption = min_available(1)"), &["E0620"]);
    finds(&web("disruption = min_available(2), replicas = 2..8"), &["E0620"]);
    finds(&web("disruption = min_available(2), replicas = 3..8"), &[]);
    finds(&web("disruption = none"), &[]);
    finds(&web("disruption = max_unavailable(1)"), &[]);
}

#[test]
fn rollouts_that_stop_all_are_told_where_somebody_calls() {
    let called = "\nservice shop { image = \"s:1\", env = { WEB = web.http.url } }";
    let web = |rest: &str, more: &str| cluster("", &format!("{WEB}, {rest} }}{more}"));
    finds(&web("replicas = 2, rollout = recreate", called), &["W0622"]);
    finds(&web("replicas = 2, rollout = recreate", ""), &[]);
    finds(&web("replicas = 1, rollout = recreate", called), &[]);
    finds(&web("replicas = 2, rollout = rolling { unavailable = 2 }", called), &["W0622"]);
    finds(&web("replicas = 3, rollout = rolling { unavailable = 2 }", called), &[]);
    let allowed = format!(
        "@allow(W0622, \"two versions cannot share the schema\")\n{WEB}, replicas = 2, rollout = recreate }}{called}"
    );
    finds(&cluster("", &allowed), &[]);
    let kept = "replicas = 2, rollout = rolling { surge = 0, unavailable = 0 }, state = { data = { path = \"/data\", size = 1Gi } }";
    finds(&web(kept, ""), &[]);
}

const POOLS: &str = "pools = { core = { count = 1..2, cpu = 4, memory = 8Gi }, burst = { count = 0..2, cpu = 16, memory = 64Gi, spot = true } }";

#[test]
fn a_container_fits_one_node_in_both_resources() {
    let pools =
        "pools = { cpu = { count = 9, cpu = 16, memory = 8Gi }, memory = { count = 9, cpu = 2, memory = 64Gi } }";
    let web = |rest: &str| format!("service web {{ image = \"w:1\", {rest} }}");
    let planned = cluster(pools, &web("resources = { cpu = 4..4, memory = 32Gi..32Gi }"));
    finds(&planned, &["E0630"]);
    assert_eq!(primary(&planned), "32Gi..32Gi");
    finds(&cluster(pools, &web("resources = { cpu = 4..4, memory = 4Gi..64Gi }")), &[]);
    finds(&cluster(POOLS, &web("resources = { cpu = 8..8 }")), &["E0630"]);
    finds(&cluster(POOLS, &web("resources = { cpu = 8..8 }, interruptible = true")), &[]);
    finds(&cluster("", &web("resources = { cpu = 800..800 }")), &[]);
    finds(&cluster(pools, "task t { image = \"t:1\", resources = { memory = 90Gi..90Gi } }"), &["E0630"]);
}

#[test]
fn spot_nodes_are_for_what_may_be_interrupted() {
    let spot = "pools = { burst = { count = 0..9, cpu = 4, memory = 8Gi, spot = true } }";
    finds(&cluster(spot, &format!("{WEB} }}")), &["E0631"]);
    finds(&cluster(spot, &format!("{WEB}, interruptible = true }}")), &[]);
    let steady = "pools = { core = { count = 1..9, cpu = 4, memory = 8Gi } }";
    finds(&cluster(steady, &format!("{WEB}, interruptible = true }}")), &[]);
}

#[test]
fn pools_hold_what_always_runs() {
    let web = |replicas: &str, rest: &str| {
        format!(
            "service web {{ image = \"w:1\", resources = {{ cpu = 1..2, memory = 1Gi..2Gi }}, replicas = {replicas}{rest} }}"
        )
    };
    finds(&cluster(POOLS, &web("8", "")), &[]);
    finds(&cluster(POOLS, &web("9", "")), &["E0632"]);
    finds(&cluster(POOLS, &web("8..90", "")), &[]);
    finds(&cluster(POOLS, &web("40", ", interruptible = true")), &[]);
    finds(&cluster(POOLS, &web("41", ", interruptible = true")), &["E0632"]);
    let open = "pools = { core = { count = 1.., cpu = 4, memory = 8Gi } }";
    finds(&cluster(open, &web("900", "")), &[]);
}

#[test]
fn a_quota_counts_requests_limits_and_pods() {
    let web = "service web { image = \"w:1\", resources = { cpu = 1..2, memory = 1Gi..2Gi }, replicas = 4..9 }";
    finds(&cluster("quota = { cpu = 4..8, memory = 4Gi.., pods = 4 }", web), &[]);
    finds(&cluster("quota = { cpu = 3..8 }", web), &["E0633"]);
    finds(&cluster("quota = { cpu = 4..7 }", web), &["E0633"]);
    finds(&cluster("quota = { memory = 3Gi..9Gi }", web), &["E0633"]);
    finds(&cluster("quota = { pods = 3 }", web), &["E0633"]);
    let bare = "task t { image = \"t:1\", resources = { cpu = 1.. } }";
    finds(&cluster("quota = { cpu = 4.. }", bare), &[]);
    finds(&cluster("quota = { cpu = 4..8 }", bare), &["E0634"]);
    finds(&cluster("quota = { memory = 4Gi.. }", bare), &["E0634"]);
    let defaults = format!("{bare}\nobject LimitRange usual {{ apiVersion = \"v1\", spec = {{ limits = [] }} }}");
    finds(&cluster("quota = { memory = 4Gi.. }", &defaults), &[]);
}

#[test]
fn certificates_come_for_public_names() {
    let gateway = |host: &str, tls: &str| {
        format!("{WEB} }}\ngateway public {{ host = \"{host}\", routes = {{ \"/\" = web.http }}, tls = {tls} }}")
    };
    let acme = "letsencrypt { email = \"a@acme.io\" }";
    finds(&cluster("", &gateway("localhost", acme)), &["E0641"]);
    finds(&cluster("", &gateway("shop.local", acme)), &["E0641"]);
    finds(&cluster("", &gateway("shop.acme.io", acme)), &[]);
    finds(&cluster("", &gateway("localhost", "none")), &[]);
    finds(&machine(&gateway("localhost", acme)), &[]);
    let random = format!(
        "secret pair {{ keys = [\"tls.crt\", \"tls.key\"], source = generated }}\n{}",
        gateway("shop.local", "certificate(secret = pair)")
    );
    finds(&cluster("", &random), &["E0643"]);
}

#[test]
fn add_ons_are_missed_only_in_a_list() {
    let public = format!(
        "{WEB}, replicas = 2..4 }}\ngateway public {{ host = \"shop.acme.io\", routes = {{ \"/\" = web.http }}, tls = letsencrypt {{ email = \"a@acme.io\" }} }}"
    );
    finds(&cluster("", &public), &[]);
    let planned = cluster("provides = [external_secrets]", &public);
    finds(&planned, &["E0642", "E0642", "E0642"]);
    let fix = &planned.diagnostics.0[0].fixes[0].edits[0];
    assert!(fix.text.ends_with(", ") && fix.span.is_empty());
    finds(&cluster("provides = [cert_manager, ingress_nginx, metrics_server]", &public), &[]);
    let own_class = format!(
        "{WEB} }}\ngateway public {{ host = \"shop.acme.io\", routes = {{ \"/\" = web.http }}, class = \"traefik\" }}"
    );
    finds(&cluster("provides = [cert_manager]", &own_class), &[]);
}

#[test]
fn recovery_counts_the_best_backup() {
    let recovery = "recovery { rto = 4h, rpo = 6h }\n";
    let store = "service store { image = \"s:1\", state = { data = { path = \"/data\", size = 1Gi } } }\n";
    let backup = |name: &str, cron: &str| {
        format!(
            "backup {name} {{ of = store, schedule = \"{cron}\", keep = 7d, image = \"b:1\", command = [\"/b\"], size = 4Gi }}\n"
        )
    };
    finds(&cluster("", &format!("{recovery}{store}")), &["E0651"]);
    finds(&machine(&format!("{recovery}{store}")), &[]);
    let daily = backup("daily", "0 2 * * *");
    let planned = cluster("", &format!("{recovery}{store}{daily}"));
    finds(&planned, &["E0650"]);
    assert_eq!(primary(&planned), "\"0 2 * * *\"");
    let often = backup("often", "0 */6 * * *");
    finds(&cluster("", &format!("{recovery}{store}{daily}{often}")), &[]);
    finds(&cluster("", &format!("{recovery}{store}{}", backup("uneven", "0 2,20 * * *"))), &["E0650"]);
    finds(&cluster("", &format!("recovery {{ rto = 4h, rpo = 6h, exclude = [store] }}\n{store}")), &[]);
    finds(&cluster("", &format!("{recovery}redis cache {{ memory = 64Mi, persist = true }}")), &[]);
    finds(&cluster("", &format!("{recovery}postgres db {{ backup = {{ every = 6h }} }}")), &[]);
}

#[test]
fn copies_overlap_and_have_room() {
    let store = "service store { image = \"s:1\", state = { data = { path = \"/data\", size = 10Gi } } }\n";
    let backup =
        |rest: &str| format!("{store}backup copy {{ of = store, image = \"b:1\", command = [\"/b\"], {rest} }}");
    finds(&machine(&backup("schedule = \"0 2 * * 0\", keep = 6d, size = 40Gi")), &["E0652"]);
    finds(&machine(&backup("schedule = \"0 2 * * 0\", keep = 7d, size = 40Gi")), &[]);
    finds(&machine(&backup("keep = 7d, size = 9Gi")), &["W0654"]);
    let nothing = "service store { image = \"s:1\" }\n@allow(W0653, \"it stands before a store of the provider\")\nbackup copy { of = store, image = \"b:1\", command = [\"/b\"], keep = 7d, size = 1Gi }";
    finds(&machine(nothing), &[]);
    finds(&machine(&nothing.replace("@allow(W0653, \"it stands before a store of the provider\")\n", "")), &["W0653"]);
}

#[test]
fn one_class_answers_a_path_once() {
    let two = |a: &str, b: &str| {
        format!(
            "{WEB} }}\ngateway a {{ host = \"a.acme.io\", {a} }}\ngateway b {{ host = \"b.acme.io\", aliases = [\"a.acme.io\"], {b} }}"
        )
    };
    let api = "routes = { \"/api\" = web.http }";
    finds(&cluster("", &two(api, "routes = { \"/api/\" = web.http }")), &["E0660"]);
    finds(&cluster("", &two(api, "routes = { \"/\" = web.http }")), &[]);
    finds(&cluster("", &two(api, "routes = { \"/api\" = web.http }, class = \"inside\"")), &[]);
    let twice = format!("{WEB} }}\ngateway a {{ host = \"a.acme.io\", aliases = [\"a.acme.io\"], {api} }}");
    finds(&cluster("", &twice), &["E0660"]);
}

#[test]
fn a_file_is_no_folder() {
    let web = |rest: &str| machine(&format!("service web {{ image = \"w:1\", {rest} }}"));
    finds(&web("files = { \"/etc/app\" = \"x\", \"/etc/app/more\" = \"y\" }"), &["E0670"]);
    finds(&web("files = { \"/etc/app.d/a\" = \"x\", \"/etc/app\" = \"y\" }"), &[]);
    finds(&web("state = { data = { path = \"/data\", size = 1Gi } }, files = { \"/data/app.conf\" = \"x\" }"), &[]);
    finds(&web("scratch = [\"/tmp\", \"/tmp\"]"), &["E0670"]);
    finds(&web("scratch = [\"/tmp\", \"/tmp/more\"]"), &[]);
}

#[test]
fn proxies_are_set_in_both_cases() {
    finds(
        &machine(
            "service web { image = \"w:1\", env = { http_proxy = \"http://p:3128\", HTTP_PROXY = \"http://p:3128\" } }",
        ),
        &[],
    );
}

#[test]
fn alerts_are_heard() {
    let alert =
        |severity: &str, rest: &str| format!("alert down {{ when = \"up == 0\", severity = {severity}{rest} }}\n");
    let receiver =
        "secret hook { }\nreceiver on_call { to = slack { url = hook, channel = \"#ops\" }, takes = [critical] }\n";
    finds(&cluster("", &alert("warning", "")), &[]);
    finds(&cluster("", &format!("{receiver}{}", alert("critical", ""))), &[]);
    finds(&cluster("", &format!("{receiver}{}", alert("warning", ", receiver = on_call"))), &[]);
    finds(&cluster("", &format!("{receiver}{}", alert("info", ""))), &["W0681"]);
    finds(
        &cluster(
            "",
            &format!(
                "{receiver}{WEB}, metrics = {{ port = \"http\" }}\nslo good {{ objective = 99%, indicator = http_success }} }}"
            ),
        ),
        &[],
    );
    finds(&cluster("", receiver), &[]);
    finds(&machine(&format!("{receiver}{}", alert("warning", ""))), &[]);
}

#[test]
fn pipelines_know_all_environments() {
    let text = |to: &str, on: &str| {
        format!(
            "project shop {{ }}\n@abstract environment live {{ runtime = kubernetes {{ version = \"1.33\" }}, deploy_from = branch(\"main\") }}\n\
             environment staging: live {{ }}\nenvironment production: live {{ }}\n\
             pipeline one {{ on = [push(\"main\")]\n deploy out {{ to = [\"staging\", \"production\"] }} }}\n\
             pipeline two {{ on = [{on}]\n deploy out {{ to = [\"{to}\"] }} }}"
        )
    };
    finds(&plan_all(&text("staging", "tagged(\"v*\"), manual")), &[]);
    finds(&plan_all(&text("live", "manual")), &["E0685"]);
    finds(&plan_all(&text("prodution", "manual")), &["E0685"]);
    finds(&plan_all(&text("production", "manual, push(\"main\")")), &["E0686"]);
    finds(&plan_all(&text("production", "push(\"release\")")), &["E0687"]);
    finds(&plan_all(&text("production", "pull_request, schedule(\"0 3 * * *\")")), &["E0687"]);
}

#[test]
fn deployments_come_to_their_environments() {
    let text = |from: &str, on: &str, to: &str| {
        format!(
            "project shop {{ }}\n@abstract environment live {{ runtime = kubernetes {{ version = \"1.33\" }} }}\n\
             environment a: live {{ {from} }}\nenvironment b: live {{ }}\n\
             pipeline one {{ on = [{on}]\n deploy out {{ to = {to} }} }}"
        )
    };
    finds(&plan_all(&text("deploy_from = branch(\"main\")", "push(\"m*\")", "[\"a\"]")), &[]);
    finds(&plan_all(&text("deploy_from = branch(\"a/b\")", "push(\"a/*\")", "[\"a\"]")), &[]);
    finds(&plan_all(&text("deploy_from = branch(\"a/b/c\")", "push(\"a/*\")", "[\"a\"]")), &["E0687"]);
    finds(&plan_all(&text("deploy_from = branch(\"a/b/c\")", "push(\"a/**\")", "[\"a\"]")), &[]);
    finds(&plan_all(&text("deploy_from = tag(\"v.*\")", "tagged(\"v*\")", "[\"a\"]")), &[]);
    finds(&plan_all(&text("deploy_from = tag(\"v.*\")", "tagged(\"release-*\")", "[\"a\"]")), &["E0687"]);
    finds(&plan_all(&text("deploy_from = tag(\".*\")", "tagged(\"release-*\")", "[\"a\"]")), &[]);
    finds(&plan_all(&text("", "manual", "[\"a\", \"b\"]")), &[]);
    finds(&plan_all(&text("", "push(\"main\")", "[\"a\"]")), &["E0687"]);
    finds(&plan_all(&text("deploy_from = branch(\"main\")", "push(\"main\"), manual", "[\"b\"]")), &["W0688"]);
    finds(&plan_all(&text("", "manual", "[\"b\"]")), &[]);
    finds(&plan_all(&text("", "manual", "[\"a\", \"b\", \"a\"]")), &["E0689"]);
}

#[test]
fn jobs_can_start() {
    let text = |jobs: &str| machine(&format!("pipeline one {{ on = [manual]\n{jobs}\n}}"));
    let job = |name: &str, rest: &str| format!("job {name} {{ run = [\"make\"]\n{rest} }}\n");
    finds(
        &text(&format!("{}{}", job("a", "keep = { x = \"x\" }"), job("b", "needs = [one.job.a], takes = [\"x\"]"))),
        &[],
    );
    finds(
        &text(&format!("{}{}", job("a", "needs = [one.job.b], keep = { x = \"x\" }"), job("b", "takes = [\"x\"]"))),
        &["E0692"],
    );
    finds(&text(&job("a", "takes = [\"x\"]")), &["E0693"]);
    finds(&text(&job("a", "takes = [\"x\"], keep = { x = \"x\" }")), &["E0693"]);
    let three = format!(
        "{}{}{}",
        job("a", "needs = [one.job.b]"),
        job("b", "needs = [one.job.c]"),
        job("c", "needs = [one.job.a]")
    );
    finds(&text(&three), &["E0691"]);
}

#[test]
fn one_finding_names_all_its_environments() {
    let text = "project shop { }\nenvironment a { runtime = kubernetes { version = \"1.33\" } }\nenvironment b { runtime = kubernetes { version = \"1.33\" } }\n\
                environment c { runtime = compose }\nservice web { image = \"w:1\", replicas = 2..6 }";
    let planned = plan_all(text);
    let [found] = planned.diagnostics.0.as_slice() else { panic!("{}", planned.report()) };
    assert_eq!(found.environments, ["a", "b"]);
}

#[test]
fn secrets_in_plain_text_are_found_and_never_shown() {
    let web = |rest: &str| {
        machine(&format!("secret key {{ source = generated }}\nservice web {{ image = \"w:1\", {rest} }}"))
    };
    let planned = web("env = { DB_PASSWORD = \"hunter2\", ADMIN_TOKEN = \"hunter2\" }");
    finds(&planned, &["E0550", "E0550"]);
    for found in &planned.diagnostics.0 {
        let spoken = format!("{}{:?}{:?}{:?}{:?}", found.message, found.labels, found.notes, found.helps, found.fixes);
        assert!(!spoken.contains("hunter2"), "{spoken}");
    }
    finds(
        &web(
            "env = { DB_PASSWORD = key, PASSWORD_FILE = \"/run/x\", ALLOW_EMPTY_PASSWORD = \"yes\", TOKEN_URL = \"https://a.io/t\" }",
        ),
        &[],
    );
    finds(&web("command = [\"sync\", \"--from\", \"ftp://me:hunter2@files.acme.io\"]"), &["E0551"]);
    finds(
        &web("files = { \"/etc/npmrc\" = \"//registry/:_authToken=npm_0123456789abcdef0123456789abcdef0123\" }"),
        &["E0552"],
    );
    finds(&web("build = { args = { NPM_TOKEN = \"s3cr3t-value\" } }"), &["E0550"]);
    let allowed = "@allow(E0550, \"a switch by another name\")\nservice web { image = \"w:1\", env = { CSRF_TOKEN = \"double-submit\" } }";
    finds(&machine(allowed), &[]);
}

#[test]
fn the_standard_library_passes_its_own_checks() {
    let stores = "postgres db { backup = { every = 1d, keep = 30d } }\nredis cache { memory = 64Mi }\nredis locks { memory = 64Mi, persist = true }\nrabbitmq broker { }\n\
                  service web { image = \"w:1\", env = { A = db.url(\"db\"), B = cache.url, C = locks.url, D = broker.url } }\nrecovery { rto = 4h, rpo = 1d }";
    finds(&machine(stores), &[]);
    finds(
        &cluster(
            "provides = [ingress_nginx]\npools = { core = { count = 3, cpu = 8, memory = 32Gi } }\nquota = { cpu = 20.., memory = 64Gi.., pods = 40 }",
            &stores.replace("env = {", "resources = { cpu = 1..2, memory = 1Gi..2Gi }, env = {"),
        ),
        &[],
    );
}
