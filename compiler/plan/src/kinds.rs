// Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.

//! The kinds and types of the standard library as Rust structs. Targets destructure them without `..`, so that a new attribute does
//! not compile until each of them has decided what to do with it.

use crate::signal::Condition;
use crate::view::{Reader, View};
use crate::{At, Block, BlockId, EndpointId, Range, RawBlock, Sensitive, Text, Val, Value};
use indexmap::IndexMap;
use infrac_quantity::{ByteSize, MilliCpu, Nanos, Percent, Rate, Ratio};
use infrac_source::Str;
use std::sync::Arc;

/// What runs the containers.
#[derive(Clone, PartialEq, Debug)]
pub enum Runtime {
    /// Docker Compose, on one machine.
    Compose,
    /// A Kubernetes cluster.
    Kubernetes {
        /// The cluster's version: it decides which API versions exist.
        version: At<Str>,
        /// The namespace; without it the project's name.
        namespace: Option<At<Str>>,
        /// The Pod Security Standard that the namespace enforces.
        pod_security: At<PodSecurity>,
        /// What is already installed in the cluster.
        provides: At<Vec<At<AddOn>>>,
        /// The groups of machines, by name.
        pools: At<IndexMap<Str, At<NodePool>>>,
        /// What the namespace may use in all.
        quota: Option<At<Quota>>,
        /// The namespace that the ingress controller runs in.
        ingress_namespace: At<Str>,
        /// The namespace that Prometheus runs in.
        monitoring_namespace: At<Str>,
        /// What brings the objects into the cluster.
        deploy_by: At<Deployer>,
    },
}

impl View for Runtime {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "compose" => Self::Compose,
            "kubernetes" => Self::Kubernetes {
                version: fields.required("version")?,
                namespace: fields.optional("namespace")?,
                pod_security: fields.required("pod_security")?,
                provides: fields.required("provides")?,
                pools: fields.required("pools")?,
                quota: fields.optional("quota")?,
                ingress_namespace: fields.required("ingress_namespace")?,
                monitoring_namespace: fields.required("monitoring_namespace")?,
                deploy_by: fields.required("deploy_by")?,
            },
            _ => return None,
        })
    }
}

/// What brings objects into a cluster.
#[derive(Clone, PartialEq, Debug)]
pub enum Deployer {
    /// One Helm chart for all environments that say so, with values for each of them.
    Helm,
    /// Plain manifests for each environment, with a kustomization.
    Kustomize,
}

impl View for Deployer {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "helm" => Self::Helm,
            "kustomize" => Self::Kustomize,
            _ => return None,
        })
    }
}

/// The Pod Security Standards of Kubernetes.
#[derive(Clone, PartialEq, Debug)]
pub enum PodSecurity {
    /// `restricted`.
    Restricted,
    /// `baseline`.
    Baseline,
    /// `privileged`.
    Privileged,
}

impl View for PodSecurity {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "restricted" => Self::Restricted,
            "baseline" => Self::Baseline,
            "privileged" => Self::Privileged,
            _ => return None,
        })
    }
}

/// Software that a cluster can hold already.
#[derive(Clone, PartialEq, Debug)]
pub enum AddOn {
    /// `cert_manager`.
    CertManager,
    /// `ingress_nginx`.
    IngressNginx,
    /// `external_secrets`.
    ExternalSecrets,
    /// `sealed_secrets`.
    SealedSecrets,
    /// `prometheus_operator`.
    PrometheusOperator,
    /// `metrics_server`.
    MetricsServer,
    /// `cluster_autoscaler`.
    ClusterAutoscaler,
}

impl View for AddOn {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "cert_manager" => Self::CertManager,
            "ingress_nginx" => Self::IngressNginx,
            "external_secrets" => Self::ExternalSecrets,
            "sealed_secrets" => Self::SealedSecrets,
            "prometheus_operator" => Self::PrometheusOperator,
            "metrics_server" => Self::MetricsServer,
            "cluster_autoscaler" => Self::ClusterAutoscaler,
            _ => return None,
        })
    }
}

/// A group of machines that are alike.
#[derive(Clone, PartialEq, Debug)]
pub struct NodePool {
    /// How many.
    pub count: At<Range<i64>>,
    /// Processor of one.
    pub cpu: At<MilliCpu>,
    /// Memory of one.
    pub memory: At<ByteSize>,
    /// The cloud may take them back at any time: only what is `interruptible` runs there.
    pub spot: At<bool>,
    /// The cloud's name of the machine, `m6i.2xlarge`; without it the one that has this processor and memory.
    pub machine: Option<At<Str>>,
    /// The disk of one.
    pub disk: At<ByteSize>,
}

impl View for NodePool {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            count: fields.required("count")?,
            cpu: fields.required("cpu")?,
            memory: fields.required("memory")?,
            spot: fields.required("spot")?,
            machine: fields.optional("machine")?,
            disk: fields.required("disk")?,
        })
    }
}

/// What a namespace may use in all.
#[derive(Clone, PartialEq, Debug)]
pub struct Quota {
    /// Processor, requested to limited.
    pub cpu: Option<At<Range<MilliCpu>>>,
    /// Memory, requested to limited.
    pub memory: Option<At<Range<ByteSize>>>,
    /// Pods.
    pub pods: Option<At<i64>>,
}

impl View for Quota {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self { cpu: fields.optional("cpu")?, memory: fields.optional("memory")?, pods: fields.optional("pods")? })
    }
}

/// A cloud.
#[derive(Clone, PartialEq, Debug)]
pub enum Cloud {
    /// Amazon Web Services.
    Aws {
        /// `region`.
        region: At<Str>,
        /// `account`.
        account: Option<At<Str>>,
    },
    /// Google Cloud.
    Gcp {
        /// `project`.
        project: At<Str>,
        /// `region`.
        region: At<Str>,
    },
    /// Microsoft Azure.
    Azure {
        /// `region`.
        region: At<Str>,
        /// `subscription`.
        subscription: Option<At<Str>>,
    },
}

impl View for Cloud {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "aws" => Self::Aws { region: fields.required("region")?, account: fields.optional("account")? },
            "gcp" => Self::Gcp { project: fields.required("project")?, region: fields.required("region")? },
            "azure" => {
                Self::Azure { region: fields.required("region")?, subscription: fields.optional("subscription")? }
            }
            _ => return None,
        })
    }
}

/// Where Terraform keeps its state. It is encrypted, and locked while somebody works on it.
#[derive(Clone, PartialEq, Debug)]
pub enum StateStore {
    /// In the environment's cloud, in a place named after the project; without a cloud in a file.
    ByCloud,
    /// A bucket in Amazon S3, made beforehand. Without a key `PROJECT/ENVIRONMENT/terraform.tfstate`; without a region the environment's.
    S3 {
        /// `bucket`.
        bucket: At<Str>,
        /// `region`.
        region: Option<At<Str>>,
        /// `key`.
        key: Option<At<Str>>,
        /// `kms_key`.
        kms_key: Option<At<Str>>,
    },
    /// A bucket in Google Cloud Storage, made beforehand. Without a prefix `PROJECT/ENVIRONMENT`.
    Gcs {
        /// `bucket`.
        bucket: At<Str>,
        /// `prefix`.
        prefix: Option<At<Str>>,
    },
    /// A container in Azure Blob Storage, made beforehand.
    Azurerm {
        /// `resource_group`.
        resource_group: At<Str>,
        /// `storage_account`.
        storage_account: At<Str>,
        /// `container`.
        container: At<Str>,
        /// `key`.
        key: Option<At<Str>>,
    },
    /// A file beside the generated ones: for trials by one person.
    Local,
}

impl View for StateStore {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "by_cloud" => Self::ByCloud,
            "s3" => Self::S3 {
                bucket: fields.required("bucket")?,
                region: fields.optional("region")?,
                key: fields.optional("key")?,
                kms_key: fields.optional("kms_key")?,
            },
            "gcs" => Self::Gcs { bucket: fields.required("bucket")?, prefix: fields.optional("prefix")? },
            "azurerm" => Self::Azurerm {
                resource_group: fields.required("resource_group")?,
                storage_account: fields.required("storage_account")?,
                container: fields.required("container")?,
                key: fields.optional("key")?,
            },
            "local" => Self::Local,
            _ => return None,
        })
    }
}

