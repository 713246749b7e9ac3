//! A step: a script, or an action at a commit.

use super::job::variables;
use super::value::{condition, formatted, piece, pieces, text, words};
use crate::facts::actions::{self, Action};
use crate::facts::tools;
use crate::model::graph::{Act, Ci, CloudLogin, Image, Registry, Step, Tool, Word, Words};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Entries, Grammar, Node, Phrase};
use infrac_tree::github::Expression;

/// The step as GitHub reads it.
pub(crate) fn step(step: &Step) -> Node {
    let origin = step.origin;
    let mut entries = Entries::default();
    entries.insert("name".into(), text(step.title.clone(), origin));
    if let Some(id) = step.id {
        entries.insert("id".into(), text(id, origin));
    }
    if let Some(when) = condition(&step.when) {
        let mut node = Node::text(when.to_string(), origin);
        if matches!(step.act, Act::Cache { .. }) {
            // The linter sees that a tag starts the workflow, and not this condition.
            node = node.with_aside("zizmor: ignore[cache-poisoning] a release is made without it");
        }
        entries.insert("if".into(), node);
    }
    match body(&step.act, origin) {
        Body::Action(action, with) => {
            let reference = format!("{}@{}", action.name, action.commit);
            entries.insert("uses".into(), text(reference, origin).with_aside(action.version));
            if !with.is_empty() {
                entries.insert("with".into(), Node::map(with, origin));
            }
        }
        Body::Script(env, script) => {
            if let Some(env) = env {
                entries.insert("env".into(), env);
            }
            entries.insert("run".into(), script);
        }
    }
    Node::entries(entries, origin)
}

