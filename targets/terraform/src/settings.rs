//! `versions.tf`, `providers.tf`, `backend.tf`: what holds for the whole root.

use crate::lowering::Lowering;
use crate::provider::PROVIDERS;
use infrac_plan::kinds::{Cloud, Environment, StateStore};
use infrac_plan::{At, Block, OriginId, Plan};
use infrac_source::Str;
use infrac_tree::hcl::{self, Expr};

/// The oldest Terraform whose S3 backend locks by a file beside the state and says so without warning: `use_lockfile` came in 1.10 as an
/// experiment and is stable since 1.11 (Terraform's changelog, 1.11.0).
const TERRAFORM: &str = ">= 1.11.0, < 2.0.0";

/// The environment's block.
pub(crate) fn environment(plan: &Plan) -> Option<&Block<Environment>> {
    plan.blocks().environments.first()
}

/// The project's name, and the environment's.
fn names(plan: &Plan) -> (Str, Str) {
    let project =
        plan.blocks().projects.first().map_or_else(|| "project".into(), |project| kebab(&project.header.name));
    (project, kebab(plan.environment_name()))
}

/// Small letters, digits and `-`, as buckets, labels and tags take them.
fn kebab(name: &str) -> Str {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(plain).collect::<String>().trim_matches('-').into()
}

/// `versions.tf`
pub(crate) fn versions(lowering: &Lowering<'_>) -> hcl::Body {
    let origin = environment(lowering.plan).map_or(OriginId::NONE, |block| block.header.origin);
    let mut terraform = hcl::Body::new();
    terraform.set("required_version", Expr::text(TERRAFORM, origin));
    let mut required = hcl::Body::new();
    for provider in PROVIDERS.iter().filter(|provider| lowering.providers.contains(provider.name)) {
        let fields = vec![
            ("source".into(), Expr::text(provider.source, origin)),
            ("version".into(), Expr::text(provider.version, origin)),
        ];
        required.set(provider.name, Expr::object(fields, origin));
    }
    terraform.block(hcl::Block::new("required_providers", [], required, origin));
    of_block(hcl::Block::new("terraform", [], terraform, origin))
}

/// `providers.tf`: where the environment's cloud is, and what all that is made there is marked with. Providers that need neither have no block.
pub(crate) fn providers(lowering: &Lowering<'_>) -> hcl::Body {
    let plan = lowering.plan;
    let mut body = hcl::Body::new();
    let Some(environment) = environment(plan) else { return body };
    let origin = environment.header.origin;
    let cloud = environment.value.cloud.as_ref();
    let at = cloud.map_or(origin, |cloud| cloud.origin);
    for name in &lowering.providers {
        let provider = match (*name, cloud.map(|cloud| &cloud.value)) {
            ("aws", Some(Cloud::Aws { region, account })) => aws(plan, Some(region), account.as_ref(), at),
            ("aws", _) => aws(plan, None, None, origin),
            ("google", Some(Cloud::Gcp { project, region })) => {
                let mut body = hcl::Body::new();
                body.set("project", text(project)).set("region", text(region)).set("default_labels", labels(plan, at));
                body
            }
            ("google", _) => {
                let mut body = hcl::Body::new();
                body.set("default_labels", labels(plan, origin));
                body
            }
            ("azurerm", cloud) => {
                let mut body = hcl::Body::new();
                if let Some(Cloud::Azure { subscription: Some(subscription), .. }) = cloud {
                    body.set("subscription_id", text(subscription));
                }
                body.block(hcl::Block::new("features", [], hcl::Body::new(), at));
                body
            }
            _ => continue,
        };
        body.block(hcl::Block::new("provider", [(*name).into()], provider, at));
    }
    body
}

fn aws(plan: &Plan, region: Option<&At<Str>>, account: Option<&At<Str>>, origin: OriginId) -> hcl::Body {
    let mut body = hcl::Body::new();
    if let Some(region) = region {
        body.set("region", text(region));
    }
    if let Some(account) = account {
        // A plan with the credentials of another account stops before it does anything.
        body.set("allowed_account_ids", Expr::list(vec![text(account)], account.origin));
    }
    let mut tags = hcl::Body::new();
    tags.set("tags", labels(plan, origin));
    body.block(hcl::Block::new("default_tags", [], tags, origin));
    body
}

fn labels(plan: &Plan, origin: OriginId) -> Expr {
    let (project, environment) = names(plan);
    let entries = [("project", project), ("environment", environment), ("managed-by", "infrac".into())];
    Expr::object(entries.into_iter().map(|(key, value)| (key.into(), Expr::text(value, origin))).collect(), origin)
}

