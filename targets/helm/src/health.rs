//! The chart's test (`helm test`): a pod that asks every service which says over HTTP whether it is ready, and the policies that let it do so
//! while it runs. It is made for each environment from the objects that are there, after patches, and generalised like all others.

use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::{Node, NodeKind, Scalar};

/// The file of the test, below `templates/`.
pub(crate) const FILE: &str = "tests/health.yaml";

/// An image with a shell and `wget`; a knob of the chart.
const IMAGE: &str = "docker.io/library/busybox:1.37.0";

/// The user that BusyBox knows as `nobody`.
const NOBODY: i64 = 65534;

/// Asks each address in turn.
const SCRIPT: &str =
    "set -eu\nfor url in \"$@\"; do\n  wget -q -T 10 -O /dev/null \"$url\"\n  echo \"answers: $url\"\ndone\n";

/// The addresses of all services of an environment that are asked over HTTP whether they are ready, each with the origin of the question.
#[derive(Default)]
pub(crate) struct Asked(Vec<(Str, OriginId)>);

impl Asked {
    /// Adds those of a block's objects; its Service is among them.
    pub(crate) fn note<'o>(&mut self, objects: impl Iterator<Item = &'o Object> + Clone) {
        let workloads = objects.clone().filter(|object| matches!(object.kind.as_str(), "Deployment" | "StatefulSet"));
        for workload in workloads {
            let mut services = objects.clone().filter(|object| object.kind == "Service");
            let service = services.find(|service| service.name == workload.name);
            self.0.extend(service.and_then(|service| url(&workload.name, &workload.node, &service.node)));
        }
    }
}

/// The objects of the test of one environment; none where no service can be asked.
pub(crate) fn test(asked: &Asked, chart: &str, namespace: (&Str, OriginId), origin: OriginId) -> Vec<Object> {
    if asked.0.is_empty() {
        return Vec::new();
    }
    let maker = Maker { name: format!("{chart}-test").into(), chart, namespace, origin };
    vec![maker.outgoing(), maker.incoming(), maker.pod(&asked.0)]
}

fn url(name: &str, workload: &Node, service: &Node) -> Option<(Str, OriginId)> {
    let containers = at(workload, &["spec", "template", "spec", "containers"])?;
    let NodeKind::List(containers) = &containers.kind else { return None };
    let get = at(containers.first()?, &["readinessProbe", "httpGet"])?;
    let (path, wanted) = (text(get.get("path")?)?, text(get.get("port")?)?);
    let NodeKind::List(ports) = &at(service, &["spec", "ports"])?.kind else { return None };
    let port = ports.iter().find(|port| port.get("targetPort").and_then(text).as_ref() == Some(&wanted))?;
    let NodeKind::Scalar(Scalar::Int(number)) = &port.get("port")?.kind else { return None };
    Some((format!("http://{name}:{number}{path}").into(), get.origin))
}

fn at<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}

fn text(node: &Node) -> Option<Str> {
    match &node.kind {
        NodeKind::Scalar(Scalar::Text(phrase)) => phrase.pieces.literal().cloned(),
        _ => None,
    }
}

struct Maker<'a> {
    name: Str,
    chart: &'a str,
    namespace: (&'a Str, OriginId),
    origin: OriginId,
}

