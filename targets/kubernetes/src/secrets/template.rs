//! Files that mix text and secrets: the External Secrets Operator puts them together in the cluster. Nothing else can, without a
//! shell in front of the program.

use super::{Delivery, delivery, external, store};
use crate::cluster::{Carrier, Cluster};
use crate::entries::Entries;
use crate::late::Place;
use crate::metadata::Draft;
use crate::text::Piece;
use crate::workload::Workload;
use indexmap::IndexMap;
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::SecretSource;
use infrac_plan::{At, OriginId, SecretRef, Sensitive};
use infrac_source::Str;
use infrac_target::{Object, VariableName};
use infrac_tree::data::{Absent, Grammar, Node, Phrase, Piece as TreePiece};

/// The template of a file; `None`, with the reason reported, where the environment's secrets come in another way.
pub(crate) fn template(cluster: &Cluster, text: &Sensitive, origin: OriginId, place: &Place) -> Option<Phrase> {
    if let Some(reason) = obstacle(cluster, text) {
        cluster.report_at(origin, |span| Some(e07::e0722_mixed_file::mixed_file(span, reason)));
        return None;
    }
    let mut phrase = Vec::new();
    for piece in cluster.sensitive_pieces(text) {
        phrase.push(match piece {
            Piece::Lit(text) => TreePiece::Lit(text),
            Piece::Secret(secret) => TreePiece::Variable { name: alias(cluster, &secret), absent: Absent::Unsaid },
            Piece::Late(late) if cluster.carrier == Carrier::Chart => {
                let stand_in = cluster.parameter(&late).1;
                cluster.late_piece(&late, stand_in)
            }
            // A replacement would have to find its place between a template's actions.
            Piece::Late(late) => {
                let variable = cluster.parameter(&late).0;
                cluster.report_at(origin, |span| {
                    Some(e07::e0720_late_in_text::late_in_secret_file(span, &variable, &place.name))
                });
                return None;
            }
        });
    }
    Some(Phrase::mixed(phrase, Grammar::GoTemplate))
}

fn obstacle(cluster: &Cluster, text: &Sensitive) -> Option<&'static str> {
    if !matches!(delivery(cluster), Delivery::External(_)) {
        return Some("only the External Secrets Operator can put a secret into a text");
    }
    let generated = text.secrets().into_iter().any(|secret| {
        let block = cluster.secret(secret.secret);
        block
            .is_some_and(|block| matches!(block.value.source.value, SecretSource::Generated { length: _, alphabet: _ }))
    });
    generated.then_some("a generated secret lives in the cluster alone, where the operator does not read it again")
}

/// The ExternalSecret of a workload's templates.
pub(crate) fn templated_file(
    cluster: &Cluster,
    workload: &Workload,
    files: Vec<(Str, Phrase, OriginId)>,
    texts: &[Sensitive],
    origin: OriginId,
) -> Option<Object> {
    let Delivery::External(store) = delivery(cluster) else { return None };
    let mut data: IndexMap<Str, Node> = IndexMap::new();
    for secret in texts.iter().flat_map(Sensitive::secrets) {
        let Some(block) = cluster.secret(secret.secret) else { continue };
        let alias = alias(cluster, secret);
        let key = At { value: secret.key.clone().unwrap_or_else(|| super::WHOLE.into()), origin: block.header.origin };
        data.entry(alias.clone()).or_insert_with(|| external::datum(cluster, &store, block, &key, &alias));
    }
    let mut template = Entries::new(origin);
    for (key, phrase, origin) in files {
        template = template.node(key, Node::phrase(phrase, origin));
    }
    let template = Entries::new(origin).text("engineVersion", "v2").map("data", template);
    let target = Entries::new(origin)
        .text("name", workload.files_name())
        .text("creationPolicy", "Owner")
        .text("deletionPolicy", "Retain")
        .map("template", template);
    let body =
        Entries::new(origin).map("spec", external::fetched(&store, target, data.into_values().collect(), origin));
    Some(Draft::new(cluster, &workload.owner, store::API, "ExternalSecret", workload.files_name()).with(body))
}

/// The name of a secret within a template.
fn alias(cluster: &Cluster, secret: &SecretRef) -> Str {
    VariableName::of_secret(cluster.plan, secret).as_str().clone()
}
