//! `on`: what starts a workflow.

use crate::model::graph::{EventKind, Pipeline};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Entries, Node};

/// What starts the pipeline. GitHub has one entry an event, so filters of several triggers of one kind are joined: a push to any of the
/// branches, with a change of any of the paths.
pub(crate) fn on(pipeline: &Pipeline) -> Node {
    let mut push = Filters::default();
    let mut request = Filters::default();
    let mut schedules = Vec::new();
    let mut manual = None;
    for event in &pipeline.events {
        let origin = event.origin;
        match &event.kind {
            EventKind::Push { branch, paths } => push.branch(branch, paths, origin),
            EventKind::Tag { pattern } => push.tag(pattern, origin),
            EventKind::Request { branch, paths } => request.branch(branch, paths, origin),
            EventKind::Schedule { cron } => {
                schedules.push(Node::map([("cron", Node::text(cron.clone(), origin))], origin));
            }
            EventKind::Manual => manual = Some(origin),
        }
    }
    let mut on = Entries::default();
    if let Some(node) = push.node(false) {
        on.insert("push".into(), node);
    }
    if let Some(node) = request.node(true) {
        on.insert("pull_request".into(), node);
    }
    if let Some(first) = schedules.first() {
        let origin = first.origin;
        on.insert("schedule".into(), Node::list(schedules, origin));
    }
    if let Some(origin) = manual {
        on.insert("workflow_dispatch".into(), by_hand(&pipeline.by_hand, origin));
    }
    Node::entries(on, pipeline.origin)
}

/// A person starts it, and chooses where to where there is a choice.
fn by_hand(environments: &[Str], origin: OriginId) -> Node {
    let options: Vec<Node> = environments.iter().map(|name| Node::text(name.clone(), origin)).collect();
    if options.is_empty() {
        return Node::map::<Str>([], origin);
    }
    let input = Node::map(
        [
            ("description", Node::text("Where to", origin)),
            ("type", Node::text("choice", origin)),
            ("required", Node::bool(true, origin)),
            ("options", Node::list(options, origin)),
        ],
        origin,
    );
    Node::map([("inputs", Node::map([("environment", input)], origin))], origin)
}

/// The filters of an event.
#[derive(Default)]
struct Filters {
    branches: Vec<Node>,
    tags: Vec<Node>,
    /// `None`: a trigger asks for no path, so none may be asked for.
    paths: Option<Vec<Node>>,
    any_path: bool,
    origin: Option<OriginId>,
}

impl Filters {
    fn branch(&mut self, branch: &Str, paths: &[Str], origin: OriginId) {
        self.origin.get_or_insert(origin);
        self.branches.push(Node::text(branch.clone(), origin));
        if paths.is_empty() {
            self.any_path = true;
        }
        let list = self.paths.get_or_insert_default();
        list.extend(paths.iter().map(|path| Node::text(path.clone(), origin)));
    }

    fn tag(&mut self, pattern: &Str, origin: OriginId) {
        self.origin.get_or_insert(origin);
        self.tags.push(Node::text(pattern.clone(), origin));
    }

    /// `all_means_none`: a request to merge into any branch needs no filter.
    fn node(self, all_means_none: bool) -> Option<Node> {
        let origin = self.origin?;
        let mut entries = Entries::default();
        let all = |node: &Node| *node == Node::text("**", node.origin);
        let any_branch = all_means_none && self.branches.iter().any(all);
        if !self.branches.is_empty() && !any_branch {
            entries.insert("branches".into(), Node::list(self.branches, origin));
        }
        if !self.tags.is_empty() {
            entries.insert("tags".into(), Node::list(self.tags, origin));
        }
        match self.paths {
            // GitHub does not look at paths for tags.
            Some(paths) if !paths.is_empty() && !self.any_path => {
                entries.insert("paths".into(), Node::list(paths, origin));
            }
            _ => {}
        }
        Some(Node::entries(entries, origin))
    }
}
