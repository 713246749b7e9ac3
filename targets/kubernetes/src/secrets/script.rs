//! `secrets.sh`: how the Secrets that a cluster must hold come to be, where no store outside brings them in. It makes what is to be
//! made at random, and asks for the rest; nothing is written to a file or shown, and what exists already is left alone.

use super::{Delivery, certificates, delivery, keys};
use crate::cluster::Cluster;
use infrac_plan::kinds::{Alphabet, Secret, SecretSource};
use infrac_plan::{Block, OriginId};
use infrac_source::Str;
use infrac_tree::Line;

/// The lines of the script; none where there is nothing to create by hand.
pub(crate) fn script(cluster: &Cluster) -> Option<Vec<Line>> {
    let secrets = &cluster.plan.blocks().secrets;
    if secrets.is_empty() {
        return None;
    }
    let mut lines = Lines(Vec::new());
    let origin = cluster.secrets.origin;
    let head: &[&str] = match delivery(cluster) {
        Delivery::External(_) => return None,
        Delivery::Cluster => CLUSTER,
        Delivery::Sealed => SEALED,
    };
    lines.add(&["#!/bin/sh"], origin);
    lines.add(head, origin);
    lines.push(format!("namespace={}", cluster.namespace), cluster.namespace_origin);
    lines.add(if matches!(delivery(cluster), Delivery::Sealed) { SEAL } else { CREATE }, origin);
    lines.add(COMMON, origin);
    let certificates = certificates(cluster);
    for block in secrets {
        lines.secret(cluster, block, certificates.contains(&block.header.id));
    }
    Some(lines.0)
}

const CLUSTER: &[&str] = &[
    "# Creates the Secrets that the manifests beside this file expect. Run it once, with kubectl pointing at the cluster;",
    "# Secrets that exist are left alone. Input is not shown and never touches the disk.",
    "set -eu",
];
const SEALED: &[&str] = &[
    "# Seals the Secrets that the manifests beside this file expect: one file for each, encrypted for the cluster that kubectl",
    "# points at. Give the folder to write them to; commit it, and apply it before the manifests.",
    "set -eu",
    "folder=${1:?usage: secrets.sh FOLDER}",
];
const CREATE: &[&str] = &[
    "exists() { kubectl get secret \"$1\" --namespace \"$namespace\" >/dev/null 2>&1; }",
    "store() { kubectl apply --filename -; }",
];
const SEAL: &[&str] =
    &["exists() { test -e \"$folder/$1.yaml\"; }", "store() { kubeseal --format yaml >\"$folder/$1.yaml\"; }"];
const COMMON: &[&str] = &[
    "ask() { printf '%s: ' \"$1\" >&2; stty -echo 2>/dev/null || true; IFS= read -r answer; stty echo 2>/dev/null || true; echo >&2; }",
    "encode() { printf '%s' \"$1\" | base64 | tr -d '\\n'; }",
    "letters() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c \"$1\"; }",
    "hex() { LC_ALL=C tr -dc '0-9a-f' </dev/urandom | head -c \"$1\"; }",
    "base() { LC_ALL=C tr -dc 'A-Za-z0-9+/' </dev/urandom | head -c \"$1\"; }",
];

struct Lines(Vec<Line>);

impl Lines {
    fn push(&mut self, text: impl Into<Str>, origin: OriginId) {
        self.0.push(Line { text: text.into(), origin });
    }

    fn add(&mut self, texts: &[&str], origin: OriginId) {
        for text in texts {
            self.push(*text, origin);
        }
    }

    /// Creates one Secret, unless it is there.
    fn secret(&mut self, cluster: &Cluster, block: &Block<Secret>, is_certificate: bool) {
        let Secret { name: _, description, rotate, keys: _, source } = &block.value;
        if matches!(source.value, SecretSource::Existing { id: _, key: _, alphabet: _ }) {
            return;
        }
        let origin = block.header.origin;
        let name = cluster.name(&block.header);
        self.push("", origin);
        for line in description.value.lines() {
            self.push(format!("# {line}"), description.origin);
        }
        if let Some(rotate) = rotate {
            self.push(format!("# To be replaced every {}.", rotate.value), rotate.origin);
        }
        self.push(format!("if ! exists {name}; then"), origin);
        let keys = keys(&block.value, is_certificate, origin);
        for (at, key) in keys.iter().enumerate() {
            let value = match &source.value {
                SecretSource::Generated { length, alphabet } => {
                    let make = match alphabet.value {
                        Alphabet::UrlSafe => "letters",
                        Alphabet::Hex => "hex",
                        Alphabet::Base64 => "base",
                    };
                    format!("  answer=$({make} {})", length.value)
                }
                SecretSource::Provided | SecretSource::Existing { id: _, key: _, alphabet: _ } if is_certificate => {
                    format!("  ask 'File with {} of {name}'; answer=$(cat \"$answer\")", key.value)
                }
                SecretSource::Provided | SecretSource::Existing { id: _, key: _, alphabet: _ } => {
                    format!("  ask '{name}, {}'", key.value)
                }
            };
            self.push(value, source.origin);
            self.push(format!("  value_{at}=$(encode \"$answer\")"), key.origin);
        }
        self.push(format!("  store {name} <<END"), origin);
        self.add(&["apiVersion: v1", "kind: Secret"], origin);
        self.push("metadata:", origin);
        self.push(format!("  name: {name}"), origin);
        self.push("  namespace: $namespace", origin);
        self.push(if is_certificate { "type: kubernetes.io/tls" } else { "type: Opaque" }, origin);
        self.push("data:", origin);
        for (at, key) in keys.iter().enumerate() {
            self.push(format!("  \"{}\": $value_{at}", key.value), key.origin);
        }
        self.add(&["END", "fi"], origin);
    }
}
