//! `values.yaml`, `values-ENV.yaml` and the schema of both.

use crate::diff::same;
use crate::late::Late;
use crate::registry::Registry;
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Entries, Node, NodeKind, Phrase, Scalar};
use infrac_tree::template::{Form, tpl_text};
use rustc_hash::FxHashMap;

/// What the files of values are made of.
pub(crate) struct Content<'a> {
    pub(crate) chart: &'a str,
    /// The environments' names, and where they were declared.
    pub(crate) environments: &'a [(Str, OriginId)],
    registry: Registry<'a>,
    pub(crate) late: &'a [Late],
    rows: Vec<Row>,
}

/// A place below `.Values`, what it is in each environment (if it is there), whether it has a default, and what it is for.
struct Row {
    path: Str,
    comment: Str,
    nodes: Vec<Option<Node>>,
    has_default: bool,
    /// What the maps around it come of.
    origin: OriginId,
}

impl<'a> Content<'a> {
    /// What these values and late values come to in these environments.
    pub(crate) fn new(
        chart: &'a str,
        environments: &'a [(Str, OriginId)],
        mut registry: Registry<'a>,
        late: &'a [Late],
    ) -> Self {
        let rows = rows(chart, environments.len(), &mut registry, late);
        Self { chart, environments, registry, late, rows }
    }

    /// The defaults: what the first environment says of whatever every environment has, each parent, and each flag.
    pub(crate) fn defaults(&self) -> Node {
        let mut root = self.root(0);
        for row in &self.rows {
            let (outer, last) = split(&row.path);
            let around = parents(&mut root, outer, row.origin);
            if let Some(node) = row.nodes.first().and_then(Option::as_ref).filter(|_| row.has_default)
                && let Some(entries) = around
            {
                entries.insert(last.into(), node.clone().commented(row.comment.clone()));
            }
        }
        let mut docs: FxHashMap<&Str, Option<&Str>> = FxHashMap::default();
        for header in self.registry.models().iter().flat_map(|model| model.plan().headers()) {
            if header.kind != "environment" {
                docs.entry(&header.identity).or_insert(header.doc.as_ref());
            }
        }
        for (identity, path) in self.registry.roots() {
            if let Some(doc) = docs.get(identity).copied().flatten().cloned()
                && let Some(node) = find(&mut root, path)
            {
                node.comment = Some(Box::new(doc));
            }
        }
        let head = format!(
            "Values of the chart {}, as {} has them; each environment's own file says what is different there.\n\
             The schema beside this file refuses what is not listed. Written by infrac: change the source.",
            self.chart,
            self.environments.first().map_or("", |(name, _)| name.as_str())
        );
        root.commented(head)
    }

    /// What differs from the defaults in one environment, and what has none.
    pub(crate) fn of_environment(&self, environment: usize) -> Node {
        let mut root = self.root(environment);
        for row in &self.rows {
            let default = row.nodes.first().and_then(Option::as_ref).filter(|_| row.has_default);
            let own = row.nodes.get(environment).and_then(Option::as_ref);
            if let Some(own) = own.filter(|own| !default.is_some_and(|default| same(default, own))) {
                let (outer, last) = split(&row.path);
                if let Some(entries) = parents(&mut root, outer, own.origin) {
                    entries.insert(last.into(), own.clone());
                }
            }
        }
        root
    }

    fn root(&self, environment: usize) -> Node {
        let (name, origin) = self.environments.get(environment).cloned().unwrap_or((Str::default(), OriginId::NONE));
        let node = Node::text(name, origin).commented("The environment that the values are of.");
        let node = if environment == 0 { node } else { Node { comment: None, ..node } };
        Node::map([("environment", node)], origin)
    }