/// Where secrets are kept.
#[derive(Clone, PartialEq, Debug)]
pub enum SecretStore {
    /// Compose: `dotenv`; Kubernetes: `cluster`.
    ByRuntime,
    /// A `.env` file beside the Compose file, never committed.
    Dotenv,
    /// Secret objects that an operator creates in the cluster.
    Cluster,
    /// A store outside; the External Secrets Operator brings them in.
    ExternalSecrets {
        /// The store.
        store: At<SecretProvider>,
        /// The name of an existing ClusterSecretStore; without it infrac writes a SecretStore for the environment's cloud.
        cluster_store: Option<At<Str>>,
        /// The key that encrypts the entries that are made for this environment; without it the store's own.
        key: Option<At<Text>>,
        /// How often they are read anew.
        refresh: At<Nanos>,
    },
    /// Encrypted objects in Git, opened by the Sealed Secrets controller.
    SealedSecrets,
}

impl View for SecretStore {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "by_runtime" => Self::ByRuntime,
            "dotenv" => Self::Dotenv,
            "cluster" => Self::Cluster,
            "external_secrets" => Self::ExternalSecrets {
                store: fields.required("store")?,
                cluster_store: fields.optional("cluster_store")?,
                key: fields.optional("key")?,
                refresh: fields.required("refresh")?,
            },
            "sealed_secrets" => Self::SealedSecrets,
            _ => return None,
        })
    }
}

/// A secret store.
#[derive(Clone, PartialEq, Debug)]
pub enum SecretProvider {
    /// `aws_secrets_manager`.
    AwsSecretsManager,
    /// `gcp_secret_manager`.
    GcpSecretManager,
    /// `azure_key_vault`.
    AzureKeyVault,
    /// `vault`.
    Vault,
}

impl View for SecretProvider {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "aws_secrets_manager" => Self::AwsSecretsManager,
            "gcp_secret_manager" => Self::GcpSecretManager,
            "azure_key_vault" => Self::AzureKeyVault,
            "vault" => Self::Vault,
            _ => return None,
        })
    }
}

/// What starts a deployment.
#[derive(Clone, PartialEq, Debug)]
pub enum DeployFrom {
    /// A push to this branch.
    Branch {
        /// `name`.
        name: At<Str>,
    },
    /// A tag of this form.
    Tag {
        /// `pattern`.
        pattern: At<Str>,
    },
    /// A person.
    Manual,
}

impl View for DeployFrom {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "branch" => Self::Branch { name: fields.required("name")? },
            "tag" => Self::Tag { pattern: fields.required("pattern")? },
            "manual" => Self::Manual,
            _ => return None,
        })
    }
}

/// How connections are secured.
#[derive(Clone, PartialEq, Debug)]
pub enum Tls {
    /// Not at all.
    None,
    /// A certificate of Let's Encrypt, by cert-manager.
    Letsencrypt {
        /// Who is told of certificates that are about to end.
        email: At<Str>,
        /// How it is shown that the host is ours.
        solver: At<AcmeSolver>,
        /// Let's Encrypt's staging service: its certificates are not trusted, but it has no limits.
        staging: At<bool>,
    },
    /// A certificate that somebody puts into this secret, with the keys `tls.crt` and `tls.key`.
    Certificate {
        /// `secret`.
        secret: At<BlockId>,
    },
}

impl View for Tls {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "none" => Self::None,
            "letsencrypt" => Self::Letsencrypt {
                email: fields.required("email")?,
                solver: fields.required("solver")?,
                staging: fields.required("staging")?,
            },
            "certificate" => Self::Certificate { secret: fields.required("secret")? },
            _ => return None,
        })
    }
}

/// How it is shown to Let's Encrypt that a host is ours.
#[derive(Clone, PartialEq, Debug)]
pub enum AcmeSolver {
    /// By an answer over HTTP: one certificate for each host, no wildcards.
    Http01,
    /// By a DNS record in Route 53.
    Route53 {
        /// `region`.
        region: At<Str>,
    },
    /// By a DNS record in Google Cloud DNS.
    CloudDns {
        /// `project`.
        project: At<Str>,
    },
}

impl View for AcmeSolver {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "http01" => Self::Http01,
            "route53" => Self::Route53 { region: fields.required("region")? },
            "cloud_dns" => Self::CloudDns { project: fields.required("project")? },
            _ => return None,
        })
    }
}

/// Where Prometheus reads metrics, and which it finds there.
#[derive(Clone, PartialEq, Debug)]
pub struct Metrics {
    /// The port, by name.
    pub port: At<Str>,
    /// The path.
    pub path: At<Str>,
    /// How often.
    pub every: At<Nanos>,
    /// How it counts and times the HTTP requests that it answers; `none` where it answers none.
    pub http: At<HttpMetrics>,
    /// What else it exports, by name. Alerts and objectives may speak of nothing else.
    pub exports: At<IndexMap<Str, At<Metric>>>,
}

impl View for Metrics {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            port: fields.required("port")?,
            path: fields.required("path")?,
            every: fields.required("every")?,
            http: fields.required("http")?,
            exports: fields.required("exports")?,
        })
    }
}

/// How a service counts and times the HTTP requests that it answers.
#[derive(Clone, PartialEq, Debug)]
pub enum HttpMetrics {
    /// One histogram of their duration in seconds, with the status code as a label, as client libraries export it by default.
    HttpMetrics {
        /// The histogram; `NAME_count` counts the requests.
        duration: At<Str>,
        /// The label that holds the status code.
        code: At<Str>,
        /// The upper bounds of its buckets, in ascending order, without the last one (`+Inf`). The default is that of the client libraries.
        buckets: At<Vec<At<Nanos>>>,
    },
    /// It answers no HTTP requests, or does not count them.
    None,
}

impl View for HttpMetrics {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "http_metrics" => Self::HttpMetrics {
                duration: fields.required("duration")?,
                code: fields.required("code")?,
                buckets: fields.required("buckets")?,
            },
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// A metric that a service exports.
#[derive(Clone, PartialEq, Debug)]
pub enum Metric {
    /// A number that only grows: events, bytes.
    Counter {
        /// `labels`.
        labels: At<Vec<At<Str>>>,
    },
    /// A number that goes up and down: a queue's length, open connections.
    Gauge {
        /// `labels`.
        labels: At<Vec<At<Str>>>,
    },
    /// How values are spread: `NAME_bucket`, `NAME_sum`, `NAME_count`.
    Histogram {
        /// The upper bounds of its buckets, in the metric's unit, in ascending order, without the last one (`+Inf`).
        buckets: At<Vec<At<Ratio>>>,
        /// Its labels beside `le`.
        labels: At<Vec<At<Str>>>,
    },
}

impl View for Metric {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "counter" => Self::Counter { labels: fields.required("labels")? },
            "gauge" => Self::Gauge { labels: fields.required("labels")? },
            "histogram" => Self::Histogram { buckets: fields.required("buckets")?, labels: fields.required("labels")? },
            _ => return None,
        })
    }
}

/// Metrics that no service of the project exports, but something else in the cluster does; `prometheus.yml` gets a job for it.
#[derive(Clone, PartialEq, Debug)]
pub enum MetricSource {
    /// kube-state-metrics: the state of the cluster's objects, `kube_…`.
    KubeStateMetrics,
    /// node-exporter: the machines, `node_…`.
    NodeExporter,
    /// cAdvisor, which is part of every kubelet: containers, `container_…` and `machine_…`.
    Cadvisor,
    /// Something else, which a job of somebody else's scrapes: all metrics that begin so.
    Other {
        /// `prefix`.
        prefix: At<Str>,
    },
}

