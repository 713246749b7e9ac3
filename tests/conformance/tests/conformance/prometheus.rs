//! promtool and amtool: rules, their tests, what is scraped, who is told.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_conformance::built::{self, Built};
use infrac_conformance::tools::{Answer, root, run, tool};

/// The examples, and a project of objectives and alerts of all kinds.
fn projects() -> Vec<&'static Built> {
    let case = built::case("objectives", &root().join("tests/corpus/objectives"));
    built::all().iter().chain([case]).collect()
}

fn each_environment(mut judge: impl FnMut(&str, &Utf8Path)) {
    let mut judged = 0;
    for project in projects() {
        for (environment, folder) in project.environments("prometheus") {
            judge(&format!("{} {environment}", project.name), &folder);
            judged += 1;
        }
    }
    assert!(judged >= 3, "only {judged} folders");
}

/// The files of a folder with that ending, in order.
fn files(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    let entries = folder.read_dir_utf8().into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<Utf8PathBuf> = entries.map(|entry| entry.path().to_owned()).collect();
    files.retain(|path| path.extension() == Some("yml"));
    files.sort();
    files
}

fn run_on(promtool: &Utf8Path, folder: &Utf8Path, arguments: &[&str], files: &[Utf8PathBuf]) -> Answer {
    let mut all = arguments.to_vec();
    all.extend(files.iter().map(|file| file.as_str()));
    run(folder, promtool, &all)
}

#[test]
fn promtool_accepts_every_rule() {
    let Some(promtool) = tool("bin/promtool") else { return };
    each_environment(|name, folder| {
        let rules = files(&folder.join("rules"));
        if !rules.is_empty() {
            let answer = run_on(&promtool, folder, &["check", "rules", "--lint=all", "--lint-fatal"], &rules);
            answer.must_be_fine(&format!("promtool refuses rules of {name}"));
        }
    });
}

#[test]
fn promtool_finds_every_alert_silent_firing_and_ended_as_its_tests_say() {
    let Some(promtool) = tool("bin/promtool") else { return };
    each_environment(|name, folder| {
        let tests = files(&folder.join("tests"));
        if !tests.is_empty() {
            let answer = run_on(&promtool, folder, &["test", "rules"], &tests);
            answer.must_be_fine(&format!("tests of {name} fail"));
        }
    });
}

/// Debian's build of promtool knows no Kubernetes. There the discovery is checked as a list of fixed targets, everything else as it is. A pod's
/// certificate and token stand for those that only a pod has.
#[test]
fn promtool_accepts_what_is_scraped() {
    let Some(promtool) = tool("bin/promtool") else { return };
    each_environment(|name, folder| {
        let text = std::fs::read_to_string(folder.join("prometheus.yml")).unwrap();
        let temporary = tempfile::tempdir().unwrap();
        let account = Utf8Path::from_path(temporary.path()).unwrap();
        for file in ["ca.crt", "token"] {
            std::fs::write(account.join(file), "").unwrap();
        }
        let text = text.replace("/var/run/secrets/kubernetes.io/serviceaccount", account.as_str());
        let judged = folder.join("prometheus-judged.yml");
        std::fs::write(&judged, &text).unwrap();
        let answer = run(folder, &promtool, &["check", "config", "prometheus-judged.yml"]);
        std::fs::remove_file(&judged).unwrap();
        if answer.fine
            || !format!("{}{}", answer.output, answer.errors).contains("field kubernetes_sd_configs not found")
        {
            return answer.must_be_fine(&format!("promtool refuses prometheus.yml of {name}"));
        }
        let fixed = folder.join("prometheus-fixed.yml");
        std::fs::write(&fixed, without_discovery(&text)).unwrap();
        let answer = run(folder, &promtool, &["check", "config", "prometheus-fixed.yml"]);
        std::fs::remove_file(&fixed).unwrap();
        answer.must_be_fine(&format!("promtool refuses prometheus.yml of {name}"));
    });
}

/// Each `kubernetes_sd_configs` with all below it, replaced by a fixed target.
fn without_discovery(text: &str) -> String {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line == "  kubernetes_sd_configs:" {
            inside = true;
            lines.extend(["  static_configs:", "  - targets: [\"localhost:9090\"]"]);
        } else if inside && (line.starts_with("  - ") || line.starts_with("   ")) {
            continue;
        } else {
            inside = false;
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn amtool_accepts_who_is_told() {
    let Some(amtool) = tool("bin/amtool") else { return };
    let mut judged = 0;
    each_environment(|name, folder| {
        if !folder.join("alertmanager.yml").exists() {
            return;
        }
        let answer = run(folder, &amtool, &["check-config", "alertmanager.yml"]);
        answer.must_be_fine(&format!("amtool refuses alertmanager.yml of {name}"));
        judged += 1;
    });
    assert!(judged >= 2, "only {judged} files");
}

/// Who is told of an alert with these labels.
fn told(folder: &Utf8Path, amtool: &Utf8Path, labels: &[&str]) -> String {
    let mut arguments = vec!["config", "routes", "test", "--config.file=alertmanager.yml"];
    arguments.extend(labels);
    let answer = run(folder, amtool, &arguments);
    answer.must_be_fine(&format!("{labels:?}"));
    answer.output.trim().to_owned()
}

#[test]
fn each_severity_reaches_those_who_take_it() {
    let Some(amtool) = tool("bin/amtool") else { return };
    let project = built::case("objectives", &root().join("tests/corpus/objectives"));
    let folder = project.folder.join("prometheus/production");
    assert_eq!(told(&folder, &amtool, &["severity=critical"]), "on-call,owners");
    assert_eq!(told(&folder, &amtool, &["severity=warning"]), "chat");
    assert_eq!(told(&folder, &amtool, &["severity=info"]), "chat");
    assert_eq!(told(&folder, &amtool, &["severity=odd"]), "nobody");
    assert_eq!(told(&folder, &amtool, &["severity=critical", "receiver=chat"]), "chat");
}

/// The tests can fail: a threshold that was changed by a tenth is noticed.
#[test]
fn a_changed_threshold_is_noticed() {
    let Some(promtool) = tool("bin/promtool") else { return };
    let project = built::case("objectives", &root().join("tests/corpus/objectives"));
    let folder = project.folder.join("prometheus/production");
    let temporary = tempfile::tempdir().unwrap();
    let scratch = Utf8Path::from_path(temporary.path()).unwrap();
    let (rules, tests) = ("rules/slo-web-availability.yml", "tests/slo-web-availability-fast.yml");
    std::fs::create_dir_all(scratch.join("rules")).unwrap();
    std::fs::create_dir_all(scratch.join("tests")).unwrap();
    std::fs::copy(folder.join(tests), scratch.join(tests)).unwrap();
    let text = std::fs::read_to_string(folder.join(rules)).unwrap();
    // 90 days, 99.99%: 2% of the budget in an hour is a burn rate of 43.2, so 0.432% of all events.
    assert!(text.contains("> 0.00432 "), "{text}");
    for (threshold, fine) in [("0.00432", true), ("0.00389", false), ("0.00475", false)] {
        std::fs::write(scratch.join(rules), text.replace("> 0.00432 ", &format!("> {threshold} "))).unwrap();
        let answer = run(scratch, &promtool, &["test", "rules", tests]);
        assert_eq!(answer.fine, fine, "{threshold}\n{}{}", answer.output, answer.errors);
    }
}