    /// The JSON schema of the merged values: every object closed.
    pub(crate) fn schema(&self) -> Node {
        let origin = self.environments.first().map_or(OriginId::NONE, |(_, origin)| *origin);
        let names = self.environments.iter().map(|(name, origin)| Node::text(name.clone(), *origin)).collect();
        let environment = Node::map(
            [
                ("description", Node::text("The environment that the values are of.", origin)),
                ("enum", Node::list(names, origin)),
            ],
            origin,
        );
        let mut root = object(origin);
        insert_schema(&mut root, "environment", environment);
        for row in &self.rows {
            let nodes: Vec<&Node> = row.nodes.iter().flatten().collect();
            let late = self.late.iter().find(|late| late.values == row.path);
            let schema = match (late, nodes.first()) {
                (Some(late), _) => late.schema(),
                (None, Some(_)) => described(&nodes, &row.comment),
                (None, None) => continue,
            };
            insert_schema(&mut root, &row.path, schema);
        }
        let mut entries = Entries::default();
        entries.insert("$schema".into(), Node::text("http://json-schema.org/draft-07/schema#", origin));
        entries.insert("title".into(), Node::text(format!("Values of the chart {}", self.chart), origin));
        if let NodeKind::Map(own) = root.kind {
            entries.extend(own);
        }
        Node::entries(entries, origin)
    }
}

/// All places below `.Values`: late values, values, flags.
fn rows(chart: &str, count: usize, registry: &mut Registry<'_>, late: &[Late]) -> Vec<Row> {
    let mut rows: Vec<Row> = late
        .iter()
        .map(|late| {
            let (path, comment, nodes) = late.row();
            let has_default = nodes.first().is_some_and(Option::is_some);
            Row { path, comment, nodes, has_default, origin: late.origin }
        })
        .collect();
    for mut value in registry.take_values() {
        let comment = value.place();
        // Scalars and lists replace each other; of maps Helm would keep what another environment does not have.
        let replaces = value.nodes.iter().all(|node| matches!(node.kind, NodeKind::Scalar(_)))
            || value.nodes.iter().all(|node| matches!(node.kind, NodeKind::List(_)));
        let has_default = replaces && value.present.len() == count;
        let origin = value.nodes.first().map_or(OriginId::NONE, |node| node.origin);
        value.nodes.iter_mut().for_each(|node| write(node, value.form, chart));
        let nodes = if value.present.len() == count {
            value.nodes.into_iter().map(Some).collect()
        } else {
            let mut nodes: Vec<Option<Node>> = vec![None; count];
            for (environment, node) in value.present.iter().zip(value.nodes) {
                if let Some(slot) = nodes.get_mut(usize::from(*environment)) {
                    *slot = Some(node);
                }
            }
            nodes
        };
        rows.push(Row { path: value.path, comment, nodes, has_default, origin });
    }
    for flag in registry.flags() {
        let node = |at: usize| {
            let there = u16::try_from(at).is_ok_and(|at| flag.present.contains(&at));
            Some(Node::bool(there, flag.origin))
        };
        let comment = format!("Whether there is {}.", flag.place).into();
        rows.push(Row {
            path: flag.path.clone(),
            comment,
            nodes: (0..count).map(node).collect(),
            has_default: true,
            origin: flag.origin,
        });
    }
    rows
}

/// Makes a value what the values file has: without the comments of the manifest, which stand in the template; text is what the next reader
/// sees, and what `tpl` reads is escaped for it.
fn write(node: &mut Node, form: Form, chart: &str) {
    node.comment = None;
    if form == Form::Tpl
        && let NodeKind::Scalar(Scalar::Text(phrase)) = &mut node.kind
    {
        *phrase = Phrase::plain(tpl_text(phrase, chart));
    }
}

/// A path as that of the map around it and a key.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('.').unwrap_or(("", path))
}

/// The map at a path, made where it is not there.
fn parents<'n>(root: &'n mut Node, path: &str, origin: OriginId) -> Option<&'n mut Entries> {
    let mut node = root;
    for segment in path.split('.').filter(|segment| !segment.is_empty()) {
        let NodeKind::Map(entries) = &mut node.kind else { return None };
        node = entries.entry(segment.into()).or_insert_with(|| Node::map::<&str>([], origin));
    }
    match &mut node.kind {
        NodeKind::Map(entries) => Some(entries),
        NodeKind::Scalar(_) | NodeKind::List(_) => None,
    }
}

