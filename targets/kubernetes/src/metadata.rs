use crate::cluster::Cluster;
use crate::entries::Entries;
use infrac_plan::{BlockId, Header, OriginId};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::{Key, Node};

/// The label by which selectors find a workload's pods. Selectors cannot be changed once an object exists, so nothing else is in them.
pub(crate) const NAME_LABEL: &str = "app.kubernetes.io/name";

/// The block that objects are made for.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) block: Option<BlockId>,
    pub(crate) origin: OriginId,
    /// The workload's name; its pods are selected by it.
    pub(crate) name: Str,
    /// What it is a part as: the component that made it (`postgres`), else its kind.
    pub(crate) component: Str,
}

impl Owner {
    pub(crate) fn of(cluster: &Cluster, header: &Header) -> Self {
        let component = cluster.plan.owners(header.id).find_map(|owner| owner.component.clone());
        Self {
            block: Some(header.id),
            origin: header.origin,
            name: cluster.name(header),
            component: component.unwrap_or_else(|| header.kind.clone()),
        }
    }

    /// What belongs to the environment as a whole.
    pub(crate) fn environment(cluster: &Cluster) -> Self {
        Self {
            block: None,
            origin: cluster.header.origin,
            name: cluster.project.clone(),
            component: "environment".into(),
        }
    }

    /// The labels that Kubernetes recommends (documentation, "Recommended Labels").
    pub(crate) fn labels(&self, cluster: &Cluster) -> Entries {
        Entries::new(self.origin)
            .text(NAME_LABEL, self.name.clone())
            .text("app.kubernetes.io/component", self.component.clone())
            .text("app.kubernetes.io/part-of", cluster.project.clone())
            .text("app.kubernetes.io/managed-by", "infrac")
    }

    /// A selector of its pods.
    pub(crate) fn selector(&self) -> Node {
        Entries::new(self.origin).map("matchLabels", self.match_labels()).build()
    }

    pub(crate) fn match_labels(&self) -> Entries {
        Entries::new(self.origin).text(NAME_LABEL, self.name.clone())
    }
}

/// An object of the environment's namespace, but for its body.
pub(crate) struct Draft<'c, 'p> {
    cluster: &'c Cluster<'p>,
    owner: &'c Owner,
    api_version: &'static str,
    kind: &'static str,
    name: Str,
    name_origin: OriginId,
    labels: Entries,
    annotations: Entries,
    namespaced: bool,
}

impl<'c, 'p> Draft<'c, 'p> {
    pub(crate) fn new(
        cluster: &'c Cluster<'p>,
        owner: &'c Owner,
        api_version: &'static str,
        kind: &'static str,
        name: impl Into<Str>,
    ) -> Self {
        Self {
            cluster,
            owner,
            api_version,
            kind,
            name: name.into(),
            name_origin: owner.origin,
            labels: owner.labels(cluster),
            annotations: Entries::new(owner.origin),
            namespaced: true,
        }
    }

    /// What its name comes from, where that is not its block.
    pub(crate) fn named_at(mut self, origin: OriginId) -> Self {
        self.name_origin = origin;
        self
    }

    /// An object outside namespaces.
    pub(crate) fn of_the_cluster(mut self) -> Self {
        self.namespaced = false;
        self
    }

    pub(crate) fn annotations(mut self, annotations: Entries) -> Self {
        self.annotations = annotations;
        self
    }

    /// A label beside the common ones.
    pub(crate) fn label(mut self, key: impl Into<Key>, value: impl Into<Str>, origin: OriginId) -> Self {
        self.labels = self.labels.text_at(key, value, origin);
        self
    }

    /// The object, with further entries beside `metadata`: `spec`, `data`.
    pub(crate) fn with(self, body: Entries) -> Object {
        let mut metadata = Entries::new(self.owner.origin).text_at("name", self.name.clone(), self.name_origin);
        if self.namespaced {
            metadata = metadata.text_at("namespace", self.cluster.namespace.clone(), self.cluster.namespace_origin);
        }
        let metadata = metadata.map("labels", self.labels).map("annotations", self.annotations);
        let node = Entries::new(self.owner.origin)
            .text("apiVersion", self.api_version)
            .text("kind", self.kind)
            .map("metadata", metadata)
            .all(body)
            .build();
        Object { kind: self.kind.into(), name: self.name, of: self.owner.block, origin: self.owner.origin, node }
    }
}