impl View for MetricSource {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "kube_state_metrics" => Self::KubeStateMetrics,
            "node_exporter" => Self::NodeExporter,
            "cadvisor" => Self::Cadvisor,
            "other" => Self::Other { prefix: fields.required("prefix")? },
            _ => return None,
        })
    }
}

/// The mail server that takes what Alertmanager sends.
#[derive(Clone, PartialEq, Debug)]
pub struct Smtp {
    /// Its name.
    pub host: At<Str>,
    /// Its port; the connection is encrypted (STARTTLS).
    pub port: At<i64>,
    /// Who the mails are from.
    pub from: At<Str>,
    /// Who logs in; without it nobody does.
    pub user: Option<At<Str>>,
    /// The password of the user.
    pub password: Option<At<Sensitive>>,
}

impl View for Smtp {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            host: fields.required("host")?,
            port: fields.required("port")?,
            from: fields.required("from")?,
            user: fields.optional("user")?,
            password: fields.optional("password")?,
        })
    }
}

/// What an objective counts.
#[derive(Clone, PartialEq, Debug)]
pub enum Indicator {
    /// Requests that were answered without an error of the server.
    HttpSuccess,
    /// Requests that were answered within this time.
    HttpFasterThan {
        /// `limit`.
        limit: At<Nanos>,
    },
    /// Two counters of the project's own, each a selector (`jobs_total{result="done"}`) or a sum of such; infrac puts rates and windows around them.
    Ratio {
        /// `good`.
        good: At<Str>,
        /// `total`.
        total: At<Str>,
    },
}

impl View for Indicator {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "http_success" => Self::HttpSuccess,
            "http_faster_than" => Self::HttpFasterThan { limit: fields.required("limit")? },
            "ratio" => Self::Ratio { good: fields.required("good")?, total: fields.required("total")? },
            _ => return None,
        })
    }
}

/// When an alert fires: a condition over signals, or a query.
#[derive(Clone, PartialEq, Debug)]
pub enum AlertWhen {
    /// Of type Condition.
    Condition(Arc<Condition>),
    /// Of type Text.
    Text(Str),
}

impl View for AlertWhen {
    fn view(value: &Value) -> Option<Self> {
        None.or_else(|| <Arc<Condition>>::view(value).map(Self::Condition))
            .or_else(|| <Str>::view(value).map(Self::Text))
    }
}

/// How bad it is: `critical` wakes somebody, `warning` can wait until morning, `info` is only shown.
#[derive(Clone, PartialEq, Debug)]
pub enum Severity {
    /// `critical`.
    Critical,
    /// `warning`.
    Warning,
    /// `info`.
    Info,
}

impl View for Severity {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "critical" => Self::Critical,
            "warning" => Self::Warning,
            "info" => Self::Info,
            _ => return None,
        })
    }
}

/// How a receiver is reached.
#[derive(Clone, PartialEq, Debug)]
pub enum Channel {
    /// `slack`.
    Slack {
        /// `url`.
        url: At<Sensitive>,
        /// `channel`.
        channel: At<Str>,
    },
    /// `pagerduty`.
    Pagerduty {
        /// `key`.
        key: At<Sensitive>,
    },
    /// `email`.
    Email {
        /// `address`.
        address: At<Str>,
    },
    /// `webhook`.
    Webhook {
        /// `url`.
        url: At<Sensitive>,
    },
}

impl View for Channel {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "slack" => Self::Slack { url: fields.required("url")?, channel: fields.required("channel")? },
            "pagerduty" => Self::Pagerduty { key: fields.required("key")? },
            "email" => Self::Email { address: fields.required("address")? },
            "webhook" => Self::Webhook { url: fields.required("url")? },
            _ => return None,
        })
    }
}

/// What starts a pipeline.
#[derive(Clone, PartialEq, Debug)]
pub enum Trigger {
    /// A push to a branch that matches: `main`, `release/*`. With `paths`, only one that changes such a file.
    Push {
        /// `branch`.
        branch: At<Str>,
        /// `paths`.
        paths: At<Vec<At<Str>>>,
    },
    /// A new tag that matches: `v*`.
    Tagged {
        /// `pattern`.
        pattern: At<Str>,
    },
    /// A request to merge into a branch that matches. With `paths`, only one that changes such a file.
    PullRequest {
        /// `branch`.
        branch: At<Str>,
        /// `paths`.
        paths: At<Vec<At<Str>>>,
    },
    /// The clock, in UTC.
    Schedule {
        /// `cron`.
        cron: At<Str>,
    },
    /// A person.
    Manual,
}

impl View for Trigger {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "push" => Self::Push { branch: fields.required("branch")?, paths: fields.required("paths")? },
            "tagged" => Self::Tagged { pattern: fields.required("pattern")? },
            "pull_request" => {
                Self::PullRequest { branch: fields.required("branch")?, paths: fields.required("paths")? }
            }
            "schedule" => Self::Schedule { cron: fields.required("cron")? },
            "manual" => Self::Manual,
            _ => return None,
        })
    }
}

/// An occasion on which a job runs.
#[derive(Clone, PartialEq, Debug)]
pub enum Occasion {
    /// A request to merge.
    OnRequest,
    /// A push to this branch.
    OnBranch {
        /// `name`.
        name: At<Str>,
    },
    /// A new tag.
    OnTag,
    /// The clock.
    OnSchedule,
    /// A person.
    ByHand,
}

impl View for Occasion {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "on_request" => Self::OnRequest,
            "on_branch" => Self::OnBranch { name: fields.required("name")? },
            "on_tag" => Self::OnTag,
            "on_schedule" => Self::OnSchedule,
            "by_hand" => Self::ByHand,
            _ => return None,
        })
    }
}

/// How much of the history is fetched.
#[derive(Clone, PartialEq, Debug)]
pub enum History {
    /// The last commit.
    Last,
    /// All of it: to compare with another commit.
    All,
}

impl View for History {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "last" => Self::Last,
            "all" => Self::All,
            _ => return None,
        })
    }
}

/// A container beside a job.
#[derive(Clone, PartialEq, Debug)]
pub struct Sidecar {
    /// Its image.
    pub image: At<Str>,
    /// Ports of it that are the job's own too.
    pub ports: At<Vec<At<i64>>>,
    /// Environment variables. Secrets are those of the pipeline's host.
    pub env: At<IndexMap<Str, At<EnvValue>>>,
}

impl View for Sidecar {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self { image: fields.required("image")?, ports: fields.required("ports")?, env: fields.required("env")? })
    }
}

/// How bad a finding of a scanner is.
#[derive(Clone, PartialEq, Debug)]
pub enum ScanLevel {
    /// `critical`.
    Critical,
    /// `high`.
    High,
    /// `medium`.
    Medium,
    /// `low`.
    Low,
    /// `off`.
    Off,
}

impl View for ScanLevel {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "critical" => Self::Critical,
            "high" => Self::High,
            "medium" => Self::Medium,
            "low" => Self::Low,
            "off" => Self::Off,
            _ => return None,
        })
    }
}

/// A machine that an image runs on.
#[derive(Clone, PartialEq, Debug)]
pub enum Platform {
    /// `linux_amd64`.
    LinuxAmd64,
    /// `linux_arm64`.
    LinuxArm64,
}

impl View for Platform {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "linux_amd64" => Self::LinuxAmd64,
            "linux_arm64" => Self::LinuxArm64,
            _ => return None,
        })
    }
}

/// What happens when a deployment fails.
#[derive(Clone, PartialEq, Debug)]
pub enum Rollback {
    /// `on_failure`.
    OnFailure,
    /// `never`.
    Never,
}

impl View for Rollback {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "on_failure" => Self::OnFailure,
            "never" => Self::Never,
            _ => return None,
        })
    }
}

/// A host of pipelines.
#[derive(Clone, PartialEq, Debug)]
pub enum CiHost {
    /// `github`.
    Github,
}

impl View for CiHost {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "github" => Self::Github,
            _ => return None,
        })
    }
}

