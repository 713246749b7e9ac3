//! What the plans hold that pipelines are about: environments, images, values said when deploying.

use infrac_plan::kinds::{Build, Cloud, DeployFrom, Deployer, Environment, Project, Runtime};
use infrac_plan::{At, Block, BlockId, Header, LateRef, OriginId, Part, Plan, Text};
use infrac_source::Str;
use std::collections::{BTreeSet, HashSet};

/// All that is known of the project before a pipeline is made.
pub(crate) struct Survey<'p> {
    pub(crate) plans: &'p [Plan],
    pub(crate) project: Str,
    pub(crate) origin: OriginId,
    /// The folder of the repository; `.` is the root.
    pub(crate) folder: Str,
    pub(crate) registry: Str,
    /// In declaration order.
    pub(crate) environments: Vec<Env<'p>>,
    /// The images that pipelines build, each once, in declaration order.
    pub(crate) images: Vec<OwnImage<'p>>,
    /// The params that say which build of the images is deployed.
    pub(crate) releases: BTreeSet<Str>,
}

/// An environment.
pub(crate) struct Env<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) name: Str,
    pub(crate) block: &'p Header,
    pub(crate) deploy_from: &'p At<DeployFrom>,
    /// How many people must agree to a deployment.
    pub(crate) approvals: i64,
    pub(crate) cloud: Option<&'p Cloud>,
    /// The cluster that it runs on, where the project makes it.
    pub(crate) cluster: Option<BlockId>,
    pub(crate) carrier: Carrier,
    pub(crate) namespace: Str,
    /// Terraform makes something here.
    pub(crate) terraform: bool,
}

/// What brings the project to an environment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Carrier {
    /// Somebody at that machine.
    Compose,
    /// A chart.
    Helm,
    /// Plain manifests.
    Kustomize,
}

/// An image that the project makes.
pub(crate) struct OwnImage<'p> {
    /// What people call it: the block's name.
    pub(crate) name: Str,
    /// Its reference; without one it is built only to see that it can be.
    pub(crate) text: Option<&'p Text>,
    /// `None`: from the root, by the Dockerfile there.
    pub(crate) build: Option<&'p At<Build>>,
    pub(crate) origin: OriginId,
}

impl<'p> Survey<'p> {
    pub(crate) fn of(plans: &'p [Plan]) -> Self {
        let block = plans.first().and_then(|plan| plan.blocks().projects.first());
        let (folder, registry) = block.map_or_else(
            || (".".into(), Str::default()),
            |block| {
                // The language, the owner and the source's address say nothing to a pipeline; where its files go is the driver's matter.
                let Project { name: _, language: _, domain: _, registry, owner: _, repository: _, folder, ci: _ } =
                    &block.value;
                (folder.value.clone(), registry.value.clone())
            },
        );
        let project = block.map_or_else(|| "project".into(), |block| block.header.name.clone());
        let origin = block.map_or(OriginId::NONE, |block| block.header.origin);
        let environments: Vec<Env<'p>> = plans.iter().filter_map(|plan| environment(plan, &project)).collect();
        let images = own_images(&environments, &registry);
        let releases = images.iter().filter_map(|image| image.text).flat_map(releases).collect();
        Self { plans, project: kebab(&project), origin, folder, registry, environments, images, releases }
    }

    /// Blocks whose image lies in the project's registry, is deployed under a tag that is said when deploying, and is built by nobody: the
    /// block, and where it names the image.
    pub(crate) fn unbuilt(&self) -> Vec<(&'p Header, OriginId)> {
        let built: HashSet<&Text> = self.images.iter().filter_map(|image| image.text).collect();
        let mut unbuilt = Vec::new();
        for plan in self.plans {
            for (header, image, _) in workloads(plan) {
                let Some(image) = image else { continue };
                let text = &image.value;
                if stands_in(text, &self.registry) && !releases(text).is_empty() && !built.contains(text) {
                    unbuilt.push((header, image.origin));
                }
            }
        }
        unbuilt
    }

    /// An environment by its name.
    pub(crate) fn environment(&self, name: &str) -> Option<&Env<'p>> {
        self.environments.iter().find(|environment| environment.name == name)
    }
}

/// A name in small letters, digits and single `-`: the form of release names and files.
pub(crate) fn kebab(name: &str) -> Str {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').into()
}

