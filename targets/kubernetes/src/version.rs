/// A minor version of Kubernetes 1: `1.30` and `1.30.4` are 30.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct KubernetesVersion(pub(crate) u32);

impl KubernetesVersion {
    /// The oldest version whose objects are known: from it on policy/v1, batch/v1 and autoscaling/v2 are all there
    /// (Kubernetes documentation, "Deprecated API Migration Guide", v1.25).
    pub(crate) const OLDEST: Self = Self(25);
    /// The newest version whose published schemas the tables of this crate were made from.
    pub(crate) const NEWEST: Self = Self(37);

    /// Reads `1.MINOR` or `1.MINOR.PATCH`, with or without a leading `v`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.');
        let (major, minor) = (numbers.next()?, numbers.next()?);
        if major == "1" { minor.parse().ok().map(Self) } else { None }
    }

    /// Whether a field that came with (as beta, switched on) or after that minor version can be written.
    pub(crate) fn has(self, feature: Feature) -> bool {
        self.0 >= feature.since()
    }
}

impl std::fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

/// A field that older servers do not know or have switched off.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feature {
    /// PodDisruptionBudget `unhealthyPodEvictionPolicy` (feature gate PDBUnhealthyPodEvictionPolicy, beta in 1.27).
    UnhealthyPodEviction,
    /// StatefulSet `persistentVolumeClaimRetentionPolicy` (feature gate StatefulSetAutoDeletePVC, beta in 1.27).
    ClaimRetention,
    /// Topology spread `matchLabelKeys` (feature gate MatchLabelKeysInPodTopologySpread, beta in 1.27).
    SpreadLabelKeys,
}

impl Feature {
    fn since(self) -> u32 {
        match self {
            Self::UnhealthyPodEviction | Self::ClaimRetention | Self::SpreadLabelKeys => 27,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Feature, KubernetesVersion};

    #[test]
    fn versions_with_and_without_patch() {
        assert_eq!(KubernetesVersion::parse("1.30"), Some(KubernetesVersion(30)));
        assert_eq!(KubernetesVersion::parse("v1.29.4"), Some(KubernetesVersion(29)));
        assert_eq!(KubernetesVersion::parse("2.1"), None);
        assert_eq!(KubernetesVersion::parse("1"), None);
        assert!(KubernetesVersion(27).has(Feature::ClaimRetention));
        assert!(!KubernetesVersion(26).has(Feature::SpreadLabelKeys));
    }
}
