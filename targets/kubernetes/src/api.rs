//! Which API versions which cluster serves, for raw objects. From the schemas that Kubernetes publishes with each release, 1.25 to
//! 1.37, and its "Deprecated API Migration Guide"; alpha versions, which are off by default, are left out. Everything that infrac
//! writes itself is of a version that all of them serve.

use crate::version::KubernetesVersion;

/// One API version of a kind.
pub(crate) struct Api {
    pub(crate) kind: &'static str,
    pub(crate) version: &'static str,
    /// The first and the last minor version that serves it, of those that are known; none: it comes with an add-on.
    pub(crate) served: Option<(u32, u32)>,
    pub(crate) namespaced: bool,
}

const fn core(kind: &'static str, version: &'static str) -> Api {
    Api { kind, version, served: Some((KubernetesVersion::OLDEST.0, KubernetesVersion::NEWEST.0)), namespaced: true }
}

const fn wide(kind: &'static str, version: &'static str) -> Api {
    Api { namespaced: false, ..core(kind, version) }
}

const fn from(kind: &'static str, version: &'static str, first: u32, last: u32) -> Api {
    Api { kind, version, served: Some((first, last)), namespaced: false }
}

const fn add_on(kind: &'static str, version: &'static str) -> Api {
    Api { kind, version, served: None, namespaced: true }
}

/// For each kind the version to prefer first.
static APIS: &[Api] = &[
    core("ConfigMap", "v1"),
    core("Endpoints", "v1"),
    core("LimitRange", "v1"),
    core("PersistentVolumeClaim", "v1"),
    core("Pod", "v1"),
    core("PodTemplate", "v1"),
    core("ReplicationController", "v1"),
    core("ResourceQuota", "v1"),
    core("Secret", "v1"),
    core("Service", "v1"),
    core("ServiceAccount", "v1"),
    wide("Namespace", "v1"),
    wide("Node", "v1"),
    wide("PersistentVolume", "v1"),
    core("DaemonSet", "apps/v1"),
    core("Deployment", "apps/v1"),
    core("ReplicaSet", "apps/v1"),
    core("StatefulSet", "apps/v1"),
    core("CronJob", "batch/v1"),
    core("Job", "batch/v1"),
    core("HorizontalPodAutoscaler", "autoscaling/v2"),
    core("HorizontalPodAutoscaler", "autoscaling/v1"),
    Api { namespaced: true, ..from("HorizontalPodAutoscaler", "autoscaling/v2beta2", 25, 25) },
    core("PodDisruptionBudget", "policy/v1"),
    core("Ingress", "networking.k8s.io/v1"),
    core("NetworkPolicy", "networking.k8s.io/v1"),
    wide("IngressClass", "networking.k8s.io/v1"),
    from("IPAddress", "networking.k8s.io/v1", 33, 37),
    from("IPAddress", "networking.k8s.io/v1beta1", 31, 36),
    from("ServiceCIDR", "networking.k8s.io/v1", 33, 37),
    from("ServiceCIDR", "networking.k8s.io/v1beta1", 31, 36),
    core("Role", "rbac.authorization.k8s.io/v1"),
    core("RoleBinding", "rbac.authorization.k8s.io/v1"),
    wide("ClusterRole", "rbac.authorization.k8s.io/v1"),
    wide("ClusterRoleBinding", "rbac.authorization.k8s.io/v1"),
    wide("StorageClass", "storage.k8s.io/v1"),
    wide("CSIDriver", "storage.k8s.io/v1"),
    from("VolumeAttributesClass", "storage.k8s.io/v1", 34, 37),
    from("VolumeAttributesClass", "storage.k8s.io/v1beta1", 31, 36),
    wide("PriorityClass", "scheduling.k8s.io/v1"),
    wide("RuntimeClass", "node.k8s.io/v1"),
    core("Lease", "coordination.k8s.io/v1"),
    core("EndpointSlice", "discovery.k8s.io/v1"),
    wide("CustomResourceDefinition", "apiextensions.k8s.io/v1"),
    wide("APIService", "apiregistration.k8s.io/v1"),
    wide("MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
    wide("ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
    from("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1", 30, 37),
    from("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1beta1", 28, 33),
    from("ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1", 30, 37),
    from("ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1beta1", 28, 33),
    from("MutatingAdmissionPolicy", "admissionregistration.k8s.io/v1", 36, 37),
    from("MutatingAdmissionPolicy", "admissionregistration.k8s.io/v1beta1", 34, 37),
    from("MutatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1", 36, 37),
    from("MutatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1beta1", 34, 37),
    from("FlowSchema", "flowcontrol.apiserver.k8s.io/v1", 29, 37),
    from("FlowSchema", "flowcontrol.apiserver.k8s.io/v1beta3", 26, 31),
    from("FlowSchema", "flowcontrol.apiserver.k8s.io/v1beta2", 25, 28),
    from("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io/v1", 29, 37),
    from("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io/v1beta3", 26, 31),
    from("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io/v1beta2", 25, 28),
    Api { namespaced: true, ..from("ResourceClaim", "resource.k8s.io/v1", 34, 37) },
    Api { namespaced: true, ..from("ResourceClaimTemplate", "resource.k8s.io/v1", 34, 37) },
    from("DeviceClass", "resource.k8s.io/v1", 34, 37),
    add_on("ServiceMonitor", "monitoring.coreos.com/v1"),
    add_on("PodMonitor", "monitoring.coreos.com/v1"),
    add_on("Probe", "monitoring.coreos.com/v1"),
    add_on("PrometheusRule", "monitoring.coreos.com/v1"),
    add_on("Certificate", "cert-manager.io/v1"),
    add_on("Issuer", "cert-manager.io/v1"),
    Api { namespaced: false, ..add_on("ClusterIssuer", "cert-manager.io/v1") },
    add_on("ExternalSecret", "external-secrets.io/v1"),
    add_on("SecretStore", "external-secrets.io/v1"),
    Api { namespaced: false, ..add_on("ClusterSecretStore", "external-secrets.io/v1") },
    add_on("SealedSecret", "bitnami.com/v1alpha1"),
    add_on("Gateway", "gateway.networking.k8s.io/v1"),
    add_on("HTTPRoute", "gateway.networking.k8s.io/v1"),
    add_on("ScaledObject", "keda.sh/v1alpha1"),
];

/// What is known of a kind.
pub(crate) fn of_kind(kind: &str) -> impl Iterator<Item = &'static Api> {
    APIS.iter().filter(move |api| api.kind == kind)
}

/// All kinds, for "did you mean".
pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
    APIS.iter().map(|api| api.kind)
}

impl Api {
    /// Whether that cluster serves it. A cluster newer than all that are known is taken for the newest.
    pub(crate) fn is_served(&self, version: KubernetesVersion) -> bool {
        let minor = version.min(KubernetesVersion::NEWEST).0;
        self.served.is_none_or(|(first, last)| (first..=last).contains(&minor))
    }
}
