//! Maps that keep their order, as values and documents are full of them.

use hashbrown::HashTable;
use infrac_source::Str;
use rustc_hash::FxHasher;
use std::fmt;
use std::hash::Hasher;

/// Up to so many entries a search is faster than hashing, and most maps have fewer.
const SEARCHED: usize = 16;

/// The entries of a map, in order, each key once. A plan and a document have a map for every few of their lines, nearly all of them small:
/// those are one list and nothing else. Larger ones have an index beside it.
#[derive(Clone)]
pub struct Entries<V> {
    list: Vec<(Str, V)>,
    /// The places of all keys by their hashes, once there are more than [`SEARCHED`].
    index: Option<Box<HashTable<u32>>>,
}

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self { list: Vec::new(), index: None }
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}

impl<V> Entries<V> {
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
            Some(index) => {
                let is_key = |at: &u32| self.list.get(*at as usize).is_some_and(|(known, _)| known == key);
                index.find(hash(key), is_key).map(|at| *at as usize)
            }
            None => self.list.iter().position(|(known, _)| known == key),
        }
    }

    /// The entry that stands there.
    pub fn get_index(&self, at: usize) -> Option<(&Str, &V)> {
        self.list.get(at).map(|(key, value)| (key, value))
    }

    /// Whether there is an entry of that key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get_index_of(key).is_some()
    }

    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&V> {
        let at = self.get_index_of(key)?;
        self.list.get(at).map(|(_, value)| value)
    }

    /// The entry of a key.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let at = self.get_index_of(key)?;
        self.list.get_mut(at).map(|(_, value)| value)
    }

    /// Sets an entry: in its place if there is one, which is given back, else at the end.
    pub fn insert(&mut self, key: Str, value: V) -> Option<V> {
        if let Some(known) = self.get_mut(&key) {
            return Some(std::mem::replace(known, value));
        }
        self.push(key, value);
        None
    }

    /// Adds an entry at the end whose key is not there yet: nobody looks for it.
    pub fn push(&mut self, key: Str, value: V) {
        debug_assert!(!self.contains_key(&key), "`{key}` is there already");
        let at = self.list.len();
        self.list.push((key, value));
        match (&mut self.index, u32::try_from(at)) {
            (Some(index), Ok(at)) => {
                let list = &self.list;
                let hash_at = |at: &u32| list.get(*at as usize).map_or(0, |(key, _)| hash(key));
                index.insert_unique(hash_at(&at), at, hash_at);
            }
            _ => self.index_if_large(),
        }
    }

    /// The place of a key, for whoever fills it where it is empty.
    pub fn entry(&mut self, key: Str) -> Entry<'_, V> {
        Entry { entries: self, key }
    }

    /// Puts a new entry at a place; those behind it move down. An entry of that key that is there already is replaced where it stands.
    pub fn shift_insert(&mut self, at: usize, key: Str, value: V) -> Option<V> {
        if self.contains_key(&key) {
            return self.insert(key, value);
        }
        self.list.insert(at.min(self.list.len()), (key, value));
        self.index_if_large();
        None
    }

    /// Takes an entry out; those behind it move up.
    pub fn shift_remove(&mut self, key: &str) -> Option<V> {
        let at = self.get_index_of(key)?;
        let (_, value) = self.list.remove(at);
        self.index_if_large();
        Some(value)
    }

    /// Takes what stands under a key, and leaves `V`'s default there: nothing moves.
    pub fn take(&mut self, key: &str) -> Option<V>
    where
        V: Default,
    {
        self.get_mut(key).map(std::mem::take)
    }

    /// The entries, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Str, &V)> + ExactSizeIterator {
        self.list.iter().map(|(key, value)| (key, value))
    }

    /// The entries, in order.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Str, &mut V)> + ExactSizeIterator {
        self.list.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Str> + ExactSizeIterator {
        self.list.iter().map(|(key, _)| key)
    }

    /// What stands under the keys, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.list.iter().map(|(_, value)| value)
    }

    /// What stands under the keys, in order.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.list.iter_mut().map(|(_, value)| value)
    }

    fn index_if_large(&mut self) {
        if self.list.len() <= SEARCHED {
            self.index = None;
            return;
        }
        let list = &self.list;
        let hash_at = |at: &u32| list.get(*at as usize).map_or(0, |(key, _)| hash(key));
        let mut index = Box::new(HashTable::with_capacity(list.len()));
        for at in 0..u32::try_from(list.len()).unwrap_or(u32::MAX) {
            index.insert_unique(hash_at(&at), at, hash_at);
        }
        self.index = Some(index);
    }
}

/// The place of a key among entries, taken or not.
pub struct Entry<'e, V> {
    entries: &'e mut Entries<V>,
    key: Str,
}

impl<'e, V> Entry<'e, V> {
    /// What stands there; what `make` gives is put there first, at the end, if nothing does.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'e mut V {
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
impl<V: PartialEq> PartialEq for Entries<V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().enumerate().all(|(at, (key, value))| match other.list.get(at) {
                Some((same, theirs)) if same == key => value == theirs,
                _ => other.get(key) == Some(value),
            })
    }
}

impl<V: fmt::Debug> fmt::Debug for Entries<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<V> Extend<(Str, V)> for Entries<V> {
    fn extend<I: IntoIterator<Item = (Str, V)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.list.reserve(entries.size_hint().0);
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<V> FromIterator<(Str, V)> for Entries<V> {
    fn from_iter<I: IntoIterator<Item = (Str, V)>>(entries: I) -> Self {
        let mut made = Self::default();
        made.extend(entries);
        made
    }
}

impl<V> IntoIterator for Entries<V> {
    type Item = (Str, V);
    type IntoIter = std::vec::IntoIter<(Str, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'e, V> IntoIterator for &'e Entries<V> {
    type Item = (&'e Str, &'e V);
    type IntoIter = std::iter::Map<std::slice::Iter<'e, (Str, V)>, fn(&'e (Str, V)) -> (&'e Str, &'e V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter().map(|(key, value)| (key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, SEARCHED};
    use infrac_source::Str;

    fn numbered(count: usize) -> Entries<usize> {
        (0..count).map(|number| (Str::from(number.to_string()), node(number))).collect()
    }

    fn node(number: usize) -> usize {
        number
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
