//! Software that something needs in the cluster, against what is said to be installed there. An empty list says nothing.

use super::finder::{Cluster, Finder};
use crate::kinds::{AddOn, SecretStore, Tls};
use crate::{Header, OriginId};
use infrac_diagnostics::codes::e06::e0642_add_on_missing::add_on_missing;

/// The class whose controller is the add-on `ingress_nginx`.
const NGINX_CLASS: &str = "nginx";

pub(super) fn find(finder: &mut Finder<'_>) {
    let Some(cluster) = finder.cluster() else { return };
    if cluster.provides.value.is_empty() {
        return;
    }
    let blocks = finder.plan.blocks();
    let mut needs: Vec<(AddOn, String, OriginId, &Header)> = Vec::new();
    let gateways = || blocks.gateways.iter();
    if let Some(block) = gateways().find(|block| matches!(block.value.tls.value, Tls::Letsencrypt { .. })) {
        let need = format!("the certificate of `{}`", finder.name(&block.header));
        needs.push((AddOn::CertManager, need, block.value.tls.origin, &block.header));
    }
    if let Some(block) = gateways().find(|block| block.value.class.value == NGINX_CLASS) {
        let need = format!("the gateway `{}`", finder.name(&block.header));
        needs.push((AddOn::IngressNginx, need, block.value.class.origin, &block.header));
    }
    let scaling = blocks.services.iter().find(|block| {
        let replicas = block.value.replicas.value;
        replicas.max.is_none_or(|max| max > replicas.min) && !block.value.scale_on.value.is_empty()
    });
    if let Some(block) = scaling {
        let need = format!("the scaling of `{}`", finder.name(&block.header));
        needs.push((AddOn::MetricsServer, need, block.value.replicas.origin, &block.header));
    }
    let (environment, store) = (cluster.block, &cluster.block.value.secrets);
    let stored = match &store.value {
        SecretStore::ExternalSecrets { .. } => Some(AddOn::ExternalSecrets),
        SecretStore::SealedSecrets => Some(AddOn::SealedSecrets),
        SecretStore::ByRuntime | SecretStore::Dotenv | SecretStore::Cluster => None,
    };
    if let (Some(add_on), false) = (stored, blocks.secrets.is_empty()) {
        needs.push((add_on, "the store of the secrets".to_owned(), store.origin, &environment.header));
    }
    for (add_on, need, origin, header) in needs {
        missing(finder, cluster, &add_on, &need, origin, header);
    }
}

fn missing(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    add_on: &AddOn,
    need: &str,
    origin: OriginId,
    header: &Header,
) {
    if cluster.provides.value.iter().any(|provided| provided.value == *add_on) {
        return;
    }
    let Some(place) = finder.place(origin, header) else { return };
    let environment = &cluster.block.header;
    let provides = finder.span(cluster.provides.origin, environment);
    let first = cluster.provides.value.first().and_then(|first| finder.place(first.origin, environment));
    let first = first.filter(|place| place.is_direct()).map(|place| place.span);
    let diagnostic = add_on_missing(place.span, need, written(add_on), provides, first);
    finder.report(header, &place, diagnostic);
}

fn written(add_on: &AddOn) -> &'static str {
    match add_on {
        AddOn::CertManager => "cert_manager",
        AddOn::IngressNginx => "ingress_nginx",
        AddOn::ExternalSecrets => "external_secrets",
        AddOn::SealedSecrets => "sealed_secrets",
        AddOn::PrometheusOperator => "prometheus_operator",
        AddOn::MetricsServer => "metrics_server",
        AddOn::ClusterAutoscaler => "cluster_autoscaler",
    }
}
