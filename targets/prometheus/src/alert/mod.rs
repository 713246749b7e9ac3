//! The alerts that a project writes, each with its test.

mod assignment;
mod condition;
mod measured;
mod raw;
mod timeline;

use crate::node::Map;
use crate::watch::{Watch, camel, object_name};
use infrac_diagnostics::codes::e07::w0751_untested_alert::untested_alert;
use infrac_plan::checks::is_constant;
use infrac_plan::kinds::{Alert, AlertWhen, Severity};
use infrac_plan::{Block, BlockId, OriginId};
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// An alert as its rule says it.
pub(crate) struct Rule<'p> {
    pub(crate) block: &'p Block<Alert>,
    /// `QueueTooLong`.
    pub(crate) name: String,
    pub(crate) query: String,
    pub(crate) wait: Nanos,
    pub(crate) labels: Vec<(&'static str, Str, OriginId)>,
    pub(crate) annotations: Vec<(&'static str, String, OriginId)>,
}

/// The rule file and its tests, if there are alerts.
pub(crate) fn lower(watch: &Watch) -> Vec<(Str, Object)> {
    let path: Str = "rules/alerts.yml".into();
    let tests: Str = "tests/alerts.yml".into();
    let alerts = &watch.plan.blocks().alerts;
    let lowered: Vec<Lowered> = alerts.iter().filter_map(|block| lower_one(watch, block)).collect();
    let Some(first) = lowered.first() else { return Vec::new() };
    let of = &first.rule.block.header;
    let origin = of.origin;
    let rules = lowered.iter().map(Lowered::node).collect();
    let group = Map::new(origin).text("name", "alerts").list("rules", rules).build();
    let file = Map::new(origin).list("groups", vec![group]).build();
    let mut files = vec![(path.clone(), crate::object("Rules", &path, Some(of), file))];
    let tested: Vec<Node> = lowered.iter().flat_map(|one| one.tests.iter().flatten().cloned()).collect();
    if !tested.is_empty() {
        let node = crate::tests::file(&path, Nanos::MINUTE, tested, origin);
        files.push((tests.clone(), crate::object("Tests", &tests, Some(of), node)));
    }
    files
}

struct Lowered<'p> {
    rule: Rule<'p>,
    /// `None`: none could be derived.
    tests: Option<Vec<Node>>,
}

/// `None` where what it observes is not exported, which the checks of the plan report.
fn lower_one<'p>(watch: &Watch, block: &'p Block<Alert>) -> Option<Lowered<'p>> {
    let Alert { name, when, for_, severity, summary, runbook, receiver } = &block.value;
    let (query, service) = match &when.value {
        AlertWhen::Condition(when) => (condition::query(watch, when)?.to_string(), condition::only_service(when)),
        AlertWhen::Text(text) => (text.trim().to_owned(), None),
    };
    let mut labels = vec![("namespace", watch.namespace.clone(), watch.namespace_origin)];
    if let Some(service) = service.and_then(|service| watch.plan.header(service)) {
        labels.push(("service", object_name(&service.name), when.origin));
    }
    labels.push(("severity", severity_name(&severity.value).into(), severity.origin));
    if let Some(receiver) = receiver {
        let name = watch.plan.header(receiver.value).map(|header| object_name(&header.name)).unwrap_or_default();
        labels.push(("receiver", name, receiver.origin));
    }
    let said = match (summary.value.trim(), &block.header.doc) {
        ("", Some(doc)) => doc.trim().to_owned(),
        ("", None) => block.header.label.replace('_', " "),
        (summary, _) => summary.to_owned(),
    };
    let mut annotations = vec![("summary", said, summary.origin)];
    if let Some(runbook) = runbook {
        annotations.push(("runbook_url", runbook.value.to_string(), runbook.origin));
    }
    let rule = Rule { block, name: camel(&name.value), query, wait: for_.value, labels, annotations };
    let tests = match &when.value {
        AlertWhen::Condition(when) => measured::tests(watch, &rule, when),
        AlertWhen::Text(text) => raw::tests(&rule, text),
    };
    let constant = |when: &AlertWhen| match when {
        AlertWhen::Condition(condition) => is_constant(watch.plan, condition),
        AlertWhen::Text(_) => false,
    };
    if tests.is_none() && !constant(&when.value) {
        watch.report(block.header.id, when.origin, |span| untested_alert(span, &block.header.label));
    }
    Some(Lowered { rule, tests })
}

impl Lowered<'_> {
    fn node(&self) -> Node {
        let rule = &self.rule;
        let value = &rule.block.value;
        let origin = rule.block.header.origin;
        let labels = rule.labels.iter().fold(Map::new(value.severity.origin), |map, (label, text, origin)| {
            map.text_at(*label, text.clone(), *origin)
        });
        let annotations = rule
            .annotations
            .iter()
            .fold(Map::new(value.summary.origin), |map, (name, text, origin)| map.prose(*name, text.as_str(), *origin));
        let mut node = Map::new(origin).text_at("alert", rule.name.as_str(), value.name.origin).text_at(
            "expr",
            rule.query.as_str(),
            value.when.origin,
        );
        if rule.wait > Nanos::ZERO {
            node = node.text_at("for", rule.wait.to_prometheus().unwrap_or_default(), value.for_.origin);
        }
        let node = node.map("labels", labels).map("annotations", annotations).build();
        match self.tests {
            Some(_) => node,
            None => node.commented("Not tested: no series can be derived from this query. Write a test of it by hand."),
        }
    }
}

/// As the label `severity` says it.
pub(crate) fn severity_name(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The services of a condition, each once.
pub(crate) type Services = Vec<BlockId>;
