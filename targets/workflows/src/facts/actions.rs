//! The actions of GitHub's market that workflows use. Each is pinned by the commit that its tag pointed to when it was read, because a tag can
//! be moved.

/// An action at a commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Action {
    /// `owner/name`.
    pub(crate) name: &'static str,
    /// The full hash of the commit.
    pub(crate) commit: &'static str,
    /// The version that the commit was released as; written behind the hash as a comment.
    pub(crate) version: &'static str,
    /// Where hash and version were read together.
    pub(crate) source: &'static str,
}

macro_rules! actions {
    ($($constant:ident = $name:literal, $commit:literal, $version:literal, $source:literal;)*) => {
        $(pub(crate) const $constant: Action =
            Action { name: $name, commit: $commit, version: $version, source: $source };)*

        /// All of them.
        #[cfg(test)]
        pub(crate) const ALL: &[Action] = &[$($constant),*];
    };
}

actions! {
    CHECKOUT = "actions/checkout", "3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1",
        "tag v7.0.1 of github.com/actions/checkout, 2026-07-17";
    CACHE = "actions/cache", "27d5ce7f107fe9357f9df03efb73ab90386fccae", "v5.0.5",
        "tag v5.0.5 of github.com/actions/cache, 2026-04-13";
    UPLOAD = "actions/upload-artifact", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0",
        "tag v7.0.0 of github.com/actions/upload-artifact, 2026-02-25";
    DOWNLOAD = "actions/download-artifact", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1",
        "tag v8.0.1 of github.com/actions/download-artifact, 2026-03-11";
    SETUP_NODE = "actions/setup-node", "820762786026740c76f36085b0efc47a31fe5020", "v7.0.0",
        "tag v7.0.0 of github.com/actions/setup-node, 2026-07-13";
    SETUP_PNPM = "pnpm/action-setup", "fe02b34f77f8bc703788d5817da081398fad5dd2", "v4.0.0",
        "tag v4.0.0 of github.com/pnpm/action-setup, 2024-05-07";
    SETUP_PYTHON = "actions/setup-python", "5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0",
        "tag v7.0.0 of github.com/actions/setup-python, 2026-07-19";
    SETUP_GO = "actions/setup-go", "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e", "v7.0.0",
        "tag v7.0.0 of github.com/actions/setup-go, 2026-07-15";
    SETUP_JAVA = "actions/setup-java", "b6effb05e454b25005698d916606bdc6ffcbf961", "v5.7.0",
        "tag v5.7.0 of github.com/actions/setup-java, 2026-07-31";
    SETUP_HELM = "azure/setup-helm", "b9e51907a09c216f16ebe8536097933489208112", "v4.3.0",
        "`azure/setup-helm@b9e51907… # v4.3.0` in several public workflows; the action's own repository could not be read";
    SETUP_TERRAFORM = "hashicorp/setup-terraform", "dfe3c3f87815947d99a8997f908cb6525fc44e9e", "v4.0.1",
        "tag v4.0.1 of github.com/hashicorp/setup-terraform, 2026-05-12";
    SETUP_QEMU = "docker/setup-qemu-action", "96fe6ef7f33517b61c61be40b68a1882f3264fb8", "v4.2.0",
        "tag v4.2.0 of github.com/docker/setup-qemu-action, 2026-07-01";
    SETUP_BUILDX = "docker/setup-buildx-action", "37fe631027851001ddb9b187196cc803df7f5f0e", "v4.3.0",
        "tag v4.3.0 of github.com/docker/setup-buildx-action, 2026-08-17";
    BUILD_PUSH = "docker/build-push-action", "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a", "v7.3.0",
        "tag v7.3.0 of github.com/docker/build-push-action, 2026-07-01";
    REGISTRY_LOGIN = "docker/login-action", "4907a6ddec9925e35a0a9e82d7399ccc52663121", "v4.1.0",
        "tag v4.1.0 of github.com/docker/login-action, 2026-04-02";
    TRIVY = "aquasecurity/trivy-action", "ed142fd0673e97e23eac54620cfb913e5ce36c25", "v0.36.0",
        "tag v0.36.0 of github.com/aquasecurity/trivy-action, 2026-04-22";
    AWS_LOGIN = "aws-actions/configure-aws-credentials", "e6de054238d6b7531b4efff3b6587d9aade6a06c", "v6.2.3",
        "tag v6.2.3 of github.com/aws-actions/configure-aws-credentials, 2026-07-22";
    ECR_LOGIN = "aws-actions/amazon-ecr-login", "03f1aad4c6c7ffd436567f42f9384779290529bd", "v2.1.7",
        "tag v2.1.7 of github.com/aws-actions/amazon-ecr-login, 2026-08-19";
    GCP_LOGIN = "google-github-actions/auth", "7c6bc770dae815cd3e89ee6cdf493a5fab2cc093", "v3.0.0",
        "tag v3.0.0 of github.com/google-github-actions/auth, 2025-08-28";
    GKE_CREDENTIALS = "google-github-actions/get-gke-credentials", "3da1e46a907576cefaa90c484278bb5b259dd395", "v3.0.0",
        "tag v3.0.0 of github.com/google-github-actions/get-gke-credentials, 2025-09-02";
    AZURE_LOGIN = "azure/login", "a457da9ea143d694b1b9c7c869ebb04ebe844ef5", "v2.3.0",
        "`azure/login@a457da9e… # v2.3.0` in several public workflows; the action's own repository could not be read";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn each_is_pinned_by_a_whole_hash_with_its_version_and_source() {
        for action in ALL {
            let hash = action.commit.len() == 40 && action.commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(hash, "{}", action.name);
            assert!(action.version.starts_with('v') && action.source.contains(action.version), "{}", action.name);
            assert!(action.source.contains(action.name), "{}", action.name);
        }
    }
}
