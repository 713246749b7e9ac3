use crate::promql::{Matcher, Selector};
use indexmap::IndexMap;
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_plan::kinds::{Environment, HttpMetrics, Metrics, Project, Runtime, SecretStore, Service};
use infrac_plan::{At, Block, BlockId, Header, OriginId, Plan};
use infrac_source::{Span, Str};
use infrac_target::is_allowed;
use std::cell::RefCell;

/// One environment under watch: what the plan says of it, and what lowering finds out on the way.
pub(crate) struct Watch<'p> {
    pub(crate) plan: &'p Plan,
    /// The environment's own place.
    pub(crate) origin: OriginId,
    pub(crate) project: Str,
    pub(crate) namespace: Str,
    pub(crate) namespace_origin: OriginId,
    secrets: &'p At<SecretStore>,
    services: IndexMap<BlockId, &'p Block<Service>>,
    findings: RefCell<Diagnostics>,
}

impl<'p> Watch<'p> {
    /// `None` where the environment runs on something else than Kubernetes.
    pub(crate) fn of(plan: &'p Plan) -> Option<Self> {
        let blocks = plan.blocks();
        let block = blocks.environments.first()?;
        // Everything else is the business of those that run the containers.
        let Environment {
            name: _,
            runtime,
            cloud: _,
            domain: _,
            secrets,
            deploy_from: _,
            approvals: _,
            protected: _,
            state: _,
            network: _,
            cluster: _,
        } = &block.value;
        let Runtime::Kubernetes {
            version: _,
            namespace,
            pod_security: _,
            provides: _,
            pools: _,
            quota: _,
            ingress_namespace: _,
            monitoring_namespace: _,
            deploy_by: _,
        } = &runtime.value
        else {
            return None;
        };
        let project = blocks.projects.first().map_or_else(
            || Str::from("project"),
            |block| {
                let Project { name, language: _, domain: _, registry: _, owner: _, repository: _, folder: _, ci: _ } =
                    &block.value;
                name.value.clone()
            },
        );
        let (namespace, namespace_origin) = match namespace {
            Some(namespace) => (namespace.value.clone(), namespace.origin),
            None => (project.clone(), runtime.origin),
        };
        Some(Self {
            plan,
            origin: block.header.origin,
            namespace: object_name(&namespace),
            namespace_origin,
            project,
            secrets,
            services: blocks.services.iter().map(|service| (service.header.id, service)).collect(),
            findings: RefCell::default(),
        })
    }

    /// Where the environment's secrets are kept.
    pub(crate) fn secret_store(&self) -> &'p SecretStore {
        &self.secrets.value
    }

    /// The service of that number.
    pub(crate) fn service(&self, id: BlockId) -> Option<&'p Block<Service>> {
        self.services.get(&id).copied()
    }

    /// Where a service's metrics are read.
    pub(crate) fn metrics(&self, id: BlockId) -> Option<&'p At<Metrics>> {
        self.service(id)?.value.metrics.as_ref()
    }

    /// How a service counts its HTTP requests.
    pub(crate) fn http(&self, id: BlockId) -> Option<Http<'p>> {
        match &self.metrics(id)?.value.http.value {
            HttpMetrics::HttpMetrics { duration, code, buckets } => {
                Some(Http { duration: &duration.value, code: &code.value, buckets: &buckets.value })
            }
            HttpMetrics::None => None,
        }
    }

    /// The label `job` of a service's series: namespace and name, so that environments can share one Prometheus.
    pub(crate) fn job(&self, header: &Header) -> Str {
        [self.namespace.as_str(), "/", &object_name(&header.name)].concat().into()
    }

    /// Selects a metric of a service.
    pub(crate) fn select(&self, service: BlockId, metric: impl Into<Str>, more: Vec<Matcher>) -> Selector {
        let job = self.plan.header(service).map(|header| Matcher::new("job", "=", self.job(header)));
        Selector { metric: metric.into(), matchers: job.into_iter().chain(more).collect() }
    }

    /// Records a finding at the place of a value of `block`; a warning that the block, or what made it, allows is not recorded.
    pub(crate) fn report(&self, block: BlockId, origin: OriginId, make: impl FnOnce(Span) -> Diagnostic) {
        let Some(place) = self.plan.place(origin, block) else { return };
        let diagnostic = make(place.span);
        let allowed = self.plan.header(block).is_some_and(|header| is_allowed(self.plan, header, diagnostic.code));
        if diagnostic.severity == Severity::Error || !allowed {
            let diagnostic = place.explain(diagnostic).in_environment(self.plan.environment_name().clone());
            self.findings.borrow_mut().push(diagnostic);
        }
    }

    /// What was found.
    pub(crate) fn into_findings(self) -> Diagnostics {
        self.findings.into_inner()
    }
}

/// The histogram by which a service counts and times its HTTP requests.
#[derive(Clone, Copy)]
pub(crate) struct Http<'p> {
    pub(crate) duration: &'p Str,
    pub(crate) code: &'p Str,
    pub(crate) buckets: &'p [At<infrac_quantity::Nanos>],
}

/// A name as the manifests write it (`targets/kubernetes`, `object_name`): small letters, digits and `-`. What is no name there is reported
/// there.
pub(crate) fn object_name(name: &str) -> Str {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    name.trim_matches('-').into()
}

/// Words in CamelCase, as names of alerts are written: `seat_reservation` is `SeatReservation`.
pub(crate) fn camel(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words
        .flat_map(|word| word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }))
        .collect()
}
