//! Which objects there are, and in which order: those of the environment, then those of each block that this back end carries.

use crate::cluster::Cluster;
use crate::{backup, gateway, namespace, object, secrets, service, task};
use infrac_plan::kinds::{Backup, Gateway, Service, Task};
use infrac_plan::{Block, Header, Plan, RawBlock};
use infrac_source::Str;
use infrac_target::Object;

/// A block that becomes objects.
#[derive(Clone, Copy, Debug)]
pub enum Carried<'p> {
    /// What answers.
    Service(&'p Block<Service>),
    /// What runs to its end.
    Task(&'p Block<Task>),
    /// What copies data.
    Backup(&'p Block<Backup>),
    /// What lets the outside in.
    Gateway(&'p Block<Gateway>),
    /// What somebody wrote as it stands.
    Object(&'p Block<RawBlock>),
}

impl<'p> Carried<'p> {
    /// What every block has.
    pub fn header(self) -> &'p Header {
        match self {
            Self::Service(block) => &block.header,
            Self::Task(block) => &block.header,
            Self::Backup(block) => &block.header,
            Self::Gateway(block) => &block.header,
            Self::Object(block) => &block.header,
        }
    }

    /// Its objects.
    pub(crate) fn lower(self, cluster: &Cluster<'p>, waves: &task::Waves) -> Vec<Object> {
        match self {
            Self::Service(block) => service::lower(cluster, block, waves),
            Self::Task(block) => task::lower(cluster, block, waves),
            Self::Backup(block) => backup::lower(cluster, block),
            Self::Gateway(block) => gateway::lower(cluster, block),
            Self::Object(block) => object::lower(cluster, block).into_iter().collect(),
        }
    }
}

/// The blocks that become objects, in the order of their declaration, kind by kind.
pub(crate) fn blocks(plan: &Plan) -> impl Iterator<Item = Carried<'_>> {
    let blocks = plan.blocks();
    let services = blocks.services.iter().map(Carried::Service);
    let tasks = blocks.tasks.iter().map(Carried::Task);
    let backups = blocks.backups.iter().map(Carried::Backup);
    let gateways = blocks.gateways.iter().map(Carried::Gateway);
    let objects = blocks.objects.iter().map(Carried::Object);
    services.chain(tasks).chain(backups).chain(gateways).chain(objects)
}

/// What belongs to no block alone, by the file that it stands in.
pub(crate) fn of_environment(cluster: &Cluster) -> Vec<(Str, Vec<Object>)> {
    let mut files = vec![("namespace.yaml".into(), namespace::lower(cluster))];
    let secrets = secrets::lower(cluster);
    if !secrets.is_empty() {
        files.push(("secrets.yaml".into(), secrets));
    }
    files
}
