//! The checks of objectives, alerts and receivers: what each reports beside the example of its page, where it points, and what it lets pass.

mod support;

use support::{Planned, plan_all};

fn cluster(blocks: &str) -> Planned {
    let head = "project shop { }\nenvironment production { runtime = kubernetes { version = \"1.33\" } }\n";
    plan_all(&format!("{head}{blocks}"))
}

/// A service `web` whose metrics and children are these.
fn web(metrics: &str, children: &str) -> String {
    format!("service web {{ image = \"acme/web:1.0\", ports = {{ http = 80 }}\n{metrics}\n{children}\n}}\n")
}

const METRICS: &str = "metrics = { port = \"http\", exports = { jobs_total = counter([\"result\"]), waiting = gauge(), sizes = histogram { buckets = [1, 10] } } }";

#[track_caller]
fn finds(planned: &Planned, expected: &[&str]) {
    let codes: Vec<&str> = planned.diagnostics.0.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, expected, "{}", planned.report());
}

/// The texts under the labels of the only finding, the primary first.
#[track_caller]
fn labelled(planned: &Planned) -> Vec<String> {
    let [found] = planned.diagnostics.0.as_slice() else { panic!("{}", planned.report()) };
    found.labels.iter().map(|label| planned.sources.slice(label.span).to_owned()).collect()
}

fn alert(when: &str) -> String {
    format!("alert odd {{ when = {when}, severity = info }}\n")
}

#[test]
fn queries_may_read_what_is_exported_and_what_every_scrape_gives() {
    for when in [
        r#""up == 0""#,
        r#""scrape_samples_scraped > 10000""#,
        r#""process_open_fds > 1000""#,
        r#""waiting > 3 and rate(jobs_total[5m]) < 1""#,
        r#""rate(sizes_bucket{le='10'}[5m]) > 1 or sizes_sum > sizes_count""#,
        r#""histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1""#,
        r#""slo:current_burn_rate:ratio > 1""#,
        r#"web.gauge("waiting") > 3 && web.counter("jobs_total") < 1/s"#,
    ] {
        finds(&cluster(&(web(METRICS, "") + &alert(when))), &[]);
    }
}

