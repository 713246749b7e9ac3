//! The providers that infrac knows: where they are found, at which version, and which types are theirs.

/// A provider.
#[derive(Debug)]
pub(crate) struct Provider {
    /// Its local name: `aws`.
    pub name: &'static str,
    /// What its types begin with: `aws_`.
    pub prefix: &'static str,
    /// Its address in the registry.
    pub source: &'static str,
    /// The version that its schemas are of, and that is required.
    pub version: &'static str,
    /// Its schemas (see [`crate::schema`]).
    pub schemas: &'static str,
}

/// Name, version and schemas of each come from the npm package `@cdktf/provider-NAME` that is named beside it: its `package.json`, entry
/// `cdktf.provider`, says of which provider and version it was generated. `tests/tools/terraform/extract` brings all of it up to date.
pub(crate) static PROVIDERS: &[Provider] = &[
    Provider {
        name: "aws",
        prefix: "aws_",
        source: "hashicorp/aws",
        version: "6.25.0",
        schemas: include_str!("../schemas/aws.txt"),
    },
    Provider {
        name: "azurerm",
        prefix: "azurerm_",
        source: "hashicorp/azurerm",
        version: "4.55.0",
        schemas: include_str!("../schemas/azurerm.txt"),
    },
    Provider {
        name: "github",
        prefix: "github_",
        source: "integrations/github",
        version: "6.9.0",
        schemas: include_str!("../schemas/github.txt"),
    },
    Provider {
        name: "google",
        prefix: "google_",
        source: "hashicorp/google",
        version: "6.50.0",
        schemas: include_str!("../schemas/google.txt"),
    },
    Provider {
        name: "helm",
        prefix: "helm_",
        source: "hashicorp/helm",
        version: "3.1.1",
        schemas: include_str!("../schemas/helm.txt"),
    },
    Provider {
        name: "kubernetes",
        prefix: "kubernetes_",
        source: "hashicorp/kubernetes",
        version: "2.38.0",
        schemas: include_str!("../schemas/kubernetes.txt"),
    },
    Provider {
        name: "null",
        prefix: "null_",
        source: "hashicorp/null",
        version: "3.2.4",
        schemas: include_str!("../schemas/null.txt"),
    },
    Provider {
        name: "random",
        prefix: "random_",
        source: "hashicorp/random",
        version: "3.7.2",
        schemas: include_str!("../schemas/random.txt"),
    },
    Provider {
        name: "tls",
        prefix: "tls_",
        source: "hashicorp/tls",
        version: "4.1.0",
        schemas: include_str!("../schemas/tls.txt"),
    },
    Provider {
        name: "vault",
        prefix: "vault_",
        source: "hashicorp/vault",
        version: "5.6.0",
        schemas: include_str!("../schemas/vault.txt"),
    },
];

/// The provider of a type, by what its name begins with.
pub(crate) fn of_type(name: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| name.starts_with(provider.prefix))
}