/// What a step consists of.
enum Body {
    Action(Action, Vec<(&'static str, Node)>),
    Script(Option<Node>, Node),
}

fn body(act: &Act, origin: OriginId) -> Body {
    let flag = |value: bool| Node::bool(value, origin);
    match act {
        Act::Checkout { all_history } => {
            let mut with = Vec::new();
            if *all_history {
                with.push(("fetch-depth", Node::int(0, origin)));
            }
            with.push(("persist-credentials", flag(false)));
            Body::Action(actions::CHECKOUT, with)
        }
        Act::Tool { tool, version } => self::tool(*tool, version, origin),
        Act::Cache { folder, until } => {
            let key = Words(vec![Word::Lit(format!("{}-", slug(folder)).into())]);
            let mut pieces = pieces(&key);
            let files = Expression::Call("hashFiles", vec![Expression::text(until.clone())]);
            pieces.push(piece(&formatted("{0}-{1}", [Expression::context("runner.os"), files])));
            let key = Node::phrase(Phrase::mixed(pieces, Grammar::GitHub), origin);
            let with = vec![("path", text(folder.clone(), origin)), ("key", key)];
            Body::Action(actions::CACHE, with)
        }
        Act::Run { lines, env } => {
            let env = (!env.is_empty()).then(|| variables(env, origin));
            Body::Script(env, script(lines, origin))
        }
        Act::CloudLogin(login) => cloud(login, origin),
        Act::Cluster { login, name } => cluster(login, name, origin),
        Act::RegistryLogin(registry) => self::registry(registry, origin),
        Act::Emulation => Body::Action(actions::SETUP_QEMU, Vec::new()),
        Act::Builder => Body::Action(actions::SETUP_BUILDX, Vec::new()),
        Act::Image(image) => build(image, origin),
        Act::Scan { image, severities } => {
            let with = vec![
                ("image-ref", words(image, origin)),
                ("version", text(tools::TRIVY.text, origin)),
                ("severity", text(severities.join(","), origin)),
                ("ignore-unfixed", flag(true)),
                ("exit-code", text("1", origin)),
            ];
            Body::Action(actions::TRIVY, with)
        }
        Act::Keep { name, path } => {
            let with = vec![
                ("name", text(name.clone(), origin)),
                ("path", text(path.clone(), origin)),
                ("if-no-files-found", text("error", origin)),
            ];
            Body::Action(actions::UPLOAD, with)
        }
        Act::Take { name, path } => {
            let with = vec![("name", text(name.clone(), origin)), ("path", text(path.clone(), origin))];
            Body::Action(actions::DOWNLOAD, with)
        }
    }
}

/// Lines as one script.
fn script(lines: &[Str], origin: OriginId) -> Node {
    let mut script = lines.join("\n");
    if script.contains('\n') && !script.ends_with('\n') {
        script.push('\n');
    }
    text(script, origin)
}

/// A name of letters, digits and `-`.
fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    name.chars().map(plain).collect::<String>().trim_matches('-').to_owned()
}

fn tool(tool: Tool, version: &Words, origin: OriginId) -> Body {
    let wanted = |key: &'static str, action: Action| Body::Action(action, vec![(key, quoted(version, origin))]);
    match tool {
        // Folders are kept where a job says so, and nowhere else.
        Tool::Go => {
            let with = vec![("go-version", quoted(version, origin)), ("cache", Node::bool(false, origin))];
            Body::Action(actions::SETUP_GO, with)
        }
        Tool::Helm => wanted("version", actions::SETUP_HELM),
        Tool::Java => {
            let with = vec![("distribution", text("temurin", origin)), ("java-version", quoted(version, origin))];
            Body::Action(actions::SETUP_JAVA, with)
        }
        Tool::Node => {
            let with =
                vec![("node-version", quoted(version, origin)), ("package-manager-cache", Node::bool(false, origin))];
            Body::Action(actions::SETUP_NODE, with)
        }
        Tool::Pnpm => wanted("version", actions::SETUP_PNPM),
        Tool::Python => wanted("python-version", actions::SETUP_PYTHON),
        // The runner brings rustup itself.
        Tool::Rust => {
            let env = Node::map([("RUST_VERSION", quoted(version, origin))], origin);
            let lines = [
                "set -euo pipefail".into(),
                r#"rustup toolchain install "$RUST_VERSION" --profile minimal --component clippy,rustfmt"#.into(),
                r#"rustup default "$RUST_VERSION""#.into(),
            ];
            Body::Script(Some(env), script(&lines, origin))
        }
        Tool::Terraform => {
            // The wrapper puts its own words between Terraform and whoever reads its output.
            let with =
                vec![("terraform_version", quoted(version, origin)), ("terraform_wrapper", Node::bool(false, origin))];
            Body::Action(actions::SETUP_TERRAFORM, with)
        }
    }
}

/// A version: text, whatever number it looks like.
fn quoted(version: &Words, origin: OriginId) -> Node {
    Node::phrase(Phrase { quoted: true, ..Phrase::mixed(pieces(version), Grammar::GitHub) }, origin)
}

fn variable(name: &str, origin: OriginId) -> Node {
    words(&Words::ci(Ci::Setting(name.into())), origin)
}

fn cloud(login: &CloudLogin, origin: OriginId) -> Body {
    match login {
        CloudLogin::Aws { region, role, account } => {
            let mut with =
                vec![("role-to-assume", variable(role, origin)), ("aws-region", text(region.clone(), origin))];
            // Whoever sets the role of another account by mistake is stopped here.
            if let Some(account) = account {
                let account = Phrase { quoted: true, ..Phrase::literal(account.clone(), Grammar::GitHub) };
                with.push(("allowed-account-ids", Node::phrase(account, origin)));
            }
            Body::Action(actions::AWS_LOGIN, with)
        }
        CloudLogin::Gcp { project, region: _ } => {
            let with = vec![
                ("project_id", text(project.clone(), origin)),
                ("workload_identity_provider", variable("GCP_WORKLOAD_IDENTITY_PROVIDER", origin)),
                ("service_account", variable("GCP_SERVICE_ACCOUNT", origin)),
            ];
            Body::Action(actions::GCP_LOGIN, with)
        }
        CloudLogin::Azure { subscription } => {
            let subscription = subscription
                .as_ref()
                .map_or_else(|| variable("AZURE_SUBSCRIPTION_ID", origin), |one| text(one.clone(), origin));
            let with = vec![
                ("client-id", variable("AZURE_CLIENT_ID", origin)),
                ("tenant-id", variable("AZURE_TENANT_ID", origin)),
                ("subscription-id", subscription),
            ];
            Body::Action(actions::AZURE_LOGIN, with)
        }
        CloudLogin::None => Body::Script(None, script(&["true".into()], origin)),
    }
}

fn cluster(login: &CloudLogin, name: &Words, origin: OriginId) -> Body {
    let strict: Str = "set -euo pipefail".into();
    match login {
        CloudLogin::Aws { region, .. } => {
            let env = [("CLUSTER_NAME", words(name, origin)), ("REGION", text(region.clone(), origin))];
            let line = r#"aws eks update-kubeconfig --name "$CLUSTER_NAME" --region "$REGION""#.into();
            Body::Script(Some(Node::map(env, origin)), script(&[strict, line], origin))
        }
        CloudLogin::Gcp { project, region } => {
            let with = vec![
                ("cluster_name", words(name, origin)),
                ("location", text(region.clone(), origin)),
                ("project_id", text(project.clone(), origin)),
            ];
            Body::Action(actions::GKE_CREDENTIALS, with)
        }
        CloudLogin::Azure { .. } => {
            let env = [("CLUSTER_NAME", words(name, origin)), ("RESOURCE_GROUP", variable("RESOURCE_GROUP", origin))];
            let line = r#"az aks get-credentials --name "$CLUSTER_NAME" --resource-group "$RESOURCE_GROUP""#.into();
            Body::Script(Some(Node::map(env, origin)), script(&[strict, line], origin))
        }
        CloudLogin::None => {
            let env = [("KUBE_CONFIG", words(&Words::ci(Ci::Secret("KUBE_CONFIG".into())), origin))];
            let lines = [
                strict,
                r#": "${KUBE_CONFIG:?set the secret KUBE_CONFIG to the configuration of kubectl}""#.into(),
                "umask 077".into(),
                r#"mkdir -p "$HOME/.kube""#.into(),
                r#"printf '%s\n' "$KUBE_CONFIG" > "$HOME/.kube/config""#.into(),
            ];
            Body::Script(Some(Node::map(env, origin)), script(&lines, origin))
        }
    }
}

fn registry(registry: &Registry, origin: OriginId) -> Body {
    match registry {
        Registry::Packages(host) => {
            let with = vec![
                ("registry", text(host.clone(), origin)),
                ("username", words(&Words::ci(Ci::Actor), origin)),
                ("password", words(&Words::ci(Ci::Token), origin)),
            ];
            Body::Action(actions::REGISTRY_LOGIN, with)
        }
        Registry::Ecr { region: _ } | Registry::Local => Body::Action(actions::ECR_LOGIN, Vec::new()),
        Registry::Other(host) => {
            let with = vec![
                ("registry", text(host.clone(), origin)),
                ("username", variable("REGISTRY_USERNAME", origin)),
                ("password", words(&Words::ci(Ci::Secret("REGISTRY_PASSWORD".into())), origin)),
            ];
            Body::Action(actions::REGISTRY_LOGIN, with)
        }
    }
}

fn build(image: &Image, origin: OriginId) -> Body {
    let Image { name, context, dockerfile, stage, args, platforms, push } = image;
    let mut with = vec![("context", words(context, origin)), ("file", words(dockerfile, origin))];
    with.extend(stage.as_ref().map(|stage| ("target", words(stage, origin))));
    with.extend(args.as_ref().map(|args| ("build-args", words(args, origin))));
    with.push(("platforms", text(platforms.join(","), origin)));
    with.push(("tags", words(name, origin)));
    if *push {
        with.push(("push", Node::bool(true, origin)));
        with.push(("provenance", text("mode=max", origin)));
        with.push(("sbom", Node::bool(true, origin)));
    } else {
        with.push(("load", Node::bool(true, origin)));
    }
    Body::Action(actions::BUILD_PUSH, with)
}
