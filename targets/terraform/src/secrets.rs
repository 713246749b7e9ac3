//! `secrets.tf`: an entry in AWS Secrets Manager for each secret that a person fills in, where the environment keeps its secrets there. The entry is
//! made empty: no value passes through Terraform or its state. Whoever reads it in the cluster asks for it by the same name.

use crate::block::Site;
use crate::lowering::Lowering;
use crate::schema::Type;
use crate::settings;
use infrac_plan::kinds::{Secret, SecretStore};
use infrac_plan::{Block, Val, Value};
use infrac_target::store_entry;
use infrac_tree::hcl::{self, Expr};

/// How long a deleted entry can be brought back, in days: the longest and the shortest that there is (Secrets Manager API, `DeleteSecret`,
/// `RecoveryWindowInDays`).
const RECOVERY: (i64, i64) = (30, 7);

/// All entries.
pub(crate) fn entries(lowering: &mut Lowering<'_>) -> hcl::Body {
    let plan = lowering.plan;
    let mut body = hcl::Body::new();
    let mut secrets = infrac_target::made_entries(plan).peekable();
    let Some(environment) = settings::environment(plan).filter(|_| secrets.peek().is_some()) else { return body };
    let key = match &environment.value.secrets.value {
        SecretStore::ExternalSecrets { key: Some(key), .. } => Some(key),
        _ => None,
    };
    let key = key.map(|key| {
        let value = Val { value: Value::Text(key.value.clone()), origin: key.origin };
        let site = Site { header: &environment.header, path: "secrets.key".into() };
        lowering.value(&value, &Type::String, &site)
    });
    for block in secrets {
        body.block(entry(lowering, block, key.clone()));
    }
    if !body.items.is_empty() {
        lowering.providers.insert("aws");
    }
    body
}

fn entry(lowering: &Lowering<'_>, block: &Block<Secret>, key: Option<Expr>) -> hcl::Block {
    // How often it is replaced is a person's business here, its parts are fields of the one entry.
    let Secret { name: _, description, rotate: _, keys: _, source } = &block.value;
    let plan = lowering.plan;
    let project = plan.blocks().projects.first().map_or("project", |project| project.header.name.as_str());
    let name = store_entry(project, plan.environment_name(), &block.header.name, "/");
    let mut body = hcl::Body::new();
    body.set("name", Expr::text(name, source.origin));
    if !description.value.is_empty() {
        body.set("description", Expr::text(description.value.clone(), description.origin));
    }
    if let Some(key) = key {
        body.set("kms_key_id", key);
    }
    let protected = settings::environment(plan).map(|environment| &environment.value.protected);
    let days = if protected.is_some_and(|protected| protected.value) { RECOVERY.0 } else { RECOVERY.1 };
    body.set("recovery_window_in_days", Expr::int(days, protected.map_or(source.origin, |protected| protected.origin)));
    let label = format!("entry_{}", block.header.terraform_name()).into();
    hcl::Block::new("resource", ["aws_secretsmanager_secret".into(), label], body, block.header.origin)
}
