//! What README.md shows is real: the example as it is, the mistake as it looks, the file as it is generated.

use infrac_suite::case::Case;
use infrac_suite::compiled::run;
use infrac_suite::root;

fn block(language: &str) -> String {
    let text = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let after = text.split(&format!("```{language}\n")).nth(1).expect("a block of that language");
    after.split("```").next().unwrap_or_default().to_owned()
}

fn project(text: &str) -> Case {
    Case { files: vec![("shop.infra".into(), text.as_bytes().to_vec())] }
}

#[test]
fn the_project_is_the_example() {
    let example = std::fs::read_to_string(root().join("examples/quickstart/shop.infra")).expect("the example");
    assert_eq!(block("infra"), example);
}

#[test]
fn the_file_is_what_it_generates() {
    let outcome = run(&project(&block("infra"))).expect("it is read");
    let document = outcome.compiled.documents.iter().find(|document| document.path == "compose/dev/compose.yaml");
    assert_eq!(block("yaml"), infrac_tree::print(document.expect("a Compose file")).text);
}

#[test]
fn the_mistake_looks_so() {
    let outcome = run(&project(&block("infra").replace("256Mi..512Mi", "256m..512m"))).expect("it is read");
    let shown = outcome.rendered(false);
    assert!(shown.contains(block("text").trim_end()), "{shown}");
}
