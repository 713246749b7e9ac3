//! Whole pipelines: those that the project writes, or the one that follows.

use super::deploy::{self, Wish};
use super::graph::{Condition, Event, EventKind, Job, Pipeline};
use super::survey::{Carrier, Env, Survey, kebab};
use super::{check, images, job, tags, text};
use indexmap::IndexMap;
use infrac_plan::kinds::{self, Deploy, DeployFrom, Images, Platform, Rollback, ScanLevel, Trigger};
use infrac_plan::{At, Block, BlockId, Header, OriginId, Plan};
use infrac_quantity::Nanos;
use infrac_source::Str;
use std::collections::BTreeSet;

/// The ids of a pipeline's jobs, and what they keep.
pub(crate) struct Scope<'p> {
    ids: IndexMap<BlockId, Str>,
    kept: IndexMap<&'p Str, (&'p Str, BlockId)>,
}

impl<'p> Scope<'p> {
    fn of(plan: &'p Plan, pipeline: &Block<kinds::Pipeline>) -> Self {
        let blocks = plan.blocks();
        let own = |header: &&Header| header.parent == Some(pipeline.header.id);
        let jobs = blocks.jobs.iter().map(|block| &block.header);
        let images = blocks.images.iter().map(|block| &block.header);
        let ids = jobs.chain(images).filter(own).map(|header| (header.id, header.label.clone())).collect();
        let mine = blocks.jobs.iter().filter(|block| own(&&block.header));
        let kept = mine
            .flat_map(|block| block.value.keep.value.iter().map(|(name, path)| (name, (&path.value, block.header.id))))
            .collect();
        Self { ids, kept }
    }

    /// The id of a job: its label, which is unique in its pipeline.
    pub(crate) fn id(&self, header: &Header) -> Str {
        self.id_of(header.id).unwrap_or_else(|| header.label.clone())
    }

    /// The id of the job of that number.
    pub(crate) fn id_of(&self, block: BlockId) -> Option<Str> {
        self.ids.get(&block).cloned()
    }

    /// What was kept under a name: its path, and the job that keeps it.
    pub(crate) fn kept(&self, name: &Str) -> Option<(Str, Str)> {
        let (path, job) = self.kept.get(name)?;
        Some(((*path).clone(), self.id_of(*job)?))
    }
}

/// A time in whole minutes, rounded up.
pub(crate) fn minutes(time: &At<Nanos>) -> (i64, OriginId) {
    const MINUTE: i128 = 60_000_000_000;
    let minutes = (time.value.0 + MINUTE - 1) / MINUTE;
    (i64::try_from(minutes).unwrap_or(i64::MAX).max(1), time.origin)
}

/// All pipelines of the project.
pub(crate) fn pipelines(survey: &Survey<'_>) -> Vec<Pipeline> {
    let Some(plan) = survey.plans.first() else { return Vec::new() };
    let written = &plan.blocks().pipelines;
    if written.is_empty() {
        return vec![derived(survey)];
    }
    written.iter().map(|block| from_block(survey, plan, block)).collect()
}

fn from_block(survey: &Survey<'_>, plan: &Plan, block: &Block<kinds::Pipeline>) -> Pipeline {
    let kinds::Pipeline { name: _, on, timeout } = &block.value;
    let scope = Scope::of(plan, block);
    let own = |header: &Header| header.parent == Some(block.header.id);
    let mut pipeline = empty(survey, kebab(&block.header.name), block.header.label.clone(), block.header.origin);
    pipeline.doc = block.header.doc.clone();
    pipeline.events = on.value.iter().map(event).collect();
    let by_hand = pipeline.events.iter().any(|event| event.kind == EventKind::Manual);
    let mut jobs = vec![check::job(survey, minutes(timeout))];
    let written = plan.blocks().jobs.iter().filter(|block| own(&block.header));
    jobs.extend(written.map(|block| job::job(survey, plan, &scope, block)));
    for block in plan.blocks().images.iter().filter(|block| own(&block.header)) {
        let Images { name: _, needs, platforms, scan, timeout } = &block.value;
        let wish = images::Wish {
            id: scope.id(&block.header),
            platforms: platforms.value.iter().map(|platform| platform.value.clone()).collect(),
            scan: scan.value.clone(),
            minutes: minutes(timeout),
            origin: block.header.origin,
        };
        let Some(mut job) = images::job(survey, &wish) else { continue };
        job.needs = first(&needs.value, &scope, block.header.origin);
        job.remark = block.header.doc.clone();
        jobs.push(job);
    }
    for block in plan.blocks().deploys.iter().filter(|block| own(&block.header)) {
        let names: Vec<Str> = block.value.to.value.iter().map(|name| name.value.clone()).collect();
        let wish = |environment: &Env<'_>| Wish { by_hand, ..written_wish(survey, environment, &scope, block) };
        jobs.extend(promotion(survey, &names, wish));
    }
    finish(pipeline, jobs)
}

