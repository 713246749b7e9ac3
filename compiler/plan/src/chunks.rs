//! A list that is never copied while it grows.

/// How many items stand together.
const CHUNK: usize = 4096;

/// Items by number. A large plan has hundreds of thousands of some: one vector of them would be copied whenever it doubles, and be held twice then.
#[derive(Clone, Debug)]
pub(crate) struct Chunks<T>(Vec<Vec<T>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Chunks<T> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * CHUNK + last.len())
    }

    /// The item of that number.
    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at / CHUNK)?.get(at % CHUNK)
    }

    /// Adds an item.
    pub(crate) fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < CHUNK => last.push(item),
            // The first chunk grows as a small plan needs it.
            None => self.0.push(vec![item]),
            Some(_) => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(item);
                self.0.push(chunk);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Chunks};

    #[test]
    fn items_keep_their_numbers() {
        let mut chunks = Chunks::default();
        for number in 0..3 * CHUNK {
            assert_eq!(chunks.len(), number);
            chunks.push(number);
        }
        assert!((0..3 * CHUNK).all(|number| chunks.get(number) == Some(&number)));
        assert_eq!(chunks.get(3 * CHUNK), None);
    }
}
