use crate::late::{Parameter, Replacement};
use crate::name::{LONGEST, NameFault, WHY_LONGEST, object_name};
use crate::version::KubernetesVersion;
use indexmap::IndexMap;
use infrac_diagnostics::codes::e07;
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_plan::kinds::{Cloud, Environment, NodePool, PodSecurity, Quota, Runtime, Secret, SecretStore, Service};
use infrac_plan::{At, Block, BlockId, Edge, EndpointId, Header, Nature, OriginId, Plan};
use infrac_source::{Span, Str};
use infrac_target::is_allowed;
use std::cell::RefCell;

/// What brings the objects into the cluster: what is known only when deploying reaches them in its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Carrier {
    /// Kustomize replaces stand-ins.
    Kustomize,
    /// A chart reads its values.
    Chart,
}

/// The cluster of one environment: what the plan says of it, and what the lowering finds out on the way.
pub(crate) struct Cluster<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) carrier: Carrier,
    pub(crate) header: &'p Header,
    pub(crate) project: Str,
    pub(crate) version: KubernetesVersion,
    pub(crate) version_origin: OriginId,
    pub(crate) namespace: Str,
    pub(crate) namespace_origin: OriginId,
    pub(crate) pod_security: &'p At<PodSecurity>,
    pub(crate) pools: &'p At<IndexMap<Str, At<NodePool>>>,
    pub(crate) quota: Option<&'p At<Quota>>,
    pub(crate) ingress_namespace: &'p At<Str>,
    pub(crate) monitoring_namespace: &'p At<Str>,
    pub(crate) cloud: Option<&'p At<Cloud>>,
    pub(crate) secrets: &'p At<SecretStore>,
    pub(crate) protected: &'p At<bool>,
    /// Connections, by who opens them and by who answers.
    outgoing: IndexMap<BlockId, Vec<&'p Edge>>,
    incoming: IndexMap<BlockId, Vec<&'p Edge>>,
    /// Endpoints with hosts of their own, by the block that made them.
    endpoints_of: IndexMap<BlockId, Vec<EndpointId>>,
    names: IndexMap<BlockId, Str>,
    /// Where a service stands in the plan's list.
    services_by_id: IndexMap<BlockId, usize>,
    secrets_by_id: IndexMap<BlockId, usize>,
    /// Values known when deploying, by variable name.
    pub(crate) parameters: RefCell<IndexMap<Str, Parameter>>,
    /// Where they stand.
    pub(crate) replacements: RefCell<Vec<Replacement>>,
    findings: RefCell<Diagnostics>,
}

impl<'p> Cluster<'p> {
    /// `None` where the environment runs on something else.
    pub(crate) fn of(plan: &'p Plan, carrier: Carrier) -> Option<Self> {
        let blocks = plan.blocks();
        let block = blocks.environments.first()?;
        // `name` names folders and is the language's own business; `domain` stands in hosts already; the last two are for workflows.
        // `network`, `cluster` and `state` are Terraform's.
        let Environment {
            name: _,
            runtime,
            cloud,
            network: _,
            cluster: _,
            domain: _,
            state: _,
            secrets,
            deploy_from: _,
            approvals: _,
            protected,
        } = &block.value;
        let Runtime::Kubernetes {
            version,
            namespace,
            pod_security,
            // Checked with the plan.
            provides: _,
            pools,
            quota,
            ingress_namespace,
            monitoring_namespace,
            // Which of the back ends carries it, not how.
            deploy_by: _,
        } = &runtime.value
        else {
            return None;
        };
        let project =
            blocks.projects.first().map_or_else(|| Str::from("project"), |project| project.header.name.clone());
        let (namespace, namespace_origin) = match namespace {
            Some(namespace) => (namespace.value.clone(), namespace.origin),
            None => (project.clone(), runtime.origin),
        };
        let cluster = Self {
            plan,
            carrier,
            header: &block.header,
            version: KubernetesVersion::parse(&version.value).unwrap_or(KubernetesVersion::NEWEST),
            version_origin: version.origin,
            namespace: object_name(&namespace).unwrap_or(namespace),
            namespace_origin,
            project,
            pod_security,
            pools,
            quota: quota.as_ref(),
            ingress_namespace,
            monitoring_namespace,
            cloud: cloud.as_ref(),
            secrets,
            protected,
            outgoing: edges_by(plan, |edge| edge.from),
            endpoints_of: endpoints_of(plan),
            incoming: edges_by(plan, |edge| edge.to),
            names: IndexMap::new(),
            secrets_by_id: blocks.secrets.iter().enumerate().map(|(at, secret)| (secret.header.id, at)).collect(),
            services_by_id: blocks.services.iter().enumerate().map(|(at, service)| (service.header.id, at)).collect(),
            parameters: RefCell::default(),
            replacements: RefCell::default(),
            findings: RefCell::default(),
        };
        cluster.check_version(version);
        Some(cluster.with_names())
    }

