//! terraform fmt, init, validate and plan of every root that the examples, the corpus and the projects in `terraform` give; checkov and trivy over them.

use crate::scanners::{compare, skips};
use camino::{Utf8Path, Utf8PathBuf};
use infrac_conformance::terraform::{build, check, copy, roots, work_folder};
use infrac_conformance::tools::{root, run, tool};
use infrac_driver::{Disk, LineSource, Request, compile, why};
use infrac_tree::print;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Project, environment and folder of every root.
fn all() -> &'static [(String, String, Utf8PathBuf)] {
    static ALL: OnceLock<Vec<(String, String, Utf8PathBuf)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for home in ["examples", "tests/corpus", "tests/conformance/terraform"] {
            let mut projects: Vec<_> = root().join(home).read_dir_utf8().unwrap().map(|entry| entry.unwrap()).collect();
            projects.sort_by_key(|entry| entry.file_name().to_owned());
            for project in projects.iter().filter(|project| project.path().is_dir()) {
                let target = work_folder();
                build(&copy(project.path()), &target);
                let name = project.file_name();
                all.extend(roots(&target).into_iter().map(|(environment, path)| (name.to_owned(), environment, path)));
            }
        }
        all
    })
}

#[test]
fn terraform_accepts_every_root() {
    assert!(all().len() >= 9, "{:?}", all());
    for (project, environment, folder) in all() {
        let Some(answer) = check(folder, None) else { return };
        answer.must_be_fine(&format!("{project} {environment}"));
        assert!(answer.output.contains("0 to destroy"), "{}", answer.output);
    }
}

/// The judge is worth something: it refuses what it should.
#[test]
fn terraform_refuses_what_is_wrong() {
    let (_, _, folder) = all().iter().find(|(project, ..)| project == "terraform-raw").unwrap();
    let faults = [
        ("resource \"random_id\" \"more\" {\n  byte_length = 4\n  lenght      = 4\n}\n", "Unsupported argument"),
        (
            "resource \"random_id\" \"more\" {\n  byte_length = 4\n  hex         = \"00\"\n}\n",
            "unconfigurable attribute",
        ),
        ("resource \"random_id\" \"more\" {\n  byte_length  =  4\n}\n", "byte_length  =  4"),
    ];
    for (text, expected) in faults {
        let bad = work_folder();
        for file in folder.read_dir_utf8().unwrap().map(|file| file.unwrap()) {
            std::fs::copy(file.path(), bad.join(file.file_name())).unwrap();
        }
        std::fs::write(bad.join("more.tf"), text).unwrap();
        let Some(answer) = check(&bad, None) else { return };
        assert!(!answer.fine, "terraform accepts\n{text}");
        let said = format!("{}{}", answer.output, answer.errors);
        assert!(said.contains(expected), "{said}");
    }
}

const BEFORE: &str = r#"
project shop { }
environment production { runtime = kubernetes { version = "1.32" }, cloud = aws { region = "eu-west-1" } }
component queues(names: List<String>) {
  for queue in names { resource aws_sqs_queue this { name = "shop-${queue}" } }
}
queues mail { names = ["in", "out"] }
resource random_id tail { byte_length = 4 }
resource aws_s3_bucket files { bucket = "shop-${random_id.tail.hex}" }
"#;

/// Renamed: an instance of a component with a loop in it, and a resource by itself.
const AFTER: &str = r#"
project shop { }
environment production { runtime = kubernetes { version = "1.32" }, cloud = aws { region = "eu-west-1" } }
component queues(names: List<String>) {
  for queue in names { resource aws_sqs_queue this { name = "shop-${queue}" } }
}
@was(mail) queues post { names = ["in", "out"] }
@was(tail) resource random_id suffix { byte_length = 4 }
resource aws_s3_bucket files { bucket = "shop-${random_id.suffix.hex}" }
"#;

#[test]
fn a_rename_moves_and_destroys_nothing() {
    let project = work_folder();
    let source = project.join("shop.infra");
    let mut targets = Vec::new();
    // The third: the notes are gone, and the moves stay, for whoever has not applied them yet.
    for text in [BEFORE, AFTER, &AFTER.replace("@was(mail) ", "").replace("@was(tail) ", "")] {
        std::fs::write(&source, text).unwrap();
        let target = work_folder();
        build(&project, &target);
        targets.push(target.join("terraform/production"));
    }
    for after in &targets[1..] {
        let Some(answer) = check(after, Some(&targets[0])) else { return };
        answer.must_be_fine("the rename");
        assert!(answer.output.starts_with("0 to create, 0 to change, 0 to destroy, 3 moved"), "{}", answer.output);
    }
}

#[test]
fn moves_follow_each_other_and_run_in_no_circle() {
    let project = work_folder();
    let source = project.join("shop.infra");
    let text = |label: &str| {
        BEFORE
            .replace("random_id tail", &format!("random_id {label}"))
            .replace("random_id.tail", &format!("random_id.{label}"))
    };
    let moves =
        |folder: &Utf8Path| std::fs::read_to_string(folder.join("terraform/production/moved.tf")).unwrap_or_default();
    let mut last = String::new();
    for (label, was) in [("a", None), ("b", Some("a")), ("c", Some("b")), ("a", Some("c"))] {
        let text = match was {
            Some(was) => text(label).replace("resource random_id", &format!("@was({was}) resource random_id")),
            None => text(label),
        };
        std::fs::write(&source, text).unwrap();
        let target = work_folder();
        build(&project, &target);
        last = moves(&target);
        if label == "c" {
            assert_eq!(
                last,
                "moved {\n  from = random_id.a\n  to   = random_id.b\n}\n\nmoved {\n  from = random_id.b\n  to   = random_id.c\n}\n"
            );
        }
    }
    assert_eq!(
        last,
        "moved {\n  from = random_id.b\n  to   = random_id.c\n}\n\nmoved {\n  from = random_id.c\n  to   = random_id.a\n}\n"
    );
}