/// Which generated objects a patch changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Select {
    /// Those of this block, and of what its component made.
    pub of: Option<At<BlockId>>,
    /// Those of this object kind: `Deployment`; in Compose the section: `service`; in Terraform the type: `aws_db_instance`.
    pub kind: Option<At<Str>>,
    /// The one of this name; in Terraform its address, `aws_db_instance.orders`, or what stands behind the type in it.
    pub name: Option<At<Str>>,
}

impl View for Select {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self { of: fields.optional("of")?, kind: fields.optional("kind")?, name: fields.optional("name")? })
    }
}

/// Where a secret's value comes from.
#[derive(Clone, PartialEq, Debug)]
pub enum SecretSource {
    /// A person puts it into the store.
    Provided,
    /// Made at random, once.
    Generated {
        /// Characters.
        length: At<i64>,
        /// Which.
        alphabet: At<Alphabet>,
    },
    /// Somebody else's entry of the store; `alphabet` where its characters are known.
    Existing {
        /// `id`.
        id: At<Text>,
        /// `key`.
        key: Option<At<Str>>,
        /// `alphabet`.
        alphabet: Option<At<Alphabet>>,
    },
}

impl View for SecretSource {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "provided" => Self::Provided,
            "generated" => {
                Self::Generated { length: fields.required("length")?, alphabet: fields.required("alphabet")? }
            }
            "existing" => Self::Existing {
                id: fields.required("id")?,
                key: fields.optional("key")?,
                alphabet: fields.optional("alphabet")?,
            },
            _ => return None,
        })
    }
}

/// The characters of a generated secret. Only `url_safe` and `hex` can stand in a URL as they are.
#[derive(Clone, PartialEq, Debug)]
pub enum Alphabet {
    /// `url_safe`.
    UrlSafe,
    /// `hex`.
    Hex,
    /// `base64`.
    Base64,
}

impl View for Alphabet {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "url_safe" => Self::UrlSafe,
            "hex" => Self::Hex,
            "base64" => Self::Base64,
            _ => return None,
        })
    }
}

/// A group of containers that start only when they are asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Profile {
    /// Consoles and browsers for developers.
    Tools,
    /// What helps to find a fault.
    Debug,
    /// One of the project's own.
    Custom {
        /// `name`.
        name: At<Str>,
    },
}

impl View for Profile {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "tools" => Self::Tools,
            "debug" => Self::Debug,
            "custom" => Self::Custom { name: fields.required("name")? },
            _ => return None,
        })
    }
}

/// When a task runs.
#[derive(Clone, PartialEq, Debug)]
pub enum RunAt {
    /// When a person starts it.
    Manual,
    /// Before these are started or replaced; they wait for it.
    Before {
        /// `services`.
        services: At<Vec<At<BlockId>>>,
    },
    /// By the clock.
    Cron {
        /// `schedule`.
        schedule: At<Str>,
        /// `zone`.
        zone: At<Str>,
    },
}

impl View for RunAt {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "manual" => Self::Manual,
            "before" => Self::Before { services: fields.required("services")? },
            "cron" => Self::Cron { schedule: fields.required("schedule")?, zone: fields.required("zone")? },
            _ => return None,
        })
    }
}

/// What happens to a task that is still running at its next time.
#[derive(Clone, PartialEq, Debug)]
pub enum Overlap {
    /// The next run is left out.
    Forbid,
    /// Both run.
    Allow,
    /// The running one is stopped.
    Replace,
}

impl View for Overlap {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "forbid" => Self::Forbid,
            "allow" => Self::Allow,
            "replace" => Self::Replace,
            _ => return None,
        })
    }
}

/// What an environment variable can hold. A quantity is written out by a function that names its unit: `seconds(30s)`.
#[derive(Clone, PartialEq, Debug)]
pub enum EnvValue {
    /// Of type Text.
    Text(Text),
    /// A secret.
    Secret(Sensitive),
    /// Of type Int.
    Int(i64),
    /// Of type Bool.
    Bool(bool),
}

impl View for EnvValue {
    fn view(value: &Value) -> Option<Self> {
        None.or_else(|| <Text>::view(value).map(Self::Text))
            .or_else(|| <Sensitive>::view(value).map(Self::Secret))
            .or_else(|| <i64>::view(value).map(Self::Int))
            .or_else(|| <bool>::view(value).map(Self::Bool))
    }
}

/// What a file in a container can hold.
#[derive(Clone, PartialEq, Debug)]
pub enum FileContent {
    /// Of type Text.
    Text(Text),
    /// A secret.
    Secret(Sensitive),
}

impl View for FileContent {
    fn view(value: &Value) -> Option<Self> {
        None.or_else(|| <Text>::view(value).map(Self::Text)).or_else(|| <Sensitive>::view(value).map(Self::Secret))
    }
}

/// What a container may use: from what is set aside for it (request) to what it may reach (limit).
#[derive(Clone, PartialEq, Debug)]
pub struct Resources {
    /// Processor, request to limit.
    pub cpu: Option<At<Range<MilliCpu>>>,
    /// Memory, request to limit.
    pub memory: Option<At<Range<ByteSize>>>,
}

impl View for Resources {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self { cpu: fields.optional("cpu")?, memory: fields.optional("memory")? })
    }
}

/// The questions that tell whether a container is well.
#[derive(Clone, PartialEq, Debug)]
pub struct Health {
    /// May it be sent requests?
    pub ready: Option<At<Probe>>,
    /// Must it be started anew?
    pub live: Option<At<Probe>>,
    /// Has it come up? The others wait for this one.
    pub startup: Option<At<Probe>>,
    /// How often each is asked.
    pub every: At<Nanos>,
    /// How long an answer may take.
    pub timeout: At<Nanos>,
    /// How many answers in a row must fail.
    pub failures: At<i64>,
    /// How long a container may take to come up before `startup` (or, in Compose, the health check) counts.
    pub within: At<Nanos>,
}

impl View for Health {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            ready: fields.optional("ready")?,
            live: fields.optional("live")?,
            startup: fields.optional("startup")?,
            every: fields.required("every")?,
            timeout: fields.required("timeout")?,
            failures: fields.required("failures")?,
            within: fields.required("within")?,
        })
    }
}

/// How a container is asked.
#[derive(Clone, PartialEq, Debug)]
pub enum Probe {
    /// An HTTP request; 200 to 399 is well. Without `port`, the port named `http`, else the first.
    Http {
        /// `path`.
        path: At<Str>,
        /// `port`.
        port: Option<At<Str>>,
    },
    /// A connection.
    Tcp {
        /// `port`.
        port: Option<At<Str>>,
    },
    /// A command in the container; exit code 0 is well.
    Exec {
        /// `command`.
        command: At<Vec<At<Str>>>,
    },
}

impl View for Probe {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "http" => Self::Http { path: fields.required("path")?, port: fields.optional("port")? },
            "tcp" => Self::Tcp { port: fields.optional("port")? },
            "exec" => Self::Exec { command: fields.required("command")? },
            _ => return None,
        })
    }
}

/// What a service is scaled on.
#[derive(Clone, PartialEq, Debug)]
pub enum Scale {
    /// Average processor use, as part of the request.
    Cpu {
        /// `target`.
        target: At<Percent>,
    },
    /// Average memory use, as part of the request.
    Memory {
        /// `target`.
        target: At<Percent>,
    },
}

impl View for Scale {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "cpu" => Self::Cpu { target: fields.required("target")? },
            "memory" => Self::Memory { target: fields.required("target")? },
            _ => return None,
        })
    }
}

/// Storage that outlives the container; one for each replica.
#[derive(Clone, PartialEq, Debug)]
pub struct Volume {
    /// Where it is mounted.
    pub path: At<Str>,
    /// How large it is.
    pub size: At<ByteSize>,
    /// The storage class; without it the cluster's default.
    pub class: Option<At<Str>>,
    /// What it holds can be made again, so that nobody needs a backup of it.
    pub rebuildable: At<bool>,
}

