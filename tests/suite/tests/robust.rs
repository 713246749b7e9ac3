//! Broken input: a clear error or a correct result, never a panic or a hang, and what is not broken is still checked.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_source::{FileId, Source};
use infrac_suite::case::Case;
use infrac_suite::compiled::{Outcome, run};
use infrac_suite::{files_below, root};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// No small project may take longer, on any machine that runs tests.
const LIMIT: Duration = Duration::from_secs(30);

/// A declaration with a mistake of its own at the end of a changed file, to see that it is still found.
const CANARY: &str = "\n\nlet canary_of_the_test = nothing_of_that_name\n";

const HEAD: &str = "project shop {}\nenvironment dev { runtime = compose }\n";

type Files = Vec<(Utf8PathBuf, Vec<u8>)>;

fn example(name: &str) -> Files {
    let folder = root().join("examples").join(name);
    let files = files_below(&folder).into_iter().filter(|path| path.extension() == Some("infra"));
    files.map(|path| (path.clone(), std::fs::read(folder.join(&path)).expect("a readable example"))).collect()
}

fn one_file(text: impl Into<Vec<u8>>) -> Files {
    vec![("main.infra".into(), text.into())]
}

/// Runs a project that may be broken.
fn survive(files: Files, what: impl Fn() -> String) -> Result<Outcome, String> {
    let case = Case { files };
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| run(&case))).unwrap_or_else(|_| panic!("it panics: {}", what()));
    assert!(start.elapsed() < LIMIT, "it takes {:?}: {}", start.elapsed(), what());
    outcome
}

/// Deletes and doubles tokens of an example, one at a time, each `stride`-th. The places come from the compiler's own lexer.
fn check_mutations(name: &str, stride: usize) {
    let files = example(name);
    let (mut runs, mut blind) = (0, Vec::new());
    for (at, (path, bytes)) in files.iter().enumerate() {
        let text = String::from_utf8(bytes.clone()).expect("examples are text");
        let source = Source::new(FileId(0), path.clone(), &text);
        let tokens = infrac_syntax::lex(&source).tokens;
        for token in tokens.iter().filter(|token| token.start < token.end).step_by(stride) {
            let (before, rest) = text.split_at(token.start as usize);
            let (own, after) = rest.split_at((token.end - token.start) as usize);
            for (how, changed) in [("without", format!("{before}{after}{CANARY}")), ("twice", format!("{before}{own} {own}{after}{CANARY}"))] {
                runs += 1;
                let what = format!("{name} {path}:{} {how} `{own}`", before.lines().count());
                let mut mutated = files.clone();
                mutated[at].1 = changed.into_bytes();
                let outcome = survive(mutated, || what.clone()).unwrap_or_else(|error| panic!("{what}: {error}"));
                if !finds_canary(&outcome, path) {
                    blind.push(what);
                }
            }
        }
    }
    assert!(runs > 100, "only {runs} runs");
    assert!(blind.is_empty(), "{} of {runs} changes hide what comes after:\n  {}", blind.len(), blind.join("\n  "));
}

fn finds_canary(outcome: &Outcome, path: &Utf8Path) -> bool {
    outcome.findings.iter().any(|finding| finding.path == path && finding.message.contains("nothing_of_that_name"))
}

#[test]
fn every_token_of_the_quickstart_deleted_and_doubled() {
    check_mutations("quickstart", 1);
}

#[test]
fn tokens_of_jatra_deleted_and_doubled() {
    // All of them in a release build; a sample where each run costs twenty times as much.
    check_mutations("jatra", if cfg!(debug_assertions) { 29 } else { 1 });
}

#[test]
fn the_quickstart_cut_off_at_every_byte() {
    for (at, (path, bytes)) in example("quickstart").into_iter().enumerate() {
        for end in 0..bytes.len() {
            let mut cut = example("quickstart");
            cut[at].1.truncate(end);
            let _ = survive(cut, || format!("{path} cut at byte {end}"));
        }
    }
}

#[test]
fn jatra_cut_off_at_every_byte_is_read() {
    let stride = if cfg!(debug_assertions) { 11 } else { 1 };
    for (path, bytes) in example("jatra") {
        for end in (0..bytes.len()).step_by(stride) {
            let source = Source::from_bytes(FileId(0), path.clone(), &bytes[..end]);
            let parsed = catch_unwind(|| infrac_syntax::parse(&source)).unwrap_or_else(|_| panic!("{path} cut at {end}"));
            let begun = source.text().lines().filter(|line| line.starts_with("service ") && line.ends_with('{')).count();
            let read = parsed.file.declarations.len();
            assert!(read >= begun, "{path} cut at {end}: {read} declarations, {begun} services begun");
        }
    }
}

#[test]
fn bytes_that_are_no_text() {
    let mut text = format!("{HEAD}let a = ").into_bytes();
    text.extend([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0a]);
    text.extend(b"let b = nothing_of_that_name\n");
    let outcome = survive(one_file(text), || "bytes that are no text".to_owned()).expect("it is read");
    assert!(outcome.findings.iter().any(|finding| finding.code == "E0101"), "{:?}", outcome.findings);
    assert!(finds_canary(&outcome, Utf8Path::new("main.infra")), "{:?}", outcome.findings);
}

