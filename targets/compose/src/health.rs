//! Health checks. Compose asks one question: `ready` where it is given, else `live`, else `startup`. It runs inside the container, so an HTTP or TCP question
//! needs a shell and one of the tools below in the image; an image without them (distroless) wants an `exec` probe of its own program.

use crate::lowering::{Entries, text};
use indexmap::IndexMap;
use infrac_plan::kinds::{Health, Probe};
use infrac_plan::{At, OriginId};
use infrac_source::Str;
use infrac_tree::data::Node;

/// The ports of a container, by name.
type Ports = IndexMap<Str, At<i64>>;

/// Whether a container has a health check, so that others can wait for it to be well.
pub(crate) fn is_asked(health: &Health, ports: &Ports) -> bool {
    lower(health, ports, OriginId::NONE).is_some()
}

/// The `healthcheck` of a container.
pub(crate) fn lower(health: &Health, ports: &Ports, origin: OriginId) -> Option<Node> {
    let Health { ready, live, startup, every, timeout, failures, within } = health;
    let probe = ready.as_ref().or(live.as_ref()).or(startup.as_ref())?;
    let mut entries = Entries::default();
    entries.add("test", test(probe, ports)?);
    entries.add_some("interval", every.value.to_go().map(|text_| text(text_, every.origin)));
    entries.add_some("timeout", timeout.value.to_go().map(|text_| text(text_, timeout.origin)));
    entries.add("retries", Node::int(failures.value, failures.origin));
    entries.add_some("start_period", within.value.to_go().map(|text_| text(text_, within.origin)));
    Some(entries.node(origin))
}

fn test(probe: &At<Probe>, ports: &Ports) -> Option<Node> {
    let origin = probe.origin;
    let words: Vec<Node> = match &probe.value {
        Probe::Exec { command } => {
            let words = command.value.iter().map(|word| text(word.value.clone(), word.origin));
            std::iter::once(text("CMD", origin)).chain(words).collect()
        }
        Probe::Http { path, port } => {
            let url = quoted_for_shell(&format!("http://127.0.0.1:{}{}", number(port.as_ref(), ports)?, path.value));
            let line = format!("wget -q -O /dev/null {url} || curl -fsS -o /dev/null {url}");
            vec![text("CMD-SHELL", origin), text(line, path.origin)]
        }
        Probe::Tcp { port } => {
            let number = number(port.as_ref(), ports)?;
            let line = format!("nc -z 127.0.0.1 {number} || bash -c '</dev/tcp/127.0.0.1/{number}'");
            vec![text("CMD-SHELL", origin), text(line, origin)]
        }
    };
    Some(Node::list(words, origin))
}

/// The port of that name; without a name the one named `http`, else the first.
fn number(name: Option<&At<Str>>, ports: &Ports) -> Option<i64> {
    let port = match name {
        Some(name) => ports.get(&name.value),
        None => ports.get("http").or_else(|| ports.values().next()),
    };
    port.map(|port| port.value)
}

/// A word of a POSIX shell, between single quotes (POSIX, "Shell Command Language", 2.2.2) unless it needs none.
fn quoted_for_shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | ':' | '.' | '_' | '-');
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
