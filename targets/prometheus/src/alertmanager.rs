//! `alertmanager.yml`: who is told of what. No secret is written: each is read from a file below [`SECRETS`].

use crate::alert::severity_name;
use crate::node::Map;
use crate::watch::{Watch, object_name};
use infrac_diagnostics::codes::e07::e0752_receiver_secret::receiver_secret;
use infrac_plan::kinds::{Channel, Monitoring, Receiver, Secret, SecretSource, SecretStore, Severity, Smtp};
use infrac_plan::{At, Block, BlockId, OriginId, Sensitive};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// Where secrets are mounted into Alertmanager, one folder a Secret object and in it one file a key: where the Prometheus Operator mounts
/// what `spec.secrets` of an Alertmanager names (its API reference, `AlertmanagerSpec`).
const SECRETS: &str = "/etc/alertmanager/secrets";

/// Takes what nobody else does, and tells nobody.
const NOBODY: &str = "nobody";

/// The file, if somebody is to be told.
pub(crate) fn file(watch: &Watch) -> Option<Object> {
    let receivers = &watch.plan.blocks().receivers;
    let first = receivers.first()?;
    let origin = first.header.origin;
    let mut root = Map::new(origin);
    if let Some(global) = mail(watch) {
        root = root.map("global", global);
    }
    let mut told: Vec<Node> = vec![Map::new(origin).text("name", NOBODY).build()];
    told.extend(receivers.iter().map(|block| receiver(watch, block)));
    let node = root
        .node("route", route(watch))
        .list("inhibit_rules", vec![inhibition(origin)])
        .list("receivers", told)
        .build()
        .commented(format!(
            "Secrets are files below {SECRETS}/SECRET/KEY: mount the Secret objects of that name there (Prometheus Operator: `secrets` of the Alertmanager)."
        ));
    Some(crate::object("Alertmanager", &"alertmanager.yml".into(), Some(&first.header), node))
}

/// First those that an alert names, then all whose severity it has; what is left is shown and nobody is told.
fn route(watch: &Watch) -> Node {
    let blocks = watch.plan.blocks();
    let receivers = &blocks.receivers;
    let origin = receivers.first().map_or(watch.origin, |first| first.header.origin);
    let mut routes = Vec::new();
    for block in receivers {
        let named = blocks
            .alerts
            .iter()
            .find(|alert| alert.value.receiver.as_ref().is_some_and(|one| one.value == block.header.id));
        if let Some(alert) = named {
            let origin = alert.value.receiver.as_ref().map_or(alert.header.origin, |receiver| receiver.origin);
            let matcher = format!("receiver=\"{}\"", object_name(&block.header.name));
            routes.push(child(block, matcher, origin, false));
        }
    }
    for block in receivers {
        let takes = &block.value.takes;
        if let Some(matcher) = severities(&takes.value) {
            routes.push(child(block, matcher, takes.origin, true));
        }
    }
    Map::new(origin)
        .text("receiver", NOBODY)
        .texts("group_by", ["namespace", "service", "slo", "alertname"])
        .list("routes", routes)
        .build()
        .commented("What nobody takes is shown in Alertmanager, and nobody is told.")
}

fn child(block: &Block<Receiver>, matcher: String, origin: OriginId, goes_on: bool) -> Node {
    let repeat = &block.value.repeat;
    let mut route = Map::new(origin)
        .text("receiver", object_name(&block.header.name))
        .texts("matchers", [matcher])
        .text_at("repeat_interval", repeat.value.to_prometheus().unwrap_or_default(), repeat.origin);
    if goes_on {
        // Others may take the same severity.
        route = route.bool("continue", true);
    }
    route.build()
}

fn severities(takes: &[At<Severity>]) -> Option<String> {
    let mut names: Vec<&str> = takes.iter().map(|severity| severity_name(&severity.value)).collect();
    names.dedup();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("severity=\"{only}\"")),
        several => Some(format!("severity=~\"{}\"", several.join("|"))),
    }
}