/// `infrac why` knows the place of each line that says something.
#[test]
fn every_line_has_a_place_in_the_source() {
    for case in ["terraform-raw", "terraform-clouds"] {
        let disk = Disk::open(&root().join("tests/corpus").join(case)).unwrap();
        let compiled = compile(&disk, &Request::default()).unwrap();
        let mut lines = 0;
        for document in compiled.documents.iter().filter(|document| document.path.starts_with("terraform/")) {
            for answer in why(&compiled, &document.path, &print(document).text).unwrap() {
                let text = answer.text.trim();
                let is_mark = text.chars().all(|c| "{}[](),".contains(c)) || text == "EOT";
                if !is_mark {
                    assert!(
                        matches!(answer.source, LineSource::Generated(_)),
                        "{}:{}: {text}",
                        document.path,
                        answer.line
                    );
                    lines += 1;
                }
            }
        }
        assert!(lines > 50, "{case}: {lines} lines");
    }
}

/// Attributes whose value is a secret: whoever names one by a reference has the secret in hand.
const SECRET_ATTRIBUTES: [&str; 8] = [
    "result",
    "secret_string",
    "password",
    "master_password",
    "auth_token",
    "private_key",
    "private_key_pem",
    "bcrypt_hash",
];

/// Arguments that hold a secret.
const SECRET_ARGUMENTS: [&str; 5] = ["password", "master_password", "auth_token", "secret_string", "private_key"];

/// `random_password.cache.result` names the secret attribute `result`; `aws_secretsmanager_secret.cache.arn` names none.
fn names_a_secret(line: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut words = line.split(|c: char| !is_part(c));
    words.any(|word| word.rsplit_once('.').is_some_and(|(_, last)| SECRET_ATTRIBUTES.contains(&last)))
}

#[test]
fn no_secret_stands_in_a_root() {
    assert!(names_a_secret("value = random_password.cache.result"));
    assert!(!names_a_secret("description = \"read by cache.secret.\""));
    let mut arguments = 0;
    for (project, environment, folder) in all() {
        for file in folder.read_dir_utf8().unwrap().map(|file| file.unwrap()) {
            let text = std::fs::read_to_string(file.path()).unwrap();
            for line in text.lines() {
                let place = format!("{project} {environment} {}: {line}", file.file_name());
                let (argument, value) = line.split_once(" = ").unwrap_or(("", ""));
                // An output shows its value to whoever may run `terraform output`, and leaves it in the logs of the job that does.
                let is_output = file.file_name() == "outputs.tf" && argument.trim() == "value";
                assert!(!(is_output && names_a_secret(value)), "a secret is shown: {place}");
                // What is given to an argument was made by the provider or comes in from outside: it is never written down.
                if SECRET_ARGUMENTS.contains(&argument.trim()) {
                    assert!(!value.contains('"'), "a secret is written down: {place}");
                    arguments += 1;
                }
            }
        }
    }
    assert!(arguments >= 8, "only {arguments} arguments hold a secret");
}

#[test]
fn checkov_finds_nothing_in_the_roots() {
    let Some(checkov) = tool("bin/checkov") else { return };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (project, environment, folder) in scanned() {
        let arguments = [
            "--directory",
            ".",
            "--framework",
            "terraform",
            "--skip-download",
            "--compact",
            "--quiet",
            "--output",
            "json",
        ];
        let answer = run(folder, &checkov, &arguments);
        let report: Value =
            serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{}{}", answer.output, answer.errors));
        assert!(report["summary"]["passed"].as_u64().unwrap_or(0) > 20, "{project} {environment}: {report}");
        for failed in report["results"]["failed_checks"].as_array().into_iter().flatten() {
            let text = |key: &str| failed[key].as_str().unwrap_or("?").to_owned();
            let place = format!("{project} {environment} {} ({})", text("resource"), text("check_name"));
            found.entry(text("check_id")).or_default().push(place);
        }
    }
    compare("checkov", &found, &skips("checkov-terraform.skip"));
}

#[test]
fn trivy_finds_nothing_high_or_critical_in_the_roots() {
    let Some(trivy) = tool("bin/trivy") else { return };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (project, environment, folder) in scanned() {
        let arguments =
            ["config", "--skip-check-update", "--quiet", "--severity", "HIGH,CRITICAL", "--format", "json", "."];
        let answer = run(folder, &trivy, &arguments);
        answer.must_be_fine("trivy does not run");
        let report: Value = serde_json::from_str(&answer.output).unwrap();
        for result in report["Results"].as_array().into_iter().flatten() {
            let failed =
                result["Misconfigurations"].as_array().into_iter().flatten().filter(|one| one["Status"] == "FAIL");
            for finding in failed {
                let text = |key: &str| finding[key].as_str().unwrap_or("?").to_owned();
                let place = format!("{project} {environment} {} ({})", result["Target"], text("Message"));
                found.entry(text("ID")).or_default().push(place);
            }
        }
    }
    compare("trivy", &found, &skips("trivy-terraform.skip"));
}

/// The examples, and those of the other projects that are a system as somebody would run it.
fn scanned() -> impl Iterator<Item = &'static (String, String, Utf8PathBuf)> {
    let is_example = |name: &str| root().join("examples").join(name).is_dir();
    all().iter().filter(move |(project, ..)| is_example(project) || project == "terraform-raw" || project == "bazaar")
}
