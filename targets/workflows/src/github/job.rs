//! A job.

use super::step;
use super::value::{condition, text, words};
use crate::facts::runner;
use crate::model::graph::{Container, Deployment, Job, Rights, Variable};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Entries, Node};
use infrac_tree::github::Expression;

/// The job as GitHub reads it.
pub(crate) fn job(job: &Job) -> Node {
    let origin = job.origin;
    let mut entries = Entries::default();
    let mut add = |key: &str, node: Node| {
        entries.insert(key.into(), node);
    };
    let title = match job.matrix.is_empty() {
        true => text(job.title.clone(), origin),
        false => words(&title_of_row(&job.title), origin),
    };
    add("name", title);
    if let Some((_, first)) = job.needs.first() {
        let needs = job.needs.iter().map(|(need, origin)| text(need.clone(), *origin)).collect();
        add("needs", Node::list(needs, *first));
    }
    if let Some(when) = when(job) {
        add(
            "if",
            Node::text(when.to_string(), job.environment.as_ref().map_or(origin, |deployment| deployment.origin)),
        );
    }
    add("runs-on", text(runner::LABEL, origin));
    add("timeout-minutes", Node::int(job.minutes, job.minutes_origin));
    if job.may_fail {
        add("continue-on-error", Node::bool(true, origin));
    }
    if let Some(deployment) = &job.environment {
        add("environment", environment(deployment));
    }
    if let Some(group) = &job.alone {
        let entries = [("group", text(group.clone(), origin)), ("cancel-in-progress", Node::bool(false, origin))];
        add("concurrency", Node::map(entries, origin));
    }
    add("permissions", permissions(job.rights, origin));
    if !job.matrix.is_empty() {
        add("strategy", strategy(job));
    }
    if !job.beside.is_empty() {
        let services = job.beside.iter().map(|container| (container.name.clone(), service(container)));
        add("services", Node::map(services.collect::<Vec<_>>(), origin));
    }
    if !job.env.is_empty() {
        add("env", variables(&job.env, origin));
    }
    add("steps", Node::list(job.steps.iter().map(step::step).collect(), origin));
    let node = Node::entries(entries, origin);
    match &job.remark {
        Some(remark) => node.commented(remark.clone()),
        None => node,
    }
}

/// The name of one of a matrix' runs.
fn title_of_row(title: &str) -> crate::model::graph::Words {
    use crate::model::graph::{Ci, Word, Words};
    Words(vec![Word::Lit(format!("{title} ").into()), Word::Ci(Ci::Matrix("name".into()))])
}

/// GitHub leaves out what follows a job that was left out, through any number of steps, unless the condition asks for failures itself.
fn when(job: &Job) -> Option<Expression> {
    let condition = condition(&job.when);
    if !job.past_skipped {
        return condition;
    }
    let not = |name| Expression::Not(Box::new(Expression::Call(name, Vec::new())));
    let mut all = vec![not("cancelled"), not("failure")];
    match condition {
        None => {}
        Some(Expression::All(parts)) => all.extend(parts),
        Some(condition) => all.push(condition),
    }
    Some(Expression::All(all))
}

fn environment(deployment: &Deployment) -> Node {
    let origin = deployment.origin;
    let mut entries = vec![("name", text(deployment.name.clone(), origin))];
    entries.extend(deployment.url.as_ref().map(|url| ("url", text(url.clone(), origin))));
    Node::map(entries, origin)
}

fn permissions(rights: Rights, origin: OriginId) -> Node {
    let Rights { push_packages, identity } = rights;
    let mut entries = vec![("contents", text("read", origin))];
    if identity {
        entries.push(("id-token", text("write", origin).with_aside("to log in to the cloud without a stored key")));
    }
    if push_packages {
        entries.push(("packages", text("write", origin).with_aside("to push images")));
    }
    Node::map(entries, origin)
}

fn strategy(job: &Job) -> Node {
    let origin = job.origin;
    let row = |row: &Vec<(Str, crate::model::graph::Words, OriginId)>| {
        let origin = row.first().map_or(origin, |(.., origin)| *origin);
        let entries = row.iter().map(|(key, value, origin)| (key.clone(), words(value, *origin)));
        Node::map(entries.collect::<Vec<_>>(), origin)
    };
    let include = Node::list(job.matrix.iter().map(row).collect(), origin);
    let matrix = Node::map([("include", include)], origin);
    Node::map([("fail-fast", Node::bool(false, origin)), ("matrix", matrix)], origin)
}

fn service(container: &Container) -> Node {
    let origin = container.origin;
    let mut entries = vec![("image", text(container.image.clone(), origin))];
    if !container.env.is_empty() {
        entries.push(("env", variables(&container.env, origin)));
    }
    if !container.ports.is_empty() {
        let port = |port: &i64| text(format!("{port}:{port}"), origin);
        entries.push(("ports", Node::list(container.ports.iter().map(port).collect(), origin)));
    }
    Node::map(entries, origin)
}

/// An `env`.
pub(crate) fn variables(variables: &[Variable], origin: OriginId) -> Node {
    let entries = variables.iter().map(|variable| (variable.name.clone(), words(&variable.value, variable.origin)));
    Node::map(entries.collect::<Vec<_>>(), origin)
}
