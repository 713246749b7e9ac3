//! The files of the grammar's corpus, as `tree-sitter test` reads them (tree-sitter's manual, "Writing tests"): a header between lines of `=` with
//! the name and attributes, the text, a line of `-`, and the tree that is expected.

use tree_sitter::Tree;

/// A text, and the tree that is expected of it.
#[derive(Debug)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Whether it has the attribute `:error`: that something cannot be read is all that is expected.
    pub is_error: bool,
    /// What is parsed.
    pub text: String,
    /// The tree, as [`plain`] writes it.
    pub tree: String,
}

fn is_line_of(line: &str, sign: char) -> bool {
    line.len() >= 3 && line.chars().all(|own| own == sign)
}

/// The cases of a file.
pub fn cases(file: &str) -> Vec<Case> {
    let lines: Vec<&str> = file.lines().collect();
    let mut pieces: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        rest = after;
        if is_line_of(line, '=') {
            let end = after.iter().position(|line| is_line_of(line, '=')).unwrap_or(after.len());
            let (header, behind) = after.split_at(end);
            pieces.push((header.to_vec(), Vec::new()));
            rest = behind.get(1..).unwrap_or_default();
        } else if let Some((_, body)) = pieces.last_mut() {
            body.push(line);
        }
    }
    pieces.iter().map(|(header, body)| case(header, body)).collect()
}

/// A case: the text ends with the last line of `-`.
fn case(header: &[&str], body: &[&str]) -> Case {
    let divider = body.iter().rposition(|line| is_line_of(line, '-')).unwrap_or(body.len());
    let (text, tree) = body.split_at(divider);
    let tree: Vec<&str> = tree.iter().skip(1).flat_map(|line| line.split_whitespace()).collect();
    let (attributes, name): (Vec<&str>, Vec<&str>) = header.iter().partition(|line| line.starts_with(':'));
    Case {
        name: name.join(" "),
        is_error: attributes.contains(&":error"),
        text: text.join("\n"),
        tree: tree.join(" ").replace(" )", ")"),
    }
}

/// A tree in one line: its named nodes, without their fields.
pub fn plain(tree: &Tree) -> String {
    let text = tree.root_node().to_sexp();
    let words = text.split(' ').filter(|word| !word.ends_with(':'));
    words.collect::<Vec<_>>().join(" ")
}