fn text(value: &At<Str>) -> Expr {
    Expr::text(value.value.clone(), value.origin)
}

/// `backend.tf`: where the state is kept, encrypted and locked.
pub(crate) fn backend(plan: &Plan) -> hcl::Body {
    let Some(environment) = environment(plan) else { return hcl::Body::new() };
    let (project, name) = names(plan);
    let Environment {
        name: _,
        runtime: _, // the programs'
        cloud,
        network: _, // read by the components that make resources
        cluster: _, // read by the components that make resources
        domain: _,  // read by other blocks
        state: store,
        secrets: _,     // the programs'
        deploy_from: _, // the workflows'
        approvals: _,   // the workflows'
        protected: _,   // read by the components that make resources
    } = &environment.value;
    let origin = store.origin;
    let cloud = cloud.as_ref().map(|cloud| &cloud.value);
    let key = format!("{project}/{name}/terraform.tfstate");
    let own = |text: &str| Expr::text(text, origin);
    let said = |value: &Option<At<Str>>, default: &str| value.as_ref().map_or_else(|| own(default), text);
    let mut body = hcl::Body::new();
    let kind = match (&store.value, cloud) {
        (StateStore::S3 { bucket, region, key: path, kms_key }, cloud) => {
            let home = match cloud {
                Some(Cloud::Aws { region, .. }) => Some(region),
                _ => None,
            };
            // Without either the backend reads AWS_REGION.
            let region = region.as_ref().or(home).map(text);
            s3(&mut body, text(bucket), said(path, &key), region, kms_key.as_ref().map(text), origin);
            "s3"
        }
        (StateStore::Gcs { bucket, prefix }, _) => {
            body.set("bucket", text(bucket)).set("prefix", said(prefix, &format!("{project}/{name}")));
            "gcs"
        }
        (StateStore::Azurerm { resource_group, storage_account, container, key: path }, _) => {
            azure(&mut body, [text(resource_group), text(storage_account), text(container), said(path, &key)], origin);
            "azurerm"
        }
        (StateStore::Local, _) | (StateStore::ByCloud, None) => "local",
        (StateStore::ByCloud, Some(Cloud::Aws { region, account })) => {
            let suffix = account.as_ref().map_or_else(String::new, |account| format!("-{}", account.value));
            let bucket = own(&format!("{project}-terraform-state{suffix}"));
            s3(&mut body, bucket, own(&key), Some(text(region)), None, origin);
            "s3"
        }
        (StateStore::ByCloud, Some(Cloud::Gcp { project: account, .. })) => {
            body.set("bucket", own(&format!("{}-terraform-state", account.value)));
            body.set("prefix", own(&format!("{project}/{name}")));
            "gcs"
        }
        (StateStore::ByCloud, Some(Cloud::Azure { .. })) => {
            // Storage accounts: 3 to 24 small letters and digits (Azure, "Naming rules and restrictions", Microsoft.Storage).
            let letters = project.chars().filter(char::is_ascii_alphanumeric).take(17);
            let account = format!("{}tfstate", letters.collect::<String>());
            let group = format!("{project}-terraform");
            azure(&mut body, [own(&group), own(&account), own("tfstate"), own(&key)], origin);
            "azurerm"
        }
    };
    let backend = hcl::Block::new("backend", [kind.into()], body, origin);
    let mut terraform = hcl::Body::new();
    terraform.block(backend);
    of_block(hcl::Block::new("terraform", [], terraform, origin))
}

/// The S3 backend: encrypted at rest, locked by a file beside the state.
fn s3(body: &mut hcl::Body, bucket: Expr, key: Expr, region: Option<Expr>, kms_key: Option<Expr>, origin: OriginId) {
    body.set("bucket", bucket).set("key", key);
    if let Some(region) = region {
        body.set("region", region);
    }
    body.set("encrypt", Expr::bool(true, origin));
    if let Some(kms_key) = kms_key {
        body.set("kms_key_id", kms_key);
    }
    body.set("use_lockfile", Expr::bool(true, origin));
}

/// Azure's backend: it locks by a lease of the blob; access by role, not by the account's key.
fn azure(body: &mut hcl::Body, [group, account, container, key]: [Expr; 4], origin: OriginId) {
    body.set("resource_group_name", group)
        .set("storage_account_name", account)
        .set("container_name", container)
        .set("key", key)
        .set("use_azuread_auth", Expr::bool(true, origin));
}

fn of_block(block: hcl::Block) -> hcl::Body {
    let mut body = hcl::Body::new();
    body.block(block);
    body
}
