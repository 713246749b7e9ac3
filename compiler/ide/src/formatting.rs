//! Layout: of a file, of a part of it, and while it is written.

use crate::snapshot::Snapshot;
use infrac_diagnostics::Edit;
use infrac_format::Replacement;
use infrac_source::{FileId, Span};

/// What lays out a file, as edits of whole lines; `None` if it has syntax errors, since what is broken is left as it is.
pub fn format_document(snapshot: &Snapshot, file: FileId) -> Option<Vec<Edit>> {
    let view = snapshot.file(file)?;
    let edits = infrac_format::edits(view.source(), view.parsed())?;
    Some(edits.into_iter().map(edit).collect())
}

/// What lays out the lines of a part of a file; in a file with syntax errors its declarations that have none.
pub fn format_range(snapshot: &Snapshot, range: Span) -> Vec<Edit> {
    let Some(view) = snapshot.file(range.file) else { return Vec::new() };
    infrac_format::range_edits(view.source(), view.parsed(), range).into_iter().map(edit).collect()
}

/// What is laid out when `typed` was just written before `offset`: behind a closing delimiter what it closes, behind a new line the line before it.
/// Text behind the cursor stays.
pub fn format_on_type(snapshot: &Snapshot, file: FileId, offset: u32, typed: char) -> Vec<Edit> {
    let Some(view) = snapshot.file(file) else { return Vec::new() };
    let offset = view.clamp(offset);
    let range = match typed {
        '}' | ']' | ')' => {
            let path = crate::NodePath::at(view, offset);
            let closed = path.nodes.iter().rev().map(|node| node.span()).find(|span| span.end == offset);
            closed.unwrap_or(view.span(view.line_start(offset), offset))
        }
        '\n' => {
            let line = view.line_start(offset);
            let before = view.line_start(line.saturating_sub(1));
            view.span(before, line.saturating_sub(1))
        }
        _ => return Vec::new(),
    };
    let last = if typed == '\n' { view.line_start(offset) } else { u32::MAX };
    format_range(snapshot, range).into_iter().filter(|edit| edit.span.end <= last).collect()
}

fn edit(replacement: Replacement) -> Edit {
    Edit { span: replacement.span, text: replacement.text }
}

#[cfg(test)]
mod tests {
    use super::{format_document, format_on_type};
    use crate::testing::case;
    use infrac_diagnostics::Edit;

    fn applied(text: &str, edits: &[Edit]) -> String {
        let mut text = text.to_owned();
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        text
    }

    #[test]
    fn a_closing_brace_lays_out_its_block() {
        let text = "let a   = 1\nservice b {\nimage=\"a:1\"\n}$0\n";
        let case = case(text);
        let edits = format_on_type(&case.snapshot, case.file, case.offset, '}');
        let plain = text.replace("$0", "");
        assert_eq!(applied(&plain, &edits), "let a   = 1\nservice b {\n  image = \"a:1\"\n}\n");
    }

    #[test]
    fn a_broken_file_is_not_laid_out_as_a_whole() {
        let case = case("service b {\nimage=\n}\n");
        assert_eq!(format_document(&case.snapshot, case.file), None);
    }
}