fn find<'n>(root: &'n mut Node, path: &str) -> Option<&'n mut Node> {
    path.split('.').try_fold(root, |node, segment| match &mut node.kind {
        NodeKind::Map(entries) => entries.get_mut(segment),
        NodeKind::Scalar(_) | NodeKind::List(_) => None,
    })
}

/// The schema of an object without properties.
fn object(origin: OriginId) -> Node {
    Node::map(
        [
            ("type", Node::text("object", origin)),
            ("properties", Node::map::<&str>([], origin)),
            ("additionalProperties", Node::bool(false, origin)),
        ],
        origin,
    )
}

fn insert_schema(root: &mut Node, path: &str, schema: Node) {
    let origin = schema.origin;
    let mut segments = path.split('.').peekable();
    let mut node = root;
    while let Some(segment) = segments.next() {
        let NodeKind::Map(entries) = &mut node.kind else { return };
        let Some(Node { kind: NodeKind::Map(properties), .. }) = entries.get_mut("properties") else { return };
        if segments.peek().is_none() {
            properties.insert(segment.into(), schema);
            return;
        }
        node = properties.entry(segment.into()).or_insert_with(|| object(origin));
    }
}

fn described(nodes: &[&Node], comment: &Str) -> Node {
    let origin = nodes.first().map_or(OriginId::NONE, |node| node.origin);
    let mut entries = Entries::with_capacity(2);
    entries.insert("description".into(), Node::text(comment.clone(), origin));
    describe(nodes, origin, &mut entries);
    Node::entries(entries, origin)
}

/// What all of these are instances of.
fn schema_of(nodes: &[&Node]) -> Node {
    let origin = nodes.first().map_or(OriginId::NONE, |node| node.origin);
    let mut entries = Entries::with_capacity(1);
    describe(nodes, origin, &mut entries);
    Node::entries(entries, origin)
}

/// Adds to a schema what all of these are instances of.
fn describe(nodes: &[&Node], origin: OriginId, entries: &mut Entries) {
    let mut types: Vec<&'static str> = Vec::new();
    for node in nodes {
        let name = match &node.kind {
            NodeKind::Map(_) => "object",
            NodeKind::List(_) => "array",
            NodeKind::Scalar(Scalar::Null) => "null",
            NodeKind::Scalar(Scalar::Bool(_)) => "boolean",
            NodeKind::Scalar(Scalar::Int(_)) => "integer",
            NodeKind::Scalar(Scalar::Number(number)) if number.to_decimal().is_some() => "number",
            NodeKind::Scalar(Scalar::Number(_) | Scalar::Text(_)) => "string",
        };
        if !types.contains(&name) {
            types.push(name);
        }
    }
    let name = match types.as_slice() {
        [one] => Node::text(Str::new_static(one), origin),
        several => Node::list(several.iter().map(|name| Node::text(*name, origin)).collect(), origin),
    };
    entries.insert("type".into(), name);
    let maps = nodes.iter().filter_map(|node| if let NodeKind::Map(map) = &node.kind { Some(map) } else { None });
    let maps: Vec<&Entries> = maps.collect();
    if !maps.is_empty() {
        let mut properties: indexmap::IndexMap<&Str, Vec<&Node>> = indexmap::IndexMap::new();
        for (key, node) in maps.iter().flat_map(|map| map.iter()) {
            properties.entry(key).or_default().push(node);
        }
        let properties = properties.into_iter().map(|(key, nodes)| (key.clone(), schema_of(&nodes)));
        entries.insert("properties".into(), Node::map(properties, origin));
        entries.insert("additionalProperties".into(), Node::bool(false, origin));
    }
    let items: Vec<&Node> = nodes
        .iter()
        .filter_map(|node| if let NodeKind::List(items) = &node.kind { Some(items) } else { None })
        .flatten()
        .collect();
    if !items.is_empty() {
        entries.insert("items".into(), schema_of(&items));
    }
}
