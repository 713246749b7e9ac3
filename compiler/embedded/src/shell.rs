//! Shell scripts: POSIX quoting is checked, commands are not. A late value may stand anywhere; targets pass it as a quoted
//! environment variable and never paste it.
//!
//! What is found: a quote, a back quote, `$(` or `${` that is never closed. Comments and here-documents are skipped.

use crate::piece::{Fault, Joined};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `"`.
    Quote,
    /// `` ` ``.
    BackQuote,
    /// `$(`.
    Substitution,
    /// A plain `(`: it is matched so that `)` finds its partner, but not reported.
    Paren,
    /// `${`; the flag says whether it stands within double quotes, where `'` is an ordinary character.
    Brace { quoted: bool },
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<(Open, usize)>,
    /// Delimiters of here-documents whose bodies begin after this line.
    pending: Vec<(Vec<u8>, bool)>,
}

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if let Some(at) = text.text.find('\0') {
        return Err(Fault::new(at..at + 1, "a NUL character cannot stand in a shell script"));
    }
    // A pattern of `case` ends in `)` without a partner, so parentheses cannot be matched without a full parser.
    let has_case = text.text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "case");
    let mut scan = Scan { bytes: text.text.as_bytes(), at: 0, open: Vec::new(), pending: Vec::new() };
    scan.run()?;
    let unclosed = scan.open.iter().find(|(open, _)| *open != Open::Paren);
    match unclosed {
        Some(&(open, at)) if !(has_case && text.text.contains("$(")) => Err(unclosed_fault(open, at)),
        _ => Ok(()),
    }
}

fn unclosed_fault(open: Open, at: usize) -> Fault {
    let (width, message) = match open {
        Open::Quote => (1, "the double quote is never closed"),
        Open::BackQuote => (1, "the back quote is never closed"),
        Open::Substitution => (2, "`$(` is never closed"),
        Open::Paren => (1, "`(` is never closed"),
        Open::Brace { .. } => (2, "`${` is never closed"),
    };
    Fault::new(at..at + width, message)
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        while let Some(&byte) = self.bytes.get(self.at) {
            let inside = self.open.last().map(|(open, _)| *open);
            match (byte, inside) {
                (b'\\', _) => self.at += 1,
                (b'"', Some(Open::Quote)) => self.close(),
                (b'"', _) => self.push(Open::Quote),
                (b'`', _) if self.open.iter().any(|(open, _)| *open == Open::BackQuote) => {
                    self.close_to(Open::BackQuote)
                }
                (b'`', _) => self.push(Open::BackQuote),
                (b'$', _) if self.next_is(b'(') => self.push_two(Open::Substitution),
                (b'$', _) if self.next_is(b'{') => {
                    let quoted = matches!(inside, Some(Open::Quote | Open::Brace { quoted: true }));
                    self.push_two(Open::Brace { quoted });
                }
                (b'}', Some(Open::Brace { .. })) => self.close(),
                (_, Some(Open::Quote | Open::Brace { quoted: true })) => {}
                (b'\'', _) => self.single_quoted()?,
                (_, Some(Open::Brace { .. })) => {}
                (b'(', _) => self.push(Open::Paren),
                (b')', Some(Open::Paren | Open::Substitution)) => self.close(),
                (b'#', _) if self.at_word_start() => self.skip_comment(),
                (b'<', _) if self.next_is(b'<') => self.here_document(),
                (b'\n', _) => self.skip_here_documents(),
                _ => {}
            }
            self.at += 1;
        }
        Ok(())
    }

    fn next_is(&self, byte: u8) -> bool {
        self.bytes.get(self.at + 1) == Some(&byte)
    }

    fn push(&mut self, open: Open) {
        self.open.push((open, self.at));
    }

    fn push_two(&mut self, open: Open) {
        self.push(open);
        self.at += 1;
    }

    fn close(&mut self) {
        self.open.pop();
    }

    fn close_to(&mut self, wanted: Open) {
        while let Some((open, _)) = self.open.pop() {
            if open == wanted {
                break;
            }
        }
    }

    fn single_quoted(&mut self) -> Result<(), Fault> {
        let rest = self.bytes.get(self.at + 1..).unwrap_or(&[]);
        match rest.iter().position(|&byte| byte == b'\'') {
            Some(length) => {
                self.at += length + 1;
                Ok(())
            }
            None => Err(Fault::new(self.at..self.at + 1, "the single quote is never closed")),
        }
    }

    fn at_word_start(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.bytes.get(at));
        before.is_none_or(|byte| b" \t\n;&|(".contains(byte))
    }

    fn skip_comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        self.at += length.saturating_sub(1);
    }

    /// Reads `<<WORD`, `<<-WORD`, `<<'WORD'`; `<<<` is no here-document.
    fn here_document(&mut self) {
        let mut at = self.at + 2;
        if self.bytes.get(at) == Some(&b'<') {
            self.at = at;
            return;
        }
        let tabs = self.bytes.get(at) == Some(&b'-');
        at += usize::from(tabs);
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        let blanks = rest.iter().take_while(|byte| b" \t".contains(byte)).count();
        let word: Vec<u8> = rest
            .iter()
            .skip(blanks)
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"_-.'\"\\".contains(byte))
            .copied()
            .collect();
        // A number is shifted, not documented: `$((1 << 2))`.
        if word.is_empty() || word.first().is_some_and(u8::is_ascii_digit) {
            self.at += 1;
            return;
        }
        self.at = at + blanks + word.len() - 1;
        let delimiter = word.into_iter().filter(|byte| !b"'\"\\".contains(byte)).collect();
        self.pending.push((delimiter, tabs));
    }

    /// At the end of a line: moves to the newline after the last body that this line announced.
    fn skip_here_documents(&mut self) {
        for (delimiter, tabs) in std::mem::take(&mut self.pending) {
            loop {
                let start = self.at + 1;
                let rest = self.bytes.get(start..).unwrap_or(&[]);
                if rest.is_empty() {
                    return;
                }
                let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
                let mut line = rest.get(..length).unwrap_or(&[]);
                while let (true, Some((b'\t', after))) = (tabs, line.split_first()) {
                    line = after;
                }
                self.at = start + length;
                if line == delimiter {
                    break;
                }
            }
        }
    }
}
