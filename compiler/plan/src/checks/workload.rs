//! What services, tasks and backups have in common: containers that run.

use crate::kinds::{EnvValue, FileContent, Resources, Volume};
use crate::{At, Header, Plan, Range, Text};
use indexmap::IndexMap;
use infrac_source::Str;

/// A block that becomes containers.
#[derive(Clone, Copy)]
pub(crate) struct Workload<'a> {
    pub(crate) header: &'a Header,
    pub(crate) env: &'a At<IndexMap<Str, At<EnvValue>>>,
    pub(crate) resources: &'a At<Resources>,
    pub(crate) command: &'a At<Vec<At<Text>>>,
    pub(crate) args: Option<&'a At<Vec<At<Text>>>>,
    pub(crate) files: Option<&'a At<IndexMap<Str, At<FileContent>>>>,
    pub(crate) state: Option<&'a At<IndexMap<Str, At<Volume>>>>,
    pub(crate) scratch: Option<&'a At<Vec<At<Str>>>>,
    pub(crate) build_args: Option<&'a At<IndexMap<Str, At<Str>>>>,
    /// How many run at all times; `None` for what runs only now and then.
    pub(crate) replicas: Option<&'a At<Range<i64>>>,
    pub(crate) interruptible: bool,
}

/// All workloads: services, then tasks, then backups.
pub(crate) fn workloads(plan: &Plan) -> impl Iterator<Item = Workload<'_>> {
    let blocks = plan.blocks();
    let services = blocks.services.iter().map(|block| Workload {
        header: &block.header,
        env: &block.value.env,
        resources: &block.value.resources,
        command: &block.value.command,
        args: Some(&block.value.args),
        files: Some(&block.value.files),
        state: Some(&block.value.state),
        scratch: Some(&block.value.scratch),
        build_args: block.value.build.as_ref().map(|build| &build.value.args),
        replicas: Some(&block.value.replicas),
        interruptible: block.value.interruptible.value,
    });
    let tasks = blocks.tasks.iter().map(|block| Workload {
        header: &block.header,
        env: &block.value.env,
        resources: &block.value.resources,
        command: &block.value.command,
        args: Some(&block.value.args),
        files: Some(&block.value.files),
        state: Some(&block.value.state),
        scratch: Some(&block.value.scratch),
        build_args: block.value.build.as_ref().map(|build| &build.value.args),
        replicas: None,
        interruptible: block.value.interruptible.value,
    });
    let backups = blocks.backups.iter().map(|block| Workload {
        header: &block.header,
        env: &block.value.env,
        resources: &block.value.resources,
        command: &block.value.command,
        args: None,
        files: None,
        state: None,
        scratch: None,
        build_args: None,
        replicas: None,
        interruptible: false,
    });
    services.chain(tasks).chain(backups)
}