impl View for Volume {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            path: fields.required("path")?,
            size: fields.required("size")?,
            class: fields.optional("class")?,
            rebuildable: fields.required("rebuildable")?,
        })
    }
}

/// How a service is replaced by its next version.
#[derive(Clone, PartialEq, Debug)]
pub enum Rollout {
    /// A few at a time.
    Rolling {
        /// How many more than wanted may run meanwhile.
        surge: At<i64>,
        /// How many fewer than wanted may run meanwhile.
        unavailable: At<i64>,
    },
    /// All stop, then all start: there is a gap.
    Recreate,
}

impl View for Rollout {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "rolling" => {
                Self::Rolling { surge: fields.required("surge")?, unavailable: fields.required("unavailable")? }
            }
            "recreate" => Self::Recreate,
            _ => return None,
        })
    }
}

/// What a planned disruption, as the drain of a node, must leave running.
#[derive(Clone, PartialEq, Debug)]
pub enum Disruption {
    /// At most that many are missing.
    MaxUnavailable {
        /// `count`.
        count: At<i64>,
    },
    /// At least that many stay.
    MinAvailable {
        /// `count`.
        count: At<i64>,
    },
    /// No promise.
    None,
}

impl View for Disruption {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "max_unavailable" => Self::MaxUnavailable { count: fields.required("count")? },
            "min_available" => Self::MinAvailable { count: fields.required("count")? },
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// What outside the project a workload may reach.
#[derive(Clone, PartialEq, Debug)]
pub enum Egress {
    /// Any public address (private ranges excepted).
    Internet,
    /// These addresses, on these ports; without ports on all.
    Addresses {
        /// `to`.
        to: At<Str>,
        /// `ports`.
        ports: At<Vec<At<i64>>>,
    },
}

impl View for Egress {
    fn view(value: &Value) -> Option<Self> {
        let (tag, fields) = Reader::tag(value)?;
        Some(match tag {
            "internet" => Self::Internet,
            "addresses" => Self::Addresses { to: fields.required("to")?, ports: fields.required("ports")? },
            _ => return None,
        })
    }
}

/// A Linux capability that a container keeps; all others are dropped.
#[derive(Clone, PartialEq, Debug)]
pub enum Capability {
    /// `chown`.
    Chown,
    /// `dac_override`.
    DacOverride,
    /// `fowner`.
    Fowner,
    /// `kill`.
    Kill,
    /// `net_bind_service`.
    NetBindService,
    /// `setgid`.
    Setgid,
    /// `setuid`.
    Setuid,
    /// `sys_chroot`.
    SysChroot,
}

impl View for Capability {
    fn view(value: &Value) -> Option<Self> {
        let (tag, _) = Reader::tag(value)?;
        Some(match tag {
            "chown" => Self::Chown,
            "dac_override" => Self::DacOverride,
            "fowner" => Self::Fowner,
            "kill" => Self::Kill,
            "net_bind_service" => Self::NetBindService,
            "setgid" => Self::Setgid,
            "setuid" => Self::Setuid,
            "sys_chroot" => Self::SysChroot,
            _ => return None,
        })
    }
}

/// How an image of the project's own is made.
#[derive(Clone, PartialEq, Debug)]
pub struct Build {
    /// The folder that is sent to the builder.
    pub context: At<Str>,
    /// The Dockerfile, relative to the context.
    pub dockerfile: At<Str>,
    /// The stage that is built; without it the last.
    pub stage: Option<At<Str>>,
    /// Build arguments. They stand in the image's history, so no secret may be one.
    pub args: At<IndexMap<Str, At<Str>>>,
}

impl View for Build {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            context: fields.required("context")?,
            dockerfile: fields.required("dockerfile")?,
            stage: fields.optional("stage")?,
            args: fields.required("args")?,
        })
    }
}

/// A copy of a store's data, made by the clock. `recovery` counts on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Backup {
    /// Name in the targets.
    pub name: At<Str>,
    /// Whose data it copies.
    pub of: At<BlockId>,
    /// When it is made.
    pub schedule: At<Str>,
    /// How long a copy is kept.
    pub keep: At<Nanos>,
    /// The image that makes it.
    pub image: At<Text>,
    /// What makes it: it writes to the folder `/backup` and removes what is older than `keep`.
    pub command: At<Vec<At<Text>>>,
    /// Environment variables.
    pub env: At<IndexMap<Str, At<EnvValue>>>,
    /// The storage for all copies.
    pub size: At<ByteSize>,
    /// What it may use.
    pub resources: At<Resources>,
    /// The user and group that it runs as.
    pub user: At<i64>,
    /// How long it may take.
    pub timeout: At<Nanos>,
}

impl View for Backup {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            of: fields.required("of")?,
            schedule: fields.required("schedule")?,
            keep: fields.required("keep")?,
            image: fields.required("image")?,
            command: fields.required("command")?,
            env: fields.required("env")?,
            size: fields.required("size")?,
            resources: fields.required("resources")?,
            user: fields.required("user")?,
            timeout: fields.required("timeout")?,
        })
    }
}

/// A place where the project runs.
#[derive(Clone, PartialEq, Debug)]
pub struct Environment {
    /// Name in the targets.
    pub name: At<Str>,
    /// What runs the containers.
    pub runtime: At<Runtime>,
    /// The cloud that it stands in.
    pub cloud: Option<At<Cloud>>,
    /// The network that whatever the cloud hosts here lies in.
    pub network: Option<At<BlockId>>,
    /// The cluster that runs the containers, where this project makes it.
    pub cluster: Option<At<BlockId>>,
    /// The domain that this environment's hosts lie under.
    pub domain: At<Str>,
    /// Where Terraform keeps what it knows of the resources.
    pub state: At<StateStore>,
    /// Where its secrets are kept. Without it: a `.env` file beside the Compose file, Secret objects in a cluster.
    pub secrets: At<SecretStore>,
    /// What starts a deployment.
    pub deploy_from: At<DeployFrom>,
    /// How many people must agree to a deployment.
    pub approvals: At<i64>,
    /// Its data must survive mistakes: what holds state is kept when it is removed here.
    pub protected: At<bool>,
}

impl View for Environment {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            runtime: fields.required("runtime")?,
            cloud: fields.optional("cloud")?,
            network: fields.optional("network")?,
            cluster: fields.optional("cluster")?,
            domain: fields.required("domain")?,
            state: fields.required("state")?,
            secrets: fields.required("secrets")?,
            deploy_from: fields.required("deploy_from")?,
            approvals: fields.required("approvals")?,
            protected: fields.required("protected")?,
        })
    }
}

/// Where requests from outside come in, and to whom they go.
#[derive(Clone, PartialEq, Debug)]
pub struct Gateway {
    /// Name in the targets.
    pub name: At<Str>,
    /// The host that it answers for; `*.example.com` means all hosts one label below.
    pub host: At<Str>,
    /// More hosts that are answered alike.
    pub aliases: At<Vec<At<Str>>>,
    /// Who answers which path; the longest prefix counts.
    pub routes: At<IndexMap<Str, At<EndpointId>>>,
    /// How connections are secured.
    pub tls: At<Tls>,
    /// The ingress class of the cluster.
    pub class: At<Str>,
    /// The port of the developer's machine.
    pub publish: At<i64>,
    /// The largest request body.
    pub max_body: At<ByteSize>,
    /// How long a connection to a service may take.
    pub connect_timeout: At<Nanos>,
    /// How long a service may take between two pieces of its answer.
    pub read_timeout: At<Nanos>,
    /// Requests that one client may make.
    pub rate_limit: Option<At<Rate>>,
    /// Who may come in; empty: everybody.
    pub allow: At<Vec<At<Str>>>,
}

impl View for Gateway {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            host: fields.required("host")?,
            aliases: fields.required("aliases")?,
            routes: fields.required("routes")?,
            tls: fields.required("tls")?,
            class: fields.required("class")?,
            publish: fields.required("publish")?,
            max_body: fields.required("max_body")?,
            connect_timeout: fields.required("connect_timeout")?,
            read_timeout: fields.required("read_timeout")?,
            rate_limit: fields.optional("rate_limit")?,
            allow: fields.required("allow")?,
        })
    }
}