#[test]
fn a_metric_that_nobody_exports_is_named_with_the_nearest() {
    let planned = cluster(&(web(METRICS, "") + &alert(r#""rate(job_total[5m]) > 1""#)));
    finds(&planned, &["E0673"]);
    assert!(planned.report().contains("`jobs_total` is exported here"), "{}", planned.report());
    assert_eq!(labelled(&planned).len(), 2, "{}", planned.report());
    // The name of a histogram is no series, and a gauge is no counter.
    finds(&cluster(&(web(METRICS, "") + &alert(r#""sizes > 1""#))), &["E0673"]);
    finds(&cluster(&(web(METRICS, "") + &alert(r#"web.counter("waiting") > 1/s"#))), &["E0673"]);
    finds(&cluster(&(web(METRICS, "") + &alert(r#""kube_pod_info > 1""#))), &["E0673"]);
}

#[test]
fn sources_stand_for_what_others_export() {
    let sources = "monitoring main { sources = [kube_state_metrics, cadvisor, other(\"mysql_\")] }\n";
    for metric in ["kube_pod_info", "container_memory_rss", "machine_cpu_cores", "mysql_up"] {
        finds(&cluster(&(sources.to_owned() + &alert(&format!("\"{metric} > 1\"")))), &[]);
    }
    finds(&cluster(&(sources.to_owned() + &alert("\"node_load1 > 1\""))), &["E0673"]);
}

#[test]
fn on_a_developers_machine_nothing_is_watched() {
    let machine = "project shop { }\nenvironment dev { runtime = compose }\n";
    let slo = "slo fast { objective = 50%, indicator = http_faster_than(333ms), window = 365d }";
    finds(&plan_all(&format!("{machine}{}{}", web("", slo), alert("\"nothing > 1\""))), &[]);
}

#[test]
fn requests_are_counted_by_services_that_say_so() {
    let slo = "slo availability { objective = 99.9%, indicator = http_success }";
    finds(&cluster(&web("", slo)), &["W0675"]);
    finds(&cluster(&web("metrics = { port = \"http\", http = none }", slo)), &["W0675"]);
    finds(&cluster(&(web("", "") + &alert("web.error_rate > 1%"))), &["W0675"]);
    finds(&cluster(&web("metrics = { port = \"http\" }", slo)), &[]);
}

#[test]
fn a_latency_is_promised_at_the_end_of_a_bucket() {
    let slo = |limit: &str| format!("slo fast {{ objective = 95%, indicator = http_faster_than({limit}) }}");
    let default = "metrics = { port = \"http\" }";
    let own = "metrics = { port = \"http\", http = http_metrics { buckets = [100ms, 300ms] } }";
    finds(&cluster(&web(default, &slo("500ms"))), &[]);
    finds(&cluster(&web(default, &slo("0.5s"))), &[]);
    let planned = cluster(&web(default, &slo("300ms")));
    finds(&planned, &["E0674"]);
    assert!(planned.report().contains("`250ms` or `500ms`"), "{}", planned.report());
    finds(&cluster(&web(own, &slo("300ms"))), &[]);
    let planned = cluster(&web(own, &slo("500ms")));
    assert_eq!(labelled(&planned), ["500ms", "[100ms, 300ms]"]);
}

#[test]
fn a_burn_alert_needs_less_than_all_events_to_be_bad() {
    let slo = |objective: &str, window: &str| {
        format!("slo one {{ objective = {objective}, window = {window}, indicator = http_success }}")
    };
    let metrics = "metrics = { port = \"http\" }";
    // 14.4 × 6.95% = 100.08%, 14.4 × 6.94% = 99.936%.
    finds(&cluster(&web(metrics, &slo("93.05%", "30d"))), &["W0678"]);
    finds(&cluster(&web(metrics, &slo("93.06%", "30d"))), &[]);
    // 43.2 × 2.5% = 108%.
    finds(&cluster(&web(metrics, &slo("97.5%", "90d"))), &["W0678"]);
    finds(&cluster(&web(metrics, &slo("50%", "7d"))), &["W0678"]);
    finds(&cluster(&web(metrics, &slo("50%", "365d"))), &["E0677"]);
}

#[test]
fn conditions_depend_on_something() {
    let metrics = "metrics = { port = \"http\" }";
    for (when, constant) in [
        ("web.error_rate > 100%", true),
        ("web.error_rate >= 100%", false),
        ("web.error_rate < 0%", true),
        ("web.error_rate >= 0%", true),
        ("web.latency(p99) > 10s", true),
        ("web.latency(p99) > 9s", false),
        ("web.latency(p99) * 2 > 20s", true),
        ("web.request_rate < 0/s", true),
        ("web.request_rate > 1/s && web.error_rate > 150%", true),
        ("web.request_rate > 1/s || web.error_rate > 150%", false),
        ("web.error_rate + web.error_rate > 150%", false),
        ("web.request_rate - 5/s < 0/s", false),
    ] {
        let expected: &[&str] = if constant { &["E0679"] } else { &[] };
        finds(&cluster(&(web(metrics, "") + &alert(when))), expected);
    }
}

#[test]
fn an_objective_is_at_most_the_product_of_what_is_needed() {
    let service = |name: &str, needs: &str, objective: &str| {
        format!(
            "service {name} {{ image = \"acme/{name}:1\", ports = {{ http = 80 }}, metrics = {{ port = \"http\" }}, needs = [{needs}]\nslo availability {{ objective = {objective}, indicator = http_success }}\n}}\n"
        )
    };
    let both = service("a", "", "99.9%") + &service("b", "", "99.9%");
    let planned = cluster(&(both.clone() + &service("web", "a, b", "99.9%")));
    finds(&planned, &["W0676"]);
    assert!(planned.report().contains("99.8001%"), "{}", planned.report());
    assert_eq!(labelled(&planned), ["99.9%", "99.9%", "99.9%"]);
    finds(&cluster(&(both.clone() + &service("web", "a, b", "99.8%"))), &[]);
    // Who is merely called may be down.
    finds(&cluster(&(both + &service("web", "", "99.99%"))), &[]);
}

#[test]
fn receivers_can_be_reached() {
    let down = "alert down { when = \"up == 0\", severity = critical }\n";
    let mail = "receiver people { to = email { address = \"a@acme.io\" } }\n";
    finds(&cluster(&format!("{mail}{down}")), &["E0696"]);
    finds(&cluster(&format!("monitoring main {{ }}\n{mail}{down}")), &["E0696"]);
    let server = "monitoring main { smtp { host = \"smtp.acme.io\", from = \"b@acme.io\" } }\n";
    finds(&cluster(&format!("{server}{mail}{down}")), &[]);
    let chat = "receiver chat { to = slack { url = hook, channel = \"#ops\" } }\n";
    finds(&cluster(&format!("secret hook {{ source = generated }}\n{chat}{down}")), &["E0697"]);
    finds(&cluster(&format!("secret hook {{ }}\n{chat}{down}")), &[]);
}

#[test]
fn a_ratio_counts_by_counters_alone() {
    let slo = |good: &str, total: &str| {
        format!("slo jobs {{ objective = 99%, indicator = ratio {{ good = \"{good}\", total = \"{total}\" }} }}")
    };
    finds(&cluster(&web(METRICS, &slo("jobs_total{result='done'}", "jobs_total"))), &[]);
    finds(&cluster(&web(METRICS, &slo("jobs_total{result='a'} + jobs_total{result='b'}", "jobs_total"))), &[]);
    finds(&cluster(&web(METRICS, &slo("sum(jobs_total{result='done'})", "jobs_total"))), &["E0684"]);
    finds(&cluster(&web(METRICS, &slo("done_total", "jobs_total"))), &["E0673"]);
}
