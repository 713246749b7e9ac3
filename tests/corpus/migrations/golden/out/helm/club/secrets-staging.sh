#!/bin/sh
# Creates the Secrets that the manifests beside this file expect. Run it once, with kubectl pointing at the cluster;
# Secrets that exist are left alone. Input is not shown and never touches the disk.
set -eu
namespace=club-staging
exists() { kubectl get secret "$1" --namespace "$namespace" >/dev/null 2>&1; }
store() { kubectl apply --filename -; }
ask() { printf '%s: ' "$1" >&2; stty -echo 2>/dev/null || true; IFS= read -r answer; stty echo 2>/dev/null || true; echo >&2; }
encode() { printf '%s' "$1" | base64 | tr -d '\n'; }
letters() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1"; }
hex() { LC_ALL=C tr -dc '0-9a-f' </dev/urandom | head -c "$1"; }
base() { LC_ALL=C tr -dc 'A-Za-z0-9+/' </dev/urandom | head -c "$1"; }

# password of PostgreSQL db
if ! exists db-password; then
  answer=$(letters 32)
  value_0=$(encode "$answer")
  store db-password <<END
apiVersion: v1
kind: Secret
metadata:
  name: db-password
  namespace: $namespace
type: Opaque
data:
  "value": $value_0
END
fi
