//! Certificates that will never come.

use super::finder::Finder;
use crate::kinds::{AcmeSolver, Gateway, Secret, SecretSource, Tls};
use crate::{At, Block, BlockId, OriginId};
use infrac_diagnostics::codes::e06::e0640_wildcard_needs_dns::wildcard_needs_dns;
use infrac_diagnostics::codes::e06::e0641_private_host_certificate::private_host_certificate;
use infrac_diagnostics::codes::e06::e0643_certificate_keys::{certificate_keys, random_certificate};
use infrac_source::Str;
use std::collections::BTreeMap;
use std::net::IpAddr;

pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    let blocks = finder.plan.blocks();
    let secrets: BTreeMap<BlockId, &Block<Secret>> =
        blocks.secrets.iter().map(|block| (block.header.id, block)).collect();
    for block in &blocks.gateways {
        match &block.value.tls.value {
            Tls::None => {}
            Tls::Letsencrypt { solver, .. } => {
                for host in std::iter::once(&block.value.host).chain(&block.value.aliases.value) {
                    public(finder, block, host, solver);
                }
            }
            Tls::Certificate { secret } => {
                if let Some(found) = secrets.get(&secret.value) {
                    readable(finder, block, secret.origin, found);
                }
            }
        }
    }
}

fn public(finder: &mut Finder<'_>, block: &Block<Gateway>, host: &At<Str>, solver: &At<AcmeSolver>) {
    let wildcard = host.value.starts_with("*.") && solver.value == AcmeSolver::Http01;
    let private = why_private(&host.value);
    if !wildcard && private.is_none() {
        return;
    }
    let Some(place) = finder.place(host.origin, &block.header) else { return };
    let diagnostic = match private {
        Some(why) => {
            let said = finder.span(block.value.tls.origin, &block.header);
            private_host_certificate(place.span, &host.value, why, said)
        }
        None => wildcard_needs_dns(place.span, &host.value, finder.written(solver.origin, &block.header)),
    };
    finder.report(&block.header, &place, diagnostic);
}

/// Names that are never in the public DNS: RFC 2606 and 6761 (`test`, `example`, `invalid`, `localhost`), RFC 6762 (`local`), RFC 7686
/// (`onion`), RFC 8375 (`home.arpa`), and `internal`, which ICANN set apart in 2024.
fn why_private(host: &str) -> Option<&'static str> {
    const SET_APART: &[&str] = &["localhost", "local", "internal", "test", "example", "invalid", "onion"];
    if host.parse::<IpAddr>().is_ok() {
        return Some("an address, no name");
    }
    let Some((_, last)) = host.rsplit_once('.') else { return Some("a name without a dot is not in the public DNS") };
    if SET_APART.contains(&last) || host.ends_with(".home.arpa") {
        return Some("this ending is not in the public DNS");
    }
    None
}

fn readable(finder: &mut Finder<'_>, block: &Block<Gateway>, origin: OriginId, secret: &Block<Secret>) {
    let has = |key: &str| secret.value.keys.value.iter().any(|known| known.value == key);
    let missing: Vec<&str> = ["tls.crt", "tls.key"].into_iter().filter(|key| !has(key)).collect();
    let random = matches!(secret.value.source.value, SecretSource::Generated { .. });
    if missing.is_empty() && !random {
        return;
    }
    let Some(place) = finder.place(origin, &block.header) else { return };
    let (gateway, name) = (finder.name(&block.header), finder.name(&secret.header));
    let diagnostic = if random {
        let said = finder.span(secret.value.source.origin, &secret.header);
        random_certificate(place.span, &gateway, &name, said)
    } else {
        let said = finder.span(secret.header.origin, &secret.header);
        certificate_keys(place.span, &gateway, &name, &missing, said)
    };
    finder.report(&block.header, &place, diagnostic);
}

#[cfg(test)]
mod tests {
    use super::why_private;

    #[test]
    fn what_the_public_dns_never_holds() {
        for host in
            ["localhost", "shop", "10.0.0.1", "::1", "shop.local", "a.b.internal", "nas.home.arpa", "*.shop.test"]
        {
            assert!(why_private(host).is_some(), "{host}");
        }
        for host in ["shop.example.com", "local.dev", "internal.acme.org", "testing.io", "*.acme.io"] {
            assert!(why_private(host).is_none(), "{host}");
        }
    }
}
