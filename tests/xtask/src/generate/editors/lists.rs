//! The lists by name.

use super::embedded::Embedded;
use crate::library::{Library, attributes};
use infrac_quantity::{Dimension, UNITS};
use infrac_syntax::Word;
use std::collections::BTreeMap;

/// Lists of words, each without doubles: words and units in the compiler's order, names in alphabetical order.
pub struct Lists(BTreeMap<String, Vec<String>>);

impl Lists {
    /// All lists.
    pub fn of(library: &Library, embedded: &Embedded) -> Self {
        let mut lists = Self(BTreeMap::new());
        lists.add_words();
        lists.add_units();
        let kinds = library.kinds().map(|(kind, _)| kind.name.text.to_string());
        let components = library.components().map(|(component, _)| component.name.text.to_string());
        lists.add_names("kinds", kinds.chain(components));
        let declared = library.types().map(|(named, _)| named.name.text.to_string());
        lists.add_names("types", declared.chain(infrac_model::BUILTIN_TYPES.iter().map(ToString::to_string)));
        lists.add_names("functions", library.functions().map(|(function, _)| function.name.text.to_string()));
        let own = library.kinds().flat_map(|(kind, _)| attributes(kind)).map(|field| field.name.text.to_string());
        let taken =
            library.components().flat_map(|(component, _)| &component.params).map(|field| field.name.text.to_string());
        lists.add_names("attributes", own.chain(taken));
        for language in embedded.languages() {
            lists.add_names(&format!("{language} attributes"), embedded.sure_attributes(library, language).into_iter());
            lists.add_names(&format!("{language} tags"), embedded.tags(language).into_iter());
        }
        lists
    }

    /// The list of that name, if there is one and something is in it.
    pub fn get(&self, name: &str) -> Option<&[String]> {
        // An empty alternative of a regular expression fits everywhere.
        self.0.get(name).map(Vec::as_slice).filter(|list| !list.is_empty())
    }

    fn add_words(&mut self) {
        let mut add = |name: &str, is_in: fn(Word) -> bool| {
            let words = Word::SPELLED.iter().filter(|(_, word)| is_in(*word)).map(|(text, _)| (*text).to_owned());
            self.0.insert(name.to_owned(), words.collect());
        };
        add("constants", is_constant);
        add("control words", |word| word.is_expression_word() && !is_constant(word));
        add("declaration words", Word::begins_declaration);
        add("entry words", |word| word.begins_entry() && !word.is_expression_word());
        add("value names", |word| word.is_reserved() && !word.is_expression_word());
        add("other words", |word| {
            let elsewhere = word.is_reserved() || word.begins_declaration() || word.begins_entry();
            !elsewhere && word != Word::Underscore
        });
    }

    /// The units of each dimension without the sign that some begin with, the longest first: regular expressions take the first that fits.
    fn add_units(&mut self) {
        for (name, dimension) in
            [("durations", Dimension::Duration), ("sizes", Dimension::Bytes), ("rates", Dimension::Rate)]
        {
            let of_it = UNITS.iter().filter(|unit| unit.dimension == dimension);
            let mut units: Vec<String> = of_it.map(|unit| unit.suffix.trim_start_matches('/').to_owned()).collect();
            units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
            self.0.insert(name.to_owned(), units);
        }
    }

    fn add_names(&mut self, list: &str, names: impl Iterator<Item = String>) {
        let mut names: Vec<String> = names.collect();
        names.sort();
        names.dedup();
        self.0.insert(list.to_owned(), names);
    }
}

fn is_constant(word: Word) -> bool {
    matches!(word, Word::True | Word::False | Word::Null)
}
