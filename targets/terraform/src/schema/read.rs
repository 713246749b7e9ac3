//! Finding a type's line.

use super::text;
use super::types::Schema;
use crate::provider::Provider;

/// What stands at the beginning of the line that holds the provider's own configuration.
const PROVIDER: &str = "provider";

/// What a type is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Family {
    /// `resource`
    Resource,
    /// `data`
    Data,
}

impl Family {
    /// What stands before the type's name in a schema file, and in an address.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Resource => "",
            Self::Data => "data.",
        }
    }
}

/// The schema of a type; `None`: the provider has no such type.
pub(crate) fn find(provider: &Provider, family: Family, name: &str) -> Option<Schema> {
    let key = format!("{}{name}", family.prefix());
    let lines = provider.schemas.as_bytes();
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = lines.get(..middle)?;
        let begin = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = provider.schemas.get(begin..)?.lines().next()?;
        let (own, body) = line.split_once(' ')?;
        match own.cmp(key.as_str()) {
            std::cmp::Ordering::Equal => return text::schema(body),
            std::cmp::Ordering::Less => low = begin + line.len() + 1,
            std::cmp::Ordering::Greater => high = begin,
        }
    }
    None
}

/// The names of all types of a family; read only where a name is not known.
pub(crate) fn names(provider: &Provider, family: Family) -> impl Iterator<Item = &'static str> {
    provider.schemas.lines().filter_map(move |line| {
        let name = line.split_once(' ')?.0;
        match family {
            Family::Resource => (!name.starts_with("data.") && name != PROVIDER).then_some(name),
            Family::Data => name.strip_prefix("data."),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::PROVIDERS;

    #[test]
    fn every_line_reads_and_is_found() {
        for provider in PROVIDERS {
            let mut lines = 0;
            let mut before = "";
            for line in provider.schemas.lines() {
                let (key, _) = line.split_once(' ').unwrap_or((line, ""));
                assert!(before < key, "{}: {key} is not sorted", provider.name);
                before = key;
                let (family, name) = match key.strip_prefix("data.") {
                    Some(name) => (Family::Data, name),
                    None => (Family::Resource, key),
                };
                assert!(find(provider, family, name).is_some(), "{key} does not read");
                assert!(key == PROVIDER || name.starts_with(provider.prefix), "{key} is not of {}", provider.name);
                lines += 1;
            }
            assert!(lines > 0, "{} is empty", provider.name);
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for provider in PROVIDERS {
            for name in ["", "a", "zzz", "aws_", "aws_instancf", "random_strin"] {
                assert_eq!(find(provider, Family::Resource, name), None, "{name}");
            }
        }
    }
}
