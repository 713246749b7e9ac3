use crate::cluster::Cluster;
use crate::late::Place;
use crate::metadata::Owner;
use indexmap::IndexMap;
use infrac_plan::kinds::{Capability, Egress, EnvValue, FileContent, Health, Metrics, Resources};
use infrac_plan::{At, Header, Text};
use infrac_source::Str;

/// What services, tasks and backups have in common: a container and what it may do.
pub(crate) struct Workload<'p> {
    pub(crate) header: &'p Header,
    pub(crate) owner: Owner,
    pub(crate) image: &'p At<Text>,
    pub(crate) command: &'p At<Vec<At<Text>>>,
    pub(crate) args: Option<&'p At<Vec<At<Text>>>>,
    pub(crate) ports: Option<&'p At<IndexMap<Str, At<i64>>>>,
    pub(crate) env: &'p At<IndexMap<Str, At<EnvValue>>>,
    pub(crate) files: Option<&'p At<IndexMap<Str, At<FileContent>>>>,
    pub(crate) resources: &'p At<Resources>,
    pub(crate) scratch: Option<&'p At<Vec<At<Str>>>>,
    /// Storage that is mounted: volume name and path.
    pub(crate) mounts: Vec<(Str, At<Str>)>,
    pub(crate) health: Option<&'p At<Health>>,
    pub(crate) metrics: Option<&'p At<Metrics>>,
    pub(crate) egress: Option<&'p At<Vec<At<Egress>>>>,
    pub(crate) user: &'p At<i64>,
    pub(crate) writable_root: Option<&'p At<bool>>,
    pub(crate) capabilities: Option<&'p At<Vec<At<Capability>>>>,
    pub(crate) interruptible: Option<&'p At<bool>>,
    /// The kind of the object that holds its pods, and the path of their spec in it.
    pub(crate) controller: &'static str,
}

impl Workload<'_> {
    /// The path of the pod's template within its controller.
    fn template_path(&self) -> &'static str {
        if self.controller == "CronJob" { "spec.jobTemplate.spec.template" } else { "spec.template" }
    }

    /// A field of its pod template, for a replacement.
    pub(crate) fn place(&self, path: &str) -> Place {
        Place {
            kind: self.controller.into(),
            name: self.owner.name.clone(),
            path: format!("{}.{path}", self.template_path()),
        }
    }

    /// A field of its container, for a replacement.
    pub(crate) fn container_place(&self, path: &str) -> Place {
        // Kustomize reads the value as a regular expression that may match anywhere (kyaml/yaml, `PathMatcher`): without its ends `log` is `login` too.
        self.place(&format!("spec.containers.[name=^{}$].{path}", self.owner.name))
    }

    /// Name of the ConfigMap and the Secret that hold its files.
    pub(crate) fn files_name(&self) -> Str {
        format!("{}-files", self.owner.name).into()
    }
}

/// The image, or what is to be said where there is none.
pub(crate) fn image<'p>(cluster: &Cluster, header: &Header, image: Option<&'p At<Text>>) -> Option<&'p At<Text>> {
    if image.is_none() {
        cluster.report_at(header.origin, |span| {
            Some(infrac_diagnostics::codes::e07::e0721_no_image::no_image(span, &header.label))
        });
    }
    image
}
