//! Of very long lists, what the letters before the cursor still allow. A client filters by itself, but a list of thousands takes longer to send and to
//! read than to find.

use super::Completion;
use crate::snapshot::Snapshot;
use infrac_source::Span;

/// At most `most` of what was found for the place `offset`, in the order in which it was found, and whether something was left out: then the client must
/// ask again as the author types on. Short lists stay whole.
pub fn narrowed(snapshot: &Snapshot, mut found: Vec<Completion>, offset: u32, most: usize) -> (Vec<Completion>, bool) {
    if found.len() <= most {
        return (found, false);
    }
    found.retain(|completion| {
        let Span { file, start, .. } = completion.replace;
        is_spelled_by(&completion.name, snapshot.slice(Span::new(file, start, offset.max(start))))
    });
    found.truncate(most);
    (found, true)
}

/// Whether the letters stand in the name, in their order, as clients filter: without regard to case.
fn is_spelled_by(name: &str, letters: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_lowercase);
    letters.chars().flat_map(char::to_lowercase).all(|letter| rest.any(|one| one == letter))
}

#[cfg(test)]
mod tests {
    use super::{is_spelled_by, narrowed};
    use crate::completion::completions;
    use crate::testing::case;

    #[test]
    fn letters_are_looked_for_in_their_order() {
        assert!(is_spelled_by("booking", "bkg") && is_spelled_by("Booking", "bo") && is_spelled_by("x", ""));
        assert!(!is_spelled_by("booking", "gk") && !is_spelled_by("x", "xx"));
    }

    #[test]
    fn a_long_list_is_cut_after_what_fits_the_letters() {
        let case = case("let seats = 1\nlet seven = 2\nlet other = 3\nlet all = se$0\n");
        let found = completions(&case.snapshot, case.file, case.offset);
        let names = |most: usize| {
            let (found, is_cut) = narrowed(&case.snapshot, found.clone(), case.offset, most);
            (found.into_iter().map(|one| one.name.to_string()).collect::<Vec<_>>(), is_cut)
        };
        let (two, is_cut) = names(2);
        assert_eq!((two, is_cut), (vec!["seats".to_owned(), "seven".to_owned()], true));
        assert_eq!(names(found.len()).0.len(), found.len());
        assert!(!names(found.len()).1);
    }
}