/// An objective; recording rules, burn-rate alerts and their tests follow from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Slo {
    /// Name in the targets.
    pub name: At<Str>,
    /// The part of all events that must be good.
    pub objective: At<Percent>,
    /// The time that it is counted over.
    pub window: At<Nanos>,
    /// What is counted.
    pub indicator: At<Indicator>,
    /// Below this many events in an alert's window it stays silent.
    pub min_events: At<i64>,
}

impl View for Slo {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            objective: fields.required("objective")?,
            window: fields.required("window")?,
            indicator: fields.required("indicator")?,
            min_events: fields.required("min_events")?,
        })
    }
}

/// Something that somebody must be told of.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// Name in the targets.
    pub name: At<Str>,
    /// When it fires.
    pub when: At<AlertWhen>,
    /// How long it must hold.
    pub for_: At<Nanos>,
    /// How bad it is.
    pub severity: At<Severity>,
    /// One sentence for whoever is woken.
    pub summary: At<Str>,
    /// What to do then.
    pub runbook: Option<At<Str>>,
    /// Who is told; without it the receivers that take this severity.
    pub receiver: Option<At<BlockId>>,
}

impl View for Alert {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            when: fields.required("when")?,
            for_: fields.required("for")?,
            severity: fields.required("severity")?,
            summary: fields.required("summary")?,
            runbook: fields.optional("runbook")?,
            receiver: fields.optional("receiver")?,
        })
    }
}

/// Where alerts are sent to.
#[derive(Clone, PartialEq, Debug)]
pub struct Receiver {
    /// Name in the targets.
    pub name: At<Str>,
    /// How it is reached.
    pub to: At<Channel>,
    /// Which severities it takes.
    pub takes: At<Vec<At<Severity>>>,
    /// How long it is silent about the same thing.
    pub repeat: At<Nanos>,
}

impl View for Receiver {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            to: fields.required("to")?,
            takes: fields.required("takes")?,
            repeat: fields.required("repeat")?,
        })
    }
}

/// What watches the project.
#[derive(Clone, PartialEq, Debug)]
pub struct Monitoring {
    /// How long metrics are kept.
    pub retention: At<Nanos>,
    /// How often rules are evaluated.
    pub interval: At<Nanos>,
    /// Where Alertmanager answers, as Prometheus reaches it.
    pub alertmanager: At<Str>,
    /// The mail server for receivers that are told by e-mail.
    pub smtp: Option<At<Smtp>>,
    /// Metrics that others export and alerts speak of.
    pub sources: At<Vec<At<MetricSource>>>,
}

impl View for Monitoring {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            retention: fields.required("retention")?,
            interval: fields.required("interval")?,
            alertmanager: fields.required("alertmanager")?,
            smtp: fields.optional("smtp")?,
            sources: fields.required("sources")?,
        })
    }
}

/// How much may be lost, and for how long the system may be down, when the worst happens.
#[derive(Clone, PartialEq, Debug)]
pub struct Recovery {
    /// Recovery time objective: how long it may take until everything runs again.
    pub rto: At<Nanos>,
    /// Recovery point objective: how much of the last data may be lost.
    pub rpo: At<Nanos>,
    /// Stores whose data may be lost.
    pub exclude: At<Vec<At<BlockId>>>,
}

impl View for Recovery {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self { rto: fields.required("rto")?, rpo: fields.required("rpo")?, exclude: fields.required("exclude")? })
    }
}

/// What happens between a push and a running system. A project that writes none gets one that follows from its environments and images.
#[derive(Clone, PartialEq, Debug)]
pub struct Pipeline {
    /// Name in the targets.
    pub name: At<Str>,
    /// What starts it.
    pub on: At<Vec<At<Trigger>>>,
    /// How long a job of it may take that does not say so itself: the check of the generated files, the images.
    pub timeout: At<Nanos>,
}

impl View for Pipeline {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self { name: fields.required("name")?, on: fields.required("on")?, timeout: fields.required("timeout")? })
    }
}

/// Commands that run together on one machine. They find `GIT_COMMIT`, `GIT_BRANCH`, `GIT_TAG` and `GIT_BASE` (the commit to compare with) in
/// their environment where they mention them.
#[derive(Clone, PartialEq, Debug)]
pub struct Job {
    /// Name in the targets.
    pub name: At<Str>,
    /// Jobs that must have succeeded.
    pub needs: At<Vec<At<BlockId>>>,
    /// On which occasions it runs, one of them; without any on all that start the pipeline.
    pub when: At<Vec<At<Occasion>>>,
    /// Tools and their versions: `node = "20"`.
    pub tools: At<IndexMap<Str, At<Str>>>,
    /// How much of the history the commands see.
    pub history: At<History>,
    /// The commands, in order.
    pub run: At<Vec<At<Str>>>,
    /// Environment variables. Secrets are those of the pipeline's host.
    pub env: At<IndexMap<Str, At<EnvValue>>>,
    /// Containers that run beside it, by the name of their host.
    pub beside: At<IndexMap<Str, At<Sidecar>>>,
    /// Folders that are kept from run to run, by the file that says when they are of no use any more: `"pnpm-lock.yaml" = "~/.pnpm-store"`.
    pub cache: At<IndexMap<Str, At<Str>>>,
    /// Files that it leaves for later jobs and for people, by name.
    pub keep: At<IndexMap<Str, At<Str>>>,
    /// What other jobs kept and this one finds in its place: their names of it.
    pub takes: At<Vec<At<Str>>>,
    /// Its failure is shown, and stops nothing.
    pub may_fail: At<bool>,
    /// How long it may take.
    pub timeout: At<Nanos>,
}

impl View for Job {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            needs: fields.required("needs")?,
            when: fields.required("when")?,
            tools: fields.required("tools")?,
            history: fields.required("history")?,
            run: fields.required("run")?,
            env: fields.required("env")?,
            beside: fields.required("beside")?,
            cache: fields.required("cache")?,
            keep: fields.required("keep")?,
            takes: fields.required("takes")?,
            may_fail: fields.required("may_fail")?,
            timeout: fields.required("timeout")?,
        })
    }
}

/// Builds, scans and pushes the project's own images: those of the services, tasks and backups that say `build`.
#[derive(Clone, PartialEq, Debug)]
pub struct Images {
    /// Name in the targets.
    pub name: At<Str>,
    /// Jobs that must have succeeded.
    pub needs: At<Vec<At<BlockId>>>,
    /// The machines that they run on.
    pub platforms: At<Vec<At<Platform>>>,
    /// Findings of this severity and above stop it.
    pub scan: At<ScanLevel>,
    /// How long each may take.
    pub timeout: At<Nanos>,
}

impl View for Images {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            needs: fields.required("needs")?,
            platforms: fields.required("platforms")?,
            scan: fields.required("scan")?,
            timeout: fields.required("timeout")?,
        })
    }
}

/// Brings the project to environments, in order.
#[derive(Clone, PartialEq, Debug)]
pub struct Deploy {
    /// Name in the targets.
    pub name: At<Str>,
    /// The environments, in the order of promotion.
    pub to: At<Vec<At<Str>>>,
    /// Jobs that must have succeeded.
    pub needs: At<Vec<At<BlockId>>>,
    /// Environment variables of the commands below. Secrets are those of the pipeline's host.
    pub env: At<IndexMap<Str, At<EnvValue>>>,
    /// Commands before anything is changed.
    pub before: At<Vec<At<Str>>>,
    /// Commands after everything is changed.
    pub after: At<Vec<At<Str>>>,
    /// A command that shows that the new version answers.
    pub smoke: Option<At<Str>>,
    /// How long the new version must go on answering before it counts as good.
    pub verify_for: At<Nanos>,
    /// What happens when it does not.
    pub rollback: At<Rollback>,
    /// Who is told of a failure.
    pub notify: At<Vec<At<BlockId>>>,
    /// How long it may take.
    pub timeout: At<Nanos>,
}

