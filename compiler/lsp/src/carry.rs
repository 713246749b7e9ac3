//! Findings of the last whole analysis, carried over an edit. After a keystroke the edited file is parsed and checked at once, while plans and targets
//! need longer; what they said before stays where it was, moved along with the text, until they have spoken again.

use infrac_diagnostics::{Diagnostic, Edit, Fix, Label};
use infrac_source::{FileId, Source, Sources, Span};
use std::collections::BTreeMap;

/// How the bytes of a file moved: those before and after one place that changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Shift {
    /// How many bytes at the start are the same.
    same: u32,
    /// Where, in the old text, the bytes begin that are the same up to the end.
    rest: u32,
    /// How far these moved.
    by: i64,
}

impl Shift {
    /// Between two texts, in time linear in them.
    fn between(old: &str, new: &str) -> Self {
        let same = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
        let room = old.len().min(new.len()) - same;
        let ends = old.bytes().rev().zip(new.bytes().rev()).take(room);
        let tail = ends.take_while(|(old, new)| old == new).count();
        Self { same: same as u32, rest: (old.len() - tail) as u32, by: new.len() as i64 - old.len() as i64 }
    }

    /// A span after the change; `None` if it touches what changed.
    fn moved(self, span: Span) -> Option<Span> {
        if span.end <= self.same {
            return Some(span);
        }
        let at = |offset: u32| u32::try_from(i64::from(offset) + self.by).ok();
        (span.start >= self.rest).then(|| Some(Span { start: at(span.start)?, end: at(span.end)?, ..span }))?
    }
}

/// What moved between two states of a project.
#[derive(Debug)]
pub struct Carry {
    /// Of each file that changed; `None`: another file has its number now.
    shifts: BTreeMap<FileId, Option<Shift>>,
}

impl Carry {
    /// From the texts of the earlier state to those of the later one.
    pub fn new(old: &Sources, new: &Sources) -> Self {
        let mut shifts = BTreeMap::new();
        for source in old.iter() {
            match new.get(source.id()) {
                Some(now) if now.path() != source.path() => {
                    shifts.insert(source.id(), None);
                }
                Some(now) if !is_same(source, now) => {
                    shifts.insert(source.id(), Some(Shift::between(source.text(), now.text())));
                }
                Some(_) => {}
                None => {
                    shifts.insert(source.id(), None);
                }
            }
        }
        Self { shifts }
    }

    /// A finding in the later state; `None` if its place or a place that disagrees with it changed.
    pub fn finding(&self, finding: &Diagnostic) -> Option<Diagnostic> {
        let labels: Option<Vec<Label>> = finding
            .labels
            .iter()
            .map(|label| Some(Label { span: self.span(label.span)?, text: label.text.clone() }))
            .collect();
        let fixes = finding.fixes.iter().filter_map(|fix| {
            let edits: Option<Vec<Edit>> = fix
                .edits
                .iter()
                .map(|edit| Some(Edit { span: self.span(edit.span)?, text: edit.text.clone() }))
                .collect();
            Some(Fix { edits: edits?, ..fix.clone() })
        });
        Some(Diagnostic { labels: labels?, fixes: fixes.collect(), ..finding.clone() })
    }

    fn span(&self, span: Span) -> Option<Span> {
        match self.shifts.get(&span.file) {
            None => Some(span),
            Some(shift) => (*shift)?.moved(span),
        }
    }
}

/// Whether two files have one text: by identity where possible.
pub fn is_same(old: &Source, new: &Source) -> bool {
    std::ptr::eq(old, new) || (old.path() == new.path() && old.text() == new.text())
}

#[cfg(test)]
mod tests {
    use super::Shift;
    use infrac_source::{FileId, Span};

    fn moved(old: &str, new: &str, word: &str) -> Option<String> {
        let start = old.find(word).unwrap() as u32;
        let span = Span::new(FileId(0), start, start + word.len() as u32);
        Shift::between(old, new).moved(span).map(|span| new.get(span.range()).unwrap().to_owned())
    }

    #[test]
    fn what_stands_beside_a_change_moves_with_the_text() {
        let (old, new) = ("alpha beta gamma", "alpha bxxeta gamma");
        assert_eq!(moved(old, new, "alpha").unwrap(), "alpha");
        assert_eq!(moved(old, new, "gamma").unwrap(), "gamma");
        assert_eq!(moved(old, new, "beta"), None);
    }

    #[test]
    fn doubled_and_deleted_text() {
        assert_eq!(moved("aa bb", "aaaa bb", "bb").unwrap(), "bb");
        assert_eq!(moved("aaaa bb", "aa bb", "bb").unwrap(), "bb");
        assert_eq!(moved("x", "x", "x").unwrap(), "x");
        assert_eq!(moved("abc", "", "b"), None);
    }
}
