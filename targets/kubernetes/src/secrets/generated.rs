use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use infrac_plan::At;
use infrac_plan::kinds::Alphabet;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

const API: &str = "generators.external-secrets.io/v1alpha1";

/// `spec` of the ExternalSecret, and the generator. The value is made once and never anew: a database would not follow. The Secret has
/// no owner (`Orphan`) and cannot be rewritten (`immutable`), so that it outlives the ExternalSecret, as the data that it locks do
/// (External Secrets Operator documentation, "Lifecycle: ownership & deletion").
pub(super) fn lower(
    cluster: &Cluster,
    owner: &Owner,
    keys: &[At<Str>],
    length: &At<i64>,
    alphabet: &At<Alphabet>,
) -> (Entries, Object) {
    let origin = length.origin;
    let generator = Entries::new(origin)
        .int("length", length.value)
        .int_at("digits", length.value / 4, length.origin)
        // Letters and digits stand in a URL, a shell and a connection string as they are.
        .int_at("symbols", 0, alphabet.origin)
        .bool("noUpper", false)
        .bool("allowRepeat", true);
    let body = Entries::new(origin).map("spec", generator);
    let generator = Draft::new(cluster, owner, API, "Password", owner.name.clone()).with(body);
    let mut target = Entries::new(owner.origin)
        .text("name", owner.name.clone())
        .text("creationPolicy", "Orphan")
        .text("deletionPolicy", "Retain")
        .bool("immutable", true);
    if let Some(encoding) = encoding(&alphabet.value, length.value) {
        let mut data = Entries::new(alphabet.origin);
        for key in keys {
            data = data.text(&key.value, format!("{{{{ index . \"{}\" | {encoding} }}}}", key.value));
        }
        target = target.map("template", Entries::new(alphabet.origin).text("engineVersion", "v2").map("data", data));
    }
    let from = keys.iter().map(|key| source(owner, key)).collect();
    let spec = Entries::new(origin).text("refreshPolicy", "CreatedOnce").map("target", target).list("dataFrom", from);
    (spec, generator)
}

/// What brings letters and digits into the alphabet, as a pipeline of the operator's template functions (sprig); the first `length`
/// characters of the encoding are kept.
fn encoding(alphabet: &Alphabet, length: i64) -> Option<String> {
    match alphabet {
        Alphabet::UrlSafe => None,
        Alphabet::Hex => Some(format!("printf \"%x\" | trunc {length}")),
        Alphabet::Base64 => Some(format!("b64enc | trunc {length}")),
    }
}

/// A generator calls its output `password`; each use of it makes another value.
fn source(owner: &Owner, key: &At<Str>) -> Node {
    let origin = key.origin;
    let reference =
        Entries::new(origin).text("apiVersion", API).text("kind", "Password").text("name", owner.name.clone());
    let rename = Entries::new(origin).text("source", "^password$").text("target", key.value.clone());
    Entries::new(origin)
        .map("sourceRef", Entries::new(origin).map("generatorRef", reference))
        .list("rewrite", vec![Entries::new(origin).map("regexp", rename).build()])
        .build()
}
