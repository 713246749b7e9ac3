//! The path language of patches: keys joined by `.`, `[key]` for an element of a keyed list or a key that holds dots, `[0]` for an element of a list without keys.

use infrac_source::Str;
use infrac_tree::data::{Node, NodeKind, Scalar};

/// A step of a patch's path as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// `.name`
    Key(Str),
    /// `[name]`
    Bracket(Str),
}

/// A step of a path that exists: into a map, or into a list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Place {
    Entry(Str),
    Item(usize),
}

/// By which fields the elements of a list are told apart, as strategic merge patches of Kubernetes (`patchMergeKey` of its API) and the Compose
/// specification tell them; the first field in which an element has the value counts.
const LIST_KEYS: &[(&str, &[&str])] = &[
    ("containers", &["name"]),
    ("initContainers", &["name"]),
    ("env", &["name"]),
    ("ports", &["name", "containerPort", "port"]),
    ("volumes", &["name", "target"]),
    ("volumeMounts", &["mountPath", "name"]),
    ("imagePullSecrets", &["name"]),
    ("topologySpreadConstraints", &["topologyKey"]),
    ("rules", &["host", "name"]),
    ("hosts", &["host"]),
    ("paths", &["path"]),
    ("metrics", &["name", "type"]),
    ("configs", &["source", "target"]),
    ("secrets", &["source", "target"]),
    ("tolerations", &["key"]),
    ("data", &["secretKey"]),
];

/// The fields that tell the elements of lists of that name apart, the most telling first; none where there are none.
pub fn list_keys(list: &str) -> &'static [&'static str] {
    LIST_KEYS.iter().find(|(name, _)| *name == list).map_or(&[][..], |(_, fields)| fields)
}

/// Reads the path of a patch. The error says what is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Step>, &'static str> {
    let mut steps = Vec::new();
    let mut rest = text;
    loop {
        if let Some(inner) = rest.strip_prefix('[') {
            let (key, after) = bracket(inner)?;
            steps.push(Step::Bracket(key.into()));
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            if key.is_empty() {
                return Err("a key is missing");
            }
            steps.push(Step::Key(key.into()));
            rest = after;
        }
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(steps),
            None if rest.starts_with('[') => {}
            None => return Err("after `]` comes `.`, `[` or the end"),
        }
    }
}

/// The text up to `]`, and what follows. Between quotes it may hold `]`.
fn bracket(inner: &str) -> Result<(&str, &str), &'static str> {
    let (key, after) = match inner.strip_prefix('"') {
        Some(quoted) => quoted.split_once("\"]").ok_or("a `\"]` is missing")?,
        None => inner.split_once(']').ok_or("a `]` is missing")?,
    };
    if key.is_empty() { Err("nothing stands between the brackets") } else { Ok((key, after)) }
}

/// Where a step leads from `node`, which is the value of `field`; `None` if there is nothing.
pub(super) fn find(node: &Node, field: &str, step: &Step) -> Option<Place> {
    match (&node.kind, step) {
        (NodeKind::Map(entries), Step::Key(key) | Step::Bracket(key)) => {
            entries.contains_key(key).then(|| Place::Entry(key.clone()))
        }
        (NodeKind::List(items), Step::Bracket(key)) => {
            let fields = list_keys(field);
            let keyed = fields.iter().find_map(|field| items.iter().position(|item| is(item.get(field), key)));
            let counted = || key.parse::<usize>().ok().filter(|index| *index < items.len());
            keyed.or_else(counted).map(Place::Item)
        }
        (NodeKind::List(_), Step::Key(_)) | (NodeKind::Scalar(_), _) => None,
    }
}

/// The node at a place.
pub(super) fn at<'n>(node: &'n Node, place: &Place) -> Option<&'n Node> {
    match (&node.kind, place) {
        (NodeKind::Map(entries), Place::Entry(key)) => entries.get(key),
        (NodeKind::List(items), Place::Item(index)) => items.get(*index),
        _ => None,
    }
}

/// The node at the end of a path.
pub(super) fn at_mut<'n>(node: &'n mut Node, path: &[Place]) -> Option<&'n mut Node> {
    path.iter().try_fold(node, |node, place| match (&mut node.kind, place) {
        (NodeKind::Map(entries), Place::Entry(key)) => entries.get_mut(key),
        (NodeKind::List(items), Place::Item(index)) => items.get_mut(*index),
        _ => None,
    })
}

/// What could have been meant by a step from `node`: its keys, or the keys of its elements.
pub(super) fn candidates(node: &Node, field: &str) -> Vec<Str> {
    match &node.kind {
        NodeKind::Map(entries) => entries.keys().cloned().collect(),
        NodeKind::List(items) => {
            let fields = list_keys(field);
            let known = |item: &Node| fields.iter().find_map(|field| scalar(item.get(field)?));
            items
                .iter()
                .enumerate()
                .map(|(index, item)| known(item).unwrap_or_else(|| index.to_string().into()))
                .collect()
        }
        NodeKind::Scalar(_) => Vec::new(),
    }
}

fn is(node: Option<&Node>, text: &str) -> bool {
    node.and_then(scalar).is_some_and(|scalar| scalar == text)
}

fn scalar(node: &Node) -> Option<Str> {
    match &node.kind {
        NodeKind::Scalar(Scalar::Int(number)) => Some(number.to_string().into()),
        NodeKind::Scalar(Scalar::Text(phrase)) => phrase.pieces.literal().cloned(),
        NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, parse};

    #[test]
    fn paths_are_read() {
        let key = |text: &str| Step::Key(text.into());
        let bracket = |text: &str| Step::Bracket(text.into());
        assert_eq!(parse("a.b"), Ok(vec![key("a"), key("b")]));
        assert_eq!(parse("a[b].c[0]"), Ok(vec![key("a"), bracket("b"), key("c"), bracket("0")]));
        assert_eq!(parse("a[x.y/z]"), Ok(vec![key("a"), bracket("x.y/z")]));
        assert_eq!(parse("a[\"x]y\"]"), Ok(vec![key("a"), bracket("x]y")]));
        for wrong in ["", ".", "a.", "a..b", "a[", "a[]", "a[b", "a[b]c", ".a"] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
