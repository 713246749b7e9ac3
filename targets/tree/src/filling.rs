//! Maps in the making.

use crate::data::{Entries, Node};
use infrac_source::Str;

/// A key of a map in the making.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// A word of the format, which whoever makes the map writes once: it is neither copied nor looked for.
    Word(&'static str),
    /// A name that somebody gave: it may be there already.
    Name(Str),
}

impl From<&'static str> for Key {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

impl From<Str> for Key {
    fn from(name: Str) -> Self {
        Self::Name(name)
    }
}

impl From<&Str> for Key {
    fn from(name: &Str) -> Self {
        Self::Name(name.clone())
    }
}

impl From<String> for Key {
    fn from(name: String) -> Self {
        Self::Name(name.into())
    }
}

/// A map in the making. Of two entries of one key the later one counts, in the place of the first.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    entries: Entries,
    /// There are names among the keys, so that a word may be there already.
    has_names: bool,
}

impl Filling {
    /// Nothing yet, with room for so many entries.
    pub fn with_capacity(count: usize) -> Self {
        Self { entries: Entries::with_capacity(count), has_names: false }
    }

    /// Adds an entry.
    pub fn put(&mut self, key: Key, node: Node) {
        match key {
            Key::Word(word) if !self.has_names => self.entries.push(Str::new_static(word), node),
            Key::Word(word) => {
                self.entries.insert(Str::new_static(word), node);
            }
            Key::Name(name) => {
                self.has_names = true;
                self.entries.insert(name, node);
            }
        }
    }

    /// Adds all entries of another map.
    pub fn extend(&mut self, other: Self) {
        self.has_names = true;
        self.entries.extend(other.entries);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What it holds.
    pub fn finish(self) -> Entries {
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::{Filling, Key};
    use crate::data::Node;
    use infrac_plan::OriginId;
    use infrac_source::Str;

    #[test]
    fn a_name_that_is_there_already_is_replaced_where_it_stands() {
        let node = |value| Node::int(value, OriginId::NONE);
        let mut map = Filling::default();
        for (at, key) in [Key::from("b"), "a".into(), Str::from("b").into(), "c".into(), Key::Name("a".into())]
            .into_iter()
            .enumerate()
        {
            map.put(key, node(at as i64));
        }
        let mut more = Filling::default();
        more.put("c".into(), node(9));
        map.extend(more);
        map.put("b".into(), node(10));
        let found: Vec<_> = map.finish().into_iter().collect();
        assert_eq!(found, [("b".into(), node(10)), ("a".into(), node(4)), ("c".into(), node(9))]);
    }
}
