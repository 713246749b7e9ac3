/// A place as people count it: both from 1, columns in characters (Unicode scalar values).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text` once, in time linear in it.
    pub fn new(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1);
        Self { starts: std::iter::once(0).chain(newlines).collect() }
    }

    /// The 0-based line that holds the byte `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1) as u32
    }

    /// The first byte of the 0-based `line`; `None` past the last line.
    pub fn start_of(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// Number of lines; a text that ends in a newline has an empty last line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even the empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Line and column of the byte `offset` of `text`, the text that was indexed.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line_of(offset);
        let start = self.start_of(line).unwrap_or(0) as usize;
        let before = text.get(start..(offset as usize).min(text.len())).unwrap_or("");
        LineColumn { line: line + 1, column: before.chars().count() as u32 + 1 }
    }
}
