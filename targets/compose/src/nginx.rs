//! The configuration of a gateway's nginx.

use crate::facts::{DNS, GATEWAY_HEALTH_PORT, GATEWAY_PORT};
use crate::lowering::Lowering;
use infrac_plan::kinds::Gateway;
use infrac_plan::{At, Block, EndpointId, LateRef, Part, Text};
use infrac_quantity::{Nanos, Rate};
use infrac_source::Str;
use std::fmt::Write as _;

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
    let mut out = String::new();
    let names = std::iter::once(&host.value).chain(aliases.value.iter().map(|alias| &alias.value));
    let names = names.map(|name| word(name)).collect::<Vec<_>>().join(" ");
    let limit = rate_limit.as_ref().map(|rate| rate_of(&rate.value));
    out.push_str("map $http_upgrade $connection_upgrade {\n    default upgrade;\n    ''      close;\n}\n\n");
    if let Some(rate) = &limit {
        let _ =
            writeln!(out, "limit_req_zone $binary_remote_addr zone=clients:10m rate={rate};\nlimit_req_status 429;\n");
    }
    let _ = writeln!(
        out,
        "server {{\n    listen {GATEWAY_PORT};\n    server_name {names};\n    server_tokens off;\n    resolver {DNS} valid=10s;\n"
    );
    let _ = writeln!(out, "    client_max_body_size {};", max_body.value.to_bytes().unwrap_or(0));
    let _ = writeln!(out, "    proxy_connect_timeout {};", time(connect_timeout.value));
    let _ = writeln!(out, "    proxy_read_timeout {0};\n    proxy_send_timeout {0};", time(read_timeout.value));
    if limit.is_some() {
        out.push_str("    limit_req zone=clients burst=20 nodelay;\n");
    }
    for range in &allow.value {
        let _ = writeln!(out, "    allow {};", word(&range.value));
    }
    if !allow.value.is_empty() {
        out.push_str("    deny all;\n");
    }
    out.push_str(HEADERS);
    for (path, endpoint) in &routes.value {
        route(&mut out, lowering, path, endpoint);
    }
    out.push_str("}\n\n# Answers the container's own health check.\n");
    let _ = writeln!(
        out,
        "server {{\n    listen 127.0.0.1:{GATEWAY_HEALTH_PORT};\n    access_log off;\n    return 204;\n}}"
    );
    out
}

/// What services are told of the client. A location inherits them, since none sets headers of its own.
const HEADERS: &str = "
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
";

/// A prefix of whole path elements, as an Ingress of type `Prefix`: `/a` answers `/a` and `/a/b`, not `/ab`.
fn route(out: &mut String, lowering: &mut Lowering<'_>, path: &Str, endpoint: &At<EndpointId>) {
    let Some(target) = lowering.plan.endpoint(endpoint.value) else { return };
    let port = target.port.value;
    let host = Text::new([Part::Late(LateRef::Host(endpoint.value))]);
    let Some(host) = lowering.known(&host) else { return };
    let address = word(&format!("http://{host}:{port}"));
    let prefix = path.trim_end_matches('/');
    let locations = match prefix {
        "" => vec!["/".to_owned()],
        prefix => vec![format!("= {}", word(prefix)), word(&format!("{prefix}/"))],
    };
    for location in locations {
        let _ = write!(
            out,
            "\n    location {location} {{\n        set $upstream {address};\n        proxy_pass $upstream;\n    }}\n"
        );
    }
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

/// A word of nginx: quoted where it holds what nginx reads as syntax.
fn word(text: &str) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '/' | ':' | '.' | '_' | '-' | '~' | '%' | '*' | '@' | '+' | ',' | '=')
    };
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
