//! Which attributes hold secrets. The schemas that infrac has do not say it; the providers' documentation does.

use infrac_plan::PathStep;

/// Names that hold a secret whatever the type: passwords, private keys, tokens (the providers mark them "sensitive" throughout). A name with one of
/// them at its end counts too: `master_password`, `primary_access_key`.
const NAMES: [&str; 14] = [
    "password",
    "password_wo",
    "private_key",
    "private_key_pem",
    "private_key_openssh",
    "private_key_pem_pkcs8",
    "secret_string",
    "secret_binary",
    "auth_token",
    "authorization_token",
    "access_key",
    "connection_string",
    "client_secret",
    "secret_data",
];

/// Attributes of single types, with names that others give to what is public.
const ATTRIBUTES: [(&str, &str); 12] = [
    ("random_password", "result"),
    ("random_password", "bcrypt_hash"),
    ("aws_iam_access_key", "secret"),
    ("aws_iam_access_key", "ses_smtp_password_v4"),
    ("aws_eks_cluster_auth", "token"),
    ("aws_ssm_parameter", "value"),
    ("aws_ssm_parameter", "value_wo"),
    ("kubernetes_secret", "data"),
    ("kubernetes_secret_v1", "data"),
    ("vault_kv_secret_v2", "data"),
    ("vault_kv_secret_v2", "data_json"),
    ("vault_token", "client_token"),
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
        ] {
            assert!(is_sensitive(kind, &path(names)), "{kind} {names:?}");
        }
        for (kind, names) in [
            ("random_pet", ["result"].as_slice()),
            ("aws_db_instance", &["master_user_secret", "secret_arn"]),
            ("aws_db_instance", &["address"]),
            ("aws_secretsmanager_secret", &["arn"]),
            ("tls_private_key", &["public_key_pem"]),
        ] {
            assert!(!is_sensitive(kind, &path(names)), "{kind} {names:?}");
        }
    }
}
