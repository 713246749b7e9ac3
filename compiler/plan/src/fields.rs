//! Fields of records and entries of maps, with their values.

use crate::{Entries, Val};
use infrac_source::Str;
use std::fmt;
use std::slice;
use std::sync::Arc;

/// The keys that all values of one kind, record type or tag have.
pub(crate) type Shape = Entries<()>;

/// Fields or entries, in the order of first contribution, each key once. Blocks of a kind have the same keys, as have values of a record type or
/// of a tag: they share one list of keys and hold values alone. A map has keys of its own.
#[derive(Clone)]
pub struct Fields(Form);

#[derive(Clone)]
enum Form {
    /// A value for each key, in the order of the keys.
    Shaped(Arc<Shape>, Box<[Val]>),
    Own(Entries<Val>),
}

impl Default for Fields {
    fn default() -> Self {
        Self(Form::Own(Entries::default()))
    }
}

impl Fields {
    /// No entries, with room for so many.
    pub fn with_capacity(count: usize) -> Self {
        Self(Form::Own(Entries::with_capacity(count)))
    }

    /// The values of a shape's keys, in their order. Keys and values have one number; what is left over of either is left out.
    pub(crate) fn shaped(shape: &Arc<Shape>, values: Vec<Val>) -> Self {
        if shape.len() == values.len() {
            Self(Form::Shaped(Arc::clone(shape), values.into()))
        } else {
            shape.keys().cloned().zip(values).collect()
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Shaped(_, values) => values.len(),
            Form::Own(entries) => entries.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry that stands there.
    pub fn get_index(&self, at: usize) -> Option<(&Str, &Val)> {
        match &self.0 {
            Form::Shaped(shape, values) => Some((shape.get_index(at)?.0, values.get(at)?)),
            Form::Own(entries) => entries.get_index(at),
        }
    }

    /// Whether there is an entry of that key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Val> {
        match &self.0 {
            Form::Shaped(shape, values) => values.get(shape.get_index_of(key)?),
            Form::Own(entries) => entries.get(key),
        }
    }

    /// The entry of a key.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Val> {
        match &mut self.0 {
            Form::Shaped(shape, values) => values.get_mut(shape.get_index_of(key)?),
            Form::Own(entries) => entries.get_mut(key),
        }
    }

    /// Sets an entry: in its place if there is one, which is given back, else at the end.
    pub fn insert(&mut self, key: Str, val: Val) -> Option<Val> {
        self.change(|entries| entries.insert(key, val))
    }

    /// Takes an entry out; those behind it move up.
    pub fn shift_remove(&mut self, key: &str) -> Option<Val> {
        self.change(|entries| entries.shift_remove(key))
    }

    /// The entries, in order.
    pub fn iter(&self) -> Iter<'_> {
        match &self.0 {
            Form::Shaped(shape, values) => Iter::Shaped(IntoIterator::into_iter(&**shape), values.iter()),
            Form::Own(entries) => Iter::Own(entries.into_iter()),
        }
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Str> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    /// What stands under the keys, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Val> {
        let (shaped, own): (&[Val], _) = match &self.0 {
            Form::Shaped(_, values) => (values, None),
            Form::Own(entries) => (&[], Some(entries)),
        };
        shaped.iter().chain(own.into_iter().flat_map(Entries::values))
    }

    /// Changes what keys there are: of a map with keys of its own, which it is from then on.
    fn change<R>(&mut self, change: impl FnOnce(&mut Entries<Val>) -> R) -> R {
        let mut entries = match std::mem::take(self).0 {
            Form::Shaped(shape, values) => shape.keys().cloned().zip(values).collect(),
            Form::Own(entries) => entries,
        };
        let result = change(&mut entries);
        self.0 = Form::Own(entries);
        result
    }
}

/// Entries, in order.
#[derive(Clone)]
pub enum Iter<'f> {
    /// Keys that are shared, and the values beside them: as many.
    Shaped(<&'f Shape as IntoIterator>::IntoIter, slice::Iter<'f, Val>),
    /// Keys with their values.
    Own(<&'f Entries<Val> as IntoIterator>::IntoIter),
}

impl<'f> Iterator for Iter<'f> {
    type Item = (&'f Str, &'f Val);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Shaped(keys, values) => Some((keys.next()?.0, values.next()?)),
            Self::Own(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Shaped(_, values) => values.size_hint(),
            Self::Own(entries) => entries.size_hint(),
        }
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        match self {
            Self::Shaped(keys, values) => Some((keys.next_back()?.0, values.next_back()?)),
            Self::Own(entries) => entries.next_back(),
        }
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'f> IntoIterator for &'f Fields {
    type Item = (&'f Str, &'f Val);
    type IntoIter = Iter<'f>;

    fn into_iter(self) -> Iter<'f> {
        self.iter()
    }
}

impl From<Entries<Val>> for Fields {
    fn from(entries: Entries<Val>) -> Self {
        Self(Form::Own(entries))
    }
}

impl FromIterator<(Str, Val)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Str, Val)>>(entries: I) -> Self {
        Self(Form::Own(entries.into_iter().collect()))
    }
}

/// As maps: the order does not count.
impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().zip(other).all(
                |((key, val), (same, theirs))| {
                    if key == same { val == theirs } else { other.get(key) == Some(val) }
                },
            )
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Shape};
    use crate::{OriginId, Val, Value};
    use std::sync::Arc;

    fn val(number: i64) -> Val {
        Val { value: Value::Int(number), origin: OriginId::NONE }
    }

    fn numbered(count: i64) -> Fields {
        let shape: Shape = (0..count).map(|number| (number.to_string().into(), ())).collect();
        Fields::shaped(&Arc::new(shape), (0..count).map(val).collect())
    }

    #[test]
    fn fields_of_a_shape_and_of_their_own_are_alike() {
        for count in [0, 3, 40] {
            let shaped = numbered(count);
            let own: Fields = shaped.iter().map(|(key, val)| (key.clone(), val.clone())).collect();
            assert_eq!(shaped, own);
            assert!(shaped.iter().eq(own.iter()) && shaped.iter().rev().eq(own.iter().rev()));
            assert!((0..count).all(|number| shaped.get(&number.to_string()) == Some(&val(number))));
            assert_eq!(shaped.get("none"), None);
            assert_ne!(shaped, numbered(count + 1));
        }
    }

    #[test]
    fn changing_one_leaves_the_others_of_its_shape() {
        let first = numbered(3);
        let mut second = first.clone();
        assert_eq!(second.insert("1".into(), val(7)), Some(val(1)), "in its place");
        assert_eq!(second.insert("new".into(), val(8)), None);
        assert_eq!(second.shift_remove("0"), Some(val(0)));
        assert_eq!(second.keys().map(|key| key.as_str()).collect::<Vec<_>>(), ["1", "2", "new"]);
        assert_eq!(first, numbered(3));
    }
}
