use crate::data::Node;
use infrac_source::Str;
use rustc_hash::FxHashMap;
use std::fmt;

/// Up to so many entries a search is faster than hashing, and most maps of a document have fewer.
const SEARCHED: usize = 16;

/// The entries of a map, in order, each key once. A document has a map for every few of its lines, nearly all of them small: those are one
/// list and nothing else. Larger ones have an index beside it.
#[derive(Clone, Default)]
pub struct Entries {
    list: Vec<(Str, Node)>,
    /// Where each key stands, once there are more than [`SEARCHED`].
    index: Option<Box<FxHashMap<Str, usize>>>,
}

impl Entries {
    /// No entries, with room for so many.
    pub fn with_capacity(count: usize) -> Self {
        Self { list: Vec::with_capacity(count), index: None }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Where a key stands.
    pub fn get_index_of(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.list.iter().position(|(known, _)| known == key),
        }
    }

    /// The entry that stands there.
    pub fn get_index(&self, at: usize) -> Option<(&Str, &Node)> {
        self.list.get(at).map(|(key, node)| (key, node))
    }

    /// Whether there is an entry of that key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get_index_of(key).is_some()
    }

    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let at = self.get_index_of(key)?;
        self.list.get(at).map(|(_, node)| node)
    }

    /// The entry of a key.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let at = self.get_index_of(key)?;
        self.list.get_mut(at).map(|(_, node)| node)
    }

    /// Sets an entry: in its place if there is one, which is given back, else at the end.
    pub fn insert(&mut self, key: Str, node: Node) -> Option<Node> {
        if let Some(known) = self.get_mut(&key) {
            return Some(std::mem::replace(known, node));
        }
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.list.len());
        }
        self.list.push((key, node));
        if self.index.is_none() {
            self.index_if_large();
        }
        None
    }

    /// The place of a key, for whoever fills it where it is empty.
    pub fn entry(&mut self, key: Str) -> Entry<'_> {
        Entry { entries: self, key }
    }

    /// Puts a new entry at a place; those behind it move down. An entry of that key that is there already is replaced where it stands.
    pub fn shift_insert(&mut self, at: usize, key: Str, node: Node) -> Option<Node> {
        if self.contains_key(&key) {
            return self.insert(key, node);
        }
        self.list.insert(at.min(self.list.len()), (key, node));
        self.index_if_large();
        None
    }

    /// Takes an entry out; those behind it move up.
    pub fn shift_remove(&mut self, key: &str) -> Option<Node> {
        let at = self.get_index_of(key)?;
        let (_, node) = self.list.remove(at);
        self.index_if_large();
        Some(node)
    }

    /// The entries, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Str, &Node)> + ExactSizeIterator {
        self.list.iter().map(|(key, node)| (key, node))
    }

    /// The entries, in order.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Str, &mut Node)> + ExactSizeIterator {
        self.list.iter_mut().map(|(key, node)| (&*key, node))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Str> + ExactSizeIterator {
        self.list.iter().map(|(key, _)| key)
    }

    /// What stands under the keys, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Node> + ExactSizeIterator {
        self.list.iter().map(|(_, node)| node)
    }

    /// What stands under the keys, in order.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Node> + ExactSizeIterator {
        self.list.iter_mut().map(|(_, node)| node)
    }

    fn index_if_large(&mut self) {
        let positions = || self.list.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        self.index = (self.list.len() > SEARCHED).then(|| Box::new(positions()));
    }
}

/// The place of a key among entries, taken or not.
#[derive(Debug)]
pub struct Entry<'e> {
    entries: &'e mut Entries,
    key: Str,
}

impl<'e> Entry<'e> {
    /// What stands there; what `make` gives is put there first, at the end, if nothing does.
    pub fn or_insert_with(self, make: impl FnOnce() -> Node) -> &'e mut Node {
        let at = match self.entries.get_index_of(&self.key) {
            Some(at) => at,
            None => {
                self.entries.insert(self.key, make());
                self.entries.len() - 1
            }
        };
        #[allow(clippy::indexing_slicing, reason = "found, or put there just now")]
        &mut self.entries.list[at].1
    }
}

/// As maps: the order does not count.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().enumerate().all(|(at, (key, node))| match other.list.get(at) {
                Some((same, theirs)) if same == key => node == theirs,
                _ => other.get(key) == Some(node),
            })
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Extend<(Str, Node)> for Entries {
    fn extend<I: IntoIterator<Item = (Str, Node)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.list.reserve(entries.size_hint().0);
        for (key, node) in entries {
            self.insert(key, node);
        }
    }
}

impl FromIterator<(Str, Node)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Str, Node)>>(entries: I) -> Self {
        let mut made = Self::default();
        made.extend(entries);
        made
    }
}

impl IntoIterator for Entries {
    type Item = (Str, Node);
    type IntoIter = std::vec::IntoIter<(Str, Node)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'e> IntoIterator for &'e Entries {
    type Item = (&'e Str, &'e Node);
    type IntoIter = std::iter::Map<std::slice::Iter<'e, (Str, Node)>, fn(&'e (Str, Node)) -> (&'e Str, &'e Node)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter().map(|(key, node)| (key, node))
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, SEARCHED};
    use crate::data::Node;
    use infrac_plan::OriginId;
    use infrac_source::Str;

    fn numbered(count: usize) -> Entries {
        (0..count).map(|number| (Str::from(number.to_string()), node(number))).collect()
    }

    fn node(number: usize) -> Node {
        Node::int(i64::try_from(number).unwrap(), OriginId::NONE)
    }

    #[test]
    fn small_and_large_maps_behave_alike() {
        for count in [0, 1, SEARCHED, SEARCHED + 1, 10 * SEARCHED] {
            let mut entries = numbered(count);
            assert_eq!(entries.len(), count);
            assert!((0..count).all(|number| entries.get(&number.to_string()) == Some(&node(number))));
            assert_eq!(entries.get("none"), None);
            assert_eq!(entries.entry("none".into()).or_insert_with(|| node(1)), &node(1));
            assert_eq!(entries.entry("none".into()).or_insert_with(|| node(2)), &node(1));
            assert_eq!(entries.shift_remove("none"), Some(node(1)));
            assert_eq!(entries.insert("0".into(), node(7)), (count > 0).then(|| node(0)), "in its place");
            assert_eq!(entries.get_index_of("0"), Some(0));
            assert_eq!(entries.shift_remove("0"), Some(node(7)));
            let keys: Vec<String> = entries.keys().map(Str::to_string).collect();
            assert_eq!(keys, (1..count).map(|number| number.to_string()).collect::<Vec<_>>(), "order stays");
            assert!((1..count).all(|number| entries.get(&number.to_string()) == Some(&node(number))));
        }
    }

    #[test]
    fn the_order_does_not_count_for_equality() {
        for count in [3, 3 * SEARCHED] {
            let (entries, turned) = (numbered(count), numbered(count).into_iter().rev().collect());
            assert_eq!(entries, turned);
            assert_ne!(entries, numbered(count + 1));
            assert_ne!(entries, numbered(count - 1).into_iter().chain([("x".into(), node(0))]).collect());
        }
    }
}
