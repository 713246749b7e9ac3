//! Random texts: declarations by the productions of the language, and damage to any text.

use crate::lexer::lex;
use infrac_source::{FileId, Source};

/// A small generator of numbers (xorshift64*, Vigna 2016), the same in every run.
pub(super) struct Random {
    state: u64,
    /// How many productions may still be opened in this declaration.
    budget: usize,
}

const NAMES: &[&str] = &[
    "a", "b2", "x_y", "service", "image", "kind", "late", "output", "child", "expose", "this", "as", "where", "let",
    "unset", "pub", "type", "import", "env", "self", "it", "name", "in", "if",
];
const UPPERS: &[&str] = &["T", "String", "List", "LOG"];
const STRINGS: &[&str] = &[
    "\"\"",
    "\"a b\"",
    "\"\\n\\u{41}\"",
    "r\"\\d\"",
    "\"a${x.y}b\"",
    "\"${f(\"q\")}\"",
    "\"\"\"\n    t ${z}\n    u\n    \"\"\"",
];
const NUMBERS: &[&str] = &["1", "2.5", "30s", "1h30m", "250m", "5%", "100/s", "64Mi"];
const INFIX: &[&str] =
    &["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "..", "\n  +", "\n  -"];
/// What damage puts in: signs, words, line breaks, notes.
const PIECES: &[&str] = &[
    "=",
    "=>",
    ":",
    ",",
    ".",
    "..",
    "...",
    "?.",
    "??",
    "?",
    "@",
    "|",
    "-",
    "+",
    "!",
    "<",
    ">",
    ">=",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "if",
    "then",
    "else",
    "in",
    "for",
    "match",
    "let",
    "late",
    "where",
    "as",
    "pub",
    "unset",
    "assert",
    "output",
    "child",
    "expose",
    "true",
    "null",
    "this",
    "self",
    "_",
    "a",
    "B",
    "1",
    "30s",
    "\"s\"",
    "\n",
    "\n  ",
    "\n@was(x)\n",
    "\n/// d\n",
    "é",
    "-b",
    "x =",
    "\nx =",
    "a {}",
    "late T",
    "(a: T)",
    ".. ",
];

impl Random {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, budget: 0 }
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    fn one<'p>(&mut self, of: &[&'p str]) -> &'p str {
        of[self.below(of.len())]
    }

    /// Whether something happens that does so in `percent` of all cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// `text` in `percent` of all cases, else nothing.
    fn maybe(&mut self, percent: usize, text: impl FnOnce(&mut Self) -> String) -> String {
        if self.chance(percent) { text(self) } else { String::new() }
    }

    /// Up to `most` texts.
    fn many(&mut self, most: usize, between: &str, mut text: impl FnMut(&mut Self) -> String) -> String {
        (0..self.below(most + 1)).map(|_| text(self)).collect::<Vec<_>>().join(between)
    }

    /// Whether one more production may be opened.
    fn opens(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// `text` with one token deleted, doubled, replaced, exchanged with the next, or with something put before it.
    pub fn damaged(&mut self, text: &str) -> String {
        let tokens = lex(&Source::new(FileId(0), "x.infra", text)).tokens;
        let at = self.below(tokens.len());
        let (token, next) = (tokens[at], tokens[(at + 1).min(tokens.len() - 1)]);
        let cut = |start: u32, end: u32| &text[start as usize..end.max(start) as usize];
        let (before, here) = (cut(0, token.start), cut(token.start, token.end));
        let (gap, following) = (cut(token.end, next.start), cut(next.start, next.end));
        let (after, end) = (cut(token.end, text.len() as u32), cut(next.end, text.len() as u32));
        let piece = self.one(PIECES);
        match self.below(6) {
            0 => format!("{before}{after}"),
            1 => format!("{before}{here} {here}{after}"),
            2 => format!("{before}{piece}{after}"),
            3 => format!("{before}{following}{gap}{here}{end}"),
            4 => format!("{before}{piece} {here}{after}"),
            _ => format!("{before} {piece}{here}{after}"),
        }
    }

    /// A declaration, mostly right.
    pub fn declaration(&mut self) -> String {
        self.budget = 60;
        let notes = self.notes("");
        let public = self.maybe(10, |_| "pub ".into());
        let name = self.name();
        let kind = match self.below(13) {
            0 => format!("let {name}{} = {}", self.maybe(40, |own| format!(": {}", own.ty())), self.expr()),
            1 => format!("fn {name}{}{}: {}{}", self.variables(), self.params(), self.ty(), self.default()),
            2 => format!("type {} = {}{}", self.one(UPPERS), self.ty(), self.refinement()),
            3 => format!(
                "component {name}{}{} {}",
                self.params(),
                self.maybe(50, |own| format!(": {}", own.path())),
                self.body(true)
            ),
            4 => format!("kind {name} {}", self.kind_items()),
            5 => format!("extend environment {}", self.kind_items()),
            6 => format!("defaults {} {}", self.path(), self.body(false)),
            7 => format!("test \"t\"{} {}", self.environments(), self.body(false)),
            8 => format!("param {name}: {}{}", self.ty(), self.default()),
            9 => format!("assert {}, {}", self.expr(), self.one(STRINGS)),
            10 => format!(
                "import {}{}",
                self.one(&["\"../x\"", "std.aws", "a"]),
                self.maybe(40, |own| format!(" as {}", own.name()))
            ),
            _ => self.block(),
        };
        format!("{notes}{public}{kind}\n")
    }

    fn name(&mut self) -> String {
        let own = if self.chance(94) { 3 } else { NAMES.len() };
        self.one(&NAMES[..own]).to_owned()
    }

    fn path(&mut self) -> String {
        let more = self.maybe(20, |own| format!(".{}", own.name()));
        self.name() + &more
    }

    fn notes(&mut self, indent: &str) -> String {
        let doc = self.maybe(10, |_| format!("/// Text.\n{indent}"));
        let attribute = self.maybe(8, |own| format!("@{}{}\n{indent}", own.name(), own.maybe(60, Self::args)));
        doc + &attribute
    }

    fn environments(&mut self) -> String {
        self.maybe(20, |own| format!(" in {}{}", own.name(), own.maybe(30, |own| format!(", {}", own.name()))))
    }

    fn args(&mut self) -> String {
        let args = self.many(2, ", ", |own| own.maybe(30, |own| format!("{} = ", own.name())) + &own.expr());
        format!("({args}{})", self.one(&["", "", ","]))
    }

    fn params(&mut self) -> String {
        format!("({})", self.many(2, ", ", Self::field))
    }

    fn variables(&mut self) -> String {
        self.maybe(10, |_| "<K, V>".into())
    }

    fn default(&mut self) -> String {
        self.maybe(50, |own| format!(" = {}", own.expr()))
    }

    fn refinement(&mut self) -> String {
        self.maybe(20, |own| format!(" where {}{}", own.expr(), own.maybe(50, |own| format!(", {}", own.one(STRINGS)))))
    }

    fn field(&mut self) -> String {
        format!("{}{}: {}{}{}", self.notes("    "), self.name(), self.ty(), self.default(), self.refinement())
    }

    fn ty(&mut self) -> String {
        if !self.opens() {
            return self.one(UPPERS).to_owned();
        }
        match self.below(9) {
            0 => format!("{} | {}", self.ty(), self.ty()),
            1 => format!("| {}\n  | {}", self.name(), self.ty()),
            2 => format!("late {}", self.ty()),
            3 => format!("{}?", self.ty()),
            4 => format!("Map<{}, {}>", self.ty(), self.ty()),
            5 => format!("{{ {} }}", self.many(2, "\n  ", Self::field)),
            6 => format!(
                "{}({})",
                self.name(),
                self.many(2, ", ", |own| if own.chance(50) { own.ty() } else { own.field() })
            ),
            7 => format!("{}{} {{ {} }}", self.notes("  "), self.name(), self.many(2, ", ", Self::field)),
            _ => format!("{}{}", self.maybe(20, |_| "s.".into()), self.one(UPPERS)),
        }
    }

    fn expr(&mut self) -> String {
        if !self.opens() {
            return self.name();
        }
        match self.below(16) {
            0 => self.one(STRINGS).to_owned(),
            1 => self.one(NUMBERS).to_owned(),
            2 => self.one(&["true", "false", "null", "self", "T"]).to_owned(),
            3 | 4 => format!("{} {} {}", self.expr(), self.one(INFIX), self.expr()),
            5 => format!("{}{}", self.one(&["-", "!"]), self.expr()),
            6 => format!("{}{}{}", self.expr(), self.one(&[".", "?.", "\n  ."]), self.name()),
            7 => format!("{}{}", self.expr(), self.args()),
            8 => format!("{}[{}]", self.expr(), self.expr()),
            9 => format!("[{}]", self.many(3, ", ", Self::list_item)),
            10 => format!("({})", self.expr()),
            11 => format!("if {} then {} else {}", self.expr(), self.expr(), self.expr()),
            12 => format!(
                "match {} {{ {} }}",
                self.expr(),
                self.many(3, "\n  ", |own| own.pattern() + " => " + &own.expr())
            ),
            13 => format!("{} {}", self.name(), self.body(false)),
            14 => format!("{}..", self.expr()),
            _ => self.body(false),
        }
    }

    fn list_item(&mut self) -> String {
        match self.below(6) {
            0 => format!("...{}", self.expr()),
            1 => {
                let filter = self.maybe(40, |own| format!(" if {}", own.expr()));
                format!("for {} in {}{filter}: {}", self.binders(), self.expr(), self.expr())
            }
            _ => self.expr(),
        }
    }

    fn binders(&mut self) -> String {
        let second = self.maybe(30, |own| format!(", {}", own.name()));
        self.one(&["a", "_", "k"]).to_owned() + &second
    }

    fn pattern(&mut self) -> String {
        match self.below(9) {
            0 => self.one(&["_", "null", "true"]).to_owned(),
            1 => self.one(NUMBERS).to_owned(),
            2 => self.one(STRINGS).to_owned(),
            3 => format!("let {}", self.name()),
            4 => format!("{}({})", self.name(), self.many(2, ", ", Self::name)),
            5 => format!("{} {{ {} }}", self.name(), self.many(2, ", ", Self::name)),
            6 => format!("{} {}", self.name(), self.name()),
            7 => format!("{} | {}", self.pattern(), self.pattern()),
            _ => self.name(),
        }
    }

    /// A body; that of a component may hold outputs.
    fn body(&mut self, outputs: bool) -> String {
        if !self.opens() {
            return "{}".into();
        }
        let between = self.one(&["\n  ", "\n  ", "\n  ", ", ", " "]).to_owned();
        let entries = self.many(4, &between, |own| if outputs && own.chance(30) { own.output() } else { own.entry() });
        format!("{{\n  {entries}\n}}")
    }

    fn entry(&mut self) -> String {
        let notes = self.notes("  ");
        let kind = match self.below(14) {
            0 => format!("let {} = {}", self.name(), self.expr()),
            1 => format!("in a, b {}", self.body(false)),
            2 => format!("for {} in {} {}", self.binders(), self.expr(), self.body(false)),
            3 => {
                let otherwise = self.maybe(40, |own| format!(" else {}", own.body(false)));
                let chain = self.maybe(30, |own| format!(" else if {} {}", own.expr(), own.body(false)));
                format!("if {} {}{chain}{otherwise}", self.expr(), self.body(false))
            }
            4 => format!(
                "match {} {{ {} }}",
                self.expr(),
                self.many(2, "\n", |own| own.pattern() + " => " + &own.body(false))
            ),
            5 => format!("unset {}{}", self.path(), self.maybe(40, |own| format!(" {}", own.label()))),
            6 => format!("assert {}, {}", self.expr(), self.one(STRINGS)),
            7 => format!("...{}", self.expr()),
            8 | 9 => self.block(),
            10 => format!("{} = {}", self.one(STRINGS), self.expr()),
            _ => format!("{} = {}", self.name(), self.expr()),
        };
        notes + &kind
    }

    fn label(&mut self) -> String {
        match self.below(3) {
            0 => self.one(STRINGS).to_owned(),
            1 => self.one(UPPERS).to_owned(),
            _ => self.name(),
        }
    }

    fn block(&mut self) -> String {
        let (head, labels) = (self.path(), self.many(2, " ", Self::label));
        let parent = self.maybe(15, |own| format!(" : {}", own.name()));
        format!("{head} {labels}{parent}{} {}", self.environments(), self.body(false))
    }

    fn output(&mut self) -> String {
        let params = self.maybe(30, Self::params);
        format!("{}output {}{params}: {}{}", self.notes("  "), self.name(), self.ty(), self.default())
    }

    fn kind_items(&mut self) -> String {
        let items = self.many(5, "\n  ", |own| match own.below(6) {
            0 => format!("{}child {}{}", own.notes("  "), own.path(), own.one(&["*", "?"])),
            1 => format!("expose {} as {}", own.name(), own.ty()),
            2 => own.output(),
            3 => format!("assert {}, {}", own.expr(), own.one(STRINGS)),
            _ => own.field(),
        });
        format!("{{\n  {items}\n}}")
    }
}
