//! Which attributes hold secrets. The schemas that infrac has do not say it; the providers' documentation does.

use infrac_plan::PathStep;

/// Names that hold a secret whatever the type. A name with one of them at its end counts too: `master_password`, `primary_access_key`. Each with a
/// type whose schema marks it `Sensitive`, in the provider's repository.
const NAMES: [&str; 15] = [
    "password",              // hashicorp/terraform-provider-aws: aws_db_instance
    "password_wo",           // the same, as an argument that is written only
    "private_key",           // hashicorp/terraform-provider-google: google_service_account_key
    "private_key_pem",       // hashicorp/terraform-provider-tls, docs/resources/private_key.md
    "private_key_openssh",   // the same
    "private_key_pem_pkcs8", // the same
    "secret_string",         // hashicorp/terraform-provider-aws: aws_secretsmanager_secret_version
    "secret_binary",         // the same
    "auth_token",            // hashicorp/terraform-provider-aws: aws_elasticache_replication_group
    "authorization_token",   // hashicorp/terraform-provider-aws: aws_ecr_authorization_token
    "access_token",          // hashicorp/terraform-provider-google: google_client_config
    "access_key",            // hashicorp/terraform-provider-azurerm: azurerm_storage_account, primary and secondary
    "connection_string",     // the same
    "client_secret",         // hashicorp/terraform-provider-aws: aws_cognito_user_pool_client
    "secret_data",           // hashicorp/terraform-provider-google: google_secret_manager_secret_version
];

/// Attributes of single types, with names that others give to what is public. Each is marked `Sensitive` in the schema of its type, or can only be
/// written (`value_wo`).
const ATTRIBUTES: [(&str, &str); 21] = [
    // hashicorp/terraform-provider-random, docs/resources/password.md and bytes.md; the hash: internal/provider/resource_password.go
    ("random_password", "result"),
    ("random_password", "bcrypt_hash"),
    ("random_bytes", "base64"),
    ("random_bytes", "hex"),
    // hashicorp/terraform-provider-aws, internal/service/iam/access_key.go
    ("aws_iam_access_key", "secret"),
    ("aws_iam_access_key", "ses_smtp_password_v4"),
    // hashicorp/terraform-provider-aws, internal/service/eks/cluster_auth_data_source.go
    ("aws_eks_cluster_auth", "token"),
    // hashicorp/terraform-provider-aws, internal/service/ssm/parameter.go; `insecure_value` is the one that is public
    ("aws_ssm_parameter", "value"),
    ("aws_ssm_parameter", "value_wo"),
    // hashicorp/terraform-provider-kubernetes, kubernetes/resource_kubernetes_secret_v1.go and its data source
    ("kubernetes_secret", "data"),
    ("kubernetes_secret", "binary_data"),
    ("kubernetes_secret_v1", "data"),
    ("kubernetes_secret_v1", "binary_data"),
    // hashicorp/terraform-provider-kubernetes, docs/resources/token_request_v1.md
    ("kubernetes_token_request_v1", "token"),
    // hashicorp/terraform-provider-vault, vault/data_source_kv_secret_v2.go
    ("vault_kv_secret_v2", "data"),
    ("vault_kv_secret_v2", "data_json"),
    // hashicorp/terraform-provider-vault, vault/resource_token.go
    ("vault_token", "client_token"),
    ("vault_token", "wrapped_token"),
    ("vault_token", "wrapping_accessor"),
    // hashicorp/terraform-provider-vault, vault/data_source_generic_secret.go
    ("vault_generic_secret", "data"),
    ("vault_generic_secret", "data_json"),
];

/// Whether a path into a type leads to a secret.
pub(crate) fn is_sensitive(kind: &str, path: &[PathStep]) -> bool {
    let mut names = path.iter().filter_map(|step| match step {
        PathStep::Field(name) => Some(name.as_str()),
        PathStep::Index(_) => None,
    });
    let of_type = |name: &str| ATTRIBUTES.contains(&(kind, name));
    let by_name = |name: &str| {
        NAMES.iter().any(|word| name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_')))
    };
    let first = names.next();
    let last = names.next_back().or(first);
    first.is_some_and(of_type) || last.is_some_and(by_name)
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;
    use infrac_plan::PathStep;

    fn path(names: &[&str]) -> Vec<PathStep> {
        names.iter().map(|name| PathStep::Field((*name).into())).collect()
    }

    #[test]
    fn secrets_are_told_from_their_names_in_the_store() {
        for (kind, names) in [
            ("random_password", ["result"].as_slice()),
            ("tls_private_key", &["private_key_pem"]),
            ("aws_db_instance", &["password"]),
            ("aws_rds_cluster", &["master_password"]),
            ("kubernetes_secret_v1", &["data", "token"]),
            ("kubernetes_secret", &["binary_data", "token"]),
            ("random_bytes", &["hex"]),
            ("google_client_config", &["access_token"]),
        ] {
            assert!(is_sensitive(kind, &path(names)), "{kind} {names:?}");
        }
        for (kind, names) in [
            ("random_pet", ["result"].as_slice()),
            ("random_id", &["hex"]),
            ("aws_db_instance", &["master_user_secret", "secret_arn"]),
            ("aws_db_instance", &["address"]),
            ("aws_secretsmanager_secret", &["arn"]),
            ("tls_private_key", &["public_key_pem"]),
        ] {
            assert!(!is_sensitive(kind, &path(names)), "{kind} {names:?}");
        }
    }
}
