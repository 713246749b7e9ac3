//! How the children of several versions of a node are brought into one order.

use indexmap::IndexMap;
use infrac_source::Str;
use infrac_target::list_keys;
use infrac_tree::data::{Node, NodeKind, Scalar};
use rustc_hash::FxBuildHasher;
use std::collections::BTreeSet;

/// A child of the merged order: its key, and for each version its position there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Aligned<'k> {
    pub(crate) key: &'k str,
    pub(crate) positions: Vec<Option<usize>>,
}

/// The order of all keys such that each version's order is kept: Kahn's algorithm over "a stands before b" of neighbours, ties by first
/// appearance (language reference, chapter 8). `cyclic` says whether no such order exists; the order is then that of first appearance.
pub(crate) struct Order<'k> {
    pub(crate) children: Vec<Aligned<'k>>,
    pub(crate) cyclic: bool,
}

/// Merges sequences in which no key is there twice. Linear in their lengths, but for the ties.
pub(crate) fn order<'k>(sequences: &[Vec<&'k str>]) -> Order<'k> {
    nested(sequences).unwrap_or_else(|| sorted(sequences))
}

/// The order where one sequence has all keys and no other has them in another order, as where some versions only lack something: that sequence.
fn nested<'k>(sequences: &[Vec<&'k str>]) -> Option<Order<'k>> {
    let longest = sequences.iter().max_by_key(|sequence| sequence.len())?;
    // How many keys of each sequence have been met.
    let mut met = vec![0; sequences.len()];
    let mut children = Vec::with_capacity(longest.len());
    for key in longest {
        let position = |(sequence, met): (&Vec<&str>, &mut usize)| {
            let position = (sequence.get(*met) == Some(key)).then_some(*met);
            *met += usize::from(position.is_some());
            position
        };
        children.push(Aligned { key, positions: sequences.iter().zip(&mut met).map(position).collect() });
    }
    let all = sequences.iter().zip(met).all(|(sequence, met)| sequence.len() == met);
    all.then_some(Order { children, cyclic: false })
}

/// The order by sorting.
fn sorted<'k>(sequences: &[Vec<&'k str>]) -> Order<'k> {
    let versions = sequences.len();
    let mut keys: IndexMap<&'k str, Vec<Option<usize>>, FxBuildHasher> = IndexMap::default();
    for (version, sequence) in sequences.iter().enumerate() {
        for (position, key) in sequence.iter().enumerate() {
            let positions = keys.entry(*key).or_insert_with(|| vec![None; versions]);
            if let Some(slot) = positions.get_mut(version) {
                *slot = Some(position);
            }
        }
    }
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    let mut before = vec![0_usize; keys.len()];
    for sequence in sequences {
        let numbers: Vec<usize> = sequence.iter().filter_map(|key| keys.get_index_of(key)).collect();
        for (first, second) in numbers.iter().zip(numbers.iter().skip(1)) {
            if let (Some(list), Some(count)) = (after.get_mut(*first), before.get_mut(*second)) {
                list.push(*second);
                *count += 1;
            }
        }
    }
    let mut ready: BTreeSet<usize> =
        before.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
    let mut sorted = Vec::with_capacity(keys.len());
    while let Some(next) = ready.pop_first() {
        sorted.push(next);
        for follower in after.get(next).into_iter().flatten() {
            if let Some(count) = before.get_mut(*follower) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*follower);
                }
            }
        }
    }
    let cyclic = sorted.len() < keys.len();
    if cyclic {
        sorted = (0..keys.len()).collect();
    }
    let child = |at: usize| keys.get_index(at).map(|(key, positions)| Aligned { key, positions: positions.clone() });
    Order { children: sorted.into_iter().filter_map(child).collect(), cyclic }
}

/// Up to so many items are compared with each other; beyond that they are sorted.
const COMPARED: usize = 8;

/// The field by which the items of these lists are told apart: the first of those that the table has for lists of this name which every
/// item has, as a known scalar, and no two items of a list have alike.
pub(crate) fn list_key<'n, L: Iterator<Item = &'n Vec<Node>>>(
    lists: impl Fn() -> L,
    field: &str,
) -> Option<&'static str> {
    list_keys(field).iter().copied().find(|key| lists().all(|items| tells_apart(items, key)))
}

fn tells_apart(items: &[Node], key: &str) -> bool {
    if items.len() > COMPARED {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        return items.iter().all(|item| item_key(item, key).is_some_and(|text| seen.insert(text)));
    }
    let mut seen: [&str; COMPARED] = [""; COMPARED];
    items.iter().enumerate().all(|(at, item)| {
        let Some(text) = item_key(item, key).filter(|text| !seen.iter().take(at).any(|one| one == text)) else {
            return false;
        };
        seen.iter_mut().skip(at).take(1).for_each(|slot| *slot = text);
        true
    })
}

/// An item's key, if it is text that is known.
pub(crate) fn item_key<'n>(item: &'n Node, key: &str) -> Option<&'n str> {
    match &item.get(key)?.kind {
        NodeKind::Scalar(Scalar::Text(phrase)) => phrase.pieces.literal().map(Str::as_str),
        _ => None,
    }
}

/// A key as a name of its own.
pub(crate) fn owned(key: &str) -> Str {
    key.into()
}

#[cfg(test)]
mod tests {
    use super::order;

    fn keys<'k>(sequences: &[&[&'k str]]) -> (Vec<&'k str>, bool) {
        let sequences: Vec<Vec<&str>> = sequences.iter().map(|sequence| sequence.to_vec()).collect();
        let order = order(&sequences);
        (order.children.iter().map(|child| child.key).collect(), order.cyclic)
    }

    #[test]
    fn each_versions_order_is_kept() {
        assert_eq!(keys(&[&["a", "c"], &["a", "b", "c"]]), (vec!["a", "b", "c"], false));
        assert_eq!(keys(&[&["a", "b"], &["c", "b"]]), (vec!["a", "c", "b"], false));
        assert_eq!(keys(&[&["b"], &["a"]]), (vec!["b", "a"], false));
    }

    #[test]
    fn keys_that_only_some_lack_stay_where_the_others_have_them() {
        let sequences: Vec<Vec<&str>> = vec![vec!["a", "d"], vec!["a", "b", "c", "d"], vec!["c"]];
        let order = order(&sequences);
        let positions: Vec<_> = order.children.iter().map(|child| (child.key, child.positions.clone())).collect();
        let expected = [
            ("a", vec![Some(0), Some(0), None]),
            ("b", vec![None, Some(1), None]),
            ("c", vec![None, Some(2), Some(0)]),
            ("d", vec![Some(1), Some(3), None]),
        ];
        assert_eq!((positions, order.cyclic), (expected.to_vec(), false));
        assert_eq!(order.children, super::sorted(&sequences).children, "as by sorting");
    }

    #[test]
    fn without_a_common_order_the_first_appearance_counts() {
        assert_eq!(keys(&[&["a", "b"], &["b", "a"]]), (vec!["a", "b"], true));
    }
}
