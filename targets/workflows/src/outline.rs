//! Pipelines as people draw them: their jobs, and which waits for which.

use crate::model;
use infrac_plan::Plan;
use infrac_source::Str;

/// A pipeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// What people call it.
    pub title: Str,
    /// Its jobs, each after those that it needs.
    pub jobs: Vec<OutlinedJob>,
}

/// A job of a pipeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutlinedJob {
    /// Unique in its pipeline: letters, digits, `_` and `-`.
    pub id: Str,
    /// The jobs that must not have failed, by id.
    pub needs: Vec<Str>,
    /// The environment that it deploys to.
    pub environment: Option<Str>,
    /// How many people must agree before it starts.
    pub approvals: i64,
}

/// The pipelines of a project, written or derived, from the plans of all its environments.
pub fn outlines(plans: &[Plan]) -> Vec<Outline> {
    let pipelines = model::pipelines(&model::Survey::of(plans));
    pipelines.into_iter().map(|pipeline| Outline { title: pipeline.title, jobs: jobs(pipeline.jobs) }).collect()
}

fn jobs(jobs: Vec<model::graph::Job>) -> Vec<OutlinedJob> {
    let outlined = jobs.into_iter().map(|job| OutlinedJob {
        id: job.id,
        needs: job.needs.into_iter().map(|(need, _)| need).collect(),
        approvals: job.environment.as_ref().map_or(0, |deployment| deployment.approvals),
        environment: job.environment.map(|deployment| deployment.name),
    });
    outlined.collect()
}