/// The jobs that are needed, and the check of the model before all.
fn first(needs: &[At<BlockId>], scope: &Scope<'_>, origin: OriginId) -> Vec<(Str, OriginId)> {
    let check = (check::ID.into(), origin);
    let needs = needs.iter().filter_map(|need| Some((scope.id_of(need.value)?, need.origin)));
    std::iter::once(check).chain(needs).collect()
}

/// What a `deploy` block says of one environment: its attributes as they are there.
fn written_wish(survey: &Survey<'_>, environment: &Env<'_>, scope: &Scope<'_>, block: &Block<Deploy>) -> Wish {
    let there = environment.plan.blocks().deploys.iter().find(|other| other.header.identity == block.header.identity);
    // Which jobs are needed is asked of the first plan, to whose blocks the ids belong.
    let needs = first(&block.value.needs.value, scope, block.header.origin);
    let Deploy { name: _, to: _, needs: _, env, before, after, smoke, verify_for, rollback, notify, timeout } =
        &there.unwrap_or(block).value;
    let lines = |lines: &At<Vec<At<Str>>>| lines.value.iter().map(|line| (line.value.clone(), line.origin)).collect();
    let receivers = &environment.plan.blocks().receivers;
    let receiver = |at: &At<BlockId>| receivers.iter().find(|block| block.header.id == at.value);
    Wish {
        needs,
        env: text::variables(survey, environment.plan, &env.value),
        before: lines(before),
        after: lines(after),
        smoke: smoke.as_ref().map(|smoke| (smoke.value.clone(), smoke.origin)),
        verify_seconds: verify_for.value.to_whole_seconds().unwrap_or_default(),
        take_back: rollback.value == Rollback::OnFailure,
        by_hand: false,
        notify: notify
            .value
            .iter()
            .filter_map(receiver)
            .filter_map(|block| deploy::address(survey, environment, block))
            .collect(),
        minutes: minutes(timeout),
        origin: there.unwrap_or(block).header.origin,
    }
}

/// The deployments in order: each waits for the one before it that starts on the same occasion.
fn promotion(survey: &Survey<'_>, names: &[Str], wish: impl Fn(&Env<'_>) -> Wish) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut before: Vec<&Env<'_>> = Vec::new();
    for environment in names.iter().filter_map(|name| survey.environment(name)) {
        if environment.carrier == Carrier::Compose || before.iter().any(|earlier| earlier.name == environment.name) {
            continue;
        }
        let mut wish = wish(environment);
        let occasion = |environment: &Env<'_>| deploy::condition(environment, false);
        let same = |earlier: &&&Env<'_>| occasion(earlier) == occasion(environment);
        if let Some(earlier) = before.iter().rev().find(same) {
            wish.needs.push((deploy::id(&earlier.name), wish.origin));
        }
        jobs.extend(deploy::jobs(survey, environment, &wish));
        before.push(environment);
    }
    jobs
}

/// What follows from the environments and the images where no pipeline is written.
fn derived(survey: &Survey<'_>) -> Pipeline {
    const MINUTES: i64 = 30;
    let origin = survey.origin;
    let mut pipeline = empty(survey, survey.project.clone(), survey.project.clone(), origin);
    pipeline.doc =
        Some("Follows from the environments and images of the project, which writes no pipeline of its own.".into());
    pipeline.events = derived_events(survey);
    let mut jobs = vec![check::job(survey, (MINUTES, origin))];
    let wish = images::Wish {
        id: "images".into(),
        platforms: vec![Platform::LinuxAmd64],
        scan: ScanLevel::High,
        minutes: (MINUTES, origin),
        origin,
    };
    let mut needs: Vec<(Str, OriginId)> = vec![(check::ID.into(), origin)];
    if let Some(mut job) = images::job(survey, &wish) {
        job.needs = needs.clone();
        needs.push((job.id.clone(), origin));
        jobs.push(job);
    }
    let by_hand = pipeline.events.iter().any(|event| event.kind == EventKind::Manual);
    let names: Vec<Str> = survey.environments.iter().map(|environment| environment.name.clone()).collect();
    jobs.extend(promotion(survey, &names, |environment| {
        let receivers = &environment.plan.blocks().receivers;
        Wish {
            needs: needs.clone(),
            env: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            smoke: None,
            verify_seconds: 0,
            take_back: true,
            by_hand,
            notify: receivers.iter().filter_map(|block| deploy::address(survey, environment, block)).take(1).collect(),
            minutes: (MINUTES, environment.block.origin),
            origin: environment.block.origin,
        }
    }));
    finish(pipeline, jobs)
}

