//! What the Ingress API has no field for: annotations of ingress-nginx (its documentation, "Annotations") and cert-manager.

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Owner;
use crate::probe::whole_seconds;
use infrac_diagnostics::codes::e07;
use infrac_plan::At;
use infrac_plan::kinds::Tls;
use infrac_quantity::{ByteSize, Nanos, Rate};
use infrac_source::Str;

/// The class whose annotations are known.
pub(super) const INGRESS_NGINX: &str = "nginx";

/// What of a gateway becomes annotations.
pub(super) struct Settings<'p> {
    pub(super) tls: &'p At<Tls>,
    pub(super) class: &'p At<Str>,
    pub(super) max_body: &'p At<ByteSize>,
    pub(super) connect_timeout: &'p At<Nanos>,
    pub(super) read_timeout: &'p At<Nanos>,
    pub(super) rate_limit: Option<&'p At<Rate>>,
    pub(super) allow: &'p At<Vec<At<Str>>>,
}

pub(super) fn annotations(cluster: &Cluster, owner: &Owner, settings: &Settings) -> Entries {
    let mut entries = Entries::new(owner.origin);
    if matches!(settings.tls.value, Tls::Letsencrypt { email: _, solver: _, staging: _ }) {
        entries = entries.text_at("cert-manager.io/issuer", owner.name.clone(), settings.tls.origin);
    }
    if settings.class.value == INGRESS_NGINX {
        nginx(cluster, entries, settings)
    } else {
        report_lost(cluster, owner, settings);
        entries
    }
}

fn nginx(cluster: &Cluster, entries: Entries, settings: &Settings) -> Entries {
    let Settings { tls, class: _, max_body, connect_timeout, read_timeout, rate_limit, allow } = settings;
    let key = |name: &str| format!("nginx.ingress.kubernetes.io/{name}");
    let secured = !matches!(tls.value, Tls::None);
    let connect = whole_seconds(cluster, connect_timeout, "a timeout of ingress-nginx");
    let read = whole_seconds(cluster, read_timeout, "a timeout of ingress-nginx");
    let mut entries = entries
        .text_at(key("ssl-redirect"), if secured { "true" } else { "false" }, tls.origin)
        .text_at(key("proxy-body-size"), nginx_size(max_body.value), max_body.origin)
        .text_at(key("proxy-connect-timeout"), connect.to_string(), connect_timeout.origin)
        .text_at(key("proxy-read-timeout"), read.to_string(), read_timeout.origin);
    if let Some(rate) = rate_limit
        && let Some((name, count)) = nginx_rate(cluster, rate)
    {
        entries = entries.text_at(key(name), count, rate.origin);
    }
    if !allow.value.is_empty() {
        let ranges: Vec<&str> = allow.value.iter().map(|cidr| cidr.value.as_str()).collect();
        // The older of two names for one thing: every release knows it.
        entries = entries.text_at(key("whitelist-source-range"), ranges.join(","), allow.origin);
    }
    entries
}

/// Another controller has settings of its own. It keeps its defaults for sizes and times; who may come in, and how often, has none.
fn report_lost(cluster: &Cluster, owner: &Owner, settings: &Settings) {
    let class = settings.class;
    let rate = settings.rate_limit.map(|rate| ("rate_limit", rate.origin));
    let allow = (!settings.allow.value.is_empty()).then_some(("allow", settings.allow.origin));
    let unprotected: Vec<_> = [rate, allow].into_iter().flatten().collect();
    for (attribute, origin) in &unprotected {
        cluster.report_at(*origin, |span| Some(e07::e0738_ingress_class::ingress_class(span, attribute, &class.value)));
    }
    if unprotected.is_empty() {
        let gateway = owner.block.unwrap_or(cluster.header.id);
        cluster.report_of(gateway, class.origin, |span| {
            Some(e07::w0740_ingress_settings::ingress_settings(span, &class.value))
        });
    }
}

/// A size as nginx reads it: `2m`, `64k`, else bytes (nginx documentation, "Configuration file measurement units").
fn nginx_size(size: ByteSize) -> String {
    match (size.whole(ByteSize::MIB), size.whole(ByteSize::KIB)) {
        (Some(count), _) => format!("{count}m"),
        (None, Some(count)) => format!("{count}k"),
        (None, None) => size.0.to_string(),
    }
}

/// Requests of one client: a whole number a second, else a minute.
fn nginx_rate(cluster: &Cluster, rate: &At<Rate>) -> Option<(&'static str, String)> {
    let whole = |window| rate.value.per(window).and_then(|count| count.to_int());
    let found = whole(Nanos::SECOND)
        .map(|count| ("limit-rps", count.to_string()))
        .or_else(|| whole(Nanos::MINUTE).map(|count| ("limit-rpm", count.to_string())));
    if found.is_none() {
        let unit = "whole requests a second or a minute";
        cluster.report_at(rate.origin, |span| {
            Some(e07::e0729_inexact::inexact(span, "a rate limit of ingress-nginx", &rate.value.to_string(), unit))
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::nginx_size;
    use infrac_quantity::ByteSize;

    #[test]
    fn sizes_of_nginx_are_powers_of_1024() {
        assert_eq!(nginx_size(ByteSize(2 << 20)), "2m");
        assert_eq!(nginx_size(ByteSize(1536)), "1536");
        assert_eq!(nginx_size(ByteSize(1 << 16)), "64k");
    }
}
