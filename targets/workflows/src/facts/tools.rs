//! Versions of the tools that a deployment uses where the project does not say otherwise.

/// A tool's version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Version {
    /// As the tool's own setup takes it.
    pub(crate) text: &'static str,
    /// Where it was read that it exists, and what it is needed for.
    pub(crate) source: &'static str,
}

/// `--take-ownership` came with Helm 3.17 (release notes of helm/helm v3.17.0).
pub(crate) const HELM: Version =
    Version { text: "v3.17.3", source: "https://get.helm.sh/helm-v3.17.3-linux-amd64.tar.gz" };

/// The version that the generated Terraform is judged with.
pub(crate) const TERRAFORM: Version =
    Version { text: "1.11.4", source: "https://releases.hashicorp.com/terraform/1.11.4/" };

/// The scanner of images; the default of trivy-action v0.36.0 (its `action.yaml`, input `version`).
pub(crate) const TRIVY: Version =
    Version { text: "v0.70.0", source: "action.yaml of aquasecurity/trivy-action v0.36.0" };

#[cfg(test)]
mod tests {
    use super::{HELM, TERRAFORM, TRIVY};

    #[test]
    fn each_has_a_source() {
        for version in [HELM, TERRAFORM, TRIVY] {
            assert!(version.text.contains('.') && version.source.contains('.'));
        }
    }
}
