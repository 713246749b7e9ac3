//! Input that no editor writes: odd bytes, odd line ends, odd sizes, odd depths.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use camino::Utf8Path;
use infrac_driver::{Disk, LoadError, Memory, Request, compile};
use infrac_source::MAX_FILE_BYTES;
use robustness::{Files, example, is_sound, run, with};

fn one(text: impl Into<Vec<u8>>) -> Files {
    vec![("shop.infra".into(), text.into())]
}

fn codes(files: &Files) -> Vec<&'static str> {
    let compiled = run(files).unwrap();
    is_sound(&compiled).unwrap();
    compiled.diagnostics.0.iter().map(|found| found.code.as_str()).collect()
}

fn documents(files: &Files) -> Vec<(String, String)> {
    let compiled = run(files).unwrap();
    assert!(!compiled.diagnostics.has_errors(), "{:?}", compiled.diagnostics);
    compiled.documents.iter().map(|document| (document.path.to_string(), infrac_tree_text(document))).collect()
}

fn infrac_tree_text(document: &infrac_tree::Document) -> String {
    infrac_tree::print(document).text
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    for name in ["quickstart", "jatra"] {
        let files = example(name);
        let windows: Files = files
            .iter()
            .map(|(name, bytes)| {
                let text = String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n");
                (name.clone(), format!("\u{feff}{text}").into_bytes())
            })
            .collect();
        assert_eq!(documents(&files), documents(&windows), "{name}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_one_error_at_their_place() {
    let files = example("quickstart");
    let mut bytes = files[0].1.clone();
    let at = bytes.windows(4).position(|word| word == b"acme").unwrap();
    bytes.splice(at..at + 4, [0xff, 0xfe, 0xc3, 0x28]);
    assert_eq!(codes(&with(&files, 0, bytes)), ["E0101"]);
}

#[test]
fn a_lone_carriage_return_and_control_characters_are_errors() {
    for text in [
        "project a { }\renvironment dev { runtime = compose }\n",
        "project\u{0} a { }\n",
        "\u{7f}\n",
        "\u{202e}project a { }",
    ] {
        assert!(run(&one(text)).unwrap().diagnostics.has_errors(), "{text:?}");
        codes(&one(text));
    }
}

#[test]
fn every_single_byte_is_some_file() {
    for byte in 0..=255u8 {
        codes(&one([byte]));
        codes(&one([byte, b'\n', byte]));
    }
}

#[test]
fn empty_files_and_files_of_comments_are_projects_without_anything() {
    for text in ["", "\n", "// nothing\n", "/// nothing\n", "//! nothing\n"] {
        codes(&one(text));
    }
}

#[test]
fn nesting_of_ten_thousand_is_an_error_and_no_overflow() {
    let deep = 10_000;
    let cases = [
        ("[", "1", "]"),
        ("(", "1", ")"),
        ("{ a = ", "1", "}"),
        ("-", "1", ""),
        ("!", "true", ""),
        ("if true then 1 else ", "2", ""),
        ("\"${", "1", "}\""),
        ("f(", "1", ")"),
        ("a.", "b", ""),
        ("1 + ", "1", ""),
        ("match 1 { _ => ", "1", "}"),
        ("1 ?? ", "1", ""),
    ];
    for (open, inner, close) in cases {
        let value = format!("{}{inner}{}", open.repeat(deep), close.repeat(deep));
        let text = format!("project a {{ }}\nlet x = {value}\nenvironment dev {{ runtime = compose }}\n");
        codes(&one(text.clone()));
        codes(&one(format!(
            "project a {{ }}\nlet x = {}\nenvironment dev {{ runtime = compose }}\n",
            open.repeat(deep)
        )));
    }
    let blocks = format!("project a {{ }}\nservice a {}{}\n", "{ x ".repeat(deep), "}".repeat(deep));
    codes(&one(blocks));
    let conditions = format!("project a {{ }}\nservice a {{ {} {{ }} }}\n", "if true { } else ".repeat(deep));
    codes(&one(conditions));
    let types = format!("type A = {}Int{}\n", "List<".repeat(deep), ">".repeat(deep));
    codes(&one(types));
}

#[test]
fn ten_thousand_values_in_a_chain_end() {
    let mut text = String::from("project a { }\nenvironment dev { runtime = compose }\nlet x0 = 1\n");
    for number in 1..10_000 {
        text.push_str(&format!("let x{number} = x{} + 1\n", number - 1));
    }
    text.push_str("service a { image = \"a:1\", env = { A = x9999 } }\n");
    codes(&one(text));
}

#[test]
fn a_file_of_fifty_megabytes_is_read_or_refused() {
    let line = "let a_name_that_is_long_enough_to_fill_a_line_of_text = \"some text that fills the rest of it\"\n";
    let mut text = String::from("project a { }\nenvironment dev { runtime = compose }\n");
    text.push_str(&"// a comment that says nothing, many times over, as generated files do\n".repeat((50 << 20) / 72));
    assert!(text.len() > 49 << 20);
    assert_eq!(codes(&one(text)), Vec::<&str>::new());
    // The same name a thousand times: each is an error, and none is lost.
    codes(&one(line.repeat(1000)));
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let files = vec![("shop.infra".to_owned(), vec![b' '; MAX_FILE_BYTES + 1])];
    let world = Memory::new(files);
    assert!(matches!(compile(&world, &Request::default()), Err(LoadError::TooLarge(..))));
}

#[test]
fn a_folder_without_files_is_a_failure_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(Utf8Path::from_path(folder.path()).unwrap()).unwrap();
    assert!(matches!(compile(&disk, &Request::default()), Err(LoadError::Empty(_))));
}

#[test]
fn import_cycles_are_drawn() {
    let files: Files = vec![
        ("shop.infra".into(), b"import \"a\"\nproject shop { }\nenvironment dev { runtime = compose }\n".to_vec()),
        ("a/a.infra".into(), b"import \"../b\"\n".to_vec()),
        ("b/b.infra".into(), b"import \"../a\"\n".to_vec()),
    ];
    let found = codes(&files);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("E02"));
    let itself: Files = vec![(
        "shop.infra".into(),
        b"import \".\"\nproject shop { }\nenvironment dev { runtime = compose }\n".to_vec(),
    )];
    assert!(run(&itself).unwrap().diagnostics.has_errors());
}