impl Maker<'_> {
    fn text(&self, text: &str) -> Node {
        Node::text(text, self.origin)
    }

    fn map<const N: usize>(&self, entries: [(&str, Node); N]) -> Node {
        Node::map(entries, self.origin)
    }

    fn list<const N: usize>(&self, items: [Node; N]) -> Node {
        Node::list(items.to_vec(), self.origin)
    }

    fn labels(&self) -> Node {
        self.map([
            ("app.kubernetes.io/name", self.text(&self.name)),
            ("app.kubernetes.io/component", self.text("test")),
            ("app.kubernetes.io/part-of", self.text(self.chart)),
            ("app.kubernetes.io/managed-by", self.text("infrac")),
        ])
    }

    fn selector(&self) -> Node {
        let labels = self.map([("app.kubernetes.io/name", self.text(&self.name))]);
        self.map([("matchLabels", labels)])
    }

    /// An object of the test: made when it is run, the policies before the pod, and gone once it has passed.
    fn object(&self, api_version: &str, kind: &str, name: &str, weight: &str, spec: Node) -> Object {
        let annotations = self.map([
            ("helm.sh/hook", self.text("test")),
            ("helm.sh/hook-weight", self.text(weight)),
            ("helm.sh/hook-delete-policy", self.text("before-hook-creation,hook-succeeded")),
        ]);
        let metadata = self.map([
            ("name", self.text(name)),
            ("namespace", Node::text(self.namespace.0.clone(), self.namespace.1)),
            ("labels", self.labels()),
            ("annotations", annotations),
        ]);
        let node = self.map([
            ("apiVersion", self.text(api_version)),
            ("kind", self.text(kind)),
            ("metadata", metadata),
            ("spec", spec),
        ]);
        Object { kind: kind.into(), name: name.into(), of: None, origin: self.origin, node }
    }

    /// The pod may ask any pod of the namespace, and look up its name.
    fn outgoing(&self) -> Object {
        let anything = self.map([("podSelector", self.map([]))]);
        let dns = self.map([
            (
                "namespaceSelector",
                self.map([("matchLabels", self.map([("kubernetes.io/metadata.name", self.text("kube-system"))]))]),
            ),
            ("podSelector", self.map([("matchLabels", self.map([("k8s-app", self.text("kube-dns"))]))])),
        ]);
        let port = |protocol| self.map([("protocol", self.text(protocol)), ("port", Node::int(53, self.origin))]);
        let egress = self.list([
            self.map([("to", self.list([anything]))]),
            self.map([("to", self.list([dns])), ("ports", self.list([port("UDP"), port("TCP")]))]),
        ]);
        let spec = self.map([
            ("podSelector", self.selector()),
            ("policyTypes", self.list([self.text("Ingress"), self.text("Egress")])),
            ("egress", egress),
        ]);
        self.object("networking.k8s.io/v1", "NetworkPolicy", &self.name, "-1", spec)
    }

    /// Every pod of the namespace answers it.
    fn incoming(&self) -> Object {
        let from = self.map([("podSelector", self.selector())]);
        let spec = self.map([
            ("podSelector", self.map([])),
            ("policyTypes", self.list([self.text("Ingress")])),
            ("ingress", self.list([self.map([("from", self.list([from]))])])),
        ]);
        let name = format!("{}-answers", self.name);
        self.object("networking.k8s.io/v1", "NetworkPolicy", &name, "-1", spec)
    }

    fn pod(&self, urls: &[(Str, OriginId)]) -> Object {
        let origin = self.origin;
        let int = |number| Node::int(number, origin);
        let bool = |value| Node::bool(value, origin);
        let quantity = |cpu, memory| self.map([("cpu", self.text(cpu)), ("memory", self.text(memory))]);
        let container = self.map([
            ("name", self.text("test")),
            ("image", self.text(IMAGE)),
            ("command", self.list([self.text("sh"), self.text("-c"), self.text(SCRIPT), self.text("test")])),
            ("args", Node::list(urls.iter().map(|(url, origin)| Node::text(url.clone(), *origin)).collect(), origin)),
            ("resources", self.map([("requests", quantity("10m", "16Mi")), ("limits", quantity("100m", "32Mi"))])),
            (
                "securityContext",
                self.map([
                    ("allowPrivilegeEscalation", bool(false)),
                    ("readOnlyRootFilesystem", bool(true)),
                    ("capabilities", self.map([("drop", self.list([self.text("ALL")]))])),
                ]),
            ),
        ]);
        let security = self.map([
            ("runAsNonRoot", bool(true)),
            ("runAsUser", int(NOBODY)),
            ("runAsGroup", int(NOBODY)),
            ("seccompProfile", self.map([("type", self.text("RuntimeDefault"))])),
        ]);
        let spec = self.map([
            ("restartPolicy", self.text("Never")),
            ("automountServiceAccountToken", bool(false)),
            ("enableServiceLinks", bool(false)),
            ("activeDeadlineSeconds", int(300)),
            ("securityContext", security),
            ("containers", self.list([container])),
        ]);
        self.object("v1", "Pod", &self.name, "0", spec)
    }
}