fn environment<'p>(plan: &'p Plan, project: &str) -> Option<Env<'p>> {
    let block: &'p Block<Environment> = plan.blocks().environments.first()?;
    // Domains stand in hosts already, secrets, the state and the network are the targets' matter, protection is that of stored data.
    let Environment {
        name: _,
        runtime,
        cloud,
        domain: _,
        secrets: _,
        deploy_from,
        approvals,
        protected: _,
        state: _,
        network: _,
        cluster,
    } = &block.value;
    let (carrier, namespace) = match &runtime.value {
        Runtime::Compose => (Carrier::Compose, Str::default()),
        Runtime::Kubernetes { namespace, deploy_by, .. } => {
            let namespace = namespace.as_ref().map_or(project, |namespace| namespace.value.as_str());
            let carrier = match deploy_by.value {
                Deployer::Helm => Carrier::Helm,
                Deployer::Kustomize => Carrier::Kustomize,
            };
            (carrier, kebab(namespace))
        }
    };
    Some(Env {
        plan,
        name: plan.environment_name().clone(),
        block: &block.header,
        deploy_from,
        approvals: approvals.value,
        cloud: cloud.as_ref().map(|cloud| &cloud.value),
        cluster: cluster.as_ref().map(|cluster| cluster.value),
        carrier,
        namespace,
        terraform: infrac_target::has_root_module(plan),
    })
}

/// Images that say how they are built, those of clusters first: what runs there counts more than what a developer's machine does
/// otherwise. Where none says so and the registry holds only one of the project's, that one is built from the root.
fn own_images<'p>(environments: &[Env<'p>], registry: &str) -> Vec<OwnImage<'p>> {
    let (clusters, machines): (Vec<&Env<'p>>, Vec<&Env<'p>>) =
        environments.iter().partition(|environment| environment.carrier != Carrier::Compose);
    let (mut built, mut named) = (Images::default(), Images::default());
    for environment in clusters.into_iter().chain(machines) {
        for (header, image, build) in workloads(environment.plan) {
            let text = image.map(|image| &image.value);
            let image = OwnImage { name: header.name.clone(), text, build, origin: header.origin };
            let list = match (build, text) {
                (Some(_), _) => &mut built,
                (None, Some(text)) if stands_in(text, registry) => &mut named,
                (None, _) => continue,
            };
            list.add(image);
        }
    }
    if built.list.is_empty() && named.list.len() == 1 {
        return named.list;
    }
    built.list
}

/// Images, each once: by its reference, or by its name if it has none.
#[derive(Default)]
struct Images<'p> {
    list: Vec<OwnImage<'p>>,
    references: HashSet<&'p Text>,
    names: HashSet<Str>,
}

impl<'p> Images<'p> {
    fn add(&mut self, image: OwnImage<'p>) {
        let is_new = match image.text {
            Some(text) => self.references.insert(text),
            None => self.names.insert(image.name.clone()),
        };
        if is_new {
            self.list.push(image);
        }
    }
}

/// A block, its image, and how that is built.
type Workload<'p> = (&'p Header, Option<&'p At<Text>>, Option<&'p At<Build>>);

/// Whatever runs an image.
fn workloads(plan: &Plan) -> impl Iterator<Item = Workload<'_>> {
    let blocks = plan.blocks();
    let services = blocks.services.iter();
    let services = services.map(|block| (&block.header, block.value.image.as_ref(), block.value.build.as_ref()));
    let tasks = blocks.tasks.iter();
    let tasks = tasks.map(|block| (&block.header, block.value.image.as_ref(), block.value.build.as_ref()));
    let backups = blocks.backups.iter().map(|block| (&block.header, Some(&block.value.image), None));
    services.chain(tasks).chain(backups)
}

/// Whether an image lies in the registry.
fn stands_in(image: &Text, registry: &str) -> bool {
    let first = image.parts().first();
    matches!(first, Some(Part::Lit(text)) if text.strip_prefix(registry).is_some_and(|rest| rest.starts_with('/')))
}

/// The params behind the last `:` of an image's literal text: its tag.
fn releases(image: &Text) -> Vec<Str> {
    let parts = image.parts();
    let colon = |part: &Part| matches!(part, Part::Lit(text) if text.contains(':'));
    let Some(tag) = parts.iter().rposition(colon) else { return Vec::new() };
    let late = parts.iter().skip(tag).filter_map(|part| match part {
        Part::Late(LateRef::Param(name)) => Some(name.clone()),
        _ => None,
    });
    late.collect()
}
