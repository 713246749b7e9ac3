//! The texts that are open in the editor, kept in step with it change by change.

use crate::position::{Encoding, Lines};
use crate::protocol::{TextDocumentContentChangeEvent, Uri};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An open text.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address, letter for letter as the client wrote it: answers use the same.
    pub uri: Uri,
    /// Its version, as the client counts.
    pub version: i32,
    /// Its text.
    pub text: Arc<str>,
}

/// All open texts by absolute path. Cheap to clone: a clone is what a worker sees while the editor goes on.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    open: BTreeMap<Utf8PathBuf, Document>,
}

impl Documents {
    /// A text is open now; one that was open before is replaced.
    pub fn open(&mut self, path: Utf8PathBuf, document: Document) {
        self.open.insert(path, document);
    }

    /// It is closed: what the disk says counts again. False if it was not open.
    pub fn close(&mut self, path: &Utf8Path) -> bool {
        self.open.remove(path).is_some()
    }

    /// Applies changes, one after the other, each to what the ones before it left. False if the text is not open.
    pub fn change(
        &mut self,
        path: &Utf8Path,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.open.get_mut(path) else { return false };
        document.version = version;
        document.text = changed(&document.text, changes, encoding).into();
        true
    }

    /// The open text at a path.
    pub fn get(&self, path: &Utf8Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// All, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8PathBuf, &Document)> {
        self.open.iter()
    }
}

/// The text after the changes. A range whose end lies before its start is taken the other way round.
pub fn changed(text: &str, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> String {
    let mut text = text.to_owned();
    for change in changes {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let lines = Lines::new(&text);
                let start = lines.offset(&text, part.range.start, encoding) as usize;
                let end = lines.offset(&text, part.range.end, encoding) as usize;
                text.replace_range(start.min(end)..start.max(end), &part.text);
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                text.clone_from(&whole.text);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::changed;
    use crate::position::Encoding;
    use crate::protocol::TextDocumentContentChangeEvent;
    use serde_json::json;

    fn changes(list: serde_json::Value) -> Vec<TextDocumentContentChangeEvent> {
        serde_json::from_value(list).unwrap()
    }

    fn part(start: (u32, u32), end: (u32, u32), text: &str) -> serde_json::Value {
        let position = |(line, character)| json!({ "line": line, "character": character });
        json!({ "range": { "start": position(start), "end": position(end) }, "text": text })
    }

    #[test]
    fn changes_follow_each_other() {
        let list = changes(json!([part((0, 1), (0, 1), "x\n"), part((1, 0), (1, 1), ""), { "text": "all" }]));
        assert_eq!(changed("ab", list.get(..1).unwrap(), Encoding::Utf16), "ax\nb");
        assert_eq!(changed("ab", list.get(..2).unwrap(), Encoding::Utf16), "ax\n");
        assert_eq!(changed("ab", &list, Encoding::Utf16), "all");
    }

    #[test]
    fn ranges_past_the_end_append_and_reversed_ones_are_turned() {
        let list = changes(json!([part((9, 0), (9, 9), "!")]));
        assert_eq!(changed("ab\n", &list, Encoding::Utf16), "ab\n!");
        let list = changes(json!([part((0, 2), (0, 1), "")]));
        assert_eq!(changed("abc", &list, Encoding::Utf16), "ac");
    }

    #[test]
    fn half_a_surrogate_pair_is_none() {
        let list = changes(json!([part((0, 1), (0, 2), "-")]));
        assert_eq!(changed("𝄞b", &list, Encoding::Utf16), "-b");
        let list = changes(json!([part((0, 2), (0, 3), "-")]));
        assert_eq!(changed("𝄞b", &list, Encoding::Utf16), "𝄞-");
    }
}
