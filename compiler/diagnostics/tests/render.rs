//! Every output format on the same findings.

use infrac_diagnostics::{Applicability, Code, CodeInfo, Diagnostic, Diagnostics, Severity, render};
use infrac_source::{Source, Sources, Span};
use proptest::prelude::*;

static MISMATCH: CodeInfo = CodeInfo {
    code: "E0301",
    name: "type-mismatch",
    severity: Severity::Error,
    page: "# E0301: type mismatch\n\nA value of one type stands where another is wanted.\n",
};
static LOSS: CodeInfo =
    CodeInfo { code: "W0701", name: "lost", severity: Severity::Warning, page: "# W0701: lost in a target\n" };

const MAIN: &str = "project jatra {\r\n\tdomain = \"bücher.de\"  memory = 128m\r\n}\r\n";
const KINDS: &str = "// größe\nkind service {\n  memory: Bytes\n}\n";

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.add(|id| Source::new(id, "jatra main.infra", MAIN));
    sources.add(|id| Source::new(id, "std/kinds.infra", KINDS));
    sources
}

#[allow(clippy::unwrap_used, reason = "a test that asks for text that is not there is wrong")]
fn span(sources: &Sources, file: usize, text: &str) -> Span {
    let source = sources.iter().nth(file).unwrap();
    let start = source.text().find(text).unwrap() as u32;
    Span::new(source.id(), start, start + text.len() as u32)
}

fn findings(sources: &Sources) -> Diagnostics {
    let wrong = span(sources, 0, "128m");
    let mut findings = Diagnostics::default();
    findings.push(
        Diagnostic::new(Code(&MISMATCH), "128m is a number of millicores, not of bytes", wrong, "this is Cpu")
            .label(span(sources, 1, "Bytes"), "declared here as Bytes")
            .note("`m` means millicores or minutes,\nnever megabytes")
            .help("memory is counted in `Mi` and `Gi`")
            .fix("write `128Mi`", wrong, "128Mi", Applicability::Safe)
            .in_environment("production".into())
            .in_environment("staging".into()),
    );
    findings.push(
        Diagnostic::new(
            Code(&LOSS),
            "50% of it, one: two",
            span(sources, 0, "{\r\n\tdomain = \"bücher.de\"  memory = 128m\r\n}"),
            "",
        )
        .fix("name it", wrong.at_start(), "…", Applicability::Display),
    );
    let mut placeless = Diagnostic::new(Code(&LOSS), "nothing has a place", wrong, "");
    placeless.labels.clear();
    findings.push(placeless);
    findings
}

#[test]
fn for_people() {
    let sources = sources();
    insta::assert_snapshot!(render::human(&findings(&sources), &sources, false));
}

#[test]
fn for_people_in_colour() {
    let sources = sources();
    let (plain, coloured) =
        (render::human(&findings(&sources), &sources, false), render::human(&findings(&sources), &sources, true));
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut parts = coloured.split("\u{1b}[");
    stripped.push_str(parts.next().unwrap());
    for part in parts {
        stripped.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(stripped.lines().map(str::trim_end).collect::<Vec<_>>(), plain.lines().collect::<Vec<_>>());
}

#[test]
fn one_line_each() {
    let sources = sources();
    insta::assert_snapshot!(render::short(&findings(&sources), &sources));
    assert_eq!(render::summary(&findings(&sources)).unwrap(), "1 error, 2 warnings");
    assert_eq!(render::summary(&Diagnostics::default()), None);
}

#[test]
fn json_lines() {
    let sources = sources();
    insta::assert_snapshot!(render::json(&findings(&sources), &sources));
}

#[test]
fn github_annotations() {
    let sources = sources();
    insta::assert_snapshot!(render::github(&findings(&sources), &sources));
}

#[test]
fn sarif_document() {
    let sources = sources();
    let text = render::sarif(&findings(&sources), &sources).replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(text);
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let sources = sources();
    let document: serde_json::Value = serde_json::from_str(&render::sarif(&findings(&sources), &sources)).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(run["tool"]["driver"]["name"], "infrac");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        for location in result["locations"].as_array().unwrap() {
            let region = &location["physicalLocation"]["region"];
            let number = |key: &str| region[key].as_u64().unwrap();
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
            assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")));
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            assert!(!uri.contains(' ') && !uri.starts_with('/'));
        }
    }
    let change = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "128Mi");
    assert!(results[1].get("fixes").is_none(), "a fix with a part to fill in is not offered to tools");
}

#[test]
fn a_terminal_sees_no_control_characters() {
    let mut sources = Sources::default();
    let text = "a \u{1b}[31m \u{202e}b\u{2028}c\rd \u{85}e\nf \u{7}g\n";
    let file = sources.add(|id| Source::new(id, "x\u{1b}.infra", text)).id();
    let mut findings = Diagnostics::default();
    let at = text.find("g\n").unwrap() as u32;
    findings.push(Diagnostic::new(Code(&MISMATCH), "bad \u{1b}[2J name", Span::new(file, 0, 1), "\u{202e}x"));
    findings.push(Diagnostic::new(Code(&MISMATCH), "two\nlines", Span::new(file, at, at + 1), "here"));
    for text in [render::human(&findings, &sources, false), render::short(&findings, &sources)] {
        assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
        assert!(text.contains(":2:4"), "lines are counted by newlines alone: {text}");
    }
}

#[test]
fn a_huge_line_is_named_and_not_drawn() {
    let mut sources = Sources::default();
    let text = "x = 1 ".repeat(200_000);
    let file = sources.add(|id| Source::new(id, "big.infra", &text)).id();
    let mut findings = Diagnostics::default();
    for at in (0..text.len() as u32).step_by(600) {
        findings.push(Diagnostic::new(Code(&MISMATCH), "wrong", Span::new(file, at, at + 1), "here"));
    }
    let begin = std::time::Instant::now();
    assert!(render::human(&findings, &sources, true).len() < 100 * findings.0.len());
    assert!(render::short(&findings, &sources).contains("big.infra:1:601: error"));
    assert!(render::json(&findings, &sources).contains("\"start_column\":601"));
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}

proptest! {
    /// Any span of any text, on characters or not, in either file.
    #[test]
    fn no_span_makes_a_renderer_panic(
        text in "[aé☃\t\r\n \u{85}\u{2028}]{0,40}", other in "[aé\n]{0,10}",
        spans in prop::collection::vec((0u32..4, 0u32..60, 0u32..60), 0..5),
    ) {
        let mut sources = Sources::default();
        sources.add(|id| Source::new(id, "a.infra", &text));
        sources.add(|id| Source::new(id, "b.infra", &other));
        let mut finding = Diagnostic::new(Code(&MISMATCH), "m", Span::new(infrac_source::FileId(0), 0, 0), "l");
        for (file, start, end) in spans {
            let span = Span::new(infrac_source::FileId(file), start.min(end), end);
            finding = finding.label(span, "x").fix("f", span, "y", Applicability::Unsafe);
        }
        finding.labels.rotate_left(1);
        let findings = Diagnostics(vec![finding]);
        for colour in [false, true] {
            prop_assert!(!render::human(&findings, &sources, colour).lines().any(|line| line.ends_with(' ')));
        }
        let _ = (render::short(&findings, &sources), render::json(&findings, &sources));
        let _ = (render::github(&findings, &sources), render::sarif(&findings, &sources));
    }
}
