//! Words of Terraform, Kubernetes, Docker Compose and of programming languages that stand where this language has another word.
//!
//! A word is not corrected by its letters (`container_port` is near to nothing) but by what it is for. Each row has an example that a
//! test compiles (`tests/suite`), so that no row speaks of a kind or an attribute that is no more.

/// What is said of some words.
#[derive(Debug)]
pub struct Foreign {
    /// The words, in lower case, without `_`: `container_port`, `containerPort` and `containerport` are one.
    pub words: &'static [&'static str],
    /// What it is here, for a sentence `help: …`.
    pub here: &'static str,
    /// How it is written: a declaration, or an attribute of a service.
    pub example: &'static str,
}

/// What is said of a word that heads a block.
pub fn foreign_head(word: &str) -> Option<&'static Foreign> {
    find(HEADS, word)
}

/// What is said of a word that is set in a block of a program: a service, a task.
pub fn foreign_attribute(word: &str) -> Option<&'static Foreign> {
    find(ATTRIBUTES, word)
}

fn find(table: &'static [Foreign], word: &str) -> Option<&'static Foreign> {
    let plain = word.replace('_', "").to_ascii_lowercase();
    table.iter().find(|row| row.words.contains(&plain.as_str()))
}

macro_rules! rows {
    ($($($word:literal)+ => $here:literal, $example:literal;)*) => {
        &[$(Foreign { words: &[$($word),+], here: $here, example: $example }),*]
    };
}

/// Heads of blocks.
pub const HEADS: &[Foreign] = rows! {
    "variable" "variables" "var" "input" "inputs" "parameter" =>
        "what is known only when deploying is a `param`; what is known before is a `let`", "param release: String";
    "locals" "local" "const" "constant" "val" => "a value with a name is a `let`", "let zones = [\"a\", \"b\"]";
    "output" "outputs" =>
        "what one target needs of another is passed on without being declared; to give a value a name write a `let`",
        "let greeting = \"hello\"";
    "module" "submodule" =>
        "a folder of `.infra` files is a module, and is imported; what is used several times is a component",
        "component worker(): service { image = \"nginx:1.27\" }";
    "macro" "template" "mixin" "class" =>
        "what is used several times is a component", "component worker(): service { image = \"nginx:1.27\" }";
    "function" "func" "def" =>
        "a function is `fn`, with the type of what it gives", "fn double(x: Int): Int = x * 2";
    "struct" "record" "enum" "interface" => "a type is declared by `type`", "type Tier = gold | silver";
    "provider" "providers" "aws" "gcp" "azure" =>
        "the providers follow from an environment's `cloud`",
        "environment stage { runtime = compose, cloud = aws { region = \"eu-central-1\" } }";
    "terraform" "backend" =>
        "versions are infrac's to choose; where Terraform keeps its state is an environment's `state`",
        "environment stage { runtime = compose, state = local }";
    "container" "containers" "app" "apps" "application" "pod" "pods" "deployment" "deployments" "statefulset" "daemonset" "replicaset"
        "server" "microservice" "workload" "services" =>
        "a program that runs until it is stopped is a `service`", "service web { image = \"nginx:1.27\" }";
    "cronjob" "cronjobs" "cron" "batch" "batchjob" "tasks" "scheduledtask" =>
        "a program that runs to its end is a `task`, also by the clock",
        "task report { image = \"nginx:1.27\", run = cron(\"0 3 * * *\") }";
    "ingress" "ingresses" "loadbalancer" "router" "route" "routes" "proxy" "listener" "virtualservice" "httproute" =>
        "where requests come in is a `gateway`",
        "service web { image = \"nginx:1.27\", ports = { http = 80 } }\ngateway public { host = \"shop.example\", routes = { \"/\" = web.http } }";
    "configmap" "configmaps" "config" "configs" =>
        "configuration stands in a service's `env` and `files`",
        "service web { image = \"nginx:1.27\", files = { \"/etc/app.conf\" = \"debug = false\" } }";
    "volume" "volumes" "persistentvolumeclaim" "pvc" "disk" =>
        "storage belongs to the service that uses it, in its `state`",
        "service web { image = \"nginx:1.27\", state = { data = { path = \"/data\", size = 10Gi } } }";
    "networks" "vpc" "subnet" "networkpolicy" =>
        "who reaches whom follows from what services say of each other; a network of a cloud is a `network`",
        "service api { image = \"nginx:1.27\" }\nservice web { image = \"nginx:1.27\", calls = [api] }";
    "horizontalpodautoscaler" "hpa" "autoscaler" "autoscaling" =>
        "a service scales by itself if its `replicas` are a range",
        "service web { image = \"nginx:1.27\", replicas = 2..10, resources = { cpu = 250m..1 } }";
    "database" "databases" "db" "postgresql" "mysql" "mariadb" "rds" => "the database that infrac knows is `postgres`",
        "postgres orders { version = \"16\", databases = [\"orders\"], storage = 10Gi }";
    "memcached" "valkey" "elasticache" "kv" => "the cache that infrac knows is `redis`", "redis sessions { memory = 256Mi }";
    "queue" "queues" "broker" "amqp" "messagequeue" "mq" =>
        "the broker that infrac knows is `rabbitmq`; another is a `service` or, managed by a cloud, a `resource`",
        "rabbitmq jobs { version = \"4.1\", storage = 10Gi }";
    "s3" "blob" "storage" "objectstorage" => "storage of objects in a cloud is a `bucket`", "";
    "stage" "stages" "env" "environments" "workspace" "namespace" "profile" =>
        "a place where the project runs is an `environment`; its `runtime` names the namespace",
        "environment stage { runtime = kubernetes { version = \"1.33\", namespace = \"stage\" } }";
    "workflow" "workflows" "ci" "action" "actions" =>
        "what builds and deploys is a `pipeline`; without one infrac derives it", "";
    "rule" "rules" "alertingrule" "prometheusrule" "alarm" =>
        "an objective is a child `slo` of its service; any other condition is an `alert`", "";
    "secrets" "vault" "credentials" "password" => "each secret is a block of its own", "secret api_token { }";
};

/// Attributes of programs.
pub const ATTRIBUTES: &[Foreign] = rows! {
    "containerport" "containerports" "port" "expose" "exposedports" "targetport" "portmappings" =>
        "the ports that a program listens on are `ports`, by name; `publish` opens them on a developer's machine",
        "ports = { http = 8080 }";
    "hostport" "publishedports" => "`publish` opens ports on a developer's machine", "ports = { http = 80 }, publish = { http = 8080 }";
    "envfile" "envfrom" "environment" "environmentvariables" "envvars" "variables" "vars" =>
        "environment variables are `env`; each is written there, secrets too", "env = { LOG_LEVEL = \"info\" }";
    "secrets" "secret" "secretkeyref" =>
        "a secret is declared beside the services and read where it is needed", "env = { API_TOKEN = token }";
    "dependson" "links" "requires" "initcontainers" =>
        "whoever reads `other.http` depends on it; what must be ready first stands in `needs`", "needs = [other]";
    "count" "instances" "desiredcount" "foreach" "numreplicas" "scale" "mininstances" "maxinstances" "minreplicas" "maxreplicas"
        "autoscaling" "hpa" =>
        "how many run is `replicas`; a range scales by itself", "replicas = 2..10, resources = { cpu = 250m..1 }";
    "cpulimit" "cpurequest" "cpus" "cpu" "memorylimit" "memoryrequest" "memlimit" "memreservation" "memory" "mem" "limits" "requests"
        "resourcelimits" "deploy" =>
        "what it may use is `resources`, from request to limit", "resources = { cpu = 250m..1, memory = 256Mi..512Mi }";
    "volumes" "volumemounts" "mounts" "mount" "volume" "storage" "disk" "persistence" =>
        "storage that outlives it is `state`, folders that do not are `scratch`, files with known text are `files`",
        "state = { data = { path = \"/data\", size = 10Gi } }";
    "tmpfs" "emptydir" => "folders that are gone with the container are `scratch`", "scratch = [\"/tmp\"]";
    "configs" "config" "configmap" => "files with known text are `files`", "files = { \"/etc/app.conf\" = \"debug = false\" }";
    "healthcheck" "readinessprobe" "livenessprobe" "startupprobe" "probe" "probes" "readiness" "liveness" =>
        "how to ask whether it is well is `health`", "ports = { http = 80 }, health = { ready = http(\"/ready\") }";
    "entrypoint" "cmd" => "the program is `command`, its arguments are `args`", "command = [\"/app\"], args = [\"--verbose\"]";
    "restart" "restartpolicy" =>
        "a service is always started again; what runs to its end is a `task`, with its `retries`", "";
    "schedule" "cron" => "what runs by the clock is a `task`, with its time in `run`", "";
    "host" "hostname" "hosts" "domain" "domains" "domainname" "ingress" "route" "path" =>
        "hosts and paths stand in a `gateway`, which leads to the service", "";
    "labels" "annotations" "tolerations" "nodeselector" "affinity" "serviceaccount" "serviceaccountname" "imagepullsecrets"
        "priorityclassname" =>
        "what no attribute says is set in the generated object by a `patch`", "";
    "networks" "networkmode" =>
        "who reaches whom follows from `calls` and from values that speak of a service; the rest is `egress`", "calls = [other]";
    "dockerfile" "context" => "how an image is made is `build`", "build = { context = \".\", dockerfile = \"Dockerfile\" }";
    "runasuser" "uid" "securitycontext" => "the user is `user`; the root file system is read-only unless `writable_root`", "user = 1000";
    "readonly" "readonlyrootfilesystem" => "the root file system is read-only unless `writable_root` says otherwise", "writable_root = true";
    "capadd" "privileged" => "what it may beyond others is `capabilities`", "capabilities = [net_bind_service]";
    "stopgraceperiod" "terminationgraceperiodseconds" "gracefulshutdown" "stoptimeout" =>
        "how long it may take to finish is `stop_within`", "stop_within = 30s";
    "updateconfig" "strategy" "updatestrategy" "deploymentstrategy" =>
        "how it is replaced by its next version is `rollout`", "rollout = recreate";
    "profiles" => "the group that it is started with is its `profile`", "profile = tools";
    "poddisruptionbudget" "pdb" => "what a drain must leave running is `disruption`", "replicas = 3, disruption = max_unavailable(1)";
    "preemptible" "spot" => "what may be stopped at any time is `interruptible`", "interruptible = true";
};

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES, HEADS, foreign_attribute, foreign_head};

    #[test]
    fn a_word_is_found_in_each_of_its_spellings() {
        for word in ["container_port", "containerPort", "CONTAINERPORT"] {
            assert!(foreign_attribute(word).is_some_and(|row| row.example.starts_with("ports")), "{word}");
        }
        assert!(foreign_head("horizontal_pod_autoscaler").is_some());
        assert!(foreign_head("servcie").is_none());
    }

    #[test]
    fn each_word_stands_once_and_plain() {
        for table in [HEADS, ATTRIBUTES] {
            let mut words: Vec<&str> = table.iter().flat_map(|row| row.words).copied().collect();
            assert!(
                words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
            );
            words.sort_unstable();
            let count = words.len();
            words.dedup();
            assert_eq!(words.len(), count);
        }
    }
}