impl View for Deploy {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            to: fields.required("to")?,
            needs: fields.required("needs")?,
            env: fields.required("env")?,
            before: fields.required("before")?,
            after: fields.required("after")?,
            smoke: fields.optional("smoke")?,
            verify_for: fields.required("verify_for")?,
            rollback: fields.required("rollback")?,
            notify: fields.required("notify")?,
            timeout: fields.required("timeout")?,
        })
    }
}

/// The project: what holds for all of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Project {
    /// Name in the targets.
    pub name: At<Str>,
    /// The version of the language that the project is written in.
    pub language: At<i64>,
    /// The domain that the project's hosts lie under.
    pub domain: At<Str>,
    /// Where its images are kept: a registry and a path, `ghcr.io/jatra`. Without it a registry on the developer's own machine.
    pub registry: At<Str>,
    /// Who answers for it.
    pub owner: Option<At<Str>>,
    /// Where its source is.
    pub repository: Option<At<Str>>,
    /// The folder of the repository that it lies in; `.` is the root.
    pub folder: At<Str>,
    /// Hosts whose pipelines are written, besides the output folder, to where the host looks for them: for `github` that is `.github/workflows`.
    pub ci: At<Vec<At<CiHost>>>,
}

impl View for Project {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            language: fields.required("language")?,
            domain: fields.required("domain")?,
            registry: fields.required("registry")?,
            owner: fields.optional("owner")?,
            repository: fields.optional("repository")?,
            folder: fields.required("folder")?,
            ci: fields.required("ci")?,
        })
    }
}

/// A change of generated objects: `patch kubernetes high_priority { select { … }, set { … } }`.
#[derive(Clone, PartialEq, Debug)]
pub struct Patch {
    /// Which objects.
    pub select: At<Select>,
    /// New values, by path.
    pub set: At<IndexMap<Str, At<Val>>>,
    /// Paths that are taken away.
    pub remove: At<Vec<At<Str>>>,
    /// Elements added to the end of lists, by path.
    pub append: At<IndexMap<Str, At<Val>>>,
    /// How many objects must match; without it at least one.
    pub count: Option<At<i64>>,
}

impl View for Patch {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            select: fields.required("select")?,
            set: fields.required("set")?,
            remove: fields.required("remove")?,
            append: fields.required("append")?,
            count: fields.optional("count")?,
        })
    }
}

/// A value that only the running system may see. With `keys`, `smtp.user` and `smtp.password` are Secrets.
#[derive(Clone, PartialEq, Debug)]
pub struct Secret {
    /// Name in the targets.
    pub name: At<Str>,
    /// What it is for, for whoever fills it in.
    pub description: At<Str>,
    /// How often it is replaced.
    pub rotate: Option<At<Nanos>>,
    /// The parts of it, if it has several.
    pub keys: At<Vec<At<Str>>>,
    /// Where its value comes from.
    pub source: At<SecretSource>,
}

impl View for Secret {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            description: fields.required("description")?,
            rotate: fields.optional("rotate")?,
            keys: fields.required("keys")?,
            source: fields.required("source")?,
        })
    }
}

/// A program that runs until it is stopped.
#[derive(Clone, PartialEq, Debug)]
pub struct Service {
    /// Name in the targets; by default the label.
    pub name: At<Str>,
    /// The image that it runs.
    pub image: Option<At<Text>>,
    /// How the image is made, when it is this project's own.
    pub build: Option<At<Build>>,
    /// The program, in place of the image's entrypoint.
    pub command: At<Vec<At<Text>>>,
    /// Its arguments, in place of the image's.
    pub args: At<Vec<At<Text>>>,
    /// Ports that the program listens on, by name: `booking.http` is such an Endpoint.
    pub ports: At<IndexMap<Str, At<i64>>>,
    /// Ports of the developer's machine, by the name of the port that they lead to.
    pub publish: At<IndexMap<Str, At<i64>>>,
    /// Environment variables.
    pub env: At<IndexMap<Str, At<EnvValue>>>,
    /// Files that it finds, by path.
    pub files: At<IndexMap<Str, At<FileContent>>>,
    /// What it may use.
    pub resources: At<Resources>,
    /// How many run; a range scales by itself.
    pub replicas: At<Range<i64>>,
    /// What a range of replicas is scaled on.
    pub scale_on: At<Vec<At<Scale>>>,
    /// Storage that outlives it; not empty: each replica has a stable name and its own storage.
    pub state: At<IndexMap<Str, At<Volume>>>,
    /// Folders that it may write to and that are gone with the container.
    pub scratch: At<Vec<At<Str>>>,
    /// How to ask whether it is well.
    pub health: At<Health>,
    /// Where Prometheus reads its metrics, and which.
    pub metrics: Option<At<Metrics>>,
    /// Blocks that must be ready before this one starts.
    pub needs: At<Vec<At<BlockId>>>,
    /// Whoever uses it waits for it: databases, brokers.
    pub start_first: At<bool>,
    /// Services that it calls although none of its values says so.
    pub calls: At<Vec<At<BlockId>>>,
    /// What it may reach outside the project.
    pub egress: At<Vec<At<Egress>>>,
    /// How it is replaced by its next version.
    pub rollout: At<Rollout>,
    /// What a planned disruption must leave running; without it one replica may be missing where there are several.
    pub disruption: Option<At<Disruption>>,
    /// How long it may take to finish after it was told to stop.
    pub stop_within: At<Nanos>,
    /// Starts only where this profile is asked for: `docker compose --profile tools up`.
    pub profile: Option<At<Profile>>,
    /// The user and group that it runs as.
    pub user: At<i64>,
    /// It writes to its own root file system.
    pub writable_root: At<bool>,
    /// Linux capabilities that it keeps.
    pub capabilities: At<Vec<At<Capability>>>,
    /// It may be stopped at any time: it can run on spot machines.
    pub interruptible: At<bool>,
}

impl View for Service {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            image: fields.optional("image")?,
            build: fields.optional("build")?,
            command: fields.required("command")?,
            args: fields.required("args")?,
            ports: fields.required("ports")?,
            publish: fields.required("publish")?,
            env: fields.required("env")?,
            files: fields.required("files")?,
            resources: fields.required("resources")?,
            replicas: fields.required("replicas")?,
            scale_on: fields.required("scale_on")?,
            state: fields.required("state")?,
            scratch: fields.required("scratch")?,
            health: fields.required("health")?,
            metrics: fields.optional("metrics")?,
            needs: fields.required("needs")?,
            start_first: fields.required("start_first")?,
            calls: fields.required("calls")?,
            egress: fields.required("egress")?,
            rollout: fields.required("rollout")?,
            disruption: fields.optional("disruption")?,
            stop_within: fields.required("stop_within")?,
            profile: fields.optional("profile")?,
            user: fields.required("user")?,
            writable_root: fields.required("writable_root")?,
            capabilities: fields.required("capabilities")?,
            interruptible: fields.required("interruptible")?,
        })
    }
}

/// A program that runs to its end.
#[derive(Clone, PartialEq, Debug)]
pub struct Task {
    /// Name in the targets.
    pub name: At<Str>,
    /// The image that it runs.
    pub image: Option<At<Text>>,
    /// How the image is made, when it is this project's own.
    pub build: Option<At<Build>>,
    /// The program, in place of the image's entrypoint.
    pub command: At<Vec<At<Text>>>,
    /// Its arguments, in place of the image's.
    pub args: At<Vec<At<Text>>>,
    /// When it runs.
    pub run: At<RunAt>,
    /// Environment variables.
    pub env: At<IndexMap<Str, At<EnvValue>>>,
    /// Files that it finds, by path.
    pub files: At<IndexMap<Str, At<FileContent>>>,
    /// What it may use.
    pub resources: At<Resources>,
    /// Folders that it may write to and that are gone with the container.
    pub scratch: At<Vec<At<Str>>>,
    /// Storage that outlives it.
    pub state: At<IndexMap<Str, At<Volume>>>,
    /// Blocks that must be ready before it starts.
    pub needs: At<Vec<At<BlockId>>>,
    /// Services that it calls although none of its values says so.
    pub calls: At<Vec<At<BlockId>>>,
    /// What it may reach outside the project.
    pub egress: At<Vec<At<Egress>>>,
    /// How long it may take.
    pub timeout: At<Nanos>,
    /// How often it is tried again.
    pub retries: At<i64>,
    /// What happens when it is still running at its next time.
    pub overlap: At<Overlap>,
    /// Starts only where this profile is asked for.
    pub profile: Option<At<Profile>>,
    /// The user and group that it runs as.
    pub user: At<i64>,
    /// It writes to its own root file system.
    pub writable_root: At<bool>,
    /// It may be stopped at any time: it can run on spot machines.
    pub interruptible: At<bool>,
}