    fn check_version(&self, version: &At<Str>) {
        let parsed = KubernetesVersion::parse(&version.value);
        self.report_at(version.origin, |span| match parsed {
            Some(known) if known > KubernetesVersion::NEWEST => Some(e07::w0728_newer_cluster::newer_cluster(
                span,
                &version.value,
                &KubernetesVersion::NEWEST.to_string(),
            )),
            Some(known) if known >= KubernetesVersion::OLDEST => None,
            _ => Some(e07::e0727_cluster_version::cluster_version(
                span,
                &version.value,
                &KubernetesVersion::OLDEST.to_string(),
                &KubernetesVersion::NEWEST.to_string(),
            )),
        });
    }

    /// Brings every block's name into the form of Kubernetes, once.
    fn with_names(mut self) -> Self {
        for header in self.plan.blocks().headers() {
            let carried =
                matches!(header.kind.as_str(), "service" | "task" | "backup" | "gateway" | "secret" | "object");
            if !carried {
                continue;
            }
            let name = object_name(&header.name).unwrap_or_else(|fault| {
                self.report_at(header.origin, |span| {
                    Some(match fault {
                        NameFault::Long => e07::e0705_name_too_long::name_too_long(
                            span,
                            "kubernetes",
                            &header.name,
                            LONGEST,
                            WHY_LONGEST,
                        ),
                        NameFault::Start => e07::e0726_object_name::object_name(span, &header.name),
                    })
                });
                header.name.clone()
            });
            self.names.insert(header.id, name);
        }
        self
    }

    /// The name of a block's objects.
    pub(crate) fn name(&self, header: &Header) -> Str {
        self.names.get(&header.id).unwrap_or(&header.name).clone()
    }

    /// A service by its number.
    pub(crate) fn service(&self, id: BlockId) -> Option<&'p Block<Service>> {
        self.services_by_id.get(&id).and_then(|at| self.plan.blocks().services.get(*at))
    }

    /// A secret by its number.
    pub(crate) fn secret(&self, id: BlockId) -> Option<&'p Block<Secret>> {
        self.secrets_by_id.get(&id).and_then(|at| self.plan.blocks().secrets.get(*at))
    }

    /// Connections that a block opens.
    pub(crate) fn outgoing(&self, block: BlockId) -> &[&'p Edge] {
        self.outgoing.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Endpoints outside the cluster that a block uses: by their values, or as those of a resource that it calls.
    pub(crate) fn outside(&self, block: BlockId) -> Vec<(EndpointId, OriginId)> {
        let all = self.plan.outside();
        let begin = all.partition_point(|outside| outside.from < block);
        let own = all.get(begin..).unwrap_or_default().iter().take_while(|outside| outside.from == block);
        let mut found: IndexMap<EndpointId, OriginId> = own.map(|outside| (outside.endpoint, outside.origin)).collect();
        for edge in self.outgoing(block).iter().filter(|edge| edge.port.is_none()) {
            for &endpoint in self.endpoints_of.get(&edge.to).into_iter().flatten() {
                found.entry(endpoint).or_insert(edge.origin);
            }
        }
        found.into_iter().collect()
    }

    /// Connections that a block answers.
    pub(crate) fn incoming(&self, block: BlockId) -> &[&'p Edge] {
        self.incoming.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Records what is wrong with a value of the environment or of what is generated: at its place in the user's files, with the way through
    /// components as further labels.
    pub(crate) fn report_at(&self, origin: OriginId, make: impl FnOnce(Span) -> Option<Diagnostic>) {
        self.report_of(self.header.id, origin, make);
    }

    /// [`Self::report_at`] of a block's value; a warning that the block, or what made it, allows is not recorded.
    pub(crate) fn report_of(&self, block: BlockId, origin: OriginId, make: impl FnOnce(Span) -> Option<Diagnostic>) {
        let Some(place) = self.plan.place(origin, block) else { return };
        let allowed = |code| self.plan.header(block).is_some_and(|header| is_allowed(self.plan, header, code));
        if let Some(diagnostic) = make(place.span)
            && (diagnostic.severity == Severity::Error || !allowed(diagnostic.code))
        {
            let diagnostic = place.explain(diagnostic).in_environment(self.plan.environment_name().clone());
            self.findings.borrow_mut().push(diagnostic);
        }
    }

    /// What was found.
    pub(crate) fn into_findings(self) -> Diagnostics {
        self.findings.into_inner()
    }
}

fn endpoints_of(plan: &Plan) -> IndexMap<BlockId, Vec<EndpointId>> {
    let mut all: IndexMap<BlockId, Vec<EndpointId>> = IndexMap::new();
    for (id, endpoint) in plan.endpoints().filter(|(_, endpoint)| endpoint.host.is_some()) {
        if let Some(owner) = endpoint.owner {
            all.entry(owner).or_default().push(id);
        }
    }
    all
}

fn edges_by(plan: &Plan, end: impl Fn(&Edge) -> BlockId) -> IndexMap<BlockId, Vec<&Edge>> {
    let mut edges: IndexMap<BlockId, Vec<&Edge>> = IndexMap::new();
    for edge in plan.edges().iter().filter(|edge| edge.nature == Nature::Uses) {
        edges.entry(end(edge)).or_default().push(edge);
    }
    edges
}
