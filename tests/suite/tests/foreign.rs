//! What is said of words of other languages is true: each example is a project that compiles.

use infrac_diagnostics::{FOREIGN_ATTRIBUTES, FOREIGN_HEADS, Foreign, Severity};
use infrac_suite::case::Case;
use infrac_suite::compiled::run;

const PROJECT: &str = "project shop { domain = \"shop.example\" }\nenvironment dev { runtime = compose }\n";

/// The errors of a project with `text` in it.
fn errors(text: &str) -> Vec<String> {
    let case = Case { files: vec![("main.infra".into(), format!("{PROJECT}{text}\n").into_bytes())] };
    let found = run(&case).expect("it is read").compiled.diagnostics.0;
    let errors = found.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| format!("{}: {}", diagnostic.code.as_str(), diagnostic.message)).collect()
}

fn judge(table: &[Foreign], around: fn(&str) -> String) {
    for row in table.iter().filter(|row| !row.example.is_empty()) {
        let text = around(row.example);
        assert_eq!(errors(&text), Vec::<String>::new(), "{text}");
    }
}

/// The words between backticks of what is said.
fn quoted(row: &Foreign) -> impl Iterator<Item = &str> {
    row.here.split('`').skip(1).step_by(2)
}

/// What words of the language are that head no block of a kind.
const WORDS: [&str; 4] = ["let", "param", "fn", "type"];

#[test]
fn the_examples_compile() {
    judge(FOREIGN_HEADS, str::to_owned);
    judge(FOREIGN_ATTRIBUTES, |example| {
        let service = format!(
            "service web {{ {}{example} }}",
            if example.starts_with("build") { "" } else { "image = \"nginx:1.27\", " }
        );
        format!("secret token {{ }}\nservice other {{ image = \"nginx:1.27\" }}\n{service}")
    });
}

#[test]
fn what_is_named_is_known() {
    let model_names: Vec<String> = infrac_stdlib_names();
    for row in FOREIGN_HEADS.iter().chain(FOREIGN_ATTRIBUTES) {
        for word in quoted(row).filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')) {
            let known = WORDS.contains(&word) || model_names.iter().any(|name| name == word);
            assert!(known, "`{word}` in: {}", row.here);
        }
    }
}

/// All names of kinds, components and attributes in the standard library.
fn infrac_stdlib_names() -> Vec<String> {
    let folder = infrac_suite::root().join("stdlib");
    let mut names = Vec::new();
    for file in infrac_suite::files_below(&folder).iter().filter(|file| file.extension() == Some("infra")) {
        let text = std::fs::read_to_string(folder.join(file)).expect("a file of the standard library");
        for line in text.lines().map(str::trim) {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let line =
                ["kind ", "component ", "child "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line);
            let end = line.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(line.len());
            names.extend(line.get(..end).filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
    names
}

#[test]
fn no_word_is_one_of_ours() {
    for row in FOREIGN_HEADS {
        for word in row.words {
            let found = errors(&format!("{word} x {{ }}"));
            assert!(found.iter().any(|error| error.starts_with("E0205")), "{word}: {found:?}");
        }
    }
    for row in FOREIGN_ATTRIBUTES {
        for word in row.words {
            let found = errors(&format!("service web {{\n  image = \"nginx:1.27\"\n  {word} = 1\n}}"));
            assert!(found.iter().any(|error| error.starts_with("E0206")), "{word}: {found:?}");
        }
    }
}