/// Whoever is woken by an objective's fast burn need not be told of its slow one.
fn inhibition(origin: OriginId) -> Node {
    Map::new(origin)
        .texts("source_matchers", ["severity=\"critical\"", "slo!=\"\""])
        .texts("target_matchers", ["severity=\"warning\"", "slo!=\"\""])
        .texts("equal", ["namespace", "service", "slo"])
        .build()
}

fn receiver(watch: &Watch, block: &Block<Receiver>) -> Node {
    // What it takes and how often is said in the routes.
    let Receiver { name: _, to, takes: _, repeat: _ } = &block.value;
    let origin = to.origin;
    let id = block.header.id;
    let told = |config: Map| config.bool("send_resolved", true).build();
    let (kind, config) = match &to.value {
        Channel::Slack { url, channel } => (
            "slack_configs",
            file_of(watch, id, "api_url_file", url, Map::new(origin)).text_at(
                "channel",
                channel.value.clone(),
                channel.origin,
            ),
        ),
        Channel::Pagerduty { key } => {
            ("pagerduty_configs", file_of(watch, id, "routing_key_file", key, Map::new(origin)))
        }
        Channel::Email { address } => {
            ("email_configs", Map::new(origin).text_at("to", address.value.clone(), address.origin))
        }
        Channel::Webhook { url } => ("webhook_configs", file_of(watch, id, "url_file", url, Map::new(origin))),
    };
    Map::new(block.header.origin).text("name", object_name(&block.header.name)).list(kind, vec![told(config)]).build()
}

/// The path of the file that holds a secret. What is more than one secret has no file.
fn file_of(watch: &Watch, block: BlockId, key: &'static str, secret: &At<Sensitive>, map: Map) -> Map {
    let Some(whole) = secret.value.whole() else {
        watch.report(block, secret.origin, receiver_secret);
        return map;
    };
    let (object, entry) = secret_file(watch, whole.secret, whole.key.as_ref());
    map.text_at(key, format!("{SECRETS}/{object}/{entry}"), secret.origin)
}

/// The Secret object and the key that the manifests give a secret: its own name, and `value` where it has no keys.
fn secret_file(watch: &Watch, id: BlockId, key: Option<&Str>) -> (Str, Str) {
    let block = watch.plan.blocks().secrets.iter().find(|secret| secret.header.id == id);
    let entry = key.cloned().unwrap_or_else(|| "value".into());
    let Some(block) = block else { return (Str::default(), entry) };
    let Secret { name: _, description: _, rotate: _, keys: _, source } = &block.value;
    let outside =
        matches!(watch.secret_store(), SecretStore::ExternalSecrets { store: _, cluster_store: _, refresh: _, key: _ });
    match &source.value {
        // Without a store outside, somebody else's entry is a Secret that stands in the namespace already.
        SecretSource::Existing { id, key: theirs, alphabet: _ } if !outside => {
            let theirs = theirs.as_ref().filter(|_| key.is_none()).map(|key| key.value.clone());
            (id.value.known().unwrap_or_else(|| object_name(&block.header.name)), theirs.unwrap_or(entry))
        }
        SecretSource::Existing { id: _, key: _, alphabet: _ }
        | SecretSource::Provided
        | SecretSource::Generated { length: _, alphabet: _ } => (object_name(&block.header.name), entry),
    }
}

/// How mail is sent, if it is.
fn mail(watch: &Watch) -> Option<Map> {
    let block = watch.plan.blocks().monitorings.first()?;
    let Monitoring { retention: _, interval: _, alertmanager: _, smtp, sources: _ } = &block.value;
    let smtp = smtp.as_ref()?;
    let Smtp { host, port, from, user, password } = &smtp.value;
    let mut global = Map::new(smtp.origin)
        .text_at("smtp_smarthost", format!("{}:{}", host.value, port.value), host.origin)
        .text_at("smtp_from", from.value.clone(), from.origin);
    if let Some(user) = user {
        global = global.text_at("smtp_auth_username", user.value.clone(), user.origin);
    }
    if let Some(password) = password {
        global = file_of(watch, block.header.id, "smtp_auth_password_file", password, global);
    }
    Some(global)
}