#[test]
fn every_byte_alone_and_repeated() {
    for byte in 0..=255u8 {
        let _ = survive(one_file(vec![byte]), || format!("byte {byte}"));
        let _ = survive(one_file(vec![byte; 1000]), || format!("1000 bytes {byte}"));
    }
}

#[test]
fn ten_thousand_levels() {
    let pairs = [("(", ")"), ("[", "]"), ("{ a = ", "}"), ("if true then ", " else 1"), ("!", ""), ("-", ""), ("\"${", "}\"")];
    for (open, close) in pairs {
        for closed in [true, false] {
            let mut text = format!("{HEAD}let a = {}", open.repeat(10_000));
            if closed {
                text.push('1');
                text.push_str(&close.repeat(10_000));
            }
            text.push_str("\nassert a == 1, \"deep\"\n");
            let outcome = survive(one_file(text), || format!("10,000 times {open}")).expect("it is read");
            assert!(!outcome.findings.is_empty(), "{open}");
            assert!(outcome.findings.len() < 100, "{open}: {} findings", outcome.findings.len());
        }
    }
    for (head, body) in [("service a { env = { A = ", "{ B = "), ("let a: ", "List<"), ("let a = ", "match true { true => ")] {
        let text = format!("{HEAD}{head}{}", body.repeat(10_000));
        let outcome = survive(one_file(text), || format!("10,000 times {body}")).expect("it is read");
        assert!(!outcome.findings.is_empty(), "{body}");
    }
}

#[test]
fn long_chains_are_no_recursion() {
    for (piece, between) in [("1", " + "), ("true", " && "), ("\"a\"", " + "), ("x", ".")] {
        let chain = vec![piece; 20_000].join(between);
        let _ = survive(one_file(format!("{HEAD}let a = {chain}\n")), || format!("20,000 times {piece}{between}"));
    }
    let otherwise = format!("{HEAD}let a = {}1\n", "if false then 1 else ".repeat(10_000));
    let _ = survive(one_file(otherwise), || "10,000 else".to_owned());
}

#[test]
fn fifty_megabytes() {
    let size = 50 << 20;
    let comment = [b"// ".as_slice(), &vec![b'x'; size]].concat();
    let text = [b"let a = \"".as_slice(), &vec![b'y'; size], b"\"\n"].concat();
    let lines = "// a line of a comment that is not documentation\n".repeat(size / 49).into_bytes();
    for (what, bytes) in [("a comment", comment), ("a string", text), ("lines of comments", lines)] {
        let _ = survive(one_file(bytes), || format!("50 MB of {what}"));
    }
}

#[test]
fn more_than_64_mebibytes_is_refused() {
    let outcome = survive(one_file(vec![b' '; (64 << 20) + 1]), || "more than 64 MiB".to_owned());
    assert!(outcome.is_err_and(|error| error.contains("TooLarge")), "it is read");
}

#[test]
fn a_folder_without_files() {
    let outcome = survive(Vec::new(), || "no files".to_owned());
    assert!(outcome.is_err_and(|error| error.contains("Empty")), "an empty folder is a project");
}

#[test]
fn imports_in_a_circle() {
    let files = [
        ("main.infra", "import \"a\" as a\nproject shop {}\nenvironment dev { runtime = compose }\n"),
        ("a/a.infra", "import \"../b\" as b\n"),
        ("b/b.infra", "import \"../a\" as a\nlet x = nothing_of_that_name\n"),
    ];
    let files = files.into_iter().map(|(path, text)| (path.into(), text.as_bytes().to_vec())).collect();
    let outcome = survive(files, || "a circle".to_owned()).expect("it is read");
    assert!(outcome.findings.iter().any(|finding| finding.message.contains("import")), "{:?}", outcome.findings);
    assert!(finds_canary(&outcome, Utf8Path::new("b/b.infra")), "{:?}", outcome.findings);
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let convert = |convert: &dyn Fn(&str) -> String| -> Files {
        let text = |bytes: &[u8]| convert(std::str::from_utf8(bytes).expect("examples are text")).into_bytes();
        example("quickstart").iter().map(|(path, bytes)| (path.clone(), text(bytes))).collect()
    };
    let expected = documents(example("quickstart"));
    assert_eq!(documents(convert(&|text| text.replace('\n', "\r\n"))), expected, "CR LF");
    assert_eq!(documents(convert(&|text| format!("\u{feff}{text}"))), expected, "a byte order mark");
}

fn documents(files: Files) -> Vec<(String, String)> {
    let outcome = survive(files, || "a good project".to_owned()).expect("it is read");
    assert!(!outcome.compiled.diagnostics.has_errors(), "{:?}", outcome.findings);
    let documents = &outcome.compiled.documents;
    documents.iter().map(|document| (document.path.to_string(), infrac_tree::print(document).text)).collect()
}
