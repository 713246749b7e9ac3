//! Strings on one line, escapes and interpolations. Block strings are beside, in `block_string`.

use super::Lexer;
use crate::token::Kind;
use infrac_diagnostics::codes::e01::{
    e0103_unclosed_string, e0104_unknown_escape, e0105_double_brace, e0106_interpolation,
};

/// Interpolations inside interpolations, at most.
const MAX_INTERPOLATIONS: u32 = 8;

/// What ends a run of text in a string.
#[derive(Clone, Copy)]
pub(super) struct Pieces {
    /// No escapes and no interpolations.
    pub raw: bool,
    /// Where the text must end at the latest.
    pub limit: usize,
    /// Where the string began, if a `"` ends it.
    pub quote: Option<usize>,
}

impl Lexer<'_> {
    /// Reads the string, raw or not, whose first byte is next.
    pub(super) fn string(&mut self) {
        let raw = self.byte(0) == b'r';
        let prefix = usize::from(raw);
        let rest = self.bytes.get(self.at + prefix..).unwrap_or(&[]);
        if rest.starts_with(b"\"\"\"") && self.interpolations == 0 {
            return self.block_string(raw);
        }
        let open = self.at;
        self.push(if raw { Kind::RawString } else { Kind::LineString }, open + prefix + 1);
        let limit = self.line_end();
        self.pieces(Pieces { raw, limit, quote: Some(open) });
        if self.byte(0) == b'"' && self.at < limit {
            self.push(Kind::StringEnd, self.at + 1);
        } else {
            let span = self.span(open, self.at);
            if self.open_interpolation_end != Some(self.at) {
                self.report(e0103_unclosed_string::unclosed_line(span));
            }
            // Where it was meant to end nobody knows: its text is not judged, nor what else does not fit on its line.
            self.unclosed.push((self.line_start as u32, self.at as u32));
            self.push(Kind::BadPiece, self.at);
            self.push(Kind::StringEnd, self.at);
        }
    }

    /// Reads text, escapes and interpolations up to the limit or the quote.
    pub(super) fn pieces(&mut self, pieces: Pieces) {
        let mut scan = self.at;
        while self.at < pieces.limit {
            let byte = self.bytes.get(scan).copied().unwrap_or(0);
            let next = self.bytes.get(scan + 1).copied().unwrap_or(0);
            match byte {
                _ if scan >= pieces.limit => self.text_until(scan),
                b'"' if pieces.quote.is_some() => return self.text_until(scan),
                b'\\' if !pieces.raw => {
                    self.text_until(scan);
                    self.escape(pieces.limit);
                    scan = self.at;
                }
                b'$' if next == b'{' && !pieces.raw && scan + 1 < pieces.limit => {
                    self.text_until(scan);
                    self.interpolation(pieces);
                    scan = self.at;
                }
                _ => scan += 1,
            }
        }
    }

    fn text_until(&mut self, end: usize) {
        if end > self.at {
            self.push(Kind::Text, end);
        }
    }

    /// Reads the escape whose `\` is next.
    fn escape(&mut self, limit: usize) {
        let start = self.at;
        let length = match self.byte(1) {
            b'"' | b'\\' | b'n' | b't' | b'r' | b'$' if start + 1 < limit => 2,
            b'u' if self.byte(2) == b'{' => {
                // The longest escape is `\u{10ffff}`.
                let text = self.bytes.get(start..limit.min(start + 10)).unwrap_or(&[]);
                match text.iter().position(|&byte| byte == b'}' || byte == b'"') {
                    Some(close) if text.get(close) == Some(&b'}') => close + 1,
                    _ => 2,
                }
            }
            _ => 1 + self.slice((start + 1).min(limit), limit).chars().next().map_or(0, char::len_utf8),
        };
        let text = self.slice(start, start + length);
        if decode_escape(text).is_none() {
            let span = self.span(start, start + length);
            self.report(e0104_unknown_escape::unknown_escape(span, text));
        }
        self.push(Kind::Escape, start + length);
    }

    /// Reads the interpolation whose `${` is next. It ends on its own line.
    fn interpolation(&mut self, pieces: Pieces) {
        let (open, limit) = (self.at, pieces.limit);
        if self.byte(2) == b'{' {
            return self.double_brace(pieces);
        }
        if self.interpolations >= MAX_INTERPOLATIONS {
            self.report(e0106_interpolation::too_deep(self.span(open, open + 2)));
            self.push(Kind::BadPiece, limit);
            return;
        }
        self.push(Kind::InterpolationStart, open + 2);
        self.interpolations += 1;
        let reported = self.diagnostics.0.len();
        let mut braces = 0u32;
        while self.at < limit {
            match self.byte(0) {
                b'}' if braces == 0 => break,
                b'}' => braces -= 1,
                b'{' => braces += 1,
                // A comment would swallow the end of the string.
                b'/' if self.byte(1) == b'/' => {
                    self.push(Kind::Slash, self.at + 1);
                    continue;
                }
                _ => {}
            }
            self.step();
        }
        self.interpolations -= 1;
        if self.at < limit {
            self.push(Kind::InterpolationEnd, self.at + 1);
        } else {
            // The strings around it and in it lack their ends for the same reason.
            self.diagnostics.0.truncate(reported);
            self.open_interpolation_end = Some(self.at);
            self.report(e0106_interpolation::unclosed(self.span(open, open + 2)));
            self.push(Kind::InterpolationEnd, self.at);
        }
    }

    /// `${{ … }}`, which other tools write: one error piece.
    fn double_brace(&mut self, pieces: Pieces) {
        let (start, limit) = (self.at, pieces.limit);
        let rest = self.slice(start, limit);
        let end = match rest.find("}}") {
            Some(close) => start + close + 2,
            None => rest.find('"').map_or(limit, |quote| start + quote),
        };
        let text = self.slice(start, end);
        // The string around it, for the fix that makes it raw; only a string on one line has its quote at hand.
        let raw_at = pieces.quote.map(|quote| self.span(quote, quote));
        self.report(e0105_double_brace::double_brace(self.span(start, end), text, raw_at));
        self.push(Kind::BadPiece, end);
    }
}

/// What an escape stands for; `None` if there is no such escape.
pub(crate) fn decode_escape(text: &str) -> Option<char> {
    match text {
        "\\\"" => Some('"'),
        "\\\\" => Some('\\'),
        "\\n" => Some('\n'),
        "\\t" => Some('\t'),
        "\\r" => Some('\r'),
        "\\$" => Some('$'),
        _ => {
            let digits = text.strip_prefix("\\u{")?.strip_suffix('}')?;
            let hex = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hex { char::from_u32(u32::from_str_radix(digits, 16).ok()?) } else { None }
        }
    }
}