impl View for Task {
    fn view(value: &Value) -> Option<Self> {
        let fields = Reader::of(value)?;
        Some(Self {
            name: fields.required("name")?,
            image: fields.optional("image")?,
            build: fields.optional("build")?,
            command: fields.required("command")?,
            args: fields.required("args")?,
            run: fields.required("run")?,
            env: fields.required("env")?,
            files: fields.required("files")?,
            resources: fields.required("resources")?,
            scratch: fields.required("scratch")?,
            state: fields.required("state")?,
            needs: fields.required("needs")?,
            calls: fields.required("calls")?,
            egress: fields.required("egress")?,
            timeout: fields.required("timeout")?,
            retries: fields.required("retries")?,
            overlap: fields.required("overlap")?,
            profile: fields.optional("profile")?,
            user: fields.required("user")?,
            writable_root: fields.required("writable_root")?,
            interruptible: fields.required("interruptible")?,
        })
    }
}

/// The blocks of a plan, by kind, each in declaration order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Blocks {
    /// `backup` blocks.
    pub backups: Vec<Block<Backup>>,
    /// `environment` blocks.
    pub environments: Vec<Block<Environment>>,
    /// `gateway` blocks.
    pub gateways: Vec<Block<Gateway>>,
    /// `slo` blocks.
    pub slos: Vec<Block<Slo>>,
    /// `alert` blocks.
    pub alerts: Vec<Block<Alert>>,
    /// `receiver` blocks.
    pub receivers: Vec<Block<Receiver>>,
    /// `monitoring` blocks.
    pub monitorings: Vec<Block<Monitoring>>,
    /// `recovery` blocks.
    pub recoveries: Vec<Block<Recovery>>,
    /// `pipeline` blocks.
    pub pipelines: Vec<Block<Pipeline>>,
    /// `job` blocks.
    pub jobs: Vec<Block<Job>>,
    /// `images` blocks.
    pub images: Vec<Block<Images>>,
    /// `deploy` blocks.
    pub deploys: Vec<Block<Deploy>>,
    /// `project` blocks.
    pub projects: Vec<Block<Project>>,
    /// `resource` blocks.
    pub resources: Vec<Block<RawBlock>>,
    /// `data` blocks.
    pub data: Vec<Block<RawBlock>>,
    /// `object` blocks.
    pub objects: Vec<Block<RawBlock>>,
    /// `patch` blocks.
    pub patches: Vec<Block<Patch>>,
    /// `secret` blocks.
    pub secrets: Vec<Block<Secret>>,
    /// `service` blocks.
    pub services: Vec<Block<Service>>,
    /// `task` blocks.
    pub tasks: Vec<Block<Task>>,
}

impl Blocks {
    /// Adds a block of the kind with that name; `None` if its value does not fit the kind (part of it is poison), or no such kind is known.
    pub(crate) fn insert(&mut self, header: crate::Header, value: &Value) -> Option<()> {
        match header.kind.as_str() {
            "backup" => self.backups.push(Block { value: View::view(value)?, header }),
            "environment" => self.environments.push(Block { value: View::view(value)?, header }),
            "gateway" => self.gateways.push(Block { value: View::view(value)?, header }),
            "slo" => self.slos.push(Block { value: View::view(value)?, header }),
            "alert" => self.alerts.push(Block { value: View::view(value)?, header }),
            "receiver" => self.receivers.push(Block { value: View::view(value)?, header }),
            "monitoring" => self.monitorings.push(Block { value: View::view(value)?, header }),
            "recovery" => self.recoveries.push(Block { value: View::view(value)?, header }),
            "pipeline" => self.pipelines.push(Block { value: View::view(value)?, header }),
            "job" => self.jobs.push(Block { value: View::view(value)?, header }),
            "images" => self.images.push(Block { value: View::view(value)?, header }),
            "deploy" => self.deploys.push(Block { value: View::view(value)?, header }),
            "project" => self.projects.push(Block { value: View::view(value)?, header }),
            "resource" => self.resources.push(Block { value: View::view(value)?, header }),
            "data" => self.data.push(Block { value: View::view(value)?, header }),
            "object" => self.objects.push(Block { value: View::view(value)?, header }),
            "patch" => self.patches.push(Block { value: View::view(value)?, header }),
            "secret" => self.secrets.push(Block { value: View::view(value)?, header }),
            "service" => self.services.push(Block { value: View::view(value)?, header }),
            "task" => self.tasks.push(Block { value: View::view(value)?, header }),
            _ => return None,
        }
        Some(())
    }

    /// Makes room for so many blocks of the kind with that name, and no more.
    pub(crate) fn reserve(&mut self, kind: &str, count: usize) {
        match kind {
            "backup" => self.backups.reserve_exact(count),
            "environment" => self.environments.reserve_exact(count),
            "gateway" => self.gateways.reserve_exact(count),
            "slo" => self.slos.reserve_exact(count),
            "alert" => self.alerts.reserve_exact(count),
            "receiver" => self.receivers.reserve_exact(count),
            "monitoring" => self.monitorings.reserve_exact(count),
            "recovery" => self.recoveries.reserve_exact(count),
            "pipeline" => self.pipelines.reserve_exact(count),
            "job" => self.jobs.reserve_exact(count),
            "images" => self.images.reserve_exact(count),
            "deploy" => self.deploys.reserve_exact(count),
            "project" => self.projects.reserve_exact(count),
            "resource" => self.resources.reserve_exact(count),
            "data" => self.data.reserve_exact(count),
            "object" => self.objects.reserve_exact(count),
            "patch" => self.patches.reserve_exact(count),
            "secret" => self.secrets.reserve_exact(count),
            "service" => self.services.reserve_exact(count),
            "task" => self.tasks.reserve_exact(count),
            _ => {}
        }
    }

    /// All blocks: what every one has.
    pub fn headers(&self) -> impl Iterator<Item = &crate::Header> {
        std::iter::empty()
            .chain(self.backups.iter().map(|block| &block.header))
            .chain(self.environments.iter().map(|block| &block.header))
            .chain(self.gateways.iter().map(|block| &block.header))
            .chain(self.slos.iter().map(|block| &block.header))
            .chain(self.alerts.iter().map(|block| &block.header))
            .chain(self.receivers.iter().map(|block| &block.header))
            .chain(self.monitorings.iter().map(|block| &block.header))
            .chain(self.recoveries.iter().map(|block| &block.header))
            .chain(self.pipelines.iter().map(|block| &block.header))
            .chain(self.jobs.iter().map(|block| &block.header))
            .chain(self.images.iter().map(|block| &block.header))
            .chain(self.deploys.iter().map(|block| &block.header))
            .chain(self.projects.iter().map(|block| &block.header))
            .chain(self.resources.iter().map(|block| &block.header))
            .chain(self.data.iter().map(|block| &block.header))
            .chain(self.objects.iter().map(|block| &block.header))
            .chain(self.patches.iter().map(|block| &block.header))
            .chain(self.secrets.iter().map(|block| &block.header))
            .chain(self.services.iter().map(|block| &block.header))
            .chain(self.tasks.iter().map(|block| &block.header))
    }
}
