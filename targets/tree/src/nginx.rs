//! Configuration of nginx: directives, which end in `;`, and blocks of them (nginx documentation, "Beginner's Guide", "Configuration File's
//! Structure"). It stands as text in other documents, so that it is no document of its own.

use infrac_source::Str;

/// What stands in a configuration or in a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// `name words;`.
    Directive(Str, Vec<Word>),
    /// `name words { items }`.
    Block(Str, Vec<Word>, Vec<Item>),
    /// `# text`.
    Comment(Str),
    /// A blank line.
    Gap,
}

/// A parameter of a directive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Word {
    /// Data, which is quoted where nginx would read it as syntax.
    Lit(Str),
    /// A variable of nginx, by its name without the `$`.
    Variable(Str),
}

impl Item {
    /// A directive whose parameters are data.
    pub fn directive<T: Into<Str>>(name: &'static str, words: impl IntoIterator<Item = T>) -> Self {
        Self::Directive(Str::new_static(name), words.into_iter().map(|word| Word::Lit(word.into())).collect())
    }
}

/// The text, a directive a line, four spaces a level.
pub fn print(items: &[Item]) -> String {
    let mut out = String::new();
    print_at(items, 0, &mut out);
    out
}

/// Blocks stand in blocks only as deep as a back end writes them.
fn print_at(items: &[Item], level: usize, out: &mut String) {
    for item in items {
        if *item != Item::Gap {
            out.push_str(&"    ".repeat(level));
        }
        match item {
            Item::Directive(name, words) => {
                head(name, words, out);
                out.push_str(";\n");
            }
            Item::Block(name, words, items) => {
                head(name, words, out);
                out.push_str(" {\n");
                print_at(items, level + 1, out);
                out.push_str(&"    ".repeat(level));
                out.push_str("}\n");
            }
            Item::Comment(text) => {
                out.push_str("# ");
                out.push_str(text);
                out.push('\n');
            }
            Item::Gap => out.push('\n'),
        }
    }
}

fn head(name: &str, words: &[Word], out: &mut String) {
    out.push_str(&quoted(name));
    for word in words {
        out.push(' ');
        match word {
            Word::Lit(text) => out.push_str(&quoted(text)),
            Word::Variable(name) => {
                out.push('$');
                out.push_str(name);
            }
        }
    }
}

/// A word, between quotes where it holds what nginx reads as syntax.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/:._-~%*@+,=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{Item, Word, print};

    #[test]
    fn blocks_are_indented_and_words_quoted_where_they_must_be() {
        let set =
            Item::Directive("set".into(), vec![Word::Variable("upstream".into()), Word::Lit("http://a:1".into())]);
        let items = [
            Item::Comment("Two words.".into()),
            Item::directive("server_name", ["a b", "c", ""]),
            Item::Gap,
            Item::Block("location".into(), vec![Word::Lit("=".into()), Word::Lit("/a".into())], vec![set]),
        ];
        let text = "# Two words.\nserver_name \"a b\" c \"\";\n\nlocation = /a {\n    set $upstream http://a:1;\n}\n";
        assert_eq!(print(&items), text);
    }
}
