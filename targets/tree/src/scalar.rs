//! How text stands as a scalar: as it is, between quotes, or as a block. A document asks this of every word that it holds, so the bytes are looked
//! at without short circuits, many in one step.

/// Words that a reader of YAML 1.1 or 1.2 may take for something else than text, in lower case.
const RESERVED: [&str; 12] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];
/// How long the longest of them is.
const LONGEST_RESERVED: usize = "infinity".len();

/// How a text is written in YAML.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// As it is.
    Plain,
    /// Between double quotes.
    Quoted,
    /// As a block scalar below its key (`|`, `|-`).
    Block,
}

impl Style {
    /// Of a text that may have to stand between quotes whatever it holds.
    pub(crate) fn of(text: &str, in_quotes: bool) -> Self {
        match in_quotes {
            true => Self::Quoted,
            // Whatever is plain has no newline, so only what is not is asked for being a block.
            false if is_plain(text) => Self::Plain,
            false if is_block(text) => Self::Block,
            false => Self::Quoted,
        }
    }
}

/// Whether every reader takes this text for text as it stands.
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    (first.is_ascii_alphabetic() || matches!(first, b'_' | b'/'))
        && !matches!(last, b':' | b' ')
        && is_one_run(bytes)
        && !is_reserved(*first, text)
}

/// Whether all of it is printable ASCII.
pub(crate) fn is_printable_ascii(text: &str) -> bool {
    !has(text.as_bytes(), FOREIGN)
}

/// Whether text stands for itself between double quotes, in YAML (1.2, section 7.3.1) and in JSON (RFC 8259, section 7).
pub(crate) fn is_verbatim(text: &str) -> bool {
    !has(text.as_bytes(), FOREIGN | ESCAPED)
}

/// How many bytes are looked at in one step.
const STEP: usize = 16;

/// No printable ASCII.
const FOREIGN: u8 = 1;
/// `"` and `\`.
const ESCAPED: u8 = 1 << 1;
/// A space.
const SPACE: u8 = 1 << 2;
/// `:` and `#`, which mean something beside a space.
const SIGN: u8 = 1 << 3;

/// What every byte is.
#[allow(clippy::indexing_slicing, reason = "there is a class for every byte")]
const CLASSES: [u8; 256] = {
    let mut classes = [FOREIGN; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        classes[byte as usize] = match byte {
            b'"' | b'\\' => ESCAPED,
            b' ' => SPACE,
            b':' | b'#' => SIGN,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

#[allow(clippy::indexing_slicing, reason = "there is a class for every byte")]
fn classes(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |all, &byte| all | CLASSES[usize::from(byte)])
}

/// Whether any byte is of one of these classes; of [`SPACE`] and [`SIGN`] nobody asks.
fn has(bytes: &[u8], wanted: u8) -> bool {
    let (steps, rest) = bytes.as_chunks::<STEP>();
    let escaped = wanted & ESCAPED != 0;
    let is_wanted = |byte: u8| !matches!(byte, b' '..=b'~') | (escaped & ((byte == b'"') | (byte == b'\\')));
    classes(rest) & wanted != 0 || steps.iter().any(|step| step.iter().fold(false, |any, &byte| any | is_wanted(byte)))
}

/// Whether it is all printable, and a plain scalar does not end within: `: ` ends a key, ` #` begins a comment.
fn is_one_run(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    // A step looks one byte further, so that nothing is overseen between two of them.
    while let Some(window) = rest.first_chunk::<{ STEP + 1 }>() {
        let ([step @ .., _], [_, nexts @ ..]) = (window, window);
        let pairs = step.iter().zip(nexts);
        if pairs.fold(false, |any, (&one, &next)| any | !matches!(one, b' '..=b'~') | ends(one, next)) {
            return false;
        }
        rest = rest.get(STEP..).unwrap_or_default();
    }
    let found = classes(rest);
    let may_end = found & (SPACE | SIGN) == SPACE | SIGN;
    let ends_there = || rest.windows(2).any(|pair| matches!(pair, &[one, next] if ends(one, next)));
    found & FOREIGN == 0 && !(may_end && ends_there())
}

/// Whether these two end a plain scalar.
fn ends(one: u8, next: u8) -> bool {
    ((one == b':') & (next == b' ')) | ((one == b' ') & (next == b'#'))
}

fn is_reserved(first: u8, text: &str) -> bool {
    text.len() <= LONGEST_RESERVED
        && matches!(first.to_ascii_lowercase(), b'y' | b'n' | b'o' | b't' | b'f' | b'i')
        && RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether this text can stand as a block scalar (`|`, `|-`) and come back byte for byte.
pub(crate) fn is_block(text: &str) -> bool {
    let first = || text.trim_start_matches('\n').chars().next();
    text.contains('\n')
        && first().is_some_and(|character| !matches!(character, ' ' | '\t'))
        && !text.ends_with("\n\n")
        && text.chars().all(|character| character == '\n' || is_printable(character))
        && !text.split('\n').any(|line| line.ends_with([' ', '\t']))
}

/// Whether a character may stand in a document as it is (YAML 1.2, section 5.1), and is no line break of either version.
pub(crate) fn is_printable(character: char) -> bool {
    !matches!(character, '\u{0}'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Text between double quotes (YAML 1.2, section 7.3.1).
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 2);
    out.push('"');
    let mut rest = text;
    // What stands for itself is copied in one piece.
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\')) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = tail.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            Some(character) if is_printable(character) => out.push(character),
            Some(character) => out.push_str(&format!("\\u{:04x}", character as u32)),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{Style, is_plain, is_verbatim};

    #[test]
    fn text_that_a_reader_could_take_for_something_else_is_not_plain() {
        for plain in ["a", "/srv", "_x", "a:b", "a#b", "sum(rate(x[5m])) / 2", "nothing", "Yes please"] {
            assert!(is_plain(plain), "{plain}");
        }
        let quoted = [
            "", "1m", "a:", "a ", "a: b", "a #b", "yes", "NO", "Null", "Infinity", "a\u{e9}", "a\nb", "a\tb", "{x}",
            "- x",
        ];
        for text in quoted {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn the_end_of_a_plain_scalar_is_seen_wherever_it_stands() {
        for length in 1..60 {
            let text = "a".repeat(length);
            assert!(is_plain(&text) && is_verbatim(&text));
            for at in 1..length {
                let with = |found: &str| [&text[..at], found, &text[at..]].concat();
                for found in [": ", " #", "\u{e9}", "\t", "\u{7f}"] {
                    assert!(!is_plain(&with(found)), "{found:?} at {at} of {length}");
                }
                assert!([":", "#", " :", "# ", " a ", "\"", "\\"].iter().all(|found| is_plain(&with(found))));
                assert!(["\"", "\\", "\n"].iter().all(|found| !is_verbatim(&with(found))));
            }
        }
    }

    #[test]
    fn quotes_win_then_plain_then_blocks() {
        assert_eq!(Style::of("a", false), Style::Plain);
        assert_eq!(Style::of("a", true), Style::Quoted);
        assert_eq!(Style::of("a\nb", false), Style::Block);
        assert_eq!(Style::of("a\nb", true), Style::Quoted);
        assert_eq!(Style::of("a\nb\n\n", false), Style::Quoted);
        assert_eq!(Style::of("5", false), Style::Quoted);
    }

    #[test]
    fn what_needs_an_escape_is_not_verbatim() {
        assert!(is_verbatim("") && is_verbatim("a {b} 'c'"));
        for text in ["\"", "a\\b", "a\n", "\u{e9}", "\u{7f}"] {
            assert!(!is_verbatim(text), "{text:?}");
        }
    }
}
