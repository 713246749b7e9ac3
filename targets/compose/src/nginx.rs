//! The configuration of a gateway's nginx.

use crate::facts::{DNS, GATEWAY_HEALTH_PORT, GATEWAY_PORT};
use crate::lowering::Lowering;
use infrac_plan::kinds::Gateway;
use infrac_plan::{At, Block, EndpointId, LateRef, Part, Text};
use infrac_quantity::{Nanos, Rate};
use infrac_source::Str;
use infrac_tree::nginx::{Item, Word, print};

/// The text of `conf.d/default.conf`. Hosts of services are looked up at each request (`resolver`), so that nginx starts before them and follows them
/// when they are replaced.
pub(crate) fn configuration(lowering: &mut Lowering<'_>, block: &Block<Gateway>) -> String {
    let Gateway {
        name: _, // in the header, with the lock's word
        host,
        aliases,
        routes,
        tls: _,     // lost: the limits pass
        class: _,   // lost: the limits pass
        publish: _, // the container's port
        max_body,
        connect_timeout,
        read_timeout,
        rate_limit,
        allow,
    } = &block.value;
    let limit = rate_limit.as_ref().map(|rate| rate_of(&rate.value));
    let upgrade = vec![Word::Variable("http_upgrade".into()), Word::Variable("connection_upgrade".into())];
    let upgraded = vec![Item::directive("default", ["upgrade"]), Item::directive("", ["close"])];
    let mut items = vec![Item::Block("map".into(), upgrade, upgraded), Item::Gap];
    if let Some(rate) = &limit {
        let zone = ["zone=clients:10m".to_owned(), format!("rate={rate}")].map(|word| Word::Lit(word.into()));
        let client = std::iter::once(Word::Variable("binary_remote_addr".into()));
        items.push(Item::Directive("limit_req_zone".into(), client.chain(zone).collect()));
        items.push(Item::directive("limit_req_status", ["429"]));
        items.push(Item::Gap);
    }
    let names = std::iter::once(&host.value).chain(aliases.value.iter().map(|alias| &alias.value));
    let mut server = vec![
        Item::directive("listen", [GATEWAY_PORT.to_string()]),
        Item::directive("server_name", names.cloned()),
        Item::directive("server_tokens", ["off"]),
        Item::directive("resolver", [DNS, "valid=10s"]),
        Item::Gap,
        Item::directive("client_max_body_size", [max_body.value.to_bytes().unwrap_or(0).to_string()]),
        Item::directive("proxy_connect_timeout", [time(connect_timeout.value)]),
        Item::directive("proxy_read_timeout", [time(read_timeout.value)]),
        Item::directive("proxy_send_timeout", [time(read_timeout.value)]),
    ];
    if limit.is_some() {
        server.push(Item::directive("limit_req", ["zone=clients", "burst=20", "nodelay"]));
    }
    server.extend(allow.value.iter().map(|range| Item::directive("allow", [range.value.to_string()])));
    if !allow.value.is_empty() {
        server.push(Item::directive("deny", ["all"]));
    }
    server.push(Item::Gap);
    server.push(Item::directive("proxy_http_version", ["1.1"]));
    server.extend(HEADERS.map(|(header, variable)| {
        Item::Directive("proxy_set_header".into(), vec![Word::Lit(header.into()), Word::Variable(variable.into())])
    }));
    for (path, endpoint) in &routes.value {
        server.extend(route(lowering, path, endpoint));
    }
    items.push(Item::Block("server".into(), Vec::new(), server));
    items.extend([Item::Gap, Item::Comment("Answers the container's own health check.".into())]);
    let health = vec![
        Item::directive("listen", [format!("127.0.0.1:{GATEWAY_HEALTH_PORT}")]),
        Item::directive("access_log", ["off"]),
        Item::directive("return", ["204"]),
    ];
    items.push(Item::Block("server".into(), Vec::new(), health));
    print(&items)
}

/// What services are told of the client, each by a variable of nginx. A location inherits them, since none sets headers of its own.
const HEADERS: [(&str, &str); 6] = [
    ("Host", "host"),
    ("X-Real-IP", "remote_addr"),
    ("X-Forwarded-For", "proxy_add_x_forwarded_for"),
    ("X-Forwarded-Proto", "scheme"),
    ("Upgrade", "http_upgrade"),
    ("Connection", "connection_upgrade"),
];

/// A prefix of whole path elements, as an Ingress of type `Prefix`: `/a` answers `/a` and `/a/b`, not `/ab`.
fn route(lowering: &mut Lowering<'_>, path: &Str, endpoint: &At<EndpointId>) -> Vec<Item> {
    let Some(target) = lowering.plan.endpoint(endpoint.value) else { return Vec::new() };
    let port = target.port.value;
    let host = Text::new([Part::Late(LateRef::Host(endpoint.value))]);
    let Some(host) = lowering.known(&host) else { return Vec::new() };
    let upstream = || Word::Variable("upstream".into());
    let set = Item::Directive("set".into(), vec![upstream(), Word::Lit(format!("http://{host}:{port}").into())]);
    let pass = Item::Directive("proxy_pass".into(), vec![upstream()]);
    let locations: Vec<Vec<String>> = match path.trim_end_matches('/') {
        "" => vec![vec!["/".to_owned()]],
        prefix => vec![vec!["=".to_owned(), prefix.to_owned()], vec![format!("{prefix}/")]],
    };
    let location = |words: Vec<String>| {
        let words = words.into_iter().map(|word| Word::Lit(word.into())).collect();
        [Item::Gap, Item::Block("location".into(), words, vec![set.clone(), pass.clone()])]
    };
    locations.into_iter().flat_map(location).collect()
}

/// Requests of one client: nginx counts whole requests a second or a minute.
fn rate_of(rate: &Rate) -> String {
    let per = |window: Nanos| rate.per(window).and_then(|requests| requests.to_int()).filter(|requests| *requests > 0);
    match per(Nanos::SECOND) {
        Some(requests) => format!("{requests}r/s"),
        None => {
            let requests = rate.per(Nanos::MINUTE).map_or(1, |requests| requests.ceil().max(1));
            format!("{requests}r/m")
        }
    }
}

/// A time in milliseconds, or whole seconds.
fn time(time: Nanos) -> String {
    match time.to_whole_seconds() {
        Some(seconds) => format!("{seconds}s"),
        None => format!("{}ms", time.0 / Nanos::MILLISECOND.0),
    }
}
