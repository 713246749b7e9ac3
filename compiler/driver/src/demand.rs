//! Which files of the standard library a project speaks of.
//!
//! A name can only mean what a file declares where it is written, so a file none of whose names stand anywhere in the project's texts, comments and
//! strings included, has no effect on it. Reading, parsing and checking it would be half of what a small project costs.

use crate::load::LoadedModule;
use infrac_stdlib::{FILES, OPTIONAL};
use rustc_hash::FxHashMap;

/// The files to be read, as places in [`FILES`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Demand {
    wanted: Vec<bool>,
}

impl Demand {
    /// All files.
    pub fn whole() -> Self {
        Self { wanted: vec![true; FILES.len()] }
    }

    /// What projects with these texts can mean: everything that is not optional, and what they speak of. Linear in the texts.
    pub fn of(modules: &[LoadedModule]) -> Self {
        Self::of_texts(modules.iter().flat_map(|module| &module.files).map(|file| file.source.text()))
    }

    fn of_texts<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut wanted = vec![true; FILES.len()];
        let mut waiting: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, optional) in OPTIONAL.iter().enumerate() {
            set(&mut wanted, optional.file, false);
            waiting.extend(optional.declares.iter().map(|name| (*name, at)));
        }
        let filter = Filter::of(waiting.keys().copied());
        for text in texts {
            for word in words(text, &filter) {
                let Some(optional) = waiting.get(word).and_then(|&at| OPTIONAL.get(at)) else { continue };
                set(&mut wanted, optional.file, true);
                optional.needs.iter().for_each(|&file| set(&mut wanted, file, true));
                for name in optional.declares {
                    waiting.remove(name);
                }
                if waiting.is_empty() {
                    return Self::whole();
                }
            }
        }
        Self { wanted }
    }

    /// Whether the file at that place of [`FILES`] is to be read.
    pub fn wants(&self, file: usize) -> bool {
        self.wanted.get(file).copied().unwrap_or(true)
    }

    /// Whether no file is left out.
    pub fn is_whole(&self) -> bool {
        self.wanted.iter().all(|&wanted| wanted)
    }
}

fn set(wanted: &mut [bool], file: usize, value: bool) {
    if let Some(slot) = wanted.get_mut(file) {
        *slot = value;
    }
}

/// Which lengths the names with a first byte have: most words are no names, and this says so without hashing them.
struct Filter([u64; 256]);

impl Filter {
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut lengths = [0; 256];
        for name in names {
            if let Some(slot) = name.bytes().next().and_then(|first| lengths.get_mut(usize::from(first))) {
                *slot |= length_bit(name.len());
            }
        }
        Self(lengths)
    }

    fn may_hold(&self, word: &[u8]) -> bool {
        let lengths = word.first().and_then(|first| self.0.get(usize::from(*first)));
        lengths.is_some_and(|lengths| lengths & length_bit(word.len()) != 0)
    }
}

/// Words of 63 bytes and more share a bit.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// The longest runs of letters, digits and `_`, where the filter lets them through.
fn words<'t>(text: &'t str, filter: &Filter) -> impl Iterator<Item = &'t str> {
    let runs = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    runs.filter(|run| filter.may_hold(run)).filter_map(|run| std::str::from_utf8(run).ok())
}

#[cfg(test)]
mod tests {
    use super::Demand;
    use crate::load::{inputs, load_library};
    use infrac_stdlib::{FILES, OPTIONAL};

    fn read(texts: &[&str]) -> Vec<&'static str> {
        let demand = Demand::of_texts(texts.iter().copied());
        let files = FILES.iter().enumerate().filter(|(at, _)| demand.wants(*at));
        files.map(|(_, (path, _))| path.trim_start_matches("std/").trim_end_matches(".infra")).collect()
    }

    #[test]
    fn a_small_project_does_without_components() {
        let files = read(&["project shop {}\nservice web { image = \"web:1\" }"]);
        assert!(files.contains(&"service") && files.contains(&"types"), "{files:?}");
        assert!(!files.contains(&"postgres") && !files.contains(&"cluster"), "{files:?}");
    }

    #[test]
    fn what_is_spoken_of_is_read_with_what_it_needs() {
        let files = read(&["let a = 1", "postgres orders {}"]);
        for wanted in ["postgres", "cluster", "network", "place"] {
            assert!(files.contains(&wanted), "{wanted} of {files:?}");
        }
        assert!(!files.contains(&"rabbitmq"), "{files:?}");
        assert!(!read(&["let my_postgres = 1"]).contains(&"postgres"));
        assert!(read(&["// see \"${postgres}\""]).contains(&"postgres"));
    }

    #[test]
    fn all_names_together_are_the_whole_library() {
        let names: Vec<&str> = OPTIONAL.iter().flat_map(|file| file.declares).copied().collect();
        assert!(Demand::of_texts(names.into_iter()).is_whole());
    }

    /// What is always read needs nothing else, and no file needs more than it says.
    #[test]
    fn each_part_of_the_library_checks_by_itself() {
        let parts = std::iter::once("").chain(OPTIONAL.iter().flat_map(|file| file.declares).copied());
        for name in parts {
            let loaded = load_library(Demand::of_texts(std::iter::once(name)));
            let found = infrac_model::analyze(&inputs(&loaded)).diagnostics;
            assert!(found.0.is_empty(), "with `{name}`: {:?}", found.0);
        }
    }
}
