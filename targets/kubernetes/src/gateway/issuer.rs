use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use infrac_plan::At;
use infrac_plan::kinds::{AcmeSolver, Tls};
use infrac_source::Str;
use infrac_target::Object;

/// Directories of Let's Encrypt (its documentation, "ACME Client Implementation Guide" and "Staging Environment").
const PRODUCTION: &str = "https://acme-v02.api.letsencrypt.org/directory";
const STAGING: &str = "https://acme-staging-v02.api.letsencrypt.org/directory";

/// The Issuer that gets a gateway's certificate, where Let's Encrypt issues it. It names no cloud credentials: cert-manager's own
/// identity writes the DNS records.
pub(super) fn issuer(cluster: &Cluster, owner: &Owner, tls: &At<Tls>, class: &At<Str>) -> Option<Object> {
    let Tls::Letsencrypt { email, solver, staging } = &tls.value else { return None };
    let origin = tls.origin;
    let entries = || Entries::new(solver.origin);
    let challenge = match &solver.value {
        AcmeSolver::Http01 => {
            let ingress = entries().text_at("ingressClassName", class.value.clone(), class.origin);
            entries().map("http01", entries().map("ingress", ingress))
        }
        AcmeSolver::Route53 { region } => {
            let route53 = entries().text_at("region", region.value.clone(), region.origin);
            entries().map("dns01", entries().map("route53", route53))
        }
        AcmeSolver::CloudDns { project } => {
            let dns = entries().text_at("project", project.value.clone(), project.origin);
            entries().map("dns01", entries().map("cloudDNS", dns))
        }
    };
    let key = Entries::new(origin).text("name", format!("{}-acme-account", owner.name));
    let acme = Entries::new(origin)
        .text_at("server", if staging.value { STAGING } else { PRODUCTION }, staging.origin)
        .text_at("email", email.value.clone(), email.origin)
        .map("privateKeySecretRef", key)
        .list_at("solvers", vec![challenge.build()], solver.origin);
    let body = Entries::new(origin).map("spec", Entries::new(origin).map("acme", acme));
    Some(Draft::new(cluster, owner, "cert-manager.io/v1", "Issuer", owner.name.clone()).with(body))
}