fn derived_events(survey: &Survey<'_>) -> Vec<Event> {
    let mut events =
        vec![Event { kind: EventKind::Request { branch: "**".into(), paths: Vec::new() }, origin: survey.origin }];
    let mut add = |kind: EventKind, origin: OriginId| {
        if !events.iter().any(|event| event.kind == kind) {
            events.push(Event { kind, origin });
        }
    };
    for environment in survey.environments.iter().filter(|environment| environment.carrier != Carrier::Compose) {
        let origin = environment.deploy_from.origin;
        match &environment.deploy_from.value {
            DeployFrom::Branch { name } => {
                add(EventKind::Push { branch: name.value.clone(), paths: Vec::new() }, origin);
            }
            DeployFrom::Tag { pattern } => {
                for pattern in tags::globs(&pattern.value).unwrap_or_else(|| vec!["**".into()]) {
                    add(EventKind::Tag { pattern }, origin);
                }
            }
            DeployFrom::Manual => add(EventKind::Manual, origin),
        }
    }
    if !events.iter().any(|event| matches!(event.kind, EventKind::Push { .. })) {
        events
            .push(Event { kind: EventKind::Push { branch: "main".into(), paths: Vec::new() }, origin: survey.origin });
    }
    events
}

fn event(trigger: &At<Trigger>) -> Event {
    let texts = |texts: &At<Vec<At<Str>>>| texts.value.iter().map(|text| text.value.clone()).collect();
    let kind = match &trigger.value {
        Trigger::Push { branch, paths } => EventKind::Push { branch: branch.value.clone(), paths: texts(paths) },
        Trigger::Tagged { pattern } => EventKind::Tag { pattern: pattern.value.clone() },
        Trigger::PullRequest { branch, paths } => {
            EventKind::Request { branch: branch.value.clone(), paths: texts(paths) }
        }
        Trigger::Schedule { cron } => EventKind::Schedule { cron: cron.value.clone() },
        Trigger::Manual => EventKind::Manual,
    };
    Event { kind, origin: trigger.origin }
}

fn empty(survey: &Survey<'_>, file: Str, title: Str, origin: OriginId) -> Pipeline {
    Pipeline {
        file,
        title,
        origin,
        doc: None,
        events: Vec::new(),
        jobs: Vec::new(),
        by_hand: Vec::new(),
        folder: super::rollout::in_repository(survey, "."),
    }
}

/// What follows from all jobs together: their order, and which must go on though one before them was left out.
fn finish(mut pipeline: Pipeline, jobs: Vec<Job>) -> Pipeline {
    let mut jobs = in_order(jobs);
    // On which conditions the jobs before each depend, through any number of steps: a host that leaves one out leaves out all that follow.
    let mut above: IndexMap<Str, Vec<Condition>> = IndexMap::new();
    for job in &mut jobs {
        let mut conditions: Vec<Condition> = Vec::new();
        for condition in job.needs.iter().filter_map(|(need, _)| above.get(need)).flatten() {
            if !conditions.contains(condition) {
                conditions.push(condition.clone());
            }
        }
        job.past_skipped = conditions.iter().any(|condition| *condition != job.when);
        if job.when != Condition::Always && !conditions.contains(&job.when) {
            conditions.push(job.when.clone());
        }
        above.insert(job.id.clone(), conditions);
        for environment in chosen(&job.when) {
            if !pipeline.by_hand.contains(environment) {
                pipeline.by_hand.push(environment.clone());
            }
        }
    }
    pipeline.jobs = jobs;
    pipeline
}

/// The environments that a condition lets a person choose.
fn chosen(condition: &Condition) -> Vec<&Str> {
    match condition {
        Condition::Chosen(environment) => vec![environment],
        Condition::Any(any) => any.iter().flat_map(chosen).collect(),
        _ => Vec::new(),
    }
}

/// Each job after those that it needs, else as they come. Jobs on a cycle, which the plan's checks refuse, keep their places at the end.
fn in_order(jobs: Vec<Job>) -> Vec<Job> {
    let index: IndexMap<Str, usize> = jobs.iter().enumerate().map(|(at, job)| (job.id.clone(), at)).collect();
    let needs =
        |job: &Job| -> Vec<usize> { job.needs.iter().filter_map(|(need, _)| index.get(need).copied()).collect() };
    let mut missing: Vec<usize> = jobs.iter().map(|job| needs(job).len()).collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); jobs.len()];
    for (at, job) in jobs.iter().enumerate() {
        for need in needs(job) {
            if let Some(waiting) = waiting.get_mut(need) {
                waiting.push(at);
            }
        }
    }
    let mut ready: BTreeSet<usize> =
        missing.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
    let mut order = Vec::new();
    while let Some(at) = ready.pop_first() {
        order.push(at);
        for &next in waiting.get(at).into_iter().flatten() {
            if let Some(count) = missing.get_mut(next) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(next);
                }
            }
        }
    }
    let mut jobs: Vec<Option<Job>> = jobs.into_iter().map(Some).collect();
    let mut sorted: Vec<Job> = order.iter().filter_map(|&at| jobs.get_mut(at).and_then(Option::take)).collect();
    sorted.extend(jobs.into_iter().flatten());
    sorted
}
